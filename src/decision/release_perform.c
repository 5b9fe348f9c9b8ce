/* release_perform.c: the minute of the announcement: everything becomes public in one transaction. */
#include "decision/board.h"
#include "decision/decision_store.h"
#include "decision/press.h"
#include "decision/release_jobs.h"
#include "decision/release_letters.h"

#include "base/id.h"
#include "base/site.h"
#include "decision.msg.h"
#include "i18n/i18n.h"
#include "ledger/ledger.h"
#include "mail/mail.h"
#include "registry/register.h"

#include <string.h>

LEDGER_ACT(MSG_RELEASE_PERFORMED);

struct performing {
    struct tx *tx;
    const struct call *call;
    const struct release *release;
    struct letter_plans plans;
    date announced_on;
    int position;
};

/* ── the selected ── */

static struct err *designate(struct performing *p, const struct application *app)
{
    struct ctx *c = tx_ctx(p->tx);
    const char *prefecture = NULL;
    int64_t id = 0;
    TRY(institution_prefecture(c, app->institution_id, &prefecture));
    struct designation_new d = { .programme = p->call->programme,
                                 .type_key = app->type_key,
                                 .round = p->call->round,
                                 .call_id = p->call->id,
                                 .application_id = app->id,
                                 .institution_id = app->institution_id,
                                 .institution = app->institution,
                                 .name = app->title,
                                 .reading = app->title_kana,
                                 .prefecture = prefecture,
                                 .announced_on = p->announced_on,
                                 .term_years = p->call->term_years,
                                 .position = ++p->position,
                                 .rehearsal = p->call->rehearsal };
    return register_designate(p->tx, &d, &id);
}

/* By type in the order of the definition, then by receipt number: the order of the list that is announced. */
static struct err *designate_all(struct performing *p)
{
    const struct definition *def = p->call->definition;
    for (size_t t = 0; t < def->types.n; t++)
        for (size_t i = 0; i < p->plans.n; i++) {
            const struct letter_plan *plan = &p->plans.v[i];
            if (plan->decision->outcome == OUTCOME_SELECT && strcmp(plan->app->type_key, def->types.v[t].key) == 0)
                TRY(designate(p, plan->app));
        }
    return NULL;
}

/* ── the mails ── */

static struct err *mail_result(struct performing *p, const struct letter_plan *plan, const struct contact *to)
{
    struct ctx *c = tx_ctx(p->tx);
    struct arena *a = c->arena;
    enum lang lang = lang_parse(to->lang);
    const char *title = call_title(a, lang, p->call);
    const char *outcome = plan->decision->outcome == OUTCOME_SELECT
                              ? MSG_TEXT(a, lang, MSG_RESULT_MAIL_SELECTED)
                              : MSG_TEXT(a, lang, MSG_RESULT_MAIL_DECLINED);
    const char *address = arena_printf(a, "%s/applications/%s/result", c->site->public_url ? c->site->public_url : "",
                                       id_text(a, plan->app->id));
    const char *about = MSG_TEXT(a, lang, MSG_RESULT_MAIL_ABOUT, arg_text(title), arg_text(plan->app->title),
                                 arg_text(plan->app->receipt_no));
    struct mail m = { .key = arena_printf(a, "result:%lld:%lld", (long long)plan->app->id,
                                          (long long)to->person),
                      .person_id = to->person,
                      .to_email = to->email,
                      .to_name = to->name,
                      .kind = "result",
                      .subject = MSG_TEXT(a, lang, MSG_RESULT_MAIL_SUBJECT, arg_text(title)),
                      .body = MSG_TEXT(a, lang, MSG_RESULT_MAIL_BODY, arg_text(to->name), arg_text(about),
                                       arg_text(outcome), arg_text(address)) };
    return mail_add(p->tx, &m);
}

static struct err *mail_all(struct performing *p)
{
    struct ctx *c = tx_ctx(p->tx);
    for (size_t i = 0; i < p->plans.n; i++) {
        struct contact *to = NULL;
        size_t n = 0;
        TRY(application_contacts(c, p->plans.v[i].app->id, &n, &to));
        for (size_t k = 0; k < n; k++)
            TRY(mail_result(p, &p->plans.v[i], &to[k]));
    }
    return NULL;
}

/* ── the minute ── */

static struct err *perform(struct tx *tx, const struct board *b, const struct release *r)
{
    const struct call *call = b->call;
    struct ctx *c = tx_ctx(tx);
    struct letter_rows letters;
    struct performing p = { .tx = tx, .call = call, .release = r, .announced_on = date_of_instant(r->announce_at) };
    TRY(release_letter_plans(c, call, r, &p.plans));
    TRY(letter_list(c, r->id, &letters));
    if (letters.n != p.plans.n)
        return refused(c->arena, MSG_RELEASE_LETTERS_MISSING);
    TRY(release_mark_released(tx, r, press_text(c->arena, LANG_JA, b, r), press_text(c->arena, LANG_EN, b, r)));
    TRY(call_mark_announced(tx, call->id, p.announced_on, c->now));
    TRY(designate_all(&p));
    TRY(mail_all(&p));
    TRY(register_touch(tx));
    return ledger_add(tx, MSG_RELEASE_PERFORMED,
                      FACTS(fact_text("announced_on", date_iso(c->arena, p.announced_on)),
                            fact_i64("announce_at", r->announce_at), fact_i64("selected", p.position),
                            fact_i64("applications", (int64_t)p.plans.n), fact_hash("decisions", r->decisions_hash)),
                      TOUCH(release, r->id), TOUCH(call, call->id));
}

struct err *release_perform(struct ctx *c, int64_t release_id)
{
    struct call *call = NULL;
    struct release *r = NULL;
    struct board b;
    TX(tx, c);
    TRY(release_load(c, release_id, &r));
    if (release_is(r, "released"))
        return NULL;
    TRY(call_load(c, r->call_id, &call));
    TRY(board_load(c, call, BOARD_OFFICE, &b));
    TRY(release_may_perform(c->arena, r, b.hash, c->now));
    TRY(perform(tx, &b, r));
    return tx_commit(tx);
}
