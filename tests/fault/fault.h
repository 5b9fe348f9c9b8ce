/* fault.h: a served rehearsal to which things happen: killed, disk full, database gone, two at once. */
#ifndef TESTS_FAULT_H
#define TESTS_FAULT_H

#include "rehearsal/child.h"
#include "rehearsal/play.h"

struct stage {
    struct arena *a;
    const char *kyoten, *scratch, *full_disk;
    const char *store; /* NULL: SQLite */
    const char *data;
    struct child_spec spec;
    struct child_server server;
};

/* One TAP line; false prints the reason below it. */
bool tap(bool good, const char *sentence, const char *why);
/* A step that must work: else a TAP failure with that sentence. */
bool works(struct err *e, const char *sentence);
void tap_plan(void);

/* Makes a rehearsal "scratch/NAME" and serves it; more: lines for its settings, "". */
struct err *stage_open(struct stage *s, const char *name, const char *store, const char *settings) MUST_CHECK;
/* Serves again at the same address. */
struct err *stage_again(struct stage *s) MUST_CHECK;
/* `kyoten verify`; what it says is a failure. */
struct err *stage_verify(struct stage *s) MUST_CHECK;
struct err *stage_play(struct stage *s, int64_t applications, int64_t seed, struct play **ret) MUST_CHECK;
/* The number of submissions that the receipt speaks of, and when the last had arrived; 0: there is none. */
struct err *receipt_number(struct play *p, struct applicant *who, int64_t *ret_number,
                           instant *ret_arrived) MUST_CHECK;

void fault_killed(struct stage *s, const char *name, const char *store);
void fault_released(struct stage *s, const char *name, const char *store);
void fault_edge(struct stage *s);
void fault_together(struct stage *s);
void fault_full_disk(struct stage *s);
void fault_database_gone(struct stage *s, const char *pg_script);

#endif
