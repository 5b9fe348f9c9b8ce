/* desk_pages.c: a meeting at the office's desk: agenda, attendance, what happens in the room. */
#include "meeting/meeting_mail.h"
#include "meeting/meeting_views.h"

#include "application/application.h"
#include "base/id.h"
#include "base/vec.h"
#include "file/file.h"
#include "http/http.h"
#include "i18n/i18n.h"
#include "meeting.msg.h"
#include "person/frame.h"

#include <stdlib.h>
#include <string.h>

static struct err *addable(struct ctx *c, const struct session_view *s, const struct option **ret)
{
    struct application_list all;
    size_t n = 0;
    TRY(application_list_in_review(c, s->meeting.call_id, &all));
    struct option *v = arena_array(c->arena, struct option, all.n + 1);
    for (size_t i = 0; i < all.n; i++) {
        bool there = false;
        for (size_t k = 0; k < s->items.n; k++)
            there |= s->items.v[k].application_id == all.v[i]->id;
        if (!there)
            v[n++] = (struct option){ .value = id_text(c->arena, all.v[i]->id),
                                      .label = arena_printf(c->arena, "%s　%s", all.v[i]->receipt_no, all.v[i]->title),
                                      .support = all.v[i]->institution };
    }
    *ret = v;
    return NULL;
}

static struct err *show_desk(struct request *rq, struct response *rs, int64_t id, const struct err *e)
{
    struct ctx *c = rq->ctx;
    struct session_view s;
    int64_t chosen = 0;
    TRY(session_load_office(c, id, &s));
    struct meeting_page p = { .s = &s, .base = url_make(c->arena, "/office/meetings/%s", id_text(c->arena, id)) };
    TRY(addable(c, &s, &p.addable));
    const char *item = e ? pairs_text(&rq->form, "item") : pairs_text(&rq->query, "item");
    p.chosen = id_parse(item, &chosen) ? session_item(&s, chosen) : NULL;
    p.open = s.meeting.kind == MEETING_ROOM ? session_open_item(&s) : NULL;
    p.quorum = session_quorum(&s, p.open ? p.open->id : 0);
    bool typed = e && e->kind == ERR_INVALID;
    struct form_view f = { .typed = typed ? &rq->form : NULL, .errors = typed ? e : NULL };
    struct page *pg = page_for(rq, rs, s.meeting.title);
    struct page_link *crumbs = arena_array(c->arena, struct page_link, 2);
    crumbs[0] = (struct page_link){ .label = MSG_TEXT(c->arena, c->lang, MSG_MEETING_OFFICE_TITLE),
                                    .to = { "/office/meetings" } };
    pg->crumbs = crumbs;
    pg->errors = f.errors;
    if (e && !typed) {
        pg->notice = NOTICE_ERROR;
        pg->notice_text = err_text(c->arena, c->lang, e);
    }
    struct html_writer w = page_writer(rq);
    meeting_show(&w, pg, &f, &p);
    return show_status(rs, !e ? 200 : typed ? 422 : 409, html_done(&w));
}

/* The same page with what was wrong, or on with what was done. */
static struct err *finish(struct request *rq, struct response *rs, int64_t id, struct err *e, const struct msg *done)
{
    if (e && (e->kind == ERR_INVALID || e->kind == ERR_REFUSED || e->kind == ERR_CONFLICT))
        return show_desk(rq, rs, id, e);
    TRY(e);
    notice_after(rq, rs, done);
    return see_other(rs, url_make(rq->ctx->arena, "/office/meetings/%s", id_text(rq->ctx->arena, id)));
}

ROUTE(GET, "/office/meetings/:meeting", office_meeting_page, ACT_OFFICE_MEETING)
{
    return show_desk(rq, rs, param_id(rq, "meeting"), NULL);
}

