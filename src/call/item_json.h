/* item_json.h: what the files of call/ that read a definition as JSON share. */
#ifndef CALL_ITEM_JSON_H
#define CALL_ITEM_JSON_H

#include "call/item_content.h"
#include "programme/schema.h"

/* The object of an item in the tree of a definition, and the table that says what it may hold; NULL: none. */
json_t *item_find(struct arena *a, json_t *root, const char *path, const struct mapping **ret_of);
/* Is that member an item, or a list of items, of its own, so that it does not belong to the one around it? */
bool item_is_own(const struct slot *s);
/* A text, number or yes/no as text; "" for anything else. */
const char *item_plain(struct arena *a, const json_t *j);
const char *item_joined(struct arena *a, const json_t *list, const char *between);

#endif
