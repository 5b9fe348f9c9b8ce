/* declaration_acts.c: signing the pledge, declaring, ruling. */
#include "review/declaration.h"

#include "base/id.h"
#include "base/text.h"
#include "db/db.h"
#include "i18n/i18n.h"
#include "ledger/ledger.h"
#include "person/person.h"
#include "review.msg.h"

#include <sodium.h>
#include <string.h>

AUDITED(pledge, "id, call_id, person_id, text_hash, pledged_at");
AUDITED(declaration,
        "id, call_id, application_id, person_id, category, reason, declared_at, conflicted, ruled_by,"
        " ruled_at, ruling");

LEDGER_ACT(MSG_REVIEW_PLEDGED);
LEDGER_ACT(MSG_REVIEW_DECLARED);
LEDGER_ACT(MSG_REVIEW_RULED);

STMT(pledge_of_person, READ, "ii", "SELECT pledged_at FROM pledge WHERE call_id = $1 AND person_id = $2");
STMT(pledge_insert, WRITE, "iiibi",
     "INSERT INTO pledge (id, call_id, person_id, text_hash, pledged_at) VALUES ($1, $2, $3, $4, $5)");
STMT(declaration_of, READ, "ii",
     "SELECT category, reason FROM declaration WHERE application_id = $1 AND person_id = $2");
STMT(declaration_on_own, READ, "ii",
     "SELECT count(*) FROM application_member WHERE application_id = $1 AND person_id = $2");
STMT(declaration_insert, WRITE,
     "iiiitt"
     "ii",
     "INSERT INTO declaration (id, call_id, application_id, person_id, category, reason, declared_at, "
     "conflicted)"
     " VALUES ($1, $2, $3, $4, $5, $6, $7, $8)");
STMT(declaration_by_id, READ, "i",
     "SELECT id, call_id, application_id, person_id, conflicted, ruling FROM declaration WHERE id = $1");
STMT(declaration_mark_ruled, WRITE, "iiiit",
     "UPDATE declaration SET conflicted = $2, ruled_by = $3, ruled_at = $4, ruling = $5 WHERE id = $1");

/* ── the pledge ── */

struct err *pledge_find(struct ctx *c, const struct call *call, instant *ret_at)
{
    struct row row;
    bool found = false;
    TRY(db_find(c, pledge_of_person, &row, &found, I64(call->id), I64(viewer_person(c))));
    *ret_at = found ? row_i64(&row, 0) : INSTANT_UNKNOWN;
    return NULL;
}

/* What exactly was signed: key and words of every clause in every language. */
static struct bytes pledge_text_hash(struct arena *a, const struct definition *def)
{
    struct buf b = buf_make(a, 1024);
    for (size_t i = 0; i < def->pledges.n; i++) {
        buf_puts(&b, def->pledges.v[i].key);
        for (int lang = 0; lang < LANG_COUNT; lang++)
            buf_printf(&b, "\n%s", def->pledges.v[i].text.in[lang]);
        buf_putc(&b, '\n');
    }
    uint8_t hash[32];
    (void)crypto_generichash(hash, sizeof hash, (const uint8_t *)b.s, b.n, NULL, 0);
    return arena_bytes(a, hash, sizeof hash);
}

struct err *pledge_sign(struct ctx *c, const struct call *call)
{
    instant at = INSTANT_UNKNOWN;
    TX(tx, c);
    if (!review_takes_part(c, call->id))
        return not_found(c->arena);
    TRY(pledge_find(c, call, &at));
    if (at != INSTANT_UNKNOWN)
        return NULL;
    int64_t id = id_random();
    struct bytes hash = pledge_text_hash(c->arena, call->definition);
    TRY(db_run(tx, pledge_insert, NULL, I64(id), I64(call->id), I64(viewer_person(c)), BYTES(hash),
               I64(c->now)));
    TRY(ledger_add(tx, MSG_REVIEW_PLEDGED, FACTS(fact_hash("text", hash)), TOUCH(pledge, id)));
    return tx_commit(tx);
}

/* ── declaring ── */

static const char *place(struct arena *a, const char *what, const struct declaring *d, bool several)
{
    return several ? arena_printf(a, "%s.%s", what, id_text(a, d->application_id)) : what;
}

struct err *declaring_check(struct ctx *c, const struct definition *def, const struct declaring *d, bool several)
{
    struct arena *a = c->arena;
    bool none = strcmp(d->category, DECLARATION_NONE) == 0;
    int64_t own = 0;
    if (!none && !definition_conflict(def, d->category))
        return invalid(a, place(a, "category", d, several), MSG_REVIEW_CATEGORY_MISSING);
    size_t n = text_count(d->reason);
    if (n == 0 && none)
        return invalid(a, place(a, "reason", d, several), MSG_REVIEW_CLEAR_REASON_MISSING);
    if (n == 0)
        return invalid(a, place(a, "reason", d, several), MSG_REVIEW_REASON_MISSING);
    if (n > DECLARATION_REASON_MAX)
        return invalid(a, place(a, "reason", d, several), MSG_REVIEW_REASON_LONG,
                       arg_i64(DECLARATION_REASON_MAX));
    TRY(db_i64(c, declaration_on_own, &own, I64(d->application_id), I64(viewer_person(c))));
    if (own && none)
        return invalid(a, place(a, "category", d, several), MSG_REVIEW_OWN_APPLICATION);
    return NULL;
}

