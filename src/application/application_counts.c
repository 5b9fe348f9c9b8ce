/* application_counts.c: how many applications of a call are in which state: what the office sees of drafts, and
** whether an institution has room for one more. */
#include "application/application_rules.h"

#include "db/db.h"
#include "application.msg.h"

#include <string.h>

STMT(application_count_of_institution, READ, "iii",
     "SELECT count(*) FROM application WHERE call_id = $1 AND institution_id = $2"
     " AND state = 'submitted' AND id <> $3");
STMT(application_states, READ, "i", "SELECT state, count(*) FROM application WHERE call_id = $1 GROUP BY state");
STMT(application_withdrawn_of_call, READ, "i",
     "SELECT id FROM application WHERE call_id = $1 AND state = 'withdrawn' AND submission_id IS NOT NULL"
     " ORDER BY withdrawn_at, id");

/* Asks for the number of submissions again: what was sent anew in the meantime has not been looked at. */
STMT(application_set_admitted, WRITE, "iii",
     "UPDATE application SET admitted_at = $2 WHERE id = $1 AND state = 'submitted' AND submissions = $3");

struct err *application_mark_admitted(struct tx *tx, const struct application *app, bool admitted)
{
    return db_must(tx, application_set_admitted, I64(app->id), admitted ? I64(tx_ctx(tx)->now) : NUL(),
                   I64(app->submissions));
}

struct err *application_count(struct ctx *c, int64_t call_id, struct application_counts *ret)
{
    struct rows rows;
    struct application_counts n = { 0 };
    TRY(db_rows(c, application_states, &rows, I64(call_id)));
    for (size_t i = 0; i < rows.n; i++) {
        const char *state = row_text(&rows.v[i], 0);
        int64_t *to = strcmp(state, "draft") == 0       ? &n.drafts
                      : strcmp(state, "submitted") == 0 ? &n.submitted
                                                        : &n.withdrawn;
        *to = row_i64(&rows.v[i], 1);
    }
    *ret = n;
    return NULL;
}

struct err *application_list_withdrawn(struct ctx *c, int64_t call_id, struct application_list *ret)
{
    struct rows rows;
    TRY(db_rows(c, application_withdrawn_of_call, &rows, I64(call_id)));
    struct application **v = arena_array(c->arena, struct application *, rows.n);
    for (size_t i = 0; i < rows.n; i++) /* few: each is loaded by itself */
        TRY(application_load(c, row_i64(&rows.v[i], 0), &v[i]));
    *ret = (struct application_list){ rows.n, v };
    return NULL;
}

struct err *application_institution_has_room(struct ctx *c, const struct call *call, int64_t institution_id,
                                             int64_t application)
{
    int64_t limit = call->definition->rules.applications_per_institution;
    int64_t others = 0;
    if (limit == 0)
        return NULL;
    TRY(db_i64(c, application_count_of_institution, &others, I64(call->id), I64(institution_id),
               I64(application)));
    return others < limit ? NULL : refused(c->arena, MSG_APPLICATION_INSTITUTION_FULL, arg_i64(limit));
}
