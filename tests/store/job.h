/* job.h: work for the executor that a test can hold, look into and wait for. It writes rows of a table "note". */
#ifndef TESTS_STORE_JOB_H
#define TESTS_STORE_JOB_H

#include "store.h"

#include <pthread.h>

struct gate {
    pthread_mutex_t lock;
    pthread_cond_t changed;
    bool entered, open;
    int answered; /* how many done() have come */
};
struct gate gate_make(void);
void gate_set(struct gate *g, bool *what);
void gate_wait(struct gate *g, const bool *what);
void gate_wait_answers(struct gate *g, int n);

struct job {
    struct work work;
    struct gate *gate;
    int64_t id, parent; /* id 0: writes nothing */
    const char *text;
    const char *first;  /* any SQL before: a pragma */
    bool holds;         /* waits for the gate inside its transaction */
    bool uncommitted;
    int runs;
    struct err *e;      /* what done() was told */
    bool answered;
    bool noted;          /* by tx_after_commit(), before the answer */
};
struct job *job_make(struct arena *a, struct gate *g, int64_t id);
/* Makes it and submits it. */
struct job *submit(struct arena *a, struct db *db, struct gate *g, int64_t id);
/* A job that keeps the writer's batch open until the gate is opened: what is submitted meanwhile is in its batch.
** Returns when it is inside. */
struct job *hold(struct arena *a, struct db *db, struct gate *g, int64_t id);

/* The table, made on a connection for writing. */
struct err *notes_make(struct ctx *c) MUST_CHECK;
bool note_exists(struct ctx *c, int64_t id);
int64_t notes_count(struct ctx *c);
/* Counts the notes and adds one, in one transaction. */
struct err *note_count_and_add(struct ctx *c, int64_t id) MUST_CHECK;

#endif
