/* call.h: a call for applications (公募): its dates, the definition it is run by, and in which phase it is.
**
** A call opens and closes by itself: its phase is a function of its dates and of the present instant, never a stored
** flag that somebody must remember to set. */
#ifndef CALL_CALL_H
#define CALL_CALL_H

#include "base/ctx.h"
#include "person/policy.h"
#include "programme/programme.h"

#include <stdbool.h>

struct tx;

struct call {
    int64_t id;
    const char *programme, *round;        /* "j-innovation-hub", "6" */
    int64_t definition_id;
    const char *state;                    /* draft, published, cancelled */
    instant opens_at, closes_at;
    bool deadline_inclusive;              /* is closes_at itself, to the microsecond, still in time? */
    date planned_from, planned_to;        /* announcement, planned; DATE_UNKNOWN */
    const char *planned_words_ja, *planned_words_en;
    int term_years;
    bool rehearsal;
    instant published_at;                 /* INSTANT_UNKNOWN: not yet */
    date announced_on;                    /* DATE_UNKNOWN: not yet */
    instant announced_at;
    const struct definition *definition;  /* loaded with the call; shared, immutable */
};

enum call_phase { CALL_DRAFT, CALL_CANCELLED, CALL_UPCOMING, CALL_OPEN, CALL_CLOSED, CALL_ANNOUNCED };
enum call_phase call_phase(const struct call *call, instant now);
/* The states of the call for the policy (STATE_CALL_OPEN …); decisions add theirs. */
unsigned call_states(const struct call *call, instant now);

/* NULL when a request that had arrived whole at `arrived` is in time; else REFUSED with the reason (not open yet,
** closed at). Default: closes_at itself is in, one microsecond later is out (DESIGN §3.5). */
struct err *call_accepts(struct arena *a, const struct call *call, instant arrived) MUST_CHECK;

/* "第6回公募" / "Sixth call" */
const char *call_title(struct arena *a, enum lang lang, const struct call *call);
/* The sentence that says what "in time" means, for the call page, the form and the receipt. */
const char *call_deadline_sentence(struct arena *a, enum lang lang, const struct call *call);

struct err *call_load(struct ctx *c, int64_t id, struct call **ret) MUST_CHECK;
/* By programme and round as in the URL /calls/:round; NOT_FOUND. Drafts only for the office. */
struct err *call_load_round(struct ctx *c, const char *round, struct call **ret) MUST_CHECK;
struct call_list {
    size_t n;
    struct call **v;
};
/* All that are published (newest first); with drafts too when the viewer is of the office. */
struct err *call_list(struct ctx *c, struct call_list *ret) MUST_CHECK;
/* The call that the office, reviewers and committee are busy with: the newest published one that is not announced,
** else the newest. NULL when there is none. */
struct err *call_find_current(struct ctx *c, struct call **ret) MUST_CHECK;

/* A definition by id, parsed once per process and kept (definitions are immutable). */
struct err *definition_load(struct ctx *c, int64_t id, const struct definition **ret) MUST_CHECK;
/* Stores a definition as the next version of its programme (no new row when the hash is already there). */
struct err *definition_add(struct tx *tx, const struct definition *def, const char *note, int64_t *ret_id) MUST_CHECK;

/* ── use cases ── */
struct call_dates {
    instant opens_at, closes_at;
    bool deadline_inclusive;
    date planned_from, planned_to;
    const char *planned_words_ja, *planned_words_en;
    int term_years;
};
/* A draft call of the programme with the definition's own schedule (or the dates given). */
struct err *call_create(struct ctx *c, const struct definition *def, const char *round, const struct call_dates *dates,
                        bool rehearsal, int64_t *ret_id) MUST_CHECK;
struct err *call_change_dates(struct ctx *c, int64_t call_id, const struct call_dates *dates) MUST_CHECK;
/* The office says of one item that is ours: it stands as it is. */
struct err *call_confirm_item(struct ctx *c, int64_t call_id, const char *item_key) MUST_CHECK;
/* Refused while an item that is ours is not confirmed as it stands. */
struct err *call_publish(struct ctx *c, int64_t call_id) MUST_CHECK;

#endif
