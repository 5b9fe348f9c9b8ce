/* review.h: reviewers, what they declare, what they are given to read, and what they write.
**
** Before any file opens, every reviewer declares on every application of the call. Whoever is in conflict with an
** application finds no trace of it afterwards but the own declaration: every list here is scoped by the viewer. */
#ifndef REVIEW_REVIEW_H
#define REVIEW_REVIEW_H

#include "application/application.h"
#include "base/ctx.h"
#include "call/call.h"

#include <stdbool.h>

/* One line of what the reviewer must declare on: only what is needed to know a conflict. */
struct declaration {
    int64_t id, application_id, person_id;
    const char *title, *institution, *type_key, *people; /* named in the application */
    const char *category;    /* NULL: not declared yet; "none": no conflict; else a category key of the definition */
    const char *reason;
    instant declared_at;
    bool conflicted;         /* in force: by declaration, or by the office's ruling */
    const char *ruling;      /* the office's reason; NULL: no ruling */
    const char *hint;        /* "same institution" …; NULL: none seen */
    const char *reviewer;    /* name, for the office */
};
struct declaration_list {
    size_t n;
    struct declaration *v;
};
struct err *declaration_list_mine(struct ctx *c, const struct call *call, struct declaration_list *ret) MUST_CHECK;
struct err *declaration_list_all(struct ctx *c, const struct call *call, struct declaration_list *ret) MUST_CHECK;
/* Has the viewer declared on all submitted applications of the call? */
struct err *declarations_complete(struct ctx *c, const struct call *call, bool *ret) MUST_CHECK;
struct err *declaration_declare(struct ctx *c, int64_t application_id, const char *category, const char *reason) MUST_CHECK;
struct err *declaration_rule(struct ctx *c, int64_t declaration_id, bool conflicted, const char *reason) MUST_CHECK;

/* Is this person (reviewer, committee member, chair) in conflict with the application? */
struct err *review_conflicted(struct ctx *c, int64_t application_id, int64_t person_id, bool *ret) MUST_CHECK;

struct err *assignment_add(struct ctx *c, int64_t application_id, int64_t person_id) MUST_CHECK;   /* never breaks a conflict */
struct err *assignment_end(struct ctx *c, int64_t application_id, int64_t person_id) MUST_CHECK;   /* refused once a sheet has text */

/* Scores as the committee sees them: completed sheets only, conflicted viewers' items left out altogether. */
struct sheet_figures {
    int64_t application_id;
    int assigned, complete;
    struct item_figures {
        const char *item_key;
        int n, counts[16];       /* how many gave level i (index = position of the level in the scale) */
    } *items;
    size_t item_count;
    size_t total_count;
    const int64_t *totals_micro; /* weighted total of each completed sheet, in millionths, ascending */
    int64_t mean_micro, spread_micro; /* mean and max − min of the totals, in millionths; INT64_MIN: no sheet */
};
/* In the order of the mean, best first; ties by title. Scoped by the viewer's conflicts. */
struct err *review_figures(struct ctx *c, const struct call *call, size_t *ret_n, struct sheet_figures **ret) MUST_CHECK;

#endif
