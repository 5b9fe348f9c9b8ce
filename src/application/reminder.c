/* reminder.c: see reminder.h. The mails are private: of drafts the office learns only how many there are. */
#include "application/reminder.h"

#include "application/application_rules.h"
#include "base/buf.h"
#include "base/id.h"
#include "base/site.h"
#include "db/db.h"
#include "i18n/i18n.h"
#include "job/job.h"
#include "ledger/ledger.h"
#include "mail/mail.h"
#include "office/desk.h"
#include "care.msg.h"

#include <string.h>

#define HOUR_US (INT64_C(3600) * SECOND_US)
#define ROWS_MAX 300  /* of people and their applications, in one transaction */
#define LINES_MAX 20  /* of what is missing, in a mail */

LEDGER_ACT(MSG_CARE_REMINDED);

STMT(reminder_calls, READ, "i",
     "SELECT id FROM call WHERE state = 'published' AND opens_at <= $1 AND closes_at > $1 ORDER BY id");
STMT(reminder_closing_since, READ, "ii",
     "SELECT min(published_at) FROM call_version WHERE call_id = $1 AND closes_at = $2 AND state = 'published'");
/* Members at the time of the step of what is not sent, or was changed since it was sent; $3: the beginning of the
** step's keys. */
STMT(reminder_people, READ, "iiti",
     "SELECT p.id, p.name, p.email, p.lang, a.id FROM application a"
     " JOIN application_member m ON m.application_id = a.id JOIN person p ON p.id = m.person_id"
     " LEFT JOIN submission s ON s.id = a.submission_id"
     " WHERE a.call_id = $1 AND m.added_at <= $2 AND (a.state = 'draft' OR (a.state = 'submitted' AND"
     " (EXISTS (SELECT 1 FROM answer w WHERE w.application_id = a.id AND w.saved_at > s.arrived_at)"
     " OR EXISTS (SELECT 1 FROM attachment f WHERE f.application_id = a.id AND (f.added_at > s.arrived_at OR"
     " f.removed_at > s.arrived_at)))))"
     " AND NOT EXISTS (SELECT 1 FROM mail x WHERE x.mail_key = $3 || CAST(p.id AS TEXT))"
     " ORDER BY p.id, a.id LIMIT $4");

/* ── the rule ── */

instant reminder_at(const struct call *call, const struct reminder *r)
{
    return call->closes_at - r->hours * HOUR_US;
}

const struct reminder *reminder_on(const struct call *call, instant closing_set_at, instant now)
{
    const struct reminder *on = NULL;
    if (call_phase(call, now) != CALL_OPEN || now >= call->closes_at)
        return NULL;
    for (size_t i = 0; i < call->definition->reminders.n; i++) {
        const struct reminder *r = &call->definition->reminders.v[i];
        if (reminder_at(call, r) <= now && (!on || r->hours < on->hours))
            on = r;
    }
    if (on && closing_set_at != INSTANT_UNKNOWN && reminder_at(call, on) < closing_set_at)
        return NULL;
    return on;
}

/* ── whom ── */

struct due {
    struct call *call; /* NULL: nothing is due */
    const struct reminder *step;
    const char *prefix; /* of the keys, behind which the person stands */
    struct rows rows;
};

static struct err *due_of_call(struct ctx *c, int64_t call_id, struct due *ret)
{
    struct row row;
    TRY(call_load(c, call_id, &ret->call));
    TRY(db_row(c, reminder_closing_since, &row, I64(call_id), I64(ret->call->closes_at)));
    ret->step = reminder_on(ret->call, row_i64_or_unknown(&row, 0), c->now);
    ret->rows.n = 0;
    if (!ret->step)
        return NULL;
    ret->prefix = arena_printf(c->arena, "draft-reminder/%lld/%lld/%lld/", (long long)call_id,
                               (long long)ret->call->closes_at, (long long)ret->step->hours);
    return db_rows(c, reminder_people, &ret->rows, I64(call_id), I64(reminder_at(ret->call, ret->step)),
                   TXT(ret->prefix), I64(ROWS_MAX));
}

static struct err *find_due(struct ctx *c, struct due *ret)
{
    struct rows calls;
    *ret = (struct due){ 0 };
    TRY(db_rows(c, reminder_calls, &calls, I64(c->now)));
    for (size_t i = 0; i < calls.n && !ret->rows.n; i++)
        TRY(due_of_call(c, row_i64(&calls.v[i], 0), ret));
    return NULL;
}

/* ── the mail ── */

static void put_missing(struct ctx *c, enum lang lang, const struct due *d, const struct application *app,
                        const struct application_form *form, struct buf *b)
{
    struct form_state s = form_mistakes(c->arena, d->call->definition, app->type_key, form->form.v, form->form.n);
    size_t n = 0;
    if (!s.mistakes)
        buf_printf(b, "%s\n", MSG_TEXT(c->arena, lang, MSG_CARE_COMPLETE));
    for (const struct err *e = s.mistakes; e; e = e->next)
        if (n++ < LINES_MAX)
            buf_printf(b, "%s\n", MSG_TEXT(c->arena, lang, MSG_CARE_LINE, arg_text(err_text(c->arena, lang, e))));
    if (n > LINES_MAX)
        buf_printf(b, "%s\n", MSG_TEXT(c->arena, lang, MSG_CARE_MORE, arg_i64((int64_t)n - LINES_MAX)));
}

