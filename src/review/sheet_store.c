/* sheet_store.c: score sheets as rows, and who may read whose. */
#include "review/sheet.h"

#include "db/db.h"
#include "person/person.h"

#include <stdlib.h>
#include <string.h>

#define SHEET "SELECT s.id, s.application_id, s.person_id, s.state, s.versions, s.completed_at, p.name"

STMT(sheet_of, READ, "ii",
     SHEET
     " FROM sheet s JOIN person p ON p.id = s.person_id WHERE s.application_id = $1 AND s.person_id = $2");
STMT(sheet_by_id, READ, "i", SHEET " FROM sheet s JOIN person p ON p.id = s.person_id WHERE s.id = $1");
STMT(sheets_complete_of_others, READ, "ii",
     SHEET
     " FROM sheet s JOIN person p ON p.id = s.person_id WHERE s.application_id = $1 AND s.person_id <> $2"
     " AND s.state = 'complete' AND NOT EXISTS (SELECT 1 FROM declaration d WHERE d.application_id = "
     "s.application_id"
     " AND d.person_id = s.person_id AND d.conflicted = 1) ORDER BY s.id");
STMT(sheet_entries_of, READ, "i",
     "SELECT item_key, value, revision, saved_at FROM sheet_entry WHERE sheet_id = $1 ORDER BY item_key");
STMT(sheet_entries_of_others, READ, "ii",
     "SELECT e.item_key, e.value, e.revision, e.saved_at, e.sheet_id FROM sheet_entry e JOIN sheet s ON s.id "
     "= e.sheet_id"
     " WHERE s.application_id = $1 AND s.person_id <> $2 AND s.state = 'complete' ORDER BY e.sheet_id, "
     "e.item_key");

static struct sheet *sheet_from_row(struct arena *a, const struct row *r)
{
    struct sheet *s = arena_new(a, struct sheet);
    *s = (struct sheet){ .id = row_i64(r, 0),
                         .application_id = row_i64(r, 1),
                         .person_id = row_i64(r, 2),
                         .complete = strcmp(row_text(r, 3), "complete") == 0,
                         .versions = (int)row_i64(r, 4),
                         .completed_at = row_i64_or_unknown(r, 5),
                         .reviewer = row_text(r, 6) };
    return s;
}

static struct sheet_entry entry_from_row(const struct row *r)
{
    return (struct sheet_entry){ .item_key = row_text(r, 0),
                                 .value = row_text(r, 1),
                                 .revision = row_i64(r, 2),
                                 .saved_at = row_i64(r, 3) };
}

static struct err *with_entries(struct ctx *c, struct sheet *s)
{
    struct rows rows;
    TRY(db_rows(c, sheet_entries_of, &rows, I64(s->id)));
    s->n = rows.n;
    s->v = arena_array(c->arena, struct sheet_entry, rows.n);
    for (size_t i = 0; i < rows.n; i++)
        s->v[i] = entry_from_row(&rows.v[i]);
    return NULL;
}

struct err *sheet_load_of(struct ctx *c, int64_t application_id, int64_t person_id, struct sheet **ret)
{
    struct row row;
    bool found = false;
    TRY(db_find(c, sheet_of, &row, &found, I64(application_id), I64(person_id)));
    struct sheet *s = found ? sheet_from_row(c->arena, &row) : arena_new(c->arena, struct sheet);
    if (!found)
        *s = (struct sheet){ .application_id = application_id,
                             .person_id = person_id,
                             .completed_at = INSTANT_UNKNOWN };
    TRY(with_entries(c, s));
    *ret = s;
    return NULL;
}

struct err *sheet_load(struct ctx *c, int64_t id, struct sheet **ret)
{
    struct row row;
    TRY(db_row(c, sheet_by_id, &row, I64(id)));
    struct sheet *s = sheet_from_row(c->arena, &row);
    TRY(with_entries(c, s));
    *ret = s;
    return NULL;
}

/* Ids are random: by id is an order that does not change and says nothing of who or when. */
struct err *sheet_list_of_others(struct ctx *c, const struct application *app, const struct call *call,
                                 const struct sheet *own, struct sheet_list *ret)
{
    struct rows sheets, entries;
    struct standing standing;
    *ret = (struct sheet_list){ 0 };
    if (!own->complete || !call->definition->rules.others_scores_after_own)
        return NULL;
    TRY(review_standing(c, app, call, &standing));
    TRY(allow(c, ACT_SCORES_OF_OTHERS, ACT_REVIEW_READ, standing));
    TRY(db_rows(c, sheets_complete_of_others, &sheets, I64(app->id), I64(viewer_person(c))));
    TRY(db_rows(c, sheet_entries_of_others, &entries, I64(app->id), I64(viewer_person(c))));
    struct sheet_list list = { .v = arena_array(c->arena, struct sheet *, sheets.n) };
    for (size_t i = 0; i < sheets.n; i++) {
        struct sheet *s = sheet_from_row(c->arena, &sheets.v[i]);
        s->v = arena_array(c->arena, struct sheet_entry, entries.n);
        for (size_t k = 0; k < entries.n; k++)
            if (row_i64(&entries.v[k], 4) == s->id)
                s->v[s->n++] = entry_from_row(&entries.v[k]);
        s->reviewer = NULL;
        list.v[list.n++] = s;
    }
    *ret = list;
    return NULL;
}
