/* part.c: banners, chips, lists of steps and facts; see part.h. */
#include "html/part.h"

#include "html.msg.h"
#include "html/field.h"
#include "html/mark.h"
#include "i18n/i18n.h"

static const char *const TONE[] = {
    [TONE_GRAY] = NULL,       [TONE_BLUE] = "blue", [TONE_GREEN] = "green", [TONE_YELLOW] = "yellow",
    [TONE_ORANGE] = "orange", [TONE_RED] = "red",   [TONE_SOLID] = "solid"
};

void chip(struct html_writer *w, enum tone tone, const char *text)
{
    html_lit(w, "<span class=\"chip\"");
    mark_attr(w, "data-tone", TONE[tone]);
    html_lit(w, ">");
    html_text(w, text);
    html_lit(w, "</span>");
}

static const struct {
    const char *kind, *icon;
    const struct msg *label;
} NOTICE[] = {
    [NOTICE_NONE] = { "info", "info", &MSG_HTML_NOTICE_INFO },
    [NOTICE_SUCCESS] = { "success", "check", &MSG_HTML_NOTICE_SUCCESS },
    [NOTICE_INFO] = { "info", "info", &MSG_HTML_NOTICE_INFO },
    [NOTICE_WARNING] = { "warning", "warning", &MSG_HTML_NOTICE_WARNING },
    [NOTICE_ERROR] = { "error", "error", &MSG_HTML_NOTICE_ERROR },
};

void banner_box(struct html_writer *w, enum notice_kind kind, const char *title)
{
    html_lit(w, "<div class=\"banner\"");
    mark_attr(w, "data-kind", NOTICE[kind].kind);
    html_lit(w, ">");
    mark_icon(w, NOTICE[kind].icon, msg_text(w->out.arena, w->lang, NOTICE[kind].label, NULL));
    html_lit(w, "<div class=\"banner-body\">");
    if (title) {
        html_lit(w, "<p class=\"banner-title\">");
        html_text(w, title);
        html_lit(w, "</p>");
    }
}

void banner_box_end(struct html_writer *w, enum notice_kind kind, const char *title)
{
    (void)kind;
    (void)title;
    html_lit(w, "</div></div>\n");
}

void banner(struct html_writer *w, enum notice_kind kind, const char *title, const char *text)
{
    banner_box(w, kind, title);
    if (text) {
        html_lit(w, "<p>");
        html_text(w, text);
        html_lit(w, "</p>");
    }
    banner_box_end(w, kind, title);
}

static const struct {
    const char *state;
    const struct msg *label;
} STATE[] = {
    [STEP_TODO] = { "todo", &MSG_HTML_STEP_TODO },
    [STEP_NOW] = { "now", &MSG_HTML_STEP_NOW },
    [STEP_DONE] = { "done", &MSG_HTML_STEP_DONE },
    [STEP_ERROR] = { "error", &MSG_HTML_STEP_ERROR },
};

static void put_hidden_state(struct html_writer *w, enum step_state state)
{
    html_lit(w, "<span class=\"hidden\">");
    html_put_msg(w, STATE[state].label, NULL);
    html_lit(w, "</span>");
}

static void list_begin(struct html_writer *w, const char *class, const char *label)
{
    html_lit(w, "<ol");
    mark_attr(w, "class", class);
    html_lit(w, " role=\"list\"");
    mark_attr(w, "aria-label", label);
    html_lit(w, ">");
}

void steps(struct html_writer *w, const char *label, const struct step *list)
{
    int number = 0;
    list_begin(w, "steps", label);
    for (const struct step *s = list; s->label; s++) {
        html_lit(w, "<li");
        mark_attr(w, "data-state", STATE[s->state].state);
        mark_attr(w, "aria-current", s->state == STEP_NOW ? "step" : NULL);
        html_lit(w, "><span class=\"mark\">");
        number++;
        if (s->state == STEP_DONE)
            mark_icon(w, "tick", NULL);
        else
            html_text(w, number);
        html_lit(w, "</span><span class=\"text\">");
        html_text(w, s->label);
        put_hidden_state(w, s->state);
        if (s->note) {
            html_lit(w, "<small>");
            html_text(w, s->note);
            html_lit(w, "</small>");
        }
        html_lit(w, "</span></li>");
    }
    html_lit(w, "</ol>\n");
}

