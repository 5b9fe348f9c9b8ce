/* register_write.c: what changes the register: a designation with its name and term, a round, the mark of the
** version. */
#include "registry/register_rows.h"

#include "base/id.h"
#include "db/db.h"
#include "programme/schema.h"
#include "registry.msg.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

AUDITED(round, "id, programme, round, position, call_id, json");
AUDITED(designation, "id, public_id, programme, type_key, round, call_id, application_id, institution_id, prefecture,"
                     " announced_on, announced_by, announced_fy, adopted_on, position, reading, notes, search_key,"
                     " rehearsal, created_at, summary_ja, summary_en");
AUDITED(designation_name, "id, designation_id, institution, name, reading, from_date, to_date, seen_on, position,"
                          " source, institution_en, name_en");
AUDITED(designation_term, "id, designation_id, number, valid_from, valid_to, source");
AUDITED(designation_event, "id, designation_id, kind, from_date, to_date, reason, source");
NOT_AUDITED(register_version, "a mark of change; what changed is audited itself");

LEDGER_ACT(MSG_REGISTRY_DESIGNATED);

STMT(register_designation_add, WRITE, "itttiii" "tttittttiii" "ttt",
     "INSERT INTO designation (id, public_id, programme, type_key, call_id, application_id, institution_id,"
     " prefecture, announced_on, announced_by, announced_fy, adopted_on, reading, notes, search_key, position,"
     " rehearsal, created_at, round, summary_ja, summary_en)"
     " VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, $20, $21)");
STMT(register_name_add, WRITE, "iittttttit" "tt",
     "INSERT INTO designation_name (id, designation_id, institution, name, reading, from_date, to_date, seen_on,"
     " position, source, institution_en, name_en) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)");
STMT(register_term_add, WRITE, "iiittt",
     "INSERT INTO designation_term (id, designation_id, number, valid_from, valid_to, source)"
     " VALUES ($1, $2, $3, $4, $5, $6)");
STMT(register_round_add, WRITE, "ittiit",
     "INSERT INTO round (id, programme, round, position, call_id, json) VALUES ($1, $2, $3, $4, $5, $6)");
STMT(register_round_is_there, READ, "tt", "SELECT count(*) FROM round WHERE programme = $1 AND round = $2");
STMT(register_round_last, READ, "t", "SELECT coalesce(max(position), 0) FROM round WHERE programme = $1");
STMT(register_ids_of_round, READ, "tti",
     "SELECT public_id FROM designation WHERE programme = $1 AND round = $2 AND rehearsal = $3");
STMT(register_version_put, WRITE, "i",
     "INSERT INTO register_version (id, version) VALUES (1, $1)"
     " ON CONFLICT (id) DO UPDATE SET version = excluded.version");

static struct value date_value(struct arena *a, date d)
{
    return date_is_known(d) ? TXT(date_iso(a, d)) : NUL();
}

static struct value id_value(int64_t id)
{
    return id ? I64(id) : NUL();
}

struct err *touch_list_put(struct tx *tx, const struct ledger_act *act, const struct fact *facts,
                           struct touch_list *list)
{
    *vec_push(list->arena, &list->all) = (struct touch){ .table = NULL };
    return ledger_put(tx, act, facts, list->all.v, NULL);
}

static struct err *write_names(struct tx *tx, const struct designation *d, int64_t id, struct touch_list *touches)
{
    struct arena *a = tx_ctx(tx)->arena;
    for (size_t i = 0; i < d->names.n; i++) {
        const struct borne_name *n = &d->names.v[i];
        int64_t row = id_random();
        TRY(db_run(tx, register_name_add, NULL, I64(row), I64(id), TXT(n->institution), TXT(n->name), TXT(n->reading),
                   date_value(a, n->from), date_value(a, n->to), date_value(a, n->seen_on), I64((int64_t)i + 1),
                   TXT(n->source), TXT(n->institution_en), TXT(n->name_en)));
        ADD_TOUCH(touches, designation_name, row);
    }
    return NULL;
}

static struct err *write_terms(struct tx *tx, const struct designation *d, int64_t id, struct touch_list *touches)
{
    struct arena *a = tx_ctx(tx)->arena;
    for (size_t i = 0; i < d->terms.n; i++) {
        const struct designation_term *t = &d->terms.v[i];
        int64_t row = id_random();
        TRY(db_run(tx, register_term_add, NULL, I64(row), I64(id), I64((int64_t)i + 1), date_value(a, t->valid_from),
                   date_value(a, t->valid_to), TXT(t->source)));
        ADD_TOUCH(touches, designation_term, row);
    }
    return NULL;
}

