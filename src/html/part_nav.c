/* part_nav.c: ways through a page and a round: sections, tabs, cards, the clock of a deadline; see part.h. */
#include "html.msg.h"
#include "html/mark.h"
#include "html/part.h"
#include "i18n/i18n.h"

static const struct {
    const char *class, *icon;
    const struct msg *label;
} SECTION[] = {
    [SECTION_PLAIN] = { "state-none", "dot", NULL },
    [SECTION_NONE] = { "state-none", "circle", &MSG_HTML_SECTION_NONE },
    [SECTION_PART] = { "state-part", "half", &MSG_HTML_SECTION_PART },
    [SECTION_DONE] = { "state-done", "check", &MSG_HTML_SECTION_DONE },
    [SECTION_ERROR] = { "state-error", "error", &MSG_HTML_SECTION_ERROR },
};

static void put_mark(struct html_writer *w, enum section_state state)
{
    html_lit(w, "<span");
    mark_attr(w, "class", SECTION[state].class);
    html_lit(w, ">");
    mark_icon(w, SECTION[state].icon, NULL);
    html_lit(w, "</span>");
}

/* What the script puts in the place of a mark when the state of a section changes. */
static void put_marks(struct html_writer *w, const struct section *list)
{
    static const char *const NAME[] = { [SECTION_NONE] = "none", [SECTION_PART] = "part", [SECTION_DONE] = "done" };
    if (!list->key)
        return;
    html_lit(w, "<template data-marks>");
    for (int state = SECTION_NONE; state <= SECTION_DONE; state++) {
        html_lit(w, "<p");
        mark_attr(w, "data-mark", NAME[state]);
        html_lit(w, ">");
        put_mark(w, (enum section_state)state);
        html_lit(w, "<small>");
        html_put_msg(w, SECTION[state].label, NULL);
        html_lit(w, "</small></p>");
    }
    html_lit(w, "</template>");
}

void side_nav(struct html_writer *w, const char *title, const struct section *list)
{
    html_lit(w, "<nav class=\"side-nav\"");
    mark_attr(w, "aria-label", title);
    html_lit(w, "><h2>");
    html_text(w, title);
    html_lit(w, "</h2><ol role=\"list\">");
    for (const struct section *s = list; s->label; s++) {
        html_lit(w, "<li");
        mark_attr(w, "data-section", s->key);
        mark_flag(w, "hidden", s->hidden);
        html_lit(w, "><a");
        mark_url(w, "href", s->to);
        mark_attr(w, "aria-current", s->current ? "page" : NULL);
        html_lit(w, ">");
        put_mark(w, s->state);
        html_lit(w, "<span>");
        html_text(w, s->label);
        if (SECTION[s->state].label) {
            html_lit(w, "<small>");
            html_put_msg(w, SECTION[s->state].label, NULL);
            if (s->note) {
                html_lit(w, " ");
                html_text(w, s->note);
            }
            html_lit(w, "</small>");
        }
        html_lit(w, "</span></a></li>");
    }
    html_lit(w, "</ol>");
    put_marks(w, list);
    html_lit(w, "</nav>\n");
}

void tabs(struct html_writer *w, const char *label, const struct page_link *list)
{
    html_lit(w, "<nav class=\"tabs\"");
    mark_attr(w, "aria-label", label);
    html_lit(w, "><ul>");
    for (const struct page_link *l = list; l->label; l++) {
        html_lit(w, "<li><a");
        mark_url(w, "href", l->to);
        mark_attr(w, "aria-current", l->current ? "page" : NULL);
        html_lit(w, ">");
        html_text(w, l->label);
        if (l->count > 0) {
            html_lit(w, "<span class=\"count\">");
            html_text(w, l->count);
            html_lit(w, "</span>");
        }
        html_lit(w, "</a></li>");
    }
    html_lit(w, "</ul></nav>\n");
}

