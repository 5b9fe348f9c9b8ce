/* ical.c: see ical.h. Lines end in CRLF and are folded after at most 75 bytes, never within a character. */
#include "doc/ical.h"
#include "base/date.h"

#include <assert.h>

#define LINE_BYTES 75

static size_t char_bytes(const char *s)
{
    size_t n = 1;
    while (((unsigned char)s[n] & 0xc0) == 0x80 && n < 4)
        n++;
    return n;
}

/* One content line, folded. */
static void put_line(struct buf *b, const char *line)
{
    size_t used = 0;
    while (*line) {
        size_t n = char_bytes(line);
        if (used + n > LINE_BYTES) {
            buf_lit(b, "\r\n ");
            used = 1;
        }
        buf_put(b, line, n);
        used += n;
        line += n;
    }
    buf_lit(b, "\r\n");
}

/* A value of type TEXT (3.3.11); control characters are left out. */
static void put_text(struct buf *b, const char *name, const char *text)
{
    if (!text || !*text)
        return;
    struct buf line = buf_make(b->arena, strlen(text) + 32);
    buf_printf(&line, "%s:", name);
    for (; *text; text++) {
        unsigned char u = (unsigned char)*text;
        if (*text == '\n')
            buf_lit(&line, "\\n");
        else if (u < 0x20 || u == 0x7f)
            continue;
        else {
            if (strchr("\\;,", *text))
                buf_putc(&line, '\\');
            buf_putc(&line, *text);
        }
    }
    put_line(b, line.s);
}

/* An address (3.3.13) is not escaped; one with anything that would end it is left out. */
static void put_uri(struct buf *b, const char *name, const char *uri)
{
    if (!uri || !*uri)
        return;
    for (const char *s = uri; *s; s++)
        if ((unsigned char)*s <= 0x20 || *s == 0x7f)
            return;
    put_line(b, arena_printf(b->arena, "%s:%s", name, uri));
}

static const char *day(struct arena *a, date d)
{
    struct date_parts p = date_parts(d);
    return arena_printf(a, "%04d%02d%02d", p.year, p.month, p.day);
}

static const char *time_in_japan(struct arena *a, instant at)
{
    struct clock_parts c = clock_of_instant(at);
    return arena_printf(a, "%sT%02d%02d%02d", day(a, date_of_instant(at)), c.hour, c.minute, c.second);
}

/* UTC: Japan's clock of nine hours earlier. */
static const char *time_in_utc(struct arena *a, instant at)
{
    return arena_printf(a, "%sZ", time_in_japan(a, at - 9 * 3600 * SECOND_US));
}

struct buf ical_begin(struct arena *a, const char *name)
{
    struct buf b = buf_make(a, 4096);
    buf_lit(&b, "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//Kyoten//Kyoten//JA\r\nCALSCALE:GREGORIAN\r\n");
    put_text(&b, "X-WR-CALNAME", name);
    buf_lit(&b, "X-WR-TIMEZONE:Asia/Tokyo\r\n"
                "BEGIN:VTIMEZONE\r\nTZID:Asia/Tokyo\r\nBEGIN:STANDARD\r\nDTSTART:19700101T000000\r\n"
                "TZOFFSETFROM:+0900\r\nTZOFFSETTO:+0900\r\nTZNAME:JST\r\nEND:STANDARD\r\nEND:VTIMEZONE\r\n");
    return b;
}

void ical_event(struct buf *b, const struct ical_event *e, instant stamp)
{
    assert(e->uid && e->uid[0] && e->end >= e->start);
    struct arena *a = b->arena;
    buf_lit(b, "BEGIN:VEVENT\r\n");
    put_text(b, "UID", e->uid);
    buf_printf(b, "DTSTAMP:%s\r\n", time_in_utc(a, stamp));
    buf_printf(b, "SEQUENCE:%lld\r\n", (long long)e->sequence);
    if (e->whole_days) {
        date after = date_add_days(date_of_instant(e->end), 1); /* DTEND is the day after the last one */
        buf_printf(b, "DTSTART;VALUE=DATE:%s\r\n", day(a, date_of_instant(e->start)));
        buf_printf(b, "DTEND;VALUE=DATE:%s\r\n", day(a, after));
    } else {
        buf_printf(b, "DTSTART;TZID=Asia/Tokyo:%s\r\n", time_in_japan(a, e->start));
        if (e->end > e->start) /* a moment has no DTEND: 3.6.1 */
            buf_printf(b, "DTEND;TZID=Asia/Tokyo:%s\r\n", time_in_japan(a, e->end));
    }
    put_text(b, "SUMMARY", e->summary);
    put_text(b, "DESCRIPTION", e->description);
    put_text(b, "LOCATION", e->location);
    put_uri(b, "URL", e->url);
    buf_puts(b, e->cancelled ? "STATUS:CANCELLED\r\n" : "STATUS:CONFIRMED\r\n");
    buf_lit(b, "TRANSP:TRANSPARENT\r\nEND:VEVENT\r\n");
}

void ical_end(struct buf *b)
{
    buf_lit(b, "END:VCALENDAR\r\n");
}
