/* meeting_store.h: the rows of meetings, for this folder's own sources. */
#ifndef MEETING_MEETING_STORE_H
#define MEETING_MEETING_STORE_H

#include "db/db.h"
#include "ledger/ledger.h"
#include "meeting/meeting.h"

/* A person is in conflict with an application: by declaration or ruling, or as one of its own people. */
#define IN_CONFLICT(app, who)                                                                                    \
    "(EXISTS (SELECT 1 FROM declaration x WHERE x.application_id = " app " AND x.person_id = " who               \
    " AND x.conflicted = 1) OR EXISTS (SELECT 1 FROM application_member y WHERE y.application_id = " app         \
    " AND y.person_id = " who "))"

/* NOT_FOUND. No rights asked. */
struct err *meeting_load(struct ctx *c, int64_t id, struct meeting *ret) MUST_CHECK;
/* The meeting an item belongs to. */
struct err *meeting_of_item(struct ctx *c, int64_t item_id, int64_t *ret) MUST_CHECK;
/* All of it, as that person may know it (0: everything). */
struct err *session_load(struct ctx *c, const struct meeting *m, int64_t viewer, struct session_view *ret) MUST_CHECK;

/* An event at c->now; *ret_id may be NULL. */
struct err *event_add(struct tx *tx, int64_t meeting_id, enum event_kind kind, int64_t item_id, int64_t person_id,
                      int64_t *ret_id) MUST_CHECK;
/* From one state to the next; CONFLICT when it is no longer in that state. */
struct err *meeting_mark(struct tx *tx, const struct meeting *m, enum meeting_state to) MUST_CHECK;
struct err *meeting_put(struct tx *tx, const struct meeting *m, bool is_new) MUST_CHECK;
struct err *item_put(struct tx *tx, int64_t meeting_id, int place, const struct item *x) MUST_CHECK;
struct err *item_mark(struct tx *tx, int64_t item_id, enum item_state from, enum item_state to) MUST_CHECK;
struct err *item_set_place(struct tx *tx, int64_t item_id, int place) MUST_CHECK;
struct err *item_set_proposal(struct tx *tx, int64_t item_id, const struct proposal *p) MUST_CHECK;
struct err *item_delete(struct tx *tx, int64_t item_id) MUST_CHECK;
struct err *member_set(struct tx *tx, int64_t member_id, enum way way, bool inside) MUST_CHECK;
/* Everybody of the committee belongs to it, with the part they have now. Adds touches to v, at most `most`. */
struct touches {
    size_t n, cap;
    struct touch *v; /* ends with .table NULL */
    struct arena *arena;
};
struct touches touches_make(struct arena *a);
void touches_put(struct touches *t, struct touch x);
struct err *members_sync(struct tx *tx, const struct meeting *m, struct touches *touches) MUST_CHECK;

#endif
