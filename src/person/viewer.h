/* viewer.h: a viewer without a request: for commands, jobs that act for a person, rehearsals and tests. */
#ifndef PERSON_VIEWER_H
#define PERSON_VIEWER_H

#include "person/person.h"

/* The person with all duties held at c->now, as if signed in with a second factor; sets c->viewer and c->actor with
** that duty (DUTY_NONE: "person"). NOT_FOUND for an unknown or closed person. */
struct err *viewer_act_as(struct ctx *c, int64_t person_id, enum duty duty) MUST_CHECK;

#endif