struct err *register_write(struct tx *tx, const struct designation *d, const struct designation_place *at,
                           struct touch_list *touches, int64_t *ret_id)
{
    struct ctx *c = tx_ctx(tx);
    struct arena *a = c->arena;
    int64_t id = id_random();
    assert(d->events.n == 0);
    TRY(db_run(tx, register_designation_add, NULL, I64(id), TXT(d->id), TXT(at->programme), TXT(d->type),
               id_value(at->call_id), id_value(at->application_id), id_value(at->institution_id), TXT(d->prefecture),
               date_value(a, d->announced_on), date_value(a, d->announced_by), id_value(d->announced_fy),
               date_value(a, d->adopted_on), TXT(d->reading), TXT(d->notes), TXT(register_search_key(a, d)),
               I64(at->position), BOOL01(d->rehearsal), I64(c->now), TXT(d->round), TXT(d->summary_ja),
                   TXT(d->summary_en)));
    ADD_TOUCH(touches, designation, id);
    TRY(write_names(tx, d, id, touches));
    TRY(write_terms(tx, d, id, touches));
    *ret_id = id;
    return NULL;
}

struct err *register_write_round(struct tx *tx, const char *programme, const struct call_fact *fact, int64_t position,
                                 int64_t call_id, struct touch_list *touches)
{
    struct arena *a = tx_ctx(tx)->arena;
    int64_t id = id_random();
    const char *json = schema_text(a, &schema_of_call_fact, fact);
    TRY(db_run(tx, register_round_add, NULL, I64(id), TXT(programme), TXT(fact->round), I64(position),
               id_value(call_id), TXT(json)));
    ADD_TOUCH(touches, round, id);
    return NULL;
}

struct err *register_touch(struct tx *tx)
{
    tx_after_commit(tx, kept_forget, conn_serial(tx_ctx(tx)->db));
    return db_run(tx, register_version_put, NULL, I64(id_ordered()));
}

/* ── a new designation ── */

static const char *text_or_null(const char *s)
{
    return s && *s ? s : NULL;
}

/* The next number that no designation of that round has had. */
static struct err *next_public_id(struct tx *tx, const struct designation_new *d, const char **ret)
{
    struct ctx *c = tx_ctx(tx);
    struct rows rows;
    long last = 0;
    TRY(db_rows(c, register_ids_of_round, &rows, TXT(d->programme), TXT(d->round), BOOL01(d->rehearsal)));
    for (size_t i = 0; i < rows.n; i++) {
        const char *dash = strrchr(row_text(&rows.v[i], 0), '-');
        long number = dash ? strtol(dash + 1, NULL, 10) : 0;
        last = number > last ? number : last;
    }
    *ret = arena_printf(c->arena, "%s%s-%02ld", d->rehearsal ? "x" : "r", d->round, last + 1);
    return NULL;
}

/* A round that no source told us of: a call of this program. */
static struct err *ensure_round(struct tx *tx, const struct designation_new *d, struct touch_list *touches)
{
    struct ctx *c = tx_ctx(tx);
    int64_t n = 0;
    TRY(db_i64(c, register_round_is_there, &n, TXT(d->programme), TXT(d->round)));
    if (n)
        return NULL;
    struct call_fact fact = { .round = d->round, .opens_on = DATE_UNKNOWN, .closes_on = DATE_UNKNOWN,
                              .announced_on = DATE_UNKNOWN, .adopted_on = DATE_UNKNOWN };
    TRY(db_i64(c, register_round_last, &n, TXT(d->programme)));
    return register_write_round(tx, d->programme, &fact, n + 1, d->call_id, touches);
}

struct err *register_designate(struct tx *tx, const struct designation_new *n, int64_t *ret_id)
{
    struct arena *a = tx_ctx(tx)->arena;
    struct touch_list touches = { .arena = a };
    struct term term = term_of_announcement(n->announced_on, n->term_years);
    struct borne_name name = { .institution = n->institution, .name = n->name, .reading = n->reading,
                               .from = n->announced_on, .to = DATE_UNKNOWN, .seen_on = DATE_UNKNOWN,
                               .source = SOURCE_ANNOUNCEMENT, .institution_en = text_or_null(n->institution_en),
                               .name_en = text_or_null(n->name_en) };
    struct designation_term first = { .valid_from = term.from, .valid_to = term.to, .source = SOURCE_ANNOUNCEMENT };
    struct designation d = { .type = n->type_key, .round = n->round, .reading = n->reading ? n->reading : "",
                             .announced_on = n->announced_on, .announced_by = DATE_UNKNOWN,
                             .announced_fy = fiscal_year(n->announced_on), .adopted_on = DATE_UNKNOWN,
                             .prefecture = n->prefecture, .notes = "", .rehearsal = n->rehearsal,
                             .summary_ja = text_or_null(n->summary_ja), .summary_en = text_or_null(n->summary_en),
                             .names = { &name, 1 }, .terms = { &first, 1 } };
    struct designation_place at = { n->programme, n->call_id, n->application_id, n->institution_id, n->position };
    assert(scalar_is_key(n->round) && scalar_is_key(n->type_key) && date_is_known(n->announced_on));
    TRY(next_public_id(tx, n, &d.id));
    TRY(register_write(tx, &d, &at, &touches, ret_id));
    TRY(ensure_round(tx, n, &touches));
    TRY(register_touch(tx));
    extern const struct ledger_act ledger_act_MSG_REGISTRY_DESIGNATED;
    return touch_list_put(tx, &ledger_act_MSG_REGISTRY_DESIGNATED,
                          FACTS(fact_text("id", d.id), fact_text("valid_to", date_iso(a, term.to))), &touches);
}