struct err *declaring_open(struct ctx *c, int64_t application_id, unsigned relation, struct application **ret_app,
                           struct call **ret_call)
{
    bool left = false;
    TRY(application_load(c, application_id, ret_app));
    TRY(call_load(c, (*ret_app)->call_id, ret_call));
    TRY(review_has_left(c, (*ret_call)->id, &left));
    if (left || !review_takes_part(c, (*ret_call)->id) || !application_in_review(*ret_app))
        return not_found(c->arena);
    return allow(c, ACT_DECLARE, ACT_DECLARE,
                 (struct standing){ .relations = relation, .states = call_states(*ret_call, c->now) });
}

/* One line within the transaction. *ret_new: something was written. */
static struct err *declare(struct tx *tx, const struct declaring *typed, bool several, bool *ret_new)
{
    struct ctx *c = tx_ctx(tx);
    struct application *app = NULL;
    struct call *call = NULL;
    struct row row;
    bool found = false;
    TRY(declaring_open(c, typed->application_id, REL_UNDECLARED, &app, &call));
    struct declaring d = { app->id, typed->category, review_stripped(c->arena, typed->reason) };
    TRY(db_find(c, declaration_of, &row, &found, I64(app->id), I64(viewer_person(c))));
    if (found && strcmp(row_text(&row, 0), d.category) == 0 && strcmp(row_text(&row, 1), d.reason) == 0)
        return NULL;
    if (found && several)
        return invalid(c->arena, place(c->arena, "category", &d, true), MSG_REVIEW_DECLARED_ALREADY);
    if (found)
        return refused(c->arena, MSG_REVIEW_DECLARED_ALREADY);
    TRY(declaring_check(c, call->definition, &d, several));
    int64_t id = id_random();
    TRY(db_run(tx, declaration_insert, NULL, I64(id), I64(call->id), I64(app->id), I64(viewer_person(c)),
               TXT(d.category), TXT(d.reason), I64(c->now), BOOL01(declaration_binds(d.category, false))));
    TRY(ledger_add(tx, MSG_REVIEW_DECLARED,
                   FACTS(fact_text("category", d.category), fact_id("application", app->id)),
                   TOUCH(declaration, id)));
    *ret_new = true;
    return NULL;
}

struct err *declaration_declare(struct ctx *c, int64_t application_id, const char *category,
                                const char *reason)
{
    TX(tx, c);
    bool is_new = false;
    TRY(declare(tx, &(struct declaring){ application_id, category, reason }, false, &is_new));
    return is_new ? tx_commit(tx) : NULL;
}

struct err *declaration_declare_all(struct ctx *c, const struct declaring *v, size_t n, size_t *ret_declared,
                                    struct err **ret_mistakes)
{
    TX(tx, c);
    size_t declared = 0;
    struct err *mistakes = NULL;
    for (size_t i = 0; i < n; i++) {
        bool is_new = false;
        struct err *e = declare(tx, &v[i], true, &is_new);
        if (e && e->kind != ERR_INVALID)
            return e;
        mistakes = err_join(mistakes, e);
        declared += is_new;
    }
    if (declared)
        TRY(tx_commit(tx));
    *ret_declared = declared;
    *ret_mistakes = mistakes;
    return NULL;
}

/* ── ruling ── */

struct err *declaration_rule(struct ctx *c, int64_t declaration_id, bool conflicted, const char *reason)
{
    struct row row;
    int64_t past = 0;
    TX(tx, c);
    TRY(allow(c, ACT_OFFICE_REVIEW, ACT_OFFICE_REVIEW, (struct standing){ .relations = REL_ANY }));
    TRY(db_row(c, declaration_by_id, &row, I64(declaration_id)));
    const char *why = review_stripped(c->arena, reason);
    if (!*why)
        return invalid(c->arena, "reason", MSG_REVIEW_RULING_REASON_MISSING);
    if (text_count(why) > DECLARATION_REASON_MAX)
        return invalid(c->arena, "reason", MSG_REVIEW_REASON_LONG, arg_i64(DECLARATION_REASON_MAX));
    if (!row_is_null(&row, 5) && row_bool(&row, 4) == conflicted && strcmp(row_text(&row, 5), why) == 0)
        return NULL;
    if (!row_is_null(&row, 5))
        TRY(declaration_keep_past(tx, declaration_id, &past));
    TRY(db_must(tx, declaration_mark_ruled, I64(declaration_id), BOOL01(conflicted), I64(c->actor.person),
                I64(c->now), TXT(why)));
    const struct fact *facts = FACTS(fact_i64("conflicted", conflicted), fact_text("reason", why));
    TRY(past ? ledger_add(tx, MSG_REVIEW_RULED, facts, TOUCH(declaration, declaration_id),
                          TOUCH(declaration_past, past))
             : ledger_add(tx, MSG_REVIEW_RULED, facts, TOUCH(declaration, declaration_id)));
    if (conflicted)
        TRY(assignment_stop(tx, row_i64(&row, 2), row_i64(&row, 3), "conflict"));
    return tx_commit(tx);
}
