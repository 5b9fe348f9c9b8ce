/* identifier.h: numbers and codes of Japanese institutions and places, with their check digits.
**
** The checks take what people paste (any width, spaces and hyphens between the digits) and give the canonical form.
** INVALID otherwise, with the place of the mistake and the cure; the error has no field: the caller sets it. *ret is
** untouched on failure and may be NULL. */
#ifndef BASE_IDENTIFIER_H
#define BASE_IDENTIFIER_H

#include "base/err.h"

/* 法人番号: 13 digits, the first is 9 − (sum mod 9) of the others, weighted 1, 2, 1, … from the right. It cannot see 0
** and 9 exchanged. A corporation may run several universities: the number does not name a school. */
struct err *corporate_number_check(struct arena *a, const char *text, const char **ret) MUST_CHECK;

/* 文部科学省 学校コード: F101110100010. A letter, a digit (the kind of school), prefecture, 1 national 2 public 3 private,
** seven digits, check digit (weights 2, 1, 2, … over the letter as A=1 … and the digits, sums of digits, mod 10).
** The rule was found from published codes and holds for all of them; kind E was not among them. */
struct err *school_code_check(struct arena *a, const char *text, const char **ret) MUST_CHECK;

/* 全国地方公共団体コード: 6 digits; JIS X 0402 and a check digit, (11 − sum mod 11) mod 10 with weights 6, 5, 4, 3, 2. Five
** digits are refused, for they may be JIS X 0402 or six that lost their first nought; the message gives both. */
struct err *municipality_code_check(struct arena *a, const char *text, const char **ret) MUST_CHECK;

enum region {
    REGION_HOKKAIDO,
    REGION_TOHOKU,
    REGION_KANTO,
    REGION_CHUBU,
    REGION_KINKI,
    REGION_CHUGOKU,
    REGION_SHIKOKU,
    REGION_KYUSHU
};
#define REGION_COUNT 8
/* "北海道", "東北", … "九州沖縄" */
const char *region_ja(enum region r);
/* "Hokkaido" … "Kyushu and Okinawa" */
const char *region_en(enum region r);

struct prefecture {
    const char *code6; /* "270008" */
    const char *ja;    /* "大阪府" */
    const char *kana;  /* "オオサカフ" */
    const char *en;    /* "Osaka" */
    enum region region;
};
#define PREFECTURE_COUNT 47
/* By JIS X 0401: 1 北海道 … 47 沖縄県; NULL for any other number. */
const struct prefecture *prefecture_of(int jis);
/* The number of that name ("大阪府", "大阪", "Osaka" in any case) or code ("27"); 0 when there is none. */
int prefecture_find(const char *name);
/* The code as it stands in the store, of every institution and hub: "01" … "47". NULL for any other number. */
const char *prefecture_code(struct arena *a, int jis);
/* The name of that code in the language; NULL where the code is NULL or none. */
const char *prefecture_name(enum lang lang, const char *code);

#endif
