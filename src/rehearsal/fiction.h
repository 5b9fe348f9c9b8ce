/* fiction.h: the fictional round that a rehearsal begins with: people, institutions, a call that closes at noon, and
** applications in every state. Everything is visibly invented: 演習…, 架空…, 仮名…. */
#ifndef REHEARSAL_FICTION_H
#define REHEARSAL_FICTION_H

#include "base/ctx.h"
#include "programme/programme.h"

/* Fills a store that is marked as a rehearsal and has the programme; the clock shows `now`, half an hour before the
** deadline. c->now is moved about in the past, so that the history has its days, and ends at `now`. Uses the use cases
** that the pages use. */
struct err *fiction_fill(struct ctx *c, const struct definition *def, instant now) MUST_CHECK;

#endif
