/* text_test.c: keys, order, counting, kana. */
#include "test.h"

#include "base/text.h"
#include "base/text_variant.h"

TEST(the_search_key_makes_the_same_of_what_people_call_the_same)
{
    static const char *const SAME[][2] = {
        { "ｶﾞｷﾞ", "がぎ" },
        { "カタカナ", "かたかな" },
        { "ヴァイオリン", "ゔぁいおりん" },
        { "髙橋", "高橋" },
        { "齋藤", "斉藤" },
        { "斎藤", "斉藤" },
        { "渡邉", "渡邊" },
        { "山﨑", "山崎" },
        { "葛󠄀城", "葛城" },
        { "㈱日立", "(株)日立" },
        { "ＫＹＯＴＥＮ", "kyoten" },
        { "Straße", "STRASSE" },
        { "東京 大学", "東京　大学" },
        { "東京大学", "東\u200B京\u200D大\uFEFF学" },
        { "03ー1234−5678", "03-1234-5678" },
        { "１－２", "1‐2" },
        { "1 ー 2", "1-2" },
        { "カ ゛", "ガ" },
        { "ヷ", "わ゙" },
        { "①②", "12" },
        { "國立大學法人", "国立大学法人" },
        { "𠮷野家", "吉野家" },
        { "が", "か\u3099" },
    };
    for (size_t i = 0; i < sizeof SAME / sizeof *SAME; i++)
        CHECK_TEXT(text_key(a, SAME[i][0]), text_key(a, SAME[i][1]));
    CHECK_TEXT(text_key(a, "スーパーコンピュータ"), "すーぱーこんぴゅーた");
    CHECK_TEXT(text_key(a, "J-Innovation HUB"), "j-innovationhub");
    CHECK_TEXT(text_key(a, "A—B"), "a—b");
    CHECK_TEXT(text_key(a, ""), "");
    CHECK(strcmp(text_key(a, "スーパー"), text_key(a, "ス-パ-")) != 0);
    CHECK(strcmp(text_key(a, "はは"), text_key(a, "ばば")) != 0);
}

TEST(a_key_is_its_own_key)
{
    (void)a;
    uint64_t seed = 7;
    for (int i = 0; i < 3000; i++) {
        ARENA(b);
        char s[64];
        size_t n = 0;
        while (n < 40) { /* letters from the blocks where the folding happens */
            static const uint32_t BASE[] = { 0x20, 0x3000, 0x30A0, 0xFF60, 0x2010, 0x0300, 0x4E00, 0xFB00 };
            seed = seed * UINT64_C(6364136223846793005) + 1442695040888963407U;
            uint32_t c = BASE[seed >> 61] + (uint32_t)(seed >> 40) % 0x60;
            if (c < 0x80)
                s[n++] = (char)c;
            else {
                if (c >= 0x800)
                    s[n++] = (char)(0xE0 | c >> 12);
                s[n++] = (char)(c >= 0x800 ? 0x80 | (c >> 6 & 63) : 0xC0 | c >> 6);
                s[n++] = (char)(0x80 | (c & 63));
            }
        }
        s[n] = 0;
        const char *key = text_key(b, s);
        CHECK_TEXT(text_key(b, key), key);
    }
}

TEST(nfkc_is_what_the_vectors_say)
{
    const char *csv = test_shared_file(a, "reference/vectors/nfkc.csv", NULL);
    if (!csv)
        SKIP("the shared reference data are not here (KYOTEN_SHARED)");
    int n = 0;
    char *rest = NULL;
    char *line = strtok_r(arena_strdup(a, csv), "\r\n", &rest);
    while ((line = strtok_r(NULL, "\r\n", &rest))) {
        char *input = line;
        char *p = strchr(line, ',');
        *p++ = 0;
        p = strchr(strchr(p, ',') + 1, ',') + 1; /* behind input_cp and nfc_cp */
        *strrchr(p, ',') = 0;                    /* before nfkc_cp */
        CHECK_TEXT(text_nfkc(a, input), p);
        n++;
    }
    CHECK(n >= 24);
}

TEST(the_table_of_kanji_forms_is_sorted_and_folds_once)
{
    (void)a;
    CHECK(text_variant_table_is_sound());
    CHECK_I64(text_variant_fold('A'), 'A');
}

static int order(struct arena *a, const char *x, const char *y)
{
    struct bytes p = text_sort_key(a, x);
    struct bytes q = text_sort_key(a, y);
    int c = memcmp(p.p, q.p, p.n < q.n ? p.n : q.n);
    return c ? c : (p.n > q.n) - (p.n < q.n);
}

