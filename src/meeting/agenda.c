/* agenda.c: the items of a meeting: applications in their order, other business, proposals, files. */
#include "meeting/meeting_mail.h"
#include "meeting/meeting_store.h"

#include "application/application.h"
#include "base/id.h"
#include "base/text.h"
#include "decision/board.h"
#include "file/file.h"
#include "ledger/ledger.h"
#include "meeting.msg.h"
#include "review/declaration.h"

#include <string.h>

LEDGER_ACT(MSG_AGENDA_ADDED);
LEDGER_ACT(MSG_AGENDA_MOVED);
LEDGER_ACT(MSG_AGENDA_REMOVED);
LEDGER_ACT(MSG_AGENDA_PROPOSED);
LEDGER_ACT(MSG_AGENDA_FILE_ADDED);

#define BUSINESS_MAX 200
#define BODY_MAX 2000
#define FILES_MOST 20

STMT(agenda_file_insert, WRITE, "iittibi",
     "INSERT INTO meeting_file (id, item_id, name, media_type, size, hash, added_at) VALUES ($1, $2, $3, $4, $5, $6,"
     " $7)");
STMT(agenda_file_delete, WRITE, "i", "DELETE FROM meeting_file WHERE id = $1");

/* The office, and an agenda that may still change: before a written deliberation opens, before a meeting closes. */
static struct err *agenda_open(struct ctx *c, int64_t id, struct session_view *ret)
{
    struct meeting m;
    TRY(office_may_meet(c));
    TRY(meeting_load(c, id, &m));
    bool open = m.state == MEETING_PLANNED || m.state == MEETING_CONVENED ||
                (m.state == MEETING_OPEN && m.kind == MEETING_ROOM);
    if (!open)
        return refused(c->arena, MSG_MEETING_AGENDA_FIXED);
    return session_load(c, &m, 0, ret);
}

static int last_place(const struct session_view *s)
{
    return (int)s->items.n; /* places run on from 1 */
}

struct err *agenda_add(struct ctx *c, int64_t id, const int64_t *applications, size_t n)
{
    struct session_view s;
    struct touches touches = touches_make(c->arena);
    extern const struct ledger_act ledger_act_MSG_AGENDA_ADDED;
    TX(tx, c);
    TRY(agenda_open(c, id, &s));
    int place = last_place(&s);
    for (size_t i = 0; i < n; i++) {
        struct application *app = NULL;
        bool there = false;
        TRY(application_load(c, applications[i], &app));
        if (app->call_id != s.meeting.call_id || !application_in_review(app))
            return not_found(c->arena);
        for (size_t k = 0; k < s.items.n; k++)
            there |= s.items.v[k].application_id == app->id;
        for (size_t k = 0; k < i; k++)
            there |= applications[k] == applications[i];
        if (there)
            continue;
        struct item x = { .id = id_random(), .application_id = app->id, .title = "", .body = "" };
        TRY(item_put(tx, id, ++place, &x));
        touches_put(&touches, TOUCH(meeting_item, x.id));
    }
    if (n == 0)
        return invalid(c->arena, "applications", MSG_AGENDA_NONE_CHOSEN);
    if (touches.n == 0)
        return NULL;
    touches_put(&touches, ABOUT(meeting, id));
    TRY(ledger_put(tx, &ledger_act_MSG_AGENDA_ADDED, FACTS(fact_i64("items", (int64_t)touches.n - 1)), touches.v,
                   NULL));
    return tx_commit(tx);
}

struct err *agenda_add_business(struct ctx *c, int64_t id, const char *title, const char *body)
{
    struct session_view s;
    struct item x = { .id = id_random(), .title = review_stripped(c->arena, title),
                      .body = review_stripped(c->arena, body) };
    TX(tx, c);
    TRY(agenda_open(c, id, &s));
    if (!*x.title)
        return invalid(c->arena, "business", MSG_AGENDA_BUSINESS_MISSING);
    if (text_count(x.title) > BUSINESS_MAX)
        return invalid(c->arena, "business", MSG_MEETING_TOO_LONG, arg_i64(BUSINESS_MAX),
                       arg_i64((int64_t)text_count(x.title)));
    if (text_count(x.body) > BODY_MAX)
        return invalid(c->arena, "body", MSG_MEETING_TOO_LONG, arg_i64(BODY_MAX), arg_i64((int64_t)text_count(x.body)));
    TRY(item_put(tx, id, last_place(&s) + 1, &x));
    TRY(ledger_add(tx, MSG_AGENDA_ADDED, FACTS(fact_i64("items", 1)), TOUCH(meeting_item, x.id), ABOUT(meeting, id)));
    return tx_commit(tx);
}

