/* words.h: texts in every language of the site, and lists, as the data of a programme has them. */
#ifndef PROGRAMME_WORDS_H
#define PROGRAMME_WORDS_H

#include "base/msg.h"

#include <stddef.h>

/* A text in every language of the site. Both are present wherever the text is required; both NULL where it is
 * not. */
struct words {
    const char *in[LANG_COUNT];
};
#define LIST(type)                                                                                           \
    struct {                                                                                                 \
        type *v;                                                                                             \
        size_t n;                                                                                            \
    }
typedef LIST(const char *) text_list;

#endif
