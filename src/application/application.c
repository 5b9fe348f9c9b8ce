/* application.c: the rules of an application. Pure: no clock, no store, no HTTP. */
#include "application/application.h"

#include "base/date.h"
#include "base/id.h"
#include "application/application_rules.h"
#include "application.msg.h"

#include <ctype.h>
#include <jansson.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

struct err *application_may_submit(struct arena *a, const struct application *app, const struct call *call,
                                   const struct err *incomplete, instant arrived)
{
    if (strcmp(app->state, "withdrawn") == 0)
        return refused(a, MSG_APPLICATION_IS_WITHDRAWN);
    TRY(call_accepts(a, call, arrived));
    if (incomplete)
        return refused(a, MSG_APPLICATION_INCOMPLETE);
    if (call->definition->rules.institution_approval && app->approved_at == INSTANT_UNKNOWN)
        return refused(a, MSG_APPLICATION_NOT_APPROVED);
    return NULL;
}

const char *application_receipt_no(struct arena *a, const struct call *call, int64_t id)
{
    char *no =
        arena_printf(a, "%c%s-%s", toupper((unsigned char)call->programme[0]), call->round, id_text(a, id));
    for (char *p = no; *p; p++)
        *p = (char)toupper((unsigned char)*p);
    return no;
}

const struct form_field *application_title_field(const struct definition *def)
{
    for (size_t i = 0; i < def->form.n; i++)
        for (size_t k = 0; k < def->form.v[i].fields.n; k++) {
            const struct form_field *f = &def->form.v[i].fields.v[k];
            if (f->kind == FIELD_TEXT && f->public_if_selected && f->types.n == 0)
                return f;
        }
    return NULL;
}

/* ── cells of tables ── */

const char *application_cell_key(struct arena *a, const struct form_field *f, size_t row, size_t column)
{
    return arena_printf(a, "%s.%zu.%s", f->key, row + 1, f->columns.v[column].key);
}

size_t application_table_rows(const struct form_field *f)
{
    return f->fixed_rows.n ? f->fixed_rows.n : (size_t)(f->max_rows > 0 ? f->max_rows : 1);
}

/* "income.1.y2" → its field, row and column; NULL: no such cell. */
static const struct form_field *cell_of(struct arena *a, const struct definition *def, const char *key)
{
    const char *dot = strchr(key, '.');
    if (!dot)
        return NULL;
    const struct form_field *f = definition_field(def, arena_strndup(a, key, (size_t)(dot - key)));
    if (!f || f->kind != FIELD_TABLE)
        return NULL;
    for (size_t r = 0; r < application_table_rows(f); r++)
        for (size_t k = 0; k < f->columns.n; k++)
            if (strcmp(application_cell_key(a, f, r, k), key) == 0)
                return f;
    return NULL;
}

const struct form_field *application_field_of(struct arena *a, const struct definition *def, const char *key)
{
    const struct form_field *f = definition_field(def, key);
    return f ? f : cell_of(a, def, key);
}

const struct answer *application_answer(const struct answer *v, size_t n, const char *key)
{
    for (size_t i = 0; i < n; i++)
        if (strcmp(v[i].field_key, key) == 0)
            return &v[i];
    return NULL;
}

static const char *dumped(struct arena *a, json_t *o)
{
    char *text = json_dumps(o, JSON_SORT_KEYS | JSON_COMPACT);
    json_decref(o);
    arena_defer(a, free, text);
    return text;
}

/* The rows up to the last with a text; "" when there is none. */
static const char *table_text(struct arena *a, const struct form_field *f, const struct answer *v, size_t n)
{
    json_t *rows = json_array();
    size_t last = 0;
    for (size_t r = 0; r < application_table_rows(f); r++) {
        json_t *row = json_object();
        bool any = false;
        for (size_t k = 0; k < f->columns.n; k++) {
            const struct answer *cell = application_answer(v, n, application_cell_key(a, f, r, k));
            any = any || (cell && *cell->value);
            (void)json_object_set_new(row, f->columns.v[k].key, json_string(cell ? cell->value : ""));
        }
        if (f->fixed_rows.n)
            (void)json_object_set_new(row, "row", json_string(f->fixed_rows.v[r].key));
        (void)json_array_append_new(rows, row);
        last = any ? r + 1 : last;
    }
    while (!f->fixed_rows.n && json_array_size(rows) > last)
        (void)json_array_remove(rows, json_array_size(rows) - 1);
    if (last > 0)
        return dumped(a, rows);
    json_decref(rows);
    return "";
}

static const char *file_names(struct arena *a, const char *key, const struct attachment *v, size_t n)
{
    const char *all = "";
    for (size_t i = 0; i < n; i++)
        if (strcmp(v[i].field_key, key) == 0)
            all = arena_printf(a, "%s%s%s", all, *all ? "\n" : "", v[i].name);
    return all;
}

void application_compose(struct arena *a, const struct definition *def, struct application_form *form)
{
    size_t most = 0;
    for (size_t i = 0; i < def->form.n; i++)
        most += def->form.v[i].fields.n;
    form->form.v = arena_array(a, struct form_answer, most + 1);
    form->form.n = 0;
    for (size_t i = 0; i < def->form.n; i++)
        for (size_t k = 0; k < def->form.v[i].fields.n; k++) {
            const struct form_field *f = &def->form.v[i].fields.v[k];
            const struct answer *one = application_answer(form->answers, form->answer_count, f->key);
            const char *value = one ? one->value : "";
            if (f->kind == FIELD_TABLE)
                value = table_text(a, f, form->answers, form->answer_count);
            else if (f->kind == FIELD_FILE)
                value = file_names(a, f->key, form->attachments, form->attachment_count);
            form->form.v[form->form.n++] = (struct form_answer){ f->key, value };
        }
}

