/* gone.c: the disk is full, the database is gone: a clear page, nothing lost, and it works again afterwards. */
#include "fault.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

extern char **environ;

/* The environment with more in front. */
static char **environment(struct arena *a, const char *const *more)
{
    VEC(char *) v = { 0 };
    for (; *more; more++)
        *vec_push(a, &v) = arena_strdup(a, *more);
    for (char **p = environ; *p; p++)
        if (strncmp(*p, "ASAN_OPTIONS=", 13) != 0)
            *vec_push(a, &v) = *p;
    *vec_push(a, &v) = NULL;
    return v.v;
}

static bool touch(const char *path)
{
    FILE *f = fopen(path, "we");
    return f && fclose(f) == 0;
}

/* A page of ours that says that it is not the person's fault: 503, with a heading. */
static bool is_clear(const struct robot_page *page)
{
    return page->status == 503 && *page->seen->heading && strstr(page->type, "text/html");
}

static struct err *press_submit(struct play *p, struct applicant *who, struct robot_page **ret)
{
    struct robot_page *page = NULL;
    struct robot_form *f = NULL;
    TRY(play_open(p, who->robot, arena_printf(p->a, "%s/review", who->path), &page));
    TRY(play_form(p, who->robot, page, "/applications/*/submit", &f));
    return robot_press(who->robot, f, NULL, NULL, ret);
}

static struct err *full(struct stage *s, const char *flag, bool *ret_clear, int *ret_status)
{
    struct play *p = NULL;
    struct robot_page *page = NULL;
    int64_t number = 0;
    instant at = 0;
    TRY(stage_play(s, 1, 11, &p));
    struct applicant *who = &p->applicants[0];
    TRY(play_write(p, 0));
    TRY(play_submit(p, who));
    TRY(play_change(p, who));
    if (!touch(flag))
        return fault(s->a, "%s cannot be made", flag);
    struct err *e = press_submit(p, who, &page);
    (void)unlink(flag);
    TRY(e);
    *ret_clear = is_clear(page);
    *ret_status = page->status;
    TRY(receipt_number(p, who, &number, &at));
    if (number != 1)
        return fault(s->a, "after the full disk the receipt speaks of %lld submissions", (long long)number);
    TRY(play_submit(p, who));
    TRY(receipt_number(p, who, &number, &at));
    (void)arena_free(p->a);
    return number == 2
               ? NULL
               : fault(s->a, "with room again the receipt speaks of %lld submissions", (long long)number);
}

void fault_full_disk(struct stage *s)
{
    const char *flag = arena_printf(s->a, "%s/disk-is-full", s->scratch);
    const char *const more[] = { arena_printf(s->a, "LD_PRELOAD=%s", s->full_disk),
                                 arena_printf(s->a, "KYOTEN_FULL_DISK=%s", flag),
                                 "ASAN_OPTIONS=verify_asan_link_order=0:detect_leaks=0", NULL };
    bool clear = false;
    int status = 0;
    const char *kyoten = s->kyoten;
    const char *plain = getenv("KYOTEN_PLAIN"); // NOLINT(concurrency-mt-unsafe): a sanitizer writes past LD_PRELOAD
    s->kyoten = plain ? plain : kyoten;
    s->spec.env = environment(s->a, more);
    struct err *e = stage_open(s, "full", NULL, "");
    s->spec.env = NULL;
    s->kyoten = kyoten;
    if (!works(e, "a site whose disk will be full is served"))
        return;
    e = full(s, flag, &clear, &status);
    (void)tap(clear, "on a full disk a submission is answered with a clear page",
              arena_printf(s->a, "status %d", status));
    (void)tap(!e, "on a full disk nothing is lost, and with room again it goes on", e ? e->why : NULL);
    e = child_stop(s->a, &s->server);
    (void)tap(!e && !stage_verify(s), "after a full disk the ledger holds", e ? e->why : NULL);
}

/* ── PostgreSQL stops and comes back ── */

static struct err *pg(struct stage *s, const char *script, const char *what, const char *dir,
                      const char **ret)
{
    struct child_result said = { 0 };
    const char *const args[] = { script, what, dir, NULL };
    TRY(child_run(s->a, "/bin/sh", args, &said));
    if (said.status)
        return fault(s->a, "pg.sh %s: %s", what, said.err);
    *ret = arena_strndup(s->a, said.out, strcspn(said.out, "\n"));
    return NULL;
}

static struct err *gone(struct stage *s, const char *script, const char *dir, bool *ret_read, bool *ret_write,
                        int statuses[2])
{
    struct play *p = NULL;
    struct robot_page *page = NULL;
    struct robot_form *f = NULL;
    const char *said = NULL;
    int64_t number = 0;
    instant at = 0;
    TRY(stage_play(s, 1, 13, &p));
    struct applicant *who = &p->applicants[0];
    TRY(play_write(p, 0));
    TRY(play_submit(p, who));
    TRY(play_change(p, who));
    TRY(play_open(p, who->robot, arena_printf(p->a, "%s/review", who->path), &page));
    TRY(play_form(p, who->robot, page, "/applications/*/submit", &f));
    TRY(pg(s, script, "stop", dir, &said));
    TRY(robot_press(who->robot, f, NULL, NULL, &page));
    *ret_write = is_clear(page);
    statuses[0] = page->status;
    TRY(robot_get(who->robot, who->path, &page));
    *ret_read = is_clear(page);
    statuses[1] = page->status;
    TRY(pg(s, script, "start", dir, &said));
    TRY(receipt_number(p, who, &number, &at));
    if (number != 1)
        return fault(s->a, "the database is back, and the receipt speaks of %lld submissions",
                     (long long)number);
    TRY(play_submit(p, who));
    (void)arena_free(p->a);
    return NULL;
}

void fault_database_gone(struct stage *s, const char *pg_script)
{
    const char *dir = arena_printf(s->a, "%s/gone-pg", s->scratch);
    const char *store = NULL;
    const char *said = NULL;
    bool reads = false, writes = false;
    int statuses[2] = { 0 };
    if (!works(pg(s, pg_script, "start", dir, &store), "a database that will go is started"))
        return;
    struct err *e = stage_open(s, "gone", store, "");
    if (works(e, "a site whose database will go is served")) {
        e = gone(s, pg_script, dir, &reads, &writes, statuses);
        (void)tap(writes, "without its database a submission is answered with a clear page",
                  arena_printf(s->a, "status %d", statuses[0]));
        (void)tap(reads, "without its database a page is a clear page",
                  arena_printf(s->a, "status %d", statuses[1]));
        (void)tap(!e, "the database back, nothing is lost and it goes on", e ? e->why : NULL);
        e = child_stop(s->a, &s->server);
        if (!e)
            e = stage_verify(s);
        (void)tap(!e, "after the database was gone the ledger holds", e ? e->why : NULL);
    }
    e = pg(s, pg_script, "stop", dir, &said);
    (void)tap(!e, "the database of this test is stopped", e ? e->why : NULL);
}
