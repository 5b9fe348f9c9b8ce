/* msg_use.h: how the sources use the messages: every one somewhere, each with as many arguments as it has holes. */
#ifndef TOOLS_MSG_USE_H
#define TOOLS_MSG_USE_H

#include "po.h"

#include "base/buf.h"

/* One message under its name in C. */
struct msg_constant {
    const char *name;
    const struct po *po;
    const struct po_entry *entry;
    bool used;
};

struct msg_uses {
    struct po *po; /* the catalogues of one language */
    size_t po_n;
    VEC(struct msg_constant) constants; /* theirs, by name; msg_use_read makes it */
    struct buf said; /* one line "file:line: sentence" for each mistake */
};

/* Looks through one source (C or view): remembers the messages it names, and notes calls
** of the known functions (tr, refused, {t …}, …) whose arguments do not fit the message. */
void msg_use_read(struct arena *a, struct msg_uses *uses, const char *file, const char *text);
/* Notes every message that no source named. */
void msg_use_unused(struct arena *a, struct msg_uses *uses);

#endif
