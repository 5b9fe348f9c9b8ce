/* subprocess.h: a program of ours beside this one, over some bytes: what is heavy or meets hostile input
** runs there.
**
** It gets the input on descriptor 0, writes its answer to 1 and at most one sentence to 2, exits with 0 when
** it could. It has no other descriptor, no environment, and no time beyond its limit. */
#ifndef BASE_SUBPROCESS_H
#define BASE_SUBPROCESS_H

#include "base/err.h"

struct subprocess {
    const char *name;  /* of the program, in the folder of the running one: "kyoten-print" */
    const char *path;  /* another program instead; NULL: that one */
    const char *mode;  /* its one argument; NULL: none */
    struct bytes input;
    const struct bytes *more; /* further parts of the input, straight after it */
    size_t more_count;
    size_t output_max; /* bytes; a write beyond fails in the child */
    int timeout_ms;
};

/* Runs it to its end. The output lives as long as the arena. FAULT, with the child's own sentence, when it
** does not start, fails, is ended by a signal, takes too long (it is ended) or writes nothing; nothing of it
** is left behind then. */
struct err *subprocess_run(struct arena *a, const struct subprocess *c, struct bytes *ret_output) MUST_CHECK;

/* The same where failing is an answer: how it ended, what it said, and what it had written. A FAULT only when it
** cannot be run. */
enum subprocess_end { SUBPROCESS_EXITED, SUBPROCESS_KILLED, SUBPROCESS_TOO_LONG };
struct subprocess_answer {
    enum subprocess_end how;
    int status;          /* EXITED: its status; KILLED: the signal */
    const char *said;    /* the first line of its error output */
    struct bytes output; /* of one that exited; may be empty */
};
struct err *subprocess_ask(struct arena *a, const struct subprocess *c, struct subprocess_answer *ret) MUST_CHECK;

#endif
