/* progress.h: where the review of a call stands, for the reviewer and for the office. */
#ifndef REVIEW_PROGRESS_H
#define REVIEW_PROGRESS_H

#include "review/review.h"

/* The call the viewer reviews in: that of the duty, else the one everybody is busy with. NULL: none. */
struct err *review_call_find(struct ctx *c, struct call **ret) MUST_CHECK;

/* ── of the viewer ── */
struct own_review {
    int64_t application_id;
    const char *title, *institution, *type_key, *receipt_no;
    bool complete;
    int scored;       /* criteria that have a score */
    instant saved_at; /* the last save; INSTANT_UNKNOWN: none */
};
struct own_reviews {
    size_t n;
    struct own_review *v;
};
/* What the viewer may open now; nothing before the pledge and all declarations. */
struct err *own_reviews_list(struct ctx *c, const struct call *call, struct own_reviews *ret) MUST_CHECK;

/* ── of the office ── */
struct reviewer_progress {
    int64_t person_id;
    const char *name, *institution; /* institution: "" when none is known */
    const char *email;
    bool declined;                  /* only completed sheets are left */
    instant pledged_at;             /* INSTANT_UNKNOWN: not yet */
    int64_t declared, to_declare;   /* of the submitted applications */
    int64_t conflicts, assigned, complete;
    int64_t load_max;               /* applications at most; 0: no limit */
    instant active_at;              /* the last declaration or save; INSTANT_UNKNOWN: none */
};
struct reviewer_list {
    size_t n;
    struct reviewer_progress *v;
};
/* All who hold the duty of a reviewer for the call now, by name; of those who declined, whose completed
** sheets stand. */
struct err *reviewer_list(struct ctx *c, const struct call *call, struct reviewer_list *ret) MUST_CHECK;
/* Is anything still to be done by this reviewer? */
bool reviewer_is_late(const struct reviewer_progress *r);

struct coverage {
    int64_t application_id;
    const char *title, *institution, *type_key, *receipt_no;
    int64_t assigned, complete, conflicts;
};
struct coverage_list {
    size_t n;
    struct coverage *v;
};
/* All submitted applications of the call, by receipt number. */
struct err *coverage_list(struct ctx *c, const struct call *call, struct coverage_list *ret) MUST_CHECK;

/* Every pair that has a declaration or an assignment. */
enum cell_kind { CELL_UNDECLARED, CELL_FREE, CELL_CONFLICT, CELL_DOUBTFUL };
struct pair_state {
    int64_t application_id, person_id;
    enum cell_kind kind;
    bool assigned, complete;
    int64_t sheet_id; /* 0: none */
    bool written;     /* the sheet has text: the assignment cannot be ended */
};
struct pair_list {
    size_t n;
    struct pair_state *v; /* by application, then person */
};
struct err *pair_list(struct ctx *c, const struct call *call, struct pair_list *ret) MUST_CHECK;
const struct pair_state *pair_find(const struct pair_list *list, int64_t application_id, int64_t person_id);

/* What waits for the office. */
struct review_counts {
    int64_t unpledged, undeclared; /* reviewers who have not signed, who have not declared on all */
    int64_t doubtful;              /* declarations that want a ruling */
    int64_t uncovered;             /* applications with fewer reviewers than the definition wants */
    int64_t open_sheets;           /* assignments without a completed sheet */
};
struct err *review_counts(struct ctx *c, const struct call *call, struct review_counts *ret) MUST_CHECK;

/* Mails every reviewer who is late what is still to be done; at most one mail a person and day. *ret_n: how
** many are late. Nobody late: nothing is written. */
struct err *review_remind(struct ctx *c, int64_t call_id, size_t *ret_n) MUST_CHECK;

#endif
