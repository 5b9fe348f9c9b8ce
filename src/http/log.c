/* log.c: one line for each finished request. */
#include "http/border.h"

#include "base/buf.h"

#include <stdio.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

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

static void put_time(struct buf *b, instant at)
{
    struct tm tm;
    time_t s = (time_t)(at / 1000000);
    (void)gmtime_r(&s, &tm);
    buf_printf(b, "%04d-%02d-%02dT%02d:%02d:%02d.%06dZ", tm.tm_year + 1900, tm.tm_mon + 1, tm.tm_mday,
               tm.tm_hour, tm.tm_min, tm.tm_sec, (int)(at % 1000000));
}

const char *http_log_line(const struct request *rq, const struct response *rs, int64_t us)
{
    struct buf b = buf_make(rq->ctx->arena, 256);
    buf_lit(&b, "at=");
    put_time(&b, rq->ctx->now);
    buf_printf(&b, " lvl=%s req=%s who=%s method=%s route=%s status=%d us=%lld sql=%lld",
               rq->fault ? "error" : "info", rq->ctx->request_id ? rq->ctx->request_id : "-",
               rq->who ? rq->who : "-", rq->method == POST ? "POST" : "GET",
               rq->route ? rq->route->name : "-", rs->status, (long long)us, (long long)rq->statements);
    if (rq->fault) {
        buf_lit(&b, " why=");
        put_quoted(&b, rq->fault->why ? rq->fault->why : "");
        buf_printf(&b, " where=%s", rq->fault->at ? rq->fault->at : "-");
    }
    buf_putc(&b, '\n');
    return b.s;
}

void http_log(const struct request *rq, const struct response *rs, int64_t us)
{
    const char *line = http_log_line(rq, rs, us);
    if (write(STDERR_FILENO, line, strlen(line)) < 0)
        return; /* nowhere left to say it */
}
