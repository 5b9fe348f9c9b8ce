/* release.c: the office prepares, approves and recalls a release. */
#include "decision/board.h"
#include "decision/decision_store.h"
#include "decision/release_jobs.h"
#include "decision/release_letters.h"

#include "base/text.h"
#include "decision.msg.h"
#include "ledger/ledger.h"
#include "store.msg.h"

#include <string.h>

LEDGER_ACT(MSG_RELEASE_PREPARED);
LEDGER_ACT(MSG_RELEASE_RECALLED);

static const struct standing ANY = { REL_ANY, STATE_ANY };

static struct err *texts_check(struct arena *a, const char *prefix, const char *signatory, int64_t first)
{
    struct err *e = NULL;
    if (!*prefix || strchr(prefix, '\n'))
        e = invalid(a, "prefix", MSG_RELEASE_PREFIX_MISSING);
    else if (text_count(prefix) > DOCUMENT_PREFIX_MAX)
        e = invalid(a, "prefix", MSG_RELEASE_PREFIX_LONG, arg_i64(DOCUMENT_PREFIX_MAX));
    if (first < 1 || first > FIRST_NUMBER_MAX)
        e = err_join(e, invalid(a, "first", MSG_RELEASE_FIRST_NUMBER, arg_i64(FIRST_NUMBER_MAX)));
    if (!*signatory)
        e = err_join(e, invalid(a, "signatory", MSG_RELEASE_SIGNATORY_MISSING));
    else if (text_count(signatory) > SIGNATORY_MAX)
        e = err_join(e, invalid(a, "signatory", MSG_RELEASE_SIGNATORY_LONG, arg_i64(SIGNATORY_MAX)));
    return e;
}

/* What somebody else did meanwhile, in words. */
struct err *release_moved_on(struct arena *a, const struct release *r)
{
    if (release_is(r, "approved"))
        return conflict(a, MSG_RELEASE_APPROVED_BY, arg_text(r->approved_by_name), arg_instant(r->approved_at));
    if (release_is(r, "released"))
        return conflict(a, MSG_RELEASE_ANNOUNCED);
    return conflict(a, MSG_RELEASE_PREPARED_BY, arg_text(r->prepared_by_name), arg_instant(r->prepared_at));
}

/* A letter that cannot be printed stops the release here, not at its minute. */
static struct err *letters_check(struct ctx *c, const struct call *call, const struct release *r)
{
    struct letter_plans plans;
    TRY(release_letter_plans(c, call, r, &plans));
    for (size_t i = 0; i < plans.n; i++) {
        struct doc *d = NULL;
        struct err *e = decision_letter(c->arena, &plans.v[i].facts, &d);
        if (e && e->kind == ERR_INVALID)
            e->kind = ERR_REFUSED;
        TRY(e);
    }
    return NULL;
}

struct err *release_prepare(struct ctx *c, int64_t call_id, const struct release_typed *t, int64_t seen)
{
    struct call *call = NULL;
    struct release *present = NULL;
    struct board b;
    int64_t id = 0;
    TX(tx, c);
    TRY(allow(c, ACT_OFFICE_DECISION, ACT_OFFICE_DECISION, ANY));
    TRY(call_load(c, call_id, &call));
    TRY(release_find(c, call_id, &present));
    if (present && (present->revision != seen || release_is(present, "approved") || release_is(present, "released")))
        return release_moved_on(c->arena, present);
    TRY(board_load(c, call, BOARD_OFFICE, &b));
    TRY(release_may_prepare(c->arena, call, call_phase(call, c->now), &b.needs));
    struct release r = { .id = present ? present->id : 0, .call_id = call_id, .announce_at = t->announce_at,
                         .document_prefix = decision_trimmed(c->arena, t->document_prefix),
                         .signed_by_ja = decision_trimmed(c->arena, t->signed_by_ja), .decisions_hash = b.hash,
                         .prepared_by = c->actor.person, .prepared_at = c->now,
                         .definition_id = call->definition_id, .first_number = t->first_number ? t->first_number : 1,
                         .counts = t->counts, .notice_at = t->notice_at ? t->notice_at : INSTANT_UNKNOWN,
                         .confirm_by = t->confirm_by ? t->confirm_by : INSTANT_UNKNOWN };
    struct err *e = err_join(release_minute_check(c->arena, call, t->announce_at, c->now),
                             texts_check(c->arena, r.document_prefix, r.signed_by_ja, r.first_number));
    TRY(err_join(e, release_notice_check(c->arena, r.notice_at, r.confirm_by, r.announce_at, c->now)));
    TRY(letters_check(c, call, &r));
    TRY(release_put(tx, &r, present ? seen : 0, &id));
    TRY(ledger_add(tx, MSG_RELEASE_PREPARED,
                   FACTS(fact_i64("announce_at", r.announce_at), fact_hash("decisions", b.hash),
                         fact_i64("selected", (int64_t)b.needs.selected),
                         fact_i64("declined", (int64_t)b.needs.declined)),
                   TOUCH(release, id), ABOUT(call, call_id)));
    return tx_commit(tx);
}

struct err *release_take_back(struct tx *tx, const struct release *r, const struct ledger_act *act,
                              const struct touch *about)
{
    struct ctx *c = tx_ctx(tx);
    struct letter_rows letters;
    size_t n = 0;
    TRY(letter_list(c, r->id, &letters));
    TRY(letter_delete_all(tx, r->id));
    TRY(release_mark_recalled(tx, r));
    struct touch *touches = arena_array(c->arena, struct touch, letters.n + 3);
    touches[n++] = TOUCH(release, r->id);
    if (about)
        touches[n++] = *about;
    for (size_t i = 0; i < letters.n; i++)
        touches[n++] = TOUCH(letter, letters.v[i].id);
    return ledger_put(tx, act, FACTS(fact_i64("letters", (int64_t)letters.n)), touches, NULL);
}

struct err *release_recall(struct ctx *c, int64_t release_id, int64_t seen)
{
    struct release *r = NULL;
    extern const struct ledger_act ledger_act_MSG_RELEASE_RECALLED;
    TX(tx, c);
    TRY(allow(c, ACT_OFFICE_RELEASE, ACT_OFFICE_DECISION, ANY));
    TRY(release_load(c, release_id, &r));
    if (r->revision != seen || !release_is(r, "approved"))
        return release_moved_on(c->arena, r);
    TRY(release_take_back(tx, r, &ledger_act_MSG_RELEASE_RECALLED, NULL));
    return tx_commit(tx);
}
