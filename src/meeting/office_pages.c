/* office_pages.c: the office's list of meetings, deputies, and the form of a meeting. */
#include "meeting/meeting_views.h"

#include "base/date_parse.h"
#include "base/id.h"
#include "html/field.h"
#include "http/http.h"
#include "i18n/i18n.h"
#include "meeting.msg.h"
#include "person/account.h"
#include "person/frame.h"
#include "person/person.h"

#include <stdlib.h>
#include <string.h>

const char *field_instant(struct arena *a, instant at)
{
    struct clock_parts t = clock_of_instant(at);
    return arena_printf(a, "%s %02d:%02d", date_iso(a, date_of_instant(at)), t.hour, t.minute);
}

/* ── the list ── */

static struct err *member_options(struct ctx *c, const struct call *call, const struct deputy_list *deputies,
                                  const struct option **ret)
{
    struct duty_lines members;
    TRY(duty_list(c, DUTY_COMMITTEE, call->id, &members));
    struct option *v = arena_array(c->arena, struct option, members.n + 2);
    size_t n = 0;
    v[n++] = (struct option){ .value = "", .label = MSG_TEXT(c->arena, c->lang, MSG_DEPUTY_CHOOSE) };
    for (size_t i = 0; i < members.n; i++) {
        bool named = false;
        for (size_t k = 0; k < deputies->n; k++)
            named |= deputies->v[k].person_id == members.v[i].person_id;
        if (!named)
            v[n++] = (struct option){ .value = id_text(c->arena, members.v[i].person_id),
                                      .label = members.v[i].name };
    }
    *ret = v;
    return NULL;
}

static struct err *show_list(struct request *rq, struct response *rs, const struct err *errors)
{
    struct ctx *c = rq->ctx;
    struct meeting_list list = { 0 };
    struct deputy_list deputies = { 0 };
    struct meetings_page p = { .list = &list, .deputies = &deputies };
    struct call *call = NULL;
    TRY(call_find_current(c, &call));
    if (call) {
        TRY(meeting_list(c, call->id, true, &list));
        TRY(deputy_list(c, call->id, &deputies));
        TRY(member_options(c, call, &deputies, &p.members));
        p.closed = call_phase(call, c->now) == CALL_CLOSED;
    }
    p.call = call;
    struct form_view f = { .typed = errors ? &rq->form : NULL, .errors = errors,
                           .to = { "/office/meetings/deputies" } };
    struct page *pg = page_for(rq, rs, MSG_TEXT(c->arena, c->lang, MSG_MEETING_OFFICE_TITLE));
    struct html_writer w = page_writer(rq);
    pg->errors = errors;
    meetings_show(&w, pg, &f, &p);
    return show_status(rs, errors ? 422 : 200, html_done(&w));
}

ROUTE(GET, "/office/meetings", office_meetings_page, ACT_OFFICE_MEETING)
{
    return show_list(rq, rs, NULL);
}

ROUTE(POST, "/office/meetings/deputies", office_deputies_submit, ACT_OFFICE_MEETING)
{
    struct ctx *c = rq->ctx;
    struct call *call = NULL;
    int64_t person = 0;
    TRY(call_find_current(c, &call));
    if (!call)
        return not_found(c->arena);
    bool away = *pairs_text(&rq->form, "remove") != 0;
    bool known = id_parse(pairs_text(&rq->form, away ? "remove" : "deputy"), &person);
    struct err *e = !known ? invalid(c->arena, "deputy", MSG_DEPUTY_NOT_MEMBER)
                    : away ? deputy_remove(c, call->id, person)
                           : deputy_add(c, call->id, person);
    if (e && e->kind == ERR_INVALID)
        return show_list(rq, rs, e);
    TRY(e);
    notice_after(rq, rs, away ? &MSG_DEPUTY_REMOVED : &MSG_DEPUTY_NAMED);
    return see_other(rs, url_make(c->arena, "/office/meetings"));
}

/* ── the form ── */

