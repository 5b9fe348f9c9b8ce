/* metrics.c: see metrics.h. Counters that any thread adds to without waiting. */
#include "http/metrics.h"

#include <stdatomic.h>

#define STATUS_CLASSES 6 /* the first digit; 0: none */

enum request_class {
    CLASS_KEPT,
    CLASS_STATIC,
    CLASS_API,
    CLASS_UPLOAD,
    CLASS_FORM,
    CLASS_PAGE,
    CLASS_NONE,
    CLASS_COUNT
};

static const char *const CLASS_WORDS[CLASS_COUNT] = { "kept", "static", "api", "upload", "form", "page", "none" };

/* In microseconds; the words as Prometheus wants them, in seconds. */
static const struct {
    int64_t us;
    const char *le;
} BUCKETS[] = {
    { 500, "0.0005" },   { 1000, "0.001" },   { 2500, "0.0025" },  { 5000, "0.005" },   { 10000, "0.01" },
    { 25000, "0.025" },  { 50000, "0.05" },   { 100000, "0.1" },   { 250000, "0.25" },  { 500000, "0.5" },
    { 1000000, "1" },    { 2500000, "2.5" },  { 10000000, "10" },
};
#define BUCKET_COUNT (sizeof BUCKETS / sizeof BUCKETS[0])

static struct {
    _Atomic int64_t in_flight;
    struct {
        _Atomic int64_t statuses[STATUS_CLASSES], buckets[BUCKET_COUNT + 1], sum_us;
    } of[CLASS_COUNT];
} counted;

static enum request_class class_of(const struct request *rq, const struct response *rs)
{
    int flags = rq->route ? rq->route->flags : 0;
    if (!rq->route)
        return CLASS_NONE;
    if (rs->shared)
        return CLASS_KEPT;
    if (flags & ROUTE_STATIC)
        return CLASS_STATIC;
    if (flags & ROUTE_API)
        return CLASS_API;
    if (flags & ROUTE_UPLOAD)
        return CLASS_UPLOAD;
    return rq->method == POST ? CLASS_FORM : CLASS_PAGE;
}

static void add(_Atomic int64_t *to, int64_t n)
{
    (void)atomic_fetch_add_explicit(to, n, memory_order_relaxed);
}

void metrics_begin(void)
{
    add(&counted.in_flight, 1);
}

void metrics_end(void)
{
    add(&counted.in_flight, -1);
}

void metrics_count(const struct request *rq, const struct response *rs, int64_t us)
{
    enum request_class class = class_of(rq, rs);
    int status = rs->status / 100;
    size_t bucket = 0;
    while (bucket < BUCKET_COUNT && us > BUCKETS[bucket].us)
        bucket++;
    add(&counted.of[class].statuses[status > 0 && status < STATUS_CLASSES ? status : 0], 1);
    add(&counted.of[class].buckets[bucket], 1);
    add(&counted.of[class].sum_us, us > 0 ? us : 0);
}

void metrics_answered(int64_t *ret_all, int64_t *ret_failed)
{
    int64_t all = 0;
    int64_t failed = 0;
    for (int k = 0; k < CLASS_COUNT; k++)
        for (int s = 0; s < STATUS_CLASSES; s++) {
            int64_t n = atomic_load_explicit(&counted.of[k].statuses[s], memory_order_relaxed);
            all += n;
            failed += s == 5 ? n : 0;
        }
    *ret_all = all;
    *ret_failed = failed;
}

/* ── as text ── */

void metrics_put_head(struct buf *b, const char *name, const char *type, const char *help)
{
    buf_printf(b, "# HELP %s %s\n# TYPE %s %s\n", name, help, name, type);
}

void metrics_put_value(struct buf *b, const char *name, const char *labels, int64_t value)
{
    buf_puts(b, name);
    if (labels)
        buf_printf(b, "{%s}", labels);
    buf_putc(b, ' ');
    buf_put_i64(b, value);
    buf_putc(b, '\n');
}

static void put_histogram(struct buf *b, enum request_class class)
{
    static const char NAME[] = "kyoten_request_duration_seconds";
    int64_t sum_us = atomic_load(&counted.of[class].sum_us);
    int64_t n = 0;
    for (size_t i = 0; i <= BUCKET_COUNT; i++) {
        n += atomic_load(&counted.of[class].buckets[i]);
        buf_printf(b, "%s_bucket{class=\"%s\",le=\"%s\"} %lld\n", NAME, CLASS_WORDS[class],
                   i < BUCKET_COUNT ? BUCKETS[i].le : "+Inf", (long long)n);
    }
    buf_printf(b, "%s_sum{class=\"%s\"} %lld.%06lld\n", NAME, CLASS_WORDS[class], (long long)(sum_us / 1000000),
               (long long)(sum_us % 1000000));
    buf_printf(b, "%s_count{class=\"%s\"} %lld\n", NAME, CLASS_WORDS[class], (long long)n);
}

void metrics_put(struct buf *b)
{
    metrics_put_head(b, "kyoten_requests_total", "counter",
                     "Requests answered, by class and first digit of the status.");
    for (int class = 0; class < CLASS_COUNT; class++)
        for (int status = 1; status < STATUS_CLASSES; status++)
            buf_printf(b, "kyoten_requests_total{class=\"%s\",status=\"%dxx\"} %lld\n", CLASS_WORDS[class], status,
                       (long long)atomic_load(&counted.of[class].statuses[status]));
    metrics_put_head(b, "kyoten_request_duration_seconds", "histogram",
                     "From the last byte of a request to its answer, durable where it wrote.");
    for (int class = 0; class < CLASS_COUNT; class++)
        put_histogram(b, (enum request_class)class);
    metrics_put_head(b, "kyoten_requests_in_flight", "gauge", "Requests that have begun and have not ended.");
    metrics_put_value(b, "kyoten_requests_in_flight", NULL, atomic_load(&counted.in_flight));
}
