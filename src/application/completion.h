/* completion.h: parts of a sent application that the office has returned to its people (補正), with a date of their
** own. Only those fields can be changed; what was sent before stays; sending again makes a new submission beside it. */
#ifndef APPLICATION_COMPLETION_H
#define APPLICATION_COMPLETION_H

#include "application/application.h"

#define COMPLETION_MESSAGE_MAX 2000

struct completion {
    int64_t id, application_id, asked_by;
    int number;           /* the first, the second … return of this application */
    text_list fields;     /* keys of the form */
    const char *message;  /* what is to be put right, in words */
    instant due_at;       /* a submission that had arrived whole by then is in time */
    instant asked_at;
    int64_t before_id;    /* the submission as it was returned */
    int64_t done_id;      /* the one that answers it; 0: none yet */
    instant done_at, ended_at; /* ended_at: answered, or closed by the office; INSTANT_UNKNOWN: still open */
};
struct completion_list {
    size_t n;
    struct completion *v;
};
/* All of an application, oldest first. */
struct err *completion_list(struct ctx *c, int64_t application_id, struct completion_list *ret) MUST_CHECK;
/* The one that is open, answered or not in time; NULL: none. */
struct err *completion_find(struct ctx *c, int64_t application_id, struct completion **ret) MUST_CHECK;
/* Is this field one of those returned? */
bool completion_has(const struct completion *x, const char *field_key);
/* May this field be changed: returned itself, or asked only because of the answer to one that is. */
bool completion_opens(const struct completion *x, const struct definition *def, const struct form_field *f);
/* May a submission that arrived then answer it? REFUSED after its date. */
struct err *completion_accepts(struct arena *a, const struct completion *x, instant arrived) MUST_CHECK;

/* INVALID about "fields" (none, or one that is not asked of the type), "message" and "due" (not in the future). */
struct err *completion_check(struct arena *a, const struct application *app, const struct definition *def,
                             const text_list *fields, const char *message, instant due_at, instant now) MUST_CHECK;

/* ── inside a transaction of the office, which has asked for the right ── */
/* Opens the fields until due_at, and tells every member by mail. CONFLICT unless it stands as a submission. */
struct err *completion_ask(struct tx *tx, const struct application *app, const text_list *fields, const char *message,
                           instant due_at) MUST_CHECK;
/* Another date. */
struct err *completion_move(struct tx *tx, const struct application *app, const struct completion *x,
                            instant due_at) MUST_CHECK;
/* The fields are locked again, answered or not. */
struct err *completion_end(struct tx *tx, const struct application *app, const struct completion *x) MUST_CHECK;
/* The members' submission answers it; the entry of the submission touches it. */
struct err *completion_answer(struct tx *tx, const struct completion *x, int64_t submission_id) MUST_CHECK;

#endif
