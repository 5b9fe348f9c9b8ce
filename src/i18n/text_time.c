/* text_time.c: days, instants and fiscal years as people write them (i18n.h). */
#include "base/date.h"
#include "i18n/i18n.h"

#include <string.h>

static const char *month_en(int month)
{
    static const char *const NAMES[] = { "January", "February", "March",     "April",   "May",      "June",
                                         "July",    "August",   "September", "October", "November", "December" };
    return NAMES[month - 1];
}

static void put_era_year(struct buf *b, struct wareki w)
{
    buf_puts(b, w.era->ja);
    if (w.year == 1)
        buf_lit(b, "元");
    else
        buf_put_i64(b, w.year);
    buf_lit(b, "年");
}

const char *text_wareki(struct arena *a, date d)
{
    if (!date_is_known(d))
        return "";
    struct date_parts p = date_parts(d);
    struct buf b = buf_make(a, 48);
    struct wareki w = { 0 };
    if (date_wareki(d, &w))
        put_era_year(&b, w);
    else
        buf_printf(&b, "%d年", p.year);
    buf_printf(&b, "%d月%d日", p.month, p.day);
    return b.s;
}

static const char *day_en(struct arena *a, date d)
{
    struct date_parts p = date_parts(d);
    return arena_printf(a, "%d %s %d (%s)", p.day, month_en(p.month), p.year, weekday_en(date_weekday(d)));
}

const char *text_date(struct arena *a, enum lang lang, date d)
{
    if (!date_is_known(d))
        return "";
    if (lang == LANG_EN)
        return day_en(a, d);
    return arena_printf(a, "%s（%s）", text_wareki(a, d), weekday_ja(date_weekday(d)));
}

/* The day as it stands before a time of day: the western year, because deadlines are compared with clocks. */
static const char *day_of_instant(struct arena *a, enum lang lang, instant at)
{
    date d = date_of_instant(at);
    struct date_parts p = date_parts(d);
    if (lang == LANG_EN)
        return day_en(a, d);
    return arena_printf(a, "%d年%d月%d日（%s）", p.year, p.month, p.day, weekday_ja(date_weekday(d)));
}

const char *text_instant(struct arena *a, enum lang lang, instant at)
{
    if (at == INSTANT_UNKNOWN)
        return "";
    struct clock_parts c = clock_of_instant(at);
    return arena_printf(a, "%s %02d:%02d%s", day_of_instant(a, lang, at), c.hour, c.minute,
                        lang == LANG_EN ? " JST" : "");
}

const char *text_instant_exact(struct arena *a, enum lang lang, instant at)
{
    if (at == INSTANT_UNKNOWN)
        return "";
    struct clock_parts c = clock_of_instant(at);
    return arena_printf(a, "%s %02d:%02d:%02d.%06d%s", day_of_instant(a, lang, at), c.hour, c.minute, c.second, c.us,
                        lang == LANG_EN ? " JST" : "");
}

const char *text_clock(struct arena *a, instant at)
{
    if (at == INSTANT_UNKNOWN)
        return "";
    struct clock_parts c = clock_of_instant(at);
    return arena_printf(a, "%02d:%02d:%02d", c.hour, c.minute, c.second);
}

const char *text_clock_seen(struct arena *a, enum lang lang, instant at, instant now)
{
    const char *clock = text_clock(a, at);
    if (at == INSTANT_UNKNOWN || date_compare(date_of_instant(at), date_of_instant(now)) == 0)
        return clock;
    struct date_parts p = date_parts(date_of_instant(at));
    bool other_year = p.year != date_parts(date_of_instant(now)).year;
    if (lang == LANG_EN)
        return other_year ? arena_printf(a, "%d %s %d %s", p.day, month_en(p.month), p.year, clock)
                          : arena_printf(a, "%d %s %s", p.day, month_en(p.month), clock);
    return other_year ? arena_printf(a, "%d年%d月%d日 %s", p.year, p.month, p.day, clock)
                      : arena_printf(a, "%d月%d日 %s", p.month, p.day, clock);
}

const char *text_fiscal_year(struct arena *a, enum lang lang, int fiscal_year)
{
    struct buf b = buf_make(a, 32);
    struct wareki w = { 0 };
    if (lang == LANG_EN)
        buf_printf(&b, "FY%d", fiscal_year);
    else if (fiscal_year_wareki(fiscal_year, &w)) {
        put_era_year(&b, w);
        buf_lit(&b, "度");
    } else
        buf_printf(&b, "%d年度", fiscal_year);
    return b.s;
}

const char *text_rfc3339(struct arena *a, instant at)
{
    return instant_rfc3339(a, at);
}