ROUTE(POST, "/office/meetings/:meeting/act", office_meeting_act, ACT_OFFICE_MEETING)
{
    struct ctx *c = rq->ctx;
    int64_t id = param_id(rq, "meeting");
    const char *act = pairs_text(&rq->form, "do");
    if (strcmp(act, "convene") == 0)
        return finish(rq, rs, id, meeting_convene(c, id), &MSG_MEETING_CONVENED);
    if (strcmp(act, "cancel") == 0)
        return finish(rq, rs, id, meeting_cancel(c, id), &MSG_MEETING_CANCELLED);
    if (strcmp(act, "close") == 0)
        return finish(rq, rs, id, room_close(c, id), &MSG_ROOM_CLOSED);
    return not_found(c->arena);
}

/* ── the agenda and its items ── */

struct ids {
    size_t n;
    int64_t *v;
};
static struct ids ids_of(struct request *rq, const char *name)
{
    struct ids out = { 0, arena_array(rq->ctx->arena, int64_t, rq->form.n + 1) };
    for (size_t i = 0; i < rq->form.n; i++)
        if (strcmp(rq->form.v[i].name, name) == 0 && id_parse(rq->form.v[i].value, &out.v[out.n]))
            out.n++;
    return out;
}

/* Boxes "left.ID" that are ticked. */
static struct ids ticked(struct request *rq, const char *prefix)
{
    struct ids out = { 0, arena_array(rq->ctx->arena, int64_t, rq->form.n + 1) };
    size_t n = strlen(prefix);
    for (size_t i = 0; i < rq->form.n; i++)
        if (strncmp(rq->form.v[i].name, prefix, n) == 0 && id_parse(rq->form.v[i].name + n, &out.v[out.n]))
            out.n++;
    return out;
}

static struct err *propose(struct request *rq, int64_t item)
{
    const struct proposal p = { outcome_parse(pairs_text(&rq->form, "outcome")), pairs_text(&rq->form, "reason"),
                                pairs_text(&rq->form, "comment"), pairs_text(&rq->form, "conditions") };
    return agenda_propose(rq->ctx, item, &p);
}

ROUTE(POST, "/office/meetings/:meeting/items", office_meeting_items, ACT_OFFICE_MEETING)
{
    struct ctx *c = rq->ctx;
    struct session_view s;
    int64_t id = param_id(rq, "meeting");
    int64_t item = 0;
    const char *act = pairs_text(&rq->form, "do");
    TRY(session_load_office(c, id, &s));
    if (strcmp(act, "add") == 0) {
        struct ids all = ids_of(rq, "applications");
        return finish(rq, rs, id, agenda_add(c, id, all.v, all.n), &MSG_AGENDA_ADDED);
    }
    if (strcmp(act, "business") == 0)
        return finish(rq, rs, id, agenda_add_business(c, id, pairs_text(&rq->form, "business"),
                                                      pairs_text(&rq->form, "body")), &MSG_AGENDA_ADDED);
    if (!id_parse(pairs_text(&rq->form, "item"), &item) || !session_item(&s, item))
        return not_found(c->arena);
    if (strcmp(act, "up") == 0 || strcmp(act, "down") == 0)
        return finish(rq, rs, id, agenda_move(c, item, *act == 'u' ? -1 : 1), &MSG_AGENDA_MOVED);
    if (strcmp(act, "remove") == 0)
        return finish(rq, rs, id, agenda_remove(c, item), &MSG_AGENDA_REMOVED);
    if (strcmp(act, "propose") == 0)
        return finish(rq, rs, id, propose(rq, item), &MSG_AGENDA_PROPOSED);
    if (strcmp(act, "open") == 0) {
        struct ids left = ticked(rq, "left.");
        return finish(rq, rs, id, room_open_item(c, item, left.v, left.n), &MSG_ROOM_ITEM_OPENED);
    }
    if (strcmp(act, "close") == 0) {
        struct ids back = ticked(rq, "back.");
        return finish(rq, rs, id, room_close_item(c, item, back.v, back.n), &MSG_ROOM_ITEM_CLOSED);
    }
    return not_found(c->arena);
}

/* ── attendance ── */

