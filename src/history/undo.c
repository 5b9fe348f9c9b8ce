/* undo.c: what the buttons take back, each by the use case that does the opposite; and the pages that press them. */
#include "ledger/undo.h"

#include "decision.msg.h"
#include "decision/decision.h"
#include "history.msg.h"
#include "institution.msg.h"
#include "mail.msg.h"
#include "mail/mail.h"
#include "office/people.h"
#include "people.msg.h"
#include "person.msg.h"
#include "person/duty.h"
#include "person/frame.h"
#include "person/institution.h"
#include "person/kept.h"
#include "person/person.h"
#include "review.msg.h"
#include "review/declaration.h"
#include "review/review.h"

#include <stdlib.h>

static struct err *cannot(struct ctx *c)
{
    return refused(c->arena, MSG_HISTORY_NOTHING_BEFORE);
}

static struct err *restore_institution(struct ctx *c, const struct undo_of *u)
{
    if (!u->before)
        return cannot(c);
    struct institution x = { .id = u->subject,
                             .corporation_id = kept_i64(u->table, u->before, "corporation_id"),
                             .name = kept_string(u->table, u->before, "name"),
                             .name_kana = kept_string(u->table, u->before, "name_kana"),
                             .name_en = kept_string(u->table, u->before, "name_en"),
                             .school_code = kept_string(u->table, u->before, "school_code"),
                             .prefecture = kept_string(u->table, u->before, "prefecture") };
    TX(tx, c);
    TRY(allow(c, ACT_OFFICE_PEOPLE, ACT_OFFICE_PEOPLE, (struct standing){ 0 }));
    TRY(institution_put(tx, &x, &x.id));
    return tx_commit(tx);
}
LEDGER_UNDO(MSG_INSTITUTION_CORRECTED, restore_institution);

static struct err *restore_corporation(struct ctx *c, const struct undo_of *u)
{
    if (!u->before)
        return cannot(c);
    struct corporation x = { .id = u->subject,
                             .name = kept_string(u->table, u->before, "name"),
                             .corporate_number = kept_string(u->table, u->before, "corporate_number"),
                             .kind = kept_string(u->table, u->before, "kind") };
    TX(tx, c);
    TRY(allow(c, ACT_OFFICE_PEOPLE, ACT_OFFICE_PEOPLE, (struct standing){ 0 }));
    TRY(corporation_put(tx, &x, &x.id));
    return tx_commit(tx);
}
LEDGER_UNDO(MSG_CORPORATION_CORRECTED, restore_corporation);

/* A duty that was given ends; one that was ended is given anew, as it was. */
static struct err *end_duty(struct ctx *c, const struct undo_of *u)
{
    return people_end_duty(c, u->subject);
}
LEDGER_UNDO(MSG_PERSON_DUTY_GRANTED, end_duty);

static struct err *give_duty(struct ctx *c, const struct undo_of *u)
{
    if (!u->after)
        return cannot(c);
    struct grant g = { .duty = duty_parse(kept_string(u->table, u->after, "duty")),
                       .call_id = kept_i64(u->table, u->after, "call_id"),
                       .institution_id = kept_i64(u->table, u->after, "institution_id"),
                       .region = kept_string(u->table, u->after, "region") };
    return people_grant(c, kept_i64(u->table, u->after, "person_id"), &g);
}
LEDGER_UNDO(MSG_PERSON_DUTY_ENDED, give_duty);

/* An assignment: the rules of the matrix hold for taking it back too (a sheet that is written stays). */
static struct err *unassign(struct ctx *c, const struct undo_of *u)
{
    if (!u->after)
        return cannot(c);
    return assignment_end(c, kept_i64(u->table, u->after, "application_id"), kept_i64(u->table, u->after, "person_id"));
}
LEDGER_UNDO(MSG_REVIEW_ASSIGNED, unassign);

static struct err *assign(struct ctx *c, const struct undo_of *u)
{
    if (!u->after)
        return cannot(c);
    return assignment_add(c, kept_i64(u->table, u->after, "application_id"), kept_i64(u->table, u->after, "person_id"));
}
LEDGER_UNDO(MSG_REVIEW_UNASSIGNED, assign);

/* Back to the ruling before; the first one has nothing before it but the declaration, which is the reviewer's. */
static struct err *rule_as_before(struct ctx *c, const struct undo_of *u)
{
    const char *ruling = u->before ? kept_string(u->table, u->before, "ruling") : NULL;
    if (!ruling)
        return cannot(c);
    return declaration_rule(c, u->subject, kept_i64(u->table, u->before, "conflicted") == 1, ruling);
}
LEDGER_UNDO(MSG_REVIEW_RULED, rule_as_before);

static struct err *send_after_all(struct ctx *c, const struct undo_of *u)
{
    TRY(allow(c, ACT_OFFICE_MAIL, ACT_OFFICE_MAIL, (struct standing){ 0 }));
    return mail_resend(c, u->subject);
}
LEDGER_UNDO(MSG_MAIL_WAS_HELD, send_after_all);

/* The decision before it is recorded again, by whoever presides now; what a meeting wants is wanted again. */
static struct err *decide_as_before(struct ctx *c, const struct undo_of *u)
{
    if (!u->before || !u->after)
        return cannot(c);
    struct decision_typed t = { .outcome = outcome_parse(kept_string(u->table, u->before, "outcome")),
                                .reason = kept_string(u->table, u->before, "reason"),
                                .comment = kept_string(u->table, u->before, "comment"),
                                .conditions = kept_string(u->table, u->before, "conditions") };
    return decision_record(c, kept_i64(u->table, u->after, "application_id"), &t,
                           kept_i64(u->table, u->after, "revision"));
}
LEDGER_UNDO(MSG_DECISION_RECORDED, decide_as_before);

/* ── the button ── */

/* Where the person was, without its query; the desk where no page of this site is named. */
static struct url back_to(const struct request *rq)
{
    const char *back = pairs_text(&rq->form, "back");
    return local_url(rq->ctx->arena, *back ? back : "/office");
}

static struct err *take_back(struct request *rq, struct response *rs)
{
    struct ctx *c = rq->ctx;
    const char *typed = param(rq, "entry");
    char *end = NULL;
    long long entry = strtoll(typed, &end, 10);
    if (*end || entry <= 0)
        return not_found(c->arena);
    TRY(ledger_take_back(c, entry));
    if (c->last_act) /* the opposite act says what it did */
        notice_after(rq, rs, c->last_act);
    return see_other(rs, back_to(rq));
}

ROUTE(POST, "/office/undo/:entry", undo_submit, ACT_HISTORY_UNDO)
{
    return take_back(rq, rs);
}

ROUTE(POST, "/committee/undo/:entry", committee_undo_submit, ACT_DECIDE)
{
    return take_back(rq, rs);
}
