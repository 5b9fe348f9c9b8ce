/* screening_store.c: the rows of the formal check. */
#include "screening/screening.h"

#include "base/date.h"
#include "db/db.h"
#include "ledger/ledger.h"

#include <stdlib.h>
#include <string.h>

AUDITED(screening, "id, application_id, state, submission_id, taken_by, taken_at, reason, decided_by, decided_at,"
                   " confirmed_by, confirmed_at");
AUDITED(screening_mark, "id, screening_id, item_key, submission_id, good, reason, marked_by, marked_at");

#define SCREENING_COLUMNS                                                                                    \
    "s.id, s.state, s.submission_id, s.taken_by, t.name, s.taken_at, s.reason, s.decided_by, d.name,"        \
    " s.decided_at, s.confirmed_by, f.name, s.confirmed_at"
#define SCREENING_PEOPLE                                                                                     \
    " LEFT JOIN person t ON t.id = s.taken_by LEFT JOIN person d ON d.id = s.decided_by"                     \
    " LEFT JOIN person f ON f.id = s.confirmed_by"
STMT(screening_of_application, READ, "i",
     "SELECT " SCREENING_COLUMNS " FROM screening s" SCREENING_PEOPLE " WHERE s.application_id = $1");
STMT(screening_of_call, READ, "i",
     "SELECT " SCREENING_COLUMNS ", a.id, a.type_key, a.title, i.name, a.receipt_no, a.state, a.submissions,"
     " a.submission_id, a.admitted_at, a.returned_until, a.withdrawn_at, u.arrived_at,"
     " (SELECT count(*) FROM completion c WHERE c.application_id = a.id)"
     " FROM application a JOIN institution i ON i.id = a.institution_id JOIN submission u ON u.id = a.submission_id"
     " LEFT JOIN screening s ON s.application_id = a.id" SCREENING_PEOPLE
     " WHERE a.call_id = $1 ORDER BY u.arrived_at, a.id");
/* What is sent and not in review: few, once the check is under way, whatever the number of applications. */
STMT(screening_not_admitted, READ, "i",
     "SELECT COALESCE(s.state, ''), CASE WHEN s.submission_id = a.submission_id THEN 1 ELSE 0 END, a.returned_until,"
     " count(*) FROM application a LEFT JOIN screening s ON s.application_id = a.id WHERE a.call_id = $1"
     " AND a.state = 'submitted' AND a.admitted_at IS NULL"
     " GROUP BY COALESCE(s.state, ''), CASE WHEN s.submission_id = a.submission_id THEN 1 ELSE 0 END,"
     " a.returned_until");
STMT(screening_marks_of, READ, "i",
     "SELECT m.item_key, m.good, m.reason, m.submission_id, p.name, m.marked_at FROM screening_mark m"
     " LEFT JOIN person p ON p.id = m.marked_by WHERE m.screening_id = $1 ORDER BY m.id");
STMT(screening_late, READ, "i",
     "SELECT a.id, a.title, i.name, a.type_key, min(l.arrived_at), max(l.arrived_at), count(*)"
     " FROM late_submit l JOIN application a ON a.id = l.application_id JOIN institution i ON i.id = a.institution_id"
     " WHERE a.call_id = $1 AND a.state = 'draft' GROUP BY a.id, a.title, i.name, a.type_key"
     " ORDER BY min(l.arrived_at), a.id");
STMT(screening_saves_late, READ, "i",
     "SELECT count(*) FROM answer_save WHERE application_id = $1 AND outcome = 'late'");
STMT(screening_opened, READ, "ii",
     "SELECT (SELECT count(*) FROM assignment g JOIN application a ON a.id = g.application_id WHERE a.call_id = $1"
     "   AND (CAST($2 AS BIGINT) = 0 OR a.id = $2))"
     " + (SELECT count(*) FROM declaration d JOIN application a ON a.id = d.application_id WHERE a.call_id = $1"
     "   AND (CAST($2 AS BIGINT) = 0 OR a.id = $2) AND d.conflicted = 0 AND EXISTS (SELECT 1 FROM duty u"
     "   WHERE u.person_id = d.person_id AND u.duty IN ('committee', 'chair')))");

static int64_t id_or_0(const struct row *r, int col)
{
    return row_is_null(r, col) ? 0 : row_i64(r, col);
}

static struct screening of_row(const struct row *r, const struct application *app, instant now)
{
    struct screening s = { .id = id_or_0(r, 0),
                           .application_id = app->id,
                           .stored = row_text(r, 1),
                           .submission_id = id_or_0(r, 2),
                           .taken_by = id_or_0(r, 3),
                           .taken_name = row_text(r, 4),
                           .taken_at = row_i64_or_unknown(r, 5),
                           .reason = row_text(r, 6),
                           .decided_by = id_or_0(r, 7),
                           .decided_name = row_text(r, 8),
                           .decided_at = row_i64_or_unknown(r, 9),
                           .confirmed_by = id_or_0(r, 10),
                           .confirmed_name = row_text(r, 11),
                           .confirmed_at = row_i64_or_unknown(r, 12) };
    s.state = screening_state_of(app, s.stored, s.submission_id, now);
    return s;
}

