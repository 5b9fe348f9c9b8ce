/* tpl.h: the compiler of views, as a function: no files, so that tests and the fuzzer can call it.
** The language is described in docs/views.md and, in short, at the head of tplc.c. */
#ifndef TOOLS_TPL_H
#define TOOLS_TPL_H

#include "base/arena.h"
#include "base/buf.h"

/* Compiles the text of one view file (n bytes, NUL behind them) to C, appended to *out. The name of the file is used
** in #line and in mistakes. Returns NULL, or the first mistake as "file:line: sentence". */
const char *tpl_compile(struct arena *a, const char *file, const char *text, size_t n, struct buf *out);

#endif
