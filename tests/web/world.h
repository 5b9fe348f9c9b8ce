/* world.h: a small site with people, for tests of pages.
**
**     struct world *w = world_make(a, DB_SQLITE);
**     struct loopback *office = world_as(w, "office");
**     CHECK_I64(loopback_get(office, "/office/people")->status, 200);
**     …
**     world_check(w);   // CHECK_LEDGER, at the end
**
** A fresh store, the hooks of `kyoten serve`, one person for each duty, made through use cases, all with a second
** factor in their sessions; the clock stands at STORE_NOW. Everything ends with the arena. */
#ifndef TESTS_WORLD_H
#define TESTS_WORLD_H

#include "store/ledger_check.h"
#include "store/store.h"

#include "base/site.h"
#include "base/vec.h"
#include "db/db.h"
#include "http/loopback.h"
#include "person/account.h"
#include "person/person.h"

struct world {
    struct arena *arena;
    struct db *db;
    struct site site;          /* with a ledger key of a fixed seed; a test may set .rehearsal before its first page */
    struct loopback *loopback; /* nobody is signed in */
    struct ctx ctx;            /* what world_ctx() gives */
    int64_t institution, other_institution; /* 試験大学, 別府試験大学; their offices: below */
    VEC(struct loopback *) browsers;
};

/* NULL where there is no such server: say SKIP(STORE_NO_POSTGRES). */
struct world *world_make(struct arena *a, enum db_kind kind);

/* A new browser, signed in as this person; "nobody": signed in as nobody. The persons: the words of the duties
** (person/duty.h: "applicant", "institution_office", "reviewer", "committee", "chair", "office", "office_lead",
** "bureau", "contractor", "hub_contact", "auditor"), and "applicant_b", "reviewer_b" (second ones),
** "institution_office_b" (of the other institution), "plain" (registered, without any duty). Their addresses are
** WORD@world.example, applicants and institution offices belong to the institution. */
struct loopback *world_as(struct world *w, const char *who);
/* The same with a password only. */
struct loopback *world_as_first_factor(struct world *w, const char *who);
int64_t world_person(struct world *w, const char *who);
const char *world_email(struct world *w, const char *who);

/* A ctx that may write, as the program itself, at w's instant; the same one each time. No TX may be open when a page
** is asked for. world_acting: the same as if this person did it in that duty, for use cases that ask allow(). */
struct ctx *world_ctx(struct world *w);
struct ctx *world_acting(struct world *w, const char *who);
/* Another one, for looking only: it leaves whoever acts in world_ctx() as they are, and so may stand among the
** arguments of a use case, in whatever order the compiler evaluates them. */
struct ctx *world_aside(struct world *w);
/* Moves the clock of the site, of its ctx and of every browser made so far and later. */
void world_set_now(struct world *w, instant now);
/* Runs what is due; the number of jobs. */
int world_run_jobs(struct world *w);

/* The last mail to that address ("": to anybody): its text, NULL when there is none; and the path of its first link. */
const char *world_mail(struct world *w, const char *to);
const char *world_mail_link(struct world *w, const char *to);

/* CHECK_LEDGER on w's store. */
void world_check(struct world *w);

#endif
