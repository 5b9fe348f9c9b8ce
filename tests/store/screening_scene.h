/* screening_scene.h: the formal check as a test passes it. */
#ifndef TESTS_SCREENING_SCENE_H
#define TESTS_SCREENING_SCENE_H

#include "screening/screening.h"

/* The viewer of c, of the office, takes the application and marks every item good. */
void screening_mark_good(struct ctx *c, int64_t application, const struct definition *def);
/* … and accepts it. */
void screening_pass(struct ctx *c, int64_t application, const struct definition *def);

#endif
