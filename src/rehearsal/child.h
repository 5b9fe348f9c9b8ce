/* child.h: `kyoten` as a process of its own: run to its end, or serving for the time of a play. */
#ifndef REHEARSAL_CHILD_H
#define REHEARSAL_CHILD_H

#include "base/err.h"

#include <stdbool.h>
#include <sys/types.h>

/* Runs a program to its end and takes what it says. args: without the program's name, NULL-terminated. FAULT when it
** cannot be started; any exit status is an answer. */
struct child_result {
    int status;            /* exit status; 128 + the signal that ended it */
    const char *out, *err; /* at most 1 MiB of each */
};
struct err *child_run(struct arena *a, const char *program, const char *const *args,
                      struct child_result *ret) MUST_CHECK;

struct child_server {
    pid_t pid;
    int out;         /* its standard output: open as long as it serves */
    const char *url; /* "http://127.0.0.1:40111", as it said */
};
/* `PROGRAM serve --data DATA --listen 127.0.0.1:PORT`; returns when it serves. port 0: any free one. What it logs goes
** to the end of log. env: the environment, NULL: this process's. FAULT with its last words when it does not come up. */
struct child_spec {
    const char *program; /* NULL: this program itself */
    const char *data, *log;
    int port;
    char **env;
};
struct err *child_serve(struct arena *a, const struct child_spec *spec, struct child_server *ret) MUST_CHECK;
/* Asks it to end (SIGTERM) and waits; after 60 s it is killed. FAULT unless it ended by itself with 0. */
struct err *child_stop(struct arena *a, struct child_server *s) MUST_CHECK;
/* SIGKILL, and waits. */
void child_kill(struct child_server *s);
/* When this process is asked to end (SIGINT, SIGTERM, SIGHUP) or `seconds` are over, the server ends too. */
void child_guard(const struct child_server *s, unsigned seconds);

#endif
