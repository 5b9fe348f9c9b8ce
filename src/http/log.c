/* log.c: one line for each finished request. */
#include "http/border.h"

#include "base/buf.h"
#include "base/date.h"
#include "base/id.h"

#include <stdatomic.h>

#define ODD UINT64_C(0x9e3779b97f4a7c15) /* so that neighbours do not look alike */
#define ID_MASK ((UINT64_C(1) << 45) - 1)
#define JAPAN_US (9 * 3600 * SECOND_US) /* ahead of UTC */

/* Counted from a number that nobody knows: asking the kernel for chance each time would cost more than it is worth. */
const char *http_request_id(struct arena *a)
{
    static _Atomic uint64_t count;
    uint64_t n = atomic_fetch_add(&count, 1);
    if (n == 0)
        n = atomic_fetch_add(&count, (uint64_t)id_random());
    return id_text(a, (int64_t)(n * ODD & ID_MASK));
}

/* A text of ours in quotes, so that one line stays one line. */
static void put_quoted(struct buf *b, const char *s)
{
    buf_putc(b, '"');
    for (; *s; s++) {
        if (*s == '"' || *s == '\\')
            buf_putc(b, '\\');
        buf_putc(b, (char)((unsigned char)*s < 0x20 ? ' ' : *s));
    }
    buf_putc(b, '"');
}

static void put_digits(struct buf *b, int v, int n)
{
    char t[8];
    for (int i = n; i-- > 0; v /= 10)
        t[i] = (char)('0' + v % 10);
    buf_put(b, t, (size_t)n);
}

/* In UTC. Written by hand, as the rest of the line: printf() costs as much as finding the page. */
static void put_time(struct buf *b, instant at)
{
    instant utc = at - JAPAN_US;
    struct date_parts day = date_parts(date_of_instant(utc));
    struct clock_parts of_day = clock_of_instant(utc);
    put_digits(b, day.year, 4);
    buf_putc(b, '-');
    put_digits(b, day.month, 2);
    buf_putc(b, '-');
    put_digits(b, day.day, 2);
    buf_putc(b, 'T');
    put_digits(b, of_day.hour, 2);
    buf_putc(b, ':');
    put_digits(b, of_day.minute, 2);
    buf_putc(b, ':');
    put_digits(b, of_day.second, 2);
    buf_putc(b, '.');
    put_digits(b, of_day.us, 6);
    buf_putc(b, 'Z');
}

static void put_field(struct buf *b, const char *name, const char *value)
{
    buf_puts(b, name);
    buf_puts(b, value ? value : "-");
}

static void put_number(struct buf *b, const char *name, int64_t value)
{
    buf_puts(b, name);
    buf_put_i64(b, value);
}

const char *http_log_line(const struct request *rq, const struct response *rs, int64_t us)
{
    struct buf b = buf_make(rq->ctx->arena, 256);
    buf_lit(&b, "at=");
    put_time(&b, rq->ctx->now);
    put_field(&b, " lvl=", rq->fault ? "error" : "info");
    put_field(&b, " req=", rq->ctx->request_id);
    put_field(&b, " who=", rq->who);
    put_field(&b, " method=", rq->method == POST ? "POST" : "GET");
    put_field(&b, " route=", rq->route ? rq->route->name : NULL);
    put_number(&b, " status=", rs->status);
    put_number(&b, " us=", us);
    put_number(&b, " sql=", rq->statements);
    if (rq->fault) {
        buf_lit(&b, " why=");
        put_quoted(&b, rq->fault->why ? rq->fault->why : "");
        put_field(&b, " where=", rq->fault->at);
    }
    buf_putc(&b, '\n');
    return b.s;
}
