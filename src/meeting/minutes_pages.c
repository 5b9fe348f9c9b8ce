/* minutes_pages.c: the minutes: written by the office, read by members, confirmed by whoever presided, as PDF. */
#include "meeting/meeting_views.h"

#include "base/id.h"
#include "doc/doc.h"
#include "http/http.h"
#include "i18n/i18n.h"
#include "meeting.msg.h"
#include "person/frame.h"
#include "person/person.h"

#include <sodium.h>
#include <stdlib.h>
#include <string.h>

const char *event_sentence(struct html_writer *w, const struct event *e)
{
    static const struct msg *const v[] = { &MSG_EVENT_OPENED,  &MSG_EVENT_CLOSED,  &MSG_EVENT_PRESENT,
                                           &MSG_EVENT_ONLINE,  &MSG_EVENT_ABSENT,  &MSG_EVENT_LEFT,
                                           &MSG_EVENT_EXCUSED, &MSG_EVENT_RETURNED, &MSG_EVENT_ITEM_OPENED,
                                           &MSG_EVENT_ITEM_CLOSED };
    return msg_text(w->out.arena, w->lang, v[e->kind], (const struct arg[]){ arg_text(e->name), ARG_END });
}

int64_t minutes_revision(const struct session_view *s, const char *part)
{
    for (size_t i = 0; i < s->texts.n; i++)
        if (strcmp(s->texts.v[i].part, part) == 0)
            return s->texts.v[i].revision;
    return 0;
}

static const char *hex_of(struct arena *a, struct bytes hash)
{
    char *hex = arena_alloc(a, 65);
    return sodium_bin2hex(hex, 65, hash.p, hash.n);
}

static void may_confirm(struct ctx *c, const struct session_view *s, struct minutes_page *p)
{
    const struct member *who[16];
    size_t n = minutes_presiders(s, who, 16);
    for (size_t i = 0; i < n; i++)
        p->may_confirm |= who[i]->person_id == viewer_person(c) && s->meeting.state == MEETING_CLOSED;
    for (size_t i = 0; i < s->confirmations.n; i++)
        p->confirmed |= s->confirmations.v[i].person_id == viewer_person(c);
}

static struct err *show_minutes(struct request *rq, struct response *rs, bool office, const struct err *e)
{
    struct ctx *c = rq->ctx;
    struct session_view s;
    struct bytes hash;
    int64_t id = param_id(rq, "meeting");
    TRY(office ? session_load_office(c, id, &s) : session_load_member(c, id, &s));
    if (s.waits || s.meeting.opened_at == INSTANT_UNKNOWN)
        return not_found(c->arena);
    struct minutes_page p = { .s = &s, .office = office, .fixed = minutes_are_fixed(&s) };
    p.base = office ? url_make(c->arena, "/office/meetings/%s", id_text(c->arena, id))
                    : url_make(c->arena, "/committee/meetings/%s", id_text(c->arena, id));
    (void)minutes_doc(c, &s, &hash);
    p.hash = hex_of(c->arena, hash);
    if (!office)
        may_confirm(c, &s, &p);
    bool typed = e && e->kind == ERR_INVALID;
    struct form_view f = { .typed = typed ? &rq->form : NULL, .errors = typed ? e : NULL,
                           .to = url_make(c->arena, "/office/meetings/%s/minutes", id_text(c->arena, id)) };
    struct page *pg = page_for(rq, rs, MSG_TEXT(c->arena, c->lang, MSG_MINUTES_PAGE));
    struct page_link *crumbs = arena_array(c->arena, struct page_link, 3);
    const struct msg *list = office ? &MSG_MEETING_OFFICE_TITLE : &MSG_MEETING_ROOMS_TITLE;
    crumbs[0] = (struct page_link){ .label = msg_text(c->arena, c->lang, list, &ARG_END),
                                    .to = { office ? "/office/meetings" : "/committee/meetings" } };
    crumbs[1] = (struct page_link){ .label = s.meeting.title, .to = p.base };
    pg->crumbs = crumbs;
    pg->errors = f.errors;
    if (e && !typed) {
        pg->notice = NOTICE_ERROR;
        pg->notice_text = err_text(c->arena, c->lang, e);
    }
    struct html_writer w = page_writer(rq);
    minutes_show(&w, pg, &f, &p);
    return show_status(rs, !e ? 200 : typed ? 422 : 409, html_done(&w));
}