/* The item and where it stands among the others. */
static struct err *item_open(struct ctx *c, int64_t item_id, struct session_view *s, size_t *ret_at)
{
    int64_t id = 0;
    TRY(meeting_of_item(c, item_id, &id));
    TRY(agenda_open(c, id, s));
    for (size_t i = 0; i < s->items.n; i++)
        if (s->items.v[i].id == item_id)
            *ret_at = i;
    return s->items.v[*ret_at].state == ITEM_WAITING ? NULL : refused(c->arena, MSG_AGENDA_ITEM_OPENED);
}

struct err *agenda_move(struct ctx *c, int64_t item_id, int by)
{
    struct session_view s;
    size_t at = 0;
    TX(tx, c);
    TRY(item_open(c, item_id, &s, &at));
    if ((by < 0 && at == 0) || (by > 0 && at + 1 == s.items.n))
        return NULL;
    size_t to = by < 0 ? at - 1 : at + 1;
    if (s.items.v[to].state != ITEM_WAITING)
        return refused(c->arena, MSG_AGENDA_ITEM_OPENED);
    TRY(item_set_place(tx, item_id, (int)to + 1));
    TRY(item_set_place(tx, s.items.v[to].id, (int)at + 1));
    TRY(ledger_add(tx, MSG_AGENDA_MOVED, FACTS(fact_i64("place", (int64_t)to + 1)), TOUCH(meeting_item, item_id),
                   TOUCH(meeting_item, s.items.v[to].id), ABOUT(meeting, s.meeting.id)));
    return tx_commit(tx);
}

struct err *agenda_remove(struct ctx *c, int64_t item_id)
{
    struct session_view s;
    struct touches touches = touches_make(c->arena);
    size_t at = 0;
    extern const struct ledger_act ledger_act_MSG_AGENDA_REMOVED;
    TX(tx, c);
    TRY(item_open(c, item_id, &s, &at));
    for (size_t i = 0; i < s.files.n; i++)
        if (s.files.v[i].item_id == item_id) {
            TRY(db_must(tx, agenda_file_delete, I64(s.files.v[i].id)));
            touches_put(&touches, TOUCH(meeting_file, s.files.v[i].id));
        }
    TRY(item_delete(tx, item_id));
    touches_put(&touches, TOUCH(meeting_item, item_id));
    for (size_t i = at + 1; i < s.items.n; i++) {
        TRY(item_set_place(tx, s.items.v[i].id, (int)i));
        touches_put(&touches, TOUCH(meeting_item, s.items.v[i].id));
    }
    touches_put(&touches, ABOUT(meeting, s.meeting.id));
    TRY(ledger_put(tx, &ledger_act_MSG_AGENDA_REMOVED, NO_FACTS, touches.v, NULL));
    return tx_commit(tx);
}

struct err *agenda_propose(struct ctx *c, int64_t item_id, const struct proposal *typed)
{
    struct session_view s;
    size_t at = 0;
    struct arena *a = c->arena;
    struct proposal p = { typed->outcome, review_stripped(a, typed->reason), review_stripped(a, typed->comment),
                          review_stripped(a, typed->conditions) };
    TX(tx, c);
    TRY(item_open(c, item_id, &s, &at));
    const struct item *x = &s.items.v[at];
    if (!x->application_id || s.meeting.kind != MEETING_WRITTEN)
        return not_found(a);
    struct decision d = { .application_id = x->application_id, .outcome = p.outcome, .reason = p.reason,
                          .comment = p.comment, .conditions = p.conditions };
    TRY(decision_check(c, s.call, BOARD_OFFICE, &d));
    TRY(item_set_proposal(tx, item_id, &p));
    TRY(ledger_add(tx, MSG_AGENDA_PROPOSED, FACTS(fact_text("outcome", outcome_word(p.outcome))),
                   TOUCH(meeting_item, item_id), ABOUT(meeting, s.meeting.id)));
    return tx_commit(tx);
}

struct err *agenda_attach(struct ctx *c, int64_t item_id, const struct file_facts *f)
{
    struct session_view s;
    int64_t meeting_id = 0;
    int64_t id = id_random();
    size_t there = 0;
    TX(tx, c);
    TRY(meeting_of_item(c, item_id, &meeting_id));
    TRY(agenda_open(c, meeting_id, &s));
    for (size_t i = 0; i < s.files.n; i++)
        there += s.files.v[i].item_id == item_id;
    if (there >= FILES_MOST)
        return refused(c->arena, MSG_AGENDA_FILES_MANY, arg_i64(FILES_MOST));
    TRY(db_run(tx, agenda_file_insert, NULL, I64(id), I64(item_id), TXT(f->name), TXT(f->media_type), I64(f->size),
               BYTES(arena_bytes(c->arena, f->hash, sizeof f->hash)), I64(c->now)));
    TRY(ledger_add(tx, MSG_AGENDA_FILE_ADDED, FACTS(fact_i64("size", f->size)), TOUCH(meeting_file, id),
                   ABOUT(meeting_item, item_id)));
    return tx_commit(tx);
}
