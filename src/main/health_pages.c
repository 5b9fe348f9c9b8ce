/* health_pages.c: GET /healthz, for the machine's monitoring: 200 while the store answers. */
#include "db/db.h"
#include "http/http.h"
#include "person/policy.h"

#include <string.h>

STMT(health_ask, READ, "", "SELECT count(*) FROM schema_migration");

ROUTE(GET, "/healthz", healthz, ACT_PUBLIC)
{
    static const char OK[] = "ok\n";
    int64_t migrations = 0;
    TRY(db_i64(rq->ctx, health_ask, &migrations));
    rs->content_type = "text/plain; charset=utf-8";
    rs->body = (struct bytes){ (const uint8_t *)OK, sizeof OK - 1 };
    add_header(rs, rq->ctx->arena, "Cache-Control", "no-store");
    return NULL;
}
