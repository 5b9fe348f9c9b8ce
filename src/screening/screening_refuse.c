/* screening_refuse.c: refusing, by two persons, and taking a decision back. */
#include "screening/screening_at.h"

#include "application/application_mail.h"
#include "base/text.h"
#include "db/db.h"
#include "ledger/ledger.h"
#include "person/person.h"
#include "review/declaration.h"
#include "screening.msg.h"

#include <string.h>

LEDGER_ACT(MSG_SCREENING_WAS_PROPOSED);
LEDGER_ACT(MSG_SCREENING_WAS_DECLINED);
LEDGER_ACT(MSG_SCREENING_WAS_REFUSED);
LEDGER_ACT(MSG_SCREENING_UNDONE);

STMT(screening_set_refused, WRITE, "iiii",
     "UPDATE screening SET state = 'refused', confirmed_by = $2, confirmed_at = $3"
     " WHERE id = $1 AND state = 'proposed' AND submission_id = $4");
STMT(screening_leads, READ, "ii",
     "SELECT count(*) FROM duty WHERE person_id = $1 AND duty = 'office_lead' AND granted_at <= $2"
     " AND (ended_at IS NULL OR ended_at > $2)");

static struct err *leads(struct ctx *c, int64_t person, bool *ret)
{
    int64_t n = 0;
    TRY(db_i64(c, screening_leads, &n, I64(person), I64(c->now)));
    *ret = n > 0;
    return NULL;
}

struct err *screening_propose_refusal(struct ctx *c, int64_t application_id, const char *reason)
{
    struct screening_at at = { 0 };
    const char *why = review_stripped(c->arena, reason);
    TX(tx, c);
    TRY(screening_at_work(c, application_id, &at));
    if (!screening_is_open(at.now.state))
        return refused(c->arena, MSG_SCREENING_NOT_OPEN);
    TRY(screening_reason_check(c->arena, "reason", why));
    struct completion *open = NULL;
    TRY(completion_find(c, application_id, &open));
    if (open)
        TRY(completion_end(tx, at.app, open));
    TRY(screening_state_write(tx, &at, "proposed", why));
    TRY(ledger_add(tx, MSG_SCREENING_WAS_PROPOSED, FACTS(fact_text("receipt", at.app->receipt_no)),
                   TOUCH(screening, at.now.id), ABOUT(application, application_id)));
    return tx_commit(tx);
}

/* The second person, in front of a proposal. */
static struct err *at_proposal(struct ctx *c, int64_t application_id, struct screening_at *ret)
{
    bool proposer_leads = false;
    bool i_lead = false;
    TRY(screening_at(c, application_id, ACT_OFFICE_SCREEN, ret));
    if (ret->now.state != SCREENING_PROPOSED)
        return refused(c->arena, MSG_SCREENING_NOT_PROPOSED);
    TRY(leads(c, ret->now.decided_by, &proposer_leads));
    TRY(leads(c, viewer_person(c), &i_lead));
    return screening_may_confirm(c->arena, ret->now.decided_by, proposer_leads, viewer_person(c), i_lead);
}

struct err *screening_confirm_refusal(struct ctx *c, int64_t application_id)
{
    struct screening_at at = { 0 };
    TX(tx, c);
    TRY(at_proposal(c, application_id, &at));
    TRY(db_must(tx, screening_set_refused, I64(at.now.id), I64(viewer_person(c)), I64(c->now),
                I64(at.app->submission_id)));
    TRY(application_mark_admitted(tx, at.app, false));
    TRY(ledger_add(tx, MSG_SCREENING_WAS_REFUSED,
                   FACTS(fact_text("receipt", at.app->receipt_no), fact_id("proposed_by", at.now.decided_by)),
                   TOUCH(screening, at.now.id), TOUCH(application, application_id)));
    const struct arg args[] = { arg_text(at.app->receipt_no), arg_text(at.app->title), arg_text(at.now.reason) };
    const char *kind = arena_printf(c->arena, "refused-%lld", (long long)c->now);
    TRY(application_mail(tx, at.app, kind, at.app->id, &MSG_SCREENING_MAIL_REFUSED_SUBJECT,
                         &MSG_SCREENING_MAIL_REFUSED_BODY, args));
    return tx_commit(tx);
}

struct err *screening_decline_refusal(struct ctx *c, int64_t application_id)
{
    struct screening_at at = { 0 };
    TX(tx, c);
    TRY(at_proposal(c, application_id, &at));
    TRY(screening_state_write(tx, &at, "open", NULL));
    TRY(ledger_add(tx, MSG_SCREENING_WAS_DECLINED, FACTS(fact_text("receipt", at.app->receipt_no)),
                   TOUCH(screening, at.now.id), ABOUT(application, application_id)));
    return tx_commit(tx);
}

struct err *screening_undo(struct ctx *c, int64_t application_id, const char *reason)
{
    struct screening_at at = { 0 };
    bool began = false;
    const char *why = review_stripped(c->arena, reason);
    TX(tx, c);
    TRY(screening_at_work(c, application_id, &at));
    if (at.now.state != SCREENING_ACCEPTED && at.now.state != SCREENING_REFUSED && at.now.state != SCREENING_PROPOSED)
        return refused(c->arena, MSG_SCREENING_NOT_DECIDED);
    TRY(screening_reason_check(c->arena, "undo_reason", why));
    if (at.now.state == SCREENING_ACCEPTED)
        TRY(screening_review_began(c, at.call->id, application_id, &began));
    if (began)
        return refused(c->arena, MSG_SCREENING_REVIEW_BEGAN);
    TRY(screening_state_write(tx, &at, "open", why));
    TRY(application_mark_admitted(tx, at.app, false));
    TRY(ledger_add(tx, MSG_SCREENING_UNDONE,
                   FACTS(fact_text("receipt", at.app->receipt_no), fact_text("was", at.now.stored)),
                   TOUCH(screening, at.now.id), TOUCH(application, application_id)));
    const struct arg args[] = { arg_text(at.app->receipt_no), arg_text(at.app->title), arg_text(why) };
    const char *kind = arena_printf(c->arena, "undone-%lld", (long long)c->now);
    if (at.now.state != SCREENING_PROPOSED)
        TRY(application_mail(tx, at.app, kind, at.app->id, &MSG_SCREENING_MAIL_UNDONE_SUBJECT,
                             &MSG_SCREENING_MAIL_UNDONE_BODY, args));
    return tx_commit(tx);
}
