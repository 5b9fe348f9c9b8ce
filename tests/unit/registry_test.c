/* Tests of registry/: the real register as loaded, its names and its status on every edge day. */
#include "test.h"

#include "i18n/i18n.h"
#include "programme/csv.h"
#include "programme/facts.h"
#include "registry/registry.h"

#include <stdio.h>

static struct register_facts facts(struct arena *a)
{
    struct register_facts f = { 0 };
    struct err *e = register_read(a, test_source_path(a, "programmes/j-innovation-hub"), &f);
    for (const struct err *one = e; one; one = one->next)
        printf("# %s: %s\n", one->field, err_text(a, LANG_EN, one));
    CHECK_OK(e);
    return f;
}

static const struct designation *find(const struct register_facts *f, const char *id)
{
    for (size_t i = 0; i < f->designations.n; i++)
        if (strcmp(f->designations.v[i].id, id) == 0)
            return &f->designations.v[i];
    CHECK(false);
    return &f->designations.v[0];
}

static date on(const char *text)
{
    date d = DATE_UNKNOWN;
    CHECK(date_from_iso(text, &d));
    return d;
}

static int of_round(const struct register_facts *f, const char *round)
{
    int n = 0;
    for (size_t i = 0; i < f->designations.n; i++)
        n += strcmp(f->designations.v[i].round, round) == 0;
    return n;
}

TEST(the_register_has_47_designations_as_the_sources_count_them)
{
    struct register_facts f = facts(a);
    CHECK_I64(f.designations.n, 47);
    static const char *const rounds[] = { "1", "2", "3", "4", "5", "platform-1", "platform-2" };
    static const int selected[] = { 9, 5, 3, 10, 10, 8, 2 };
    static const int applied[] = { 17, 13, 5, 15, 19, 32, 22 };
    call_fact_list calls = { 0 };
    CHECK_OK(programme_calls(a, test_source_path(a, "programmes/j-innovation-hub"), &calls));
    int slips = 0;
    for (size_t i = 0; i < calls.n; i++) {
        const struct call_fact *c = &calls.v[i];
        slips += (int)c->slips.n;
        for (int r = 0; r < 7; r++)
            if (strcmp(c->round, rounds[r]) == 0) {
                CHECK_I64(c->applications, applied[r]);
                CHECK_I64(c->designated, selected[r]);
                CHECK_I64(of_round(&f, rounds[r]), selected[r]);
                CHECK_I64(c->adopted, r < 5 ? 0 : 8);
                CHECK_TEXT(c->list_as_of.in[LANG_JA], "令和6年4月時点");
            }
        if (strcmp(c->round, "3") == 0)
            CHECK(c->counts.v[0].no_application && strcmp(c->counts.v[0].type, "international_development") == 0);
        if (strcmp(c->round, "platform-2") == 0)
            CHECK_TEXT(date_iso(a, c->slips.v[0].from), "2023-01-30");
    }
    CHECK_I64(calls.n, 8);
    CHECK_I64(slips, 2);
}