ROUTE(GET, "/office/meetings/:meeting/minutes", office_minutes_page, ACT_OFFICE_MEETING)
{
    return show_minutes(rq, rs, true, NULL);
}

ROUTE(POST, "/office/meetings/:meeting/minutes", office_minutes_submit, ACT_OFFICE_MEETING)
{
    struct ctx *c = rq->ctx;
    const char *part = pairs_text(&rq->form, "part");
    int64_t item = 0;
    int64_t id = param_id(rq, "meeting");
    bool is_item = id_parse(part, &item);
    const char *text = pairs_text(&rq->form, arena_printf(c->arena, "text.%s", part));
    struct err *e = minutes_write(c, id, is_item ? "item" : part, item, text,
                                  strtoll(pairs_text(&rq->form, "seen"), NULL, 10));
    if (e && (e->kind == ERR_INVALID || e->kind == ERR_REFUSED || e->kind == ERR_CONFLICT))
        return show_minutes(rq, rs, true, e);
    TRY(e);
    notice_after(rq, rs, &MSG_MINUTES_WRITTEN);
    return see_other(rs, url_make(c->arena, "/office/meetings/%s/minutes", id_text(c->arena, id)));
}

ROUTE(GET, "/committee/meetings/:meeting/minutes", room_minutes_page, ACT_COMMITTEE_SEE)
{
    return show_minutes(rq, rs, false, NULL);
}

ROUTE(POST, "/committee/meetings/:meeting/minutes", room_minutes_confirm, ACT_DELIBERATE)
{
    struct ctx *c = rq->ctx;
    uint8_t *hash = arena_alloc(c->arena, 32);
    size_t n = 0;
    int64_t id = param_id(rq, "meeting");
    const char *hex = pairs_text(&rq->form, "hash");
    if (sodium_hex2bin(hash, 32, hex, strlen(hex), NULL, &n, NULL) != 0)
        n = 0;
    struct err *e = strcmp(pairs_text(&rq->form, "confirm"), "1") == 0
                        ? minutes_confirm(c, id, (struct bytes){ hash, n })
                        : invalid(c->arena, "confirm", MSG_MINUTES_CONFIRM_WANTED);
    if (e && (e->kind == ERR_INVALID || e->kind == ERR_REFUSED || e->kind == ERR_CONFLICT))
        return show_minutes(rq, rs, false, e);
    TRY(e);
    notice_after(rq, rs, &MSG_MINUTES_CONFIRMED);
    return see_other(rs, url_make(c->arena, "/committee/meetings/%s/minutes", id_text(c->arena, id)));
}

static struct err *send_pdf(struct request *rq, struct response *rs, const struct session_view *s)
{
    struct ctx *c = rq->ctx;
    struct bytes hash;
    struct bytes pdf;
    if (s->waits || s->meeting.opened_at == INSTANT_UNKNOWN)
        return not_found(c->arena);
    TRY(doc_render(c->arena, minutes_doc(c, s, &hash), &pdf));
    return send_download(rs, c->arena, arena_printf(c->arena, "議事録-%lld.pdf", (long long)s->meeting.number),
                         "application/pdf", pdf);
}

ROUTE_FLAGS(GET, "/office/meetings/:meeting/minutes.pdf", office_minutes_pdf, ACT_OFFICE_MEETING, ROUTE_SLOW)
{
    struct session_view s;
    TRY(session_load_office(rq->ctx, param_id(rq, "meeting"), &s));
    return send_pdf(rq, rs, &s);
}

ROUTE_FLAGS(GET, "/committee/meetings/:meeting/minutes.pdf", room_minutes_pdf, ACT_COMMITTEE_SEE, ROUTE_SLOW)
{
    struct session_view s;
    TRY(session_load_member(rq->ctx, param_id(rq, "meeting"), &s));
    return send_pdf(rq, rs, &s);
}