static struct err *show_form(struct request *rq, struct response *rs, const struct meeting *m, const struct err *errors,
                             const struct form_asks *asks)
{
    struct ctx *c = rq->ctx;
    struct meeting_form_page p = { .meeting = m };
    if (m) {
        p.starts = field_instant(c->arena, m->starts_at);
        p.ends = field_instant(c->arena, m->ends_at);
    }
    struct form_view f = { .typed = errors || asks ? &rq->form : NULL, .errors = errors,
                           .to = m ? url_make(c->arena, "/office/meetings/%s/edit", id_text(c->arena, m->id))
                                   : (struct url){ "/office/meetings/new" } };
    struct page *pg = page_for(rq, rs, MSG_TEXT(c->arena, c->lang, MSG_MEETING_FORM_TITLE));
    struct page_link *crumbs = arena_array(c->arena, struct page_link, 3);
    crumbs[0] = (struct page_link){ .label = MSG_TEXT(c->arena, c->lang, MSG_MEETING_OFFICE_TITLE),
                                    .to = { "/office/meetings" } };
    if (m)
        crumbs[1] = (struct page_link){ .label = m->title,
                                        .to = url_make(c->arena, "/office/meetings/%s", id_text(c->arena, m->id)) };
    struct html_writer w = page_writer(rq);
    pg->crumbs = crumbs;
    pg->width = PAGE_NARROW;
    pg->errors = errors;
    pg->asks = asks;
    meeting_form_show(&w, pg, &f, &p);
    return show_status(rs, errors ? 422 : 200, html_done(&w));
}

/* A date alone takes no time: the parser says so by the field. */
static struct err *read_typed(struct request *rq, struct meeting_typed *ret)
{
    struct arena *a = rq->ctx->arena;
    struct err *e = instant_parse(a, "starts", form_date_text(a, &rq->form, "starts"), &ret->starts_at);
    e = err_join(e, instant_parse(a, "ends", form_date_text(a, &rq->form, "ends"), &ret->ends_at));
    ret->kind = strcmp(pairs_text(&rq->form, "kind"), "written") == 0 ? MEETING_WRITTEN : MEETING_ROOM;
    ret->title = pairs_text(&rq->form, "title");
    ret->place = pairs_text(&rq->form, "place");
    ret->url = pairs_text(&rq->form, "url");
    return e;
}

/* The doubts about the days that are not what they were. */
static const struct form_asks *asks_of(struct request *rq, const struct meeting *m, const struct meeting_typed *t)
{
    const date days[] = { m && m->starts_at == t->starts_at ? DATE_UNKNOWN : date_of_instant(t->starts_at),
                          m && m->ends_at == t->ends_at ? DATE_UNKNOWN : date_of_instant(t->ends_at) };
    size_t n = date_compare(days[0], days[1]) == 0 ? 1 : 2; /* the same day is asked about once */
    return form_ask_days(rq->ctx->arena, rq->ctx->lang, &rq->form, days, n);
}

ROUTE(GET, "/office/meetings/new", office_meeting_new, ACT_OFFICE_MEETING)
{
    return show_form(rq, rs, NULL, NULL, NULL);
}

ROUTE(POST, "/office/meetings/new", office_meeting_new_submit, ACT_OFFICE_MEETING)
{
    struct ctx *c = rq->ctx;
    struct call *call = NULL;
    struct meeting_typed t = { 0 };
    int64_t id = 0;
    TRY(call_find_current(c, &call));
    if (!call)
        return not_found(c->arena);
    struct err *e = read_typed(rq, &t);
    const struct form_asks *asks = e ? NULL : asks_of(rq, NULL, &t);
    if (asks)
        return show_form(rq, rs, NULL, NULL, asks);
    if (!e)
        e = meeting_create(c, call->id, &t, &id);
    if (e && e->kind == ERR_INVALID)
        return show_form(rq, rs, NULL, e, NULL);
    TRY(e);
    notice_after(rq, rs, &MSG_MEETING_CREATED);
    return see_other(rs, url_make(c->arena, "/office/meetings/%s", id_text(c->arena, id)));
}

ROUTE(GET, "/office/meetings/:meeting/edit", office_meeting_edit, ACT_OFFICE_MEETING)
{
    struct session_view s;
    TRY(session_load_office(rq->ctx, param_id(rq, "meeting"), &s));
    return show_form(rq, rs, &s.meeting, NULL, NULL);
}

ROUTE(POST, "/office/meetings/:meeting/edit", office_meeting_edit_submit, ACT_OFFICE_MEETING)
{
    struct ctx *c = rq->ctx;
    struct session_view s;
    struct meeting_typed t = { 0 };
    TRY(session_load_office(c, param_id(rq, "meeting"), &s));
    struct err *e = read_typed(rq, &t);
    const struct form_asks *asks = e ? NULL : asks_of(rq, &s.meeting, &t);
    if (asks)
        return show_form(rq, rs, &s.meeting, NULL, asks);
    if (!e)
        e = meeting_change(c, s.meeting.id, strtoll(pairs_text(&rq->form, "seen"), NULL, 10), &t);
    if (e && e->kind == ERR_INVALID)
        return show_form(rq, rs, &s.meeting, e, NULL);
    TRY(e);
    notice_after(rq, rs, &MSG_MEETING_CHANGED);
    return see_other(rs, url_make(c->arena, "/office/meetings/%s", id_text(c->arena, s.meeting.id)));
}
