/* call_files.c: guidelines and forms that belong to a call: rows and use cases. */
#include "call/call_papers.h"

#include "base/id.h"
#include "base/text.h"
#include "call/call_versions.h"
#include "db/db.h"
#include "ledger/ledger.h"
#include "call.msg.h"

#include <string.h>

#define FILE_BYTES_MAX (INT64_C(50) << 20)
#define FILES_MAX 40
#define TITLE_MAX 100

AUDITED(call_file,
        "id, call_id, version_id, series, number, kind, title_ja, title_en, name, media_type, size, hash,"
        " added_by, added_at, removed_at");

LEDGER_ACT(MSG_CALL_FILE_ADDED);
LEDGER_ACT(MSG_CALL_FILE_REMOVED);

#define FILE_COLUMNS                                                                                         \
    "SELECT f.id, f.call_id, f.version_id, f.series, f.number, f.kind, f.title_ja, f.title_en, f.name,"      \
    " f.media_type, f.size, f.hash, f.added_at, CASE WHEN EXISTS (SELECT 1 FROM call_file l"                 \
    " WHERE l.series = f.series AND l.number > f.number AND l.removed_at IS NULL) THEN 0 ELSE 1 END AS "     \
    "is_current"                                                                                             \
    " FROM call_file f WHERE f.removed_at IS NULL AND f.call_id = $1"
STMT(call_file_list, READ, "i",
     FILE_COLUMNS
     " ORDER BY CASE f.kind WHEN 'guideline' THEN 0 WHEN 'template' THEN 1 WHEN 'slides' THEN 2 ELSE 3"
     " END, f.series, f.number DESC");
STMT(call_file_one, READ, "ii", FILE_COLUMNS " AND f.id = $2");
STMT(call_file_last, READ, "ii",
     "SELECT CAST(COALESCE(MAX(number), 0) AS BIGINT) FROM call_file WHERE call_id = $1 AND series = $2");
STMT(call_file_insert, WRITE,
     "iiiiit"
     "ttttib"
     "ii",
     "INSERT INTO call_file (id, call_id, version_id, series, number, kind, title_ja, title_en, name, "
     "media_type, size,"
     " hash, added_by, added_at) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14)");
STMT(call_file_mark_removed, WRITE, "iii",
     "UPDATE call_file SET removed_at = $3 WHERE id = $1 AND call_id = $2 AND removed_at IS NULL");
STMT(call_file_named, READ, "", "SELECT DISTINCT hash, size FROM call_file ORDER BY hash, size");
STMT(call_file_names, READ, "b", "SELECT count(*) FROM call_file WHERE hash = $1");
/* What was ever handed out stays: somebody may have worked by it. */
FILES_NAMED_BY(call_file, call_file_named, call_file_names);

static struct call_file file_of_row(const struct row *r)
{
    return (struct call_file){ .id = row_i64(r, 0),
                               .call_id = row_i64(r, 1),
                               .version_id = row_is_null(r, 2) ? 0 : row_i64(r, 2),
                               .series = row_i64(r, 3),
                               .number = row_i64(r, 4),
                               .kind = row_text(r, 5),
                               .title_ja = row_text(r, 6),
                               .title_en = row_text(r, 7),
                               .name = row_text(r, 8),
                               .media_type = row_text(r, 9),
                               .size = row_i64(r, 10),
                               .hash = row_bytes(r, 11),
                               .added_at = row_i64(r, 12),
                               .current = row_i64(r, 13) == 1 };
}

struct err *call_files_list(struct ctx *c, int64_t call_id, struct call_files *ret)
{
    struct rows rows;
    TRY(db_rows(c, call_file_list, &rows, I64(call_id)));
    struct call_files all = { rows.n, arena_array(c->arena, struct call_file, rows.n + 1) };
    for (size_t i = 0; i < rows.n; i++)
        all.v[i] = file_of_row(&rows.v[i]);
    *ret = all;
    return NULL;
}

struct err *call_file_load(struct ctx *c, int64_t call_id, int64_t id, struct call_file *ret)
{
    struct row row;
    TRY(db_row(c, call_file_one, &row, I64(call_id), I64(id)));
    *ret = file_of_row(&row);
    return NULL;
}

static struct err *title_check(struct arena *a, const char *field, const char *title)
{
    if (!*title)
        return invalid(a, field, MSG_CALL_FILE_TITLE_MISSING);
    return text_count(title) > TITLE_MAX ? invalid(a, field, MSG_CALL_TEXT_LONG, arg_i64(TITLE_MAX)) : NULL;
}

