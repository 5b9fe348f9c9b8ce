/* progress.c: where the review of a call stands. */
#include "review/progress.h"

#include "db/db.h"
#include "person/person.h"
#include "review/in_review.h"
#include "review/declaration.h"

#include <stdlib.h>
#include <string.h>

/* ── of the viewer ── */

struct err *review_call_find(struct ctx *c, struct call **ret)
{
    struct call *current = NULL;
    const struct viewer *v = c->viewer;
    int64_t other = 0;
    TRY(call_find_current(c, &current));
    *ret = current;
    if (!v || (current && review_takes_part(c, current->id)))
        return NULL;
    for (size_t i = 0; i < v->duty_count; i++)
        if ((v->duty[i].duty & (DUTY_REVIEWER | DUTY_COMMITTEE | DUTY_CHAIR)) && v->duty[i].call_id)
            other = v->duty[i].call_id;
    *ret = NULL;
    return other ? call_load(c, other, ret) : NULL;
}

STMT(own_reviews, READ, "ii",
     "SELECT a.id, a.title, i.name, a.type_key, a.receipt_no, s.state,"
     " (SELECT count(*) FROM sheet_entry e WHERE e.sheet_id = s.id AND e.value <> '' AND e.item_key LIKE "
     "'%.score' ESCAPE '!'),"
     " (SELECT max(e.saved_at) FROM sheet_entry e WHERE e.sheet_id = s.id)"
     " FROM assignment g JOIN application a ON a.id = g.application_id JOIN institution i ON i.id = "
     "a.institution_id"
     " JOIN declaration d ON d.application_id = a.id AND d.person_id = g.person_id AND d.conflicted = 0"
     " LEFT JOIN sheet s ON s.application_id = a.id AND s.person_id = g.person_id"
     " WHERE a.call_id = $1 AND g.person_id = $2 AND NOT " HAS_DECLINED(
         "$2",
         "$1") " AND g.ended_at IS NULL AND " IN_REVIEW("a") ""
                                                             " AND EXISTS (SELECT 1 FROM pledge p WHERE "
                                                             "p.call_id = $1 AND p.person_id = $2)"
                                                             " AND NOT EXISTS (SELECT 1 FROM application u "
                                                             "WHERE u.call_id = $1 AND " IN_REVIEW(
                                                                 "u") " AND NOT "
                                                                      "EXISTS"
                                                                      "   (SELECT 1 FROM declaration o WHERE "
                                                                      "o.application_id = u.id AND "
                                                                      "o.person_id = $2)) ORDER BY "
                                                                      "a.receipt_no");

struct err *own_reviews_list(struct ctx *c, const struct call *call, struct own_reviews *ret)
{
    struct rows rows = { 0 };
    if (review_is_running(call, c->now) && c->viewer && viewer_holds(c->viewer, DUTY_REVIEWER, call->id))
        TRY(db_rows(c, own_reviews, &rows, I64(call->id), I64(viewer_person(c))));
    ret->n = rows.n;
    ret->v = arena_array(c->arena, struct own_review, rows.n);
    for (size_t i = 0; i < rows.n; i++) {
        const struct row *r = &rows.v[i];
        ret->v[i] = (struct own_review){ row_i64(r, 0),      row_text(r, 1),
                                         row_text(r, 2),     row_text(r, 3),
                                         row_text(r, 4),     strcmp(row_text(r, 5), "complete") == 0,
                                         (int)row_i64(r, 6), row_i64_or_unknown(r, 7) };
    }
    return NULL;
}

/* ── of the office ── */

/* Of those who declined, the ones whose completed sheets stand. */
#define REVIEWERS_OF                                                                                         \
    " FROM person p LEFT JOIN institution i ON i.id = p.institution_id"                                      \
    " LEFT JOIN reviewer v ON v.call_id = $1 AND v.email_key = p.email_key"                                  \
    " WHERE " REVIEWS_FOR("p.id", "$1", "$2") " OR (v.declined_at IS NOT NULL AND EXISTS (SELECT 1 FROM"      \
    " assignment g JOIN application a ON a.id = g.application_id WHERE a.call_id = $1 AND g.person_id = p.id" \
    " AND g.ended_at IS NULL))"
