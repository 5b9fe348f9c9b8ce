/* institution.h: 法人 and the 大学・学校 they run. One corporation may run several universities, so its number names no
** school; a school's own code does. Facts come from the office, checked; names over time belong to the register. */
#ifndef PERSON_INSTITUTION_H
#define PERSON_INSTITUTION_H

#include "base/ctx.h"

struct pairs;
struct tx;

struct corporation {
    int64_t id;
    const char *name, *corporate_number; /* NULL: not known */
    const char *kind;                    /* national, public, private, kosen, equivalent */
};
struct institution {
    int64_t id, corporation_id;
    const char *public_id;               /* in public addresses; never changes */
    const char *name, *name_kana, *name_en, *school_code, *prefecture; /* all but name: NULL when not
                                          known; prefecture: its code, base/identifier.h */
    const char *corporation, *corporate_number, *kind;
};
struct corporation_list {
    size_t n;
    struct corporation *v;
};
struct institution_list {
    size_t n;
    struct institution *v;
};

/* The five kinds with their names in words; kind NULL ends the list. */
struct corporation_kind {
    const char *kind;
    const struct msg *name;
};
const struct corporation_kind *corporation_kinds(void);
const struct msg *corporation_kind_name(const char *kind);

/* Reads what was typed ("name", "corporate_number", "kind"; "name", "kana", "name_en", "school_code", "prefecture",
** "corporation") into canonical facts: any width is taken, numbers are checked by their check digit. INVALID names the
** field; several mistakes are chained. */
struct err *corporation_read(struct arena *a, const struct pairs *form, struct corporation *ret) MUST_CHECK;
struct err *institution_read(struct ctx *c, const struct pairs *form, struct institution *ret) MUST_CHECK;

/* Writes the row; the id is made when x->id is 0 (and the public id, where none is given), else that row is corrected.
** INVALID about "corporate_number" or
** "school_code" when another row has it already. */
struct err *corporation_put(struct tx *tx, const struct corporation *x, int64_t *ret_id) MUST_CHECK;
struct err *institution_put(struct tx *tx, const struct institution *x, int64_t *ret_id) MUST_CHECK;

struct err *corporation_load(struct ctx *c, int64_t id, struct corporation **ret) MUST_CHECK;
struct err *institution_load(struct ctx *c, int64_t id, struct institution **ret) MUST_CHECK;
/* By reading. What is sought ("": all) is looked for in names and readings. */
struct err *corporation_list(struct ctx *c, struct corporation_list *ret) MUST_CHECK;
struct err *institution_list(struct ctx *c, const char *search, struct institution_list *ret) MUST_CHECK;

#endif
