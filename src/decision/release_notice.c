/* release_notice.c: before the announcement each applicant learns its own result, in confidence; the
** selected are asked to confirm what will be public of them, and reminded. */
#include "decision/board.h"
#include "decision/decision_store.h"
#include "decision/public_entry.h"
#include "decision/release_jobs.h"
#include "decision/result_mail.h"

#include "base/id.h"
#include "base/site.h"
#include "decision.msg.h"
#include "i18n/i18n.h"
#include "ledger/ledger.h"
#include "notice.msg.h"

LEDGER_ACT(MSG_NOTICE_GIVEN);

static struct err *ask_selected(struct tx *tx, const struct release *r, const struct letter_plans *plans,
                                struct touch *touches, size_t *n)
{
    for (size_t i = 0; i < plans->n; i++) {
        int64_t id = 0;
        if (plans->v[i].decision->outcome != OUTCOME_SELECT)
            continue;
        TRY(public_entry_ask(tx, plans->v[i].app, r->confirm_by, &id));
        touches[(*n)++] = TOUCH(public_entry, id);
    }
    return NULL;
}

static struct err *notify(struct tx *tx, const struct call *call, const struct release *r)
{
    struct ctx *c = tx_ctx(tx);
    struct letter_plans plans;
    struct letter_rows letters;
    size_t n = 0;
    TRY(release_letter_plans(c, call, r, &plans));
    TRY(letter_list(c, r->id, &letters));
    if (letters.n != plans.n)
        return refused(c->arena, MSG_RELEASE_LETTERS_MISSING);
    struct touch *touches = arena_array(c->arena, struct touch, plans.n + 2);
    touches[n++] = TOUCH(release, r->id);
    TRY(release_mark_noticed(tx, r));
    TRY(ask_selected(tx, r, &plans, touches, &n));
    TRY(result_mail_all(tx, call, r, &plans, RESULT_NOTICE));
    extern const struct ledger_act ledger_act_MSG_NOTICE_GIVEN;
    return ledger_put(tx, &ledger_act_MSG_NOTICE_GIVEN,
                      FACTS(fact_i64("applications", (int64_t)plans.n), fact_i64("asked", (int64_t)n - 1),
                            fact_i64("confirm_by", r->confirm_by)),
                      touches, NULL);
}

struct err *release_notify(struct ctx *c, int64_t release_id)
{
    struct call *call = NULL;
    struct release *r = NULL;
    struct board b;
    TX(tx, c);
    TRY(release_load(c, release_id, &r));
    if (!release_is(r, "approved") || r->noticed_at != INSTANT_UNKNOWN || r->notice_at == INSTANT_UNKNOWN)
        return NULL;
    if (c->now < r->notice_at)
        return refused(c->arena, MSG_RELEASE_TOO_EARLY, arg_instant(r->notice_at));
    TRY(call_load(c, r->call_id, &call));
    TRY(board_load(c, call, BOARD_OFFICE, &b));
    if (!release_is_of(r, b.hash))
        return refused(c->arena, MSG_RELEASE_DECISIONS_CHANGED);
    TRY(notify(tx, call, r));
    return tx_commit(tx);
}

/* ── reminding ── */

static struct err *remind(struct tx *tx, const struct release *r, const struct public_entry *e)
{
    struct ctx *c = tx_ctx(tx);
    struct arena *a = c->arena;
    struct contact *to = NULL;
    size_t n = 0;
    TRY(application_contacts(c, e->application_id, &n, &to));
    for (size_t i = 0; i < n; i++) {
        enum lang lang = lang_parse(to[i].lang);
        const char *address = arena_printf(a, "%s/applications/%s/public",
                                           c->site && c->site->public_url ? c->site->public_url : "",
                                           id_text(a, e->application_id));
        TRY(mail_add(tx, &(struct mail){ .key = arena_printf(a, "public-remind:%lld:%lld:%lld", (long long)e->id,
                                                             (long long)to[i].person, (long long)r->revision),
                                         .person_id = to[i].person, .to_email = to[i].email, .to_name = to[i].name,
                                         .kind = "public_remind", .subject = MSG_TEXT(a, lang,
                                             MSG_NOTICE_REMIND_SUBJECT),
                                         .body = MSG_TEXT(a, lang, MSG_NOTICE_REMIND_BODY, arg_text(to[i].name),
                                                          arg_instant(e->due_at), arg_text(address),
                                                          arg_instant(r->announce_at)) }));
    }
    return NULL;
}

struct err *release_remind(struct ctx *c, int64_t release_id)
{
    struct release *r = NULL;
    struct public_entries all;
    TX(tx, c);
    TRY(release_load(c, release_id, &r));
    if (!release_is(r, "approved") || r->noticed_at == INSTANT_UNKNOWN)
        return NULL;
    TRY(public_entry_list(c, r->call_id, &all));
    for (size_t i = 0; i < all.n; i++)
        if (public_entry_is(&all.v[i], "asked"))
            TRY(remind(tx, r, &all.v[i]));
    return tx_commit(tx);
}
