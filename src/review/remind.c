/* remind.c: the mail to reviewers who are late, sent by the office or by itself before and after the end of
** the review. It says how much is left and by when, and never of which application. */
#include "review/progress.h"

#include "base/buf.h"
#include "base/site.h"
#include "db/db.h"
#include "i18n/i18n.h"
#include "job/job.h"
#include "ledger/ledger.h"
#include "mail/mail.h"
#include "person/account.h"
#include "review/declaration.h"
#include "review/period.h"
#include "review.msg.h"

LEDGER_ACT(MSG_REVIEW_REMINDED);

STMT(mail_with_key, READ, "t", "SELECT count(*) FROM mail WHERE mail_key = $1");
STMT(mails_of_step, READ, "tt", "SELECT count(*) FROM mail WHERE mail_key >= $1 AND mail_key < $2");

/* ── the mail ── */

static const char *what_is_left(struct arena *a, enum lang lang, const struct reviewer_progress *r)
{
    struct buf b = buf_make(a, 256);
    if (r->pledged_at == INSTANT_UNKNOWN)
        buf_printf(&b, "%s\n", MSG_TEXT(a, lang, MSG_REVIEW_MAIL_LEFT_PLEDGE));
    if (r->declared < r->to_declare)
        buf_printf(
            &b, "%s\n",
            MSG_TEXT(a, lang, MSG_REVIEW_MAIL_LEFT_DECLARATIONS, arg_i64(r->to_declare - r->declared)));
    if (r->complete < r->assigned)
        buf_printf(&b, "%s\n",
                   MSG_TEXT(a, lang, MSG_REVIEW_MAIL_LEFT_SHEETS, arg_i64(r->assigned - r->complete)));
    return b.s;
}

struct err *review_reminder_of(struct ctx *c, const struct call *call, const struct reviewer_progress *r,
                               struct review_mail *ret)
{
    struct arena *a = c->arena;
    struct person *p = NULL;
    struct review_period period;
    TRY(person_load(c, r->person_id, &p));
    TRY(review_period_find(c, call, &period));
    const char *title = call_title(a, p->lang, call);
    const struct msg *until = c->now < period.due_at ? &MSG_REVIEW_MAIL_DUE : &MSG_REVIEW_MAIL_OVERDUE;
    const char *left = arena_printf(a, "%s\n%s", what_is_left(a, p->lang, r),
                                    MSG_TEXT(a, p->lang, *until, arg_instant(period.due_at)));
    const char *address = arena_printf(a, "%s/review", c->site->public_url ? c->site->public_url : "");
    *ret =
        (struct review_mail){ .to_email = p->email,
                              .to_name = p->name,
                              .lang = p->lang,
                              .subject = MSG_TEXT(a, p->lang, MSG_REVIEW_MAIL_LATE_SUBJECT, arg_text(title)),
                              .body = MSG_TEXT(a, p->lang, MSG_REVIEW_MAIL_LATE_BODY, arg_text(p->name),
                                               arg_text(title), arg_text(left), arg_text(address)) };
    return NULL;
}

static struct err *remind_one(struct tx *tx, const struct call *call, const struct reviewer_progress *r,
                              const char *key, bool *ret_new)
{
    struct ctx *c = tx_ctx(tx);
    struct review_mail m;
    int64_t there = 0;
    TRY(db_i64(c, mail_with_key, &there, TXT(key)));
    if (there)
        return NULL;
    TRY(review_reminder_of(c, call, r, &m));
    TRY(mail_add(tx, &(struct mail){ .key = key,
                                     .person_id = r->person_id,
                                     .to_email = m.to_email,
                                     .to_name = m.to_name,
                                     .kind = "review_reminder",
                                     .subject = m.subject,
                                     .body = m.body }));
    TRY(ledger_add(tx, MSG_REVIEW_REMINDED, NO_FACTS, ABOUT(person, r->person_id)));
    *ret_new = true;
    return NULL;
}

