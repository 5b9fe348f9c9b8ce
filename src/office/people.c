/* people.c: see people.h. */
#include "office/people.h"

#include "base/id.h"
#include "base/text.h"
#include "db/db.h"
#include "person/bureau.h"
#include "person/duty.h"
#include "person/institution.h"
#include "person/person.h"
#include "person/session.h"
#include "person/typed.h"
#include "people.msg.h"

#include <string.h>

static struct err *may_handle(struct ctx *c, enum duty duty)
{
    enum act act = duty & DUTIES_OF_STAFF ? ACT_OFFICE_STAFF : ACT_OFFICE_PEOPLE;
    return allow(c, act, ACT_OFFICE_PEOPLE, (struct standing){ 0 });
}

/* ── invitations ── */

static struct err *call_read(struct ctx *c, const char *typed, int64_t *ret)
{
    struct call *call = NULL;
    int64_t id = 0;
    struct err *e = id_parse(typed, &id) ? call_load(c, id, &call) : not_found(c->arena);
    if (e && e->kind == ERR_NOT_FOUND)
        return invalid(c->arena, "call", MSG_PEOPLE_CALL_MISSING);
    *ret = id;
    return e;
}

static struct err *institution_of_form(struct ctx *c, const char *typed, int64_t *ret)
{
    struct institution *institution = NULL;
    int64_t id = 0;
    struct err *e = id_parse(typed, &id) ? institution_load(c, id, &institution) : not_found(c->arena);
    if (e && e->kind == ERR_NOT_FOUND)
        return invalid(c->arena, "institution", MSG_PEOPLE_INSTITUTION_MISSING);
    *ret = id;
    return e;
}

static struct err *region_read(struct ctx *c, const char *typed, const char **ret)
{
    struct bureau_list all;
    TRY(bureau_list(c, &all));
    const struct bureau *b = bureau_of(&all, typed);
    if (!b)
        return invalid(c->arena, "region", MSG_PEOPLE_REGION_MISSING);
    *ret = b->key;
    return NULL;
}

struct err *invitation_read(struct ctx *c, const struct pairs *form, const char **ret_email,
                            struct grant *ret)
{
    struct arena *a = c->arena;
    struct grant g = { .duty = duty_parse(typed_line(a, form, "duty")) };
    struct err *e = email_check(a, "email", typed_line(a, form, "email"), ret_email);
    struct err *more = NULL;
    if (!(g.duty & DUTIES_INVITED))
        more = invalid(a, "duty", MSG_PEOPLE_DUTY_MISSING);
    else if (g.duty & DUTIES_OF_CALL)
        more = call_read(c, typed_line(a, form, "call"), &g.call_id);
    else if (g.duty == DUTY_INSTITUTION_OFFICE)
        more = institution_of_form(c, typed_line(a, form, "institution"), &g.institution_id);
    else if (g.duty == DUTY_BUREAU)
        more = region_read(c, typed_line(a, form, "region"), &g.region);
    if (more && more->kind != ERR_INVALID)
        return more;
    *ret = g;
    return err_join(e, more);
}

struct err *people_invite(struct ctx *c, const char *email, const struct grant *g)
{
    TRY(may_handle(c, g->duty));
    return account_invite(c, email, g);
}

struct err *people_resend(struct ctx *c, int64_t invitation)
{
    struct invitation *i = NULL;
    TRY(invitation_load(c, invitation, &i));
    TRY(may_handle(c, i->grant.duty));
    return invitation_resend(c, i);
}

struct err *people_withdraw(struct ctx *c, int64_t invitation)
{
    struct invitation *i = NULL;
    TRY(invitation_load(c, invitation, &i));
    TRY(may_handle(c, i->grant.duty));
    return invitation_withdraw(c, i);
}

/* ── duties ── */

struct err *people_end_duty(struct ctx *c, int64_t duty)
{
    struct duty_line d;
    struct duty_lines leads;
    TRY(duty_load(c, duty, &d));
    TRY(may_handle(c, d.duty));
    TX(tx, c);
    TRY(duty_list(c, DUTY_OFFICE_LEAD, 0, &leads));
    if (d.duty == DUTY_OFFICE_LEAD && leads.n == 1)
        return refused(c->arena, MSG_PEOPLE_LAST_LEAD);
    TRY(duty_end(tx, duty));
    return tx_commit(tx);
}

struct err *people_grant(struct ctx *c, int64_t person, const struct grant *g)
{
    int64_t id = 0;
    TRY(may_handle(c, g->duty));
    TX(tx, c);
    TRY(duty_grant(tx, person, g, &id));
    return tx_commit(tx);
}

struct err *people_clear_code(struct ctx *c, int64_t person)
{
    struct viewer *v = NULL;
    TRY(viewer_load(c, person, &v));
    TRY(may_handle(c, (enum duty)(v->duties & DUTIES_OF_STAFF)));
    TX(tx, c);
    TRY(credential_clear_totp(tx, person));
    TRY(session_end_all(tx, person));
    return tx_commit(tx);
}

struct err *people_search(struct ctx *c, const char *search, enum duty duty, struct duty_lines *ret)
{
    struct duty_lines all;
    const char *key = text_key(c->arena, search);
    TRY(duty_list(c, duty ? (unsigned)duty : DUTIES_INVITED, 0, &all));
    size_t n = 0;
    for (size_t i = 0; i < all.n; i++) {
        const struct duty_line *d = &all.v[i];
        const char *text = *key ? arena_printf(c->arena, "%s\n%s\n%s\n%s", text_key(c->arena, d->name),
                                               text_key(c->arena, d->kana), text_key(c->arena, d->email),
                                               text_key(c->arena, d->institution))
                                : "";
        if (strstr(text, key))
            all.v[n++] = *d;
    }
    *ret = (struct duty_lines){ n, all.v };
    return NULL;
}
