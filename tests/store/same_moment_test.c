/* same_moment_test.c: several submits that arrived in the very same microsecond, through the executor, as a server's
** requests go: one is the submission and the entry, the others are told who was faster. */
#include "application_scene.h"

#include "i18n/i18n.h"
#include "person/person.h"
#include "application.msg.h"

#include <pthread.h>

TEST_STMT(moment_submissions, READ, "i", "SELECT count(*) FROM submission WHERE application_id = $1");
TEST_STMT(moment_acts, READ, "t", "SELECT count(*) FROM ledger_entry WHERE act = $1");
TEST_STMT(moment_entries_twice, READ, "",
          "SELECT count(*) FROM (SELECT t.row_id FROM ledger_touch t WHERE t.tbl = 'submission' GROUP BY t.row_id"
          " HAVING count(*) <> 1) AS twice");
TEST_STMT(moment_mails, READ, "", "SELECT count(*) FROM mail WHERE kind = 'receipt'");

#define MOST 8

/* One request: who sends what; waits until all are there. */
struct sender {
    struct db *db;
    const struct people *p;
    pthread_barrier_t *start;
    struct arena *arena;
    int64_t person, application;
    instant at;
    struct err *e;
    struct submission sent;
};

static struct err *submit(struct conn *conn, void *arg)
{
    struct sender *s = arg;
    struct viewer *v = NULL;
    struct ctx c = { .arena = s->arena, .db = conn, .now = s->at, .site = &s->p->site };
    TRY(viewer_load(&c, s->person, &v));
    c.viewer = v;
    c.actor = (struct actor){ s->person, "applicant" };
    return application_submit(&c, s->application, &s->sent);
}

static void *send_one(void *arg)
{
    struct sender *s = arg;
    (void)pthread_barrier_wait(s->start);
    s->e = db_do(s->arena, s->db, WRITE, submit, s);
    return NULL;
}

static void free_arena(void *arena)
{
    (void)arena_free(arena);
}

static void send_all(struct people *p, struct db *db, struct sender *v, size_t n)
{
    pthread_barrier_t start;
    pthread_t thread[MOST];
    CHECK(pthread_barrier_init(&start, NULL, (unsigned)n) == 0);
    for (size_t i = 0; i < n; i++) {
        v[i].db = db;
        v[i].p = p;
        v[i].start = &start;
        v[i].at = p->c->now;
        v[i].arena = arena_make(0);
        arena_defer(p->c->arena, free_arena, v[i].arena);
        CHECK(pthread_create(&thread[i], NULL, send_one, &v[i]) == 0);
    }
    for (size_t i = 0; i < n; i++)
        (void)pthread_join(thread[i], NULL);
    (void)pthread_barrier_destroy(&start);
}

static int64_t number(struct ctx *c, const struct stmt *s, const struct value *v)
{
    int64_t n = -1;
    CHECK_OK(db_i64_(c, s, &n, v));
    return n;
}

STORE_TEST(of_submits_of_one_application_in_the_same_microsecond_one_is_the_submission_and_the_entry)
{
    struct people *p = people_make(c, db, NULL, NULL);
    int64_t id = people_begin(p, "拠点");
    struct sender v[MOST] = { 0 };
    people_share(p, id);
    people_fill(p, id);
    for (int i = 0; i < MOST; i++)
        v[i] = (struct sender){ .person = i % 2 ? p->editor : p->lead, .application = id };
    send_all(p, db, v, MOST);
    int taken = 0;
    for (int i = 0; i < MOST; i++) { /* the others learn that this content was sent already, by whom and when */
        taken += v[i].e == NULL;
        bool told = !v[i].e || v[i].e->msg == &MSG_APPLICATION_SENT_ALREADY;
        CHECK_TEXT(told ? "" : err_text(c->arena, LANG_EN, v[i].e), "");
    }
    CHECK_I64(taken, 1);
    CHECK_I64(number(c, &moment_submissions, VALUES_(I64(id))), 1);
    CHECK_I64(number(c, &moment_acts, VALUES_(TXT("application.submitted"))), 1);
    CHECK_I64(number(c, &moment_entries_twice, VALUES_()), 0);
    CHECK_I64(people_load(p, id)->submissions, 1);
    CHECK_I64(number(c, &moment_mails, VALUES_()), 3); /* one to each member */
    CHECK_LEDGER(c);
}

STORE_TEST(of_two_submits_in_the_same_microsecond_for_one_place_of_an_institution_one_is_refused)
{
    struct people *p = people_make(c, db, "rules.applications_per_institution", "1");
    struct sender v[2] = { 0 };
    for (int i = 0; i < 2; i++) {
        int64_t id = people_begin(p, i ? "拠点二" : "拠点一");
        people_fill(p, id);
        v[i] = (struct sender){ .person = p->lead, .application = id };
    }
    send_all(p, db, v, 2);
    int refused = v[0].e ? 0 : 1;
    CHECK_OK(v[1 - refused].e);
    CHECK(v[refused].e && v[refused].e->kind == ERR_REFUSED && v[refused].e->msg == &MSG_APPLICATION_INSTITUTION_FULL);
    CHECK_TEXT(people_load(p, v[refused].application)->state, "draft");
    CHECK_TEXT(people_load(p, v[1 - refused].application)->state, "submitted");
    CHECK_I64(number(c, &moment_submissions, VALUES_(I64(v[refused].application))), 0);
    CHECK_I64(number(c, &moment_acts, VALUES_(TXT("application.submitted"))), 1);
    CHECK_LEDGER(c);
}
