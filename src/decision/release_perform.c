/* release_perform.c: the minute of the announcement: everything becomes public in one transaction. */
#include "decision/board.h"
#include "decision/decision_store.h"
#include "decision/press.h"
#include "decision/public_entry_store.h"
#include "decision/release_jobs.h"
#include "decision/result_mail.h"

#include "decision.msg.h"
#include "notice.msg.h"
#include "ledger/ledger.h"
#include "registry/register.h"

#include <string.h>

LEDGER_ACT(MSG_RELEASE_PERFORMED);

struct performing {
    struct tx *tx;
    const struct call *call;
    const struct release *release;
    struct letter_plans plans;
    struct public_entries entries; /* what the selected confirmed */
    date announced_on;
    int position;
};

/* ── the selected ── */

static struct err *designate(struct performing *p, const struct application *app)
{
    struct ctx *c = tx_ctx(p->tx);
    const char *prefecture = NULL;
    int64_t id = 0;
    struct public_texts t;
    const struct public_entry *e = public_entry_of(&p->entries, app->id);
    if (e)
        t = e->texts;
    else
        TRY(public_texts_of_application(c, app, &t));
    TRY(institution_prefecture(c, app->institution_id, &prefecture));
    struct designation_new d = { .programme = p->call->programme,
                                 .type_key = app->type_key,
                                 .round = p->call->round,
                                 .call_id = p->call->id,
                                 .application_id = app->id,
                                 .institution_id = app->institution_id,
                                 .institution = t.v[PUBLIC_INSTITUTION_JA],
                                 .name = t.v[PUBLIC_NAME_JA],
                                 .institution_en = t.v[PUBLIC_INSTITUTION_EN],
                                 .name_en = t.v[PUBLIC_NAME_EN],
                                 .summary_ja = t.v[PUBLIC_SUMMARY_JA],
                                 .summary_en = t.v[PUBLIC_SUMMARY_EN],
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
    TRY(public_entry_list(c, call->id, &p.entries));
    if (call->definition->announcement.unconfirmed == UNCONFIRMED_BLOCK && public_entries_open(&p.entries))
        return refused(c->arena, MSG_NOTICE_UNCONFIRMED, arg_i64((int64_t)public_entries_open(&p.entries)));
    TRY(release_mark_released(tx, r, press_text(c->arena, LANG_JA, b, r, &p.entries),
                              press_text(c->arena, LANG_EN, b, r, &p.entries)));
    TRY(call_mark_announced(tx, call->id, p.announced_on, c->now));
    TRY(designate_all(&p));
    TRY(result_mail_all(tx, call, r, &p.plans, RESULT_ANNOUNCED));
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
