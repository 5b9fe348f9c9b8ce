/* workbench_pages.c: application and score sheet side by side, saving, completing, files. */
#include "application/application_document.h"
#include "base/id.h"
#include "file/file.h"
#include "http/http.h"
#include "i18n/i18n.h"
#include "ledger/ledger.h"
#include "person/frame.h"
#include "person/person.h"
#include "review/views.h"
#include "review.msg.h"

#include <jansson.h>
#include <stdlib.h>
#include <string.h>

static struct err *open_here(struct request *rq, enum act act, struct application **ret_app,
                             struct call **ret_call)
{
    return review_open(rq->ctx, param_id(rq, "application"), act, ret_app, ret_call);
}

static struct url url_here(struct request *rq, const struct application *app)
{
    return url_make(rq->ctx->arena, "/review/applications/%s", id_text(rq->ctx->arena, app->id));
}

static const struct page_link *crumbs(struct request *rq, const struct application *app)
{
    struct ctx *c = rq->ctx;
    struct page_link *v = arena_array(c->arena, struct page_link, 3);
    v[0] = (struct page_link){ .label = MSG_TEXT(c->arena, c->lang, MSG_REVIEW_TITLE), .to = { "/review" } };
    if (app)
        v[1] = (struct page_link){ .label = app->title, .to = url_here(rq, app) };
    return v;
}

static const struct option *level_options(struct ctx *c, const struct scale *scale)
{
    struct option *v = arena_array(c->arena, struct option, scale->levels.n + 1);
    for (size_t i = 0; i < scale->levels.n; i++) {
        const struct level *l = &scale->levels.v[i];
        v[i] = (struct option){ .value = arena_printf(c->arena, "%lld", (long long)l->value),
                                .label = arena_printf(c->arena, "%lld　%s", (long long)l->value,
                                                      l->word.in[c->lang]),
                                .support = l->anchor.in[c->lang] };
    }
    return v;
}

static struct err *show_workbench(struct request *rq, struct response *rs, const struct err *errors)
{
    struct ctx *c = rq->ctx;
    struct application *app = NULL;
    struct call *call = NULL;
    struct sheet *own = NULL;
    struct sheet_list others;
    struct papers *papers = NULL;
    TRY(open_here(rq, ACT_REVIEW_READ, &app, &call));
    TRY(sheet_load_of(c, app->id, viewer_person(c), &own));
    TRY(sheet_list_of_others(c, app, call, own, &others));
    TRY(papers_load(c, app, call->definition, &papers));
    struct sheet_items items = sheet_items(c->arena, call->definition);
    struct workbench_page p = { .now = c->now,
                                .app = app,
                                .call = call,
                                .sheet = own,
                                .items = &items,
                                .papers = papers,
                                .others = &others,
                                .levels = level_options(c, &call->definition->scale) };
    struct form_view f = { .typed = errors ? &rq->form : NULL, .errors = errors, .to = url_here(rq, app) };
    f.autosave = url_make(c->arena, "/review/applications/%s/save", id_text(c->arena, app->id));
    struct page *pg = page_for(rq, rs, app->title);
    struct html_writer w = page_writer(rq);
    pg->width = PAGE_WIDE;
    pg->errors = errors;
    pg->crumbs = crumbs(rq, NULL);
    workbench_show(&w, pg, &f, &p);
    return show_status(rs, errors ? 422 : 200, html_done(&w));
}

ROUTE(GET, "/review/applications/:application", review_workbench_page, ACT_REVIEW_READ)
{
    return show_workbench(rq, rs, NULL);
}

/* ── saving ── */

/* A revision as a form carries it; -1, which no item has, for anything else. */
static int64_t read_base(const char *text)
{
    if (!*text || strlen(text) > 15 || strspn(text, "0123456789") != strlen(text))
        return -1;
    return strtoll(text, NULL, 10);
}

ROUTE(POST, "/review/applications/:application", review_sheet_submit, ACT_SCORE)
{
    struct ctx *c = rq->ctx;
    struct application *app = NULL;
    struct call *call = NULL;
    struct err *mistakes = NULL;
    size_t saved = 0;
    TRY(open_here(rq, ACT_SCORE, &app, &call));
    struct sheet_items items = sheet_items(c->arena, call->definition);
    struct score_line *v = arena_array(c->arena, struct score_line, items.n);
    size_t n = 0;
    for (size_t i = 0; i < items.n; i++) {
        const char *value = pairs_get(&rq->form, items.v[i].key);
        const char *base = pairs_text(&rq->form, arena_printf(c->arena, "base-%s", items.v[i].key));
        if (value)
            v[n++] = (struct score_line){ items.v[i].key, value, read_base(base) };
    }
    TRY(score_save_all(c, app->id, v, n, &saved, &mistakes));
    if (mistakes)
        return show_workbench(rq, rs, mistakes);
    if (strcmp(pairs_text(&rq->form, "then"), "check") != 0) {
        notice_after(rq, rs, &MSG_REVIEW_SAVED);
        return see_other(rs, url_here(rq, app));
    }
    struct sheet *own = NULL;
    TRY(sheet_load_of(c, app->id, viewer_person(c), &own));
    mistakes = sheet_missing(c->arena, call->definition, own);
    if (mistakes)
        return show_workbench(rq, rs, mistakes);
    return see_other(rs, url_make(c->arena, "/review/applications/%s/sheet", id_text(c->arena, app->id)));
}

