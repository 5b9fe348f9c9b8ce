/* tpl_int.h: what the files of the view compiler share.
**
** tpl.c          reads text and holes, and writes the C
** tpl_control.c  reads one line that begins with @
** tpl_tag.c      reads one tag with its attributes
** tpl_rules.c    knows the elements and attributes and what is allowed where (tables)
** tpl_expr.c     finds the end of a C expression and refuses what could break out of it */
#ifndef TOOLS_TPL_INT_H
#define TOOLS_TPL_INT_H

#include "tpl.h"

#include "base/vec.h"

#include <stdbool.h>

/* ── elements and attributes (tpl_rules.c) ── */
enum element_flag {
    IS_VOID = 1,   /* has no end tag */
    IS_INLINE = 2, /* phrasing content: white space beside it counts */
    IS_SVG = 4,
    ONLY_INLINE = 8, /* may hold only phrasing content */
    IS_CLEAR = 16,   /* its content model is that of its parent (a, ins, del) */
    KEEPS_SPACE = 32 /* pre, textarea */
};
struct element {
    const char *name;
    unsigned flags;
};
/* NULL: no such element. */
const struct element *element_find(struct arena *a, const char *name);
/* Why an element of this name is refused altogether, or NULL. */
const char *element_refusal(const char *name);
/* Why child may not stand in parent (the innermost element), or NULL. parent may be NULL: not known here. */
const char *nesting_refusal(struct arena *a, const char *parent, const char *child);
/* True where text may not stand directly in this element. */
bool element_holds_no_text(const char *name);

enum attribute_kind {
    ATTRIBUTE_PLAIN,
    ATTRIBUTE_URL,     /* one whole hole of type struct url, or a safe literal */
    ATTRIBUTE_LITERAL, /* no hole */
    ATTRIBUTE_WORDS,   /* text for people: no literal letters */
    ATTRIBUTE_BOOLEAN, /* no value; {?name condition} */
    ATTRIBUTE_REFUSED
};
enum attribute_kind attribute_kind_of(const char *name, const char **ret_why);
/* True for "/…", "#…" and "https://…"; not for "//…". */
bool url_literal_is_safe(const char *s);
/* True where the text holds letters, which belong into locale/. */
bool has_words(const char *s, size_t n);

/* ── the state of one compilation ── */
struct open_element {
    const struct element *element;
    int line;
};
enum block_kind { BLOCK_IF, BLOCK_ELSE, BLOCK_LOOP, BLOCK_WRAP };
struct block {
    enum block_kind kind;
    int line;
    size_t depth;     /* elements open when it began: every branch ends there */
    int branch;       /* number of the branch, new at each @if, @elif, @else, loop */
    const char *call; /* BLOCK_WRAP: what to call at its end */
};
struct seen_id {
    const char *id;
    int line;
    size_t path_n; /* the branches it stands in */
    const int *path;
};
enum space { SPACE_NONE, SPACE_BLANK, SPACE_LINE };

struct tpl {
    struct arena *a;
    const char *file, *text, *end;
    const char *p; /* what is read next */
    int line;      /* of p */
    struct buf *out;
    struct buf lit; /* markup not yet written as html_lit */
    const char *mistake;
    VEC(struct open_element) open;
    VEC(struct block) blocks;
    VEC(struct seen_id) ids;
    int branches;
    const char *signature; /* of the view being read: "name(…)"; NULL before the first */
    const char *view_name;
    const char *view_kind; /* "void" or "static void" */
    int view_line;
    bool split;       /* @content was seen in this view */
    enum space space; /* white space read and not yet written */
    bool after_block; /* the last thing written was the tag of a block, beside which space is nothing */
};

/* Records the mistake (the first one stays) and returns false. */
bool fail(struct tpl *t, int line, const char *format, ...) __attribute__((format(printf, 3, 4)));
/* Writes pending markup, then #line for this line. */
void begin_code(struct tpl *t, int line);
/* White space before something that is inline, or before the tag of a block. */
void settle_space(struct tpl *t, bool inline_follows);
/* p stands after "{"; reads the hole to its "}". The expression without surrounding blanks is returned. */
bool read_hole(struct tpl *t, const char **ret_expression);
/* Writes the call for a hole: `function` for a value, html_msg for {t MSG…}. */
bool put_hole(struct tpl *t, int line, const char *function, const char *expression);

/* Writes pending markup as html_lit. */
void flush_markup(struct tpl *t);

/* tpl_tag.c: p stands on "<". */
bool read_tag(struct tpl *t);
/* tpl_control.c: p stands on "@", the first sign of its line. The line goes on while a bracket is open. */
bool read_control(struct tpl *t);
/* Ends the view being read, if any: nothing may be left open. */
bool end_view(struct tpl *t);

/* ── tpl_expr.c ── */
/* Walks over C code from s to the first `stop` outside of brackets and texts (stop 0: to the end) and returns its
** length. Refuses, in *ret_why, open or crossed brackets, open texts, comments, digraphs and more than `semicolons`
** semicolons. *ret_open tells that the end came inside a bracket. */
size_t expression_end(const char *s, size_t n, char stop, int semicolons, const char **ret_why,
                      bool *ret_open);
const char *trim(struct arena *a, const char *s, size_t n);
bool is_name(const char *s, size_t n);

#endif
