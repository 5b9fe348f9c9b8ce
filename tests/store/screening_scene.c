/* screening_scene.c: see screening_scene.h. */
#include "screening_scene.h"

#include "test.h"

void screening_mark_good(struct ctx *c, int64_t application, const struct definition *def)
{
    struct screening_marking v[40];
    for (size_t i = 0; i < def->formal_check.n; i++)
        v[i] = (struct screening_marking){ def->formal_check.v[i].key, true, true, "" };
    CHECK_OK(screening_take(c, application, true));
    CHECK_OK(screening_save_marks(c, application, v, def->formal_check.n, false));
}

void screening_pass(struct ctx *c, int64_t application, const struct definition *def)
{
    screening_mark_good(c, application, def);
    CHECK_OK(screening_accept(c, application));
}
