/* upload.c: see upload.h. */
#include "review/upload.h"

#include "base/buf.h"
#include "review.msg.h"

#include <stdio.h>
#include <string.h>

struct err *upload_text_prepare(struct request *rq, struct response *rs)
{
    struct arena *a = rq->ctx->arena;
    (void)rs;
    if (rq->upload_count == 0 || rq->uploads[0].size == 0)
        return NULL;
    if (rq->uploads[0].size > (int64_t)UPLOAD_TEXT_MAX)
        return invalid(a, "csv", MSG_REVIEW_CSV_LARGE);
    FILE *f = fopen(rq->uploads[0].spool_path, "rbe");
    if (!f)
        return fault(a, "the file that was sent cannot be read: %s", rq->uploads[0].spool_path);
    struct buf *b = arena_new(a, struct buf);
    *b = buf_make(a, (size_t)rq->uploads[0].size + 1);
    char part[8192];
    size_t n = 0;
    while (b->n <= UPLOAD_TEXT_MAX && (n = fread(part, 1, sizeof part, f)) > 0)
        buf_put(b, part, n);
    (void)fclose(f);
    rq->prepared = b;
    return NULL;
}

struct bytes upload_text(const struct request *rq)
{
    const struct buf *b = rq->prepared;
    const char *typed = pairs_text(&rq->form, "csv");
    return b ? (struct bytes){ (const uint8_t *)b->s, b->n } : (struct bytes){ (const uint8_t *)typed, strlen(typed) };
}
