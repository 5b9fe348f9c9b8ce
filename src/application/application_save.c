/* application_save.c: a field is saved as it is left. Whatever arrives is kept, whatever becomes of it. */
#include "application/application.h"

#include "application/application_at.h"
#include "application/application_rules.h"
#include "base/id.h"
#include "base/text.h"
#include "db/db.h"
#include "ledger/ledger.h"
#include "person/institution.h"
#include "person/person.h"
#include "application.msg.h"

#include <string.h>

/* One text; a person's paste of a whole book is refused with a reason before it gets here only by the border. */
#define VALUE_BYTES_MAX 262144
/* Texts kept beside a closed application, per application: enough for everything that was open in a browser. */
#define LATE_MAX 500

LEDGER_ACT(MSG_APPLICATION_SAVED);
LEDGER_ACT(MSG_APPLICATION_SAVE_KEPT);

STMT(answer_one, READ, "it",
     "SELECT w.id, w.value, w.revision, w.saved_at, p.name FROM answer w LEFT JOIN person p ON p.id = "
     "w.saved_by"
     " WHERE w.application_id = $1 AND w.field_key = $2");
STMT(answer_insert, WRITE, "iittii",
     "INSERT INTO answer (id, application_id, field_key, value, revision, saved_at, saved_by)"
     " VALUES ($1, $2, $3, $4, 1, $5, $6)");
STMT(answer_update, WRITE, "iitii",
     "UPDATE answer SET value = $3, revision = revision + 1, saved_at = $4, saved_by = $5"
     " WHERE id = $1 AND revision = $2");
STMT(answer_save_insert, WRITE, "iittitii",
     "INSERT INTO answer_save (id, application_id, field_key, value, revision, outcome, saved_at, saved_by)"
     " VALUES ($1, $2, $3, $4, $5, $6, $7, $8)");
STMT(answer_save_late, READ, "i",
     "SELECT count(*) FROM answer_save WHERE application_id = $1 AND outcome = 'late'");
STMT(answer_save_same, READ, "itti",
     "SELECT count(*) FROM answer_save WHERE application_id = $1 AND field_key = $2 AND value = $3 AND "
     "saved_by = $4"
     " AND outcome <> 'saved'");
STMT(answer_save_by_id, READ, "ii", "SELECT field_key, value FROM answer_save WHERE id = $1 AND application_id = $2");
STMT(answer_was, READ, "itit",
     "SELECT count(*) FROM answer_save WHERE application_id = $1 AND field_key = $2 AND revision = $3 AND value = $4"
     " AND outcome = 'saved'");
STMT(application_rename, WRITE, "it", "UPDATE application SET title = $2 WHERE id = $1");

/* The present text; id 0: none yet. */
struct present {
    int64_t id, revision;
    const char *value, *by;
    instant at;
};

static struct err *present_of(struct ctx *c, int64_t id, const char *key, struct present *ret)
{
    struct row row;
    bool found = false;
    *ret = (struct present){ .value = "" };
    TRY(db_find(c, answer_one, &row, &found, I64(id), TXT(key)));
    if (found)
        *ret = (struct present){ .id = row_i64(&row, 0),
                                 .value = row_text(&row, 1),
                                 .revision = row_i64(&row, 2),
                                 .at = row_i64(&row, 3),
                                 .by = row_text(&row, 4) };
    return NULL;
}

/* The text as it arrived joins the list of everything that was ever saved. */
static struct err *keep(struct tx *tx, int64_t id, const char *key, const char *value, int64_t revision,
                        const char *outcome, int64_t *ret_id)
{
    struct ctx *c = tx_ctx(tx);
    *ret_id = id_ordered();
    return db_run(tx, answer_save_insert, NULL, I64(*ret_id), I64(id), TXT(key), TXT(value), I64(revision),
                  TXT(outcome), I64(c->now), I64(viewer_person(c)));
}

