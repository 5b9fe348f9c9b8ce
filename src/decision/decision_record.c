/* decision_record.c: whoever presides decides on an application, on the floor of a meeting or in writing. */
#include "decision/approval.h"
#include "decision/board.h"
#include "decision/committee.h"
#include "decision/decision_store.h"
#include "decision/release_jobs.h"

#include "base/text.h"
#include "decision.msg.h"
#include "ledger/ledger.h"
#include "meeting/meeting.h"

#include <string.h>

LEDGER_ACT(MSG_DECISION_RECORDED);
LEDGER_ACT(MSG_RELEASE_VOIDED);

static struct err *length_check(struct arena *a, const char *field, const char *text)
{
    size_t n = text_count(text);
    return n > DECISION_TEXT_MAX
               ? invalid(a, field, MSG_DECISION_TOO_LONG, arg_i64(DECISION_TEXT_MAX), arg_i64((int64_t)n))
               : NULL;
}

/* Where a reason is wanted and missing, says which application shows it. */
static struct err *reason_check(struct arena *a, const struct board_item *x)
{
    const struct board_item *y = x->against;
    if (!x->rank.departs || *x->decision->reason)
        return NULL;
    if (!y)
        return invalid(a, "reason", MSG_DECISION_REASON_UNSCORED);
    return x->decision->outcome == OUTCOME_SELECT
               ? invalid(a, "reason", MSG_DECISION_REASON_OVER, arg_text(y->app->receipt_no), arg_text(y->app->title))
               : invalid(a, "reason", MSG_DECISION_REASON_UNDER, arg_text(y->app->receipt_no), arg_text(y->app->title));
}

struct err *decision_check(struct ctx *c, const struct call *call, enum board_scope scope, const struct decision *d)
{
    struct arena *a = c->arena;
    struct board b;
    struct err *e = NULL;
    if (d->outcome == OUTCOME_NONE)
        e = invalid(a, "outcome", MSG_DECISION_OUTCOME_MISSING);
    e = err_join(e, length_check(a, "reason", d->reason));
    e = err_join(e, length_check(a, "comment", d->comment));
    e = err_join(e, length_check(a, "conditions", d->conditions));
    if (d->outcome == OUTCOME_DECLINE && *d->conditions)
        e = err_join(e, invalid(a, "conditions", MSG_DECISION_CONDITIONS_DECLINED));
    TRY(board_load(c, call, scope, &b));
    struct board_item *x = board_item_of(&b, d->application_id);
    if (!x) /* no such item on the viewer's list */
        return not_found(a);
    x->decision = d;
    board_settle(a, &b);
    return err_join(e, reason_check(a, x));
}

static bool same_text(const struct decision *a, const struct decision *b)
{
    return a->outcome == b->outcome && strcmp(a->reason, b->reason) == 0 && strcmp(a->comment, b->comment) == 0 &&
           strcmp(a->conditions, b->conditions) == 0;
}

static struct err *faster(struct arena *a, const struct decision *d)
{
    return conflict(a, MSG_DECISION_FASTER, arg_text(d->decided_by_name), arg_instant(d->decided_at),
                    arg_msg(d->outcome == OUTCOME_SELECT ? &MSG_OUTCOME_SELECT : &MSG_OUTCOME_DECLINE));
}

/* Stamps hold for the decisions as they were; what applicants were told already is changed by a correction only. */
static struct err *void_approval(struct tx *tx, int64_t call_id, int64_t decision_id)
{
    struct ctx *c = tx_ctx(tx);
    struct release *r = NULL;
    bool begun = false;
    TRY(release_find(c, call_id, &r));
    if (r && r->noticed_at != INSTANT_UNKNOWN)
        return refused(c->arena, MSG_DECISION_AFTER_NOTICE, arg_instant(r->noticed_at));
    TRY(approval_is_begun(c, r, &begun));
    if (!begun)
        return NULL;
    extern const struct ledger_act ledger_act_MSG_RELEASE_VOIDED;
    const struct touch about = ABOUT(decision, decision_id);
    return release_take_back(tx, r, &ledger_act_MSG_RELEASE_VOIDED, &about);
}

/* Writes the decision, and that it was made on this floor (NULL: on none). */
static struct err *write(struct tx *tx, const struct application *app, const struct decision *d, int64_t seen,
                         const struct floor *floor)
{
    struct ctx *c = tx_ctx(tx);
    struct decision *theirs = NULL;
    bool changed = false;
    int64_t id = 0;
    int64_t noted = 0;
    TRY(decision_put(tx, app, d, seen, &changed, &id));
    if (!changed) {
        TRY(decision_find(c, app->id, &theirs));
        return theirs ? faster(c->arena, theirs) : not_found(c->arena);
    }
    if (floor)
        TRY(floor_note(tx, floor, d, &noted));
    extern const struct ledger_act ledger_act_MSG_DECISION_RECORDED;
    struct touch touches[4] = { TOUCH(decision, id), ABOUT(application, app->id) };
    if (floor)
        touches[2] = TOUCH(meeting_decision, noted);
    TRY(ledger_put(tx, &ledger_act_MSG_DECISION_RECORDED,
                   FACTS(fact_text("outcome", outcome_word(d->outcome)), fact_i64("revision", seen + 1),
                         fact_id("application", app->id)),
                   touches, NULL));
    return void_approval(tx, app->call_id, id);
}

struct err *decision_record_in(struct tx *tx, const struct application *app, const struct call *call,
                               const struct decision_typed *t, const struct decision *present,
                               const struct floor *floor)
{
    struct ctx *c = tx_ctx(tx);
    int64_t seen = present ? present->revision : 0;
    struct decision d = { .id = present ? present->id : 0,
                          .application_id = app->id,
                          .outcome = t->outcome,
                          .reason = decision_trimmed(c->arena, t->reason),
                          .comment = decision_trimmed(c->arena, t->comment),
                          .conditions = decision_trimmed(c->arena, t->conditions),
                          .revision = seen + 1,
                          .decided_by = c->actor.person,
                          .decided_at = c->now };
    TRY(decision_check(c, call, BOARD_COMMITTEE, &d));
    return write(tx, app, &d, seen, floor);
}

struct err *decision_record(struct ctx *c, int64_t application_id, const struct decision_typed *t, int64_t seen)
{
    struct application *app = NULL;
    struct call *call = NULL;
    struct decision *present = NULL;
    struct floor *floor = NULL;
    TX(tx, c);
    TRY(committee_open(c, application_id, ACT_DECIDE, &app, &call));
    TRY(floor_find(c, call, app->id, &floor));
    TRY(decision_find(c, application_id, &present));
    struct decision d = { .outcome = t->outcome,
                          .reason = decision_trimmed(c->arena, t->reason),
                          .comment = decision_trimmed(c->arena, t->comment),
                          .conditions = decision_trimmed(c->arena, t->conditions) };
    if (present && same_text(present, &d) && present->decided_by == c->actor.person &&
        (!floor || present->revision != seen))
        return NULL; /* the same button twice */
    if ((present ? present->revision : 0) != seen)
        return present ? faster(c->arena, present) : not_found(c->arena);
    TRY(decision_record_in(tx, app, call, t, present, floor));
    return tx_commit(tx);
}
