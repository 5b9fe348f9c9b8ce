/* completion.c: see completion.h. */
#include "application/completion.h"

#include "application/application_at.h"
#include "application/application_mail.h"
#include "application/application_rules.h"
#include "base/date.h"
#include "base/id.h"
#include "base/text.h"
#include "db/db.h"
#include "ledger/ledger.h"
#include "person/person.h"
#include "application.msg.h"

#include <string.h>

AUDITED(completion, "id, application_id, number, fields, message, due_at, before_id, asked_by, asked_at, done_id,"
                    " done_at, ended_at");
LEDGER_ACT(MSG_APPLICATION_RETURNED);
LEDGER_ACT(MSG_APPLICATION_RETURN_MOVED);
LEDGER_ACT(MSG_APPLICATION_RETURN_ENDED);

#define COLUMNS                                                                                              \
    "id, application_id, number, fields, message, due_at, before_id, asked_by, asked_at, done_id, done_at, ended_at"
STMT(completion_all, READ, "i", "SELECT " COLUMNS " FROM completion WHERE application_id = $1 ORDER BY number");
STMT(completion_open, READ, "i",
     "SELECT " COLUMNS " FROM completion WHERE application_id = $1 AND ended_at IS NULL ORDER BY number DESC LIMIT 1");
STMT(completion_insert, WRITE, "iiittiiii",
     "INSERT INTO completion (id, application_id, number, fields, message, due_at, before_id, asked_by, asked_at)"
     " VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)");
STMT(completion_count, READ, "i", "SELECT count(*) FROM completion WHERE application_id = $1");
STMT(completion_set_due, WRITE, "ii", "UPDATE completion SET due_at = $2 WHERE id = $1 AND ended_at IS NULL");
STMT(completion_mark_ended, WRITE, "ii",
     "UPDATE completion SET ended_at = $2 WHERE id = $1 AND ended_at IS NULL");
STMT(completion_mark_done, WRITE, "iii",
     "UPDATE completion SET done_id = $2, done_at = $3, ended_at = $3 WHERE id = $1 AND ended_at IS NULL");
STMT(application_set_returned, WRITE, "iii",
     "UPDATE application SET returned_until = $2 WHERE id = $1 AND state = 'submitted' AND submissions = $3");

/* ── reading ── */

static text_list lines_of(struct arena *a, const char *text)
{
    text_list list = { 0 };
    size_t most = 1;
    for (const char *p = text; *p; p++)
        most += *p == '\n';
    list.v = arena_array(a, const char *, most);
    while (*text) {
        size_t n = strcspn(text, "\n");
        list.v[list.n++] = arena_strndup(a, text, n);
        text += n + (text[n] == '\n');
    }
    return list;
}

static struct completion of_row(struct arena *a, const struct row *r)
{
    return (struct completion){ .id = row_i64(r, 0),
                                .application_id = row_i64(r, 1),
                                .number = (int)row_i64(r, 2),
                                .fields = lines_of(a, row_text(r, 3)),
                                .message = row_text(r, 4),
                                .due_at = row_i64(r, 5),
                                .before_id = row_i64(r, 6),
                                .asked_by = row_i64(r, 7),
                                .asked_at = row_i64(r, 8),
                                .done_id = row_is_null(r, 9) ? 0 : row_i64(r, 9),
                                .done_at = row_i64_or_unknown(r, 10),
                                .ended_at = row_i64_or_unknown(r, 11) };
}

struct err *completion_list(struct ctx *c, int64_t application_id, struct completion_list *ret)
{
    struct rows rows;
    TRY(db_rows(c, completion_all, &rows, I64(application_id)));
    struct completion *v = arena_array(c->arena, struct completion, rows.n + 1);
    for (size_t i = 0; i < rows.n; i++)
        v[i] = of_row(c->arena, &rows.v[i]);
    *ret = (struct completion_list){ rows.n, v };
    return NULL;
}

struct err *completion_find(struct ctx *c, int64_t application_id, struct completion **ret)
{
    struct row row;
    bool found = false;
    TRY(db_find(c, completion_open, &row, &found, I64(application_id)));
    *ret = NULL;
    if (!found)
        return NULL;
    *ret = arena_new(c->arena, struct completion);
    **ret = of_row(c->arena, &row);
    return NULL;
}

/* ── rules ── */

bool completion_has(const struct completion *x, const char *field_key)
{
    for (size_t i = 0; i < x->fields.n; i++)
        if (strcmp(x->fields.v[i], field_key) == 0)
            return true;
    return false;
}

static bool depends(const struct completion *x, const condition_list *only_if)
{
    for (size_t i = 0; i < only_if->n; i++)
        if (completion_has(x, only_if->v[i].field))
            return true;
    return false;
}

bool completion_opens(const struct completion *x, const struct definition *def, const struct form_field *f)
{
    const struct form_section *s = definition_section_of_field(def, f->key);
    return completion_has(x, f->key) || depends(x, &f->only_if) || (s && depends(x, &s->only_if));
}

struct err *completion_accepts(struct arena *a, const struct completion *x, instant arrived)
{
    return arrived <= x->due_at ? NULL : refused(a, MSG_APPLICATION_RETURN_OVER, arg_instant(x->due_at));
}

struct err *application_may_complete(struct arena *a, const struct completion *returned, const struct err *incomplete,
                                     instant arrived)
{
    TRY(completion_accepts(a, returned, arrived));
    return incomplete ? refused(a, MSG_APPLICATION_INCOMPLETE) : NULL;
}

