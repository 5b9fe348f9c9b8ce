/* frame.c: see frame.h. */
#include "person/frame.h"

#include "base/buf.h"
#include "base/id.h"
#include "base/site.h"
#include "http/assets.h"
#include "i18n/i18n.h"
#include "ledger/ledger.h"
#include "ledger/undo.h"
#include "person/duty.h"
#include "person/person.h"
#include "person/views.h"
#include "person.msg.h"
#include "frame.msg.h"

#include <assert.h>
#include <jansson.h>
#include <stdlib.h>
#include <string.h>

#define NOTICE_COOKIE "notice"

/* ── navigation ── */
struct nav_row { // NOLINT(clang-analyzer-optin.performance.Padding): in the order in which the table is read
    unsigned duties;
    const char *path;
    const struct msg *label;
    bool only_rehearsal;
};
static const struct nav_row NAV[] = {
    { DUTY_NONE, "/", &MSG_NAV_HOME, false },
    { DUTY_NONE, "/hubs", &MSG_NAV_HUBS, false },
    { DUTY_NONE, "/calls", &MSG_NAV_CALLS, false },
    { DUTY_NONE, "/check", &MSG_NAV_CHECK, false },
    { DUTY_NONE, "/data", &MSG_NAV_DATA, false },
    { DUTY_APPLICANT, "/applications", &MSG_NAV_APPLICATIONS, false },
    { DUTY_APPLICANT, "/calls", &MSG_NAV_CALLS, false },
    { DUTY_INSTITUTION_OFFICE, "/institution", &MSG_NAV_INSTITUTION, false },
    { DUTY_REVIEWER, "/review", &MSG_NAV_REVIEW, false },
    { DUTY_COMMITTEE | DUTY_CHAIR, "/committee", &MSG_NAV_COMMITTEE, false },
    { DUTIES_OFFICE | DUTY_AUDITOR, "/office", &MSG_NAV_DESK, false },
    { DUTIES_OFFICE, "/office/calls", &MSG_NAV_CALLS, false },
    { DUTIES_OFFICE | DUTY_AUDITOR, "/office/applications", &MSG_NAV_OFFICE_APPLICATIONS, false },
    { DUTIES_OFFICE, "/office/screening", &MSG_NAV_SCREENING, false },
    { DUTIES_OFFICE, "/office/review", &MSG_NAV_OFFICE_REVIEW, false },
    { DUTIES_OFFICE, "/office/meetings", &MSG_NAV_OFFICE_MEETINGS, false },
    { DUTIES_OFFICE, "/office/decision", &MSG_NAV_OFFICE_DECISION, false },
    { DUTIES_OFFICE, "/office/people", &MSG_NAV_PEOPLE, false },
    { DUTIES_OFFICE, "/office/mail", &MSG_NAV_MAIL, false },
    { DUTIES_OFFICE | DUTY_AUDITOR, "/office/ledger", &MSG_NAV_LEDGER, false },
    { DUTIES_OFFICE, "/office/clock", &MSG_NAV_CLOCK, true },
    { DUTY_BUREAU, "/region", &MSG_NAV_REGION, false },
    { DUTY_CONTRACTOR, "/support", &MSG_NAV_SUPPORT, false },
    { DUTY_BUREAU | DUTY_CONTRACTOR | DUTY_HUB_CONTACT, "/hubs", &MSG_NAV_HUBS, false },
};
#define NAV_COUNT (sizeof NAV / sizeof NAV[0])

static bool is_current(const char *path, const char *target)
{
    size_t n = strlen(target);
    if (strcmp(target, "/") == 0 || strcmp(target, "/office") == 0)
        return strcmp(path, target) == 0;
    return strncmp(path, target, n) == 0 && (path[n] == 0 || path[n] == '/');
}

