/* desk_scene.h: an open call of the real programme, and one application written through its pages. */
#ifndef TESTS_WEB_DESK_SCENE_H
#define TESTS_WEB_DESK_SCENE_H

#include "world.h"

#include "application/application.h"

#define DEADLINE                                                                                             \
    (STORE_NOW + INT64_C(3600000000)) /* the people of the world hold their duties from STORE_NOW on */

struct desk {
    struct world *w;
    const struct definition *def;
    int64_t call, id;
    const char *path; /* /applications/ID */
    struct loopback *lead, *editor;
};

/* The call, one hour before its deadline; NULL without PostgreSQL. */
struct desk *desk_make(struct arena *a, enum db_kind kind);
/* And an application of the type "international_development", begun through the page. */
struct desk *desk_begun(struct arena *a, enum db_kind kind);
/* The second applicant joins by the link of the invitation. */
void desk_share(struct desk *d, struct arena *a, const char *role);
/* Every field with an answer, but the name it was begun with. */
void desk_fill(struct desk *d);

#endif
