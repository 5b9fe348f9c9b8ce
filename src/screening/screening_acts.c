/* screening_acts.c: what officers do in the formal check. Each is one transaction and one entry (mails besides). */
#include "screening/screening.h"

#include "application/application_mail.h"
#include "base/date.h"
#include "base/id.h"
#include "base/text.h"
#include "db/db.h"
#include "ledger/ledger.h"
#include "person/person.h"
#include "screening/screening_at.h"
#include "review/declaration.h"
#include "screening.msg.h"

#include <string.h>

LEDGER_ACT(MSG_SCREENING_TAKEN);
LEDGER_ACT(MSG_SCREENING_RELEASED);
LEDGER_ACT(MSG_SCREENING_MARKED);
LEDGER_ACT(MSG_SCREENING_RETURN_ASKED);
LEDGER_ACT(MSG_SCREENING_WAS_ACCEPTED);

STMT(screening_insert, WRITE, "iiiii",
     "INSERT INTO screening (id, application_id, state, submission_id, taken_by, taken_at)"
     " VALUES ($1, $2, 'open', $3, $4, $5)");
STMT(screening_set_taken, WRITE, "iiii",
     "UPDATE screening SET taken_by = $2, taken_at = $3 WHERE id = $1 AND COALESCE(taken_by, 0) = $4");
STMT(screening_mark_insert, WRITE, "iitiitii",
     "INSERT INTO screening_mark (id, screening_id, item_key, submission_id, good, reason, marked_by, marked_at)"
     " VALUES ($1, $2, $3, $4, $5, $6, $7, $8)");
STMT(screening_mark_update, WRITE, "iiitii",
     "UPDATE screening_mark SET submission_id = $2, good = $3, reason = $4, marked_by = $5, marked_at = $6"
     " WHERE id = $1");
STMT(screening_mark_find, READ, "it", "SELECT id FROM screening_mark WHERE screening_id = $1 AND item_key = $2");
/* The state and the submission are asked for again: what was sent anew in the meantime has not been looked at. */
STMT(screening_set_state, WRITE, "ititiiti",
     "UPDATE screening SET state = $2, submission_id = $3, reason = $4, decided_by = $5, decided_at = $6,"
     " confirmed_by = NULL, confirmed_at = NULL WHERE id = $1 AND state = $7 AND submission_id = $8");

struct err *screening_at(struct ctx *c, int64_t application_id, enum act act, struct screening_at *ret)
{
    struct standing standing;
    TRY(application_load(c, application_id, &ret->app));
    TRY(call_load(c, ret->app->call_id, &ret->call));
    TRY(application_standing(c, ret->app, ret->call, &standing));
    TRY(allow(c, act, ACT_OFFICE_APPLICATIONS, standing));
    if (!ret->app->submission_id)
        return not_found(c->arena);
    return screening_load(c, ret->app, &ret->now);
}

/* For an act: the call has a formal check, and the viewer is the one who is at it. */
struct err *screening_at_work(struct ctx *c, int64_t application_id, struct screening_at *ret)
{
    TRY(screening_at(c, application_id, ACT_OFFICE_SCREEN, ret));
    if (!ret->call->definition->rules.formal_check)
        return refused(c->arena, MSG_SCREENING_NOT_USED);
    if (!ret->now.id || !ret->now.taken_by)
        return refused(c->arena, MSG_SCREENING_TAKE_FIRST);
    if (ret->now.taken_by != viewer_person(c))
        return refused(c->arena, MSG_SCREENING_TAKEN_BY, arg_text(ret->now.taken_name));
    return NULL;
}

struct err *screening_state_write(struct tx *tx, const struct screening_at *at, const char *state, const char *reason)
{
    struct ctx *c = tx_ctx(tx);
    return db_must(tx, screening_set_state, I64(at->now.id), TXT(state), I64(at->app->submission_id), TXT(reason),
                   I64(viewer_person(c)), I64(c->now), TXT(at->now.stored), I64(at->now.submission_id));
}

struct err *screening_reason_check(struct arena *a, const char *field, const char *reason)
{
    if (!*reason)
        return invalid(a, field, MSG_SCREENING_REASON_MISSING);
    if (text_count(reason) > SCREENING_REASON_MAX)
        return invalid(a, field, MSG_SCREENING_REASON_LONG, arg_i64(SCREENING_REASON_MAX));
    return NULL;
}

/* ── who is at it ── */

