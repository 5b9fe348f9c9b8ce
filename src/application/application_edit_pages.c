/* application_edit_pages.c: a section of the form is written: field by field with the script, as a whole
** without. */
#include "application/application_views.h"

#include "application/application_edit.h"
#include "application/application_missing.h"
#include "application/application_rules.h"
#include "base/date_parse.h"
#include "base/id.h"
#include "base/text.h"
#include "base/vec.h"
#include "db/db.h"
#include "i18n/i18n.h"
#include "ledger/ledger.h"
#include "person/frame.h"
#include "question/question.h"
#include "person/person.h"
#include "application.msg.h"

#include <jansson.h>
#include <stdlib.h>
#include <string.h>

/* ── what was typed, as it is stored ── */

/* A date in any form a person writes; what is none stays as it was typed, to be corrected. "令和6/7/29" is what the
** script makes of three parts. */
static const char *date_typed(struct arena *a, const char *text)
{
    date d;
    if (!*text)
        return text;
    struct err *e = date_parse(a, text, &d);
    const char *slash = strchr(text, '/');
    const char *second = slash ? strchr(slash + 1, '/') : NULL;
    if (e && second)
        e = date_parse(a,
                       arena_printf(a, "%.*s年%.*s月%s日", (int)(slash - text), text,
                                    (int)(second - slash - 1), slash + 1, second + 1),
                       &d);
    return e ? text : date_iso(a, d);
}

static const char *joined(struct arena *a, const struct pairs *form, const char *name)
{
    const char *all = "";
    for (size_t i = 0; i < form->n; i++)
        if (strcmp(form->v[i].name, name) == 0)
            all = arena_printf(a, "%s%s%s", all, *all ? "\n" : "", form->v[i].value);
    return all;
}

static const char *sent_value(struct arena *a, const struct form_field *f, const struct pairs *form,
                              const char *name)
{
    if (f->kind == FIELD_DATE)
        return date_typed(a, form_date_text(a, form, name));
    return f->kind == FIELD_CHOICES || f->kind == FIELD_CONFIRM ? joined(a, form, name)
                                                                : pairs_text(form, name);
}

typedef VEC(struct field_save) save_list;

static bool was_sent(const struct form_field *f, const struct pairs *form, const char *name, struct arena *a)
{
    if (f->kind == FIELD_DATE)
        name = arena_printf(a, "%s-year", name);
    /* boxes and radio buttons that are all empty send nothing: their base says that they were there */
    return pairs_get(form, name) ||
           ((f->kind == FIELD_CHOICES || f->kind == FIELD_CHOICE || f->kind == FIELD_CONFIRM) &&
            pairs_get(form, arena_printf(a, "base-%s", name)));
}

/* One control of the form; after a conflict the person has said which text is to stay. */
static void take_control(struct request *rq, const struct form_field *f, const char *name, save_list *saves)
{
    struct arena *a = rq->ctx->arena;
    const char *keep = pairs_text(&rq->form, arena_printf(a, "keep.%s", name));
    bool mine = strcmp(keep, "mine") == 0;
    if (!was_sent(f, &rq->form, name, a) || strcmp(keep, "theirs") == 0)
        return;
    const char *base = pairs_text(&rq->form, arena_printf(a, mine ? "newer.%s" : "base-%s", name));
    *vec_push(a, saves) = (struct field_save){ .field_key = name,
                                               .value = sent_value(a, f, &rq->form, name),
                                               .base = strtoll(base, NULL, 10) };
}

static void take_section(struct request *rq, const struct form_section *s, const char *type_key,
                         save_list *saves)
{
    for (size_t i = 0; i < s->fields.n; i++) {
        const struct form_field *f = &s->fields.v[i];
        if (!field_is_asked(f, type_key) || f->kind == FIELD_FILE)
            continue;
        if (f->kind != FIELD_TABLE)
            take_control(rq, f, f->key, saves);
        for (size_t r = 0; f->kind == FIELD_TABLE && r < application_table_rows(f); r++)
            for (size_t k = 0; k < f->columns.n; k++)
                take_control(rq, f, application_cell_key(rq->ctx->arena, f, r, k), saves);
    }
}

/* ── the page ── */

static struct err *section_load(struct request *rq, struct application_page **ret,
                                const struct form_section **ret_s)
{
    const char *key = param(rq, "section");
    TRY(application_page_load(rq, key, ret));
    *ret_s = definition_section((*ret)->def, key);
    return *ret_s ? NULL : not_found(rq->ctx->arena);
}

/* What was asked and answered in public about each field: one statement. */
static struct err *put_questions(struct ctx *c, const struct call *call, const struct form_section *s,
                                 struct edit_page *x)
{
    struct question_counts all;
    TRY(question_count_by_clause(c, call->id, &all));
    struct edit_field *v = arena_array(c->arena, struct edit_field, x->n + 1);
    for (size_t i = 0; i < x->n; i++) {
        const char *clause = arena_printf(c->arena, "form.%s.fields.%s", s->key, x->v[i].def->key);
        v[i] = x->v[i];
        v[i].questions = question_count_of(&all, clause);
        v[i].questions_to = url_make(c->arena, "/calls/%s/questions?clause=%s", call->round, clause);
    }
    x->v = v;
    return NULL;
}

