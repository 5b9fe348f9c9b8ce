/* application_missing.h: how far an application is, for its pages and for the answer to an autosave. */
#ifndef APPLICATION_APPLICATION_MISSING_H
#define APPLICATION_APPLICATION_MISSING_H

#include "application/application_views.h"

#include <jansson.h>

/* Fills state, sections, missing, odd, writers and the counts from the answers in x->form. */
void application_page_judge(struct ctx *c, struct application_page *x);
/* 架空 二郎さんが11:57:02に「基本事項」を保存しました, a line for each; "" when nobody has lately. */
const char *application_writers_text(struct arena *a, enum lang lang, const struct application_page *x);
/* What the script brings up to date after a save of that answer: {sections: {key: [state, "3 / 5"]}, asked: {field:
** bool}, writers: text}. New; judged anew with the answer as saved. */
json_t *application_state_json(struct ctx *c, struct application_page *x, const char *key, const char *value,
                               instant at);
/* The section of a place in the form ("income.1.y2"), or NULL. */
const struct form_section *application_section_of(struct arena *a, const struct definition *def, const char *place);

#endif