static struct err *send_saved(struct ctx *c, struct response *rs, const struct save_result *saved)
{
    struct arena *a = c->arena;
    bool stale = saved->outcome == SAVE_STALE;
    json_t *o = json_object();
    (void)json_object_set_new(o, "state", json_string(stale ? "conflict" : "saved"));
    (void)json_object_set_new(o, "at", json_string(text_clock_seen(a, c->lang, saved->at, c->now)));
    (void)json_object_set_new(o, "revision", json_integer(saved->revision));
    if (stale) {
        (void)json_object_set_new(o, "theirs", json_string(saved->theirs));
        (void)json_object_set_new(o, "by", json_string(saved->by));
    }
    char *text = json_dumps(o, JSON_COMPACT | JSON_SORT_KEYS);
    json_decref(o);
    arena_defer(a, free, text);
    return send_json(rs, (struct bytes){ (const uint8_t *)text, strlen(text) });
}

static struct err *send_refused(struct response *rs, struct ctx *c, const struct err *e)
{
    json_t *o = json_pack("{s:s, s:s}", "message", err_text(c->arena, c->lang, e), "state", "refused");
    char *text = json_dumps(o, JSON_COMPACT | JSON_SORT_KEYS);
    json_decref(o);
    arena_defer(c->arena, free, text);
    return send_json(rs, (struct bytes){ (const uint8_t *)text, strlen(text) });
}

/* One field, by the script: docs/components.md, Autosave. What the viewer may not see stays a 404. */
ROUTE(POST, "/review/applications/:application/save", review_sheet_save, ACT_SCORE)
{
    struct ctx *c = rq->ctx;
    struct save_result saved = { 0 };
    struct err *e =
        score_save(c, param_id(rq, "application"), pairs_text(&rq->form, "field"),
                   pairs_text(&rq->form, "value"), read_base(pairs_text(&rq->form, "base")), &saved);
    if (e && (e->kind == ERR_INVALID || e->kind == ERR_REFUSED || e->kind == ERR_FORBIDDEN))
        return send_refused(rs, c, e);
    TRY(e);
    return send_saved(c, rs, &saved);
}

/* ── the sheet by itself, and completing it ── */

static struct err *show_sheet(struct request *rq, struct response *rs)
{
    struct ctx *c = rq->ctx;
    struct application *app = NULL;
    struct call *call = NULL;
    struct sheet *own = NULL;
    TRY(open_here(rq, ACT_REVIEW_READ, &app, &call));
    TRY(sheet_load_of(c, app->id, viewer_person(c), &own));
    struct sheet_page p = {
        .app = app, .call = call, .sheet = own, .missing = sheet_missing(c->arena, call->definition, own)
    };
    struct page *pg = page_for(
        rq, rs, MSG_TEXT(c->arena, c->lang, *(own->complete ? &MSG_REVIEW_SHEET : &MSG_REVIEW_CHECK_TITLE)));
    struct html_writer w = page_writer(rq);
    pg->width = PAGE_NARROW;
    pg->crumbs = crumbs(rq, app);
    sheet_show(&w, pg, &(struct form_view){ 0 }, &p);
    return show(rs, html_done(&w));
}

ROUTE(GET, "/review/applications/:application/sheet", review_sheet_page, ACT_REVIEW_READ)
{
    return show_sheet(rq, rs);
}

ROUTE(POST, "/review/applications/:application/complete", review_sheet_complete, ACT_SCORE)
{
    struct ctx *c = rq->ctx;
    struct application *app = NULL;
    struct call *call = NULL;
    TRY(open_here(rq, ACT_REVIEW_READ, &app, &call));
    if (strcmp(pairs_text(&rq->form, "confirm"), "1") != 0)
        return see_other(rs, url_make(c->arena, "/review/applications/%s/sheet", id_text(c->arena, app->id)));
    struct err *e = sheet_complete(c, app->id);
    if (e && e->kind == ERR_INVALID)
        return see_other(rs, url_make(c->arena, "/review/applications/%s/sheet", id_text(c->arena, app->id)));
    TRY(e);
    notice_after(rq, rs, &MSG_REVIEW_COMPLETED);
    return see_other(rs, url_here(rq, app));
}

/* ── files: those of the submission, and only through the right to it ── */

ROUTE_FLAGS(GET, "/review/applications/:application/files/:file", review_file_page, ACT_REVIEW_READ,
            ROUTE_SLOW)
{
    struct ctx *c = rq->ctx;
    struct application *app = NULL;
    struct call *call = NULL;
    struct submission *sub = NULL;
    struct attachment file;
    TRY(open_here(rq, ACT_REVIEW_READ, &app, &call));
    TRY(submission_load(c, app->submission_id, &sub));
    TRY(submission_find_file(c->arena, sub, param(rq, "file"), &file));
    return file_send(c, rs, file.hash.p, file.size, file.name, file.media_type);
}

ROUTE_FLAGS(GET, "/review/applications/:application/application.pdf", review_application_pdf, ACT_REVIEW_READ,
            ROUTE_SLOW)
{
    struct application *app = NULL;
    struct call *call = NULL;
    TRY(open_here(rq, ACT_REVIEW_READ, &app, &call));
    return application_pdf_send(rq->ctx, rs, app);
}