static const struct page_link *nav_for(struct request *rq, enum duty acting)
{
    struct ctx *c = rq->ctx;
    struct page_link *v = arena_array(c->arena, struct page_link, NAV_COUNT + 1);
    size_t n = 0;
    for (size_t i = 0; i < NAV_COUNT; i++) {
        const struct nav_row *row = &NAV[i];
        bool mine = acting == DUTY_NONE ? row->duties == DUTY_NONE : (row->duties & (unsigned)acting) != 0;
        if (mine && (!row->only_rehearsal || c->site->rehearsal))
            v[n++] = (struct page_link){ .label = MSG_TEXT(c->arena, c->lang, *row->label),
                                         .to = (struct url){ row->path },
                                         .current = is_current(rq->path, row->path) };
    }
    return v;
}

static const struct page_link *duties_for(struct ctx *c)
{
    const struct viewer *v = c->viewer;
    struct page_link *list = arena_array(c->arena, struct page_link, DUTY_COUNT + 1);
    size_t n = 0;
    const char *last = "";
    for (int i = 0; i < DUTY_COUNT; i++) {
        const struct duty_word *word = &duty_words()[i];
        const char *home = word->home;
        bool same_room = v->acting != DUTY_NONE && strcmp(home, duty_word(v->acting)->home) == 0;
        if (!(v->duties & (unsigned)word->duty) || same_room || strcmp(home, last) == 0)
            continue;
        list[n++] = (struct page_link){ .label = MSG_TEXT(c->arena, c->lang, *word->name),
                                        .to = (struct url){ home } };
        last = home;
    }
    return n ? list : NULL;
}

/* ── the notice ── */

void notice_after(struct request *rq, struct response *rs, const struct msg *m)
{
    struct ctx *c = rq->ctx;
    bool undo = c->last_entry && ledger_undo_of(m->key) && c->last_act == m;
    const char *value = undo ? arena_printf(c->arena, "%s:%lld", m->key, (long long)c->last_entry) : m->key;
    set_cookie(rs, c->arena, NOTICE_COOKIE, value, 60, rq->secure);
}

struct url undo_url(struct arena *a, enum duty acting, int64_t entry)
{
    const char *id = arena_printf(a, "%lld", (long long)entry);
    if (acting & DUTIES_OFFICE)
        return url_make(a, "/office/undo/%s", id);
    return acting & (DUTY_COMMITTEE | DUTY_CHAIR) ? url_make(a, "/committee/undo/%s", id) : (struct url){ NULL };
}

static void take_notice(struct request *rq, struct response *rs, struct page *pg)
{
    struct arena *a = rq->ctx->arena;
    const char *key = cookie_get(a, rq->cookie_header, NOTICE_COOKIE);
    if (!key || !*key || !rs)
        return;
    const char *colon = strchr(key, ':'); /* behind it the entry that a button takes back */
    const struct msg *m = ledger_act_msg(colon ? arena_strndup(a, key, (size_t)(colon - key)) : key);
    if (m) {
        if (colon && rq->ctx->viewer)
            pg->undo = undo_url(a, rq->ctx->viewer->acting, strtoll(colon + 1, NULL, 10));
        pg->notice = NOTICE_SUCCESS;
        pg->notice_text = MSG_TEXT(rq->ctx->arena, rq->ctx->lang, *m);
    }
    set_cookie(rs, rq->ctx->arena, NOTICE_COOKIE, "", -1, rq->secure);
}

/* ── the page ── */

struct html_writer page_writer(struct request *rq)
{
    struct html_writer w = html_writer_make(rq->ctx->arena, rq->ctx->lang);
    buf_reserve(&w.out, 32768);
    return w;
}

static void put_person(struct request *rq, struct page *pg)
{
    struct ctx *c = rq->ctx;
    const struct viewer *v = c->viewer;
    enum duty acting = v ? v->acting : DUTY_NONE;
    pg->nav = nav_for(rq, acting);
    if (!v) {
        pg->sign_in = (struct url){ "/sign-in" };
        return;
    }
    pg->person = v->name;
    pg->account = (struct url){ "/account" };
    pg->sign_out = (struct url){ "/sign-out" };
    pg->duties = duties_for(c);
    const struct duty_word *word = duty_word(acting);
    if (word) {
        pg->duty = MSG_TEXT(c->arena, c->lang, *word->name);
        pg->nav_label = MSG_TEXT(c->arena, c->lang, MSG_NAV_OF_DUTY, arg_msg(word->name));
    }
    if (c->site->rehearsal && (acting & DUTIES_OFFICE))
        pg->rehearsal_clock = (struct url){ "/office/clock" };
}