ROUTE(POST, "/office/meetings/:meeting/attendance", office_meeting_attendance, ACT_OFFICE_MEETING)
{
    struct ctx *c = rq->ctx;
    int64_t id = param_id(rq, "meeting");
    int64_t person = 0;
    if (id_parse(pairs_text(&rq->form, "person"), &person))
        return finish(rq, rs, id, room_attend(c, id, person, way_parse(pairs_text(&rq->form, "way"))),
                      &MSG_ROOM_ATTENDED);
    struct attending *v = arena_array(c->arena, struct attending, rq->form.n + 1);
    size_t n = 0;
    for (size_t i = 0; i < rq->form.n; i++)
        if (strncmp(rq->form.v[i].name, "way.", 4) == 0 && id_parse(rq->form.v[i].name + 4, &v[n].person_id))
            v[n++].way = way_parse(rq->form.v[i].value);
    return finish(rq, rs, id, room_open(c, id, v, n), &MSG_ROOM_OPENED);
}

/* ── files ── */

struct kept {
    bool has;
    struct file_facts facts;
};

static struct err *file_prepare(struct request *rq, struct response *rs)
{
    struct kept *kept = arena_new(rq->ctx->arena, struct kept);
    (void)rs;
    rq->prepared = kept;
    TRY(office_may_meet(rq->ctx));
    if (rq->upload_count == 0 || rq->uploads[0].size == 0)
        return NULL;
    kept->has = true;
    return file_keep_upload(rq->ctx, &rq->uploads[0], &kept->facts);
}

ROUTE_PREPARED(POST, "/office/meetings/:meeting/files", office_meeting_file_add, file_prepare, ACT_OFFICE_MEETING,
               ROUTE_UPLOAD)
{
    struct ctx *c = rq->ctx;
    struct session_view s;
    const struct kept *kept = rq->prepared;
    int64_t id = param_id(rq, "meeting");
    int64_t item = 0;
    TRY(session_load_office(c, id, &s));
    if (!id_parse(pairs_text(&rq->form, "item"), &item) || !session_item(&s, item))
        return not_found(c->arena);
    struct err *e = kept->has ? agenda_attach(c, item, &kept->facts)
                              : invalid(c->arena, "file", MSG_AGENDA_FILE_MISSING);
    return finish(rq, rs, id, e, &MSG_AGENDA_FILE_ADDED);
}

static struct err *send_of(struct request *rq, struct response *rs, const struct session_view *s, const char *file)
{
    int64_t id = 0;
    (void)id_parse(file, &id);
    for (size_t i = 0; i < s->files.n; i++)
        if (s->files.v[i].id == id)
            return file_send(rq->ctx, rs, s->files.v[i].hash.p, s->files.v[i].size, s->files.v[i].name,
                             s->files.v[i].media_type);
    return not_found(rq->ctx->arena);
}

ROUTE_FLAGS(GET, "/office/meetings/:meeting/files/:file", office_meeting_file, ACT_OFFICE_MEETING, ROUTE_SLOW)
{
    struct session_view s;
    TRY(session_load_office(rq->ctx, param_id(rq, "meeting"), &s));
    return send_of(rq, rs, &s, param(rq, "file"));
}

ROUTE_FLAGS(GET, "/committee/meetings/:meeting/files/:file", room_file, ACT_COMMITTEE_SEE, ROUTE_SLOW)
{
    struct session_view s;
    TRY(session_load_member(rq->ctx, param_id(rq, "meeting"), &s));
    return s.waits ? not_found(rq->ctx->arena) : send_of(rq, rs, &s, param(rq, "file"));
}

ROUTE(GET, "/office/meetings/:meeting/calendar", office_meeting_calendar, ACT_OFFICE_MEETING)
{
    struct session_view s;
    TRY(session_load_office(rq->ctx, param_id(rq, "meeting"), &s));
    const char *ics = meeting_calendar(rq->ctx, s.call, &s.meeting);
    return send_download(rs, rq->ctx->arena, "meeting.ics", "text/calendar; charset=utf-8",
                         (struct bytes){ (const uint8_t *)ics, strlen(ics) });
}
