/* announcement_pages.c: the text of an announcement for everybody, from its minute on and never before. */
#include "decision/decision_store.h"
#include "decision/views.h"

#include "http/http.h"
#include "i18n/i18n.h"
#include "notice.msg.h"
#include "person/frame.h"

ROUTE(GET, "/calls/:round/announcement", announcement_get, ACT_PUBLIC)
{
    struct ctx *c = rq->ctx;
    struct call *call = NULL;
    struct release *r = NULL;
    TRY(call_load_round(c, param(rq, "round"), &call));
    TRY(release_find(c, call->id, &r));
    if (!release_is(r, "released") || !r->press_ja || !r->press_en)
        return not_found(c->arena);
    struct page *pg = page_for(rq, rs, MSG_TEXT(c->arena, c->lang, MSG_NOTICE_ANNOUNCEMENT));
    struct html_writer w = page_writer(rq);
    struct page_link *crumbs = arena_array(c->arena, struct page_link, 2);
    crumbs[0] = (struct page_link){ .label = call_title(c->arena, c->lang, call),
                                    .to = url_make(c->arena, "/calls/%s", call->round) };
    pg->crumbs = crumbs;
    announcement_show(&w, pg, call, c->lang == LANG_JA ? r->press_ja : r->press_en);
    return show(rs, html_done(&w));
}
