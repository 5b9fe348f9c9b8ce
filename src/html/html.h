/* html.h: the only way to write a page.
**
** Views (NAME.html, compiled by tools/tplc.c) choose the function by the type of the hole and its place in the markup.
** Text is escaped; only struct html is written as it is; a URL attribute takes only struct url, which only the
** url_*() functions make. */
#ifndef HTML_HTML_H
#define HTML_HTML_H

#include "base/buf.h"
#include "base/msg.h"

/* Markup that our own code made (a chart, rendered Markdown): never text of a person. */
struct html {
    const char *s;
    size_t n;
};
/* A path on this site, or an https address that was checked. */
struct url {
    const char *s;
};

struct html_writer {
    struct buf out;
    enum lang lang;
};

struct html_writer html_writer_make(struct arena *a, enum lang lang);
struct html html_done(struct html_writer *w);

void html_raw(struct html_writer *w, const char *s, size_t n);
#define html_lit(w, literal) html_raw((w), "" literal, sizeof(literal) - 1)
/* Escapes & < > " ' ; NULL writes nothing. */
void html_put_text(struct html_writer *w, const char *s);
void html_put_i64(struct html_writer *w, int64_t v);
void html_put_int(struct html_writer *w, int v);
void html_put_size(struct html_writer *w, size_t v);
void html_put_html(struct html_writer *w, struct html h);
void html_put_url(struct html_writer *w, struct url u);
/* The language of a text that is not the page's ("ja" of a Japanese name on an English page), for its lang attribute;
** NULL: the page's own. Told by its letters: a name that mixes scripts is of the more frequent one. */
const char *html_text_lang(const struct html_writer *w, const char *text);
/* A name or text of the data as markup that says its language where that is not the page's (WCAG 3.1.2). */
struct html html_named(struct html_writer *w, const char *text);
/* A message in the writer's language, its arguments formatted for that language, all escaped. */
void html_put_msg(struct html_writer *w, const struct msg *m, const struct arg *args);
#define html_msg(w, m, ...) html_put_msg((w), &(m), (const struct arg[]){ __VA_ARGS__ __VA_OPT__(, ) ARG_END })

/* {expr} in text; in a quoted attribute; as the whole of a URL attribute. Any other type does not compile. */
#define html_text(w, x)                                                                                    \
    _Generic((x), char *: html_put_text, const char *: html_put_text, int: html_put_int, int64_t: html_put_i64, \
        size_t: html_put_size, struct html: html_put_html)((w), (x))
#define html_attr(w, x)                                                                                    \
    _Generic((x), char *: html_put_text, const char *: html_put_text, int: html_put_int, int64_t: html_put_i64, \
        size_t: html_put_size)((w), (x))
#define html_url(w, x) _Generic((x), struct url: html_put_url)((w), (x))
/* … of action and formaction: a path of this site (asserted), for what is sent carries the reader's token. */
void html_put_action(struct html_writer *w, struct url u);
#define html_action(w, x) _Generic((x), struct url: html_put_action)((w), (x))
/* {expr} where only markup of our own makes sense: directly in <select>, <ul>, <tbody>… */
#define html_markup(w, x) _Generic((x), struct html: html_put_html)((w), (x))
/* name?="{text}": nothing where value is NULL. */
void html_put_optional(struct html_writer *w, const char *name, const char *value);

/* url("/applications/%s/receipt", id): each %s (the only conversion) is percent-encoded as one path segment or
** query value. The format is a literal that begins with "/". */
struct url url_make(struct arena *a, const char *format, ...);
/* An address from outside: https only, no user info, no control characters; .s is NULL where it is refused. */
struct url url_external(struct arena *a, const char *address);

#endif
