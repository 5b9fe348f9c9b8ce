/* public_entry_store.c: the rows of what will be public. */
#include "decision/public_entry_store.h"

#include "base/id.h"
#include "ledger/ledger.h"

#include <jansson.h>
#include <stdlib.h>
#include <string.h>

AUDITED(public_entry, "id, call_id, application_id, state, texts, proposed, note, due_at, revision, by_office,"
                      " changed_by,"
                      " changed_at");

#define ENTRY                                                                                                  \
    "SELECT e.id, e.call_id, e.application_id, e.state, e.texts, e.proposed, e.note, e.due_at, e.revision," \
    " e.by_office," \
    " p.name, e.changed_at, a.receipt_no FROM public_entry e JOIN application a ON a.id = e.application_id"    \
    " LEFT JOIN person p ON p.id = e.changed_by"
STMT(public_entries_of_call, READ, "i", ENTRY " WHERE e.call_id = $1 AND a.state = 'submitted' ORDER BY a.receipt_no");
STMT(public_entry_of_application, READ, "i", ENTRY " WHERE e.application_id = $1");
STMT(public_entry_insert, WRITE, "iiitii",
     "INSERT INTO public_entry (id, call_id, application_id, state, texts, note, due_at, revision, by_office,"
     " changed_by,"
     " changed_at) VALUES ($1, $2, $3, 'asked', $4, '', $5, 1, 1, 0, $6)");
STMT(public_entry_set_due, WRITE, "ii", "UPDATE public_entry SET due_at = $2 WHERE id = $1");
STMT(public_entry_update, WRITE, "iitt" "ttii" "i",
     "UPDATE public_entry SET state = $3, texts = $4, proposed = $5, note = $6, revision = revision + 1,"
     " by_office = $7,"
     " changed_by = $8, changed_at = $9 WHERE id = $1 AND revision = $2");
STMT(institution_english, READ, "i", "SELECT name_en FROM institution WHERE id = $1");

/* ── texts as JSON ── */

const char *public_texts_json(struct arena *a, const struct public_texts *t)
{
    json_t *o = json_object();
    for (enum public_text i = PUBLIC_NAME_JA; i < PUBLIC_TEXT_COUNT; i++)
        (void)json_object_set_new(o, public_text_key(i), json_string(t->v[i]));
    char *text = json_dumps(o, JSON_COMPACT | JSON_SORT_KEYS);
    const char *copy = arena_strdup(a, text ? text : "{}");
    json_decref(o);
    arena_defer(a, free, text);
    return copy;
}

static struct public_texts texts_of(struct arena *a, const char *json)
{
    struct public_texts t;
    json_t *o = json_loads(json, 0, NULL);
    for (enum public_text i = PUBLIC_NAME_JA; i < PUBLIC_TEXT_COUNT; i++) {
        const char *s = json_string_value(json_object_get(o, public_text_key(i)));
        t.v[i] = arena_strdup(a, s ? s : "");
    }
    json_decref(o);
    return t;
}

/* ── rows ── */

static struct public_entry entry_from_row(struct arena *a, const struct row *r)
{
    struct public_entry e = { .id = row_i64(r, 0), .call_id = row_i64(r, 1), .application_id = row_i64(r, 2),
                              .state = row_text(r, 3), .texts = texts_of(a, row_text(r, 4)),
                              .has_proposed = !row_is_null(r, 5), .note = row_text(r, 6), .due_at = row_i64(r, 7),
                              .revision = row_i64(r, 8), .by_office = row_bool(r, 9),
                                  .changed_by_name = row_text(r, 10),
                              .changed_at = row_i64(r, 11), .receipt_no = row_text(r, 12) };
    e.proposed = e.has_proposed ? texts_of(a, row_text(r, 5)) : e.texts;
    return e;
}

struct err *public_entry_list(struct ctx *c, int64_t call_id, struct public_entries *ret)
{
    struct rows rows;
    TRY(db_rows(c, public_entries_of_call, &rows, I64(call_id)));
    struct public_entry *v = arena_array(c->arena, struct public_entry, rows.n + 1);
    for (size_t i = 0; i < rows.n; i++)
        v[i] = entry_from_row(c->arena, &rows.v[i]);
    *ret = (struct public_entries){ rows.n, v };
    return NULL;
}

struct err *public_entry_find(struct ctx *c, int64_t application_id, struct public_entry **ret)
{
    struct row row;
    bool found = false;
    struct public_entry *e = NULL;
    TRY(db_find(c, public_entry_of_application, &row, &found, I64(application_id)));
    if (found) {
        e = arena_new(c->arena, struct public_entry);
        *e = entry_from_row(c->arena, &row);
    }
    *ret = e;
    return NULL;
}

/* ── what the application says ── */

static const char *answer_of(const struct submitted *s, const char *field)
{
    for (size_t i = 0; i < s->form.n; i++)
        if (strcmp(s->form.v[i].field, field) == 0 && s->form.v[i].value)
            return s->form.v[i].value;
    return "";
}

struct err *public_texts_of_application(struct ctx *c, const struct application *app, struct public_texts *ret)
{
    struct submission *sub = NULL;
    struct submitted sent;
    struct row row;
    bool found = false;
    TRY(submission_load(c, app->submission_id, &sub));
    TRY(submission_read(c->arena, sub, &sent));
    TRY(db_find(c, institution_english, &row, &found, I64(app->institution_id)));
    *ret = (struct public_texts){ { [PUBLIC_NAME_JA] = app->title,
                                    [PUBLIC_NAME_EN] = answer_of(&sent, "hub_name_en"),
                                    [PUBLIC_INSTITUTION_JA] = app->institution,
                                    [PUBLIC_INSTITUTION_EN] = found ? row_text(&row, 0) : "",
                                    [PUBLIC_SUMMARY_JA] = answer_of(&sent, "summary"),
                                    [PUBLIC_SUMMARY_EN] = answer_of(&sent, "summary_en") } };
    return NULL;
}

struct err *public_entry_ask(struct tx *tx, const struct application *app, instant due_at, int64_t *ret_id)
{
    struct ctx *c = tx_ctx(tx);
    struct public_entry *there = NULL;
    struct public_texts t;
    TRY(public_entry_find(c, app->id, &there));
    *ret_id = there ? there->id : id_random();
    if (there)
        return db_must(tx, public_entry_set_due, I64(there->id), I64(due_at));
    TRY(public_texts_of_application(c, app, &t));
    return db_must(tx, public_entry_insert, I64(*ret_id), I64(app->call_id), I64(app->id),
                   TXT(public_texts_json(c->arena, &t)), I64(due_at), I64(c->now));
}

struct err *public_entry_put(struct tx *tx, const struct public_entry *e, bool by_office)
{
    struct ctx *c = tx_ctx(tx);
    const char *proposed = e->has_proposed ? public_texts_json(c->arena, &e->proposed) : NULL;
    return db_must(tx, public_entry_update, I64(e->id), I64(e->revision), TXT(e->state),
                   TXT(public_texts_json(c->arena, &e->texts)), TXT(proposed), TXT(e->note), BOOL01(by_office),
                   I64(c->actor.person), I64(c->now));
}
