/* Tests of base/decimal: exact or refused, never nearly. */
#include "test.h"

#include "base/decimal.h"

static struct decimal dec(const char *text)
{
    struct decimal d = { 0 };
    CHECK(decimal_parse(text, &d));
    return d;
}

TEST(a_decimal_is_written_as_it_was_read)
{
    static const char *const good[] = { "0",     "12",    "-12.50", "0.000000001", "999999999999999999",
                                        "-0.05", "007.10" };
    static const char *const text[] = { "0",     "12",  "-12.50", "0.000000001", "999999999999999999",
                                        "-0.05", "7.10" };
    for (size_t i = 0; i < sizeof good / sizeof *good; i++)
        CHECK_TEXT(decimal_text(a, dec(good[i])), text[i]);
    static const char *const bad[] = {
        "",      "-",     ".",  "1.", ".5",    "-.5",          "+1",
        "1e3",   "1,000", " 1", "1 ", "1.2.3", "0.0000000001", "1000000000000000000",
        "12abc", "--1",   "１"
    };
    struct decimal d = { 77, 1 };
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++)
        CHECK(!decimal_parse(bad[i], &d));
    CHECK_I64(d.units, 77);
}

TEST(decimals_add_multiply_divide_and_round_exactly)
{
    struct decimal d;
    CHECK(decimal_add(dec("0.1"), dec("0.25"), &d));
    CHECK_TEXT(decimal_text(a, d), "0.35");
    CHECK(decimal_sub(dec("1"), dec("1.01"), &d));
    CHECK_TEXT(decimal_text(a, d), "-0.01");
    CHECK(decimal_mul(dec("1.5"), dec("-2.50"), &d));
    CHECK_TEXT(decimal_text(a, d), "-3.750");
    CHECK(decimal_div(dec("10"), dec("3"), 4, &d));
    CHECK_TEXT(decimal_text(a, d), "3.3333");
    CHECK(decimal_div(dec("2"), dec("3"), 2, &d));
    CHECK_TEXT(decimal_text(a, d), "0.67");
    CHECK(decimal_div(dec("-1"), dec("8"), 2, &d));
    CHECK_TEXT(decimal_text(a, d), "-0.13");
    CHECK(decimal_round(dec("2.5"), 0, &d));
    CHECK_TEXT(decimal_text(a, d), "3");
    CHECK(decimal_round(dec("-2.4999"), 0, &d));
    CHECK_TEXT(decimal_text(a, d), "-2");
    CHECK(decimal_round(dec("4"), 2, &d));
    CHECK_TEXT(decimal_text(a, d), "4.00");
    CHECK_TEXT(decimal_text(a, decimal_short(d)), "4");
    CHECK_TEXT(decimal_text_grouped(a, dec("-1234567.80")), "-1,234,567.80");
    CHECK_TEXT(decimal_text_grouped(a, dec("123456")), "123,456");
    CHECK(decimal_cmp(dec("2.5"), dec("2.50")) == 0);
    CHECK(decimal_cmp(dec("-3"), dec("2")) < 0);
    CHECK(decimal_cmp(dec("999999999999999999"), dec("0.1")) > 0);
}

TEST(a_decimal_without_room_is_refused)
{
    (void)a;
    struct decimal d = { 5, 0 };
    CHECK(!decimal_add(dec("999999999999999999"), dec("1"), &d));
    CHECK(!decimal_mul(dec("1000000000"), dec("1000000000"), &d));
    CHECK(!decimal_div(dec("1"), dec("0.00"), 2, &d));
    CHECK(!decimal_div(dec("999999999999999999"), dec("0.000000001"), 9, &d));
    CHECK(!decimal_round(dec("999999999999999999"), 1, &d));
    CHECK_I64(d.units, 5);
}
