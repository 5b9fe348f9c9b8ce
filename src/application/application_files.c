/* application_files.c: files of an answer. Their bytes are kept before the transaction (src/file); here they get
** their names. */
#include "application/application.h"

#include "application/application_at.h"
#include "application/application_rules.h"
#include "base/id.h"
#include "base/text.h"
#include "db/db.h"
#include "file/file.h"
#include "ledger/ledger.h"
#include "person/person.h"
#include "application.msg.h"

#include <string.h>

LEDGER_ACT(MSG_APPLICATION_FILE_ADDED);
LEDGER_ACT(MSG_APPLICATION_FILE_REMOVED);

STMT(
    attachment_insert, WRITE,
    "iittt"
    "ibii",
    "INSERT INTO attachment (id, application_id, field_key, name, media_type, size, hash, added_by, added_at)"
    " VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)");
STMT(attachment_count, READ, "it",
     "SELECT count(*) FROM attachment WHERE application_id = $1 AND field_key = $2 AND removed_at IS NULL");
STMT(attachment_mark_removed, WRITE, "iii",
     "UPDATE attachment SET removed_at = $3 WHERE id = $1 AND application_id = $2 AND removed_at IS NULL");
STMT(attachment_named, READ, "", "SELECT DISTINCT hash, size FROM attachment ORDER BY hash, size");
STMT(attachment_names, READ, "b", "SELECT count(*) FROM attachment WHERE hash = $1");
/* Files that were taken out stay: an earlier submission or the ledger may name them. */
FILES_NAMED_BY(attachment, attachment_named, attachment_names);

static struct err *attach_one(struct tx *tx, const struct application_at *at, const struct form_field *f,
                              const struct file_facts *file)
{
    struct ctx *c = tx_ctx(tx);
    int64_t have = 0;
    int64_t id = id_random();
    TRY(db_i64(c, attachment_count, &have, I64(at->app->id), TXT(f->key)));
    TRY(answer_check_file(c->arena, f, file_type_word(file->media_type), file->size, have));
    TRY(db_run(tx, attachment_insert, NULL, I64(id), I64(at->app->id), TXT(f->key),
               TXT(file_clean_name(c->arena, file->name)), TXT(file->media_type), I64(file->size),
               BYTES((struct bytes){ file->hash, sizeof file->hash }), I64(viewer_person(c)), I64(c->now)));
    return ledger_add(tx, MSG_APPLICATION_FILE_ADDED,
                      FACTS(fact_text("field", f->key), fact_i64("size", file->size),
                            fact_hash("hash", (struct bytes){ file->hash, sizeof file->hash })),
                      ABOUT(application, at->app->id), TOUCH(attachment, id));
}

static struct err *too_late(struct ctx *c, const struct application_at *at, struct err *e)
{
    if (e && application_is_late(c, ACT_APPLICATION_EDIT, at))
        return call_accepts(c->arena, at->call, c->now);
    return e;
}

struct err *application_attach(struct ctx *c, int64_t id, const char *field_key,
                               const struct file_facts *files, size_t n)
{
    struct application_at at = { 0 };
    TX(tx, c);
    struct err *e = application_at(c, id, ACT_APPLICATION_EDIT, &at);
    TRY(too_late(c, &at, e));
    const struct form_field *f = definition_field(at.call->definition, field_key);
    if (!f || f->kind != FIELD_FILE || !field_is_asked(f, at.app->type_key))
        return invalid(c->arena, field_key, MSG_APPLICATION_NO_FIELD);
    TRY(application_may_edit_field(c, &at, f));
    for (size_t i = 0; i < n; i++)
        TRY(attach_one(tx, &at, f, &files[i]));
    return tx_commit(tx);
}

struct err *application_detach(struct ctx *c, int64_t id, int64_t attachment_id)
{
    struct application_at at = { 0 };
    struct attachment *file = NULL;
    TX(tx, c);
    struct err *e = application_at(c, id, ACT_APPLICATION_EDIT, &at);
    TRY(too_late(c, &at, e));
    TRY(attachment_load(c, attachment_id, &file));
    if (file->application_id != id)
        return not_found(c->arena);
    TRY(application_may_edit_field(c, &at, definition_field(at.call->definition, file->field_key)));
    TRY(db_must(tx, attachment_mark_removed, I64(attachment_id), I64(id), I64(c->now)));
    TRY(ledger_add(tx, MSG_APPLICATION_FILE_REMOVED, FACTS(fact_text("field", file->field_key)),
                   ABOUT(application, id), TOUCH(attachment, attachment_id)));
    return tx_commit(tx);
}
