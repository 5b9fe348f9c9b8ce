/* page.c: head and foot of every page; see page.h. */
#include "html/page.h"

#include "html.msg.h"
#include "html/mark.h"
#include "html/part.h"
#include "i18n/i18n.h"

static void put_title(struct html_writer *w, const struct page *pg)
{
    const char *title = pg->title ? pg->title : "";
    html_lit(w, "<title>");
    if (pg->rehearsal) {
        html_lit(w, "［");
        html_msg(w, MSG_HTML_REHEARSAL);
        html_lit(w, "］");
    }
    if (pg->errors)
        html_msg(w, MSG_HTML_ERROR_TITLE, arg_text(title));
    else
        html_text(w, title);
    if (*title)
        html_lit(w, "｜");
    html_text(w, pg->site_name);
    html_lit(w, "</title>\n");
}

static void put_document_head(struct html_writer *w, const struct page *pg)
{
    html_lit(w, "<!doctype html>\n<html");
    mark_attr(w, "lang", lang_tag(w->lang));
    html_lit(w, ">\n<head>\n<meta charset=\"utf-8\">\n"
                "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n"
                "<meta name=\"color-scheme\" content=\"light\">\n<meta name=\"format-detection\" content=\"telephone=no\">\n");
    put_title(w, pg);
    html_lit(w, "<link rel=\"stylesheet\"");
    mark_url(w, "href", pg->style);
    html_lit(w, ">\n");
    for (int lang = 0; lang < LANG_COUNT; lang++) {
        if (!pg->in_language[lang].s)
            continue;
        html_lit(w, "<link rel=\"alternate\"");
        mark_attr(w, "hreflang", lang_tag((enum lang)lang));
        mark_url(w, "href", pg->in_language[lang]);
        html_lit(w, ">\n");
    }
    html_lit(w, "<script type=\"module\"");
    mark_url(w, "src", pg->script);
    html_lit(w, "></script>\n</head>\n<body");
    mark_attr(w, "data-width", pg->width == PAGE_NARROW ? "narrow" : pg->width == PAGE_WIDE ? "wide" : NULL);
    mark_attr(w, "data-leave", tr(w, MSG_HTML_LEAVE));
    html_lit(w, ">\n<a class=\"skip\" href=\"#main\">");
    html_msg(w, MSG_HTML_SKIP);
    html_lit(w, "</a>\n");
}

static void put_rehearsal(struct html_writer *w, const struct page *pg)
{
    if (!pg->rehearsal)
        return;
    html_lit(w, "<aside class=\"rehearsal\"");
    mark_attr(w, "aria-label", tr(w, MSG_HTML_REHEARSAL));
    html_lit(w, "><div class=\"frame\"><strong>");
    html_msg(w, MSG_HTML_REHEARSAL);
    html_lit(w, "</strong><span>");
    html_msg(w, MSG_HTML_REHEARSAL_SAYS);
    html_lit(w, "</span><span class=\"when\">");
    html_msg(w, MSG_HTML_REHEARSAL_CLOCK, arg_instant(pg->now));
    if (pg->rehearsal_clock.s) {
        html_lit(w, " <a");
        mark_url(w, "href", pg->rehearsal_clock);
        html_lit(w, ">");
        html_msg(w, MSG_HTML_REHEARSAL_PUSH);
        html_lit(w, "</a>");
    }
    html_lit(w, "</span></div></aside><div class=\"rehearsal-print\" aria-hidden=\"true\">");
    html_msg(w, MSG_HTML_REHEARSAL);
    html_lit(w, "</div>\n");
}

static void put_link(struct html_writer *w, struct url to, const char *label)
{
    html_lit(w, "<a");
    mark_url(w, "href", to);
    html_lit(w, ">");
    html_text(w, label);
    html_lit(w, "</a>");
}

