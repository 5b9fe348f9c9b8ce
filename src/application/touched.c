/* touched.c: see touched.h. */
#include "application/touched.h"

#include "base/arena.h"
#include "db/db.h"

#include <string.h>

#define OF_CALL " a.call_id = $1 AND a.state IN ('draft', 'submitted')"

STMT(touched_types, READ, "i",
     "SELECT a.type_key, a.state, count(*) FROM application a WHERE" OF_CALL
     " GROUP BY a.type_key, a.state ORDER BY a.type_key, a.state");
STMT(touched_sent_of_call, READ, "i",
     "SELECT a.receipt_no, a.title, a.type_key FROM application a WHERE a.call_id = $1 AND a.state = 'submitted'"
     " ORDER BY a.receipt_no");
STMT(touched_fields, READ, "i",
     "SELECT DISTINCT w.application_id, w.field_key FROM answer w JOIN application a ON a.id = w.application_id"
     " WHERE a.call_id = $1 AND a.state = 'draft' AND w.value <> '' ORDER BY w.field_key, w.application_id");
STMT(touched_people_of_call, READ, "i",
     "SELECT DISTINCT p.id, p.name, p.email, p.lang FROM application_member m"
     " JOIN application a ON a.id = m.application_id JOIN person p ON p.id = m.person_id WHERE" OF_CALL
     " ORDER BY p.id, p.name, p.email, p.lang");

static void put_types(struct ctx *c, const struct rows *rows, struct application_touched *t)
{
    t->types = arena_array(c->arena, struct touched_type, rows->n + 1);
    for (size_t i = 0; i < rows->n; i++) {
        const char *key = row_text(&rows->v[i], 0);
        if (!t->type_count || strcmp(t->types[t->type_count - 1].type_key, key) != 0)
            t->types[t->type_count++] = (struct touched_type){ .type_key = key };
        struct touched_type *x = &t->types[t->type_count - 1];
        bool draft = strcmp(row_text(&rows->v[i], 1), "draft") == 0;
        *(draft ? &x->drafts : &x->submitted) = row_i64(&rows->v[i], 2);
        *(draft ? &t->drafts : &t->submitted) += row_i64(&rows->v[i], 2);
    }
}

/* Cells of a table ("income.1.y1") count once for each draft. */
static void put_fields(struct ctx *c, const struct rows *rows, struct application_touched *t)
{
    int64_t last = 0;
    t->fields = arena_array(c->arena, struct touched_field, rows->n + 1);
    for (size_t i = 0; i < rows->n; i++) {
        const char *key = row_text(&rows->v[i], 1);
        size_t n = strcspn(key, ".");
        struct touched_field *x = t->field_count ? &t->fields[t->field_count - 1] : NULL;
        if (!x || strlen(x->field_key) != n || strncmp(x->field_key, key, n) != 0) {
            x = &t->fields[t->field_count++];
            *x = (struct touched_field){ .field_key = arena_strndup(c->arena, key, n) };
            last = 0;
        }
        x->drafts += row_i64(&rows->v[i], 0) != last;
        last = row_i64(&rows->v[i], 0);
    }
}

struct err *application_touched(struct ctx *c, int64_t call_id, struct application_touched *ret)
{
    struct application_touched t = { 0 };
    struct touched_people people;
    struct rows rows;
    TRY(db_rows(c, touched_types, &rows, I64(call_id)));
    put_types(c, &rows, &t);
    TRY(db_rows(c, touched_sent_of_call, &rows, I64(call_id)));
    t.sent = arena_array(c->arena, struct touched_sent, rows.n + 1);
    for (size_t i = 0; i < rows.n; i++)
        t.sent[t.sent_count++] = (struct touched_sent){ .receipt_no = row_text(&rows.v[i], 0),
                                                        .title = row_text(&rows.v[i], 1),
                                                        .type_key = row_text(&rows.v[i], 2) };
    TRY(db_rows(c, touched_fields, &rows, I64(call_id)));
    put_fields(c, &rows, &t);
    TRY(application_people_of_call(c, call_id, &people));
    t.people = (int64_t)people.n;
    *ret = t;
    return NULL;
}

struct err *application_people_of_call(struct ctx *c, int64_t call_id, struct touched_people *ret)
{
    struct rows rows;
    TRY(db_rows(c, touched_people_of_call, &rows, I64(call_id)));
    struct touched_people all = { rows.n, arena_array(c->arena, struct touched_person, rows.n + 1) };
    for (size_t i = 0; i < rows.n; i++)
        all.v[i] = (struct touched_person){ .person = row_i64(&rows.v[i], 0),
                                            .name = row_text(&rows.v[i], 1),
                                            .email = row_text(&rows.v[i], 2),
                                            .lang = strcmp(row_text(&rows.v[i], 3), "en") == 0 ? LANG_EN : LANG_JA };
    *ret = all;
    return NULL;
}
