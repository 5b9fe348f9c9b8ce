/* people_views.h: the views of people, invitations and institutions. */
#ifndef OFFICE_PEOPLE_VIEWS_H
#define OFFICE_PEOPLE_VIEWS_H

#include "html/field.h"
#include "html/page.h"
#include "html/part.h"
#include "person/institution.h"

/* A line of a list, all in words. */
struct people_line {
    const char *name, *kana, *email, *institution, *duty, *whose, *since, *by;
    bool is_over;
    struct url to, resend, withdraw; /* .s NULL: not for this viewer */
};
struct people_page {
    const char *search;
    const struct option *duties; /* for the choice, with "" first */
    const char *duty;
    size_t n, all; /* shown, found */
    const struct people_line *v;
    size_t invited_n;
    const struct people_line *invited;
};
void people_show(struct html_writer *w, const struct page *pg, const struct people_page *p);

struct invite_page {
    const struct option *duties, *calls, *institutions, *regions;
};
void invite_show(struct html_writer *w, const struct page *pg, const struct form_view *f,
                 const struct invite_page *p);

struct duty_page {
    const struct detail *facts;
    const struct confirm *end;
    struct url clear_code; /* .s NULL: there is none to clear */
};
void duty_show(struct html_writer *w, const struct page *pg, const struct duty_page *p);

struct institution_line {
    const struct institution *institution;
    const char *kind;
    struct url to, corporation;
};
struct institutions_page {
    const char *search;
    size_t n;
    const struct institution_line *v;
};
void institutions_show(struct html_writer *w, const struct page *pg, const struct institutions_page *p);
void institution_form(struct html_writer *w, const struct page *pg, const struct form_view *f,
                      const struct institution *x, const struct option *corporations,
                      const struct option *prefectures);
void corporation_form(struct html_writer *w, const struct page *pg, const struct form_view *f,
                      const struct corporation *x, const struct option *kinds);

#endif
