/* register.h: the register in the store: loading, lists, pages' data. The rules are in registry.h. */
#ifndef REGISTRY_REGISTER_H
#define REGISTRY_REGISTER_H

#include "base/ctx.h"

struct tx;

/* A new designation, when a release is performed. */
struct designation_new {
    const char *programme, *type_key, *round;
    int64_t call_id, application_id, institution_id;
    const char *institution, *name, *reading; /* as announced */
    const char *prefecture;                   /* JIS code "01"…"47", or NULL */
    date announced_on;
    int term_years;
    int position;
    bool rehearsal;
};
struct err *register_designate(struct tx *tx, const struct designation_new *d, int64_t *ret_id) MUST_CHECK;
/* The public register changed: kept pages are forgotten. */
struct err *register_touch(struct tx *tx) MUST_CHECK;
/* Loads the programme's own register (register.csv …) into an empty store. */
struct err *register_import(struct tx *tx, const char *programme_dir) MUST_CHECK;

#endif
