/* tool.h: what the generators of this folder share: whole files in, whole files out, C text. */
#ifndef TOOLS_TOOL_H
#define TOOLS_TOOL_H

#include "base/arena.h"
#include "base/buf.h"

/* Prints the sentence and ends the tool with 1. */
_Noreturn void tool_die(const char *format, ...) __attribute__((format(printf, 1, 2)));
/* The whole file, NUL-terminated; ends the tool when it cannot be read. */
char *tool_read(struct arena *a, const char *path, size_t *ret_n);
/* Writes the whole file or ends the tool. */
void tool_write(const char *path, const struct buf *text);
/* n bytes as a C string literal (several adjacent ones for long texts), indented by four spaces after a
** break. */
void tool_put_c_string(struct buf *b, const char *s, size_t n);
/* The last part of a path. */
const char *tool_file_name(const char *path);
/* Length of the valid UTF-8 sequence at s (n bytes left), 0 where there is none. */
size_t tool_utf8_len(const char *s, size_t n);

#endif
