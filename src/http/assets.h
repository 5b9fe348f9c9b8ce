/* assets.h: style sheets, scripts and icons of assets/, compiled in by tools/embed.c. */
#ifndef HTTP_ASSETS_H
#define HTTP_ASSETS_H

#include "base/arena.h"
#include "html/html.h"

#include <stddef.h>
#include <stdint.h>

struct asset {
    const char *name; /* "app.css": the file's name without its folder */
    const char *type; /* content type */
    const char *hash; /* BLAKE2b-128 of the content, 32 hexadecimal digits: changes with it */
    size_t n;
    const uint8_t *bytes;
};

/* asset_count of them in the order of their names, then one without a name. */
extern const struct asset assets[];
extern const size_t asset_count;

/* The asset of this name, or NULL. */
const struct asset *asset_find(const char *name);
/* /assets/HASH/NAME: may be kept forever by browsers. Asserts that the asset exists. */
struct url asset_url(struct arena *a, const char *name);

#endif
