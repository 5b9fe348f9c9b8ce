/* register_view.h: what a request asks of the register, and what its pages are shown with. Private to registry/. */
#ifndef REGISTRY_REGISTER_VIEW_H
#define REGISTRY_REGISTER_VIEW_H

#include "base/date_parse.h"
#include "html/part.h"
#include "http/http.h"
#include "registry/register.h"

/* The query q, type, round, prefecture, status, on of a request. */
struct register_asked {
    struct register_query query;
    const char *status;     /* one of the words of designation_status_word; "holds": any in force; "": all */
    const char *on;         /* the day as typed; "" */
    date day;               /* as read; today where none was typed or it could not be read */
    struct err *errors;     /* about "on"; NULL */
    struct doubts doubts;   /* about the day that was typed */
    bool any;               /* something was asked */
};
struct err *register_asked(struct request *rq, struct register_asked *ret) MUST_CHECK;
/* The part of the question that the store does not answer: the status on the day. */
bool register_matches(const struct register_asked *asked, const struct designation *d);
/* How many of the real ones are of that round and type; either may be NULL. */
int64_t register_count(const designation_list *list, const char *round, const char *type);

#endif
