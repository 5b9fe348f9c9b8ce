/* duty.h: the words of the duties. */
#ifndef PERSON_DUTY_H
#define PERSON_DUTY_H

#include "base/msg.h"
#include "person/policy.h"

struct duty_word {
    enum duty duty;
    const char *word;        /* "office_lead": in the store, in commands, in the ledger */
    const struct msg *name;  /* 事務局責任者 */
    const char *home;        /* its first page; the pages below it are its room */
};
/* All DUTY_COUNT of them. */
const struct duty_word *duty_words(void);
/* NULL for DUTY_NONE. */
const struct duty_word *duty_word(enum duty duty);
/* DUTY_NONE for an unknown word. */
enum duty duty_parse(const char *word);

#endif
