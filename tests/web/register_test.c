/* Tests of the register's public data through the loopback: JSON, its description, CSV. */
#include "register_site.h"

#include "i18n/i18n.h"
#include "programme/csv.h"
#include "registry/register.h"

#include <jansson.h>
#include <stdio.h>
#include <stdlib.h>

/* A copy that the loop of jansson may walk: it takes no const. */
static json_t *json_deep(struct arena *a, const json_t *j)
{
    json_t *copy = json_deep_copy(j);
    arena_defer(a, json_done, copy);
    return copy;
}

static const char *member(const json_t *o, const char *name)
{
    const json_t *v = json_object_get(o, name);
    CHECK(v != NULL);
    return json_is_string(v) ? json_string_value(v) : json_is_null(v) ? "null" : "?";
}

static const json_t *hub_of(const json_t *all, const char *id)
{
    size_t i = 0;
    const json_t *hub = NULL;
    json_array_foreach(json_object_get(all, "hubs"), i, hub) if (strcmp(member(hub, "id"), id) == 0) return hub;
    CHECK(false);
    return NULL;
}

TEST(the_public_json_says_what_the_contract_says)
{
    struct world *w = site(a, DB_SQLITE);
    const struct reply *got = loopback_get(w->loopback, "/api/v1/hubs");
    CHECK_HAS(header_of(got->response, "Cache-Control"), "public");
    const json_t *all = json_of(w, got);
    CHECK_I64(json_array_size(json_object_get(all, "hubs")), 47);
    static const char *const want[][6] = {
        { "r1-01", "international_development", "1", "2020-04-10", "2023-03-31", "term_over_unconfirmed" },
        { "r3-01", "regional_contribution", "3", "2021-10-11", "2024-03-31", "term_over_unconfirmed" },
        { "r4-06", "regional_contribution", "4", "null", "2028-03-31", "last_year" },
        { "r5-01", "international_development", "5", "2023-09-22", "2026-03-31", "in_force" },
        { "p1-01", "platform", "platform-1", "null", "null", "unknown" },
        { "p2-02", "platform", "platform-2", "null", "null", "unknown" },
    };
    for (size_t i = 0; i < sizeof want / sizeof *want; i++) {
        const json_t *hub = hub_of(all, want[i][0]);
        CHECK_TEXT(member(hub, "type"), want[i][1]);
        CHECK_TEXT(member(hub, "round"), want[i][2]);
        CHECK_TEXT(member(hub, "announced_on"), want[i][3]);
        CHECK_TEXT(member(hub, "valid_to"), want[i][4]);
        CHECK_TEXT(member(hub, "status"), want[i][5]);
    }
    CHECK_TEXT(member(hub_of(all, "p1-01"), "adopted_on"), "2022-03-23");
    CHECK_TEXT(member(hub_of(all, "r4-01"), "announced_by"), "2022-10-04");
    const json_t *tip = hub_of(all, "p2-01");
    CHECK_TEXT(member(tip, "institution"), "東京科学大学");
    CHECK_I64(json_array_size(json_object_get(tip, "names")), 2);
    CHECK_TEXT(member(json_array_get(json_object_get(tip, "names"), 0), "to"), "2024-09-30");
    all = get_json(w, "/api/v1/hubs?on=%E4%BB%A4%E5%92%8C%EF%BC%97%E5%B9%B44%E6%9C%881%E6%97%A5");
    CHECK_TEXT(member(hub_of(all, "r4-06"), "status"), "continued");
    CHECK_TEXT(member(hub_of(all, "r4-01"), "status"), "term_over_unconfirmed");
    CHECK_TEXT(member(all, "as_of"), "2025-04-01");
    CHECK_I64(json_array_size(json_object_get(get_json(w, "/api/v1/hubs?status=holds&on=2024-07-29"), "hubs")), 20);
    CHECK_TEXT(member(get_json(w, "/api/v1/hubs/r4-06?on=2025-03-31"), "status"), "last_year");
    CHECK_I64(loopback_get(w->loopback, "/api/v1/hubs/r9-99")->status, 404);
    got = loopback_get(w->loopback, "/api/v1/hubs?on=2023-02-30");
    CHECK_I64(got->status, 422);
    CHECK_HAS(got->body, "\"field\":\"on\"");
    world_check(w);
}

TEST(the_public_json_agrees_with_the_reference_list)
{
    static const char *const header[] = { "round",  "type",           "institution",
                                          "hub",    "announced_date", "announced_fiscal_year",
                                          "source", "notes",          NULL };
    size_t n = 0;
    const char *text = test_shared_file(a, "reference/hubs.csv", &n);
    if (!text)
        SKIP("no reference data");
    struct mistakes m = { .arena = a };
    struct csv csv;
    CHECK(csv_read(a, "hubs.csv", text, n, header, &m, &csv));
    const json_t *hubs = json_object_get(get_json(site(a, DB_SQLITE), "/api/v1/hubs"), "hubs");
    CHECK_I64(json_array_size(hubs), csv.rows);
    for (size_t r = 0; r < csv.rows; r++) {
        const json_t *hub = json_array_get(hubs, r);
        const char **row = &csv.cell[r * csv.columns];
        bool platform = strcmp(row[1], "platform") == 0;
        CHECK_TEXT(member(hub, "round"), row[0]);
        CHECK_TEXT(member(hub, "type"), row[1]);
        CHECK_TEXT(member(json_array_get(json_object_get(hub, "names"),
                                         json_array_size(json_object_get(hub, "names")) - 1), "name"), row[3]);
        CHECK_TEXT(member(hub, "announced_on"), platform || !*row[4] ? "null" : row[4]);
        CHECK_TEXT(member(hub, "adopted_on"), platform && *row[4] ? row[4] : "null");
        CHECK_I64(json_integer_value(json_object_get(hub, "announced_fiscal_year")), platform ? 0 : atoi(row[5]));
    }
}

