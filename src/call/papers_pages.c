/* papers_pages.c: files and briefings of a call: the office puts them there, everybody takes them, with a
** calendar. */
#include "call/papers_views.h"

#include "base/date_parse.h"
#include "base/id.h"
#include "base/site.h"
#include "base/text.h"
#include "base/vec.h"
#include "call/item_groups.h"
#include "doc/ical.h"
#include "http/http.h"
#include "i18n/i18n.h"
#include "ledger/ledger.h"
#include "person/frame.h"
#include "call.msg.h"

#include <string.h>

#define SAY(m, ...) MSG_TEXT(c->arena, c->lang, m __VA_OPT__(, ) __VA_ARGS__)

static const struct option *series_of(struct ctx *c, const struct call_files *files)
{
    VEC(struct option) v = { 0 };
    *vec_push(c->arena, &v) = (struct option){ .value = "", .label = SAY(MSG_CALL_FILE_NEW_SERIES) };
    for (size_t i = 0; i < files->n; i++)
        if (files->v[i].current)
            *vec_push(c->arena, &v) = (struct option){
                .value = id_text(c->arena, files->v[i].series),
                .label = SAY(MSG_CALL_FILE_NEWER_OF,
                             arg_text(c->lang == LANG_EN ? files->v[i].title_en : files->v[i].title_ja))
            };
    *vec_push(c->arena, &v) = (struct option){ 0 };
    return v.v;
}

enum refused_form { FORM_NONE, FORM_FILE, FORM_BRIEFING };

static struct err *show_papers(struct request *rq, struct response *rs, enum refused_form which,
                               const struct err *e)
{
    struct ctx *c = rq->ctx;
    struct call *call = NULL;
    struct call_files files;
    struct briefings briefings;
    int64_t editing = 0;
    TRY(call_load(c, param_id(rq, "call"), &call));
    TRY(call_files_list(c, call->id, &files));
    TRY(call_briefings_list(c, call->id, &briefings));
    struct call_papers_page x = { .call = call,
                                  .id = id_text(c->arena, call->id),
                                  .draft = strcmp(call->state, "draft") == 0,
                                  .published = strcmp(call->state, "published") == 0,
                                  .files = &files,
                                  .series = series_of(c, &files),
                                  .briefings = &briefings };
    const char *asked = pairs_text(which == FORM_BRIEFING ? &rq->form : &rq->query, "briefing");
    (void)id_parse(asked, &editing);
    for (size_t i = 0; i < briefings.n; i++)
        if (editing && briefings.v[i].id == editing)
            x.one = &briefings.v[i];
    struct form_view file = { .to = url_make(c->arena, "/office/calls/%s/files", x.id), .files = true };
    struct form_view briefing = { .to = url_make(c->arena, "/office/calls/%s/briefings", x.id) };
    struct form_view *one = which == FORM_FILE ? &file : which == FORM_BRIEFING ? &briefing : NULL;
    if (one) {
        one->typed = &rq->form;
        one->errors = e;
    }
    struct page *pg = call_page_below(rq, rs, call, SAY(MSG_CALL_PAPERS_TITLE), NULL);
    struct html_writer w = page_writer(rq);
    pg->errors = e;
    call_papers_show(&w, pg, &file, &briefing, &x);
    return show_status(rs, e ? 422 : 200, html_done(&w));
}

const char *call_file_kind_word(struct html_writer *w, const char *kind)
{
    return strcmp(kind, "guideline") == 0  ? tr(w, MSG_CALL_KIND_GUIDELINE)
           : strcmp(kind, "template") == 0 ? tr(w, MSG_CALL_KIND_TEMPLATE)
           : strcmp(kind, "slides") == 0   ? tr(w, MSG_CALL_KIND_SLIDES)
                                           : tr(w, MSG_CALL_KIND_OTHER);
}

ROUTE(GET, "/office/calls/:call/papers", call_papers_page, ACT_OFFICE_CALL)
{
    return show_papers(rq, rs, FORM_NONE, NULL);
}

