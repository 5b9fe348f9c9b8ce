/* call_acts.c: a call is set up, its dates are changed, it is published. */
#include "call/call_versions.h"

#include "base/id.h"
#include "db/db.h"
#include "ledger/ledger.h"
#include "call.msg.h"

#include <string.h>

#define ROUND_MAX 24

LEDGER_ACT(MSG_CALL_CREATED);
LEDGER_ACT(MSG_CALL_DATES_CHANGED);
LEDGER_ACT(MSG_CALL_PUBLISHED);

STMT(call_insert, WRITE,
     "ittiii"
     "itttti"
     "iii",
     "INSERT INTO call (id, programme, round, definition_id, state, opens_at, closes_at, deadline_inclusive,"
     " planned_from, planned_to, planned_words_ja, planned_words_en, term_years, rehearsal, created_by, "
     "created_at)"
     " VALUES ($1, $2, $3, $4, 'draft', $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15)");
STMT(call_of_round, READ, "tt", "SELECT count(*) FROM call WHERE programme = $1 AND round = $2");
STMT(call_set_dates, WRITE,
     "iiii"
     "ttttit",
     "UPDATE call SET opens_at = $2, closes_at = $3, deadline_inclusive = $4, planned_from = $5, planned_to "
     "= $6,"
     " planned_words_ja = $7, planned_words_en = $8, term_years = $9 WHERE id = $1 AND state = $10");
STMT(call_set_published, WRITE, "iii",
     "UPDATE call SET state = 'published', published_by = $2, published_at = $3 WHERE id = $1 AND state = "
     "'draft'");
STMT(call_published_by, READ, "i",
     "SELECT c.published_at, p.name FROM call c LEFT JOIN person p ON p.id = c.published_by"
     " WHERE c.id = $1 AND c.state = 'published'");

static struct err *may(struct ctx *c)
{
    return allow(c, ACT_OFFICE_CALL, ACT_OFFICE_CALL, (struct standing){ REL_ANY, STATE_ANY });
}

static struct value person_or_null(const struct ctx *c)
{
    return c->actor.person ? I64(c->actor.person) : NUL();
}

static const char *day_text(struct arena *a, date d)
{
    return date_is_known(d) ? date_iso(a, d) : NULL;
}

/* The round stands in addresses: letters, digits and "-". */
struct err *call_round_check(struct ctx *c, const char *programme, const char *round)
{
    size_t n = strlen(round);
    if (n == 0)
        return invalid(c->arena, "round", MSG_CALL_ROUND_MISSING);
    if (n > ROUND_MAX || strspn(round, "abcdefghijklmnopqrstuvwxyz0123456789-") != n)
        return invalid(c->arena, "round", MSG_CALL_ROUND_WRONG, arg_i64(ROUND_MAX));
    int64_t there = 0;
    TRY(db_i64(c, call_of_round, &there, TXT(programme), TXT(round)));
    return there ? invalid(c->arena, "round", MSG_CALL_ROUND_TAKEN, arg_text(round)) : NULL;
}

struct err *call_add(struct tx *tx, const struct definition *def, const char *round,
                     const struct call_dates *dates, bool rehearsal, int64_t *ret_id)
{
    struct ctx *c = tx_ctx(tx);
    struct call_dates own = call_dates_of_schedule(def);
    const struct call_dates *d = dates ? dates : &own;
    TRY(call_round_check(c, def->programme, round));
    TRY(call_dates_check(c->arena, d));
    int64_t definition_id = 0;
    TRY(definition_add(tx, def, NULL, &definition_id));
    int64_t id = id_random();
    TRY(db_run(tx, call_insert, NULL, I64(id), TXT(def->programme), TXT(round), I64(definition_id),
               I64(d->opens_at), I64(d->closes_at), BOOL01(d->deadline_inclusive),
               TXT(day_text(c->arena, d->planned_from)), TXT(day_text(c->arena, d->planned_to)),
               TXT(d->planned_words_ja), TXT(d->planned_words_en), I64(d->term_years), BOOL01(rehearsal),
               person_or_null(c), I64(c->now)));
    TRY(ledger_add(tx, MSG_CALL_CREATED,
                   FACTS(fact_text("programme", def->programme), fact_text("round", round)),
                   TOUCH(call, id)));
    *ret_id = id;
    return NULL;
}

