/* pairs.h: decoded names and values of a query or a form, as the border hands them in and the fields show them
** again. */
#ifndef BASE_PAIRS_H
#define BASE_PAIRS_H

#include <stddef.h>

struct pair {
    const char *name, *value; /* valid UTF-8 without NUL; line ends are \n */
};
/* Decoded query or form: order kept, names may repeat. */
struct pairs {
    size_t n;
    struct pair *v;
};

#endif
