/* person.h: people, their duties, and who is asking. */
#ifndef PERSON_PERSON_H
#define PERSON_PERSON_H

#include "base/ctx.h"
#include "person/policy.h"

#include <stdbool.h>

struct page;
struct request;
struct tx;

/* A duty held: whose, for what. 0: not limited by that. */
struct held_duty {
    enum duty duty;
    int64_t id, call_id, institution_id;
    const char *region; /* of a bureau: its key (person/bureau.h); NULL otherwise */
};

/* Who is asking. Lives in the request's arena. */
struct viewer {
    int64_t person;
    const char *name, *email;
    unsigned duties;      /* bits of all that are held now and may be used in this session */
    unsigned locked;      /* held too, but only with a second factor, which this session has not shown */
    size_t duty_count;
    const struct held_duty *duty;
    enum duty acting;     /* the one in which this page is seen (set by the gate from the route's act) */
    bool second_factor;   /* this session has shown one */
    bool code_due;        /* the person has an authenticator and this session has not shown its code: half signed in */
    bool reads_only;      /* a program's token without the scope to write */
    int64_t institution_id; /* where the person says to belong; 0: none */
};

/* True when the viewer holds that duty for this call (or for all). */
bool viewer_holds(const struct viewer *v, enum duty duty, int64_t call_id);
/* The viewer this person is, as if with a second factor: for commands, jobs and tests, which have no session. */
struct err *viewer_load(struct ctx *c, int64_t person, struct viewer **ret) MUST_CHECK;
/* 0 when nobody is signed in. */
int64_t viewer_person(const struct ctx *c);

#endif