static const char *typed(struct request *rq, const char *name)
{
    return text_trim_display(rq->ctx->arena, pairs_text(&rq->form, name));
}

static struct err *back(struct request *rq, struct response *rs, const struct msg *done)
{
    notice_after(rq, rs, done);
    return see_other(rs, url_make(rq->ctx->arena, "/office/calls/%s/papers", param(rq, "call")));
}

/* The bytes are kept before the transaction that names them. */
static struct err *file_prepare(struct request *rq, struct response *rs)
{
    struct file_facts *facts = NULL;
    (void)rs;
    TRY(allow(rq->ctx, ACT_OFFICE_CALL, ACT_OFFICE_CALL, (struct standing){ REL_ANY, STATE_ANY }));
    for (size_t i = 0; i < rq->upload_count && !facts; i++)
        if (rq->uploads[i].size > 0) {
            facts = arena_new(rq->ctx->arena, struct file_facts);
            TRY(file_keep_upload(rq->ctx, &rq->uploads[i], facts));
        }
    rq->prepared = facts;
    return NULL;
}

ROUTE_PREPARED(POST, "/office/calls/:call/files", call_file_submit, file_prepare, ACT_OFFICE_CALL,
               ROUTE_UPLOAD)
{
    struct call_file_typed t = { .kind = pairs_text(&rq->form, "kind"),
                                 .title_ja = typed(rq, "title_ja"),
                                 .title_en = typed(rq, "title_en") };
    struct call_reason why = { typed(rq, "reason_ja"), typed(rq, "reason_en") };
    if (!id_parse(pairs_text(&rq->form, "series"), &t.series))
        t.series = 0;
    struct err *e = call_file_add(rq->ctx, param_id(rq, "call"), &t, rq->prepared, &why);
    if (e && e->kind == ERR_INVALID)
        return show_papers(rq, rs, FORM_FILE, e);
    TRY(e);
    return back(rq, rs, &MSG_CALL_FILE_ADDED);
}

ROUTE(POST, "/office/calls/:call/files/:file/remove", call_file_remove_submit, ACT_OFFICE_CALL)
{
    TRY(call_file_remove(rq->ctx, param_id(rq, "call"), param_id(rq, "file")));
    return back(rq, rs, &MSG_CALL_FILE_REMOVED);
}

static struct err *send(struct request *rq, struct response *rs, int64_t call_id)
{
    struct call_file f;
    TRY(call_file_load(rq->ctx, call_id, param_id(rq, "file"), &f));
    return file_send(rq->ctx, rs, f.hash.p, f.size, f.name, f.media_type);
}

ROUTE_FLAGS(GET, "/office/calls/:call/files/:file", office_call_file, ACT_OFFICE_CALL, ROUTE_SLOW)
{
    struct call *call = NULL;
    TRY(call_load(rq->ctx, param_id(rq, "call"), &call));
    return send(rq, rs, call->id);
}

ROUTE_FLAGS(GET, "/calls/:round/files/:file", call_file_page, ACT_PUBLIC, ROUTE_SLOW)
{
    struct call *call = NULL;
    TRY(call_load_published(rq->ctx, param(rq, "round"), &call));
    return send(rq, rs, call->id);
}

/* ── briefings ── */

ROUTE(POST, "/office/calls/:call/briefings", call_briefing_submit, ACT_OFFICE_CALL)
{
    struct arena *a = rq->ctx->arena;
    struct briefing b = { .place_ja = typed(rq, "place_ja"), .place_en = typed(rq, "place_en") };
    const char *url = typed(rq, "url");
    b.url = *url ? url : NULL;
    if (!id_parse(pairs_text(&rq->form, "briefing"), &b.id))
        b.id = 0;
    struct err *e = instant_parse(a, "starts", form_date_text(a, &rq->form, "starts"), &b.starts_at);
    e = err_join(e, instant_parse(a, "ends", form_date_text(a, &rq->form, "ends"), &b.ends_at));
    if (!e)
        e = call_briefing_save(rq->ctx, param_id(rq, "call"), &b);
    if (e && e->kind == ERR_INVALID)
        return show_papers(rq, rs, FORM_BRIEFING, e);
    TRY(e);
    return back(rq, rs, &MSG_CALL_BRIEFING_SAVED);
}