/* All who are late; prefix: of the keys, behind which the person stands. */
static struct err *remind_all(struct tx *tx, const struct call *call, const char *prefix, bool *ret_new,
                              size_t *ret_late)
{
    struct ctx *c = tx_ctx(tx);
    struct reviewer_list reviewers = { 0 };
    size_t late = 0;
    if (review_is_running(call, c->now))
        TRY(reviewer_list(c, call, &reviewers));
    for (size_t i = 0; i < reviewers.n; i++) {
        const struct reviewer_progress *r = &reviewers.v[i];
        if (!reviewer_is_late(r))
            continue;
        late++;
        TRY(remind_one(tx, call, r, arena_printf(c->arena, "%s%lld", prefix, (long long)r->person_id), ret_new));
    }
    *ret_late = late;
    return NULL;
}

/* ── by the office: at most one a person and day ── */

struct err *review_remind(struct ctx *c, int64_t call_id, size_t *ret_n)
{
    struct call *call = NULL;
    bool is_new = false;
    TX(tx, c);
    TRY(allow(c, ACT_OFFICE_REVIEW, ACT_OFFICE_REVIEW, (struct standing){ .relations = REL_ANY }));
    TRY(call_load(c, call_id, &call));
    const char *prefix = arena_printf(c->arena, "review-reminder/%lld/%s/", (long long)call->id,
                                      date_iso(c->arena, date_of_instant(c->now)));
    TRY(remind_all(tx, call, prefix, &is_new, ret_n));
    return is_new ? tx_commit(tx) : NULL;
}

/* ── by itself: once in each step ── */

static const char *step_prefix(struct arena *a, const struct call *call, const struct review_period *p,
                               enum remind_step step)
{
    return arena_printf(a, "review-step/%lld/%lld/%d/", (long long)call->id, (long long)p->due_at, (int)step);
}

/* The call under review and the prefix of the step's keys; NULL call: nothing is due. */
static struct err *due_now(struct ctx *c, struct call **ret, const char **ret_prefix)
{
    struct review_period period;
    struct call *call = NULL;
    *ret = NULL;
    TRY(call_find_current(c, &call));
    if (!call || !review_is_running(call, c->now))
        return NULL;
    TRY(review_period_find(c, call, &period));
    enum remind_step step = review_remind_step(&period, c->now);
    if (step == REMIND_NONE)
        return NULL;
    *ret_prefix = step_prefix(c->arena, call, &period, step);
    *ret = call;
    return NULL;
}

struct err *review_remind_wanted(struct ctx *c, bool *ret)
{
    struct call *call = NULL;
    struct reviewer_list reviewers;
    const char *prefix = NULL;
    int64_t sent = 0, late = 0;
    *ret = false;
    TRY(due_now(c, &call, &prefix));
    if (!call)
        return NULL;
    TRY(reviewer_list(c, call, &reviewers));
    for (size_t i = 0; i < reviewers.n; i++)
        late += reviewer_is_late(&reviewers.v[i]);
    TRY(db_i64(c, mails_of_step, &sent, TXT(prefix), TXT(arena_printf(c->arena, "%s:", prefix))));
    *ret = sent < late;
    return NULL;
}

struct err *review_remind_due(struct ctx *c, size_t *ret_n)
{
    struct call *call = NULL;
    const char *prefix = NULL;
    bool is_new = false;
    TX(tx, c);
    *ret_n = 0;
    TRY(due_now(c, &call, &prefix));
    if (call)
        TRY(remind_all(tx, call, prefix, &is_new, ret_n));
    return is_new ? tx_commit(tx) : NULL;
}

static struct err *look(struct ctx *c, void *arg)
{
    return review_remind_wanted(c, arg);
}

static struct err *send_due(struct ctx *c, void *arg)
{
    return review_remind_due(c, arg);
}

EVERY(review_remind_each_minute, 60)
{
    bool wanted = false;
    size_t n = 0;
    TRY(job_do(c, READ, look, &wanted));
    return wanted ? job_do(c, WRITE, send_due, &n) : NULL;
}
