/* assets_pages.c: style sheets, scripts and icons; the address holds their hash, so a browser asks once. */
#include "http/assets.h"
#include "http/http.h"

#include <string.h>

ROUTE_FLAGS(GET, "/assets/:hash/:name", asset_page, 0, ROUTE_STATIC)
{
    const struct asset *asset = asset_find(param(rq, "name"));
    if (!asset || strcmp(asset->hash, param(rq, "hash")) != 0)
        return not_found(rq->ctx->arena);
    rs->status = 200;
    rs->content_type = asset->type;
    rs->body = (struct bytes){ asset->bytes, asset->n };
    add_header(rs, rq->ctx->arena, "Cache-Control", "public, max-age=31536000, immutable");
    return NULL;
}
