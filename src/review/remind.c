/* remind.c: the mail to reviewers who are late. It says how much is left, and never of which application. */
#include "review/progress.h"

#include "base/buf.h"
#include "base/site.h"
#include "db/db.h"
#include "i18n/i18n.h"
#include "ledger/ledger.h"
#include "mail/mail.h"
#include "person/account.h"
#include "review/declaration.h"
#include "review.msg.h"

LEDGER_ACT(MSG_REVIEW_REMINDED);

STMT(mail_with_key, READ, "t", "SELECT count(*) FROM mail WHERE mail_key = $1");

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

static struct err *remind_one(struct tx *tx, const struct call *call, const struct reviewer_progress *r,
                              bool *ret_new)
{
    struct ctx *c = tx_ctx(tx);
    struct person *p = NULL;
    int64_t there = 0;
    TRY(person_load(c, r->person_id, &p));
    const char *key = arena_printf(c->arena, "review-reminder/%lld/%lld/%s", (long long)call->id,
                                   (long long)p->id, date_iso(c->arena, date_of_instant(c->now)));
    TRY(db_i64(c, mail_with_key, &there, TXT(key)));
    if (there)
        return NULL;
    const char *address = arena_printf(c->arena, "%s/review", c->site->public_url ? c->site->public_url : "");
    TRY(mail_add(tx, &(struct mail){ .key = key,
                                     .person_id = p->id,
                                     .to_email = p->email,
                                     .to_name = p->name,
                                     .kind = "review_reminder",
                                     .subject = MSG_TEXT(c->arena, p->lang, MSG_REVIEW_MAIL_LATE_SUBJECT,
                                                         arg_text(call_title(c->arena, p->lang, call))),
                                     .body = MSG_TEXT(
                                         c->arena, p->lang, MSG_REVIEW_MAIL_LATE_BODY, arg_text(p->name),
                                         arg_text(call_title(c->arena, p->lang, call)),
                                         arg_text(what_is_left(c->arena, p->lang, r)), arg_text(address)) }));
    TRY(ledger_add(tx, MSG_REVIEW_REMINDED, NO_FACTS, ABOUT(person, p->id)));
    *ret_new = true;
    return NULL;
}

struct err *review_remind(struct ctx *c, int64_t call_id, size_t *ret_n)
{
    struct call *call = NULL;
    struct reviewer_list reviewers;
    size_t late = 0;
    bool is_new = false;
    TX(tx, c);
    TRY(allow(c, ACT_OFFICE_REVIEW, ACT_OFFICE_REVIEW, (struct standing){ .relations = REL_ANY }));
    TRY(call_load(c, call_id, &call));
    if (review_is_running(call, c->now))
        TRY(reviewer_list(c, call, &reviewers));
    else
        reviewers.n = 0;
    for (size_t i = 0; i < reviewers.n; i++) {
        if (!reviewer_is_late(&reviewers.v[i]))
            continue;
        late++;
        TRY(remind_one(tx, call, &reviewers.v[i], &is_new));
    }
    if (is_new)
        TRY(tx_commit(tx));
    *ret_n = late;
    return NULL;
}
