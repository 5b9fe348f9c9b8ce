/* application_scene.h: a published call of the real programme and people of one institution, made through use cases. */
#ifndef TESTS_STORE_APPLICATION_SCENE_H
#define TESTS_STORE_APPLICATION_SCENE_H

#include "ledger_check.h"
#include "store.h"

#include "application/application.h"
#include "base/site.h"

struct people {
    struct ctx *c;
    struct site site;
    int64_t call, institution, other_institution;
    int64_t lead, editor, viewer, stranger, office;
    const struct definition *def;
};
/* The clock stands one hour before the deadline of call 6 (STORE_NOW); the lead asks. change_path NULL: the programme
** as it is; else with one change to it. */
struct people *people_make(struct ctx *c, struct db *db, const char *change_path, const char *change_value);
/* From here on this person asks. */
void people_as(struct people *p, int64_t person);
/* Begins one as the present person, of the type "international_development". */
int64_t people_begin(struct people *p, const char *title);
/* Adds the editor and the viewer. */
void people_share(struct people *p, int64_t application);
/* Fills every required field. */
void people_fill(struct people *p, int64_t application);
struct save_result people_save(struct people *p, int64_t application, const char *field, const char *value,
                               int64_t base);
struct application *people_load(struct people *p, int64_t application);
/* A PDF as libmagic knows it. */
struct bytes people_pdf(struct people *p, const char *text);

#endif
