/* application_at.h: how every use case of this folder begins: load, and ask for the right. */
#ifndef APPLICATION_APPLICATION_AT_H
#define APPLICATION_APPLICATION_AT_H

#include "application/application.h"

struct application_at {
    struct application *app;
    struct call *call;
    struct standing standing;
    const struct completion *returned; /* only its fields can be changed now; NULL: all, or none at all */
};
/* The application with its call and the viewer's standing. NOT_FOUND unless the viewer may see it; then FORBIDDEN
** unless the act is allowed too. */
struct err *application_at(struct ctx *c, int64_t id, enum act act, struct application_at *ret) MUST_CHECK;
/* Would it be allowed if the call were still open? True for an act that comes too late and nothing worse. */
bool application_is_late(struct ctx *c, enum act act, const struct application_at *at);

#endif
