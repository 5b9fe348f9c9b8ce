/* decision_store.h: the rows of decisions, releases and letters, for this feature's own sources. */
#ifndef DECISION_DECISION_STORE_H
#define DECISION_DECISION_STORE_H

#include "application/application.h"
#include "db/db.h"
#include "decision/decision.h"

/* Of a call, by application. */
struct err *decision_list(struct ctx *c, int64_t call_id, struct decision_list *ret) MUST_CHECK;
/* Adds (seen 0) or changes the decision the person had seen; *ret_changed is false when somebody was faster. */
struct err *decision_put(struct tx *tx, const struct application *app, const struct decision *d, int64_t seen,
                         bool *ret_changed, int64_t *ret_id) MUST_CHECK;

/* Everything but ids and names from r; seen 0 adds it. CONFLICT when it changed meanwhile or was released. */
struct err *release_put(struct tx *tx, const struct release *r, int64_t seen, int64_t *ret_id) MUST_CHECK;
/* Each CONFLICT when the release is not in the state or revision that r has. */
struct err *release_mark_stamped(struct tx *tx, const struct release *r) MUST_CHECK;
struct err *release_mark_returned(struct tx *tx, const struct release *r) MUST_CHECK;
struct err *release_mark_approved(struct tx *tx, const struct release *r) MUST_CHECK;
struct err *release_mark_recalled(struct tx *tx, const struct release *r) MUST_CHECK;
struct err *release_mark_noticed(struct tx *tx, const struct release *r) MUST_CHECK;
struct err *release_mark_released(struct tx *tx, const struct release *r, const char *press_ja,
                                  const char *press_en) MUST_CHECK;

/* ── letters ── */
struct letter_row {
    int64_t id, release_id, application_id;
    const char *kind, *document_number, *document;
    struct bytes pdf_hash;
    int64_t pdf_size;
};
struct letter_rows {
    size_t n;
    struct letter_row *v;
};
struct err *letter_list(struct ctx *c, int64_t release_id, struct letter_rows *ret) MUST_CHECK;
/* NULL: none. Of whatever release: there is one of each call. */
struct err *letter_find(struct ctx *c, int64_t application_id, struct letter_row **ret) MUST_CHECK;
struct err *letter_add(struct tx *tx, const struct letter_row *l, int64_t *ret_id) MUST_CHECK;
struct err *letter_delete_all(struct tx *tx, int64_t release_id) MUST_CHECK;

/* ── what belongs to others, and only a release changes ── */
struct err *call_mark_announced(struct tx *tx, int64_t call_id, date on, instant at) MUST_CHECK;
/* JIS code of the institution's prefecture, or NULL. */
struct err *institution_prefecture(struct ctx *c, int64_t institution_id, const char **ret) MUST_CHECK;

#endif
