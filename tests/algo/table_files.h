/* table_files.h: a folder with tables for the tests of commands on numbers. */
#ifndef ALGO_TABLE_FILES_H
#define ALGO_TABLE_FILES_H

#include "base/arena.h"

struct table_files;

/* An empty folder, removed with the arena, with the files a.tsv, f.tsv, x.tsv and r.json in it. */
struct table_files *table_files_make(struct arena *a);
const char *table_file(struct arena *a, const struct table_files *f, const char *name);
void table_write(struct arena *a, const struct table_files *f, const char *name, const char *text);
void table_write_bytes(struct arena *a, const struct table_files *f, const char *name, const char *text,
                       size_t n);
/* NULL: there is none. */
const char *table_content(struct arena *a, const struct table_files *f, const char *name);
/* Runs a command (words end in NULL) in English; what it said on standard error, and its exit status. */
const char *table_command(struct arena *a, const char *const *words, int *ret_status);

#endif