/* A stale or late text is kept once, however often the browser sends it. */
static struct err *keep_beside(struct tx *tx, int64_t id, const char *key, const char *value,
                               int64_t revision, const char *outcome)
{
    struct ctx *c = tx_ctx(tx);
    int64_t there = 0;
    int64_t save = 0;
    TRY(db_i64(c, answer_save_same, &there, I64(id), TXT(key), TXT(value), I64(viewer_person(c))));
    if (there > 0)
        return NULL;
    TRY(keep(tx, id, key, value, revision, outcome, &save));
    return ledger_add(tx, MSG_APPLICATION_SAVE_KEPT,
                      FACTS(fact_text("field", key), fact_text("outcome", outcome)), ABOUT(application, id),
                      TOUCH(answer_save, save));
}

static struct err *save_late(struct tx *tx, const struct application_at *at, struct field_save *s)
{
    struct present now;
    int64_t kept = 0;
    TRY(present_of(tx_ctx(tx), at->app->id, s->field_key, &now));
    s->result = (struct save_result){ .outcome = SAVE_LATE, .revision = now.revision, .at = tx_ctx(tx)->now };
    if (strcmp(now.value, s->value) == 0) {
        s->result = (struct save_result){ .outcome = SAVE_SAME, .revision = now.revision, .at = now.at };
        return NULL;
    }
    TRY(db_i64(tx_ctx(tx), answer_save_late, &kept, I64(at->app->id)));
    if (kept >= LATE_MAX)
        return refused(tx_ctx(tx)->arena, MSG_APPLICATION_LATE_FULL);
    return keep_beside(tx, at->app->id, s->field_key, s->value, s->base, "late");
}

/* The text that names the application everywhere is also its title. */
static struct err *rename_after(struct tx *tx, const struct application_at *at, const struct field_save *s,
                                bool *ret_renamed)
{
    const struct form_field *f = application_title_field(at->call->definition);
    *ret_renamed = f && strcmp(f->key, s->field_key) == 0 && *s->value &&
                   strcmp(at->app->title, s->value) != 0 && (int64_t)text_count(s->value) <= f->max_chars;
    return *ret_renamed ? db_must(tx, application_rename, I64(at->app->id), TXT(s->value)) : NULL;
}

static struct err *write_answer(struct tx *tx, int64_t id, const struct present *now,
                                const struct field_save *s, int64_t *ret_answer, int64_t *ret_save)
{
    struct ctx *c = tx_ctx(tx);
    int64_t answer = now->id ? now->id : id_ordered();
    if (now->id)
        TRY(db_must(tx, answer_update, I64(answer), I64(now->revision), TXT(s->value), I64(c->now),
                    I64(viewer_person(c))));
    else
        TRY(db_run(tx, answer_insert, NULL, I64(answer), I64(id), TXT(s->field_key), TXT(s->value),
                   I64(c->now), I64(viewer_person(c))));
    *ret_answer = answer;
    return keep(tx, id, s->field_key, s->value, now->revision + 1, "saved", ret_save);
}

static struct err *prefill(struct tx *tx, int64_t id, const struct form_field *f, const char *text)
{
    int64_t answer = 0;
    int64_t save = 0;
    struct err *mistakes = text && *text ? answer_check(tx_ctx(tx)->arena, f, text) : NULL;
    if (!text || !*text || mistakes)
        return NULL;
    TRY(write_answer(tx, id, &(struct present){ .value = "" },
                     &(struct field_save){ .field_key = f->key, .value = text }, &answer, &save));
    return ledger_add(tx, MSG_APPLICATION_SAVED, FACTS(fact_text("field", f->key)), ABOUT(application, id),
                      TOUCH(answer, answer), TOUCH(answer_save, save));
}

struct err *application_prefill(struct tx *tx, int64_t id, const struct definition *def, const char *title,
                                int64_t institution_id)
{
    struct institution *of = NULL;
    const struct form_field *name = application_title_field(def);
    TRY(institution_load(tx_ctx(tx), institution_id, &of));
    const char *const known[] = { [PREFILL_NONE] = NULL,
                                  [PREFILL_SCHOOL] = of->name,
                                  [PREFILL_CORPORATION] = of->corporation,
                                  [PREFILL_CORPORATION_KIND] = of->kind };
    if (name)
        TRY(prefill(tx, id, name, title));
    for (size_t i = 0; i < def->form.n; i++)
        for (size_t k = 0; k < def->form.v[i].fields.n; k++) {
            const struct form_field *f = &def->form.v[i].fields.v[k];
            if (f != name)
                TRY(prefill(tx, id, f, known[f->prefill]));
        }
    return NULL;
}

