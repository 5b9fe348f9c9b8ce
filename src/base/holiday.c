/* holiday.c: see holiday.h. Every day is computed; there is no list to keep. */
#include "base/holiday.h"

#include "time.msg.h"

#include <assert.h>

struct fixed {
    int month, day;
    const struct msg *name;
    int from, to; /* years */
};

#define ALWAYS 1, 9999
static const struct fixed FIXED[] = {
    { 1, 1, &MSG_TIME_HOLIDAY_NEW_YEAR, ALWAYS },
    { 2, 11, &MSG_TIME_HOLIDAY_FOUNDATION, ALWAYS },
    { 2, 23, &MSG_TIME_HOLIDAY_EMPEROR, 2020, 9999 },
    { 4, 29, &MSG_TIME_HOLIDAY_SHOWA, ALWAYS },
    { 5, 1, &MSG_TIME_HOLIDAY_ACCESSION, 2019, 2019 },
    { 5, 3, &MSG_TIME_HOLIDAY_CONSTITUTION, ALWAYS },
    { 5, 4, &MSG_TIME_HOLIDAY_GREENERY, ALWAYS },
    { 5, 5, &MSG_TIME_HOLIDAY_CHILDREN, ALWAYS },
    { 7, 23, &MSG_TIME_HOLIDAY_MARINE, 2020, 2020 }, /* moved for the Olympic Games, held or not */
    { 7, 24, &MSG_TIME_HOLIDAY_SPORTS, 2020, 2020 },
    { 8, 10, &MSG_TIME_HOLIDAY_MOUNTAIN, 2020, 2020 },
    { 7, 22, &MSG_TIME_HOLIDAY_MARINE, 2021, 2021 },
    { 7, 23, &MSG_TIME_HOLIDAY_SPORTS, 2021, 2021 },
    { 8, 8, &MSG_TIME_HOLIDAY_MOUNTAIN, 2021, 2021 },
    { 8, 11, &MSG_TIME_HOLIDAY_MOUNTAIN, 2019, 2019 },
    { 8, 11, &MSG_TIME_HOLIDAY_MOUNTAIN, 2022, 9999 },
    { 10, 22, &MSG_TIME_HOLIDAY_ENTHRONEMENT, 2019, 2019 },
    { 11, 3, &MSG_TIME_HOLIDAY_CULTURE, ALWAYS },
    { 11, 23, &MSG_TIME_HOLIDAY_LABOUR, ALWAYS },
};

static const struct {
    int month, nth;
    const struct msg *name;
    int from, to;
} MONDAYS[] = {
    { 1, 2, &MSG_TIME_HOLIDAY_ADULTS, ALWAYS },
    { 7, 3, &MSG_TIME_HOLIDAY_MARINE, 2019, 2019 },
    { 7, 3, &MSG_TIME_HOLIDAY_MARINE, 2022, 9999 },
    { 9, 3, &MSG_TIME_HOLIDAY_AGED, ALWAYS },
    { 10, 2, &MSG_TIME_HOLIDAY_HEALTH_SPORTS, 2019, 2019 },
    { 10, 2, &MSG_TIME_HOLIDAY_SPORTS, 2022, 9999 },
};

/* The day of the equinox in Japan, 1980 to 2099: the mean moment of 1980, a millionth of a day a unit, moved on by the
** length of the solar year beyond 365 days and back by the leap days. */
static int equinox(int year, int64_t moment_1980)
{
    int64_t n = year - 1980;
    return (int)((moment_1980 + 242194 * n) / 1000000 - n / 4);
}

static const struct msg *national(date d)
{
    struct date_parts p = date_parts(d);
    for (size_t i = 0; i < sizeof FIXED / sizeof *FIXED; i++)
        if (FIXED[i].month == p.month && FIXED[i].day == p.day && p.year >= FIXED[i].from && p.year <= FIXED[i].to)
            return FIXED[i].name;
    for (size_t i = 0; i < sizeof MONDAYS / sizeof *MONDAYS; i++)
        if (MONDAYS[i].month == p.month && date_weekday(d) == MONDAY && (p.day - 1) / 7 + 1 == MONDAYS[i].nth &&
            p.year >= MONDAYS[i].from && p.year <= MONDAYS[i].to)
            return MONDAYS[i].name;
    if (p.month == 3 && p.day == equinox(p.year, 20843100))
        return &MSG_TIME_HOLIDAY_SPRING;
    if (p.month == 9 && p.day == equinox(p.year, 23248800))
        return &MSG_TIME_HOLIDAY_AUTUMN;
    return NULL;
}

bool holiday_find(date d, struct holiday *ret)
{
    if (!date_is_known(d))
        return false;
    int year = date_parts(d).year;
    if (year < HOLIDAY_YEAR_FIRST || year > HOLIDAY_YEAR_LAST)
        return false;
    struct holiday h = { .kind = HOLIDAY_NATIONAL, .name = national(d), .planned = year > HOLIDAY_YEAR_PUBLISHED };
    if (h.name) {
        *ret = h;
        return true;
    }
    /* A holiday on a Sunday moves to the first day after it that is no holiday itself (law, article 3(2)). */
    for (date e = date_add_days(d, -1); national(e); e = date_add_days(e, -1))
        if (date_weekday(e) == SUNDAY) {
            *ret = (struct holiday){ HOLIDAY_SUBSTITUTE, national(date_add_days(d, -1)), h.planned };
            return true;
        }
    if (national(date_add_days(d, -1)) && national(date_add_days(d, 1))) { /* article 3(3) */
        *ret = (struct holiday){ HOLIDAY_BETWEEN, &MSG_TIME_HOLIDAY_BETWEEN, h.planned };
        return true;
    }
    return false;
}

bool office_is_closed(date d)
{
    struct date_parts p = date_parts(d);
    struct holiday h = { 0 };
    bool turn_of_year = (p.month == 12 && p.day >= 29) || (p.month == 1 && p.day <= 3);
    return turn_of_year || date_weekday(d) >= SATURDAY || holiday_find(d, &h);
}

date working_day_from(date d)
{
    while (office_is_closed(d))
        d = date_add_days(d, 1);
    return d;
}
