/* reviewer_decline.c: declining, before and long after having accepted, and coming back. */
#include "review/reviewer.h"

#include "base/site.h"
#include "base/text.h"
#include "db/db.h"
#include "i18n/i18n.h"
#include "ledger/ledger.h"
#include "mail/mail.h"
#include "person/account.h"
#include "person/link.h"
#include "person/person.h"
#include "review/declaration.h"
#include "review.msg.h"
#include "reviewer.msg.h"

LEDGER_ACT(MSG_REVIEWER_DECLINED);
LEDGER_ACT(MSG_REVIEWER_RETURNED);

STMT(reviewer_mark_declined, WRITE, "iit",
     "UPDATE reviewer SET declined_at = $2, decline_reason = $3 WHERE id = $1 AND declined_at IS NULL");
STMT(reviewer_mark_returned, WRITE, "i",
     "UPDATE reviewer SET declined_at = NULL, decline_reason = NULL WHERE id = $1 AND declined_at IS NOT NULL");
/* What the person was given and has not completed: all of the assignments that end. */
STMT(assignments_unfinished, READ, "ii",
     "SELECT g.application_id FROM assignment g JOIN application a ON a.id = g.application_id WHERE a.call_id = $1"
     " AND g.person_id = $2 AND g.ended_at IS NULL AND NOT EXISTS (SELECT 1 FROM sheet s WHERE"
     " s.application_id = g.application_id AND s.person_id = g.person_id AND s.state = 'complete') ORDER BY g.id");
STMT(reviewer_of_link, READ, "it", "SELECT id FROM reviewer WHERE call_id = $1 AND email_key = $2");

static struct err *reason_check(struct arena *a, const char *typed, const char **ret)
{
    const char *why = review_stripped(a, typed);
    if (!*why)
        return invalid(a, "reason", MSG_REVIEWER_DECLINE_REASON_MISSING);
    if (text_count(why) > DECLARATION_REASON_MAX)
        return invalid(a, "reason", MSG_REVIEW_REASON_LONG, arg_i64(DECLARATION_REASON_MAX));
    *ret = why;
    return NULL;
}

/* One mail to each of the office: who, and how many applications want somebody else. */
static struct err *tell_office(struct tx *tx, const struct call *call, const struct reviewer *r, int64_t open)
{
    struct ctx *c = tx_ctx(tx);
    struct duty_lines office;
    TRY(duty_list(c, DUTIES_OFFICE, 0, &office));
    const char *address = arena_printf(c->arena, "%s/office/review/assignments",
                                       c->site->public_url ? c->site->public_url : "");
    for (size_t i = 0; i < office.n; i++) {
        struct person *p = NULL;
        TRY(person_load(c, office.v[i].person_id, &p));
        const char *title = call_title(c->arena, p->lang, call);
        TRY(mail_add(
            tx,
            &(struct mail){
                .key = arena_printf(c->arena, "reviewer-declined/%lld/%lld/%lld", (long long)r->id,
                                    (long long)c->now, (long long)p->id),
                .person_id = p->id,
                .to_email = p->email,
                .to_name = p->name,
                .kind = "reviewer_declined",
                .subject = MSG_TEXT(c->arena, p->lang, MSG_REVIEWER_MAIL_DECLINED_SUBJECT, arg_text(title)),
                .body = MSG_TEXT(c->arena, p->lang, MSG_REVIEWER_MAIL_DECLINED_BODY, arg_text(r->facts.name),
                                 arg_text(title), arg_i64(open), arg_text(address)) }));
    }
    return NULL;
}

static struct err *decline(struct tx *tx, const struct call *call, const struct reviewer *r, const char *why)
{
    struct ctx *c = tx_ctx(tx);
    struct rows open = { 0 };
    if (r->declined_at != INSTANT_UNKNOWN)
        return NULL;
    if (r->person_id)
        TRY(db_rows(c, assignments_unfinished, &open, I64(call->id), I64(r->person_id)));
    for (size_t i = 0; i < open.n; i++)
        TRY(assignment_stop(tx, row_i64(&open.v[i], 0), r->person_id, "declined"));
    TRY(db_must(tx, reviewer_mark_declined, I64(r->id), I64(c->now), TXT(why)));
    TRY(ledger_add(tx, MSG_REVIEWER_DECLINED, FACTS(fact_i64("open", (int64_t)open.n)), TOUCH(reviewer, r->id)));
    return tell_office(tx, call, r, (int64_t)open.n);
}

struct err *reviewer_decline(struct ctx *c, const struct call *call, const char *reason)
{
    struct reviewer r;
    const char *why = NULL;
    TX(tx, c);
    TRY(reviewer_own_row(tx, call, &r));
    TRY(reason_check(c->arena, reason, &why));
    TRY(decline(tx, call, &r, why));
    return tx_commit(tx);
}

struct err *reviewer_decline_for(struct ctx *c, int64_t id, const char *reason)
{
    struct reviewer r;
    struct call *call = NULL;
    const char *why = NULL;
    TX(tx, c);
    TRY(allow(c, ACT_OFFICE_REVIEW, ACT_OFFICE_REVIEW, (struct standing){ .relations = REL_ANY }));
    TRY(reviewer_load(c, id, &r));
    TRY(call_load(c, r.call_id, &call));
    TRY(reason_check(c->arena, reason, &why));
    if (r.invitation_id)
        TRY(link_end(tx, r.invitation_id));
    TRY(decline(tx, call, &r, why));
    return tx_commit(tx);
}

struct err *reviewer_return(struct ctx *c, int64_t id)
{
    TX(tx, c);
    struct reviewer r;
    TRY(allow(c, ACT_OFFICE_REVIEW, ACT_OFFICE_REVIEW, (struct standing){ .relations = REL_ANY }));
    TRY(reviewer_load(c, id, &r));
    TRY(db_must(tx, reviewer_mark_returned, I64(id)));
    TRY(ledger_add(tx, MSG_REVIEWER_RETURNED, NO_FACTS, TOUCH(reviewer, id)));
    return tx_commit(tx);
}

/* By the link of the invitation, without an account. */
static struct err *declined_by_link(struct tx *tx, const struct link *link, const char *reason)
{
    struct ctx *c = tx_ctx(tx);
    struct row row;
    bool there = false;
    struct reviewer r;
    struct call *call = NULL;
    const char *why = NULL;
    if (!link->has_grant || link->grant.duty != DUTY_REVIEWER || !link->grant.call_id)
        return NULL;
    TRY(reason_check(c->arena, reason, &why));
    TRY(db_find(c, reviewer_of_link, &row, &there, I64(link->grant.call_id), TXT(email_key(c->arena, link->email))));
    if (!there)
        return NULL;
    TRY(call_load(c, link->grant.call_id, &call));
    TRY(reviewer_load(c, row_i64(&row, 0), &r));
    return decline(tx, call, &r, why);
}
ON_LINK_DECLINED(declined_by_link);