/* Is the text the one that the person was shown? Then somebody else has changed the field, and this person has not. */
static struct err *is_as_shown(struct ctx *c, int64_t id, const struct field_save *s, bool *ret)
{
    int64_t there = 0;
    *ret = s->base == 0 && !*s->value;
    if (s->base > 0)
        TRY(db_i64(c, answer_was, &there, I64(id), TXT(s->field_key), I64(s->base), TXT(s->value)));
    *ret = *ret || there > 0;
    return NULL;
}

static struct err *save_one(struct tx *tx, const struct application_at *at, struct field_save *s)
{
    struct ctx *c = tx_ctx(tx);
    struct present now;
    int64_t answer = 0;
    int64_t save = 0;
    bool renamed = false;
    TRY(present_of(c, at->app->id, s->field_key, &now));
    if (strcmp(now.value, s->value) == 0) {
        s->result = (struct save_result){ .outcome = SAVE_SAME,
                                          .revision = now.revision,
                                          .at = now.id ? now.at : c->now };
        return NULL;
    }
    bool shown = false;
    if (now.revision != s->base && s->of_page)
        TRY(is_as_shown(c, at->app->id, s, &shown));
    if (shown) {
        s->result = (struct save_result){ .outcome = SAVE_SAME, .revision = now.revision, .at = now.at };
        return NULL;
    }
    if (now.revision != s->base) {
        s->result = (struct save_result){
            .outcome = SAVE_STALE, .revision = now.revision, .at = now.at, .theirs = now.value, .by = now.by
        };
        return keep_beside(tx, at->app->id, s->field_key, s->value, s->base, "stale");
    }
    TRY(write_answer(tx, at->app->id, &now, s, &answer, &save));
    TRY(rename_after(tx, at, s, &renamed));
    s->result = (struct save_result){ .outcome = SAVE_SAVED, .revision = now.revision + 1, .at = c->now };
    return ledger_put(
        tx, &ledger_act_MSG_APPLICATION_SAVED, FACTS(fact_text("field", s->field_key)),
        (const struct touch[]){ renamed ? TOUCH(application, at->app->id) : ABOUT(application, at->app->id),
                                TOUCH(answer, answer),
                                TOUCH(answer_save, save),
                                { .table = NULL } },
        NULL);
}

/* A text to keep; INVALID about the field when there is no such field to write in, or it is far too long. */
static struct err *take(struct ctx *c, const struct application_at *at, struct field_save *s)
{
    const struct form_field *f = application_field_of(c->arena, at->call->definition, s->field_key);
    if (!f || f->kind == FIELD_FILE || (f->kind == FIELD_TABLE && !strchr(s->field_key, '.')))
        return invalid(c->arena, s->field_key, MSG_APPLICATION_NO_FIELD);
    s->value = text_trim_display(c->arena, s->value ? s->value : "");
    if (strlen(s->value) > VALUE_BYTES_MAX)
        return invalid(c->arena, s->field_key, MSG_APPLICATION_VALUE_TOO_LARGE,
                       arg_text(f->label.in[c->lang]));
    return NULL;
}

/* The same text again is no change, also of a field that is locked. */
static struct err *refuse_locked(struct ctx *c, const struct application_at *at, const struct field_save *s)
{
    struct present now;
    struct err *e = application_may_edit_field(
        c, at, application_field_of(c->arena, at->call->definition, s->field_key));
    if (!e)
        return NULL;
    TRY(present_of(c, at->app->id, s->field_key, &now));
    return strcmp(now.value, s->value) == 0 ? NULL : e;
}

static struct err *save_each(struct tx *tx, const struct application_at *at, bool late, struct field_save *v,
                             size_t n)
{
    for (size_t i = 0; i < n; i++) {
        TRY(take(tx_ctx(tx), at, &v[i]));
        if (!late)
            TRY(refuse_locked(tx_ctx(tx), at, &v[i]));
        TRY(late ? save_late(tx, at, &v[i]) : save_one(tx, at, &v[i]));
    }
    return NULL;
}

