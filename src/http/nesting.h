/* nesting.h: a small checker of pages for tests: every element closed in its order, no id twice, no attribute twice
** in a tag. It knows void elements and raw text, and asks for every end tag (our views write them all). */
#ifndef HTTP_NESTING_H
#define HTTP_NESTING_H

#include "base/arena.h"

/* NULL: all is well; else a sentence that says what is wrong and where (byte and the text around it). */
const char *html_nesting_problem(struct arena *a, const char *html);

#endif