TEST(readings_sort_as_a_japanese_list_sorts)
{
    static const char *const LIST[] = { "",           "アイチ", "オオサカ", "おおさかこうりつ", "ガクシュウイン", "カナザワ",
                                        "キョウト", "トウキョウ", "ホッカイドウ", "りつめいかん" };
    for (size_t i = 1; i < sizeof LIST / sizeof *LIST; i++)
        CHECK(order(a, LIST[i - 1], LIST[i]) < 0);
    CHECK(order(a, "はは", "ばば") < 0);
    CHECK(order(a, "が", "か\u3099") == 0);
}

TEST(characters_are_counted_as_a_form_counts_them)
{
    (void)a;
    CHECK_I64(text_count(""), 0);
    CHECK_I64(text_count("abc"), 3);
    CHECK_I64(text_count("大阪大学"), 4);
    CHECK_I64(text_count("か\u3099"), 1);
    CHECK_I64(text_count("葛󠄀城"), 2);
    CHECK_I64(text_count("𠮷野家"), 3);
    CHECK_I64(text_count("一\r\n二\n三\r"), 6);
    CHECK_I64(text_count("\r\n\r\n"), 2);
    CHECK_I64(text_count("👨‍👩‍👧🇯🇵"), 2);
    CHECK_I64(text_count("ｶﾞ"), 1);
}

TEST(readings_become_full_width_katakana)
{
    const char *got = NULL;
    CHECK(text_kana_full(a, "やまだ ﾀﾛｳ", &got));
    CHECK_TEXT(got, "ヤマダ　タロウ");
    CHECK(text_kana_full(a, "  ｶﾞｷﾞ・ゔぁー　", &got));
    CHECK_TEXT(got, "ガギ・ヴァー");
    CHECK(text_kana_full(a, "キョ-トｰ", &got));
    CHECK_TEXT(got, "キョートー");
    static const char *const BAD[] = { "", "  ", "山田", "ヤマダ1", "Yamada", "-ヤマ", "ヤマ -ダ" };
    for (size_t i = 0; i < sizeof BAD / sizeof *BAD; i++) {
        got = "untouched";
        CHECK(!text_kana_full(a, BAD[i], &got));
        CHECK_TEXT(got, "untouched");
    }
}

TEST(the_text_that_is_shown_is_not_normalised)
{
    CHECK_TEXT(text_trim_display(a, "　神\uFA19ｶﾞ①\r\n二\r三\t\001\177\302\205\u202Eend "),
               "　神\uFA19ｶﾞ①\n二\n三\tend ");
    CHECK_TEXT(text_trim_display(a, "bad \xFF byte"), "bad \uFFFD byte");
    CHECK_TEXT(text_digits(a, "４０００-０１２ T"), "4000012");
    const char *s = "aあ";
    CHECK_I64(text_next(&s), 'a');
    CHECK_I64(text_next(&s), 0x3042);
    CHECK_I64(text_next(&s), 0);
    CHECK_I64(text_next(&s), 0);
}

TEST(plain_text_is_counted_as_icu_counts_it)
{
    /* A mark that combines makes ICU count; the same letters without one are counted by us. */
    static const char *const PLAIN[] = { "演習：地域の企業と共に、", "カタカナ・ひらがな「」、。ー〜", "Ａｂ１（％）：", "①⑳㐀鿿",
                                         "一行目\n\t二行目", "a…b—c\u2027", "" };
    for (size_t i = 0; i < sizeof PLAIN / sizeof *PLAIN; i++) {
        const char *marked = arena_printf(a, "%sか\u3099", PLAIN[i]);
        CHECK_I64(text_count(PLAIN[i]) + 1, text_count(marked));
    }
    CHECK_I64(text_count("か\u3099が"), 2);
    CHECK_I64(text_count("ﾊﾞ"), 1);
    CHECK_I64(text_count("一\r\n二"), 3);
    CHECK_I64(text_count("👨‍👩‍👧🇯🇵"), 2);
}

TEST(text_of_ascii_is_its_own_normal_form)
{
    char all[127];
    for (int i = 1; i < 127; i++)
        all[i - 1] = (char)i;
    all[126] = 0;
    CHECK_TEXT(text_nfkc(a, all), all);
    CHECK_TEXT(text_nfkc(a, "1,2３"), "1,23");
}
