/* text_diff.h: where two texts differ, for people. Compared by words of Latin letters and digits and by
** single characters of everything else, so that Japanese, which has no blanks, shows the very characters
** that changed. Pure. */
#ifndef BASE_TEXT_DIFF_H
#define BASE_TEXT_DIFF_H

#include "base/arena.h"

enum diff_kind { DIFF_SAME, DIFF_REMOVED, DIFF_ADDED };
struct diff_part {
    enum diff_kind kind;
    const char *text;
};
struct diff {
    size_t n;
    struct diff_part *v; /* in the order of the texts; what was removed stands before what was added there */
};

/* The shortest way from one to the other (Myers, "An O(ND) Difference Algorithm", 1986). Short stretches
** that happen to be the same between changes are counted among them, so that a sentence that was written
** anew does not read as confetti. Texts that have too little in common (above DIFF_MOST edits) are one
** removal and one addition. */
#define DIFF_MOST 600
struct diff text_diff(struct arena *a, const char *before, const char *after);

#endif
