/* page.c: the two texts of the frame that need a decision; the frame itself is page.html. */
#include "html/page.h"

#include "html.msg.h"
#include "i18n/i18n.h"

const char *page_document_title(struct html_writer *w, const struct page *pg)
{
    const char *title = pg->title ? pg->title : "";
    if (pg->errors)
        title = tr(w, MSG_HTML_ERROR_TITLE, arg_text(title));
    if (*title)
        title = tr(w, MSG_HTML_TITLE, arg_text(title), arg_text(pg->site_name));
    else
        title = pg->site_name;
    return pg->rehearsal ? tr(w, MSG_HTML_REHEARSAL_TITLE, arg_text(title)) : title;
}

const char *page_language_name(enum lang lang)
{
    return lang == LANG_JA ? "日本語" : "English";
}
