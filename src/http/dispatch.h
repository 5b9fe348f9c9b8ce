/* dispatch.h: where a request that has arrived whole runs. Event threads never wait: what needs the writer, something
** slow, or PostgreSQL goes to the executor of the store (db.h). Internal to http/. */
#ifndef HTTP_DISPATCH_H
#define HTTP_DISPATCH_H

#include "db/db.h"
#include "http/http.h"

struct dispatch {
    struct db *db; /* NULL: without a connection, inline */
    const struct http_hooks *hooks;
    struct request *rq;
    struct response *rs;
    void (*finished)(struct dispatch *d); /* the answer is final; called on whatever thread */
    struct work work;
    bool answered, admitted;
    int attempts;
};

/* True: dispatch_inline() answers at once, on this thread, without waiting. */
bool dispatch_is_inline(const struct dispatch *d);
void dispatch_inline(struct dispatch *d);
/* Asks http_admits() on the executor; finished() follows, and d->admitted tells. */
void dispatch_admission(struct dispatch *d);
/* Queues it; finished() follows. */
void dispatch_submit(struct dispatch *d);

#endif
