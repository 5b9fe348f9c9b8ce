/* identifier.c: see identifier.h. */
#include "base/identifier.h"

#include "base/text.h"
#include "time.msg.h"

#include <ctype.h>
#include <string.h>

#define TEXT_MAX 200

/* What was pasted, in one width, without spaces and hyphens, letters as capitals. */
static const char *compact(struct arena *a, const char *text)
{
    struct buf b = buf_make(a, 32);
    if (strlen(text) > TEXT_MAX)
        return "";
    const char *p = text_nfkc(a, text);
    for (uint32_t c = text_next(&p); c; c = text_next(&p)) {
        bool hyphen = c == '-' || (c >= 0x2010 && c <= 0x2015) || c == 0x2212 || c == 0x30FC;
        if (c != ' ' && c != '\t' && c != '\n' && !hyphen)
            text_put(&b, c >= 'a' && c <= 'z' ? c - 'a' + 'A' : c);
    }
    return b.s;
}

static bool is_digit(char c)
{
    return c >= '0' && c <= '9';
}

/* The first letter from place `from` on that is no digit, as a text, with its place counted from 1; NULL: all are. */
static const char *first_letter(struct arena *a, const char *s, int from, int *ret_place)
{
    const char *p = s;
    for (int place = 1; *p; place++) {
        const char *start = p;
        uint32_t c = text_next(&p);
        if (place >= from && (c < '0' || c > '9')) {
            *ret_place = place;
            return arena_strndup(a, start, (size_t)(p - start));
        }
    }
    return NULL;
}

/* Only digits, and so many. */
static struct err *check_digits(struct arena *a, const char *s, int want)
{
    int place = 0;
    const char *letter = first_letter(a, s, 1, &place);
    if (!*s)
        return invalid(a, NULL, MSG_TIME_ID_EMPTY, arg_i64(want));
    if (letter)
        return invalid(a, NULL, MSG_TIME_ID_LETTER, arg_i64(place), arg_text(letter), arg_i64(want));
    if ((int)strlen(s) != want)
        return invalid(a, NULL, MSG_TIME_ID_LENGTH, arg_i64(want), arg_i64((int64_t)strlen(s)));
    return NULL;
}

static struct err *check_digit(struct arena *a, int place, char got, int want)
{
    if (got - '0' == want)
        return NULL;
    return invalid(a, NULL, MSG_TIME_ID_CHECK_DIGIT, arg_i64(place), arg_i64(got - '0'), arg_i64(want));
}

struct err *corporate_number_check(struct arena *a, const char *text, const char **ret)
{
    const char *s = compact(a, text);
    if (*s == 'T' && strlen(s) == 14)
        return invalid(a, NULL, MSG_TIME_ID_INVOICE, arg_text(s + 1));
    TRY(check_digits(a, s, 13));
    int sum = 0;
    for (int n = 1; n <= 12; n++)
        sum += (s[13 - n] - '0') * (n % 2 == 1 ? 1 : 2);
    TRY(check_digit(a, 1, s[0], 9 - sum % 9));
    if (ret)
        *ret = s;
    return NULL;
}

static int school_check_digit(const char *s)
{
    int sum = 0;
    for (int i = 0; i < 12; i++) {
        int v = i == 0 ? s[i] - 'A' + 1 : s[i] - '0';
        int product = v * (i % 2 == 0 ? 2 : 1);
        sum += product / 10 + product % 10;
    }
    return (10 - sum % 10) % 10;
}

struct err *school_code_check(struct arena *a, const char *text, const char **ret)
{
    const char *s = compact(a, text);
    int place = 0;
    if (!*s)
        return invalid(a, NULL, MSG_TIME_SCHOOL_EMPTY);
    if (*s < 'A' || *s > 'H')
        return invalid(a, NULL, MSG_TIME_SCHOOL_FIRST);
    const char *letter = first_letter(a, s, 2, &place);
    if (letter)
        return invalid(a, NULL, MSG_TIME_SCHOOL_LETTER, arg_i64(place), arg_text(letter));
    if (strlen(s) != 13)
        return invalid(a, NULL, MSG_TIME_SCHOOL_LENGTH, arg_i64((int64_t)strlen(s)));
    int jis = (s[2] - '0') * 10 + (s[3] - '0');
    if (!prefecture_of(jis))
        return invalid(a, NULL, MSG_TIME_ID_PREFECTURE, arg_i64(3), arg_i64(4), arg_text(arena_strndup(a, s + 2, 2)));
    if (s[4] < '1' || s[4] > '3')
        return invalid(a, NULL, MSG_TIME_SCHOOL_FOUNDER, arg_i64(s[4] - '0'));
    TRY(check_digit(a, 13, s[12], school_check_digit(s)));
    if (ret)
        *ret = s;
    return NULL;
}

static int municipality_check_digit(const char *s)
{
    int sum = 0;
    for (int i = 0; i < 5; i++)
        sum += (s[i] - '0') * (6 - i);
    return (11 - sum % 11) % 10;
}

/* Five digits: JIS X 0402, or six that a spreadsheet took the first nought from. */
static struct err *five_digits(struct arena *a, const char *s)
{
    const char *completed = arena_printf(a, "%s%d", s, municipality_check_digit(s));
    const char *restored = arena_printf(a, "0%s", s);
    if (s[4] - '0' == municipality_check_digit(restored))
        return invalid(a, NULL, MSG_TIME_MUNICIPALITY_FIVE_OR, arg_text(completed), arg_text(restored));
    return invalid(a, NULL, MSG_TIME_MUNICIPALITY_FIVE, arg_text(completed));
}

struct err *municipality_code_check(struct arena *a, const char *text, const char **ret)
{
    const char *s = compact(a, text);
    int digits = 0;
    while (is_digit(s[digits]))
        digits++;
    if (digits == 5 && !s[5])
        return five_digits(a, s);
    TRY(check_digits(a, s, 6));
    if (!prefecture_of((s[0] - '0') * 10 + (s[1] - '0')))
        return invalid(a, NULL, MSG_TIME_ID_PREFECTURE, arg_i64(1), arg_i64(2), arg_text(arena_strndup(a, s, 2)));
    TRY(check_digit(a, 6, s[5], municipality_check_digit(s)));
    if (ret)
        *ret = s;
    return NULL;
}