/* The other language by its own name, so that whoever cannot read this page finds it. */
static void put_language(struct html_writer *w, const struct page *pg)
{
    static const char *const OWN_NAME[] = { [LANG_JA] = "日本語", [LANG_EN] = "English" };
    for (int lang = 0; lang < LANG_COUNT; lang++) {
        if (lang == (int)w->lang || !pg->in_language[lang].s)
            continue;
        html_lit(w, "<a");
        mark_url(w, "href", pg->in_language[lang]);
        mark_attr(w, "lang", lang_tag((enum lang)lang));
        mark_attr(w, "hreflang", lang_tag((enum lang)lang));
        html_lit(w, ">");
        html_text(w, OWN_NAME[lang]);
        html_lit(w, "</a>");
    }
}

static void put_site_head(struct html_writer *w, const struct page *pg)
{
    html_lit(w, "<div class=\"site-head\"><div class=\"frame\"><a class=\"site-name\"");
    mark_url(w, "href", pg->home);
    html_lit(w, "><svg viewBox=\"0 0 36 36\" aria-hidden=\"true\" focusable=\"false\"><rect width=\"36\" height=\"36\" "
                "rx=\"8\" fill=\"currentColor\"/><g fill=\"none\" stroke=\"#fff\" stroke-width=\"2.25\">"
                "<path d=\"M18 18 9 10.5M18 18l9-7.5M18 18v10.5\"/><circle cx=\"18\" cy=\"18\" r=\"4.25\" fill=\"#fff\"/>"
                "<g fill=\"currentColor\"><circle cx=\"8.5\" cy=\"10\" r=\"2.75\"/><circle cx=\"27.5\" cy=\"10\" r=\"2.75\"/>"
                "<circle cx=\"18\" cy=\"28.5\" r=\"2.75\"/></g></g></svg><span><strong>");
    html_text(w, pg->site_name);
    html_lit(w, "</strong>");
    if (pg->office_name) {
        html_lit(w, "<span>");
        html_text(w, pg->office_name);
        html_lit(w, "</span>");
    }
    html_lit(w, "</span></a><div class=\"site-tools\">");
    put_language(w, pg);
    if (pg->person) {
        put_link(w, pg->account, tr(w, MSG_HTML_ACCOUNT, arg_text(pg->person)));
        html_lit(w, "<form method=\"post\"");
        mark_url(w, "action", pg->sign_out);
        html_lit(w, "><input type=\"hidden\" name=\"csrf\"");
        mark_attr(w, "value", pg->csrf ? pg->csrf : "");
        html_lit(w, "><button class=\"text-button\">");
        html_msg(w, MSG_HTML_SIGN_OUT);
        html_lit(w, "</button></form>");
    } else if (pg->sign_in.s) {
        put_link(w, pg->sign_in, tr(w, MSG_HTML_SIGN_IN));
    }
    html_lit(w, "</div></div></div>\n");
}

static void put_duty(struct html_writer *w, const struct page *pg)
{
    if (!pg->duty)
        return;
    html_lit(w, "<div class=\"duty\"><div class=\"frame\"><strong>");
    html_msg(w, MSG_HTML_DUTY_NOW, arg_text(pg->duty));
    html_lit(w, "</strong>");
    if (pg->duties && pg->duties->label) {
        html_lit(w, "<nav aria-labelledby=\"duty-label\"><span id=\"duty-label\">");
        html_msg(w, MSG_HTML_DUTY_OTHER);
        html_lit(w, "</span><ul>");
        for (const struct page_link *l = pg->duties; l->label; l++) {
            html_lit(w, "<li>");
            put_link(w, l->to, l->label);
            html_lit(w, "</li>");
        }
        html_lit(w, "</ul></nav>");
    }
    html_lit(w, "</div></div>\n");
}

