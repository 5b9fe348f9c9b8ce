/* register_site.h: a site with the real register, for tests of its pages and data. */
#ifndef TESTS_REGISTER_SITE_H
#define TESTS_REGISTER_SITE_H

#include "world.h"

#include "registry/register.h"

#include <jansson.h>

/* A world with the programme's own register; NULL where there is no such server. */
struct world *site(struct arena *a, enum db_kind kind);
/* The answer as JSON, until the world ends; it must be a 200. */
const json_t *json_of(struct world *w, const struct reply *got);
const json_t *get_json(struct world *w, const char *path);
/* For arena_defer. */
void json_done(void *j);

#endif
