/* metrics.h: how many requests were answered and how long that took, since this process began. Counted by the carrier
** of requests, read by GET /metrics (main/metrics_pages.c). No path, no person and no address is kept: only a class and
** a status. */
#ifndef HTTP_METRICS_H
#define HTTP_METRICS_H

#include "base/buf.h"
#include "http/http.h"

/* A request has begun, and ended, answered or not. */
void metrics_begin(void);
void metrics_end(void);
/* It was answered; us from its last byte to its answer. */
void metrics_count(const struct request *rq, const struct response *rs, int64_t us);
/* Since this process began: answered in all, and of these with a status from 500 on. */
void metrics_answered(int64_t *ret_all, int64_t *ret_failed);
/* All of it in Prometheus' text format (version 0.0.4). */
void metrics_put(struct buf *b);
/* The head of a figure, once before its values; type: "gauge" or "counter". A value of it; labels:
** "state=\"waiting\"", or NULL. */
void metrics_put_head(struct buf *b, const char *name, const char *type, const char *help);
void metrics_put_value(struct buf *b, const char *name, const char *labels, int64_t value);

#endif