struct err *call_create(struct ctx *c, const struct definition *def, const char *round,
                        const struct call_dates *dates, bool rehearsal, int64_t *ret_id)
{
    TRY(may(c));
    TX(tx, c);
    int64_t id = 0;
    TRY(call_add(tx, def, round, dates, rehearsal, &id));
    TRY(tx_commit(tx));
    *ret_id = id;
    return NULL;
}

/* New dates of a published call are an amendment of it. */
static struct err *amend_dates(struct tx *tx, const struct call *call, const struct call_reason *why)
{
    struct application_touched whom;
    int64_t number = 0;
    int64_t version = 0;
    TRY(application_touched(tx_ctx(tx), call->id, &whom));
    TRY(call_version_count(tx_ctx(tx), call->id, &number));
    TRY(call_version_add(tx, call->id, "dates", why, &whom, &version));
    return call_tell_touched(tx, call, version, number, why);
}

struct err *call_change_dates(struct ctx *c, int64_t call_id, const struct call_dates *d,
                              const struct call_reason *why)
{
    TRY(may(c));
    struct call *call = NULL;
    TX(tx, c);
    TRY(call_load(c, call_id, &call));
    TRY(call_may_change_dates(c->arena, call, d, c->now));
    bool published = strcmp(call->state, "published") == 0;
    if (published)
        TRY(call_reason_check(c->arena, why));
    TRY(db_must(tx, call_set_dates, I64(call_id), I64(d->opens_at), I64(d->closes_at),
                BOOL01(d->deadline_inclusive), TXT(day_text(c->arena, d->planned_from)),
                TXT(day_text(c->arena, d->planned_to)), TXT(d->planned_words_ja), TXT(d->planned_words_en),
                I64(d->term_years), TXT(call->state)));
    TRY(ledger_add(tx, MSG_CALL_DATES_CHANGED,
                   FACTS(fact_text("state", call->state), fact_i64("opens_at", d->opens_at),
                         fact_i64("closes_at", d->closes_at), fact_i64("inclusive", d->deadline_inclusive),
                         fact_i64("closed_at_before", call->closes_at)),
                   TOUCH(call, call_id)));
    if (published)
        TRY(amend_dates(tx, call, why));
    return tx_commit(tx);
}

/* Somebody was faster: who, and when. */
static struct err *published_already(struct ctx *c, int64_t call_id)
{
    struct row row;
    bool found = false;
    TRY(db_find(c, call_published_by, &row, &found, I64(call_id)));
    if (!found)
        return refused(c->arena, MSG_CALL_NOT_A_DRAFT);
    if (row_is_null(&row, 1))
        return conflict(c->arena, MSG_CALL_PUBLISHED_AT, arg_instant(row_i64(&row, 0)));
    return conflict(c->arena, MSG_CALL_PUBLISHED_BY, arg_text(row_text(&row, 1)),
                    arg_instant(row_i64(&row, 0)));
}

struct err *call_mark_published(struct tx *tx, int64_t call_id)
{
    struct ctx *c = tx_ctx(tx);
    struct call *call = NULL;
    struct call_items items;
    TRY(call_load(c, call_id, &call));
    if (strcmp(call->state, "draft") != 0)
        return published_already(c, call_id);
    TRY(call_items_list(c, call, &items));
    TRY(call_may_publish(c->arena, call, items.unconfirmed, c->now));
    const char *unwritten = definition_unwritten(c->arena, call->definition);
    if (unwritten)
        return refused(c->arena, MSG_CALL_UNWRITTEN, arg_text(unwritten));
    int64_t version = 0;
    TRY(db_must(tx, call_set_published, I64(call_id), person_or_null(c), I64(c->now)));
    TRY(ledger_add(tx, MSG_CALL_PUBLISHED,
                   FACTS(fact_text("round", call->round), fact_i64("opens_at", call->opens_at),
                         fact_i64("closes_at", call->closes_at),
                         fact_i64("inclusive", call->deadline_inclusive),
                         fact_id("definition", call->definition_id)),
                   TOUCH(call, call_id)));
    return call_version_add(tx, call_id, "first", NULL, NULL, &version);
}

struct err *call_publish(struct ctx *c, int64_t call_id)
{
    TRY(may(c));
    TX(tx, c);
    TRY(call_mark_published(tx, call_id));
    return tx_commit(tx);
}
