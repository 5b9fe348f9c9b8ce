/* item_groups.h: the items of a call in their groups ("criteria", "form" …), for the pages of the office. */
#ifndef CALL_ITEM_GROUPS_H
#define CALL_ITEM_GROUPS_H

#include "call/office_views.h"
#include "http/http.h"

struct item_group {
    const char *name;
    int64_t ours, unconfirmed;
};
typedef LIST(struct item_group) item_group_list;
item_group_list item_groups_of(struct arena *a, const struct call_items *items);
/* The group asked for, else the first in which something waits, else the first. NULL: no such group. */
const struct item_group *item_group_shown(const item_group_list *v, const char *asked);
/* The groups as a navigation to /office/calls/ID/BELOW?group=…. */
const struct section *item_group_sections(struct ctx *c, const item_group_list *v, const struct item_group *shown,
                                          const char *id, const char *below);
const struct call_item *item_of_key(const struct call_items *items, const char *key);
/* The weighing of a criterion is named after its criterion, not after the question that it asks. */
void item_name_weighings(struct ctx *c, struct call_items *items);
/* Confirming and rebuilding are two looks at a group that is a list. NULL: the group is none. */
const struct page_link *item_group_tabs(struct ctx *c, const char *id, const char *group, bool rebuilding);
/* A page below one call, with its crumbs: calls, the call, and above (may be NULL). */
struct page *call_page_below(struct request *rq, struct response *rs, const struct call *call, const char *title,
                             const struct page_link *above);
/* The version that the page showed; -1 for none, which no call is run by. */
int64_t call_seen_version(const struct request *rq);

#endif