void cards(struct html_writer *w, const struct card *list)
{
    html_lit(w, "<ul class=\"cards\" role=\"list\">");
    for (const struct card *c = list; c->label; c++) {
        html_lit(w, "<li><div class=\"card\"");
        mark_attr(w, "data-urgent", c->urgent ? "true" : NULL);
        html_lit(w, "><h3><a class=\"cover\"");
        mark_url(w, "href", c->to);
        html_lit(w, ">");
        html_text(w, c->label);
        html_lit(w, "</a></h3><p class=\"figure\">");
        html_text(w, text_i64(w->out.arena, c->number));
        if (c->unit) {
            html_lit(w, "<small>");
            html_text(w, c->unit);
            html_lit(w, "</small>");
        }
        html_lit(w, "</p>");
        if (c->note) {
            html_lit(w, "<p class=\"meta\">");
            html_text(w, c->note);
            html_lit(w, "</p>");
        }
        html_lit(w, "</div></li>");
    }
    html_lit(w, "</ul>\n");
}

/* あと 2日3時間, 3時間5分, 28分29秒. */
static const char *left_text(struct html_writer *w, int64_t seconds)
{
    if (seconds >= 86400)
        return tr(w, MSG_HTML_LEFT_DAYS, arg_i64(seconds / 86400), arg_i64(seconds % 86400 / 3600));
    if (seconds >= 3600)
        return tr(w, MSG_HTML_LEFT_HOURS, arg_i64(seconds / 3600), arg_i64(seconds % 3600 / 60));
    return tr(w, MSG_HTML_LEFT_MINUTES, arg_i64(seconds / 60), arg_i64(seconds % 60));
}

/* あと{0}時間{1}分, for the script to fill. */
static const char *left_pattern(struct html_writer *w, const struct msg *m)
{
    const struct arg holes[] = { arg_text("{0}"), arg_text("{1}"), ARG_END };
    return tr(w, MSG_HTML_CLOCK_LEFT, arg_text(msg_text(w->out.arena, w->lang, m, holes)));
}

void deadline_clock(struct html_writer *w, const char *label, instant deadline, instant now)
{
    int64_t seconds = (deadline - now) / 1000000;
    bool over = now > deadline;
    html_lit(w, "<div class=\"clock\" data-clock");
    mark_attr_i64(w, "data-now", now / 1000);
    mark_attr_i64(w, "data-deadline", deadline / 1000);
    mark_attr(w, "data-near", !over && seconds < 3600 ? "true" : NULL);
    mark_attr(w, "data-over", over ? "true" : NULL);
    mark_attr(w, "data-days", left_pattern(w, &MSG_HTML_LEFT_DAYS));
    mark_attr(w, "data-hours", left_pattern(w, &MSG_HTML_LEFT_HOURS));
    mark_attr(w, "data-minutes", left_pattern(w, &MSG_HTML_LEFT_MINUTES));
    mark_attr(w, "data-closed", tr(w, MSG_HTML_CLOCK_OVER));
    html_lit(w, "><span>");
    html_msg(w, MSG_HTML_CLOCK_UNTIL, arg_text(label));
    html_lit(w, "<strong>");
    html_text(w, text_instant(w->out.arena, w->lang, deadline));
    html_lit(w, "</strong></span><strong class=\"left\" data-left>");
    if (over)
        html_msg(w, MSG_HTML_CLOCK_OVER);
    else
        html_msg(w, MSG_HTML_CLOCK_LEFT, arg_text(left_text(w, seconds)));
    html_lit(w, "</strong><span class=\"soft\">");
    html_msg(w, MSG_HTML_CLOCK_NOW);
    html_lit(w, "<span class=\"number\" data-time>");
    html_text(w, text_clock(w->out.arena, now));
    html_lit(w, "</span></span></div>\n");
}

void saved_at(struct html_writer *w, const char *at)
{
    html_lit(w, "<span class=\"saved\"");
    mark_attr(w, "data-state", at ? "saved" : NULL);
    html_lit(w, ">");
    if (at)
        html_msg(w, MSG_HTML_SAVED, arg_text(at));
    else
        html_msg(w, MSG_HTML_SAVED_NONE);
    html_lit(w, "</span>");
}
