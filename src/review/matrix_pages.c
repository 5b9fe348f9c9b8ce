/* matrix_pages.c: assignment by hand: boxes and one button. */
#include "base/buf.h"
#include "base/id.h"
#include "http/http.h"
#include "i18n/i18n.h"
#include "ledger/ledger.h"
#include "person/frame.h"
#include "person/person.h"
#include "review/views.h"
#include "review.msg.h"

#include <string.h>

bool matrix_is_ticked(const struct pairs *typed, const char *cell)
{
    for (size_t i = 0; i < typed->n; i++)
        if (strcmp(typed->v[i].name, "cell") == 0 && strcmp(typed->v[i].value, cell) == 0)
            return true;
    return false;
}

const struct column *matrix_columns(struct html_writer *w, const struct matrix_page *p)
{
    struct column *v = arena_array(w->out.arena, struct column, p->reviewers->n + 3);
    v[0] = (struct column){ .label = tr(w, MSG_REVIEW_APPLICATION) };
    v[1] = (struct column){ .label = tr(w, MSG_REVIEW_COVERAGE), .align = "right" };
    for (size_t i = 0; i < p->reviewers->n; i++)
        v[i + 2] = (struct column){ .label = p->reviewers->v[i].name, .align = "center" };
    return v;
}

/* Only the applications that want more reviewers, where that is asked. */
static void keep_short(const struct call *call, struct coverage_list *list)
{
    size_t n = 0;
    for (size_t i = 0; i < list->n; i++)
        if (list->v[i].assigned < call->definition->rules.reviewers_per_application)
            list->v[n++] = list->v[i];
    list->n = n;
}

static bool shows(const struct coverage_list *list, int64_t application)
{
    for (size_t i = 0; i < list->n; i++)
        if (list->v[i].application_id == application)
            return true;
    return false;
}

static const struct page_link *filters(struct ctx *c, bool only_short)
{
    struct page_link *v = arena_array(c->arena, struct page_link, 3);
    v[0] = (struct page_link){ .label = MSG_TEXT(c->arena, c->lang, MSG_REVIEW_MATRIX_ALL),
                               .to = { "/office/review/assignments" },
                               .current = !only_short };
    v[1] = (struct page_link){ .label = MSG_TEXT(c->arena, c->lang, MSG_REVIEW_MATRIX_SHORT),
                               .to = { "/office/review/assignments?show=short" },
                               .current = only_short };
    return v;
}

/* "APPLICATION-PERSON APPLICATION-PERSON …" of all that are assigned now. */
static const char *seen_text(struct arena *a, const struct coverage_list *shown, const struct pair_list *pairs)
{
    struct buf b = buf_make(a, 256);
    for (size_t i = 0; i < pairs->n; i++)
        if (pairs->v[i].assigned && shows(shown, pairs->v[i].application_id))
            buf_printf(&b, "%s%s-%s", b.n ? " " : "", id_text(a, pairs->v[i].application_id),
                       id_text(a, pairs->v[i].person_id));
    return b.s;
}

static struct err *show_matrix(struct request *rq, struct response *rs, const struct call *call,
                               const struct err *errors)
{
    struct ctx *c = rq->ctx;
    struct reviewer_list reviewers;
    struct coverage_list applications;
    struct pair_list pairs;
    TRY(reviewer_list(c, call, &reviewers));
    TRY(coverage_list(c, call, &applications));
    TRY(pair_list(c, call, &pairs));
    bool only_short = strcmp(pairs_text(&rq->query, "show"), "short") == 0;
    if (only_short)
        keep_short(call, &applications);
    struct matrix_page p = { .call = call,
                             .reviewers = &reviewers,
                             .applications = &applications,
                             .pairs = &pairs,
                             .filters = filters(c, only_short),
                             .seen = seen_text(c->arena, &applications, &pairs) };
    struct form_view f = { .typed = errors ? &rq->form : NULL,
                           .errors = errors,
                           .to = url_make(c->arena, "/office/review/assignments") };
    struct page *pg = page_for(rq, rs, MSG_TEXT(c->arena, c->lang, MSG_REVIEW_MATRIX));
    struct page_link *crumbs = arena_array(c->arena, struct page_link, 2);
    crumbs[0] = (struct page_link){ .label = MSG_TEXT(c->arena, c->lang, MSG_REVIEW_OFFICE_TITLE),
                                    .to = { "/office/review" } };
    struct html_writer w = page_writer(rq);
    pg->width = PAGE_WIDE;
    pg->errors = errors;
    pg->crumbs = crumbs;
    matrix_show(&w, pg, &f, &p);
    return show_status(rs, errors ? 422 : 200, html_done(&w));
}