static struct err *show_edit(struct request *rq, struct response *rs, int status, const struct err *errors,
                             const struct field_save *saves, size_t save_count)
{
    struct ctx *c = rq->ctx;
    struct application_page *a = NULL;
    const struct form_section *s = NULL;
    TRY(section_load(rq, &a, &s));
    struct edit_page x = { .a = a, .title = s->title.in[c->lang], .intro = s->intro.in[c->lang] };
    application_edit_fill(rq, s, errors, saves, save_count, &x);
    TRY(put_questions(c, a->call, s, &x));
    struct page *pg = page_for(rq, rs, x.title);
    struct html_writer w = page_writer(rq);
    pg->errors = errors;
    application_edit_show(&w, pg, &x);
    return show_status(rs, status, html_done(&w));
}

struct err *application_edit_again(struct request *rq, struct response *rs, const struct err *e)
{
    return show_edit(rq, rs, 422, e, NULL, 0);
}

ROUTE(GET, "/applications/:application/edit/:section", application_edit_page, ACT_APPLICATION_SEE)
{
    return show_edit(rq, rs, 200, NULL, NULL, 0);
}

/* Where the button leads: to the check, to a table with one more row ("row:places:3"), to the field that has
** changed what is asked ("asks:place_kind"), or to the same section. */
static struct url next_page(struct request *rq, const struct application_page *x,
                            const struct form_section *s)
{
    struct arena *a = rq->ctx->arena;
    const char *then = pairs_text(&rq->form, "then");
    const char *id = id_text(a, x->app->id);
    const char *name = strchr(then, ':') ? strchr(then, ':') + 1 : "";
    const char *key = arena_strndup(a, name, strcspn(name, ":"));
    struct url to = url_make(a, "/applications/%s/edit/%s", id, s->key);
    if (strcmp(then, "review") == 0)
        return x->review;
    if (!definition_field(x->def, key))
        return to;
    if (strncmp(then, "row:", 4) == 0) {
        long rows = strtol(name + strlen(key) + (name[strlen(key)] == ':'), NULL, 10);
        to.s = arena_printf(a, "%s?rows.%s=%ld#f-%s", to.s, key, rows, key);
    } else if (strncmp(then, "asks:", 5) == 0) {
        to.s = arena_printf(a, "%s#f-%s", to.s, key);
    }
    return to;
}

ROUTE(POST, "/applications/:application/edit/:section", application_edit_submit, ACT_APPLICATION_EDIT)
{
    struct ctx *c = rq->ctx;
    struct application_page *a = NULL;
    const struct form_section *s = NULL;
    save_list saves = { 0 };
    TRY(section_load(rq, &a, &s));
    take_section(rq, s, a->app->type_key, &saves);
    struct err *e = application_save_all(c, a->app->id, saves.v, saves.n);
    if (e && e->kind == ERR_INVALID)
        return show_edit(rq, rs, 422, e, NULL, 0);
    TRY(e);
    for (size_t i = 0; i < saves.n; i++)
        if (saves.v[i].result.outcome >= SAVE_STALE)
            return show_edit(rq, rs, 409, NULL, saves.v, saves.n);
    notice_after(rq, rs, &MSG_APPLICATION_SAVED);
    return see_other(rs, next_page(rq, a, s));
}

/* ── autosave: one field (docs/components.md) ── */

static struct err *send_object(struct response *rs, struct arena *a, json_t *o)
{
    char *text = json_dumps(o, JSON_COMPACT | JSON_SORT_KEYS);
    json_decref(o);
    arena_defer(a, free, text);
    return send_json(rs, (struct bytes){ (const uint8_t *)text, strlen(text) });
}

static json_t *answer_of(struct ctx *c, const struct application_page *a, const struct save_result *r)
{
    json_t *o = json_object();
    const char *state = r->outcome == SAVE_STALE ? "conflict" : r->outcome == SAVE_LATE ? "refused" : "saved";
    (void)json_object_set_new(o, "state", json_string(state));
    (void)json_object_set_new(o, "at", json_string(text_clock_seen(c->arena, c->lang, r->at, c->now)));
    (void)json_object_set_new(o, "revision", json_integer(r->revision));
    if (r->outcome == SAVE_STALE) {
        (void)json_object_set_new(o, "by", json_string(r->by ? r->by : ""));
        (void)json_object_set_new(o, "theirs", json_string(r->theirs ? r->theirs : ""));
    }
    if (r->outcome == SAVE_LATE)
        (void)json_object_set_new(o, "message",
                                  json_string(MSG_TEXT(c->arena, c->lang, MSG_APPLICATION_LATE_KEPT,
                                                       arg_instant(a->call->closes_at))));
    return o;
}

ROUTE(POST, "/applications/:application/save", application_save_page, ACT_APPLICATION_EDIT)
{
    struct ctx *c = rq->ctx;
    struct application_page *a = NULL;
    struct save_result r = { 0 };
    const char *key = pairs_text(&rq->form, "field");
    const char *value = pairs_text(&rq->form, "value");
    TRY(application_page_load(rq, NULL, &a));
    const struct form_field *f = definition_field(a->def, key);
    if (f && f->kind == FIELD_DATE)
        value = date_typed(c->arena, value);
    TRY(application_save(c, a->app->id, key, value, strtoll(pairs_text(&rq->form, "base"), NULL, 10), &r));
    json_t *answer = answer_of(c, a, &r);
    if (r.outcome <= SAVE_SAME &&
        !(f && f->kind == FIELD_TABLE)) /* a whole table comes from no page of ours */
        (void)json_object_set_new(answer, "form", application_state_json(c, a, key, value, r.at));
    return send_object(rs, c->arena, answer);
}
