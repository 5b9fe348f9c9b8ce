/* holiday.h: public holidays of Japan by rule (国民の祝日に関する法律 as now in force, with the exceptions made for 2019,
** 2020 and 2021), and the days on which government offices are closed (行政機関の休日に関する法律). */
#ifndef BASE_HOLIDAY_H
#define BASE_HOLIDAY_H

#include "base/date.h"

#define HOLIDAY_YEAR_FIRST 2019
#define HOLIDAY_YEAR_LAST 2050
/* The last year whose equinoxes we take as published; later ones are what astronomy and today's law let expect. */
#define HOLIDAY_YEAR_PUBLISHED 2026

enum holiday_kind {
    HOLIDAY_NATIONAL,   /* 国民の祝日 */
    HOLIDAY_SUBSTITUTE, /* 振替休日: .name is the holiday it follows, as lists of holidays name it */
    HOLIDAY_BETWEEN     /* 国民の休日: the day between two holidays; .name is 休日 */
};
struct holiday {
    enum holiday_kind kind;
    const struct msg *name;
    bool planned; /* not yet published by the government */
};

/* True and *ret when the day is a holiday; false also in years outside the table. */
bool holiday_find(date d, struct holiday *ret);
/* Saturdays, Sundays, holidays, 29 December to 3 January. */
bool office_is_closed(date d);
/* The day itself when offices are open, else the next on which they are. */
date working_day_from(date d);

#endif
