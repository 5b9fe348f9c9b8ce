/* desk_pages.c: the office's first page: what waits, and where the round stands. */
#include "base/id.h"
#include "base/vec.h"
#include "call/call.h"
#include "call/views.h"
#include "db/db.h"
#include "html/part.h"
#include "http/http.h"
#include "i18n/i18n.h"
#include "ledger/ledger.h"
#include "office/desk.h"
#include "office/desk_views.h"
#include "person/frame.h"
#include "person/person.h"
#include "office.msg.h"

#include <stdlib.h>
#include <string.h>

extern const struct desk_count *const __start_kyoten_desk[] __attribute__((weak));
extern const struct desk_count *const __stop_kyoten_desk[] __attribute__((weak));

STMT(desk_jobs_failed, READ, "", "SELECT count(*) FROM job WHERE state = 'failed'");
STMT(desk_mails_failed, READ, "",
     "SELECT count(*) FROM mail_delivery d JOIN mail m ON m.id = d.mail_id WHERE d.state = 'failed' AND m.private = 0");

DESK_ITEM(mails_failed, 80, count_mails_failed);
static struct err *count_mails_failed(struct ctx *c, const struct call *call, struct desk_item *ret)
{
    (void)call;
    *ret = (struct desk_item){ .label = MSG_TEXT(c->arena, c->lang, MSG_DESK_MAILS_FAILED),
                               .to = { "/office/mail" },
                               .unit = MSG_TEXT(c->arena, c->lang, MSG_DESK_UNIT_MAILS),
                               .urgent = true };
    return db_i64(c, desk_mails_failed, &ret->number);
}

DESK_ITEM(jobs_failed, 90, count_jobs_failed);
static struct err *count_jobs_failed(struct ctx *c, const struct call *call, struct desk_item *ret)
{
    (void)call;
    *ret = (struct desk_item){ .label = MSG_TEXT(c->arena, c->lang, MSG_DESK_JOBS_FAILED),
                               .to = { "/office/jobs" },
                               .unit = MSG_TEXT(c->arena, c->lang, MSG_DESK_UNIT_ITEMS),
                               .urgent = true };
    return db_i64(c, desk_jobs_failed, &ret->number);
}

static int by_order(const void *x, const void *y)
{
    const struct desk_count *a = *(const struct desk_count *const *)x;
    const struct desk_count *b = *(const struct desk_count *const *)y;
    return a->order != b->order ? (a->order < b->order ? -1 : 1) : strcmp(a->name, b->name);
}

static struct err *waiting(struct ctx *c, const struct call *call, const struct card **ret)
{
    VEC(const struct desk_count *) counts = { 0 };
    VEC(struct card) v = { 0 };
    for (const struct desk_count *const *p = __start_kyoten_desk; p < __stop_kyoten_desk; p++)
        *vec_push(c->arena, &counts) = *p;
    if (counts.n)
        qsort(counts.v, counts.n, sizeof *counts.v, by_order);
    int64_t acts = 0;
    TRY(ledger_count(c, &acts));
    for (size_t i = 0; i < counts.n; i++) {
        struct desk_item x = { .acts = acts };
        TRY(counts.v[i]->count(c, call, &x));
        if (x.label && x.number)
            *vec_push(c->arena, &v) = (struct card){ .label = x.label,
                                                     .to = x.to,
                                                     .number = x.number,
                                                     .unit = x.unit,
                                                     .note = x.note,
                                                     .urgent = x.urgent };
    }
    *vec_push(c->arena, &v) = (struct card){ 0 };
    *ret = v.v;
    return NULL;
}

ROUTE(GET, "/office", desk_page, ACT_OFFICE_SEE)
{
    struct ctx *c = rq->ctx;
    struct call *call = NULL;
    struct desk_page x = { .now = c->now };
    bool office = (c->viewer->duties & DUTIES_OFFICE) != 0;
    TRY(call_find_current(c, &call));
    static const struct card none[1] = { 0 };
    x.waiting = none;
    if (office) { /* the counts are of work that only the office can do */
        TRY(waiting(c, call, &x.waiting));
        x.calls = (struct url){ "/office/calls" };
    }
    x.call = call;
    if (call) {
        x.phase = call_phase(call, c->now);
        x.timeline = call_timeline(c, call);
        x.call_page = office ? url_make(c->arena, "/office/calls/%s", id_text(c->arena, call->id))
                             : url_make(c->arena, "/calls/%s", call->round);
    }
    struct page *pg = page_for(rq, rs, MSG_TEXT(c->arena, c->lang, MSG_DESK_TITLE));
    struct html_writer w = page_writer(rq);
    desk_show(&w, pg, &x);
    return show(rs, html_done(&w));
}
