/* reviewer_acts.c: asking somebody to review, one or many at once, and what is known of them. */
#include "review/reviewer.h"

#include "base/id.h"
#include "db/db.h"
#include "i18n/i18n.h"
#include "ledger/ledger.h"
#include "person/account.h"
#include "person/link.h"
#include "person/person.h"
#include "review/declaration.h"
#include "reviewer.msg.h"

#include <string.h>

LEDGER_ACT(MSG_REVIEWER_ASKED);
LEDGER_ACT(MSG_REVIEWER_ASKED_AGAIN);
LEDGER_ACT(MSG_REVIEWER_CHANGED);
LEDGER_ACT(MSG_REVIEWER_RECORDED);

STMT(reviewer_insert, WRITE, "iittttttttiii",
     "INSERT INTO reviewer (id, call_id, email, email_key, name, affiliation, past, expertise, term_from, term_to,"
     " load_max, added_by, added_at) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13)");
STMT(reviewer_with_key, READ, "it", "SELECT id FROM reviewer WHERE call_id = $1 AND email_key = $2");
STMT(reviewer_in_duty, READ, "iti",
     "SELECT count(*) FROM person p JOIN duty d ON d.person_id = p.id WHERE d.duty = 'reviewer' AND p.email_key = $2"
     " AND (d.call_id IS NULL OR d.call_id = $1) AND (d.ended_at IS NULL OR d.ended_at > $3)");
STMT(reviewer_update, WRITE, "ittttttii",
     "UPDATE reviewer SET name = $2, affiliation = $3, past = $4, expertise = $5, term_from = $6, term_to = $7,"
     " load_max = $8 WHERE id = $1 AND call_id = $9");

static struct err *may(struct ctx *c)
{
    return allow(c, ACT_OFFICE_REVIEW, ACT_OFFICE_REVIEW, (struct standing){ .relations = REL_ANY });
}

static struct value day(struct arena *a, date d)
{
    return date_is_known(d) ? TXT(date_iso(a, d)) : NUL();
}

static struct err *insert(struct tx *tx, int64_t call_id, const struct reviewer_facts *x, int64_t *ret_id)
{
    struct ctx *c = tx_ctx(tx);
    int64_t id = id_random();
    TRY(db_run(tx, reviewer_insert, NULL, I64(id), I64(call_id), TXT(x->email),
               TXT(email_key(c->arena, x->email)), TXT(x->name), TXT(x->affiliation), TXT(x->past),
               TXT(x->expertise), day(c->arena, x->term_from), day(c->arena, x->term_to), I64(x->load_max),
               c->actor.person ? I64(c->actor.person) : NUL(), I64(c->now)));
    *ret_id = id;
    return NULL;
}

/* ── asking ── */

/* field: where a mistake is told. */
static struct err *ask(struct tx *tx, const struct call *call, const char *field, const struct reviewer_facts *x,
                       int64_t *ret_id)
{
    struct ctx *c = tx_ctx(tx);
    const char *key = email_key(c->arena, x->email);
    struct row row;
    bool there = false;
    int64_t in_duty = 0;
    TRY(db_find(c, reviewer_with_key, &row, &there, I64(call->id), TXT(key)));
    TRY(db_i64(c, reviewer_in_duty, &in_duty, I64(call->id), TXT(key), I64(c->now)));
    if (there || in_duty)
        return invalid(c->arena, field, MSG_REVIEWER_ASKED_ALREADY, arg_text(x->email));
    struct grant g = { .duty = DUTY_REVIEWER, .call_id = call->id };
    TRY(insert(tx, call->id, x, ret_id));
    TRY(account_invite_in(tx, x->email, &g));
    return ledger_add(tx, MSG_REVIEWER_ASKED, FACTS(fact_text("name", x->name)), TOUCH(reviewer, *ret_id));
}

struct err *reviewer_invite(struct ctx *c, int64_t call_id, const struct reviewer_facts *facts, int64_t *ret_id)
{
    struct call *call = NULL;
    int64_t id = 0;
    TX(tx, c);
    TRY(may(c));
    TRY(call_load(c, call_id, &call));
    TRY(ask(tx, call, "email", facts, &id));
    TRY(tx_commit(tx));
    *ret_id = id;
    return NULL;
}

struct err *reviewers_invite_all(struct ctx *c, int64_t call_id, const struct reviewer_table *t, bool dry)
{
    struct call *call = NULL;
    struct err *mistakes = NULL;
    TX(tx, c);
    TRY(may(c));
    TRY(call_load(c, call_id, &call));
    for (size_t i = 0; i < t->n; i++) {
        int64_t id = 0;
        struct err *e = ask(tx, call, t->at[i], &t->v[i], &id);
        if (e && e->kind != ERR_INVALID)
            return e;
        mistakes = err_join(mistakes, e);
    }
    if (mistakes || dry)
        return mistakes; /* rolled back: not even an invitation */
    return tx_commit(tx);
}

