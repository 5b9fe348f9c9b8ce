/* ctx.h: what one piece of work (a request, a job, a command, a test) has in its hands. */
#ifndef BASE_CTX_H
#define BASE_CTX_H

#include "base/arena.h"
#include "base/err.h"
#include "base/msg.h"

struct conn;   /* db.h: a connection to the store, lent for the time of the work */
struct viewer; /* person.h: who is asking, in which duties; NULL: nobody is signed in */
struct site;   /* site.h: the settings and services of this server, shared and read-only */

/* As whom the work is done, for the ledger: filled by the boundary once it knows the person and the duty. */
struct actor {
    int64_t person;   /* 0: nobody signed in, or the program itself */
    const char *duty; /* the duty's word ("office_lead", "applicant", …); NULL: the program itself */
};

struct ctx {
    struct arena *arena;         /* ends with the work */
    struct conn *db;             /* never NULL where features run */
    instant now;                 /* when the request had arrived whole: the only clock a feature may read */
    enum lang lang;              /* the language of the answer */
    const struct viewer *viewer; /* may be NULL */
    struct actor actor;
    const struct site *site;
    const char *request_id;      /* for the log and the ledger; may be NULL */
    int64_t last_entry;          /* of the ledger: what this work wrote last; 0: nothing */
    const struct msg *last_act;  /* of that entry */
};

#endif
