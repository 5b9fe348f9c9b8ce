/* extend_pages.c: the office sees when the site did not serve, and extends the deadline for all. */
#include "call/extend_views.h"

#include "base/date.h"
#include "base/id.h"
#include "base/text.h"
#include "call/item_groups.h"
#include "http/http.h"
#include "i18n/i18n.h"
#include "ledger/ledger.h"
#include "person/frame.h"
#include "call.msg.h"
#include "care.msg.h"

#include <stdlib.h>
#include <string.h>

#define SAY(m, ...) MSG_TEXT(c->arena, c->lang, m __VA_OPT__(, ) __VA_ARGS__)
#define MINUTE_US (60 * SECOND_US)
#define SHOWN_DAYS 7

/* The proposal, an hour and two later, and the same hour of the days that follow. */
static const struct option *ends_of(struct ctx *c, const struct call_extension *x)
{
    static const int64_t LATER[] = { 0, 60 * MINUTE_US, 120 * MINUTE_US, DAY_US, 2 * DAY_US, 3 * DAY_US };
    size_t n = sizeof LATER / sizeof LATER[0];
    instant first = call_extension_proposed(x->call, &x->evidence, c->now);
    struct option *v = arena_array(c->arena, struct option, n + 1);
    for (size_t i = 0; i < n; i++) {
        long long at = first + LATER[i];
        v[i] = (struct option){ .value = arena_printf(c->arena, "%lld", at),
                                .label = text_instant(c->arena, c->lang, at) };
    }
    v[n] = (struct option){ 0 };
    return v;
}

static void put_outages(struct ctx *c, const struct outages *all, struct call_extend_page *x)
{
    x->v = arena_array(c->arena, struct outage_line, all->n + 1);
    for (size_t i = all->n; i > 0; i--) {
        const struct outage *o = &all->v[i - 1];
        int64_t minutes = (o->to_at - o->from_at + MINUTE_US - 1) / MINUTE_US;
        x->v[x->n++] = (struct outage_line){ .from = text_instant_exact(c->arena, c->lang, o->from_at),
                                             .to = text_instant_exact(c->arena, c->lang, o->to_at),
                                             .minutes = SAY(MSG_CARE_MINUTES, arg_i64(minutes)),
                                             .kind = msg_text(c->arena, c->lang, outage_word(o->kind), NULL),
                                             .failed = o->failed };
    }
}

static struct err *show_extend(struct request *rq, struct response *rs, const struct err *errors)
{
    struct ctx *c = rq->ctx;
    struct call_extension e;
    struct outages recent;
    TRY(call_extension_load(c, param_id(rq, "call"), &e));
    TRY(outages_list(c, c->now - SHOWN_DAYS * DAY_US, c->now, &recent));
    instant proposed = call_extension_proposed(e.call, &e.evidence, c->now);
    struct call_extend_page x = {
        .call = e.call,
        .id = id_text(c->arena, e.call->id),
        .closes = text_instant_exact(c->arena, c->lang, e.call->closes_at),
        .refusal = call_may_extend(c->arena, e.call, &e.evidence, e.review_begun, proposed, c->now),
        .evidence = call_evidence_text(c->arena, c->lang, &e.evidence),
        .ends = ends_of(c, &e),
    };
    put_outages(c, &recent, &x);
    struct form_view f = { .typed = errors ? &rq->form : NULL,
                           .errors = errors,
                           .to = url_make(c->arena, "/office/calls/%s/extend", x.id) };
    struct page *pg = call_page_below(rq, rs, e.call, SAY(MSG_CARE_EXTEND_TITLE), NULL);
    struct html_writer w = page_writer(rq);
    pg->width = PAGE_NARROW;
    pg->errors = errors;
    call_extend_show(&w, pg, &f, &x);
    return show_status(rs, errors ? 422 : 200, html_done(&w));
}

ROUTE(GET, "/office/calls/:call/extend", call_extend_page, ACT_OFFICE_CALL)
{
    return show_extend(rq, rs, NULL);
}

ROUTE(POST, "/office/calls/:call/extend", call_extend_submit, ACT_OFFICE_CALL)
{
    struct ctx *c = rq->ctx;
    char *end = NULL;
    const char *typed = pairs_text(&rq->form, "closes");
    long long closes = strtoll(typed, &end, 10);
    struct call_reason why = { text_trim_display(c->arena, pairs_text(&rq->form, "reason_ja")),
                               text_trim_display(c->arena, pairs_text(&rq->form, "reason_en")) };
    struct err *e = call_reason_check(c->arena, &why);
    if (!*typed || *end)
        e = err_join(e, invalid(c->arena, "closes", MSG_CARE_EXTEND_LATER));
    if (strcmp(pairs_text(&rq->form, "confirm"), "1") != 0)
        e = err_join(e, invalid(c->arena, "confirm", MSG_CALL_PUBLISH_NOT_AGREED));
    if (!e)
        e = call_extend(c, param_id(rq, "call"), closes, &why);
    if (e && e->kind == ERR_INVALID)
        return show_extend(rq, rs, e);
    TRY(e);
    notice_after(rq, rs, &MSG_CARE_EXTENDED);
    return see_other(rs, url_make(c->arena, "/office/calls/%s", param(rq, "call")));
}
