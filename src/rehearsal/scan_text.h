/* scan_text.h: for scan.c only. */
#ifndef REHEARSAL_SCAN_TEXT_H
#define REHEARSAL_SCAN_TEXT_H

#include "base/arena.h"

/* n bytes with the entities that we write as what they stand for; NULs are left out. */
const char *scan_decode(struct arena *a, const char *p, size_t n);

#endif
