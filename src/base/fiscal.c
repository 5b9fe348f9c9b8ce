/* fiscal.c: fiscal years, terms and eras (date.h). */
#include "base/date.h"

#include <assert.h>

int fiscal_year(date d)
{
    struct date_parts p = date_parts(d);
    return p.month >= 4 ? p.year : p.year - 1;
}

date fiscal_year_start(int fiscal_year)
{
    return date_of(fiscal_year, 4, 1);
}

date fiscal_year_end(int fiscal_year)
{
    return date_of(fiscal_year + 1, 3, 31);
}

date term_valid_to(date announced_on, int years)
{
    assert(years >= 1);
    return fiscal_year_end(fiscal_year(announced_on) + years - 1);
}

struct term term_of_announcement(date announced_on, int years)
{
    return (struct term){ .from = announced_on, .to = term_valid_to(announced_on, years) };
}

struct term term_continuation(date previous_to, int years)
{
    assert(years >= 1);
    int first = fiscal_year(previous_to) + 1;
    return (struct term){ .from = fiscal_year_start(first), .to = fiscal_year_end(first + years - 1) };
}

/* The newest first. A new era is one new line here (and the last day of the one before). Days since 1970 and the
** same day in words; the tests compare both. 慶応 began on the 7th day of the 4th month of the old calendar. */
static const struct era ERAS[] = {
    { "令和", "Reiwa", 'R', 2019, { 18017 }, { INT32_MIN } },   /* 2019-05-01 */
    { "平成", "Heisei", 'H', 1989, { 6947 }, { 18016 } },       /* 1989-01-08 */
    { "昭和", "Showa", 'S', 1926, { -15713 }, { 6946 } },       /* 1926-12-25 */
    { "大正", "Taisho", 'T', 1912, { -20974 }, { -15714 } },    /* 1912-07-30 */
    { "明治", "Meiji", 'M', 1868, { -36959 }, { -20975 } },     /* 1868-10-23 */
    { "慶応", "Keio", 'K', 1865, { -38230 }, { -36960 } },      /* 1865-05-01 */
};

const struct era *era_list(size_t *ret_n)
{
    *ret_n = sizeof ERAS / sizeof *ERAS;
    return ERAS;
}

bool date_wareki(date d, struct wareki *ret)
{
    for (size_t i = 0; i < sizeof ERAS / sizeof *ERAS; i++)
        if (date_compare(d, ERAS[i].first) >= 0) {
            *ret = (struct wareki){ &ERAS[i], date_parts(d).year - ERAS[i].first_year + 1 };
            return true;
        }
    return false;
}

bool fiscal_year_wareki(int fiscal_year, struct wareki *ret)
{
    date middle = DATE_UNKNOWN;
    return date_make(fiscal_year, 10, 1, &middle) && date_wareki(middle, ret);
}