struct err *screening_load(struct ctx *c, const struct application *app, struct screening *ret)
{
    struct row row;
    bool found = false;
    TRY(db_find(c, screening_of_application, &row, &found, I64(app->id)));
    if (found)
        *ret = of_row(&row, app, c->now);
    else
        *ret = (struct screening){ .application_id = app->id,
                                   .stored = "",
                                   .state = screening_state_of(app, "", 0, c->now),
                                   .taken_name = "",
                                   .decided_name = "",
                                   .confirmed_name = "",
                                   .reason = "",
                                   .taken_at = INSTANT_UNKNOWN,
                                   .decided_at = INSTANT_UNKNOWN,
                                   .confirmed_at = INSTANT_UNKNOWN };
    return NULL;
}

struct err *screening_list(struct ctx *c, const struct call *call, struct screening_list *ret)
{
    struct rows rows;
    struct screening_list list = { 0 };
    TRY(db_rows(c, screening_of_call, &rows, I64(call->id)));
    list.v = arena_array(c->arena, struct screening_line, rows.n + 1);
    for (size_t i = 0; i < rows.n; i++) {
        const struct row *r = &rows.v[i];
        struct screening_line *x = &list.v[list.n++];
        x->app = (struct application){ .id = row_i64(r, 13),
                                       .call_id = call->id,
                                       .type_key = row_text(r, 14),
                                       .title = row_text(r, 15),
                                       .institution = row_text(r, 16),
                                       .receipt_no = row_text(r, 17),
                                       .state = row_text(r, 18),
                                       .submissions = (int)row_i64(r, 19),
                                       .submission_id = row_i64(r, 20),
                                       .admitted_at = row_i64_or_unknown(r, 21),
                                       .returned_until = row_i64_or_unknown(r, 22),
                                       .withdrawn_at = row_i64_or_unknown(r, 23) };
        x->screening = of_row(r, &x->app, c->now);
        x->arrived_at = row_i64(r, 24);
        x->returns = row_i64(r, 25);
        list.count[x->screening.state]++;
    }
    *ret = list;
    return NULL;
}

static int by_application(const void *a, const void *b)
{
    const struct screening_line *x = a;
    const struct screening_line *y = b;
    return (x->app.id > y->app.id) - (x->app.id < y->app.id);
}

enum screening_state screening_list_find(struct screening_list *list, int64_t application_id)
{
    const struct screening_line key = { .app = { .id = application_id } };
    if (!list->by_id && list->n)
        qsort(list->v, list->n, sizeof *list->v, by_application);
    list->by_id = true;
    const struct screening_line *at =
        list->n ? bsearch(&key, list->v, list->n, sizeof *list->v, by_application) : NULL;
    return at ? at->screening.state : SCREENING_WAITING;
}

struct err *screening_count(struct ctx *c, const struct call *call, int64_t ret[SCREENING_STATE_COUNT])
{
    struct rows rows;
    TRY(db_rows(c, screening_not_admitted, &rows, I64(call->id)));
    memset(ret, 0, SCREENING_STATE_COUNT * sizeof *ret);
    for (size_t i = 0; i < rows.n; i++) {
        const struct row *r = &rows.v[i];
        bool same = row_i64(r, 1) == 1;
        struct application app = { .state = "submitted", .submission_id = 1,
                                   .returned_until = row_i64_or_unknown(r, 2) };
        ret[screening_state_of(&app, row_text(r, 0), same ? 1 : 0, c->now)] += row_i64(r, 3);
    }
    return NULL;
}

struct err *screening_marks_load(struct ctx *c, int64_t screening_id, struct screening_marks *ret)
{
    struct rows rows;
    TRY(db_rows(c, screening_marks_of, &rows, I64(screening_id)));
    struct screening_mark *v = arena_array(c->arena, struct screening_mark, rows.n + 1);
    for (size_t i = 0; i < rows.n; i++)
        v[i] = (struct screening_mark){ .item_key = row_text(&rows.v[i], 0),
                                        .good = row_bool(&rows.v[i], 1),
                                        .reason = row_text(&rows.v[i], 2),
                                        .submission_id = row_i64(&rows.v[i], 3),
                                        .by = row_text(&rows.v[i], 4),
                                        .at = row_i64(&rows.v[i], 5) };
    *ret = (struct screening_marks){ rows.n, v };
    return NULL;
}

struct err *screening_list_late(struct ctx *c, const struct call *call, struct late_list *ret)
{
    struct rows rows;
    TRY(db_rows(c, screening_late, &rows, I64(call->id)));
    struct late_line *v = arena_array(c->arena, struct late_line, rows.n + 1);
    for (size_t i = 0; i < rows.n; i++)
        v[i] = (struct late_line){ .application_id = row_i64(&rows.v[i], 0),
                                   .title = row_text(&rows.v[i], 1),
                                   .institution = row_text(&rows.v[i], 2),
                                   .type_key = row_text(&rows.v[i], 3),
                                   .first_at = row_i64(&rows.v[i], 4),
                                   .last_at = row_i64(&rows.v[i], 5),
                                   .times = row_i64(&rows.v[i], 6) };
    *ret = (struct late_list){ rows.n, v };
    return NULL;
}

struct err *screening_late_saves(struct ctx *c, int64_t application_id, int64_t *ret)
{
    return db_i64(c, screening_saves_late, ret, I64(application_id));
}

struct err *screening_review_began(struct ctx *c, int64_t call_id, int64_t application_id, bool *ret)
{
    int64_t n = 0;
    TRY(db_i64(c, screening_opened, &n, I64(call_id), I64(application_id)));
    *ret = n > 0;
    return NULL;
}