#define SUBMITTED(alias)                                                                                     \
    " JOIN application a ON a.id = " alias ".application_id AND a.call_id = $1 AND " IN_REVIEW("a") ""

STMT(reviewers_of_call, READ, "ii",
     "SELECT p.id, p.name, COALESCE(NULLIF(v.affiliation, ''), i.name),"
     " (SELECT max(g.pledged_at) FROM pledge g WHERE g.call_id = $1 AND g.person_id = p.id),"
     " (SELECT count(*) FROM declaration x" SUBMITTED("x") " WHERE x.person_id = p.id),"
     " (SELECT count(*) FROM application a WHERE a.call_id = $1 AND " IN_REVIEW("a") "),"
     " (SELECT count(*) FROM declaration x" SUBMITTED("x") " WHERE x.person_id = p.id AND x.conflicted = 1),"
     " (SELECT count(*) FROM assignment x" SUBMITTED("x") " WHERE x.person_id = p.id AND x.ended_at IS NULL),"
     " (SELECT count(*) FROM assignment x" SUBMITTED("x") " JOIN sheet s ON s.application_id = x.application_id"
     "   AND s.person_id = x.person_id AND s.state = 'complete' WHERE x.person_id = p.id AND x.ended_at IS NULL),"
     " p.email, v.declined_at, v.load_max,"
     " (SELECT max(x.declared_at) FROM declaration x WHERE x.call_id = $1 AND x.person_id = p.id),"
     " (SELECT max(e.saved_at) FROM sheet_entry e JOIN sheet s ON s.id = e.sheet_id JOIN application a ON"
     "   a.id = s.application_id WHERE a.call_id = $1 AND s.person_id = p.id)" REVIEWERS_OF
     " ORDER BY p.name_kana NULLS LAST, p.name, p.id");
STMT(coverage_of_call, READ, "i",
     "SELECT a.id, a.title, i.name, a.type_key, a.receipt_no,"
     " (SELECT count(*) FROM assignment g WHERE g.application_id = a.id AND g.ended_at IS NULL),"
     " (SELECT count(*) FROM assignment g JOIN sheet s ON s.application_id = g.application_id AND "
     "s.person_id ="
     "   g.person_id AND s.state = 'complete' WHERE g.application_id = a.id AND g.ended_at IS NULL),"
     " (SELECT count(*) FROM declaration d WHERE d.application_id = a.id AND d.conflicted = 1)"
     " FROM application a JOIN institution i ON i.id = a.institution_id"
     " WHERE a.call_id = $1 AND " IN_REVIEW("a") " ORDER BY a.receipt_no");
STMT(pairs_of_call, READ, "i",
     "SELECT d.application_id, d.person_id, d.category, d.conflicted, d.ruled_at, g.id, g.ended_at, s.id, "
     "s.state,"
     " (SELECT count(*) FROM sheet_entry e WHERE e.sheet_id = s.id AND e.value <> '')"
     " FROM declaration d JOIN application a ON a.id = d.application_id"
     " LEFT JOIN assignment g ON g.application_id = d.application_id AND g.person_id = d.person_id"
     " LEFT JOIN sheet s ON s.application_id = d.application_id AND s.person_id = d.person_id"
     " WHERE d.call_id = $1 AND " IN_REVIEW("a") " ORDER BY d.application_id, d.person_id");

static instant later(instant a, instant b)
{
    return a > b ? a : b; /* INSTANT_UNKNOWN is the smallest */
}

struct err *reviewer_list(struct ctx *c, const struct call *call, struct reviewer_list *ret)
{
    struct rows rows;
    TRY(db_rows(c, reviewers_of_call, &rows, I64(call->id), I64(c->now)));
    ret->n = rows.n;
    ret->v = arena_array(c->arena, struct reviewer_progress, rows.n);
    for (size_t i = 0; i < rows.n; i++) {
        const struct row *r = &rows.v[i];
        int64_t own_max = row_is_null(r, 11) ? 0 : row_i64(r, 11);
        ret->v[i] = (struct reviewer_progress){
            .person_id = row_i64(r, 0),
            .name = row_text(r, 1),
            .institution = row_text(r, 2),
            .pledged_at = row_i64_or_unknown(r, 3),
            .declared = row_i64(r, 4),
            .to_declare = row_i64(r, 5),
            .conflicts = row_i64(r, 6),
            .assigned = row_i64(r, 7),
            .complete = row_i64(r, 8),
            .email = row_text(r, 9),
            .declined = !row_is_null(r, 10),
            .load_max = own_max ? own_max : call->definition->rules.reviewer_load_max,
            .active_at = later(row_i64_or_unknown(r, 12), row_i64_or_unknown(r, 13))
        };
    }
    return NULL;
}