static struct err *check(struct ctx *c, const struct call *call, const struct call_file_typed *t,
                         const struct file_facts *file, const struct call_reason *why)
{
    static const char *const KINDS[] = { "guideline", "template", "slides", "other" };
    struct arena *a = c->arena;
    bool known = false;
    for (size_t i = 0; i < sizeof KINDS / sizeof KINDS[0]; i++)
        known = known || strcmp(KINDS[i], t->kind) == 0;
    struct err *e = known ? NULL : invalid(a, "kind", MSG_CALL_FILE_KIND_WRONG);
    e = err_join(e, title_check(a, "title_ja", t->title_ja));
    e = err_join(e, title_check(a, "title_en", t->title_en));
    if (!file)
        e = err_join(e, invalid(a, "file", MSG_CALL_FILE_MISSING));
    else if (!*file_type_word(file->media_type))
        e = err_join(e, invalid(a, "file", MSG_CALL_FILE_TYPE_WRONG));
    else if (file->size > FILE_BYTES_MAX)
        e = err_join(e, invalid(a, "file", MSG_CALL_FILE_LARGE, arg_i64(FILE_BYTES_MAX >> 20)));
    if (strcmp(call->state, "published") == 0)
        e = err_join(e, call_reason_check(a, why));
    return e;
}

/* A series of this call, or a new one; the number that its next version gets. */
static struct err *place(struct ctx *c, int64_t call_id, int64_t *series, int64_t *ret_number)
{
    struct call_files all;
    int64_t last = 0;
    TRY(call_files_list(c, call_id, &all));
    if (all.n >= FILES_MAX)
        return refused(c->arena, MSG_CALL_FILE_MANY, arg_i64(FILES_MAX));
    if (*series)
        TRY(db_i64(c, call_file_last, &last, I64(call_id), I64(*series)));
    if (*series && !last)
        return not_found(c->arena);
    *series = *series ? *series : id_random();
    *ret_number = last + 1;
    return NULL;
}

/* A new paper of a published call is an amendment: *ret_version is its id, else 0. */
static struct err *amend(struct tx *tx, const struct call *call, const struct call_reason *why,
                         int64_t *ret_version)
{
    struct application_touched whom;
    int64_t number = 0;
    *ret_version = 0;
    if (strcmp(call->state, "published") != 0)
        return NULL;
    TRY(application_touched(tx_ctx(tx), call->id, &whom));
    TRY(call_version_count(tx_ctx(tx), call->id, &number));
    TRY(call_version_add(tx, call->id, "file", why, &whom, ret_version));
    return call_tell_touched(tx, call, *ret_version, number, why);
}

struct err *call_file_add(struct ctx *c, int64_t call_id, const struct call_file_typed *t,
                          const struct file_facts *file, const struct call_reason *why)
{
    struct call *call = NULL;
    int64_t series = t->series;
    int64_t number = 0;
    int64_t version = 0;
    int64_t id = id_random();
    TX(tx, c);
    TRY(allow(c, ACT_OFFICE_CALL, ACT_OFFICE_CALL, (struct standing){ REL_ANY, STATE_ANY }));
    TRY(call_load(c, call_id, &call));
    TRY(check(c, call, t, file, why));
    if (call_phase(call, c->now) == CALL_ANNOUNCED || call_phase(call, c->now) == CALL_CANCELLED)
        return refused(c->arena, MSG_CALL_AMEND_OVER);
    TRY(place(c, call_id, &series, &number));
    TRY(amend(tx, call, why, &version));
    struct bytes hash = { file->hash, sizeof file->hash };
    TRY(db_run(tx, call_file_insert, NULL, I64(id), I64(call_id), version ? I64(version) : NUL(), I64(series),
               I64(number), TXT(t->kind), TXT(t->title_ja), TXT(t->title_en),
               TXT(file_clean_name(c->arena, file->name)), TXT(file->media_type), I64(file->size),
               BYTES(hash), I64(c->actor.person), I64(c->now)));
    TRY(ledger_add(tx, MSG_CALL_FILE_ADDED,
                   FACTS(fact_text("kind", t->kind), fact_i64("number", number), fact_hash("hash", hash)),
                   TOUCH(call_file, id), ABOUT(call, call_id)));
    return tx_commit(tx);
}

struct err *call_file_remove(struct ctx *c, int64_t call_id, int64_t id)
{
    struct call *call = NULL;
    struct call_file file;
    TX(tx, c);
    TRY(allow(c, ACT_OFFICE_CALL, ACT_OFFICE_CALL, (struct standing){ REL_ANY, STATE_ANY }));
    TRY(call_load(c, call_id, &call));
    TRY(call_file_load(c, call_id, id, &file));
    if (strcmp(call->state, "draft") != 0)
        return refused(c->arena, MSG_CALL_FILE_STAYS);
    TRY(db_must(tx, call_file_mark_removed, I64(id), I64(call_id), I64(c->now)));
    TRY(ledger_add(tx, MSG_CALL_FILE_REMOVED, NO_FACTS, TOUCH(call_file, id), ABOUT(call, call_id)));
    return tx_commit(tx);
}
