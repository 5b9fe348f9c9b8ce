/* The canonical form of facts, entries and rows: the same as jansson's, and different for everything that differs. */
#include "test.h"

#include "ledger/canon.h"

#include <jansson.h>
#include <stdlib.h>

static const char *as_jansson_writes_it(struct arena *a, const char *text)
{
    json_error_t e;
    json_t *j = json_loads(text, JSON_REJECT_DUPLICATES, &e);
    char *s = j ? json_dumps(j, JSON_SORT_KEYS | JSON_COMPACT) : NULL;
    const char *copy = arena_strdup(a, s ? s : e.text);
    free(s);
    json_decref(j);
    return copy;
}

static const char *facts_of(struct arena *a, const struct fact *facts)
{
    const char *json = "";
    CHECK_OK(canon_facts(a, facts, &json));
    return json;
}

TEST(facts_are_one_object_with_keys_in_order)
{
    static const uint8_t h[] = { 0, 0xab, 0xff };
    CHECK_TEXT(facts_of(a, NO_FACTS), "{}");
    CHECK_TEXT(facts_of(a, FACTS(fact_text("b", "x\"\\/"), fact_i64("a_2", -5), fact_id("a", INT64_MAX),
                                 fact_hash("z", (struct bytes){ h, 3 }), fact_text("n", NULL))),
               "{\"a\":\"9223372036854775807\",\"a_2\":-5,\"b\":\"x\\\"\\\\/\",\"n\":null,\"z\":\"00abff\"}");
}

TEST(every_character_is_written_as_jansson_writes_it)
{
    char text[400];
    size_t n = 0;
    for (int c = 1; c < 128; c++)
        text[n++] = (char)c;
    memcpy(text + n, "拠点\u2028𠮷é", sizeof "拠点\u2028𠮷é");
    const char *json = facts_of(a, FACTS(fact_text("t", text)));
    CHECK_TEXT(json, as_jansson_writes_it(a, json));
}

TEST(facts_that_have_no_canonical_form_are_refused)
{
    const char *json = NULL;
    CHECK_ERR(canon_facts(a, FACTS(fact_i64("n", CANON_INT_MAX + 1)), &json), ERR_FAULT);
    CHECK_ERR(canon_facts(a, FACTS(fact_i64("n", INT64_MIN)), &json), ERR_FAULT);
    CHECK_ERR(canon_facts(a, FACTS(fact_i64("n", 1), fact_i64("n", 2)), &json), ERR_FAULT);
    CHECK_ERR(canon_facts(a, FACTS(fact_i64("N", 1)), &json), ERR_FAULT);
    CHECK_ERR(canon_facts(a, FACTS(fact_i64("", 1)), &json), ERR_FAULT);
    CHECK_ERR(canon_facts(a, FACTS(fact_text("t", "\xff")), &json), ERR_FAULT);
    CHECK_ERR(canon_facts(a, FACTS(fact_text("t", "\xed\xa0\x80")), &json), ERR_FAULT);
    CHECK(json == NULL);
}

static const char *entry_of(struct arena *a, const struct entry *e, int touches)
{
    static const uint8_t h[] = { 0x12, 0x34 };
    struct buf b = buf_make(a, 16);
    canon_entry_begin(&b, e);
    for (int i = 0; i < touches; i++)
        canon_entry_touch(&b, "hub", 7 + i, 1, i % 2 ? (struct bytes){ NULL, 0 } : (struct bytes){ h, 2 });
    canon_entry_end(&b);
    return b.s;
}

TEST(an_entry_is_canonical_json)
{
    struct entry e = { .id = 5, .at = 6, .recorded_at = 7, .person = 8, .duty = "office", .act = "x.y",
                       .subject_table = "hub", .subject_id = 9, .detail = "{\"k\":1}", .request = "r" };
    CHECK_TEXT(entry_of(a, &e, 2), "{\"act\":\"x.y\",\"at\":6,\"detail\":{\"k\":1},\"duty\":\"office\",\"entry\":\"5\","
                                   "\"person\":\"8\",\"recorded_at\":7,\"request\":\"r\",\"subject\":[\"hub\",\"9\"],"
                                   "\"touches\":[[\"hub\",\"7\",1,\"1234\"],[\"hub\",\"8\",1,null]]}");
    for (int n = 0; n < 4; n++)
        CHECK_TEXT(entry_of(a, &e, n), as_jansson_writes_it(a, entry_of(a, &e, n)));
}

static bool same(const struct cell *x, const struct cell *y, const char *columns)
{
    struct hash hx = canon_row_hash("t", columns, &(struct row){ 2, (struct cell *)(uintptr_t)x });
    struct hash hy = canon_row_hash("t", columns, &(struct row){ 2, (struct cell *)(uintptr_t)y });
    return memcmp(&hx, &hy, sizeof hx) == 0;
}

static struct cell cell_text(const char *s)
{
    return (struct cell){ .kind = VALUE_TEXT, .bytes = { (const uint8_t *)s, strlen(s) } };
}

static struct cell cell_i64(int64_t n)
{
    return (struct cell){ .kind = VALUE_I64, .i64 = n };
}

TEST(rows_that_differ_in_anything_have_different_hashes)
{
    struct cell bytes = { .kind = VALUE_BYTES, .bytes = { (const uint8_t *)"ab", 2 } };
    struct cell null = { .kind = VALUE_NULL };
    struct cell row[] = { cell_text("ab"), cell_text("c") };
    CHECK(same(row, (struct cell[]){ cell_text("ab"), cell_text("c") }, "id, x"));
    CHECK(!same(row, (struct cell[]){ cell_text("a"), cell_text("bc") }, "id, x"));
    CHECK(!same(row, (struct cell[]){ cell_text("c"), cell_text("ab") }, "id, x"));
    CHECK(!same(row, (struct cell[]){ bytes, cell_text("c") }, "id, x"));
    CHECK(!same(row, (struct cell[]){ cell_text("ab"), null }, "id, x"));
    CHECK(!same((struct cell[]){ null, cell_text("") }, (struct cell[]){ cell_text(""), null }, "id, x"));
    CHECK(!same((struct cell[]){ cell_i64(1), cell_i64(0) }, (struct cell[]){ cell_i64(1), null }, "id, x"));
    CHECK(!same((struct cell[]){ cell_i64(1), cell_i64(0) }, (struct cell[]){ cell_i64(1), cell_i64(-1) }, "id, x"));
}

TEST(a_column_added_later_and_still_null_leaves_the_hash_as_it_is)
{
    struct cell row[] = { cell_i64(1), cell_text("a"), { .kind = VALUE_NULL } };
    struct hash before = canon_row_hash("t", "id, x", &(struct row){ 2, row });
    struct hash after = canon_row_hash("t", "id, x, y", &(struct row){ 3, row });
    struct hash renamed = canon_row_hash("t", "id, z", &(struct row){ 2, row });
    struct hash moved = canon_row_hash("u", "id, x", &(struct row){ 2, row });
    CHECK(memcmp(&before, &after, sizeof after) == 0);
    CHECK(memcmp(&before, &renamed, sizeof renamed) != 0);
    CHECK(memcmp(&before, &moved, sizeof moved) != 0);
}
