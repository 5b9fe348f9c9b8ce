/* form.c: the frame of a form, the error summary, buttons; see field.h. */
#include "html.msg.h"
#include "html/ask.h"
#include "html/field.h"
#include "html/mark.h"
#include "i18n/i18n.h"

static void put_csrf(struct html_writer *w, const struct page *pg)
{
    html_lit(w, "<input type=\"hidden\" name=\"csrf\"");
    mark_attr(w, "value", pg->csrf ? pg->csrf : "");
    html_lit(w, ">");
}

/* The choice between two texts, cloned by the script where a save met a newer one. */
static void put_conflict_template(struct html_writer *w)
{
    html_lit(w, "<template data-conflict><div class=\"banner\" data-kind=\"error\" role=\"alert\">");
    mark_icon(w, "error", tr(w, MSG_HTML_NOTICE_ERROR));
    html_lit(w, "<div class=\"banner-body\"><p class=\"banner-title\" data-title>");
    html_msg(w, MSG_HTML_CONFLICT_TITLE, arg_text("{0}"));
    html_lit(w, "</p><p>");
    html_msg(w, MSG_HTML_CONFLICT_SAYS);
    html_lit(w, "</p><div class=\"both\"><div><strong>");
    html_msg(w, MSG_HTML_CONFLICT_THEIRS);
    html_lit(w, "</strong><pre data-theirs></pre></div><div><strong>");
    html_msg(w, MSG_HTML_CONFLICT_MINE);
    html_lit(w, "</strong><pre data-mine></pre></div></div><div class=\"buttons\">"
                "<button class=\"button\" type=\"button\" data-keep=\"theirs\">");
    html_msg(w, MSG_HTML_CONFLICT_KEEP_THEIRS);
    html_lit(w, "</button><button class=\"button\" type=\"button\" data-keep=\"mine\">");
    html_msg(w, MSG_HTML_CONFLICT_KEEP_MINE);
    html_lit(w, "</button></div></div></div></template>");
}

void form_box(struct html_writer *w, const struct page *pg, const struct form_view *f)
{
    html_lit(w, "<form class=\"form\" method=\"post\" novalidate");
    mark_url(w, "action", f->to);
    mark_attr(w, "enctype", f->files ? "multipart/form-data" : NULL);
    if (f->autosave.s) {
        mark_url(w, "data-autosave", f->autosave);
        mark_attr(w, "data-saved", tr(w, MSG_HTML_SAVED, arg_text("{0}")));
        mark_attr(w, "data-saving", tr(w, MSG_HTML_SAVING));
        mark_attr(w, "data-failed", tr(w, MSG_HTML_SAVE_FAILED));
        mark_attr(w, "data-conflict", tr(w, MSG_HTML_SAVE_CONFLICT));
        mark_attr(w, "data-signed-out", tr(w, MSG_HTML_SAVE_SIGNED_OUT));
        mark_attr(w, "data-sign-in", tr(w, MSG_HTML_SAVE_SIGN_IN));
    }
    html_lit(w, ">");
    put_csrf(w, pg);
    if (pg->asks)
        put_asks(w, pg->asks);
    if (f->autosave.s)
        put_conflict_template(w);
}

void form_box_end(struct html_writer *w, const struct page *pg, const struct form_view *f)
{
    (void)pg;
    (void)f;
    html_lit(w, "</form>\n");
}

void error_summary(struct html_writer *w, const struct form_view *f)
{
    int count = 0;
    for (const struct err *e = f->errors; e; e = e->next)
        count++;
    if (count == 0)
        return;
    html_lit(w, "<section class=\"error-summary banner\" data-kind=\"error\" id=\"errors\" tabindex=\"-1\" "
                "aria-labelledby=\"errors-title\" data-focus>");
    mark_icon(w, "error", NULL);
    html_lit(w, "<div class=\"banner-body\"><h2 id=\"errors-title\">");
    if (f->errors->kind == ERR_INVALID)
        html_msg(w, MSG_HTML_ERRORS_TITLE, arg_i64(count));
    else
        html_msg(w, MSG_HTML_NOTICE_ERROR);
    html_lit(w, "</h2><ol>");
    for (const struct err *e = f->errors; e; e = e->next) {
        html_lit(w, "<li>");
        if (e->field) {
            html_lit(w, "<a");
            mark_attr(w, "href", arena_printf(w->out.arena, "#f-%s", e->field));
            html_lit(w, ">");
        }
        html_text(w, err_text(w->out.arena, w->lang, e));
        if (e->field)
            html_lit(w, "</a>");
        html_lit(w, "</li>");
    }
    html_lit(w, "</ol></div></section>\n");
}

static const char *const KIND[] = {
    [BUTTON_OUTLINE] = NULL, [BUTTON_SOLID] = "solid", [BUTTON_DANGER] = "danger", [BUTTON_TEXT] = "text"
};

void button(struct html_writer *w, enum button_kind kind, const char *label, const char *name,
            const char *value)
{
    html_lit(w, "<button class=\"button\" type=\"submit\"");
    mark_attr(w, "data-kind", KIND[kind]);
    mark_attr(w, "name", name);
    mark_attr(w, "value", value);
    html_lit(w, ">");
    html_text(w, label);
    html_lit(w, "</button>");
}

void button_link(struct html_writer *w, enum button_kind kind, const char *label, struct url to)
{
    html_lit(w, "<a class=\"button\"");
    mark_attr(w, "data-kind", KIND[kind]);
    mark_url(w, "href", to);
    html_lit(w, ">");
    html_text(w, label);
    html_lit(w, "</a>");
}

void button_post(struct html_writer *w, const struct page *pg, enum button_kind kind, const char *label,
                 struct url to)
{
    html_lit(w, "<form method=\"post\"");
    mark_url(w, "action", to);
    html_lit(w, ">");
    put_csrf(w, pg);
    button(w, kind, label, NULL, NULL);
    html_lit(w, "</form>");
}
