/* run.h: what the runner and job.c share. */
#ifndef JOB_RUN_H
#define JOB_RUN_H

#include "job/job.h"

/* Claims and runs the first job that is due; *ret_ran is false when none is. */
struct err *job_run_one(struct ctx *c, bool *ret_ran) MUST_CHECK;
/* The machine's own clock, in microseconds since 1970. */
instant job_real_now(void);

#endif
