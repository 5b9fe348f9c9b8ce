/* room_pages.c: a meeting as a member of the committee sees it: agenda, room, answers in writing. */
#include "meeting/meeting_mail.h"
#include "meeting/meeting_views.h"

#include "base/id.h"
#include "decision/committee.h"
#include "http/http.h"
#include "i18n/i18n.h"
#include "meeting.msg.h"
#include "person/frame.h"
#include "person/person.h"
#include "review/review.h"

#include <stdlib.h>
#include <string.h>


ROUTE(GET, "/committee/meetings", rooms_page, ACT_COMMITTEE_SEE)
{
    struct ctx *c = rq->ctx;
    struct meeting_list list = { 0 };
    struct rooms_page p = { .list = &list };
    struct call *call = NULL;
    bool declared = false;
    TRY(committee_call(c, &call));
    if (call && call_phase(call, c->now) >= CALL_CLOSED) {
        TRY(committee_may_see(c, call));
        TRY(review_has_declared(c, call, &declared));
        if (declared)
            TRY(meeting_list(c, call->id, false, &list));
    }
    if (!declared)
        return see_other(rs, url_make(c->arena, "/committee")); /* which says what comes first */
    p.call = call;
    struct page *pg = page_for(rq, rs, MSG_TEXT(c->arena, c->lang, MSG_MEETING_ROOMS_TITLE));
    struct html_writer w = page_writer(rq);
    rooms_show(&w, pg, &p);
    return show(rs, html_done(&w));
}

/* ── one meeting ── */

static struct page *room_frame(struct request *rq, struct response *rs, const char *title)
{
    struct ctx *c = rq->ctx;
    struct page *pg = page_for(rq, rs, title);
    struct page_link *crumbs = arena_array(c->arena, struct page_link, 2);
    crumbs[0] = (struct page_link){ .label = MSG_TEXT(c->arena, c->lang, MSG_MEETING_ROOMS_TITLE),
                                    .to = { "/committee/meetings" } };
    pg->crumbs = crumbs;
    return pg;
}

/* What this member may conclude or decide, item by item. */
static struct err *load_presiding(struct ctx *c, const struct session_view *s, struct room_page *p)
{
    bool *v = arena_array(c->arena, bool, s->items.n + 1);
    for (size_t i = 0; i < s->items.n; i++) {
        const struct item *x = &s->items.v[i];
        int64_t about = x->application_id;
        bool now = s->meeting.state == MEETING_OPEN && (s->meeting.kind == MEETING_WRITTEN || x == p->open);
        if (now && about)
            TRY(floor_presides(c, s->call, about, &v[i]));
        p->presides |= v[i];
    }
    p->may_conclude = v;
    return NULL;
}

static struct err *show_room(struct request *rq, struct response *rs, int64_t id, const struct err *e)
{
    struct ctx *c = rq->ctx;
    struct session_view s;
    TRY(session_load_member(c, id, &s));
    struct room_page p = { .s = &s, .me = viewer_person(c),
                           .base = url_make(c->arena, "/committee/meetings/%s", id_text(c->arena, id)) };
    struct page *pg = room_frame(rq, rs, s.meeting.title);
    struct html_writer w = page_writer(rq);
    if (s.waits) {
        room_wait_show(&w, pg, p.base);
        return show(rs, html_done(&w));
    }
    p.open = s.meeting.kind == MEETING_ROOM ? session_open_item(&s) : NULL;
    TRY(load_presiding(c, &s, &p));
    bool typed = e && e->kind == ERR_INVALID;
    struct form_view f = { .typed = typed ? &rq->form : NULL, .errors = typed ? e : NULL,
                           .to = url_make(c->arena, "/committee/meetings/%s/answer", id_text(c->arena, id)) };
    pg->errors = f.errors;
    if (e && !typed) {
        pg->notice = NOTICE_ERROR;
        pg->notice_text = err_text(c->arena, c->lang, e);
    }
    room_show(&w, pg, &f, &p);
    return show_status(rs, !e ? 200 : typed ? 422 : 409, html_done(&w));
}

ROUTE(GET, "/committee/meetings/:meeting", room_page_get, ACT_COMMITTEE_SEE)
{
    return show_room(rq, rs, param_id(rq, "meeting"), NULL);
}

static struct err *finish(struct request *rq, struct response *rs, int64_t id, struct err *e, const struct msg *done)
{
    if (e && (e->kind == ERR_INVALID || e->kind == ERR_REFUSED || e->kind == ERR_CONFLICT))
        return show_room(rq, rs, id, e);
    TRY(e);
    notice_after(rq, rs, done);
    return see_other(rs, url_make(rq->ctx->arena, "/committee/meetings/%s", id_text(rq->ctx->arena, id)));
}

/* The item named in the form, if it is one of this meeting that the member may know of. */
static struct err *item_named(struct request *rq, int64_t *ret)
{
    struct session_view s;
    TRY(session_load_member(rq->ctx, param_id(rq, "meeting"), &s));
    TRY(allow(rq->ctx, ACT_DELIBERATE, ACT_COMMITTEE_SEE,
              (struct standing){ REL_CALL, call_states(s.call, rq->ctx->now) }));
    bool known = id_parse(pairs_text(&rq->form, "item"), ret) && session_item(&s, *ret);
    return known ? NULL : not_found(rq->ctx->arena);
}

ROUTE(POST, "/committee/meetings/:meeting/answer", room_answer, ACT_DELIBERATE)
{
    struct ctx *c = rq->ctx;
    int64_t item = 0;
    TRY(item_named(rq, &item));
    const char *id = id_text(c->arena, item);
    const char *kind = pairs_text(&rq->form, arena_printf(c->arena, "answer.%s", id));
    const char *comment = pairs_text(&rq->form, arena_printf(c->arena, "comment.%s", id));
    return finish(rq, rs, param_id(rq, "meeting"),
                  written_answer(c, item, answer_parse(kind), comment,
                                 strtoll(pairs_text(&rq->form, "seen"), NULL, 10)), &MSG_WRITTEN_ANSWERED);
}

ROUTE(POST, "/committee/meetings/:meeting/conclude", room_conclude, ACT_DELIBERATE)
{
    int64_t item = 0;
    TRY(item_named(rq, &item));
    return finish(rq, rs, param_id(rq, "meeting"), written_conclude(rq->ctx, item), &MSG_WRITTEN_CONCLUDED);
}

ROUTE(GET, "/committee/meetings/:meeting/calendar", room_calendar, ACT_COMMITTEE_SEE)
{
    struct session_view s;
    TRY(session_load_member(rq->ctx, param_id(rq, "meeting"), &s));
    const char *ics = meeting_calendar(rq->ctx, s.call, &s.meeting);
    return send_download(rs, rq->ctx->arena, "meeting.ics", "text/calendar; charset=utf-8",
                         (struct bytes){ (const uint8_t *)ics, strlen(ics) });
}
