/* sheet.h: the score sheet of one reviewer on one application.
**
** Its items follow from the definition: for each criterion a score ("KEY.score"), a comment for the
** committee ("KEY.committee") and one for the applicant ("KEY.applicant"), and the two comments on the whole
** ("overall.…"). */
#ifndef REVIEW_SHEET_H
#define REVIEW_SHEET_H

#include "application/application.h"
#include "base/decimal.h"
#include "review/review.h"

/* MARK and NOTE: of a sub-item, "KEY.SUB.mark", "KEY.SUB.note"; GRADE: "overall.grade". None of the three
** counts. */
enum sheet_item_kind { SHEET_SCORE, SHEET_COMMITTEE, SHEET_APPLICANT, SHEET_MARK, SHEET_NOTE, SHEET_GRADE };
struct sheet_item {
    const char *key;
    enum sheet_item_kind kind;
    const struct criterion *criterion; /* NULL: on the whole */
    const struct sub_item *sub;        /* of MARK and NOTE */
    bool required;
};
struct sheet_items {
    size_t n;
    struct sheet_item *v;
};
struct sheet_items sheet_items(struct arena *a, const struct definition *def);
const struct sheet_item *sheet_item_find(const struct sheet_items *items, const char *key); /* NULL: none */

struct sheet_entry {
    const char *item_key, *value;
    int64_t revision;
    instant saved_at;
};
struct sheet {
    int64_t id; /* 0: nothing was written yet */
    int64_t application_id, person_id;
    bool complete;
    int versions;
    instant completed_at;
    size_t n;
    struct sheet_entry *v; /* by item key */
    const char *reviewer;  /* name, for the office */
};
const struct sheet_entry *sheet_entry_of(const struct sheet *s, const char *item_key); /* NULL: none */
const char *sheet_value(const struct sheet *s, const char *item_key); /* "" when there is none */

/* ── rules ── */
/* May this value be saved? A score is "" or the value of a level, a comment at most comment_max characters. INVALID
** about the item's key. */
struct err *sheet_item_check(struct arena *a, const struct definition *def, const struct sheet_item *item,
                             const char *value) MUST_CHECK;
/* What is missing: every criterion scored, and a comment of comment_min characters where the scale asks. A chain of
** INVALID about the items; NULL: it may be completed. */
struct err *sheet_missing(struct arena *a, const struct definition *def, const struct sheet *s) MUST_CHECK;
/* The weighted total; false while a criterion has no score. */
bool sheet_total(const struct definition *def, const struct sheet *s, struct decimal *ret)
    __attribute__((warn_unused_result));

/* ── store ── */
/* The sheet of that person on the application, with .id 0 and no entries where nothing was written. No
** rights asked. */
struct err *sheet_load_of(struct ctx *c, int64_t application_id, int64_t person_id,
                          struct sheet **ret) MUST_CHECK;
/* The office's view; NOT_FOUND. */
struct err *sheet_load(struct ctx *c, int64_t id, struct sheet **ret) MUST_CHECK;
struct sheet_list {
    size_t n;
    struct sheet **v;
};
/* Completed sheets of others on the application, in an order that does not change and says nothing (A, B,
** …): only when the viewer's own is complete and the definition's rules allow it, else an empty list. */
struct err *sheet_list_of_others(struct ctx *c, const struct application *app, const struct call *call,
                                 const struct sheet *own, struct sheet_list *ret) MUST_CHECK;

/* ── use cases ── */
/* Saves one item as it was left. base: the revision the person had seen (0: none). A stale save overwrites
** nothing and gives what stands there; the same text again is a success and writes nothing. INVALID as
** sheet_item_check. */
struct err *score_save(struct ctx *c, int64_t application_id, const char *item_key, const char *value,
                       int64_t base, struct save_result *ret) MUST_CHECK;
/* The same for a whole form in one transaction. seen: revision per item. Mistakes and stale items come back
** as a chain about their keys; everything else is saved. */
struct score_line {
    const char *item_key, *value;
    int64_t base;
};
struct err *score_save_all(struct ctx *c, int64_t application_id, const struct score_line *v, size_t n,
                           size_t *ret_saved, struct err **ret_mistakes) MUST_CHECK;
/* INVALID with what is missing; twice is nothing. Keeps the state as a version for ever. */
struct err *sheet_complete(struct ctx *c, int64_t application_id) MUST_CHECK;
/* The office opens it again, with a reason, which the reviewer is told by mail. */
struct err *sheet_reopen(struct ctx *c, int64_t sheet_id, const char *reason) MUST_CHECK;

#endif
