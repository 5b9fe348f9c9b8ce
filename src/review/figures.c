/* figures.c: completed sheets as figures for the committee, scoped by the viewer's conflicts. */
#include "review/sheet.h"

#include "db/db.h"
#include "person/person.h"
#include "review/in_review.h"

#include <stdio.h>
#include <string.h>

#define COUNTS_MAX 16

/* A sheet of a reviewer who is in conflict counts nowhere, whenever it was written. */
#define NO_CONFLICT(who, what)                                                                               \
    "NOT EXISTS (SELECT 1 FROM declaration x WHERE x.application_id = " what " AND x.person_id = " who       \
    " AND x.conflicted = 1)"

STMT(figures_applications, READ, "ii",
     "SELECT a.id, a.title, (SELECT count(*) FROM assignment g WHERE g.application_id = a.id AND g.ended_at "
     "IS NULL)"
     " FROM application a WHERE a.call_id = $1 AND " IN_REVIEW("a") " AND " NO_CONFLICT(
         "$2", "a.id") " ORDER BY a.id");
STMT(figures_scores, READ, "ii",
     "SELECT s.application_id, s.id, e.item_key, e.value FROM sheet s JOIN application a ON a.id = "
     "s.application_id"
     " JOIN sheet_entry e ON e.sheet_id = s.id AND e.item_key LIKE '%.score'"
     " WHERE a.call_id = $1 AND " IN_REVIEW("a") " AND s.state = "
     "'complete'"
     " AND " NO_CONFLICT("$2",
                         "a.id") " AND " NO_CONFLICT("s.person_id",
                                                     "a.id") " ORDER BY s.application_id, s.id, e.item_key");

/* One sheet's entries stand together: rows from..to. */
static struct sheet sheet_of_rows(struct arena *a, const struct rows *rows, size_t from, size_t to)
{
    struct sheet s = { .id = row_i64(&rows->v[from], 1),
                       .complete = true,
                       .v = arena_array(a, struct sheet_entry, to - from) };
    for (size_t i = from; i < to; i++)
        s.v[s.n++] =
            (struct sheet_entry){ .item_key = row_text(&rows->v[i], 2), .value = row_text(&rows->v[i], 3) };
    return s;
}

static void count_scores(const struct definition *def, const struct sheet *s, struct sheet_figures *f)
{
    char key[160], value[24];
    for (size_t i = 0; i < def->criteria.n; i++) {
        (void)snprintf(key, sizeof key, "%s.score", def->criteria.v[i].key);
        for (size_t l = 0; l < def->scale.levels.n && l < COUNTS_MAX; l++) {
            (void)snprintf(value, sizeof value, "%lld", (long long)def->scale.levels.v[l].value);
            if (strcmp(sheet_value(s, key), value) == 0) {
                f->items[i].counts[l]++;
                f->items[i].n++;
            }
        }
    }
}

static void items_begin(struct arena *a, const struct definition *def, struct sheet_figures *f)
{
    f->item_count = def->criteria.n;
    f->items = arena_array(a, struct item_figures, def->criteria.n);
    for (size_t i = 0; i < def->criteria.n; i++)
        f->items[i].item_key = def->criteria.v[i].key;
}

/* Reads on from row *at through the sheets of f's application. */
static struct err *figures_of(struct ctx *c, const struct definition *def, const struct rows *rows,
                              size_t *at, struct sheet_figures *f)
{
    size_t n = 0, first = *at, end = first;
    while (end < rows->n && row_i64(&rows->v[end], 0) == f->application_id)
        end++;
    struct decimal *totals = arena_array(c->arena, struct decimal, end - first);
    for (size_t i = first; i < end;) {
        size_t to = i;
        while (to < end && row_i64(&rows->v[to], 1) == row_i64(&rows->v[i], 1))
            to++;
        struct sheet s = sheet_of_rows(c->arena, rows, i, to);
        if (!sheet_total(def, &s, &totals[n]))
            return fault(c->arena, "sheet %lld is complete without a total", (long long)s.id);
        count_scores(def, &s, f);
        n++;
        i = to;
    }
    *at = end;
    f->complete = (int)n;
    return figures_set(c->arena, def, totals, n, f);
}

struct err *review_figures(struct ctx *c, const struct call *call, size_t *ret_n, struct sheet_figures **ret)
{
    struct rows apps, scores;
    const struct definition *def = call->definition;
    TRY(db_rows(c, figures_applications, &apps, I64(call->id), I64(viewer_person(c))));
    TRY(db_rows(c, figures_scores, &scores, I64(call->id), I64(viewer_person(c))));
    struct sheet_figures *v = arena_array(c->arena, struct sheet_figures, apps.n);
    size_t at = 0;
    for (size_t i = 0; i < apps.n; i++) {
        v[i].application_id = row_i64(&apps.v[i], 0);
        v[i].title = row_text(&apps.v[i], 1);
        v[i].assigned = (int)row_i64(&apps.v[i], 2);
        items_begin(c->arena, def, &v[i]);
        TRY(figures_of(c, def, &scores, &at, &v[i]));
    }
    figures_order(v, apps.n);
    *ret_n = apps.n;
    *ret = v;
    return NULL;
}
