/* declaration_store.c: what was declared, read back as lists for the reviewer and for the office. */
#include "review/declaration.h"

#include "db/db.h"
#include "ledger/ledger.h"
#include "person/person.h"
#include "review/hint.h"
#include "review/in_review.h"

#include <string.h>


#define LINE                                                                                                 \
    "a.id, a.title, i.name, a.type_key, d.id, d.person_id, d.category, d.reason, d.declared_at, "            \
    "d.conflicted, d.ruled_at, d.ruling, p.name, pi.name, v.affiliation, v.past, p.id,"                      \
    " (SELECT count(*) FROM declaration_past o WHERE o.declaration_id = d.id)"
#define REVIEWER                                                                                             \
    " LEFT JOIN institution pi ON pi.id = p.institution_id"                                                  \
    " LEFT JOIN reviewer v ON v.call_id = a.call_id AND v.email_key = p.email_key"

STMT(declarations_of_person, READ, "ii",
     "SELECT " LINE " FROM application a JOIN institution i ON i.id = a.institution_id"
     " JOIN person p ON p.id = $2" REVIEWER " LEFT JOIN declaration d ON d.application_id = a.id AND d.person_id = $2"
     " WHERE a.call_id = $1 AND (" IN_REVIEW("a") " OR d.id IS NOT NULL) ORDER BY a.receipt_no");
STMT(declarations_of_call, READ, "i",
     "SELECT " LINE " FROM declaration d JOIN application a ON a.id = d.application_id"
     " JOIN institution i ON i.id = a.institution_id JOIN person p ON p.id = d.person_id" REVIEWER
     " WHERE d.call_id = $1 ORDER BY a.receipt_no, p.name_kana NULLS LAST, p.name, d.id");
STMT(declarations_missing, READ, "ii",
     "SELECT count(*) FROM application a WHERE a.call_id = $1 AND " IN_REVIEW("a") " AND NOT EXISTS"
     " (SELECT 1 FROM declaration d WHERE d.application_id = a.id AND d.person_id = $2)");
STMT(declared_not_yet, READ, "ii",
     "SELECT count(*) FROM call k WHERE k.id = $1 AND (NOT EXISTS"
     " (SELECT 1 FROM pledge p WHERE p.call_id = k.id AND p.person_id = $2)"
     " OR EXISTS (SELECT 1 FROM application a WHERE a.call_id = k.id AND " IN_REVIEW("a") " AND NOT EXISTS"
     " (SELECT 1 FROM declaration d WHERE d.application_id = a.id AND d.person_id = $2)))");
STMT(declined_by, READ, "ii", "SELECT CASE WHEN " HAS_DECLINED("$1", "$2") " THEN 1 ELSE 0 END");
STMT(declaration_in_conflict, READ, "ii",
     "SELECT count(*) FROM declaration WHERE application_id = $1 AND person_id = $2 AND conflicted = 1");

/* ── lines ── */

/* Category "none" is doubtful where it was something else before: only the office takes a conflict away. */
static bool is_doubtful(const struct definition *def, const struct declaration *d, bool ruled)
{
    const struct conflict *conflict = definition_conflict(def, d->category);
    return d->conflicted && !ruled && !(conflict && conflict->excludes);
}

static struct declaration line_of_row(struct ctx *c, const struct call *call, const struct naming *named,
                                      bool in_text, const struct row *r)
{
    struct declaration d = { .application_id = row_i64(r, 0),
                             .title = row_text(r, 1),
                             .institution = row_text(r, 2),
                             .type_key = row_text(r, 3),
                             .reviewer = row_text(r, 12),
                             .person_id = row_i64(r, 16),
                             .people = named ? named->people : "",
                             .declared_at = INSTANT_UNKNOWN };
    const struct known_person person = { d.person_id, d.reviewer, row_text(r, 13), row_text(r, 14), row_text(r, 15) };
    d.hint = hint_text(c->arena, c->lang, &person,
                       &(struct known_application){ d.application_id, d.institution, d.people, in_text });
    if (row_is_null(r, 4))
        return d;
    d.id = row_i64(r, 4);
    d.category = row_text(r, 6);
    d.reason = row_text(r, 7);
    d.declared_at = row_i64(r, 8);
    d.conflicted = row_bool(r, 9);
    d.ruling = row_text_or_null(r, 11);
    d.doubtful = is_doubtful(call->definition, &d, !row_is_null(r, 10));
    d.past_count = row_i64(r, 17);
    return d;
}

/* The persons of the rows, each once: whose names are sought in the applications. */
struct sought {
    size_t n;
    int64_t *person;
    const char **name;
};

static size_t sought_at(const struct sought *s, int64_t person)
{
    size_t i = 0;
    while (i < s->n && s->person[i] != person)
        i++;
    return i;
}

