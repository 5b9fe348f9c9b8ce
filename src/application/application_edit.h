/* application_edit.h: the fields of a section as the page shows them. */
#ifndef APPLICATION_APPLICATION_EDIT_H
#define APPLICATION_APPLICATION_EDIT_H

#include "application/application_views.h"

/* saves: what has just been sent and met a newer text or came too late; errors: why it was refused. */
void application_edit_fill(struct request *rq, const struct form_section *s, const struct err *errors,
                           const struct field_save *saves, size_t save_count, struct edit_page *ret);
/* The page of the section in the path again, with the reason why something was refused. */
struct err *application_edit_again(struct request *rq, struct response *rs, const struct err *e) MUST_CHECK;
/* What a field of kind CONFIRM asks to confirm. */
const char *application_statement(const struct definition *def, const struct form_field *f, enum lang lang);
/* The stored text of a field or cell as a person reads it: choices by their labels, dates as they are written. */
const char *application_readable(struct arena *a, enum lang lang, const struct definition *def, const char *key,
                                 const char *value);
const struct column *application_columns(struct arena *a, enum lang lang, const struct form_field *f);
const char *application_row_label(struct arena *a, enum lang lang, const struct form_field *f, size_t row);
struct url application_file_url(struct arena *a, const struct attachment *file, const void *application);

#endif
