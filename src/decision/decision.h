/* decision.h: what the committee decided, and the release that makes it public at a set minute. */
#ifndef DECISION_DECISION_H
#define DECISION_DECISION_H

#include "base/ctx.h"
#include "call/call.h"

#include <stdbool.h>

struct decision {
    int64_t id, application_id;
    const char *outcome;    /* select, decline */
    const char *reason, *comment, *conditions;
    bool departs;           /* from the order of scores: then a reason is required */
    int revision;
    int64_t decided_by;
    const char *decided_by_name;
    instant decided_at;
};

struct release {
    int64_t id, call_id;
    const char *state;      /* prepared, approved, released */
    instant announce_at;
    const char *document_prefix, *signed_by_ja;
    int64_t prepared_by, approved_by;
    instant prepared_at, approved_at, released_at;
};

/* Which decisions depart from the order of scores: an application that is declined although one with a lower mean is
** selected, and the other way round (per type). Pure. */
struct ranked {
    int64_t application_id;
    int64_t mean_micro; /* INT64_MIN: not scored */
    bool selected;
    bool departs;       /* out */
};
void decision_mark_departures(struct ranked *v, size_t n);

struct err *decision_find(struct ctx *c, int64_t application_id, struct decision **ret) MUST_CHECK; /* NULL: none */
/* revision: the one the chair had seen (0: none); another: CONFLICT that says who was faster. */
struct err *decision_record(struct ctx *c, int64_t application_id, const char *outcome, const char *reason,
                            const char *comment, const char *conditions, int revision) MUST_CHECK;

struct err *release_find(struct ctx *c, int64_t call_id, struct release **ret) MUST_CHECK; /* NULL: none */
/* Refused while an application of the call has no decision. */
struct err *release_prepare(struct ctx *c, int64_t call_id, instant announce_at, const char *document_prefix,
                            const char *signed_by_ja) MUST_CHECK;
/* By the office lead, not by who prepared it; refused when a decision changed since. Letters are made by a job. */
struct err *release_approve(struct ctx *c, int64_t release_id) MUST_CHECK;
/* At the set minute, in one transaction: designations, names, terms, call announced, letters and mails. Idempotent. */
struct err *release_perform(struct ctx *c, int64_t release_id) MUST_CHECK;

#endif
