/* diff.c: two texts as one, with what was removed and added; see part.h. Never by colour alone: line through and
** underline for the eye, words for the ear. */
#include "html/part.h"

#include "base/text_diff.h"
#include "html.msg.h"
#include "i18n/i18n.h"

#include <string.h>

static void put_marked(struct html_writer *w, const char *tag, const struct msg *begin, const struct msg *end,
                       const char *text)
{
    html_lit(w, "<");
    html_raw(w, tag, 3);
    html_lit(w, "><span class=\"hidden\">");
    html_put_msg(w, begin, NULL);
    html_lit(w, "</span>");
    html_put_text(w, text);
    html_lit(w, "<span class=\"hidden\">");
    html_put_msg(w, end, NULL);
    html_lit(w, "</span></");
    html_raw(w, tag, 3);
    html_lit(w, ">");
}

static struct html write(struct html_writer *w, const struct diff *d)
{
    struct html_writer part = html_writer_make(w->out.arena, w->lang);
    html_lit(&part, "<span class=\"changed\">");
    for (size_t i = 0; i < d->n; i++) {
        if (d->v[i].kind == DIFF_SAME)
            html_put_text(&part, d->v[i].text);
        else if (d->v[i].kind == DIFF_REMOVED)
            put_marked(&part, "del", &MSG_HTML_DIFF_REMOVED, &MSG_HTML_DIFF_REMOVED_END, d->v[i].text);
        else
            put_marked(&part, "ins", &MSG_HTML_DIFF_ADDED, &MSG_HTML_DIFF_ADDED_END, d->v[i].text);
    }
    if (d->n == 0)
        html_put_msg(&part, &MSG_HTML_DIFF_NONE, NULL);
    html_lit(&part, "</span>");
    return html_done(&part);
}

struct html text_changed(struct html_writer *w, const char *before, const char *after)
{
    struct diff d = text_diff(w->out.arena, before ? before : "", after ? after : "");
    return write(w, &d);
}

struct html text_replaced(struct html_writer *w, const char *before, const char *after)
{
    struct diff_part v[3] = { { 0 } };
    struct diff d = { 0, v };
    if (before && after && strcmp(before, after) == 0 && *after)
        v[d.n++] = (struct diff_part){ DIFF_SAME, after };
    else {
        if (before && *before)
            v[d.n++] = (struct diff_part){ DIFF_REMOVED, before };
        if (d.n && after && *after)
            v[d.n++] = (struct diff_part){ DIFF_SAME, " " };
        if (after && *after)
            v[d.n++] = (struct diff_part){ DIFF_ADDED, after };
    }
    return write(w, &d);
}
