/* register_site.c: see register_site.h. */
#include "register_site.h"

struct world *site(struct arena *a, enum db_kind kind)
{
    struct world *w = world_make(a, kind);
    if (!w)
        return NULL;
    TX(tx, world_ctx(w));
    CHECK_OK(register_import(tx, test_source_path(a, "programmes/j-innovation-hub")));
    CHECK_OK(tx_commit(tx));
    return w;
}

void json_done(void *j)
{
    json_decref(j);
}

const json_t *json_of(struct world *w, const struct reply *got)
{
    CHECK_I64(got->status, 200);
    json_t *j = json_loads(got->body, 0, NULL);
    CHECK(j != NULL);
    arena_defer(w->arena, json_done, j);
    return j;
}

const json_t *get_json(struct world *w, const char *path)
{
    return json_of(w, loopback_get(w->loopback, path));
}