bool reviewer_is_late(const struct reviewer_progress *r)
{
    return !r->declined && r->to_declare > 0 &&
           (r->pledged_at == INSTANT_UNKNOWN || r->declared < r->to_declare || r->complete < r->assigned);
}

struct err *coverage_list(struct ctx *c, const struct call *call, struct coverage_list *ret)
{
    struct rows rows;
    TRY(db_rows(c, coverage_of_call, &rows, I64(call->id)));
    ret->n = rows.n;
    ret->v = arena_array(c->arena, struct coverage, rows.n);
    for (size_t i = 0; i < rows.n; i++) {
        const struct row *r = &rows.v[i];
        ret->v[i] = (struct coverage){ row_i64(r, 0),  row_text(r, 1), row_text(r, 2), row_text(r, 3),
                                       row_text(r, 4), row_i64(r, 5),  row_i64(r, 6),  row_i64(r, 7) };
    }
    return NULL;
}

static enum cell_kind kind_of(const struct definition *def, const struct row *r)
{
    const struct conflict *conflict = definition_conflict(def, row_text(r, 2));
    if (!row_bool(r, 3))
        return CELL_FREE;
    return row_is_null(r, 4) && !(conflict && conflict->excludes) ? CELL_DOUBTFUL : CELL_CONFLICT;
}

struct err *pair_list(struct ctx *c, const struct call *call, struct pair_list *ret)
{
    struct rows rows;
    TRY(db_rows(c, pairs_of_call, &rows, I64(call->id)));
    ret->n = rows.n;
    ret->v = arena_array(c->arena, struct pair_state, rows.n);
    for (size_t i = 0; i < rows.n; i++) {
        const struct row *r = &rows.v[i];
        ret->v[i] = (struct pair_state){ .application_id = row_i64(r, 0),
                                         .person_id = row_i64(r, 1),
                                         .kind = kind_of(call->definition, r),
                                         .assigned = !row_is_null(r, 5) && row_is_null(r, 6),
                                         .sheet_id = row_is_null(r, 7) ? 0 : row_i64(r, 7),
                                         .complete = strcmp(row_text(r, 8), "complete") == 0,
                                         .written = row_i64(r, 9) > 0 };
    }
    return NULL;
}

static int by_pair(const void *x, const void *y)
{
    const struct pair_state *a = x, *b = y;
    if (a->application_id != b->application_id)
        return a->application_id < b->application_id ? -1 : 1;
    return (a->person_id > b->person_id) - (a->person_id < b->person_id);
}

const struct pair_state *pair_find(const struct pair_list *list, int64_t application_id, int64_t person_id)
{
    struct pair_state key = { .application_id = application_id, .person_id = person_id };
    return list->n ? bsearch(&key, list->v, list->n, sizeof *list->v, by_pair) : NULL;
}

struct err *review_counts(struct ctx *c, const struct call *call, struct review_counts *ret)
{
    struct reviewer_list reviewers;
    struct coverage_list applications;
    struct pair_list pairs;
    struct review_counts n = { 0 };
    TRY(reviewer_list(c, call, &reviewers));
    TRY(coverage_list(c, call, &applications));
    TRY(pair_list(c, call, &pairs));
    for (size_t i = 0; i < reviewers.n; i++) {
        if (reviewers.v[i].declined)
            continue;
        n.unpledged += reviewers.v[i].pledged_at == INSTANT_UNKNOWN;
        n.undeclared += reviewers.v[i].declared < reviewers.v[i].to_declare;
        n.open_sheets += reviewers.v[i].assigned - reviewers.v[i].complete;
    }
    for (size_t i = 0; i < applications.n; i++)
        n.uncovered += applications.v[i].assigned < call->definition->rules.reviewers_per_application;
    for (size_t i = 0; i < pairs.n; i++)
        n.doubtful += pairs.v[i].kind == CELL_DOUBTFUL;
    *ret = n;
    return NULL;
}
