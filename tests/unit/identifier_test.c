/* identifier_test.c: check digits and codes. */
#include "test.h"

#include "base/identifier.h"
#include "i18n/i18n.h"

typedef struct err *checker(struct arena *a, const char *text, const char **ret);

/* A vector file whose first column is the code and whose third begins with "valid" or "invalid". */
static void check_file(struct arena *a, const char *path, checker *check)
{
    const char *csv = test_shared_file(a, path, NULL);
    if (!csv)
        SKIP("the shared reference data are not here (KYOTEN_SHARED)");
    int n = 0;
    char *rest = NULL;
    char *line = strtok_r(arena_strdup(a, csv), "\r\n", &rest);
    while ((line = strtok_r(NULL, "\r\n", &rest))) {
        bool valid = strstr(line, ",invalid") == NULL;
        *strchr(line, ',') = 0;
        const char *got = NULL;
        struct err *e = check(a, line, &got);
        CHECK(valid == (e == NULL));
        if (valid)
            CHECK_TEXT(got, line);
        n++;
    }
    CHECK(n >= 7);
}

TEST(corporate_numbers_are_judged_as_the_vectors_judge_them)
{
    check_file(a, "reference/vectors/hojin.csv", corporate_number_check);
}

TEST(school_codes_are_judged_as_the_vectors_judge_them)
{
    check_file(a, "reference/vectors/mext_school_code.csv", school_code_check);
}

static const char *why(struct arena *a, checker *check, const char *text)
{
    const char *untouched = "untouched";
    struct err *e = check(a, text, &untouched);
    CHECK_ERR(e, ERR_INVALID);
    CHECK_TEXT(untouched, "untouched");
    return e ? e->msg->key : "accepted";
}

TEST(each_mistake_in_a_number_has_its_own_reason)
{
    CHECK_TEXT(why(a, corporate_number_check, ""), "time.id_empty");
    CHECK_TEXT(why(a, corporate_number_check, "40000120900000"), "time.id_length");
    CHECK_TEXT(why(a, corporate_number_check, "400001209000O"), "time.id_letter");
    CHECK_TEXT(why(a, corporate_number_check, "4000012090010"), "time.id_check_digit");
    CHECK_TEXT(why(a, corporate_number_check, "0000012090001"), "time.id_check_digit");
    CHECK_TEXT(why(a, corporate_number_check, "T4000012090001"), "time.id_invoice");
    CHECK_TEXT(why(a, school_code_check, ""), "time.school_empty");
    CHECK_TEXT(why(a, school_code_check, "1101110100010"), "time.school_first");
    CHECK_TEXT(why(a, school_code_check, "F10111010001"), "time.school_length");
    CHECK_TEXT(why(a, school_code_check, "F10111010001X"), "time.school_letter");
    CHECK_TEXT(why(a, school_code_check, "F148110100010"), "time.id_prefecture");
    CHECK_TEXT(why(a, school_code_check, "F101410100010"), "time.school_founder");
    CHECK_TEXT(why(a, school_code_check, "F101110100011"), "time.id_check_digit");
    CHECK_TEXT(why(a, municipality_code_check, "13101"), "time.municipality_five");
    CHECK_TEXT(why(a, municipality_code_check, "10006"), "time.municipality_five_or");
    CHECK_TEXT(why(a, municipality_code_check, "131017"), "time.id_check_digit");
    CHECK_TEXT(why(a, municipality_code_check, "480009"), "time.id_prefecture");
    CHECK_TEXT(why(a, municipality_code_check, "1310160"), "time.id_length");
    const char *got = NULL;
    CHECK_OK(municipality_code_check(a, "１３１０１６", &got));
    CHECK_TEXT(got, "131016");
    CHECK_HAS(err_text(a, LANG_JA, municipality_code_check(a, "13101", &got)), "131016");
}

TEST(one_wrong_digit_is_found_except_nought_for_nine)
{
    for (int i = 0; i < 13; i++)
        for (char c = '0'; c <= '9'; c++) {
            char s[] = "4000012090001";
            char was = s[i];
            s[i] = c;
            bool blind = i > 0 && ((was == '0' && c == '9') || (was == '9' && c == '0'));
            CHECK((corporate_number_check(a, s, NULL) == NULL) == (c == was || blind));
        }
}

TEST(the_prefectures_are_those_of_the_vectors)
{
    const char *csv = test_shared_file(a, "reference/vectors/prefectures.csv", NULL);
    if (!csv)
        SKIP("the shared reference data are not here (KYOTEN_SHARED)");
    int n = 0;
    char *rest = NULL;
    char *line = strtok_r(arena_strdup(a, csv), "\r\n", &rest);
    while ((line = strtok_r(NULL, "\r\n", &rest))) {
        const struct prefecture *p = prefecture_of(++n);
        const char *en = p->en;
        char *want = arena_printf(a, "%02d,%s,%s,%s,%s,%s", n, p->code6, p->ja, p->kana, en, region_ja(p->region));
        *strstr(want, en) |= 0x20; /* the list has small letters */
        CHECK_TEXT(want, line);
        CHECK_OK(municipality_code_check(a, p->code6, NULL));
        CHECK_I64(prefecture_find(p->ja), n);
        CHECK_I64(prefecture_find(en), n);
    }
    CHECK_I64(n, 47);
    CHECK_I64(prefecture_find("大阪"), 27);
    CHECK_I64(prefecture_find("京都"), 26);
    CHECK_I64(prefecture_find("北海"), 0);
    CHECK_I64(prefecture_find(""), 0);
    CHECK(!prefecture_of(0) && !prefecture_of(48));
}
