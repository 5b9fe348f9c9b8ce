/* changes_pages.c: amendments of a call for the public, and the call as it stood before each of them. */
#include "call/amend_views.h"

#include "base/id.h"
#include "call/views.h"
#include "http/http.h"
#include "i18n/i18n.h"
#include "person/frame.h"
#include "call.msg.h"

#include <stdlib.h>
#include <string.h>

#define SAY(m, ...) MSG_TEXT(c->arena, c->lang, m __VA_OPT__(, ) __VA_ARGS__)

static struct page *page_below(struct request *rq, struct response *rs, const struct call *call,
                               const char *title)
{
    struct ctx *c = rq->ctx;
    struct page_link *crumbs = arena_array(c->arena, struct page_link, 3);
    crumbs[0] = (struct page_link){ .label = SAY(MSG_CALL_LIST_TITLE), .to = { "/calls" } };
    crumbs[1] = (struct page_link){ .label = call_title(c->arena, c->lang, call),
                                    .to = url_make(c->arena, "/calls/%s", call->round) };
    crumbs[2] = (struct page_link){ 0 };
    struct page *pg = page_for(rq, rs, title);
    pg->crumbs = crumbs;
    return pg;
}

static const char *number_text(struct arena *a, int64_t n)
{
    return arena_printf(a, "%lld", (long long)n);
}

ROUTE(GET, "/calls/:round/changes", call_changes_page, ACT_PUBLIC)
{
    struct ctx *c = rq->ctx;
    struct call *call = NULL;
    struct call_versions all;
    TRY(call_load_published(rq->ctx, param(rq, "round"), &call));
    TRY(call_versions_list(c, call, &all));
    struct call_changes_page x = { .call = call, .v = arena_array(c->arena, struct call_change, all.n + 1) };
    for (size_t i = all.n; i > 1; i--) {
        const struct call_version *v = &all.v[i - 1];
        const struct call_version *before = &all.v[i - 2];
        const char *no = number_text(c->arena, v->number);
        const char *earlier = number_text(c->arena, before->number);
        x.v[x.n++] = (struct call_change){
            .number = no,
            .title = SAY(MSG_CALL_CHANGE_TITLE, arg_text(no), arg_instant(v->published_at)),
            .reason = c->lang == LANG_EN ? v->reason_en : v->reason_ja,
            .dates = call_dates_differences(c, &before->dates, &v->dates),
            .items = call_differences(c, before->definition, v->definition),
            .before = url_make(c->arena, "/calls/%s/versions/%s", call->round, earlier),
        };
    }
    struct page *pg = page_below(rq, rs, call, SAY(MSG_CALL_CHANGES_TITLE));
    struct html_writer w = page_writer(rq);
    call_changes_show(&w, pg, &x);
    return show(rs, html_done(&w));
}

ROUTE(GET, "/calls/:round/versions/:number", call_version_page, ACT_PUBLIC)
{
    struct ctx *c = rq->ctx;
    struct call *call = NULL;
    struct call_versions all;
    const char *asked = param(rq, "number");
    TRY(call_load_published(rq->ctx, param(rq, "round"), &call));
    TRY(call_versions_list(c, call, &all));
    for (size_t i = 0; i < all.n; i++) {
        const struct call_version *v = &all.v[i];
        if (strcmp(number_text(c->arena, v->number), asked) != 0)
            continue;
        struct call old = *call;
        old.definition = v->definition;
        old.definition_id = v->definition_id;
        old.opens_at = v->dates.opens_at;
        old.closes_at = v->dates.closes_at;
        old.deadline_inclusive = v->dates.deadline_inclusive;
        old.planned_from = v->dates.planned_from;
        old.planned_to = v->dates.planned_to;
        old.planned_words_ja = v->dates.planned_words_ja;
        old.planned_words_en = v->dates.planned_words_en;
        struct call_page x = call_page_of(c, &old);
        x.apply = (struct url){ NULL };
        x.version = i + 1 < all.n ? SAY(MSG_CALL_VERSION_OLD, arg_instant(v->published_at),
                                        arg_instant(all.v[i + 1].published_at))
                                  : SAY(MSG_CALL_VERSION_NOW, arg_instant(v->published_at));
        struct page *pg = page_below(rq, rs, call, SAY(MSG_CALL_VERSION_TITLE, arg_text(asked)));
        struct html_writer w = page_writer(rq);
        call_show(&w, pg, &x);
        return show(rs, html_done(&w));
    }
    return not_found(c->arena);
}
