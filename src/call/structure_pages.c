/* structure_pages.c: the office adds to the lists of a call's definition, puts them in order, takes away. */
#include "call/structure.h"

#include "base/id.h"
#include "call/item_groups.h"
#include "http/http.h"
#include "i18n/i18n.h"
#include "person/frame.h"
#include "call.msg.h"

#include <string.h>

#define SAY(m, ...) MSG_TEXT(c->arena, c->lang, m __VA_OPT__(, ) __VA_ARGS__)

static struct err *show_structure(struct request *rq, struct response *rs, const char *group, const struct err *e)
{
    struct ctx *c = rq->ctx;
    struct call_work work;
    struct call_items items;
    TRY(call_work_load(c, param_id(rq, "call"), &work));
    TRY(call_items_list(c, work.call, &items));
    item_name_weighings(c, &items);
    item_group_list groups = item_groups_of(c->arena, &items);
    const char *id = id_text(c->arena, work.call->id);
    struct call_structure_page x = { .call = work.call,
                                     .id = id,
                                     .definition = id_text(c->arena, work.call->definition_id),
                                     .group = group,
                                     .title = item_group_title(c->arena, c->lang, group),
                                     .may_undo = work.undo_id,
                                     .error = e,
                                     .groups = item_group_sections(c, &groups, item_group_shown(&groups, group),
                                                                   id, "structure"),
                                     .tabs = item_group_tabs(c, id, group, true) };
    if (!work.editable || !structure_of(c, work.call, &items, id, group, &x))
        return see_other(rs, url_make(c->arena, "/office/calls/%s/items?group=%s", id, group));
    struct page *pg = call_page_below(rq, rs, work.call, SAY(MSG_CALL_STRUCTURE_TITLE), NULL);
    struct html_writer w = page_writer(rq);
    call_structure_show(&w, pg, &x);
    return show_status(rs, !e ? 200 : e->kind == ERR_INVALID ? 422 : 409, html_done(&w));
}

ROUTE(GET, "/office/calls/:call/structure", call_structure_page, ACT_OFFICE_CALL)
{
    const char *group = pairs_text(&rq->query, "group");
    return show_structure(rq, rs, *group ? group : "form", NULL);
}

ROUTE(POST, "/office/calls/:call/structure", call_structure_submit, ACT_OFFICE_CALL)
{
    struct ctx *c = rq->ctx;
    struct call_work work;
    const char *kind = pairs_text(&rq->form, "kind");
    struct definition_reshape x = { .path = pairs_text(&rq->form, "path"), .kind = *kind ? kind : NULL };
    TRY(call_work_load(c, param_id(rq, "call"), &work));
    const char *group = call_item_group(c->arena, x.path);
    if (!*x.path || !structure_act(pairs_text(&rq->form, "act"), &x.act))
        return not_found(c->arena);
    if (x.act == RESHAPE_ADD)
        x.key = definition_new_key(c->arena, work.call->definition);
    struct err *e = call_reshape(c, work.call->id, call_seen_version(rq), &(struct call_edit){ .list = &x });
    if (e && (e->kind == ERR_INVALID || e->kind == ERR_CONFLICT || e->kind == ERR_REFUSED))
        return show_structure(rq, rs, group, e);
    TRY(e);
    notice_after(rq, rs, &MSG_CALL_ITEM_CHANGED);
    if (x.act == RESHAPE_ADD)
        return see_other(rs, url_make(c->arena, "/office/calls/%s/item?key=%s.%s", param(rq, "call"), x.path, x.key));
    return see_other(rs, url_make(c->arena, "/office/calls/%s/structure?group=%s", param(rq, "call"), group));
}

ROUTE(POST, "/office/calls/:call/undo", call_undo_submit, ACT_OFFICE_CALL)
{
    const char *group = pairs_text(&rq->form, "group");
    struct err *e = call_undo(rq->ctx, param_id(rq, "call"), call_seen_version(rq));
    if (e && e->kind == ERR_CONFLICT)
        return show_structure(rq, rs, group, e);
    TRY(e);
    notice_after(rq, rs, &MSG_CALL_CHANGE_UNDONE);
    return see_other(rs, url_make(rq->ctx->arena, "/office/calls/%s/structure?group=%s", param(rq, "call"), group));
}
