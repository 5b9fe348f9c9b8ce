/* fiction_text.h: what fictional applicants write: every answer of the form, made from a number. */
#ifndef REHEARSAL_FICTION_TEXT_H
#define REHEARSAL_FICTION_TEXT_H

#include "application/application.h"

struct fictional_hub {
    const char *title, *kana, *institution, *operator_kind, *type, *head, *contact, *mail, *prefecture;
};

/* The saves that fill every field of the form asked of the hub's type, in the order of the form; a table has one per
** cell. variant makes the numbers and sentences differ. */
struct err *fiction_answers(struct arena *a, const struct definition *def, const struct fictional_hub *hub, int variant,
                            size_t *ret_n, struct field_save **ret) MUST_CHECK;

#endif
