/* cast.h: the fictional people of a rehearsal. */
#ifndef REHEARSAL_CAST_H
#define REHEARSAL_CAST_H

#include "base/ctx.h"
#include "person/policy.h"

struct role {
    const char *key;   /* "office": how fiction.c and tests name the person */
    const char *order; /* place on the sign-in page; NULL: has no door */
    const char *email, *name, *kana, *department;
    unsigned duties;
    const char *duty_ja, *duty_en;
};
const struct role *cast_all(size_t *ret_n);

/* Adds them all; reviewers, committee and chair for that call. */
struct err *cast_add(struct ctx *c, int64_t call_id) MUST_CHECK;
/* The person of a role (NOT_FOUND before cast_add). */
struct err *cast_person(struct ctx *c, const char *key, int64_t *ret) MUST_CHECK;
/* From now on c acts as that person in that duty. */
struct err *cast_act_as(struct ctx *c, const char *key, enum duty duty) MUST_CHECK;

#endif
