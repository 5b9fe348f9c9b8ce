/* words.h: the words of a text as a search or an affinity counts them.
**
** Japanese is cut by MeCab with its IPA dictionary, in kyoten-words, a program of its own; where the
** dictionary is not installed, a run of kanji or kana gives its pairs of characters. Latin words are runs of
** three letters and more, in small letters, without the most common English ones. */
#ifndef SOLVE_WORDS_H
#define SOLVE_WORDS_H

#include "base/err.h"

/* For each of n texts its words, separated by spaces, "" when it has none. *ret_cut_by_dictionary: false,
** pairs of characters were used instead. program: another than kyoten-words beside the running one; NULL:
** that one. */
struct err *words_of(struct arena *a, const char *program, const char *const *text, size_t n,
                     const char **ret, bool *ret_cut_by_dictionary) MUST_CHECK;

#endif
