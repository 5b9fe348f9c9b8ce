/* register_api.c: the public data of the register: JSON under /api/v1/, CSV under /data/. Open to every program. */
#include "base/date_parse.h"
#include "base/site.h"
#include "call/call.h"
#include "doc/csv.h"
#include "http/assets.h"
#include "http/http.h"
#include "i18n/i18n.h"
#include "registry/register_json.h"
#include "registry/register_view.h"

#include <string.h>

/* Caches may keep it, and ask each time whether it still holds: what is announced appears at its minute. */
static void open_data(struct request *rq, struct response *rs, int64_t version, date day)
{
    struct arena *a = rq->ctx->arena;
    const char *shape = asset_find("openapi.json")->hash; /* a new program may say more of the same register */
    add_header(rs, a, "ETag",
               arena_printf(a, "\"%llx-%s-%.8s\"", (unsigned long long)version, date_iso(a, day), shape));
    add_header(rs, a, "Cache-Control", "public, no-cache");
    add_header(rs, a, "Access-Control-Allow-Origin", "*");
}

static const char *site_url(const struct ctx *c)
{
    return c->site && c->site->public_url ? c->site->public_url : "";
}

ROUTE_FLAGS(GET, "/api/v1/hubs", register_api_hubs, ACT_PUBLIC, ROUTE_API)
{
    struct ctx *c = rq->ctx;
    struct register_asked asked;
    designation_list list;
    int64_t version = 0;
    TRY(register_asked(rq, &asked));
    TRY(asked.errors);
    TRY(register_version(c, &version));
    TRY(register_list(c, &asked.query, &list));
    json_t *hubs = json_array();
    int64_t real = 0;
    int64_t practice = 0;
    for (size_t i = 0; i < list.n; i++) {
        if (!register_matches(&asked, &list.v[i]))
            continue;
        *(list.v[i].rehearsal ? &practice : &real) += 1;
        (void)json_array_append_new(hubs, designation_json(c->arena, &list.v[i], asked.day, site_url(c)));
    }
    json_t *all = json_pack("{s:o, s:o, s:{s:I, s:I}}", "hubs", hubs, "as_of", date_json(c->arena, asked.day),
                            "counts", "register", (json_int_t)real, "rehearsal", (json_int_t)practice);
    open_data(rq, rs, version, asked.day);
    return send_json(rs, json_bytes(c->arena, all));
}

ROUTE_FLAGS(GET, "/api/v1/hubs/:hub", register_api_hub, ACT_PUBLIC, ROUTE_API)
{
    struct ctx *c = rq->ctx;
    struct register_asked asked;
    struct designation d;
    int64_t version = 0;
    TRY(register_asked(rq, &asked));
    TRY(asked.errors);
    TRY(register_version(c, &version));
    TRY(register_load(c, param(rq, "hub"), &d));
    open_data(rq, rs, version, asked.day);
    return send_json(rs, json_bytes(c->arena, designation_json(c->arena, &d, asked.day, site_url(c))));
}

/* A call that this site runs or has run: its times and in which phase it is. */
static json_t *run_json(struct arena *a, const struct call *call, instant now)
{
    static const char *const phase[] = { "draft", "cancelled", "upcoming", "open", "closed", "announced" };
    return json_pack("{s:s, s:s, s:s, s:b, s:s, s:o, s:b}", "round", call->round, "opens_at",
                     instant_rfc3339(a, call->opens_at), "closes_at", instant_rfc3339(a, call->closes_at),
                     "deadline_inclusive", (int)call->deadline_inclusive, "phase", phase[call_phase(call, now)],
                     "announced_on", date_json(a, call->announced_on), "rehearsal", (int)call->rehearsal);
}