TEST(the_rounds_of_the_public_json_have_the_counts_of_the_sources)
{
    static const struct {
        const char *round;
        int applications, designated, adopted;
    } want[] = { { "1", 17, 9, 0 },  { "2", 13, 5, 0 }, { "3", 5, 3, 0 },           { "4", 15, 10, 0 },
                 { "5", 19, 10, 0 }, { "6", 0, 0, 0 },  { "platform-1", 32, 8, 8 }, { "platform-2", 22, 2, 8 } };
    const json_t *calls = json_object_get(get_json(site(a, DB_SQLITE), "/api/v1/calls"), "calls");
    CHECK_I64(json_array_size(calls), 8);
    for (size_t i = 0; i < 8; i++) {
        const json_t *one = json_array_get(calls, i);
        CHECK_TEXT(member(one, "round"), want[i].round);
        CHECK_I64(json_integer_value(json_object_get(one, "applications")), want[i].applications);
        CHECK_I64(json_integer_value(json_object_get(one, "designated")), want[i].designated);
        CHECK_I64(json_integer_value(json_object_get(one, "adopted")), want[i].adopted);
    }
    const json_t *third = json_array_get(json_object_get(json_array_get(calls, 2), "counts"), 0);
    CHECK(json_is_true(json_object_get(third, "no_application")));
    const json_t *slip = json_array_get(json_object_get(json_array_get(calls, 7), "date_slips"), 0);
    CHECK_TEXT(member(slip, "from"), "2023-01-30");
    CHECK_HAS(member(json_object_get(slip, "printed"), "ja"), "令和4年1月30日");
}

TEST(the_description_of_the_public_data_is_true)
{
    struct world *w = site(a, DB_SQLITE);
    const json_t *doc = get_json(w, "/api/v1/openapi.json");
    CHECK_HAS(member(doc, "openapi"), "3.1");
    const char *path = NULL;
    const json_t *schemas = json_object_get(json_object_get(doc, "components"), "schemas");
    static const char *const shown[][2] = { { "Hub", "/api/v1/hubs/r4-06" } };
    const json_t *got = get_json(w, shown[0][1]);
    const json_t *properties = json_object_get(json_object_get(schemas, shown[0][0]), "properties");
    CHECK_I64(json_object_size(got), json_object_size(properties));
    const char *name = NULL;
    json_t *value = NULL;
    json_t *hub = json_deep(a, got);
    json_object_foreach(hub, name, value) if (!json_object_get(properties, name))
        CHECK_TEXT(name, "described");
    json_t *round = json_array_get(json_object_get(get_json(w, "/api/v1/calls"), "calls"), 0);
    properties = json_object_get(json_object_get(schemas, "Round"), "properties");
    json_object_foreach(round, name, value) if (!json_object_get(properties, name))
        CHECK_TEXT(name, "described");
    CHECK_I64(json_object_size(round), json_object_size(properties));
    json_object_foreach(json_object_get(doc, "paths"), path, value)
    {
        const char *brace = strchr(path, '{');
        const char *real = brace ? arena_printf(a, "%.*sr1-01", (int)(brace - path), path) : path;
        CHECK_I64(loopback_get(w->loopback, real)->status, 200);
    }
}

TEST(the_csv_of_the_register_opens_in_a_spreadsheet)
{
    struct world *w = site(a, DB_SQLITE);
    const struct reply *got = loopback_get(w->loopback, "/data/hubs.csv");
    CHECK_I64(got->status, 200);
    CHECK_HAS(got->type, "text/csv");
    CHECK(memcmp(got->body, "\xef\xbb\xbf\"id\",", 8) == 0);
    CHECK_HAS(header_of(got->response, "Content-Disposition"), "hubs-2024-07-29.csv");
    int lines = 0;
    for (const char *p = got->body; (p = strstr(p, "\r\n")); p += 2)
        lines++;
    CHECK_I64(lines, 48);
    CHECK_HAS(got->body, "\"r4-06\",\"regional_contribution\",\"4\",\"龍谷大学\",\"Ryukoku Extension Center\"");
}

TEST(unchanged_public_data_is_not_sent_again)
{
    struct world *w = site(a, DB_SQLITE);
    const struct reply *got = loopback_get(w->loopback, "/api/v1/hubs");
    const char *etag = header_of(got->response, "ETag");
    const char *const headers[] = { "If-None-Match", etag, "Host", "localhost", NULL };
    got = loopback_send(w->loopback, "GET", "/api/v1/hubs", headers, (struct bytes){ 0 });
    CHECK_I64(got->status, 304);
    {
        TX(tx, world_ctx(w));
        CHECK_OK(register_touch(tx));
        CHECK_OK(tx_commit(tx));
    }
    got = loopback_send(w->loopback, "GET", "/api/v1/hubs", headers, (struct bytes){ 0 });
    CHECK_I64(got->status, 200);
}