TEST(every_designation_has_the_status_that_the_sources_allow_on_every_edge_day)
{
    struct register_facts f = facts(a);
    static const char *const cases[][3] = {
        { "r1-01", "2020-04-09", "unknown" },   { "r1-01", "2020-04-10", "in_force" },
        { "r1-01", "2022-03-31", "in_force" },  { "r1-01", "2022-04-01", "last_year" },
        { "r1-01", "2023-03-31", "last_year" }, { "r1-01", "2023-04-01", "term_over_unconfirmed" },
        { "r2-05", "2020-12-23", "unknown" },   { "r2-05", "2023-04-01", "term_over_unconfirmed" },
        { "r3-01", "2024-03-31", "last_year" }, { "r3-01", "2024-04-01", "term_over_unconfirmed" },
        { "r4-01", "2022-10-03", "unknown" },   { "r4-01", "2022-10-04", "in_force" },
        { "r4-01", "2024-03-31", "in_force" },  { "r4-01", "2024-04-01", "last_year" },
        { "r4-01", "2025-03-31", "last_year" }, { "r4-01", "2025-04-01", "term_over_unconfirmed" },
        { "r4-06", "2025-03-31", "last_year" }, { "r4-06", "2025-04-01", "continued" },
        { "r4-06", "2028-03-31", "continued" }, { "r4-06", "2028-04-01", "term_over_unconfirmed" },
        { "r5-01", "2023-09-22", "in_force" },  { "r5-01", "2025-04-01", "last_year" },
        { "r5-01", "2026-03-31", "last_year" }, { "r5-01", "2026-04-01", "term_over_unconfirmed" },
        { "p1-01", "2022-03-23", "unknown" },   { "p1-01", "2025-01-01", "unknown" },
        { "p2-02", "2024-06-01", "unknown" },
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct designation_status s = designation_status(find(&f, cases[i][0]), on(cases[i][1]));
        CHECK_TEXT(designation_status_word(s.kind), cases[i][2]);
        CHECK(*msg_text(a, LANG_JA, s.sentence, s.args) && *msg_text(a, LANG_EN, s.sentence, s.args));
    }
    struct designation_status s = designation_status(find(&f, "r1-01"), on("2025-01-01"));
    CHECK_TEXT(s.label->text[LANG_JA], "当初期間満了（継続の有無は未確認）");
    CHECK_HAS(msg_text(a, LANG_JA, s.sentence, s.args), "令和5年3月31日");
    CHECK_TEXT(designation_status(find(&f, "r4-06"), on("2026-01-01")).source, "S8");
    CHECK(designation_holds(find(&f, "r4-06"), on("2026-01-01")) &&
          !designation_holds(find(&f, "p1-01"), on("2026-01-01")));
    CHECK_TEXT(find(&f, "r4-06")->names.v[0].institution, "龍谷大学");
}

TEST(what_happened_to_a_designation_comes_before_its_term)
{
    struct register_facts f = facts(a);
    struct designation d = *find(&f, "r5-01");
    struct designation_event e = { .kind = EVENT_SUSPENDED,
                                   .from = on("2024-05-01"),
                                   .to = on("2024-06-30") };
    d.events.v = &e;
    d.events.n = 1;
    CHECK_I64(designation_status(&d, on("2024-04-30")).kind, STATUS_IN_FORCE);
    CHECK_I64(designation_status(&d, on("2024-05-01")).kind, STATUS_SUSPENDED);
    CHECK_I64(designation_status(&d, on("2024-06-30")).kind, STATUS_SUSPENDED);
    CHECK_I64(designation_status(&d, on("2024-07-01")).kind, STATUS_IN_FORCE);
    static const enum designation_status_kind want[] = { STATUS_WITHDRAWN, STATUS_REVOKED, 0, STATUS_ENDED };
    for (int k = 0; k < 4; k++) {
        e = (struct designation_event){ .kind = (enum designation_event_kind)k,
                                        .from = on("2024-05-01"),
                                        .to = DATE_UNKNOWN };
        if (k != EVENT_SUSPENDED)
            CHECK_I64(designation_status(&d, on("2030-01-01")).kind, want[k]);
        CHECK_I64(designation_status(&d, on("2024-04-30")).kind, STATUS_IN_FORCE);
    }
}