struct page *page_for(struct request *rq, struct response *rs, const char *title)
{
    struct ctx *c = rq->ctx;
    struct page *pg = arena_new(c->arena, struct page);
    *pg = (struct page){
        .title = title,
        .site_name = MSG_TEXT(c->arena, c->lang, MSG_FRAME_SITE),
        .office_name = MSG_TEXT(c->arena, c->lang, MSG_FRAME_OFFICE),
        .home = { "/" },
        .style = asset_url(c->arena, "app.css"),
        .script = asset_url(c->arena, "kyoten.js"),
        .icon = asset_url(c->arena, "icon.svg"),
        .csrf = rq->csrf_token,
        .now = c->now,
        .here = rq->path,
        .rehearsal = c->site->rehearsal,
        .about = { "/about" },
        .accessibility = { "/about#accessibility" },
        .contact = { "/about#contact" },
    };
    for (int lang = 0; lang < LANG_COUNT; lang++)
        pg->in_language[lang] =
            url_make(c->arena, "/language/%s?back=%s", lang_tag((enum lang)lang), rq->path);
    put_person(rq, pg);
    take_notice(rq, rs, pg);
    return pg;
}

void page_history(struct request *rq, struct page *pg, const char *kind, int64_t id, const struct msg *label)
{
    struct ctx *c = rq->ctx;
    size_t n = 0;
    if (!c->viewer || !policy_act_possible(ACT_HISTORY, c->viewer->duties))
        return;
    while (pg->history[n].label)
        n++;
    assert(n + 1 < sizeof pg->history / sizeof pg->history[0]);
    pg->history[n].label = MSG_TEXT(c->arena, c->lang, *(label ? label : &MSG_FRAME_HISTORY));
    pg->history[n].to = url_make(c->arena, "/office/history/%s/%s", kind, id_text(c->arena, id));
}

/* ── errors ── */

static void error_json(struct request *rq, struct response *rs, int status, const struct err *e,
                       const char *title)
{
    struct ctx *c = rq->ctx;
    json_t *o = json_object();
    const char *text = e && err_is_for_the_person(e) && e->msg ? err_text(c->arena, c->lang, e) : title;
    (void)json_object_set_new(o, "state", json_string("refused"));
    (void)json_object_set_new(o, "status", json_integer(status));
    (void)json_object_set_new(o, "message", json_string(text));
    if (e && e->field)
        (void)json_object_set_new(o, "field", json_string(e->field));
    char *text_json = json_dumps(o, JSON_COMPACT | JSON_SORT_KEYS);
    json_decref(o);
    arena_defer(c->arena, free, text_json);
    rs->content_type = "application/json";
    rs->body = (struct bytes){ (const uint8_t *)text_json, strlen(text_json) };
}

void frame_error_page(struct request *rq, struct response *rs, int status, const struct err *e)
{
    struct ctx *c = rq->ctx;
    const struct msg *title = NULL;
    const struct msg *advice = NULL;
    http_error_words(status, &title, &advice);
    bool stopped = e && (e->msg == &MSG_PERSON_SIGNED_OUT || e->msg == &MSG_PERSON_CODE_DUE);
    bool signed_out = status == 403 && stopped && rq->method == POST;
    const char *words = MSG_TEXT(c->arena, c->lang, *(signed_out ? &MSG_KEPT_AGAIN : title));
    if (rq->wants_json || rq->enhanced) {
        error_json(rq, rs, status, e, words);
        return;
    }
    if (signed_out)
        http_form_token(rq, rs);
    struct page *pg = page_for(rq, NULL, words);
    struct html_writer w = page_writer(rq);
    pg->width = PAGE_NARROW;
    frame_error(&w, pg, err_is_for_the_person(e) ? err_text(c->arena, c->lang, e) : "",
                signed_out ? "" : MSG_TEXT(c->arena, c->lang, *advice), signed_out ? &rq->form : NULL, rq->path);
    struct html h = html_done(&w);
    rs->body = (struct bytes){ (const uint8_t *)h.s, h.n };
}