const char *application_value(const form_answer_list *form, const char *key)
{
    for (size_t i = 0; i < form->n; i++)
        if (strcmp(form->v[i].field, key) == 0)
            return form->v[i].value;
    return "";
}

/* ── what is sent ── */

static json_t *files_json(const char *key, const struct attachment *v, size_t n)
{
    json_t *files = json_array();
    for (size_t i = 0; i < n; i++) {
        if (strcmp(v[i].field_key, key) != 0)
            continue;
        char hex[65] = "";
        for (size_t b = 0; b < v[i].hash.n && b < 32; b++)
            (void)snprintf(hex + 2 * b, 3, "%02x", v[i].hash.p[b]);
        json_t *file = json_object();
        (void)json_object_set_new(file, "hash", json_string(hex));
        (void)json_object_set_new(file, "name", json_string(v[i].name));
        (void)json_object_set_new(file, "size", json_integer(v[i].size));
        (void)json_object_set_new(file, "type", json_string(v[i].media_type));
        (void)json_array_append_new(files, file);
    }
    return files;
}

const char *application_snapshot(struct arena *a, const struct definition *def, const char *type_key,
                                 const struct application_form *form)
{
    json_t *all = json_object();
    for (size_t i = 0; i < form->form.n; i++) {
        const struct form_answer *one = &form->form.v[i];
        const struct form_field *f = definition_field(def, one->field);
        if (!f || !*one->value || !form_asks(a, def, f, type_key, form->form.v, form->form.n))
            continue;
        (void)json_object_set_new(all, f->key,
                                  f->kind == FIELD_FILE
                                      ? files_json(f->key, form->attachments, form->attachment_count)
                                      : json_string(one->value));
    }
    return dumped(a, all);
}

static bool hash_of_hex(const char *hex, uint8_t ret[32])
{
    if (!hex || strlen(hex) != 64)
        return false;
    for (int i = 0; i < 32; i++) {
        const char two[3] = { hex[2 * i], hex[2 * i + 1], 0 };
        if (strspn(two, "0123456789abcdef") != 2)
            return false;
        ret[i] = (uint8_t)strtoul(two, NULL, 16);
    }
    return true;
}

static struct err *file_of_json(struct arena *a, const char *field, const json_t *o, struct attachment *ret)
{
    const char *name = json_string_value(json_object_get(o, "name"));
    const char *type = json_string_value(json_object_get(o, "type"));
    uint8_t hash[32];
    if (!name || !type || !hash_of_hex(json_string_value(json_object_get(o, "hash")), hash))
        return fault(a, "a submission names a file without name, type or hash (%s)", field);
    *ret = (struct attachment){ .field_key = field,
                                .name = arena_strdup(a, name),
                                .media_type = arena_strdup(a, type),
                                .size = json_integer_value(json_object_get(o, "size")),
                                .hash = arena_bytes(a, hash, sizeof hash) };
    return NULL;
}

static struct err *read_files(struct arena *a, const char *field, const json_t *files, struct submitted *ret)
{
    size_t i = 0;
    json_t *one = NULL;
    struct attachment *v =
        arena_array(a, struct attachment, ret->attachment_count + json_array_size(files) + 1);
    if (ret->attachment_count)
        memcpy(v, ret->attachments, ret->attachment_count * sizeof *v);
    ret->attachments = v;
    json_array_foreach(files, i, one)
    {
        TRY(file_of_json(a, field, one, &v[ret->attachment_count]));
        ret->attachment_count++;
    }
    return NULL;
}

static void release(void *o)
{
    json_decref(o);
}

struct err *submission_read(struct arena *a, const struct submission *sub, struct submitted *ret)
{
    struct submitted read = { 0 };
    const char *key = NULL;
    json_t *value = NULL;
    json_t *all = json_loads(sub->answers, JSON_REJECT_DUPLICATES, NULL);
    if (!json_is_object(all))
        return fault(a, "the answers of submission %lld are no JSON object", (long long)sub->id);
    arena_defer(a, release, all);
    read.form.v = arena_array(a, struct form_answer, json_object_size(all) + 1);
    json_object_foreach(all, key, value)
    {
        const char *field = arena_strdup(a, key);
        const char *text = json_string_value(value);
        size_t before = read.attachment_count;
        if (json_is_array(value))
            TRY(read_files(a, field, value, &read));
        else if (!text)
            return fault(a, "the answer %s of submission %lld is no text", key, (long long)sub->id);
        if (json_is_array(value))
            text = file_names(a, field, read.attachments + before, read.attachment_count - before);
        read.form.v[read.form.n++] = (struct form_answer){ field, arena_strdup(a, text) };
    }
    *ret = read;
    return NULL;
}

struct err *submission_find_file(struct arena *a, const struct submission *sub, const char *hash_hex,
                                 struct attachment *ret)
{
    struct submitted all;
    uint8_t hash[32];
    TRY(submission_read(a, sub, &all));
    for (size_t i = 0; hash_of_hex(hash_hex, hash) && i < all.attachment_count; i++)
        if (memcmp(all.attachments[i].hash.p, hash, sizeof hash) == 0) {
            *ret = all.attachments[i];
            return NULL;
        }
    return not_found(a);
}
