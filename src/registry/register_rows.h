/* register_rows.h: what the files that read and write the register's rows share. Private to registry/. */
#ifndef REGISTRY_REGISTER_ROWS_H
#define REGISTRY_REGISTER_ROWS_H

#include "base/vec.h"
#include "ledger/ledger.h"
#include "registry/register.h"

/* Names and readings as one text to search in: each as its key, one a line. */
const char *register_search_key(struct arena *a, const struct designation *d);
/* The words of enum designation_event_kind, ended by NULL. */
const char *const *register_event_words(void);

/* The rows that an act changed. */
struct touch_list {
    struct arena *arena;
    VEC(struct touch) all;
};
#define ADD_TOUCH(list, t, row) (*vec_push((list)->arena, &(list)->all) = TOUCH(t, row))
/* One ledger entry about all of them. */
struct err *touch_list_put(struct tx *tx, const struct ledger_act *act, const struct fact *facts,
                           struct touch_list *list) MUST_CHECK;

/* Where and as what a designation is written. */
struct designation_place {
    const char *programme;
    int64_t call_id, application_id, institution_id; /* 0: none */
    int64_t position;
};
/* Writes its row with names and terms (a new one has no events); adds them to *touches. */
struct err *register_write(struct tx *tx, const struct designation *d, const struct designation_place *at,
                           struct touch_list *touches, int64_t *ret_id) MUST_CHECK;
/* Writes what is known of a round. */
struct err *register_write_round(struct tx *tx, const char *programme, const struct call_fact *fact, int64_t position,
                                 int64_t call_id, struct touch_list *touches) MUST_CHECK;

#endif
