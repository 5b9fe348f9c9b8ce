/* record_known.h: what the parameters of every route name, for the walk over all records (record_walk_test.c). A new
** route with a parameter is classified in record_known.c. */
#ifndef TESTS_RECORD_KNOWN_H
#define TESTS_RECORD_KNOWN_H

#include "http/http.h"
#include "person/policy.h"

/* What the parameters of a route name. */
enum subject {
    OF_APPLICATION, /* the applications of the scene, with its relations */
    OF_OFFICE,      /* a record that only the duty decides about */
    OF_MEETING,     /* of the committee of the call, as a record nobody is in conflict with */
    OF_SESSION,     /* one's own things: the scene's belongs to a bystander */
    OF_NOBODY, /* public, or no record at all: record_walk has a test of its own where there is something hidden */
};
/* What must be there besides the right. */
enum need { ALWAYS, WHEN_SENT, WHEN_LETTER, WHEN_RELEASE, WHEN_NOTICE };

struct known {
    const char *pattern;
    enum subject subject;
    enum need need;
};
const struct known *known_of(const struct route *r); /* NULL: not classified */
/* All of them. */
const struct known *known_all(size_t *ret_n);
/* The act that shows the record which this act changes. */
enum act see_of(enum act act);

#endif
