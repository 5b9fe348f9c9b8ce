/* http_mhd_answer.c: see http_mhd_answer.h. */
#include "http/http_mhd_answer.h"

#include <microhttpd.h>
#include <stdatomic.h>

static struct MHD_Response *library_response(struct response *rs)
{
    if (rs->file_fd >= 0)
        return MHD_create_response_from_fd64((uint64_t)rs->file_size, rs->file_fd);
    /* The library only reads it; the type of its parameter is a slip of its interface. */
    union {
        const uint8_t *ours;
        void *theirs;
    } p = { rs->body.p };
    return MHD_create_response_from_buffer(rs->body.n, p.theirs, MHD_RESPMEM_PERSISTENT);
}

struct MHD_Response *http_mhd_answer(struct response *rs)
{
    struct MHD_Response *r = library_response(rs);
    if (!r)
        return NULL;
    if (rs->status != 304 && rs->content_type && (rs->body.n || rs->file_fd >= 0))
        (void)MHD_add_response_header(r, "Content-Type", rs->content_type);
    for (size_t i = 0; i < rs->headers.n; i++)
        (void)MHD_add_response_header(r, rs->headers.v[i].name, rs->headers.v[i].value);
    return r;
}

static void carried_end(void *r)
{
    MHD_destroy_response(r);
}

struct MHD_Response *http_mhd_shared(struct shared_answer *s)
{
    void *r = atomic_load(&s->carried);
    if (r)
        return r;
    void *made = http_mhd_answer(&s->rs);
    if (!made)
        return NULL;
    atomic_store(&s->carried_end, carried_end);
    if (atomic_compare_exchange_strong(&s->carried, &r, made))
        return made;
    MHD_destroy_response(made); /* another thread was first */
    return r;
}