ROUTE(POST, "/office/calls/:call/briefings/:briefing/remove", call_briefing_remove_submit, ACT_OFFICE_CALL)
{
    TRY(call_briefing_remove(rq->ctx, param_id(rq, "call"), param_id(rq, "briefing")));
    return back(rq, rs, &MSG_CALL_BRIEFING_REMOVED);
}

/* ── calendar ── */

struct calendar {
    struct ctx *c;
    const struct call *call;
    struct buf b;
    const char *host, *url;
    int64_t sequence;
};

static void put_moment(struct calendar *k, const char *what, const char *title, instant from, instant to,
                       bool days)
{
    struct ctx *c = k->c;
    ical_event(
        &k->b,
        &(struct ical_event){
            .uid = arena_printf(c->arena, "call-%s-%s@%s", id_text(c->arena, k->call->id), what, k->host),
            .summary = arena_printf(c->arena, "%s: %s", call_title(c->arena, c->lang, k->call), title),
            .description =
                strcmp(what, "closes") == 0 ? call_deadline_sentence(c->arena, c->lang, k->call) : NULL,
            .url = k->url,
            .start = from,
            .end = to,
            .whole_days = days,
            .sequence = k->sequence,
            .cancelled = k->call->cancelled_at != INSTANT_UNKNOWN },
        c->now);
}

static void put_briefings(struct calendar *k, const struct briefings *all)
{
    struct ctx *c = k->c;
    for (size_t i = 0; i < all->n; i++) {
        const struct briefing *b = &all->v[i];
        ical_event(&k->b,
                   &(struct ical_event){
                       .uid = arena_printf(c->arena, "briefing-%s@%s", id_text(c->arena, b->id), k->host),
                       .summary = arena_printf(c->arena, "%s: %s", call_title(c->arena, c->lang, k->call),
                                               SAY(MSG_CALL_BRIEFINGS)),
                       .location = c->lang == LANG_EN ? b->place_en : b->place_ja,
                       .url = b->url ? b->url : k->url,
                       .start = b->starts_at,
                       .end = b->ends_at,
                       .sequence = b->changes },
                   c->now);
    }
}

ROUTE(GET, "/calls/:round/calendar.ics", call_calendar, ACT_PUBLIC)
{
    struct ctx *c = rq->ctx;
    struct call *call = NULL;
    struct briefings briefings;
    const char *site = c->site && c->site->public_url ? c->site->public_url : "";
    const char *host = strstr(site, "://");
    TRY(call_load_published(c, param(rq, "round"), &call));
    TRY(call_briefings_list(c, call->id, &briefings));
    struct calendar k = { .c = c,
                          .call = call,
                          .b = ical_begin(c->arena, call_title(c->arena, c->lang, call)),
                          .host = host ? host + 3 : "kyoten",
                          .url = *site ? arena_printf(c->arena, "%s/calls/%s", site, call->round) : NULL };
    TRY(call_version_count(c, call->id, &k.sequence));
    put_moment(&k, "opens", SAY(MSG_CALL_OPENS), call->opens_at, call->opens_at, false);
    put_moment(&k, "closes", SAY(MSG_CALL_CLOSES), call->closes_at, call->closes_at, false);
    put_briefings(&k, &briefings);
    if (date_is_known(call->planned_from)) {
        date last = date_is_known(call->planned_to) ? call->planned_to : call->planned_from;
        put_moment(&k, "announcement", SAY(MSG_CALL_PLANNED),
                   instant_of_japan(call->planned_from, 0, 0, 0, 0), instant_of_japan(last, 0, 0, 0, 0),
                   true);
    }
    ical_end(&k.b);
    return send_download(rs, c->arena, arena_printf(c->arena, "call-%s.ics", call->round),
                         "text/calendar; charset=utf-8", (struct bytes){ (const uint8_t *)k.b.s, k.b.n });
}
