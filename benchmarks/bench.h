/* bench.h: figures, each as a ratio to something measured in the same run on the same machine, so that they can be
** compared between machines. `./bench` builds and runs this program; README says how to read its table. */
#ifndef BENCH_H
#define BENCH_H

#include "base/arena.h"

#include <stdbool.h>
#include <sys/types.h>

struct bench {
    struct arena *arena;
    const char *kyoten;    /* the program */
    const char *slow_disk; /* what makes fdatasync take longer (LD_PRELOAD) */
    const char *folder;    /* scratch, on a disk */
    double seconds;        /* of each measurement */
    bool is_long;
};

/* One line of the table: what, the figure with its unit, what it is compared with, and whether the aim is met (aim 0:
** none). ratio NAN: there is nothing to compare. */
enum aim { AIM_NONE, AIM_AT_MOST, AIM_AT_LEAST };
struct figure {
    const char *what, *value, *against;
    double ratio;
    enum aim aim;
    double wanted;
};
void figure_add(struct bench *b, const struct figure *f);
/* The table; false when an aim is missed. */
bool figures_print(void);

double now_s(void);
_Noreturn void bench_die(const char *what, const char *why);
struct err;
void bench_must(struct err *e, const char *what);
/* A server of that data folder, which ends with bench_stop(), and with this process whatever ends it. */
struct child_server;
void bench_serve(struct bench *b, const char *data, const char *log, char **env, struct child_server *ret);
void bench_stop(struct bench *b, struct child_server *s);
/* A new rehearsal in a folder of that name; its path. */
const char *bench_init(struct bench *b, const char *name);

/* ── of another process ── */
double proc_cpu_s(pid_t pid); /* user and system time */
double proc_resident_mb(pid_t pid);
double proc_peak_mb(pid_t pid); /* the most it ever was */

/* pages.c: what the last n lines of the log about pages say, newest last. */
void log_last(const char *log, size_t n, long *ret_us, long *ret_statements);

/* ── load.c: requests over kept connections ── */
struct load {
    int port, connections;
    const char *const *requests; /* whole HTTP/1.1 requests, taken in turn */
    size_t request_count;
    double seconds; /* how long; 0: until every request has been sent once */
    double pause_s; /* of each connection between two requests */
};
struct load_result {
    long answers, failures; /* failures: status 400 and above, or no answer */
    int last_failure;       /* its status */
    double seconds, p50_ms, p99_ms;
};
struct load_result load_run(const struct load *l);
const char *load_get(struct arena *a, const char *path, const char *cookie);

/* ── the benches ── */
void bench_disk(struct bench *b);
void bench_submit(struct bench *b);
void bench_upload(struct bench *b);
void bench_register(struct bench *b);
void bench_pages(struct bench *b);
void bench_committee(struct bench *b);
void bench_numbers(struct bench *b);

/* A bare libmicrohttpd server that answers everything with n bytes; ends with bare_stop. */
pid_t bare_start(size_t n, int *ret_port);
void bare_stop(pid_t pid);

/* fill.c: a hundred times today's data, straight into the store of a data folder. */
void fill_folder(struct bench *b, const char *data);
/* fill_drafts.c: so many people who are signed in, each with so many applications that are complete and not sent; the
** first of everybody, then the second of everybody, and so on. */
struct draft {
    const char *id, *cookie, *csrf;
};
struct draft *fill_drafts(struct bench *b, const char *data, int people, int each);
struct ctx;
struct err *fill_applications(struct ctx *c, int n);
/* fill_reviews.c: the same in a data folder whose call has closed, each with three complete sheets; and the cookies of
** the chair and of somebody of the office. */
void fill_reviews(struct bench *b, const char *data, int applications, const char **ret_chair, const char **ret_office);
/* Chains and seals what waits, so that no measurement pays for the filling. Empties the arena of c. */
struct err *fill_seal(struct ctx *c);

/* disk.c: how often one page can be written in place and be on the disk, in a second. So the store writes its log, once it
** has its size; a file that grows would need the disk twice. */
double sync_rate(const char *path, double seconds);

/* slow_disk.c: how much longer fdatasync takes in this process, in microseconds. */
extern _Atomic long slow_disk_us;

#endif