/* After the deadline whoever could have written before is let in, for the text is kept and said to be late. */
static struct err *enter(struct ctx *c, int64_t id, struct application_at *ret, bool *ret_late)
{
    struct err *e = application_at(c, id, ACT_APPLICATION_EDIT, ret);
    *ret_late = e && application_is_late(c, ACT_APPLICATION_EDIT, ret);
    return *ret_late ? NULL : e;
}

struct err *application_save_all(struct ctx *c, int64_t id, struct field_save *v, size_t n)
{
    struct application_at at = { 0 };
    bool late = false;
    TX(tx, c);
    TRY(enter(c, id, &at, &late));
    for (size_t i = 0; i < n; i++)
        v[i].of_page = true;
    TRY(save_each(tx, &at, late, v, n));
    return tx_commit(tx);
}

/* A whole table is as many cells; its revision is the sum of theirs. */
static struct err *save_table(struct tx *tx, const struct application_at *at, bool late,
                              const struct form_field *f, struct field_save *whole)
{
    struct save_result *ret = &whole->result;
    struct ctx *c = tx_ctx(tx);
    struct form_table t = { 0 };
    struct err *mistakes = table_read(c->arena, f, whole->value, &t);
    if (!t.cell)
        return mistakes;
    size_t n = t.rows * t.columns;
    struct field_save *v = arena_array(c->arena, struct field_save, n + 1);
    int64_t sum = 0;
    for (size_t i = 0; i < n; i++) {
        struct present now;
        v[i].field_key = application_cell_key(c->arena, f, i / t.columns, i % t.columns);
        v[i].value = t.cell[i].text;
        TRY(present_of(c, at->app->id, v[i].field_key, &now));
        v[i].base = now.revision;
        sum += now.revision;
    }
    for (size_t i = 0; whole->base != sum && i < n; i++)
        v[i].base = -1; /* somebody was faster: kept beside, cell by cell */
    TRY(save_each(tx, at, late, v, n));
    *ret = (struct save_result){ .outcome = SAVE_SAME, .at = c->now };
    for (size_t i = 0; i < n; i++) {
        ret->revision += v[i].result.revision;
        if (v[i].result.outcome == SAVE_SAVED && ret->outcome == SAVE_SAME)
            ret->outcome = SAVE_SAVED;
        if (v[i].result.outcome >= SAVE_STALE) {
            ret->outcome = v[i].result.outcome;
            ret->theirs = v[i].result.theirs;
            ret->by = v[i].result.by;
        }
    }
    return NULL;
}

struct err *application_save(struct ctx *c, int64_t id, const char *field_key, const char *value,
                             int64_t base, struct save_result *ret)
{
    struct field_save one = { .field_key = field_key, .value = value, .base = base };
    struct application_at at = { 0 };
    bool late = false;
    TX(tx, c);
    TRY(enter(c, id, &at, &late));
    const struct form_field *f = definition_field(at.call->definition, field_key);
    TRY(f && f->kind == FIELD_TABLE ? save_table(tx, &at, late, f, &one) : save_each(tx, &at, late, &one, 1));
    TRY(tx_commit(tx));
    *ret = one.result;
    return NULL;
}

struct err *application_put_back(struct ctx *c, int64_t id, int64_t save_id, int64_t base, const char **ret_key)
{
    struct application_at at = { 0 };
    struct row row;
    struct present now;
    bool found = false;
    TX(tx, c);
    TRY(application_at(c, id, ACT_APPLICATION_EDIT, &at));
    TRY(db_find(c, answer_save_by_id, &row, &found, I64(save_id), I64(id)));
    if (!found)
        return not_found(c->arena);
    struct field_save one = { .field_key = row_text(&row, 0), .value = row_text(&row, 1), .base = base };
    TRY(present_of(c, id, one.field_key, &now));
    if (now.revision != base)
        return conflict(c->arena, MSG_APPLICATION_PUT_BACK_STALE);
    TRY(save_each(tx, &at, false, &one, 1));
    TRY(tx_commit(tx));
    *ret_key = one.field_key;
    return NULL;
}
