/* site_open.h: makes struct site from a data folder: settings, store, key, rehearsal and its clock. */
#ifndef MAIN_SITE_OPEN_H
#define MAIN_SITE_OPEN_H

#include "base/ctx.h"
#include "base/site.h"
#include "main/config.h"

enum site_open_flag {
    SITE_CURRENT = 0,  /* the schema must be current; every statement is checked */
    SITE_MIGRATE = 1   /* applies what is missing first */
};
/* Everything lives in the arena; the store is closed when the arena ends. */
struct err *site_open(struct arena *a, const char *data_dir, int flags, struct config *ret_config,
                      struct site **ret) MUST_CHECK;
/* Reads the rehearsal's clock from the store (jobs do it every second). */
struct err *site_load_clock(struct ctx *c, struct site *site) MUST_CHECK;
/* The absolute path of a folder, made if it is absent. */
struct err *folder_make(struct arena *a, const char *path, const char **ret) MUST_CHECK;

#endif
