/* bureau.h: 経済産業局: the regional bureaus, each with its prefectures, as the programme's data says (bureaus.csv). The
** duty of a bureau names one by its key, and shows only what lies in its prefectures. */
#ifndef PERSON_BUREAU_H
#define PERSON_BUREAU_H

#include "base/ctx.h"

struct tx;

struct bureau {
    const char *key;                 /* "tohoku" */
    const char *name[LANG_COUNT];    /* 東北経済産業局 */
    const char *const *prefectures;  /* codes (base/identifier.h), ended by NULL */
};
struct bureau_list {
    size_t n;
    struct bureau *v;
};
/* All of them, in the order of the data. Two statements. */
struct err *bureau_list(struct ctx *c, struct bureau_list *ret) MUST_CHECK;
/* NULL: there is none of that key. */
const struct bureau *bureau_of(const struct bureau_list *list, const char *key);
/* Adds those whose key is not there yet; one act. CONFLICT when a prefecture belongs to another already. */
struct err *bureau_add_all(struct tx *tx, const struct bureau *v, size_t n) MUST_CHECK;

#endif
