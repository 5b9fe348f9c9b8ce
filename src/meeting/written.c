/* written.c: the written deliberation (持ち回り審議): members answer, whoever presides concludes. */
#include "meeting/meeting_store.h"

#include "application/application.h"
#include "base/id.h"
#include "base/text.h"
#include "decision/committee.h"
#include "ledger/ledger.h"
#include "meeting.msg.h"
#include "person/person.h"
#include "review/declaration.h"
#include "review/review.h"

#include <string.h>

LEDGER_ACT(MSG_WRITTEN_ANSWERED);
LEDGER_ACT(MSG_WRITTEN_CONCLUDED);

#define COMMENT_MAX 2000

STMT(written_insert, WRITE, "iiitti",
     "INSERT INTO meeting_answer (id, item_id, person_id, answer, comment, revision, answered_at)"
     " VALUES ($1, $2, $3, $4, $5, 1, $6)");
STMT(written_change, WRITE, "iiitti",
     "UPDATE meeting_answer SET answer = $4, comment = $5, revision = revision + 1, answered_at = $6"
     " WHERE item_id = $1 AND person_id = $2 AND revision = $3");
STMT(written_id, READ, "ii", "SELECT id FROM meeting_answer WHERE item_id = $1 AND person_id = $2");

/* A member, and an item of a written deliberation that is open and seen by this member. */
static struct err *written_open(struct ctx *c, int64_t item_id, struct session_view *s, const struct item **ret)
{
    int64_t id = 0;
    TRY(meeting_of_item(c, item_id, &id));
    TRY(session_load_member(c, id, s));
    *ret = session_item(s, item_id);
    if (!*ret || s->meeting.kind != MEETING_WRITTEN)
        return not_found(c->arena);
    struct standing standing = { REL_CALL, call_states(s->call, c->now) };
    TRY(allow(c, ACT_DELIBERATE, ACT_COMMITTEE_SEE, standing));
    if (s->meeting.state != MEETING_OPEN || (*ret)->state == ITEM_DONE)
        return refused(c->arena, MSG_WRITTEN_OVER);
    return NULL;
}

static struct err *own_answer_check(struct arena *a, int64_t item_id, enum answer_kind kind, const char *comment)
{
    const char *id = id_text(a, item_id);
    size_t n = text_count(comment);
    struct err *e = NULL;
    if (kind == ANSWER_NONE)
        e = invalid(a, arena_printf(a, "answer.%s", id), MSG_WRITTEN_ANSWER_MISSING);
    if (kind != ANSWER_AGREE && kind != ANSWER_NONE && n == 0)
        e = err_join(e, invalid(a, arena_printf(a, "comment.%s", id), MSG_WRITTEN_COMMENT_MISSING));
    if (n > COMMENT_MAX)
        e = err_join(e, invalid(a, arena_printf(a, "comment.%s", id), MSG_MEETING_TOO_LONG, arg_i64(COMMENT_MAX),
                                arg_i64((int64_t)n)));
    return e;
}

struct err *written_answer(struct ctx *c, int64_t item_id, enum answer_kind kind, const char *comment, int64_t seen)
{
    struct session_view s;
    const struct item *x = NULL;
    const char *text = review_stripped(c->arena, comment);
    int64_t me = viewer_person(c);
    int64_t id = id_random();
    TX(tx, c);
    TRY(written_open(c, item_id, &s, &x));
    const struct member_answer *before = session_answer(&s, item_id, me);
    if (!session_member(&s, me))
        return not_found(c->arena);
    TRY(own_answer_check(c->arena, item_id, kind, text));
    if (before && before->kind == kind && strcmp(before->comment, text) == 0)
        return NULL; /* the same again */
    if (c->now > s.meeting.ends_at)
        return refused(c->arena, MSG_WRITTEN_DUE_OVER, arg_instant(s.meeting.ends_at));
    if ((before ? before->revision : 0) != seen)
        return conflict(c->arena, MSG_WRITTEN_ANSWER_CHANGED);
    if (before) {
        struct row row;
        TRY(db_row(c, written_id, &row, I64(item_id), I64(me)));
        id = row_i64(&row, 0);
        TRY(db_must(tx, written_change, I64(item_id), I64(me), I64(seen), TXT(answer_word(kind)), TXT(text),
                    I64(c->now)));
    } else {
        TRY(db_run(tx, written_insert, NULL, I64(id), I64(item_id), I64(me), TXT(answer_word(kind)), TXT(text),
                   I64(c->now)));
    }
    TRY(ledger_add(tx, MSG_WRITTEN_ANSWERED, FACTS(fact_i64("revision", seen + 1)), TOUCH(meeting_answer, id),
                   ABOUT(meeting_item, item_id)));
    return tx_commit(tx);
}

static struct err *not_carried(struct arena *a, enum written_outcome r, const struct written_count *n)
{
    switch (r) {
    case WRITTEN_OPEN:
        return refused(a, MSG_WRITTEN_STILL_OPEN, arg_i64(n->eligible), arg_i64(n->answered));
    case WRITTEN_LACKS_ANSWERS:
        return refused(a, MSG_WRITTEN_LACKS_ANSWERS, arg_i64(n->eligible), arg_i64(n->answered));
    case WRITTEN_WANTS_MEETING:
        return refused(a, MSG_WRITTEN_WANTS_MEETING, arg_i64(n->meet));
    case WRITTEN_NOT_AGREED:
        return refused(a, MSG_WRITTEN_NOT_AGREED, arg_i64(n->eligible), arg_i64(n->agree));
    case WRITTEN_CARRIED:
        break;
    }
    return NULL;
}

struct err *written_conclude(struct ctx *c, int64_t item_id)
{
    struct session_view s;
    const struct item *x = NULL;
    struct application *app = NULL;
    struct call *call = NULL;
    struct decision *present = NULL;
    int64_t event = 0;
    TX(tx, c);
    TRY(written_open(c, item_id, &s, &x));
    TRY(committee_open(c, x->application_id, ACT_DECIDE, &app, &call));
    struct written_count n = session_count(&s, item_id);
    TRY(not_carried(c->arena, written_result(&call->definition->rules, &n, c->now > s.meeting.ends_at), &n));
    struct decision_typed t = { x->proposal.outcome, x->proposal.reason, x->proposal.comment, x->proposal.conditions };
    struct floor floor = { s.meeting.id, item_id, quorum_count(n.eligible, n.answered, 0) };
    TRY(decision_find(c, app->id, &present));
    TRY(decision_record_in(tx, app, call, &t, present, &floor));
    TRY(item_mark(tx, item_id, x->state, ITEM_DONE));
    TRY(event_add(tx, s.meeting.id, EVENT_ITEM_CLOSED, item_id, 0, &event));
    TRY(ledger_add(tx, MSG_WRITTEN_CONCLUDED,
                   FACTS(fact_i64("eligible", n.eligible), fact_i64("answered", n.answered),
                         fact_i64("agree", n.agree)),
                   TOUCH(meeting_item, item_id), TOUCH(meeting_event, event)));
    return tx_commit(tx);
}
