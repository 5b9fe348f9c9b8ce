/* main.c: kyoten-fault KYOTEN SCRATCH FULL_DISK PG_SCRIPT: prints TAP. KYOTEN_TEST_PG: conninfo for tests. */
#include "fault.h"

#include "ledger/receipt.h"

#include <errno.h>
#include <fcntl.h>
#include <jansson.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/date.h"

static int count;

bool tap(bool good, const char *sentence, const char *why)
{
    (void)printf("%sok %d - %s\n", good ? "" : "not ", ++count, sentence);
    for (const char *p = good || !why ? "" : why; *p;) {
        size_t n = strcspn(p, "\n");
        (void)printf("# %.*s\n", (int)n, p);
        p += n + (p[n] == '\n');
    }
    (void)fflush(stdout);
    return good;
}

bool works(struct err *e, const char *sentence)
{
    return !e || tap(false, sentence, e->why ? e->why : e->msg ? e->msg->key : "refused");
}

void tap_plan(void)
{
    (void)printf("1..%d\n", count);
}

static struct err *append(struct arena *a, const char *path, const char *text)
{
    FILE *f = fopen(path, "ae");
    bool good = f && fputs(text, f) >= 0;
    good = f && fclose(f) == 0 && good;
    return good ? NULL : fault(a, "%s cannot be written", path);
}

struct err *stage_open(struct stage *s, const char *name, const char *store, const char *settings)
{
    struct arena *a = s->a;
    struct child_result said = { 0 };
    s->data = arena_printf(a, "%s/%s", s->scratch, name);
    s->store = store;
    const char *const args[] = { "init", "--data", s->data, "--rehearsal", store ? "--store" : NULL,
                                 store,  NULL };
    TRY(child_run(a, s->kyoten, args, &said));
    if (said.status)
        return fault(a, "kyoten init: %s", said.err);
    TRY(append(a, arena_printf(a, "%s/site.conf", s->data), settings));
    s->spec.program = s->kyoten;
    s->spec.data = s->data;
    s->spec.log = arena_printf(a, "%s/%s.log", s->scratch, name);
    s->spec.port = 0;
    TRY(child_serve(a, &s->spec, &s->server));
    s->spec.port = (int)strtol(strrchr(s->server.url, ':') + 1, NULL, 10);
    child_guard(&s->server, 300);
    return NULL;
}

struct err *stage_again(struct stage *s)
{
    TRY(child_serve(s->a, &s->spec, &s->server));
    child_guard(&s->server, 300);
    return NULL;
}

struct err *stage_verify(struct stage *s)
{
    struct child_result said = { 0 };
    const char *const args[] = { "verify", "--data", s->data, NULL };
    TRY(child_run(s->a, s->kyoten, args, &said));
    return said.status ? fault(s->a, "%s%s", said.out, said.err) : NULL;
}

struct err *stage_play(struct stage *s, int64_t applications, int64_t seed, struct play **ret)
{
    struct arena *a = arena_make((size_t)256 << 20); /* of its own: robots may be moved to a thread */
    struct play_report *report = arena_new(a, struct play_report);
    struct play_options o = {
        .url = s->server.url, .applications = applications, .reviewers = 1, .seed = seed
    };
    return play_make(a, &o, report, ret);
}

struct err *receipt_number(struct play *p, struct applicant *who, int64_t *ret_number, instant *ret_arrived)
{
    struct robot_page *page = NULL;
    struct receipt receipt;
    *ret_number = 0;
    TRY(robot_get(who->robot, arena_printf(p->a, "%s/receipt.json", who->path), &page));
    if (page->status == 404)
        return NULL;
    TRY(play_status(p, who->robot, page, 200));
    TRY(receipt_check(p->a, (const char *)page->body.p, page->body.n, NULL, &receipt));
    json_t *facts = json_loads(receipt.facts_json, 0, NULL);
    *ret_number = json_integer_value(json_object_get(facts, "number"));
    json_decref(facts);
    *ret_arrived = receipt.at;
    return NULL;
}

int main(int argc, char **argv)
{
    struct stage s = { .a = arena_make((size_t)256 << 20) };
    if (argc < 5)
        return 2;
    s.kyoten = argv[1];
    s.scratch = argv[2];
    s.full_disk = argv[3];
    const char *pg = getenv("KYOTEN_TEST_PG"); // NOLINT(concurrency-mt-unsafe)
    fault_killed(&s, "killed-sqlite", NULL);
    if (pg && *pg)
        fault_killed(&s, "killed-postgres", pg);
    else
        (void)tap(true, "killed in the middle of submissions on PostgreSQL # SKIP no PostgreSQL", NULL);
    fault_released(&s, "released-sqlite", NULL);
    if (pg && *pg)
        fault_released(&s, "released-postgres", arena_printf(s.a, "%s_released", pg));
    else
        (void)tap(true, "killed in the middle of a release on PostgreSQL # SKIP no PostgreSQL", NULL);
    fault_edge(&s);
    fault_together(&s);
    fault_full_disk(&s);
    if (pg && *pg)
        fault_database_gone(&s, argv[4]);
    else
        (void)tap(true, "the database gone # SKIP no PostgreSQL", NULL);
    tap_plan();
    (void)arena_free(s.a);
    return 0;
}
