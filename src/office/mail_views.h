/* mail_views.h: the views of the outbox. */
#ifndef OFFICE_MAIL_VIEWS_H
#define OFFICE_MAIL_VIEWS_H

#include "html/page.h"
#include "html/part.h"
#include "mail/mail.h"

struct mail_row {
    const struct mail_line *mail;
    enum tone tone;
    const char *state, *when, *attempts;
    struct url to;
};
struct mail_box {
    const struct page_link *tabs;
    bool rehearsal;
    size_t n;
    const struct mail_row *v;
};
void mail_box_show(struct html_writer *w, const struct page *pg, const struct mail_box *p);

struct mail_page {
    const struct detail *facts;
    struct html text;        /* with the addresses of this site as links */
    struct url hold, resend; /* .s NULL: not in this state */
    bool hides_links;
};
void mail_show(struct html_writer *w, const struct page *pg, const struct mail_page *p);

#endif
