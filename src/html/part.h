/* part.h: what pages are built of, besides fields (field.h) and tables (table.h). How each looks: /styleguide. */
#ifndef HTML_PART_H
#define HTML_PART_H

#include "html/html.h"
#include "html/page.h"

#include <stdbool.h>

/* A status: always a word, the tone only helps. */
enum tone { TONE_GRAY, TONE_BLUE, TONE_GREEN, TONE_YELLOW, TONE_ORANGE, TONE_RED, TONE_SOLID };
void chip(struct html_writer *w, enum tone tone, const char *text);

/* Banner with title and sentence (either may be NULL); banner_box is a @wrap around any content. */
void banner(struct html_writer *w, enum notice_kind kind, const char *title, const char *text);
void banner_box(struct html_writer *w, enum notice_kind kind, const char *title);
void banner_box_end(struct html_writer *w, enum notice_kind kind, const char *title);

enum step_state { STEP_TODO, STEP_NOW, STEP_DONE, STEP_ERROR };
struct step {
    const char *label; /* NULL ends the list */
    const char *note;  /* may be NULL */
    enum step_state state;
};
/* 申請の流れ: the way through a task. */
void steps(struct html_writer *w, const char *label, const struct step *list);

/* The round on a line of time; .when is already text. */
struct moment {
    const char *what; /* NULL ends the list */
    const char *when, *note;
    enum step_state state;
};
void timeline(struct html_writer *w, const char *label, const struct moment *list);

/* Names and values; a value is text (line ends kept) or, where .html.s is set, markup. */
struct detail {
    const char *name; /* NULL ends the list */
    const char *text;
    struct html html;
};
void facts(struct html_writer *w, const struct detail *list);

/* The sections of a form or page, with marks of completeness. */
enum section_state { SECTION_PLAIN, SECTION_NONE, SECTION_PART, SECTION_DONE, SECTION_ERROR };
struct section {
    const char *label; /* NULL ends the list */
    struct url to;
    enum section_state state;
    bool current;
    const char *key;  /* for the script, which keeps the marks right; may be NULL */
    const char *note; /* 3 / 5 項目; may be NULL */
    bool hidden;      /* not asked now; the script shows it when it is */
};
void side_nav(struct html_writer *w, const char *title, const struct section *list);
/* Tabs are links to pages. */
void tabs(struct html_writer *w, const char *label, const struct page_link *list);

/* A number that is a link: 未提出の評価 12 件. */
struct card {
    const char *label; /* NULL ends the list */
    struct url to;
    int64_t number;
    const char *unit, *note; /* either may be NULL */
    bool urgent;
};
void cards(struct html_writer *w, const struct card *list);

/* 12 / 30 件 */
void progress(struct html_writer *w, const char *label, int64_t done, int64_t all, const char *unit);

/* 受付締切 … あと 28分29秒 ／ サーバの時刻 11:31:31: right without the script, running with it. */
void deadline_clock(struct html_writer *w, const char *label, instant deadline, instant now);
/* 11:58:31 保存済み (at: text_clock_seen()); at NULL: nothing has been saved yet. */
void saved_at(struct html_writer *w, const char *at);

/* @wrap */
void disclosure_box(struct html_writer *w, const char *summary, bool open);
void disclosure_box_end(struct html_writer *w, const char *summary, bool open);

/* Nothing is here: what that means and what can be done; action may be NULL. */
void empty_state(struct html_writer *w, const char *title, const char *text, const char *action, struct url to);

/* Both texts as one: what was removed in <del>, what was added in <ins>, each with words for who hears it. NULL or "":
** there was, or is, nothing. */
struct html text_changed(struct html_writer *w, const char *before, const char *after);
/* The same for words and moments that make sense only whole: one replaces the other. */
struct html text_replaced(struct html_writer *w, const char *before, const char *after);

/* @wrap: what cannot be undone. A form that says what will happen; inside, further fields may stand (a reason).
** The person ticks the sentence `agree` (field "confirm" = "1") and presses the button. */
struct confirm {
    const char *title, *what;    /* 申請を取り下げます ／ 取り下げると… */
    const char *agree, *button;
    struct url to, back;
    const char *back_label;
};
void confirm_box(struct html_writer *w, const struct page *pg, const struct confirm *c);
void confirm_box_end(struct html_writer *w, const struct page *pg, const struct confirm *c);

#endif