TEST(names_hold_on_their_days_and_press_errors_are_no_names)
{
    struct register_facts f = facts(a);
    bool sure = false;
    const struct designation *ehime = find(&f, "r5-10");
    CHECK_TEXT(name_on(ehime, on("2023-09-22"), &sure)->name, "社会連携推進機構");
    CHECK(sure);
    CHECK_TEXT(name_on(ehime, on("2023-12-01"), &sure)->name, "社会連携推進機構");
    CHECK(!sure);
    CHECK_HAS(name_today(ehime)->name, "イノベーション創出院");
    const struct designation *tip = find(&f, "p2-01");
    CHECK_TEXT(name_on(tip, on("2024-09-30"), &sure)->institution, "東京医科歯科大学");
    CHECK(sure);
    CHECK_TEXT(name_on(tip, on("2024-10-01"), &sure)->institution, "東京科学大学");
    CHECK(sure);
    CHECK_I64(find(&f, "r2-03")->names.n, 1);
    CHECK_HAS(find(&f, "r2-03")->notes, "途中で切れている");
    CHECK_I64(find(&f, "r1-08")->names.n, 1);
    CHECK(!date_is_known(find(&f, "p1-01")->announced_on));
    CHECK_TEXT(date_iso(a, find(&f, "p1-01")->adopted_on), "2022-03-23");
    CHECK(!date_is_known(designation_valid_to(find(&f, "p1-01"))));
    CHECK(!date_is_known(designation_valid_from(find(&f, "r4-01"))));
    CHECK_TEXT(date_iso(a, designation_valid_to(find(&f, "r4-06"))), "2028-03-31");
}

TEST(the_register_agrees_with_the_reference_list)
{
    size_t n = 0;
    const char *text = test_shared_file(a, "reference/hubs.csv", &n);
    if (!text)
        SKIP("no reference data");
    static const char *const header[] = { "round",  "type",           "institution",
                                          "hub",    "announced_date", "announced_fiscal_year",
                                          "source", "notes",          NULL };
    struct mistakes m = { .arena = a };
    struct csv csv;
    CHECK(csv_read(a, "hubs.csv", text, n, header, &m, &csv));
    CHECK_I64(csv.rows, 47);
    struct register_facts f = facts(a);
    for (size_t r = 0; r < csv.rows && r < f.designations.n; r++) {
        const struct designation *d = &f.designations.v[r];
        const char **row = &csv.cell[r * csv.columns];
        bool found = false;
        for (size_t i = 0; i < d->names.n; i++)
            found = found || (strcmp(d->names.v[i].institution, row[2]) == 0 &&
                              strcmp(d->names.v[i].name, row[3]) == 0);
        CHECK(found);
        CHECK_TEXT(d->round, row[0]);
        if (strcmp(d->type, "platform") != 0)
            CHECK_TEXT(date_iso(a, d->announced_on), row[4]);
    }
}

TEST(a_fault_in_a_csv_file_is_told_by_line_and_column)
{
    static const char *const header[] = { "a", "b", NULL };
    static const char *const bad[][2] = {
        { "a,c\n1,2\n", "x.csv:1:2" },
        { "a,b\n1\n", "x.csv:2:1" },
        { "a,b\n\"1\n2\",3\n4,5,6\n", "x.csv:4:3" },
        { "a,b\n1,\"2\n", "x.csv:2:2" },
        { "a,b\n1,\"2\"3\n", "x.csv:2:2" },
        { "a,b\n1,2\"3\n", "x.csv:2:2" },
        { "", "x.csv:1:1" },
        { "a,b\n\xff,1\n", "x.csv:1:1" },
    };
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
        struct mistakes m = { .arena = a };
        struct csv csv;
        CHECK(!csv_read(a, "x.csv", bad[i][0], strlen(bad[i][0]), header, &m, &csv));
        CHECK_TEXT(m.first ? m.first->field : "", bad[i][1]);
    }
    struct mistakes m = { .arena = a };
    struct csv csv;
    static const char good[] = "\xef\xbb\xbf"
                               "a,b\r\n\"x,\"\"y\"\"\nz\",\r\n1,2";
    CHECK(csv_read(a, "x.csv", good, sizeof good - 1, header, &m, &csv));
    CHECK_I64(csv.rows, 2);
    CHECK_TEXT(csv.cell[0], "x,\"y\"\nz");
    CHECK_TEXT(csv_place(a, &csv, 1, 1), "x.csv:4:2");
}
