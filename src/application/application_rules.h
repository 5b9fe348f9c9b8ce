/* application_rules.h: what the sources of this folder share of the rules. */
#ifndef APPLICATION_APPLICATION_RULES_H
#define APPLICATION_APPLICATION_RULES_H

#include "application/application.h"

/* "J6-7K3M9Q2XD": programme and round, then the application's own id. Given when it is begun, and never another's. */
const char *application_receipt_no(struct arena *a, const struct call *call, int64_t id);
/* The field whose text is the name of the application everywhere: the first one-line text of the form that is to be
** published; NULL: none. */
const struct form_field *application_title_field(const struct definition *def);

/* "income.1.y2": row and column from 0. */
const char *application_cell_key(struct arena *a, const struct form_field *f, size_t row, size_t column);
size_t application_table_rows(const struct form_field *f);
/* The field to which a key of an answer belongs, be it a field or a cell of a table; NULL: none. */
const struct form_field *application_field_of(struct arena *a, const struct definition *def, const char *key);
/* NULL: not answered yet. */
const struct answer *application_answer(const struct answer *v, size_t n, const char *key);
const char *application_value(const form_answer_list *form, const char *key);

/* The rule applications_per_institution of the call (0: no limit): how many applications of one institution may be
** submitted and not withdrawn at a time. Counts the others of the institution (application: one that does not count,
** 0: none); drafts do not count, so that nobody's draft shuts out another's. REFUSED when they are as many. Asked when
** one is begun and, in the same transaction as the submission, when it is sent. */
struct err *application_institution_has_room(struct ctx *c, const struct call *call, int64_t institution_id,
                                             int64_t application) MUST_CHECK;

struct application_at;
/* May this field be changed now, where the application may be edited at all? REFUSED when only others were returned. */
struct err *application_may_edit_field(struct ctx *c, const struct application_at *at,
                                       const struct form_field *f) MUST_CHECK;

struct tx;
/* What is known already is answered, so that nobody types it twice: the name it was begun under, and what the form
** wants of the institution (form_field.prefill). What would be a mistake there is left out. */
struct err *application_prefill(struct tx *tx, int64_t id, const struct definition *def, const char *title,
                                int64_t institution_id) MUST_CHECK;
/* Fills form->form from the answers and files. */
void application_compose(struct arena *a, const struct definition *def, struct application_form *form);
/* What is sent: canonical JSON of everything that is asked of the type and answered. */
const char *application_snapshot(struct arena *a, const struct definition *def, const char *type_key,
                                 const struct application_form *form);

#endif
