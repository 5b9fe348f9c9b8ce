/* matrix_csv_pages.c: the assignment given out as a table, and taken in again: read, shown, then saved all
** or none. */
#include "base/id.h"
#include "doc/csv.h"
#include "http/http.h"
#include "i18n/i18n.h"
#include "ledger/ledger.h"
#include "person/frame.h"
#include "review/matrix_csv.h"
#include "review/matrix_header.h"
#include "review/upload.h"
#include "review/views.h"
#include "review.msg.h"

#include <string.h>

struct bytes matrix_csv_write(struct arena *a, enum lang lang, const struct reviewer_list *reviewers,
                              const struct coverage_list *applications, const struct pair_list *pairs)
{
    struct csv csv = csv_make(a);
    for (const char *const *h = matrix_csv_header(lang); *h; h++)
        csv_text(&csv, *h);
    csv_end_row(&csv);
    for (size_t x = 0; x < applications->n; x++)
        for (size_t r = 0; r < reviewers->n; r++) {
            const struct coverage *app = &applications->v[x];
            const struct pair_state *pair = pair_find(pairs, app->application_id, reviewers->v[r].person_id);
            if (!pair || (!pair->assigned && (pair->kind != CELL_FREE || reviewers->v[r].declined)))
                continue;
            csv_text(&csv, app->receipt_no);
            csv_text(&csv, app->title);
            csv_text(&csv, reviewers->v[r].email);
            csv_text(&csv, reviewers->v[r].name);
            csv_i64(&csv, pair->assigned);
            csv_end_row(&csv);
        }
    return csv_bytes(&csv);
}

struct matrix {
    struct call *call;
    struct reviewer_list reviewers;
    struct coverage_list applications;
    struct pair_list pairs;
};

static struct err *matrix_load(struct ctx *c, struct matrix *ret)
{
    TRY(call_find_current(c, &ret->call));
    if (!ret->call)
        return not_found(c->arena);
    TRY(reviewer_list(c, ret->call, &ret->reviewers));
    TRY(coverage_list(c, ret->call, &ret->applications));
    return pair_list(c, ret->call, &ret->pairs);
}

ROUTE(GET, "/office/review/assignments.csv", office_matrix_csv, ACT_OFFICE_REVIEW)
{
    struct ctx *c = rq->ctx;
    struct matrix m;
    TRY(matrix_load(c, &m));
    return send_download(rs, c->arena, MSG_TEXT(c->arena, c->lang, MSG_REVIEW_CSV_FILE), "text/csv; charset=utf-8",
                         matrix_csv_write(c->arena, c->lang, &m.reviewers, &m.applications, &m.pairs));
}

static struct err *show_import(struct request *rq, struct response *rs, const struct matrix_import_page *p)
{
    struct ctx *c = rq->ctx;
    struct page_link *crumbs = arena_array(c->arena, struct page_link, 3);
    crumbs[0] = (struct page_link){ .label = MSG_TEXT(c->arena, c->lang, MSG_REVIEW_OFFICE_TITLE),
                                    .to = { "/office/review" } };
    crumbs[1] = (struct page_link){ .label = MSG_TEXT(c->arena, c->lang, MSG_REVIEW_MATRIX),
                                    .to = { "/office/review/assignments" } };
    struct page *pg = page_for(rq, rs, MSG_TEXT(c->arena, c->lang, MSG_REVIEW_IMPORT));
    struct html_writer w = page_writer(rq);
    pg->crumbs = crumbs;
    pg->errors = p->faults;
    matrix_import_show(&w, pg, p);
    return show_status(rs, p->faults ? 422 : 200, html_done(&w));
}

ROUTE(GET, "/office/review/assignments/import", office_matrix_import, ACT_OFFICE_REVIEW)
{
    struct matrix m;
    TRY(matrix_load(rq->ctx, &m));
    return show_import(rq, rs, &(struct matrix_import_page){ .call = m.call });
}

/* What the store refuses stands at the line of the table that asked for it. */
static void place_faults(struct arena *a, struct err *e, const struct matrix_changes *list)
{
    for (; e; e = e->next)
        for (size_t i = 0; i < list->n; i++) {
            const struct assignment_change *ch = &list->v[i].change;
            const char *cell = arena_printf(a, "cell.%s-%s", id_text(a, ch->application_id), id_text(a, ch->person_id));
            if (e->field && strcmp(e->field, cell) == 0)
                e->field = list->v[i].at;
        }
}

ROUTE_PREPARED(POST, "/office/review/assignments/import", office_matrix_import_submit, upload_text_prepare,
               ACT_OFFICE_REVIEW, ROUTE_UPLOAD)
{
    struct ctx *c = rq->ctx;
    struct matrix m;
    struct matrix_changes list = { 0 };
    struct bytes text = upload_text(rq);
    bool confirmed = strcmp(pairs_text(&rq->form, "confirm"), "1") == 0;
    size_t changed = 0;
    TRY(matrix_load(c, &m));
    struct matrix_import_page p = { .call = m.call, .csv = (const char *)text.p };
    struct err *e = matrix_csv_read(c->arena, c->lang, text, &m.reviewers, &m.applications, &m.pairs, &list);
    if (!e) {
        struct assignment_change *v = arena_array(c->arena, struct assignment_change, list.n + 1);
        for (size_t i = 0; i < list.n; i++)
            v[i] = list.v[i].change;
        e = confirmed ? assignment_change_all(c, m.call->id, v, list.n, &changed)
                      : assignment_try_all(c, m.call->id, v, list.n);
        place_faults(c->arena, e, &list);
    }
    if (e && e->kind == ERR_INVALID) {
        p.faults = e;
        return show_import(rq, rs, &p);
    }
    TRY(e);
    p.read = &list;
    if (!confirmed)
        return show_import(rq, rs, &p);
    if (changed)
        notice_after(rq, rs, &MSG_REVIEW_ASSIGNED);
    return see_other(rs, url_make(c->arena, "/office/review/assignments"));
}