ROUTE(GET, "/office/review/assignments", office_matrix_page, ACT_OFFICE_REVIEW)
{
    struct call *call = NULL;
    TRY(call_find_current(rq->ctx, &call));
    if (!call)
        return see_other(rs, url_make(rq->ctx->arena, "/office/review"));
    return show_matrix(rq, rs, call, NULL);
}

/* ── what was ticked, against what the page had shown ── */

static bool parse_cell(struct arena *a, const char *text, size_t n, struct assignment_change *ret)
{
    const char *cell = arena_strndup(a, text, n);
    const char *dash = strchr(cell, '-');
    return dash && id_parse(arena_strndup(a, cell, (size_t)(dash - cell)), &ret->application_id) &&
           id_parse(dash + 1, &ret->person_id);
}

static bool seen_has(const char *seen, const char *cell)
{
    size_t n = strlen(cell);
    for (const char *p = seen; n && (p = strstr(p, cell)) != NULL; p += n)
        if ((p == seen || p[-1] == ' ') && (p[n] == ' ' || p[n] == 0))
            return true;
    return false;
}

/* Newly ticked boxes are added, boxes that the page had shown ticked and are not any more are ended: what somebody else
** did meanwhile stays. False: a value that is no cell. */
static bool read_changes(struct request *rq, struct assignment_change *v, size_t *ret_n)
{
    struct arena *a = rq->ctx->arena;
    const char *seen = pairs_text(&rq->form, "seen");
    size_t n = 0;
    for (size_t i = 0; i < rq->form.n; i++) {
        const char *cell = rq->form.v[i].value;
        if (strcmp(rq->form.v[i].name, "cell") != 0 || seen_has(seen, cell))
            continue;
        if (!parse_cell(a, cell, strlen(cell), &v[n]))
            return false;
        v[n++].assigned = true;
    }
    for (const char *p = seen; *p; p += strspn(p, " ")) {
        size_t length = strcspn(p, " ");
        if (!length || !parse_cell(a, p, length, &v[n]))
            return false;
        if (!matrix_is_ticked(&rq->form, arena_strndup(a, p, length)))
            v[n++].assigned = false;
        p += length;
    }
    *ret_n = n;
    return true;
}

ROUTE(POST, "/office/review/assignments", office_matrix_submit, ACT_OFFICE_REVIEW)
{
    struct ctx *c = rq->ctx;
    struct call *call = NULL;
    size_t n = 0, changed = 0;
    TRY(call_find_current(c, &call));
    if (!call)
        return not_found(c->arena);
    size_t room = rq->form.n + strlen(pairs_text(&rq->form, "seen")) / 2 + 1;
    struct assignment_change *v = arena_array(c->arena, struct assignment_change, room);
    if (!read_changes(rq, v, &n))
        return invalid(c->arena, "cell", MSG_REVIEW_CELL_UNKNOWN);
    struct err *e = assignment_change_all(c, call->id, v, n, &changed);
    if (e && e->kind == ERR_INVALID)
        return show_matrix(rq, rs, call, e);
    TRY(e);
    if (changed)
        notice_after(rq, rs, &MSG_REVIEW_ASSIGNED);
    return see_other(rs, url_make(c->arena, "/office/review/assignments"));
}
