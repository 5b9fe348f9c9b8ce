/* review.h: reviewers, what they declare, what they are given to read, and what they write.
**
** Before any file opens, every reviewer signs the pledge and declares on every application of the call.
** Whoever is in conflict with an application finds no trace of it afterwards but the own declaration: every
** list here is scoped by the viewer, and what is refused there is the same NOT_FOUND as for an application
** that never was. */
#ifndef REVIEW_REVIEW_H
#define REVIEW_REVIEW_H

#include "application/application.h"
#include "base/ctx.h"
#include "base/decimal.h"
#include "call/call.h"

#include <stdbool.h>

/* ── the pledge (誓約) ── */
/* When the viewer signed the pledge of the call; INSTANT_UNKNOWN: not yet. */
struct err *pledge_find(struct ctx *c, const struct call *call, instant *ret_at) MUST_CHECK;
/* The viewer signs the text as the definition of the call has it; again: nothing. NOT_FOUND for whoever is neither
** reviewer nor committee member of the call. */
struct err *pledge_sign(struct ctx *c, const struct call *call) MUST_CHECK;

/* ── declarations (利害関係の申出) ── */
#define DECLARATION_NONE "none"
#define DECLARATION_REASON_MAX 1000

/* One line of what the reviewer must declare on: only what is needed to know a conflict. */
struct declaration {
    int64_t id, application_id, person_id;
    const char *title, *institution, *type_key, *people; /* named in the application */
    const char
        *category; /* NULL: not declared yet; "none": no conflict; else a category key of the definition */
    const char *reason;
    instant declared_at;
    bool conflicted;      /* in force: by declaration, or by the office's ruling */
    bool doubtful;        /* the office has to rule; until then it counts as a conflict */
    const char *ruling;   /* the office's reason; NULL: no ruling */
    const char *hint;     /* "same institution" …, in the viewer's language; NULL: none seen */
    const char *reviewer; /* name, for the office */
    int64_t past_count;   /* how often it, or its ruling, was made anew */
};
struct declaration_list {
    size_t n;
    struct declaration *v;
};
/* The viewer's: all submitted applications of the call with what was declared on them, and nothing before it
** closes. */
struct err *declaration_list_mine(struct ctx *c, const struct call *call,
                                  struct declaration_list *ret) MUST_CHECK;
/* The office's: all that were declared, doubtful ones first. */
struct err *declaration_list_all(struct ctx *c, const struct call *call,
                                 struct declaration_list *ret) MUST_CHECK;
/* Has the viewer declared on all submitted applications of the call? */
struct err *declarations_complete(struct ctx *c, const struct call *call, bool *ret) MUST_CHECK;
/* Has the viewer signed the pledge of the call and declared on all its submitted applications? Until then
** nothing of an application is shown to anybody who takes part in its judgement. One statement. */
struct err *review_has_declared(struct ctx *c, const struct call *call, bool *ret) MUST_CHECK;
/* Declares, once: the same again is nothing, another is REFUSED (declaration_change). A category that
** excludes is in force at once, any other is doubtful and treated as a conflict until the office rules.
** INVALID about "category" and "reason" (wanted either way: why there is a conflict, or why there is none). */
struct err *declaration_declare(struct ctx *c, int64_t application_id, const char *category,
                                const char *reason) MUST_CHECK;
/* The same for several lines in one transaction: what can be declared is, the mistakes of the others come back as a
** chain with the field "category.ID" or "reason.ID" and leave their line undeclared. */
struct declaring {
    int64_t application_id;
    const char *category, *reason;
};
struct err *declaration_declare_all(struct ctx *c, const struct declaring *v, size_t n, size_t *ret_declared,
                                    struct err **ret_mistakes) MUST_CHECK;
/* Declares anew on what was declared before: the former words are kept. A conflict is in force at once and
** ends the assignment (what was written stays, unseen); a conflict taken back stays one until the office
** rules. NOT_FOUND where nothing was declared; the same again is nothing; INVALID as declaration_declare. */
struct err *declaration_change(struct ctx *c, int64_t application_id, const char *category,
                               const char *reason) MUST_CHECK;
