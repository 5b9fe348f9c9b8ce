/* said.h: a scratch folder, a file in it, and what other people's programs say about it. */
#ifndef TESTS_SAID_H
#define TESTS_SAID_H

#include "base/arena.h"

/* Removed with the arena. */
const char *folder(struct arena *a);
const char *write_file(struct arena *a, const char *path, struct bytes content);
/* The whole file; NULL when there is none. */
const char *read_whole_file(struct arena *a, const char *path, size_t *ret_n);
/* What a command prints, errors too; its status is the last line ("status 0"). */
const char *said(struct arena *a, const char *command);

#endif
