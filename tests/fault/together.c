/* together.c: two people press the same button at once: one act, one entry; the other is told who and when. */
#include "fault.h"

#include <pthread.h>
#include <string.h>

struct presser {
    struct robot *robot;
    struct robot_form *form;
    pthread_barrier_t *at_once;
    int status;
    bool named; /* the page names somebody and a time */
    const char *text;
};

static void *press(void *arg)
{
    struct presser *x = arg;
    struct robot_page *page = NULL;
    (void)pthread_barrier_wait(x->at_once);
    if (robot_press(x->robot, x->form, NULL, NULL, &page))
        return NULL;
    x->status = page->status;
    x->text = page->seen->text;
    x->named =
        (strstr(x->text, "演習 花子") || strstr(x->text, "演習 太郎")) && strstr(x->text, "時") != NULL;
    return NULL;
}

static struct err *ready(struct play *p, struct robot *r, const char *call, struct presser *ret)
{
    struct robot_page *page = NULL;
    TRY(play_open(p, r, call, &page));
    TRY(play_form(p, r, page, "/office/calls/*/publish", &ret->form));
    robot_fill(ret->form, "confirm", "1");
    ret->robot = r;
    return NULL;
}

static int occurrences(const char *text, const char *word)
{
    int n = 0;
    for (const char *p = text; (p = strstr(p, word)); p++)
        n++;
    return n;
}

static struct err *together(struct stage *s, struct presser v[2], int *ret_before, int *ret_after)
{
    static const char ACT[] = "公募を公表しました";
    struct play *p = NULL;
    struct robot_page *page = NULL;
    const char *call = NULL;
    instant now = 0;
    pthread_t threads[2];
    pthread_barrier_t at_once;
    TRY(stage_play(s, 1, 9, &p));
    TRY(play_draft_call(p, "8", &call, &now));
    TRY(play_open(p, p->office, "/office/ledger", &page));
    *ret_before = occurrences(page->seen->text, ACT);
    TRY(ready(p, p->office, call, &v[0]));
    TRY(ready(p, p->lead, call, &v[1]));
    (void)pthread_barrier_init(&at_once, NULL, 2);
    for (int i = 0; i < 2; i++) {
        v[i].at_once = &at_once;
        (void)pthread_create(&threads[i], NULL, press, &v[i]);
    }
    for (int i = 0; i < 2; i++)
        (void)pthread_join(threads[i], NULL);
    (void)pthread_barrier_destroy(&at_once);
    for (int i = 0; i < 2; i++)
        v[i].text = v[i].text ? arena_strdup(s->a, v[i].text) : "";
    TRY(play_open(p, p->office, "/office/ledger", &page));
    *ret_after = occurrences(page->seen->text, ACT);
    (void)arena_free(p->a);
    return NULL;
}

void fault_together(struct stage *s)
{
    struct presser v[2] = { 0 };
    int before = 0, after = 0;
    if (!works(stage_open(s, "together", NULL, ""), "a site for two is served"))
        return;
    struct err *e = together(s, v, &before, &after);
    (void)tap(!e, "two people are ready to press the same button", e ? e->why : NULL);
    int first = v[0].status == 200 ? 0 : 1;
    (void)tap(v[first].status == 200 && v[1 - first].status == 409,
              "of two presses at once one is done and one is refused",
              arena_printf(s->a, "status %d and %d", v[0].status, v[1].status));
    (void)tap(v[1 - first].named, "whoever was second is told who was first and when", v[1 - first].text);
    (void)tap(after == before + 1, "two presses at once leave one entry in the ledger",
              arena_printf(s->a, "%d entries before, %d after", before, after));
    e = child_stop(s->a, &s->server);
    (void)tap(!e && !stage_verify(s), "after two presses at once the ledger holds", e ? e->why : NULL);
}