void timeline(struct html_writer *w, const char *label, const struct moment *list)
{
    list_begin(w, "timeline", label);
    for (const struct moment *m = list; m->what; m++) {
        html_lit(w, "<li");
        mark_attr(w, "data-state", STATE[m->state].state);
        mark_attr(w, "aria-current", m->state == STEP_NOW ? "step" : NULL);
        html_lit(w, "><span class=\"when\">");
        html_text(w, m->when ? m->when : "");
        html_lit(w, "</span><span><span class=\"what\">");
        html_text(w, m->what);
        html_lit(w, "</span>");
        put_hidden_state(w, m->state);
        if (m->note) {
            html_lit(w, "<br><span class=\"soft small\">");
            html_text(w, m->note);
            html_lit(w, "</span>");
        }
        html_lit(w, "</span></li>");
    }
    html_lit(w, "</ol>\n");
}

void facts(struct html_writer *w, const struct detail *list)
{
    html_lit(w, "<dl class=\"facts\">");
    for (const struct detail *f = list; f->name; f++) {
        html_lit(w, "<div><dt>");
        html_text(w, f->name);
        html_lit(w, "</dt><dd");
        html_put_optional(w, "lang", f->html.s ? NULL : html_text_lang(w, f->text));
        html_lit(w, ">");
        if (f->html.s)
            html_put_html(w, f->html);
        else
            html_text(w, f->text ? f->text : "");
        html_lit(w, "</dd></div>");
    }
    html_lit(w, "</dl>\n");
}

void progress(struct html_writer *w, const char *label, int64_t done, int64_t all, const char *unit)
{
    html_lit(w, "<div class=\"progress\"><div class=\"progress-head\"><strong>");
    html_text(w, label);
    html_lit(w, "</strong><span class=\"number\">");
    html_msg(w, MSG_HTML_PROGRESS_OF, arg_text(text_i64(w->out.arena, done)),
             arg_text(text_i64(w->out.arena, all)), arg_text(unit ? unit : ""));
    html_lit(w, "</span></div><progress");
    mark_attr(w, "aria-label", label);
    mark_attr_i64(w, "value", done);
    mark_attr_i64(w, "max", all > 0 ? all : 1);
    html_lit(w, "></progress></div>\n");
}

void disclosure_box(struct html_writer *w, const char *summary, bool open)
{
    html_lit(w, "<details class=\"disclosure\"");
    mark_flag(w, "open", open);
    html_lit(w, "><summary>");
    html_text(w, summary);
    html_lit(w, "</summary><div class=\"inside stack\">");
}

void disclosure_box_end(struct html_writer *w, const char *summary, bool open)
{
    (void)summary;
    (void)open;
    html_lit(w, "</div></details>\n");
}

void empty_state(struct html_writer *w, const char *title, const char *text, const char *action,
                 struct url to)
{
    html_lit(w, "<div class=\"empty\"><p><strong>");
    html_text(w, title);
    html_lit(w, "</strong></p>");
    if (text) {
        html_lit(w, "<p>");
        html_text(w, text);
        html_lit(w, "</p>");
    }
    if (action) {
        html_lit(w, "<div class=\"buttons\">");
        button_link(w, BUTTON_OUTLINE, action, to);
        html_lit(w, "</div>");
    }
    html_lit(w, "</div>\n");
}

void confirm_box(struct html_writer *w, const struct page *pg, const struct confirm *c)
{
    html_lit(w, "<section class=\"confirm\"><h2>");
    html_text(w, c->title);
    html_lit(w, "</h2><p>");
    html_text(w, c->what);
    html_lit(w, "</p>");
    form_box(w, pg, &(struct form_view){ .to = c->to, .errors = pg->errors });
}

void confirm_box_end(struct html_writer *w, const struct page *pg, const struct confirm *c)
{
    field_check(w, &(struct form_view){ .errors = pg->errors },
                &(struct field){ .name = "confirm", .label = c->agree });
    html_lit(w, "<div class=\"buttons\">");
    button(w, BUTTON_DANGER, c->button, NULL, NULL);
    if (c->back.s)
        button_link(w, BUTTON_TEXT, c->back_label, c->back);
    html_lit(w, "</div>");
    form_box_end(w, pg, NULL);
    html_lit(w, "</section>\n");
}
