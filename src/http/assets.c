/* assets.c: see assets.h. */
#include "http/assets.h"

#include <assert.h>
#include <string.h>

const struct asset *asset_find(const char *name)
{
    size_t low = 0;
    size_t high = asset_count;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        int order = strcmp(name, assets[middle].name);
        if (order == 0)
            return &assets[middle];
        if (order < 0)
            high = middle;
        else
            low = middle + 1;
    }
    return NULL;
}

struct url asset_url(struct arena *a, const char *name)
{
    const struct asset *asset = asset_find(name);
    assert(asset);
    return url_make(a, "/assets/%s/%s", asset->hash, asset->name);
}