struct err *screening_take(struct ctx *c, int64_t application_id, bool over)
{
    struct screening_at at = { 0 };
    int64_t me = viewer_person(c);
    TX(tx, c);
    TRY(screening_at(c, application_id, ACT_OFFICE_SCREEN, &at));
    if (!at.call->definition->rules.formal_check)
        return refused(c->arena, MSG_SCREENING_NOT_USED);
    if (at.now.taken_by == me)
        return NULL;
    if (at.now.taken_by && !over)
        return refused(c->arena, MSG_SCREENING_TAKEN_BY, arg_text(at.now.taken_name));
    int64_t id = at.now.id ? at.now.id : id_random();
    if (at.now.id)
        TRY(db_must(tx, screening_set_taken, I64(id), I64(me), I64(c->now), I64(at.now.taken_by)));
    else
        TRY(db_run(tx, screening_insert, NULL, I64(id), I64(application_id), I64(at.app->submission_id), I64(me),
                   I64(c->now)));
    TRY(ledger_add(tx, MSG_SCREENING_TAKEN,
                   FACTS(fact_text("receipt", at.app->receipt_no), fact_id("before", at.now.taken_by)),
                   TOUCH(screening, id), ABOUT(application, application_id)));
    return tx_commit(tx);
}

struct err *screening_release(struct ctx *c, int64_t application_id)
{
    struct screening_at at = { 0 };
    TX(tx, c);
    TRY(screening_at_work(c, application_id, &at));
    TRY(db_must(tx, screening_set_taken, I64(at.now.id), NUL(), NUL(), I64(at.now.taken_by)));
    TRY(ledger_add(tx, MSG_SCREENING_RELEASED, FACTS(fact_text("receipt", at.app->receipt_no)),
                   TOUCH(screening, at.now.id), ABOUT(application, application_id)));
    return tx_commit(tx);
}

/* ── the checklist ── */

static struct err *marks_check(struct arena *a, const struct definition *def, const struct screening_marking *v,
                               size_t n)
{
    struct err *e = NULL;
    for (size_t i = 0; i < n; i++) {
        bool known = false;
        const char *field = arena_printf(a, "reason.%s", v[i].item_key);
        for (size_t k = 0; k < def->formal_check.n; k++)
            known = known || strcmp(def->formal_check.v[k].key, v[i].item_key) == 0;
        if (!known)
            return not_found(a);
        if (v[i].marked && !v[i].good && !*v[i].reason)
            e = err_join(e, invalid(a, field, MSG_SCREENING_REASON_MISSING));
        else if (text_count(v[i].reason) > SCREENING_REASON_MAX)
            e = err_join(e, invalid(a, field, MSG_SCREENING_REASON_LONG, arg_i64(SCREENING_REASON_MAX)));
    }
    return e;
}

static struct err *mark_one(struct tx *tx, const struct screening_at *at, const struct screening_marking *m)
{
    struct ctx *c = tx_ctx(tx);
    struct row row;
    bool found = false;
    TRY(db_find(c, screening_mark_find, &row, &found, I64(at->now.id), TXT(m->item_key)));
    int64_t id = found ? row_i64(&row, 0) : id_ordered();
    if (found)
        TRY(db_must(tx, screening_mark_update, I64(id), I64(at->app->submission_id), BOOL01(m->good), TXT(m->reason),
                    I64(viewer_person(c)), I64(c->now)));
    else
        TRY(db_run(tx, screening_mark_insert, NULL, I64(id), I64(at->now.id), TXT(m->item_key),
                   I64(at->app->submission_id), BOOL01(m->good), TXT(m->reason), I64(viewer_person(c)), I64(c->now)));
    return ledger_add(tx, MSG_SCREENING_MARKED,
                      FACTS(fact_text("item", m->item_key), fact_i64("good", m->good)), TOUCH(screening_mark, id),
                      ABOUT(application, at->app->id));
}

static bool is_new(const struct screening_at *at, const struct screening_marks *now, const struct screening_marking *m)
{
    const struct screening_mark *there = screening_mark_of(now, m->item_key, at->app->submission_id);
    return m->marked && (!there || there->good != m->good || strcmp(there->reason, m->reason) != 0);
}

/* ── accepting ── */

static struct err *end_open_return(struct tx *tx, const struct screening_at *at)
{
    struct completion *open = NULL;
    TRY(completion_find(tx_ctx(tx), at->app->id, &open));
    return open ? completion_end(tx, at->app, open) : NULL;
}

