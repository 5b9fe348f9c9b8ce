/* application_counts.c: how many applications of a call are in which state: what the office sees of drafts. */
#include "application/application.h"

#include "db/db.h"

#include <string.h>

STMT(application_states, READ, "i", "SELECT state, count(*) FROM application WHERE call_id = $1 GROUP BY state");
STMT(application_withdrawn_of_call, READ, "i",
     "SELECT id FROM application WHERE call_id = $1 AND state = 'withdrawn' AND submission_id IS NOT NULL"
     " ORDER BY withdrawn_at, id");

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
