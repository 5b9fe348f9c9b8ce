/* declaration_store.c: what was declared, read back as lists for the reviewer and for the office. */
#include "review/declaration.h"

#include "base/buf.h"
#include "base/text.h"
#include "db/db.h"
#include "i18n/i18n.h"
#include "person/person.h"
#include "review.msg.h"

#include <jansson.h>
#include <string.h>

#define LINE                                                                                                 \
    "a.id, a.title, i.name, a.type_key, d.id, d.person_id, d.category, d.reason, d.declared_at, "            \
    "d.conflicted,"                                                                                          \
    " d.ruled_at, d.ruling, p.name, CASE WHEN p.institution_id = a.institution_id THEN 1 ELSE 0 END, "       \
    "s.answers"

STMT(declarations_of_person, READ, "ii",
     "SELECT " LINE " FROM application a JOIN institution i ON i.id = a.institution_id"
     " JOIN person p ON p.id = $2 LEFT JOIN submission s ON s.id = a.submission_id"
     " LEFT JOIN declaration d ON d.application_id = a.id AND d.person_id = $2"
     " WHERE a.call_id = $1 AND (a.state = 'submitted' OR d.id IS NOT NULL) ORDER BY a.receipt_no");
STMT(declarations_of_call, READ, "i",
     "SELECT " LINE " FROM declaration d JOIN application a ON a.id = d.application_id"
     " JOIN institution i ON i.id = a.institution_id JOIN person p ON p.id = d.person_id"
     " LEFT JOIN submission s ON s.id = a.submission_id"
     " WHERE d.call_id = $1 ORDER BY a.receipt_no, p.name_kana NULLS LAST, p.name, d.id");
STMT(members_of_call, READ, "i",
     "SELECT m.application_id, p.name FROM application_member m JOIN person p ON p.id = m.person_id"
     " JOIN application a ON a.id = m.application_id WHERE a.call_id = $1 ORDER BY m.application_id, "
     "m.added_at, m.id");
STMT(declarations_missing, READ, "ii",
     "SELECT count(*) FROM application a WHERE a.call_id = $1 AND a.state = 'submitted' AND NOT EXISTS"
     " (SELECT 1 FROM declaration d WHERE d.application_id = a.id AND d.person_id = $2)");
STMT(declared_not_yet, READ, "ii",
     "SELECT count(*) FROM call k WHERE k.id = $1 AND (NOT EXISTS"
     " (SELECT 1 FROM pledge p WHERE p.call_id = k.id AND p.person_id = $2)"
     " OR EXISTS (SELECT 1 FROM application a WHERE a.call_id = k.id AND a.state = 'submitted' AND NOT EXISTS"
     " (SELECT 1 FROM declaration d WHERE d.application_id = a.id AND d.person_id = $2)))");
STMT(declaration_in_conflict, READ, "ii",
     "SELECT count(*) FROM declaration WHERE application_id = $1 AND person_id = $2 AND conflicted = 1");

/* The one-line fields in which a form names the people of a hub. */
static const char *const PEOPLE[] = { "head_name", "head_post", "contact" };

static void put_name(struct buf *b, const char *name)
{
    if (!name || !*name || strstr(b->s, name))
        return;
    if (b->n)
        buf_puts(b, "、");
    buf_puts(b, name);
}

/* Those whom the submission names, and those who wrote it. */
static const char *people_of(struct arena *a, const struct rows *members, int64_t application,
                             const char *answers)
{
    struct buf b = buf_make(a, 64);
    json_t *root = answers ? json_loads(answers, 0, NULL) : NULL;
    for (size_t i = 0; i < sizeof PEOPLE / sizeof PEOPLE[0]; i++)
        put_name(&b, json_string_value(json_object_get(root, PEOPLE[i])));
    json_decref(root);
    for (size_t i = 0; i < members->n; i++)
        if (row_i64(&members->v[i], 0) == application)
            put_name(&b, row_text(&members->v[i], 1));
    return b.s;
}

static const char *hint_of(struct ctx *c, bool same_institution, const char *reviewer, const char *people)
{
    struct buf b = buf_make(c->arena, 64);
    const char *key = text_key(c->arena, reviewer);
    if (same_institution)
        buf_puts(&b, MSG_TEXT(c->arena, c->lang, MSG_REVIEW_HINT_INSTITUTION));
    if (*key && strstr(text_key(c->arena, people), key)) {
        if (b.n)
            buf_puts(&b, c->lang == LANG_JA ? "" : " ");
        buf_puts(&b, MSG_TEXT(c->arena, c->lang, MSG_REVIEW_HINT_NAME));
    }
    return b.n ? b.s : NULL;
}

static struct declaration line_of_row(struct ctx *c, const struct call *call, const struct rows *members,
                                      const struct row *r)
{
    struct declaration d = { .application_id = row_i64(r, 0),
                             .title = row_text(r, 1),
                             .institution = row_text(r, 2),
                             .type_key = row_text(r, 3),
                             .reviewer = row_text(r, 12),
                             .declared_at = INSTANT_UNKNOWN };
    d.people = people_of(c->arena, members, d.application_id, row_text_or_null(r, 14));
    d.hint = hint_of(c, row_i64(r, 13) == 1, d.reviewer, d.people);
    if (row_is_null(r, 4))
        return d;
    d.id = row_i64(r, 4);
    d.person_id = row_i64(r, 5);
    d.category = row_text(r, 6);
    d.reason = row_text(r, 7);
    d.declared_at = row_i64(r, 8);
    d.conflicted = row_bool(r, 9);
    d.ruling = row_text_or_null(r, 11);
    const struct conflict *conflict = definition_conflict(call->definition, d.category);
    d.doubtful =
        row_is_null(r, 10) && strcmp(d.category, DECLARATION_NONE) != 0 && !(conflict && conflict->excludes);
    return d;
}

static struct err *list_of_rows(struct ctx *c, const struct call *call, const struct rows *rows,
                                struct declaration_list *ret)
{
    struct rows members;
    TRY(db_rows(c, members_of_call, &members, I64(call->id)));
    struct declaration_list list = { .n = rows->n, .v = arena_array(c->arena, struct declaration, rows->n) };
    for (size_t i = 0; i < rows->n; i++)
        list.v[i] = line_of_row(c, call, &members, &rows->v[i]);
    *ret = list;
    return NULL;
}

struct err *declaration_list_mine(struct ctx *c, const struct call *call, struct declaration_list *ret)
{
    struct rows rows = { 0 };
    if (review_is_on(call, c->now) && review_takes_part(c, call->id))
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
