/* touched.h: whom a change of a published call touches. Of drafts the office learns only how many there are. */
#ifndef APPLICATION_TOUCHED_H
#define APPLICATION_TOUCHED_H

#include "base/ctx.h"
#include "base/err.h"

struct touched_type {
    const char *type_key;
    int64_t drafts, submitted;
};
struct touched_sent {
    const char *receipt_no, *title, *type_key;
};
struct touched_field {
    const char *field_key; /* of a table: its key, without row and column */
    int64_t drafts;        /* drafts in which something is written there */
};
struct application_touched {
    int64_t drafts, submitted, people;
    size_t type_count, sent_count, field_count;
    struct touched_type *types;
    struct touched_sent *sent;
    struct touched_field *fields;
};
/* Applications of the call that are neither withdrawn nor given up; four statements. */
struct err *application_touched(struct ctx *c, int64_t call_id, struct application_touched *ret) MUST_CHECK;

struct touched_person {
    int64_t person;
    const char *name, *email;
    enum lang lang;
};
struct touched_people {
    size_t n;
    struct touched_person *v;
};
/* The members of those applications, each once. */
struct err *application_people_of_call(struct ctx *c, int64_t call_id, struct touched_people *ret) MUST_CHECK;

#endif