ROUTE_FLAGS(GET, "/api/v1/calls", register_api_calls, ACT_PUBLIC, ROUTE_API)
{
    struct ctx *c = rq->ctx;
    const struct register_words *words = NULL;
    designation_list list;
    struct call_list calls;
    TRY(register_words(c, &words));
    TRY(register_list(c, &(struct register_query){ 0 }, &list));
    TRY(call_list(c, &calls));
    json_t *rounds = json_array();
    for (size_t i = 0; words && i < words->rounds.n; i++) {
        const struct call_fact *fact = &words->rounds.v[i];
        (void)json_array_append_new(rounds, round_json(c->arena, fact, register_count(&list, fact->round, NULL)));
    }
    json_t *runs = json_array();
    for (size_t i = 0; i < calls.n; i++)
        if (call_phase(calls.v[i], c->now) != CALL_DRAFT)
            (void)json_array_append_new(runs, run_json(c->arena, calls.v[i], c->now));
    add_header(rs, c->arena, "Cache-Control", "public, no-cache");
    add_header(rs, c->arena, "Access-Control-Allow-Origin", "*");
    return send_json(rs, json_bytes(c->arena, json_pack("{s:o, s:o}", "calls", rounds, "runs", runs)));
}

ROUTE_FLAGS(GET, "/api/v1/openapi.json", register_api_description, ACT_PUBLIC, ROUTE_API)
{
    const struct asset *asset = asset_find("openapi.json");
    add_header(rs, rq->ctx->arena, "ETag", arena_printf(rq->ctx->arena, "\"%s\"", asset->hash));
    add_header(rs, rq->ctx->arena, "Cache-Control", "public, no-cache");
    add_header(rs, rq->ctx->arena, "Access-Control-Allow-Origin", "*");
    return send_json(rs, (struct bytes){ asset->bytes, asset->n });
}

/* ── CSV ── */

static void csv_date(struct csv *csv, struct arena *a, date d)
{
    csv_text(csv, date_iso(a, d));
}

/* "institution name (from – to)" of every name borne, one a line, the oldest first. */
static const char *names_cell(struct arena *a, const struct designation *d)
{
    struct buf b = buf_make(a, 128);
    for (size_t i = 0; i < d->names.n; i++) {
        const struct borne_name *n = &d->names.v[i];
        buf_printf(&b, "%s%s %s (%s/%s)", i ? "\n" : "", n->institution, n->name, date_iso(a, n->from),
                   date_iso(a, n->to));
    }
    return b.s;
}

static void put_csv(struct csv *csv, struct arena *a, const struct designation *d, date day)
{
    const struct borne_name *today = name_today(d);
    const char *const head[] = { d->id, d->type, d->round, today ? today->institution : "", today ? today->name : "",
                                 d->reading, d->prefecture };
    for (size_t i = 0; i < sizeof head / sizeof *head; i++)
        csv_text(csv, head[i]);
    csv_date(csv, a, d->announced_on);
    csv_date(csv, a, d->announced_by);
    csv_text(csv, d->announced_fy ? arena_printf(a, "%d", (int)d->announced_fy) : "");
    csv_date(csv, a, d->adopted_on);
    csv_date(csv, a, designation_valid_from(d));
    csv_date(csv, a, designation_valid_to(d));
    csv_text(csv, designation_status_word(designation_status(d, day).kind));
    csv_date(csv, a, day);
    csv_text(csv, names_cell(a, d));
    csv_text(csv, d->notes);
    csv_text(csv, d->rehearsal ? "1" : "0");
    csv_end_row(csv);
}

ROUTE(GET, "/data/hubs.csv", register_csv, ACT_PUBLIC)
{
    static const char *const head[] = { "id", "type", "round", "institution", "name", "reading", "prefecture",
                                        "announced_on", "announced_by", "announced_fiscal_year", "adopted_on",
                                        "valid_from", "valid_to", "status", "status_on", "names", "notes",
                                        "rehearsal" };
    struct ctx *c = rq->ctx;
    struct register_asked asked;
    designation_list list;
    int64_t version = 0;
    TRY(register_asked(rq, &asked));
    TRY(asked.errors);
    TRY(register_version(c, &version));
    TRY(register_list(c, &asked.query, &list));
    struct csv csv = csv_make(c->arena);
    for (size_t i = 0; i < sizeof head / sizeof *head; i++)
        csv_text(&csv, head[i]);
    csv_end_row(&csv);
    for (size_t i = 0; i < list.n; i++)
        if (register_matches(&asked, &list.v[i]))
            put_csv(&csv, c->arena, &list.v[i], asked.day);
    open_data(rq, rs, version, asked.day);
    return send_download(rs, c->arena, arena_printf(c->arena, "hubs-%s.csv", date_iso(c->arena, asked.day)),
                         "text/csv; charset=utf-8", csv_bytes(&csv));
}