static struct err *accept(struct tx *tx, const struct screening_at *at)
{
    struct ctx *c = tx_ctx(tx);
    struct screening_marks marks;
    TRY(screening_marks_load(c, at->now.id, &marks));
    TRY(screening_may_accept(c->arena, at->call->definition, &marks, at->app->submission_id));
    TRY(end_open_return(tx, at));
    TRY(screening_state_write(tx, at, "accepted", NULL));
    TRY(application_mark_admitted(tx, at->app, true));
    TRY(ledger_add(tx, MSG_SCREENING_WAS_ACCEPTED,
                   FACTS(fact_text("receipt", at->app->receipt_no), fact_i64("submission", at->app->submissions)),
                   TOUCH(screening, at->now.id), TOUCH(application, at->app->id)));
    const struct arg args[] = { arg_text(at->app->receipt_no), arg_text(at->app->title), arg_instant(c->now) };
    const char *kind = arena_printf(c->arena, "accepted-%lld", (long long)c->now);
    return application_mail(tx, at->app, kind, at->app->id, &MSG_SCREENING_MAIL_ACCEPTED_SUBJECT,
                            &MSG_SCREENING_MAIL_ACCEPTED_BODY, args);
}

struct err *screening_save_marks(struct ctx *c, int64_t application_id, const struct screening_marking *v, size_t n,
                                 bool accept_too)
{
    struct screening_at at = { 0 };
    struct screening_marks now;
    TX(tx, c);
    TRY(screening_at_work(c, application_id, &at));
    if (!screening_is_open(at.now.state))
        return refused(c->arena, MSG_SCREENING_NOT_OPEN);
    TRY(marks_check(c->arena, at.call->definition, v, n));
    TRY(screening_marks_load(c, at.now.id, &now));
    for (size_t i = 0; i < n; i++)
        if (is_new(&at, &now, &v[i]))
            TRY(mark_one(tx, &at, &v[i]));
    if (accept_too)
        TRY(accept(tx, &at));
    return tx_commit(tx);
}

struct err *screening_accept(struct ctx *c, int64_t application_id)
{
    return screening_save_marks(c, application_id, NULL, 0, true);
}

/* ── back to its people ── */

struct err *screening_return(struct ctx *c, int64_t application_id, const text_list *fields, const char *message,
                             instant due_at)
{
    struct screening_at at = { 0 };
    const char *words = review_stripped(c->arena, message);
    TX(tx, c);
    TRY(screening_at_work(c, application_id, &at));
    if (!screening_is_open(at.now.state))
        return refused(c->arena, MSG_SCREENING_NOT_OPEN);
    TRY(completion_check(c->arena, at.app, at.call->definition, fields, words, due_at, c->now));
    TRY(end_open_return(tx, &at));
    TRY(completion_ask(tx, at.app, fields, words, due_at));
    TRY(screening_state_write(tx, &at, "returned", NULL));
    TRY(ledger_add(tx, MSG_SCREENING_RETURN_ASKED, FACTS(fact_text("receipt", at.app->receipt_no)),
                   TOUCH(screening, at.now.id), ABOUT(application, application_id)));
    return tx_commit(tx);
}

/* The completion that is still open, of an application that is being completed or overdue. */
static struct err *open_return(struct ctx *c, const struct screening_at *at, struct completion **ret)
{
    if (at->now.state != SCREENING_RETURNED && at->now.state != SCREENING_OVERDUE)
        return refused(c->arena, MSG_SCREENING_NOT_RETURNED);
    TRY(completion_find(c, at->app->id, ret));
    return *ret ? NULL : refused(c->arena, MSG_SCREENING_NOT_RETURNED);
}

struct err *screening_move_due(struct ctx *c, int64_t application_id, instant due_at)
{
    struct screening_at at = { 0 };
    struct completion *open = NULL;
    TX(tx, c);
    TRY(screening_at_work(c, application_id, &at));
    TRY(open_return(c, &at, &open));
    TRY(completion_check(c->arena, at.app, at.call->definition, &open->fields, open->message, due_at, c->now));
    TRY(completion_move(tx, at.app, open, due_at));
    return tx_commit(tx);
}

struct err *screening_end_return(struct ctx *c, int64_t application_id)
{
    struct screening_at at = { 0 };
    struct completion *open = NULL;
    TX(tx, c);
    TRY(screening_at_work(c, application_id, &at));
    TRY(open_return(c, &at, &open));
    TRY(completion_end(tx, at.app, open));
    return tx_commit(tx);
}