static struct sought sought_of(struct arena *a, const struct rows *rows)
{
    struct sought s = { 0, arena_array(a, int64_t, rows->n + 1), arena_array(a, const char *, rows->n + 1) };
    for (size_t i = 0; i < rows->n; i++)
        if (sought_at(&s, row_i64(&rows->v[i], 16)) == s.n) {
            s.person[s.n] = row_i64(&rows->v[i], 16);
            s.name[s.n++] = row_text(&rows->v[i], 12);
        }
    return s;
}

static struct err *list_of_rows(struct ctx *c, const struct call *call, const struct rows *rows,
                                struct declaration_list *ret)
{
    struct namings namings;
    struct sought sought = sought_of(c->arena, rows);
    TRY(namings_load(c, call->id, sought.name, sought.n, &namings));
    struct declaration_list list = { .n = rows->n, .v = arena_array(c->arena, struct declaration, rows->n) };
    for (size_t i = 0; i < rows->n; i++) {
        const struct naming *named = naming_find(&namings, row_i64(&rows->v[i], 0));
        bool in_text = named && named->in_text[sought_at(&sought, row_i64(&rows->v[i], 16))];
        list.v[i] = line_of_row(c, call, named, in_text, &rows->v[i]);
    }
    *ret = list;
    return NULL;
}

struct err *declaration_list_mine(struct ctx *c, const struct call *call, struct declaration_list *ret)
{
    struct rows rows = { 0 };
    bool left = false;
    TRY(review_has_left(c, call->id, &left));
    if (!left && review_is_on(call, c->now) && review_takes_part(c, call->id))
        TRY(db_rows(c, declarations_of_person, &rows, I64(call->id), I64(viewer_person(c))));
    return list_of_rows(c, call, &rows, ret);
}

/* Doubtful ones, then hints that contradict "none", then conflicts, then the rest; each in the order of the store. */
static int weight_of(const struct declaration *d)
{
    if (d->doubtful)
        return 0;
    if (d->hint && !d->conflicted && !d->ruling)
        return 1;
    return d->conflicted ? 2 : 3;
}

struct err *declaration_list_all(struct ctx *c, const struct call *call, struct declaration_list *ret)
{
    struct rows rows;
    struct declaration_list all;
    TRY(db_rows(c, declarations_of_call, &rows, I64(call->id)));
    TRY(list_of_rows(c, call, &rows, &all));
    struct declaration_list list = { .v = arena_array(c->arena, struct declaration, all.n) };
    for (int weight = 0; weight <= 3; weight++)
        for (size_t i = 0; i < all.n; i++)
            if (weight_of(&all.v[i]) == weight)
                list.v[list.n++] = all.v[i];
    *ret = list;
    return NULL;
}

struct err *declarations_complete(struct ctx *c, const struct call *call, bool *ret)
{
    int64_t missing = 0;
    TRY(db_i64(c, declarations_missing, &missing, I64(call->id), I64(viewer_person(c))));
    *ret = missing == 0;
    return NULL;
}

struct err *review_has_declared(struct ctx *c, const struct call *call, bool *ret)
{
    int64_t missing = 0;
    TRY(db_i64(c, declared_not_yet, &missing, I64(call->id), I64(viewer_person(c))));
    *ret = missing == 0;
    return NULL;
}

struct err *review_conflicted(struct ctx *c, int64_t application_id, int64_t person_id, bool *ret)
{
    int64_t n = 0;
    TRY(db_i64(c, declaration_in_conflict, &n, I64(application_id), I64(person_id)));
    *ret = n > 0;
    return NULL;
}

/* ── who takes part, and when ── */

struct err *review_has_left(struct ctx *c, int64_t call_id, bool *ret)
{
    int64_t n = 0;
    *ret = false;
    if (!c->viewer || viewer_holds(c->viewer, DUTY_COMMITTEE, call_id) || viewer_holds(c->viewer, DUTY_CHAIR, call_id))
        return NULL;
    TRY(db_i64(c, declined_by, &n, I64(viewer_person(c)), I64(call_id)));
    *ret = n > 0;
    return NULL;
}

bool review_is_on(const struct call *call, instant now)
{
    enum call_phase phase = call_phase(call, now);
    return phase == CALL_CLOSED || phase == CALL_ANNOUNCED;
}

bool review_is_running(const struct call *call, instant now)
{
    return call_phase(call, now) == CALL_CLOSED;
}

bool review_takes_part(const struct ctx *c, int64_t call_id)
{
    return c->viewer &&
           (viewer_holds(c->viewer, DUTY_REVIEWER, call_id) ||
            viewer_holds(c->viewer, DUTY_COMMITTEE, call_id) || viewer_holds(c->viewer, DUTY_CHAIR, call_id));
}