/* What a declaration said before, the oldest first. */
struct past_declaration {
    const char *category, *reason, *ruling; /* ruling: NULL: none */
    instant declared_at, replaced_at;
    bool conflicted;
};
struct past_declarations {
    size_t n;
    struct past_declaration *v;
};
struct err *declaration_past_list(struct ctx *c, int64_t declaration_id, struct past_declarations *ret) MUST_CHECK;
/* The office rules, with a reason: over a doubtful declaration, and over any other that it finds wrong. A
** conflict ends the assignment; what was written stays, unseen. */
struct err *declaration_rule(struct ctx *c, int64_t declaration_id, bool conflicted,
                             const char *reason) MUST_CHECK;

/* Is this person (reviewer, committee member, chair) in conflict with the application? */
struct err *review_conflicted(struct ctx *c, int64_t application_id, int64_t person_id, bool *ret) MUST_CHECK;

/* ── what a reviewer may open: the rule ── */
struct reading {
    bool submitted;    /* the application stands */
    bool pledged;      /* signed for the call */
    bool declared_all; /* on every submitted application of the call */
    bool declared_here, conflicted;
    bool assigned;
};
bool review_may_open(const struct reading *r);
/* How the viewer stands to the application as reviewer: relations for the policy, states of call and own sheet. */
struct err *review_standing(struct ctx *c, const struct application *app, const struct call *call,
                            struct standing *ret) MUST_CHECK;
/* Loads both and asks allow(act, ACT_REVIEW_READ): the door of every page and act of a reviewer. */
struct err *review_open(struct ctx *c, int64_t application_id, enum act act, struct application **ret_app,
                        struct call **ret_call) MUST_CHECK;

/* ── assignment (割当て) ── */
/* REFUSED for a reviewer who is in conflict or has not declared on it; twice is nothing; after an end it
** goes on with what was written. */
struct err *assignment_add(struct ctx *c, int64_t application_id, int64_t person_id) MUST_CHECK;
/* REFUSED once the sheet has text; not assigned: nothing. */
struct err *assignment_end(struct ctx *c, int64_t application_id, int64_t person_id) MUST_CHECK;
/* All or nothing: INVALID with one mistake for each cell that cannot be, field "cell.APPLICATION-PERSON". */
struct assignment_change {
    int64_t application_id, person_id;
    bool assigned;
};
struct err *assignment_change_all(struct ctx *c, int64_t call_id, const struct assignment_change *v, size_t n,
                                  size_t *ret_changed) MUST_CHECK;
/* The same mistakes, and nothing is written. */
struct err *assignment_try_all(struct ctx *c, int64_t call_id, const struct assignment_change *v,
                               size_t n) MUST_CHECK;

/* ── figures for the committee ── */
/* Scores as the committee sees them: completed sheets only, conflicted viewers' items left out altogether. */
struct sheet_figures {
    int64_t application_id;
    const char *title;
    int assigned, complete;
    struct item_figures {
        const char *item_key; /* key of the criterion */
        int n, counts[16];    /* how many gave level i (index = position of the level in the scale) */
    } * items;
    size_t item_count;
    size_t total_count;
    const int64_t *totals_micro; /* weighted total of each completed sheet, in millionths, ascending */
    int64_t mean_micro;          /* the figure by the scheme of the definition (mean, median, trimmed mean) */
    int64_t spread_micro;        /* max − min of the totals; both INT64_MIN: no sheet */
};
/* In the order of the mean, best first; ties by title; without sheets last. Scoped by the viewer's conflicts. */
struct err *review_figures(struct ctx *c, const struct call *call, size_t *ret_n,
                           struct sheet_figures **ret) MUST_CHECK;
/* The rule behind it: .totals (any order, n of them) to totals_micro, mean_micro and spread_micro; FAULT
** when a figure has no room. */
struct err *figures_set(struct arena *a, const struct definition *def, const struct decimal *totals, size_t n,
                        struct sheet_figures *out) MUST_CHECK;
void figures_order(struct sheet_figures *v, size_t n);

#endif
