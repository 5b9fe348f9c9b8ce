/* release_letters.h: which letters a release sends, and what each says. */
#ifndef DECISION_RELEASE_LETTERS_H
#define DECISION_RELEASE_LETTERS_H

#include "application/application.h"
#include "decision/decision.h"

struct letter_plan {
    const struct application *app;
    const struct decision *decision;
    struct letter_facts facts;
};
struct letter_plans {
    size_t n;
    struct letter_plan *v; /* in the order of receipt numbers: their running numbers */
};
/* One for each submitted application that is decided. */
struct err *release_letter_plans(struct ctx *c, const struct call *call, const struct release *r,
                                 struct letter_plans *ret) MUST_CHECK;

#endif
