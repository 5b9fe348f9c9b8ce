/* item_content.h: what an item of a definition says, readable and as fields, whatever kind of item it is.
**
** The programme's own tables (programme/schema.h) say what there is; a new member of the data shows up here by
** itself. */
#ifndef CALL_ITEM_CONTENT_H
#define CALL_ITEM_CONTENT_H

#include "base/ctx.h"
#include "html/field.h"
#include "html/part.h"
#include "programme/programme.h"

struct item_content {
    const struct detail *rows; /* name and value, both languages; NULL: nothing to show */
};
/* The items with these keys, in the order asked; a key that leads nowhere has no rows. */
struct item_content *item_contents(struct ctx *c, const struct definition *def, const char *const *keys, size_t n);

enum item_input {
    INPUT_LINE,
    INPUT_TEXT,
    INPUT_NUMBER,
    INPUT_YES_NO,
    INPUT_CHOICE,
    INPUT_CHECKS, /* value: one a line */
    INPUT_DAY,
    INPUT_ROW,    /* no field: a row of a list begins here; path is the row's */
    INPUT_ADD     /* no field: a list ends here; path is the list's, options its kinds (or NULL) */
};
struct item_field {
    const char *path;  /* as definition_edit takes it, and the name of the field; NULL ends a list */
    const char *label, *support; /* support: may be NULL */
    enum item_input input;
    const char *value;
    const char *theirs; /* what somebody else has put here meanwhile; NULL: nobody */
    bool optional, decimal, first, last; /* first, last: of the rows of a list */
    int max;           /* characters; 0: no limit to show */
    const struct option *options;
};
/* What of an item can be changed. NULL when the key leads nowhere. */
struct item_field *item_fields(struct ctx *c, const struct definition *def, const char *key);

struct mapping;
/* The kinds an element of such a list may have; in_table: a column of a table. NULL: its elements have no kind. */
const struct option *item_kinds(struct ctx *c, const struct mapping *of, bool in_table);

/* The name of a group of items ("criteria" → 審査項目); the word itself where there is none. */
const char *item_group_title(struct arena *a, enum lang lang, const char *group);
/* The same for a member ("max_chars" → 最大文字数) and for one of a fixed set of values ("long" → 文章). */
const char *item_member_word(struct arena *a, enum lang lang, const char *member);
const char *item_choice_word(struct arena *a, enum lang lang, const char *choice);

#endif
