/* page.h: what stands around the content of every page.
**
** A feature's view is @wrap page_frame(w, pg) … @end. Who serves the page fills struct page once per request (main/);
** the page function adds its title and crumbs. All texts are already in the
** language of the writer. */
#ifndef HTML_PAGE_H
#define HTML_PAGE_H

#include "base/err.h"
#include "html/html.h"

#include <stdbool.h>

/* The message as text in the writer's language: tr(w, MSG_CALL_TITLE, arg_i64(6)). */
#define tr(w, m, ...) \
    msg_text((w)->out.arena, (w)->lang, &(m), (const struct arg[]){ __VA_ARGS__ __VA_OPT__(, ) ARG_END })

struct page_link {
    const char *label; /* NULL ends a list */
    struct url to;
    bool current;
    int64_t count;     /* what waits there; 0 shows nothing */
};

enum page_width {
    PAGE_NORMAL, /* 76 rem: lists, overviews */
    PAGE_NARROW, /* 48 rem: reading, forms */
    PAGE_WIDE    /* 112 rem: workbench, tables of experts */
};

enum notice_kind { NOTICE_NONE, NOTICE_SUCCESS, NOTICE_INFO, NOTICE_WARNING, NOTICE_ERROR };

struct form_asks;
struct page {
    const char *title;                /* of this page; the site's name is added in <title> */
    const char *site_name;            /* Kyoten, or what the programme calls its site */
    const char *office_name;          /* who runs it: below the name and in the foot */
    struct url home, style, script;   /* "/", and the two assets with their hash (http/assets.h) */
    struct url icon;                  /* of the tab; .s NULL: none */
    const char *csrf;                 /* what forms of this page carry; NULL: the page has no form */
    const char *person;               /* who is signed in; NULL: nobody */
    struct url account, sign_in, sign_out; /* sign_out is a POST */
    const char *duty;                 /* 事務局: the duty in which the person acts; NULL: none */
    const struct form_asks *asks;      /* what the page's form asks before it is done (field.h); NULL: nothing */
    const struct page_link *duties;   /* the other duties the person holds, with their first pages; may be NULL */
    const char *nav_label;            /* name of the navigation: 事務局メニュー; NULL: メインメニュー */
    const struct page_link *nav;      /* may be NULL */
    const struct page_link *crumbs;   /* from the first page down to the parent; may be NULL */
    struct url in_language[LANG_COUNT]; /* this page in each language; .s NULL: no switch */
    struct url contact, accessibility, about; /* of the foot; .s NULL: left out */
    enum notice_kind notice;          /* what the last act did, told once */
    const char *notice_text;
    struct url undo;                  /* a POST that takes the last act back; .s NULL: no button does */
    const char *here;                 /* this page's path, to come back to */
    struct page_link history[5];      /* histories of what the page shows, below it; ends with .label NULL */
    const struct err *errors;         /* of a refused form: the title says so */
    instant now;                      /* server time: shown on paper, in the rehearsal band */
    bool rehearsal;                   /* 演習 on the page and on paper */
    struct url rehearsal_clock;       /* where the office pushes the clock; .s NULL: not for this person */
    enum page_width width;
};

/* @wrap page_frame(w, pg): document, head, navigation, notice, <main>. Writes no <h1>: that is page_title(). */
void page_frame(struct html_writer *w, const struct page *pg);
void page_frame_end(struct html_writer *w, const struct page *pg);
/* <h1> with an optional smaller line over it (the round, the receipt number…); over may be NULL. */
void page_title(struct html_writer *w, const struct page *pg, const char *over);

/* ［演習］エラー：題｜サイト: for <title>. */
const char *page_document_title(struct html_writer *w, const struct page *pg);
/* A language by its own name. */
const char *page_language_name(enum lang lang);

#endif
