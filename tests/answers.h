/* answers.h: an answer that is good for any field of a form, for tests that only want it filled. */
#ifndef TESTS_ANSWERS_H
#define TESTS_ANSWERS_H

#include "programme/programme.h"

/* NULL for a file. The table of incomes is the same everywhere: companies earn 10 of 41 in the first year. */
const char *sample_answer(struct arena *a, const struct form_field *f);

#endif