static struct err *put_application(struct ctx *c, enum lang lang, const struct due *d, int64_t id, struct buf *b)
{
    struct application *app = NULL;
    struct application_form form;
    struct submission *last = NULL;
    TRY(application_load(c, id, &app));
    TRY(application_form_load(c, app, d->call->definition, &form));
    if (app->submission_id)
        TRY(submission_load(c, app->submission_id, &last));
    const char *state = last ? MSG_TEXT(c->arena, lang, MSG_CARE_EDITED_SINCE, arg_instant(last->arrived_at))
                             : MSG_TEXT(c->arena, lang, MSG_CARE_NOT_SENT);
    buf_printf(b, "%s\n%s\n", MSG_TEXT(c->arena, lang, MSG_CARE_APPLICATION, arg_text(app->title)), state);
    put_missing(c, lang, d, app, &form, b);
    buf_printf(b, "%s/applications/%s\n\n", c->site->public_url ? c->site->public_url : "", id_text(c->arena, id));
    return NULL;
}

/* All of one person's applications: the rows from `at` on, until another person's. */
static struct err *remind_one(struct tx *tx, const struct due *d, size_t at, size_t end)
{
    struct ctx *c = tx_ctx(tx);
    struct arena *a = c->arena;
    const struct row *r = &d->rows.v[at];
    enum lang lang = strcmp(row_text(r, 3), "en") == 0 ? LANG_EN : LANG_JA;
    struct buf b = buf_make(a, 1024);
    for (size_t i = at; i < end; i++)
        TRY(put_application(c, lang, d, row_i64(&d->rows.v[i], 4), &b));
    const char *title = call_title(a, lang, d->call);
    const char *until = text_instant(a, lang, d->call->closes_at);
    buf_printf(&b, "%s", call_deadline_sentence(a, lang, d->call));
    struct mail m = { .key = arena_printf(a, "%s%lld", d->prefix, (long long)row_i64(r, 0)),
                      .person_id = row_i64(r, 0),
                      .to_email = row_text(r, 2),
                      .to_name = row_text(r, 1),
                      .kind = "draft_reminder",
                      .subject = MSG_TEXT(a, lang, MSG_CARE_MAIL_SUBJECT, arg_text(title), arg_text(until)),
                      .body = MSG_TEXT(a, lang, MSG_CARE_MAIL_BODY, arg_text(row_text(r, 1)), arg_text(title),
                                       arg_text(until), arg_text(b.s)),
                      .private = true };
    return mail_add(tx, &m);
}

/* Where the rows of the person at `at` end. */
static size_t end_of_person(const struct rows *rows, size_t at)
{
    size_t end = at + 1;
    while (end < rows->n && row_i64(&rows->v[end], 0) == row_i64(&rows->v[at], 0))
        end++;
    return end;
}

struct err *application_remind_due(struct ctx *c)
{
    struct due d;
    TX(tx, c);
    TRY(find_due(c, &d));
    if (!d.rows.n)
        return NULL;
    for (size_t at = 0; at < d.rows.n;) {
        size_t end = end_of_person(&d.rows, at);
        if (end == ROWS_MAX && at > 0)
            break; /* perhaps not all of the last one's: next time */
        TRY(remind_one(tx, &d, at, end));
        at = end;
    }
    TRY(ledger_add(tx, MSG_CARE_REMINDED,
                   FACTS(fact_i64("hours", d.step->hours), fact_i64("closes_at", d.call->closes_at)),
                   ABOUT(call, d.call->id)));
    return tx_commit(tx);
}

struct err *application_remind_wanted(struct ctx *c, bool *ret)
{
    struct due d;
    TRY(find_due(c, &d));
    *ret = d.rows.n > 0;
    return NULL;
}

static struct err *look(struct ctx *c, void *arg)
{
    return application_remind_wanted(c, arg);
}

static struct err *send_due(struct ctx *c, void *arg)
{
    (void)arg;
    return application_remind_due(c);
}

EVERY(application_remind_each_minute, 60)
{
    bool wanted = false;
    TRY(job_do(c, READ, look, &wanted));
    while (wanted) {
        TRY(job_do(c, WRITE, send_due, NULL));
        TRY(job_do(c, READ, look, &wanted));
    }
    return NULL;
}

/* ── the office sees how many ── */

DESK_ITEM(drafts_not_sent, 20, count_drafts);
static struct err *count_drafts(struct ctx *c, const struct call *call, struct desk_item *ret)
{
    struct application_counts n;
    if (!call || call_phase(call, c->now) != CALL_OPEN)
        return NULL;
    TRY(application_count(c, call->id, &n));
    ret->number = n.drafts;
    ret->label = MSG_TEXT(c->arena, c->lang, MSG_CARE_DESK_DRAFTS);
    ret->unit = MSG_TEXT(c->arena, c->lang, MSG_CARE_DESK_UNIT);
    ret->note = MSG_TEXT(c->arena, c->lang, MSG_CARE_DESK_NOTE, arg_instant(call->closes_at));
    ret->to = url_make(c->arena, "/office/calls/%s", id_text(c->arena, call->id));
    return NULL;
}
