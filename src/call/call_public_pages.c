/* call_public_pages.c: the calls as everybody sees them. */
#include "call/views.h"

#include "base/id.h"
#include "db/db.h"
#include "http/http.h"
#include "i18n/i18n.h"
#include "person/frame.h"
#include "call.msg.h"

#include <string.h>

static void push(struct arena *a, struct call_list *list, struct call *call, size_t most)
{
    if (!list->v)
        list->v = arena_array(a, struct call *, most);
    list->v[list->n++] = call;
}

ROUTE(GET, "/calls", calls_page, ACT_PUBLIC)
{
    struct ctx *c = rq->ctx;
    struct call_list all;
    struct calls_page x = { .now = c->now };
    TRY(call_list(c, &all));
    for (size_t i = 0; i < all.n; i++) {
        enum call_phase phase = call_phase(all.v[i], c->now);
        if (phase == CALL_DRAFT)
            continue; /* the office finds its drafts on its own page */
        push(c->arena,
             phase == CALL_OPEN       ? &x.open
             : phase == CALL_UPCOMING ? &x.coming
                                      : &x.past,
             all.v[i], all.n);
    }
    struct page *pg = page_for(rq, rs, MSG_TEXT(c->arena, c->lang, MSG_CALL_LIST_TITLE));
    struct html_writer w = page_writer(rq);
    calls_show(&w, pg, &x);
    return show(rs, html_done(&w));
}

STMT(call_last_change, READ, "i",
     "SELECT v.number, v.published_at FROM call_version v WHERE v.call_id = $1 AND v.state = 'published'"
     " AND v.number > 0 ORDER BY v.number DESC LIMIT 1");

static struct err *put_changes(struct ctx *c, const struct call *call, struct call_page *x)
{
    struct row row;
    bool found = false;
    TRY(db_find(c, call_last_change, &row, &found, I64(call->id)));
    if (!found)
        return NULL;
    x->changes = (size_t)row_i64(&row, 0);
    x->changed = MSG_TEXT(c->arena, c->lang, MSG_CALL_CHANGE_TITLE,
                          arg_text(arena_printf(c->arena, "%zu", x->changes)), arg_instant(row_i64(&row, 1)));
    return NULL;
}

/* What is handed out with the call, and where its questions stand. */
static struct err *put_papers(struct ctx *c, const struct call *call, struct call_page *x)
{
    struct call_files *files = arena_new(c->arena, struct call_files);
    struct briefings *briefings = arena_new(c->arena, struct briefings);
    TRY(call_files_list(c, call->id, files));
    TRY(call_briefings_list(c, call->id, briefings));
    x->files = files;
    x->briefings = briefings;
    x->questions = url_make(c->arena, "/calls/%s/questions", call->round);
    return NULL;
}

ROUTE(GET, "/calls/:round", call_page, ACT_PUBLIC)
{
    struct ctx *c = rq->ctx;
    struct call *call = NULL;
    TRY(call_load_round(c, param(rq, "round"), &call));
    if (strcmp(call->state, "draft") == 0) /* only the office is given one */
        return see_other(rs, url_make(c->arena, "/office/calls/%s/preview", id_text(c->arena, call->id)));
    struct call_page x = call_page_of(c, call);
    TRY(put_changes(c, call, &x));
    TRY(put_papers(c, call, &x));
    struct page *pg = page_for(rq, rs, call_title(c->arena, c->lang, call));
    struct page_link crumbs[] = {
        { .label = MSG_TEXT(c->arena, c->lang, MSG_CALL_LIST_TITLE), .to = { "/calls" } }, { 0 }
    };
    pg->crumbs = crumbs;
    struct html_writer w = page_writer(rq);
    call_show(&w, pg, &x);
    return show(rs, html_done(&w));
}
