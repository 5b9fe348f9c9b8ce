/* table.c: see table.h. */
#include "html/table.h"

#include "html.msg.h"
#include "html/mark.h"
#include "i18n/i18n.h"

static void put_column(struct html_writer *w, const struct column *c)
{
    static const char *const ICON[] = { "both", "up", "down" };
    static const char *const ARIA[] = { NULL, "ascending", "descending" };
    html_lit(w, "<th scope=\"col\"");
    mark_attr(w, "data-align", c->align);
    mark_attr(w, "aria-sort", ARIA[c->sorted]);
    html_lit(w, ">");
    if (c->label_hidden)
        html_lit(w, "<span class=\"hidden\">");
    if (c->sort.s) {
        html_lit(w, "<a class=\"sort\"");
        mark_url(w, "href", c->sort);
        html_lit(w, ">");
    }
    html_text(w, c->label);
    if (c->sort.s) {
        html_lit(w, "<span class=\"hidden\">");
        html_msg(w, MSG_HTML_SORT_BY);
        html_lit(w, "</span>");
        mark_icon(w, ICON[c->sorted], NULL);
        html_lit(w, "</a>");
    }
    if (c->label_hidden)
        html_lit(w, "</span>");
    html_lit(w, "</th>");
}

void table_box(struct html_writer *w, const struct table *t)
{
    html_lit(w, "<figure class=\"table-box\"><figcaption class=\"caption\"><span>");
    html_text(w, t->caption);
    html_lit(w, "</span>");
    if (t->note) {
        html_lit(w, "<small>");
        html_text(w, t->note);
        html_lit(w, "</small>");
    }
    /* A box that scrolls must be reachable by the keyboard. */
    html_lit(w,
             "</figcaption><div class=\"scroll-edge\"><div class=\"scroll\" role=\"region\" tabindex=\"0\"");
    mark_attr(w, "aria-label", tr(w, MSG_HTML_TABLE_SCROLL, arg_text(t->caption)));
    html_lit(w, "><table class=\"table\"");
    mark_attr(w, "aria-label", t->caption);
    mark_flag(w, "data-dense", t->dense);
    mark_flag(w, "data-stripe", t->stripe);
    mark_flag(w, "data-hover", t->hover);
    html_lit(w, "><thead><tr>");
    for (const struct column *c = t->columns; c->label; c++)
        put_column(w, c);
    html_lit(w, "</tr></thead><tbody>\n");
}

void table_foot(struct html_writer *w)
{
    html_lit(w, "</tbody><tfoot>");
}

void table_box_end(struct html_writer *w, const struct table *t)
{
    (void)t;
    html_lit(w, "</table></div></div></figure>\n"); /* tbody or tfoot closes itself */
}

/* The first, the last and the neighbours of the current page. */
static bool is_shown(const struct pager *p, int page)
{
    return page == 1 || page == p->last || (page >= p->page - 1 && page <= p->page + 1);
}

void pager(struct html_writer *w, const struct pager *p)
{
    if (p->last <= 1)
        return;
    html_lit(w, "<nav class=\"pager\"");
    mark_attr(w, "aria-label", tr(w, MSG_HTML_PAGES));
    html_lit(w, ">");
    if (p->page > 1) {
        html_lit(w, "<a rel=\"prev\"");
        mark_url(w, "href", p->url_of(p->arg, p->page - 1));
        html_lit(w, ">");
        html_msg(w, MSG_HTML_PAGE_PREVIOUS);
        html_lit(w, "</a>");
    }
    html_lit(w, "<ul role=\"list\">");
    for (int page = 1; page <= p->last; page++) {
        if (!is_shown(p, page)) {
            if (is_shown(p, page - 1))
                html_lit(w, "<li><span aria-hidden=\"true\">…</span></li>");
            continue;
        }
        html_lit(w, "<li><a");
        mark_url(w, "href", p->url_of(p->arg, page));
        mark_attr(w, "aria-label", tr(w, MSG_HTML_PAGE_NUMBER, arg_i64(page)));
        mark_attr(w, "aria-current", page == p->page ? "page" : NULL);
        html_lit(w, ">");
        html_text(w, page);
        html_lit(w, "</a></li>");
    }
    html_lit(w, "</ul>");
    if (p->page < p->last) {
        html_lit(w, "<a rel=\"next\"");
        mark_url(w, "href", p->url_of(p->arg, p->page + 1));
        html_lit(w, ">");
        html_msg(w, MSG_HTML_PAGE_NEXT);
        html_lit(w, "</a>");
    }
    html_lit(w, "</nav>\n");
}
