/* clock_pages.c: the page on which the office pushes the clock of a rehearsal. */
#include "base/date_parse.h"
#include "base/site.h"
#include "http/http.h"
#include "i18n/i18n.h"
#include "ledger/ledger.h"
#include "office/clock.h"
#include "office/clock_views.h"
#include "person/frame.h"
#include "person/policy.h"
#include "ledger.msg.h"
#include "office.msg.h"

#include <stdatomic.h>
#include <stdlib.h>
#include <string.h>

static struct err *show_clock(struct request *rq, struct response *rs, const struct err *errors)
{
    struct ctx *c = rq->ctx;
    if (!c->site->rehearsal)
        return not_found(c->arena);
    struct form_view f = { .typed = errors ? &rq->form : NULL, .errors = errors, .to = { "/office/clock" } };
    struct page *pg = page_for(rq, rs, MSG_TEXT(c->arena, c->lang, MSG_CLOCK_TITLE));
    struct html_writer w = page_writer(rq);
    pg->width = PAGE_NARROW;
    pg->errors = errors;
    clock_show(&w, pg, &f, c->now);
    return show_status(rs, errors ? 422 : 200, html_done(&w));
}

ROUTE(GET, "/office/clock", clock_page, ACT_OFFICE_CLOCK)
{
    return show_clock(rq, rs, NULL);
}

/* "+30" minutes of a button, or a date with a time. */
static struct err *read_target(struct request *rq, instant *ret)
{
    struct arena *a = rq->ctx->arena;
    const char *minutes = pairs_text(&rq->form, "forward");
    if (*minutes) {
        char *end = NULL;
        long n = strtol(minutes, &end, 10);
        if (*end || n < 1 || n > 60L * 24 * 400)
            return invalid(a, "to", MSG_CLOCK_MINUTES);
        *ret = rq->ctx->now + (int64_t)n * 60 * 1000000;
        return NULL;
    }
    return instant_parse(a, "to", form_date_text(a, &rq->form, "to"), ret);
}

ROUTE(POST, "/office/clock", clock_submit, ACT_OFFICE_CLOCK)
{
    instant to = 0;
    struct err *e = read_target(rq, &to);
    if (!e)
        e = clock_push(rq->ctx, to);
    if (err_is_for_the_person(e) && e->kind == ERR_INVALID)
        return show_clock(rq, rs, e);
    TRY(e);
    notice_after(rq, rs, &MSG_SETTING_CHANGED);
    return see_other(rs, url_make(rq->ctx->arena, "/office/clock"));
}