struct err *application_may_edit_field(struct ctx *c, const struct application_at *at, const struct form_field *f)
{
    if (!at->returned || (f && completion_opens(at->returned, at->call->definition, f)))
        return NULL;
    return refused(c->arena, MSG_APPLICATION_FIELD_LOCKED, arg_text(f ? f->label.in[c->lang] : ""));
}

struct err *completion_check(struct arena *a, const struct application *app, const struct definition *def,
                             const text_list *fields, const char *message, instant due_at, instant now)
{
    struct err *e = NULL;
    if (fields->n == 0)
        e = invalid(a, "fields", MSG_APPLICATION_RETURN_NO_FIELDS);
    for (size_t i = 0; i < fields->n; i++) {
        const struct form_field *f = definition_field(def, fields->v[i]);
        if (!f || !field_is_asked(f, app->type_key))
            return invalid(a, "fields", MSG_APPLICATION_NO_FIELD);
    }
    if (!*message)
        e = err_join(e, invalid(a, "message", MSG_APPLICATION_RETURN_NO_MESSAGE));
    else if (text_count(message) > COMPLETION_MESSAGE_MAX)
        e = err_join(e, invalid(a, "message", MSG_APPLICATION_TOO_LONG, arg_i64(COMPLETION_MESSAGE_MAX)));
    if (due_at <= now)
        e = err_join(e, invalid(a, "due", MSG_APPLICATION_RETURN_DUE_PAST));
    return e;
}

/* ── acts ── */

/* What each member is told to put right: the labels of the fields, a line each. */
static const char *labels_of(struct arena *a, const struct definition *def, const text_list *fields, enum lang lang)
{
    const char *all = "";
    for (size_t i = 0; i < fields->n; i++) {
        const struct form_field *f = definition_field(def, fields->v[i]);
        all = arena_printf(a, "%s%s・%s", all, *all ? "\n" : "", f ? f->label.in[lang] : fields->v[i]);
    }
    return all;
}

struct err *completion_ask(struct tx *tx, const struct application *app, const text_list *fields, const char *message,
                           instant due_at)
{
    struct ctx *c = tx_ctx(tx);
    struct call *call = NULL;
    int64_t id = id_random();
    int64_t before = 0;
    const char *keys = "";
    for (size_t i = 0; i < fields->n; i++)
        keys = arena_printf(c->arena, "%s%s%s", keys, *keys ? "\n" : "", fields->v[i]);
    TRY(call_load(c, app->call_id, &call));
    TRY(db_i64(c, completion_count, &before, I64(app->id)));
    TRY(db_must(tx, application_set_returned, I64(app->id), I64(due_at), I64(app->submissions)));
    TRY(db_run(tx, completion_insert, NULL, I64(id), I64(app->id), I64(before + 1), TXT(keys), TXT(message),
               I64(due_at), I64(app->submission_id), I64(viewer_person(c)), I64(c->now)));
    TRY(ledger_add(tx, MSG_APPLICATION_RETURNED,
                   FACTS(fact_text("receipt", app->receipt_no), fact_text("fields", keys), fact_i64("due_at", due_at)),
                   TOUCH(application, app->id), TOUCH(completion, id)));
    const char *words[LANG_COUNT];
    for (int l = 0; l < LANG_COUNT; l++)
        words[l] = arena_printf(c->arena, "%s\n\n%s\n\n%s", app->title,
                                labels_of(c->arena, call->definition, fields, (enum lang)l), message);
    const struct arg args[] = { arg_text(app->receipt_no), arg_instant(due_at), arg_words(words) };
    return application_mail(tx, app, "completion", id, &MSG_APPLICATION_MAIL_RETURNED_SUBJECT,
                            &MSG_APPLICATION_MAIL_RETURNED_BODY, args);
}

struct err *completion_move(struct tx *tx, const struct application *app, const struct completion *x, instant due_at)
{
    TRY(db_must(tx, application_set_returned, I64(app->id), I64(due_at), I64(app->submissions)));
    TRY(db_must(tx, completion_set_due, I64(x->id), I64(due_at)));
    TRY(ledger_add(tx, MSG_APPLICATION_RETURN_MOVED,
                   FACTS(fact_i64("due_at", due_at), fact_i64("due_before", x->due_at)), TOUCH(application, app->id),
                   TOUCH(completion, x->id)));
    const struct arg args[] = { arg_text(app->receipt_no), arg_text(app->title), arg_instant(due_at) };
    const char *kind = arena_printf(tx_ctx(tx)->arena, "completion-moved-%lld", (long long)due_at);
    return application_mail(tx, app, kind, x->id, &MSG_APPLICATION_MAIL_MOVED_SUBJECT,
                            &MSG_APPLICATION_MAIL_MOVED_BODY, args);
}

struct err *completion_end(struct tx *tx, const struct application *app, const struct completion *x)
{
    struct ctx *c = tx_ctx(tx);
    TRY(db_must(tx, application_set_returned, I64(app->id), NUL(), I64(app->submissions)));
    TRY(db_must(tx, completion_mark_ended, I64(x->id), I64(c->now)));
    return ledger_add(tx, MSG_APPLICATION_RETURN_ENDED, FACTS(fact_text("receipt", app->receipt_no)),
                      TOUCH(application, app->id), TOUCH(completion, x->id));
}

struct err *completion_answer(struct tx *tx, const struct completion *x, int64_t submission_id)
{
    return db_must(tx, completion_mark_done, I64(x->id), I64(submission_id), I64(tx_ctx(tx)->now));
}
