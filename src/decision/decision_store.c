/* decision_store.c: the rows of decisions and letters. */
#include "decision/decision_store.h"

#include "base/id.h"
#include "file/file.h"
#include "ledger/ledger.h"

#include <string.h>

AUDITED(decision, "id, call_id, application_id, outcome, reason, comment, conditions, revision, decided_by,"
                  " decided_at");
AUDITED(letter, "id, release_id, application_id, kind, document_number, document, pdf_hash, pdf_size, made_at");

#define DECISION                                                                                              \
    "SELECT d.id, d.application_id, d.outcome, d.reason, d.comment, d.conditions, d.revision, d.decided_by, p.name," \
    " d.decided_at FROM decision d LEFT JOIN person p ON p.id = d.decided_by"
STMT(decision_of_application, READ, "i", DECISION " WHERE d.application_id = $1");
STMT(decision_of_call, READ, "i", DECISION " WHERE d.call_id = $1 ORDER BY d.application_id");
STMT(decision_insert, WRITE, "iiit" "ttti" "i",
     "INSERT INTO decision (id, call_id, application_id, outcome, reason, comment, conditions, revision, decided_by,"
     " decided_at) VALUES ($1, $2, $3, $4, $5, $6, $7, 1, $8, $9) ON CONFLICT (application_id) DO NOTHING");
STMT(decision_update, WRITE, "iit" "ttti" "i",
     "UPDATE decision SET outcome = $3, reason = $4, comment = $5, conditions = $6, revision = revision + 1,"
     " decided_by = $7, decided_at = $8 WHERE id = $1 AND revision = $2");

#define LETTER "SELECT id, release_id, application_id, kind, document_number, document, pdf_hash, pdf_size FROM letter"
STMT(letters_of_release, READ, "i", LETTER " WHERE release_id = $1 ORDER BY application_id");
STMT(letter_of_application, READ, "i", LETTER " WHERE application_id = $1");
STMT(letter_insert, WRITE, "iiit" "ttbi" "i",
     "INSERT INTO letter (id, release_id, application_id, kind, document_number, document, pdf_hash, pdf_size, made_at)"
     " VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)");
STMT(letters_delete, WRITE, "i", "DELETE FROM letter WHERE release_id = $1");

STMT(letter_files, READ, "", "SELECT pdf_hash, pdf_size FROM letter");
STMT(letter_names, READ, "b", "SELECT count(*) FROM letter WHERE pdf_hash = $1");
FILES_NAMED_BY(letter, letter_files, letter_names);

STMT(call_set_announced, WRITE, "iti",
     "UPDATE call SET announced_on = $2, announced_at = $3 WHERE id = $1 AND state = 'published'"
     " AND announced_at IS NULL");
STMT(institution_place, READ, "i", "SELECT prefecture FROM institution WHERE id = $1");

static struct decision decision_from_row(const struct row *r)
{
    return (struct decision){ .id = row_i64(r, 0),
                              .application_id = row_i64(r, 1),
                              .outcome = outcome_parse(row_text(r, 2)),
                              .reason = row_text(r, 3),
                              .comment = row_text(r, 4),
                              .conditions = row_text(r, 5),
                              .revision = row_i64(r, 6),
                              .decided_by = row_i64(r, 7),
                              .decided_by_name = row_text(r, 8),
                              .decided_at = row_i64(r, 9) };
}

struct err *decision_find(struct ctx *c, int64_t application_id, struct decision **ret)
{
    struct row row;
    bool found = false;
    TRY(db_find(c, decision_of_application, &row, &found, I64(application_id)));
    struct decision *d = NULL;
    if (found) {
        d = arena_new(c->arena, struct decision);
        *d = decision_from_row(&row);
    }
    *ret = d;
    return NULL;
}

struct err *decision_list(struct ctx *c, int64_t call_id, struct decision_list *ret)
{
    struct rows rows;
    TRY(db_rows(c, decision_of_call, &rows, I64(call_id)));
    struct decision *v = arena_array(c->arena, struct decision, rows.n + 1);
    for (size_t i = 0; i < rows.n; i++)
        v[i] = decision_from_row(&rows.v[i]);
    *ret = (struct decision_list){ rows.n, v };
    return NULL;
}

struct err *decision_put(struct tx *tx, const struct application *app, const struct decision *d, int64_t seen,
                         bool *ret_changed, int64_t *ret_id)
{
    int64_t changed = 0;
    int64_t id = seen ? d->id : id_random();
    const char *outcome = outcome_word(d->outcome);
    if (seen)
        TRY(db_run(tx, decision_update, &changed, I64(id), I64(seen), TXT(outcome), TXT(d->reason), TXT(d->comment),
                   TXT(d->conditions), I64(d->decided_by), I64(d->decided_at)));
    else
        TRY(db_run(tx, decision_insert, &changed, I64(id), I64(app->call_id), I64(app->id), TXT(outcome),
                   TXT(d->reason), TXT(d->comment), TXT(d->conditions), I64(d->decided_by),
                   I64(d->decided_at)));
    *ret_changed = changed == 1;
    *ret_id = id;
    return NULL;
}

/* ── letters ── */

static struct letter_row letter_from_row(const struct row *r)
{
    return (struct letter_row){ .id = row_i64(r, 0), .release_id = row_i64(r, 1), .application_id = row_i64(r, 2),
                                .kind = row_text(r, 3), .document_number = row_text(r, 4), .document = row_text(r, 5),
                                .pdf_hash = row_bytes(r, 6), .pdf_size = row_i64(r, 7) };
}

struct err *letter_list(struct ctx *c, int64_t release_id, struct letter_rows *ret)
{
    struct rows rows;
    TRY(db_rows(c, letters_of_release, &rows, I64(release_id)));
    struct letter_row *v = arena_array(c->arena, struct letter_row, rows.n + 1);
    for (size_t i = 0; i < rows.n; i++)
        v[i] = letter_from_row(&rows.v[i]);
    *ret = (struct letter_rows){ rows.n, v };
    return NULL;
}

struct err *letter_find(struct ctx *c, int64_t application_id, struct letter_row **ret)
{
    struct row row;
    bool found = false;
    TRY(db_find(c, letter_of_application, &row, &found, I64(application_id)));
    struct letter_row *l = NULL;
    if (found) {
        l = arena_new(c->arena, struct letter_row);
        *l = letter_from_row(&row);
    }
    *ret = l;
    return NULL;
}

struct err *letter_add(struct tx *tx, const struct letter_row *l, int64_t *ret_id)
{
    int64_t id = id_random();
    TRY(db_run(tx, letter_insert, NULL, I64(id), I64(l->release_id), I64(l->application_id), TXT(l->kind),
               TXT(l->document_number), TXT(l->document), BYTES(l->pdf_hash), I64(l->pdf_size), I64(tx_ctx(tx)->now)));
    *ret_id = id;
    return NULL;
}

struct err *letter_delete_all(struct tx *tx, int64_t release_id)
{
    return db_run(tx, letters_delete, NULL, I64(release_id));
}

/* ── what belongs to others ── */

struct err *call_mark_announced(struct tx *tx, int64_t call_id, date on, instant at)
{
    return db_must(tx, call_set_announced, I64(call_id), TXT(date_iso(tx_ctx(tx)->arena, on)), I64(at));
}

struct err *institution_prefecture(struct ctx *c, int64_t institution_id, const char **ret)
{
    struct row row;
    bool found = false;
    TRY(db_find(c, institution_place, &row, &found, I64(institution_id)));
    *ret = found ? row_text_or_null(&row, 0) : NULL;
    return NULL;
}