struct err *reviewer_resend(struct ctx *c, int64_t id)
{
    struct reviewer r;
    TX(tx, c);
    TRY(may(c));
    TRY(reviewer_load(c, id, &r));
    if (r.state > REVIEWER_INVITED)
        return refused(c->arena, MSG_REVIEWER_NOT_WAITING, arg_text(r.facts.name));
    if (r.invitation_id)
        TRY(link_end(tx, r.invitation_id));
    struct grant g = { .duty = DUTY_REVIEWER, .call_id = r.call_id };
    TRY(account_invite_in(tx, r.facts.email, &g));
    TRY(ledger_add(tx, MSG_REVIEWER_ASKED_AGAIN, NO_FACTS, ABOUT(reviewer, id)));
    return tx_commit(tx);
}

/* ── what is known ── */

static bool same_facts(const struct reviewer_facts *a, const struct reviewer_facts *b)
{
    return strcmp(a->name, b->name) == 0 && strcmp(a->affiliation, b->affiliation) == 0 &&
           strcmp(a->past, b->past) == 0 && strcmp(a->expertise, b->expertise) == 0 &&
           date_compare(a->term_from, b->term_from) == 0 && date_compare(a->term_to, b->term_to) == 0 &&
           a->load_max == b->load_max;
}

static struct err *update(struct tx *tx, const struct reviewer *r, const struct reviewer_facts *x)
{
    struct ctx *c = tx_ctx(tx);
    TRY(db_must(tx, reviewer_update, I64(r->id), TXT(x->name), TXT(x->affiliation), TXT(x->past), TXT(x->expertise),
                day(c->arena, x->term_from), day(c->arena, x->term_to), I64(x->load_max), I64(r->call_id)));
    TRY(ledger_add(tx, MSG_REVIEWER_CHANGED, NO_FACTS, TOUCH(reviewer, r->id)));
    return tx_commit(tx);
}

struct err *reviewer_change(struct ctx *c, int64_t id, const struct reviewer_facts *facts)
{
    struct reviewer r;
    struct reviewer_facts x = *facts;
    TX(tx, c);
    TRY(may(c));
    TRY(reviewer_load(c, id, &r));
    x.name = *x.name ? x.name : r.facts.name;
    return same_facts(&r.facts, &x) ? NULL : update(tx, &r, &x);
}

/* The row of an account, made where there is none. */
static struct err *record(struct tx *tx, int64_t call_id, int64_t person_id, int64_t *ret_id)
{
    struct ctx *c = tx_ctx(tx);
    struct person *p = NULL;
    struct row row;
    bool there = false;
    TRY(person_load(c, person_id, &p));
    TRY(db_find(c, reviewer_with_key, &row, &there, I64(call_id), TXT(email_key(c->arena, p->email))));
    if (there) {
        *ret_id = row_i64(&row, 0);
        return NULL;
    }
    struct reviewer_facts x = { p->email, p->name, p->department ? p->department : "", "", "",
                                DATE_UNKNOWN, DATE_UNKNOWN, 0 };
    TRY(insert(tx, call_id, &x, ret_id));
    return ledger_add(tx, MSG_REVIEWER_RECORDED, NO_FACTS, TOUCH(reviewer, *ret_id));
}

struct err *reviewer_record(struct ctx *c, int64_t call_id, int64_t person_id, int64_t *ret_id)
{
    struct call *call = NULL;
    struct reviewers all;
    int64_t id = 0;
    bool in_office = false;
    TX(tx, c);
    TRY(may(c));
    TRY(call_load(c, call_id, &call));
    TRY(reviewers_list(c, call, &all));
    for (size_t i = 0; i < all.n; i++)
        in_office = in_office || all.v[i].person_id == person_id;
    if (!in_office)
        return not_found(c->arena);
    TRY(record(tx, call_id, person_id, &id));
    TRY(tx_commit(tx));
    *ret_id = id;
    return NULL;
}

struct err *reviewer_own_row(struct tx *tx, const struct call *call, struct reviewer *ret)
{
    struct ctx *c = tx_ctx(tx);
    int64_t id = 0;
    TRY(allow(c, ACT_REVIEW_HOME, ACT_REVIEW_HOME, (struct standing){ .relations = REL_CALL }));
    if (!c->viewer || !viewer_holds(c->viewer, DUTY_REVIEWER, call->id))
        return not_found(c->arena);
    TRY(record(tx, call->id, viewer_person(c), &id));
    return reviewer_find_own(c, call, ret);
}

struct err *reviewer_change_own(struct ctx *c, const struct call *call, const struct reviewer_facts *facts)
{
    struct reviewer r;
    TX(tx, c);
    TRY(reviewer_own_row(tx, call, &r));
    struct reviewer_facts x = r.facts;
    x.affiliation = facts->affiliation;
    x.past = facts->past;
    x.expertise = facts->expertise;
    return same_facts(&r.facts, &x) ? NULL : update(tx, &r, &x);
}

/* Whoever accepts an invitation that was sent by another way is recorded, too. */
static struct err *accepted(struct tx *tx, int64_t person_id, const struct link *link)
{
    int64_t id = 0;
    if (!link->has_grant || link->grant.duty != DUTY_REVIEWER || !link->grant.call_id)
        return NULL;
    return record(tx, link->grant.call_id, person_id, &id);
}
ON_LINK_ACCEPTED(accepted);