static void put_nav(struct html_writer *w, const struct page *pg)
{
    if (!pg->nav || !pg->nav->label)
        return;
    html_lit(w, "<nav class=\"site-nav\"");
    mark_attr(w, "aria-label", pg->nav_label ? pg->nav_label : tr(w, MSG_HTML_MAIN_MENU));
    html_lit(w, "><div class=\"frame\"><ul>");
    for (const struct page_link *l = pg->nav; l->label; l++) {
        html_lit(w, "<li><a");
        mark_url(w, "href", l->to);
        mark_attr(w, "aria-current", l->current ? "true" : NULL);
        html_lit(w, ">");
        html_text(w, l->label);
        if (l->count > 0) {
            html_lit(w, "<span class=\"count\" aria-hidden=\"true\">");
            html_text(w, l->count);
            html_lit(w, "</span><span class=\"hidden\">");
            html_msg(w, MSG_HTML_WAITING, arg_i64(l->count));
            html_lit(w, "</span>");
        }
        html_lit(w, "</a></li>");
    }
    html_lit(w, "</ul></div></nav>\n");
}

static void put_crumbs(struct html_writer *w, const struct page *pg)
{
    if (!pg->crumbs || !pg->crumbs->label)
        return;
    html_lit(w, "<nav class=\"crumbs\" aria-labelledby=\"crumbs-label\"><div class=\"frame\">"
                "<span class=\"hidden\" id=\"crumbs-label\">");
    html_msg(w, MSG_HTML_CRUMBS);
    html_lit(w, "</span><ol>");
    for (const struct page_link *l = pg->crumbs; l->label; l++) {
        html_lit(w, "<li>");
        put_link(w, l->to, l->label);
        html_lit(w, "</li>");
    }
    html_lit(w, "<li><span aria-current=\"page\">");
    html_text(w, pg->title);
    html_lit(w, "</span></li></ol></div></nav>\n");
}

void page_frame(struct html_writer *w, const struct page *pg)
{
    put_document_head(w, pg);
    put_rehearsal(w, pg);
    html_lit(w, "<header>\n");
    put_site_head(w, pg);
    put_duty(w, pg);
    html_lit(w, "</header>\n");
    put_nav(w, pg);
    put_crumbs(w, pg);
    html_lit(w, "<main class=\"frame\" id=\"main\" tabindex=\"-1\">\n");
    if (pg->notice != NOTICE_NONE && pg->notice_text) {
        html_lit(w, "<div role=\"status\">");
        banner(w, pg->notice, NULL, pg->notice_text);
        html_lit(w, "</div>");
    }
}

void page_title(struct html_writer *w, const struct page *pg, const char *over)
{
    html_lit(w, "<div class=\"page-title\">");
    if (over) {
        html_lit(w, "<p class=\"over\">");
        html_text(w, over);
        html_lit(w, "</p>");
    }
    html_lit(w, "<h1>");
    html_text(w, pg->title);
    html_lit(w, "</h1></div>\n");
}

void page_frame_end(struct html_writer *w, const struct page *pg)
{
    const struct {
        struct url to;
        const struct msg *label;
    } links[] = { { pg->contact, &MSG_HTML_CONTACT },
                  { pg->accessibility, &MSG_HTML_ACCESSIBILITY },
                  { pg->about, &MSG_HTML_ABOUT } };
    html_lit(w, "</main>\n<footer class=\"site-foot\"><div class=\"frame\"><p><strong>");
    html_text(w, pg->office_name ? pg->office_name : pg->site_name);
    html_lit(w, "</strong></p><ul>");
    for (size_t i = 0; i < sizeof links / sizeof *links; i++) {
        if (!links[i].to.s)
            continue;
        html_lit(w, "<li>");
        put_link(w, links[i].to, msg_text(w->out.arena, w->lang, links[i].label, NULL));
        html_lit(w, "</li>");
    }
    html_lit(w, "</ul><p class=\"source\">");
    html_msg(w, MSG_HTML_SOURCE);
    html_lit(w, "</p><p class=\"print-only\">");
    html_msg(w, MSG_HTML_PRINTED, arg_instant(pg->now));
    html_lit(w, "</p></div></footer>\n</body>\n</html>\n");
}
