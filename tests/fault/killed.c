/* killed.c: SIGKILL in the middle of submissions: what a receipt acknowledged is there, and the ledger holds. */
#include "fault.h"

#include <poll.h>
#include <pthread.h>
#include <stdatomic.h>

#define SENDERS 5
#define ENOUGH 25 /* acknowledgements after which it is killed */

struct sender {
    struct play *play;
    pthread_t thread;
    int64_t acknowledged; /* submissions of which a receipt was seen */
};
static atomic_long acknowledged;
static atomic_bool killed;

/* Writes anew and sends, until nobody answers any more. */
static void *send_on(void *arg)
{
    struct sender *x = arg;
    struct applicant *who = &x->play->applicants[0];
    instant at = 0;
    while (!atomic_load(&killed)) {
        int64_t number = 0;
        if ((x->acknowledged && play_change(x->play, who)) || play_submit(x->play, who))
            break;
        if (receipt_number(x->play, who, &number, &at))
            break;
        x->acknowledged = number;
        (void)atomic_fetch_add(&acknowledged, 1);
    }
    return NULL;
}

static struct err *begin(struct stage *s, struct sender *senders)
{
    for (int i = 0; i < SENDERS; i++) {
        TRY(stage_play(s, 1, 100 + i, &senders[i].play));
        TRY(play_write(senders[i].play, 0));
    }
    return NULL;
}

/* Every sender finds at least what was acknowledged. */
static struct err *look_again(struct stage *s, struct sender *senders)
{
    for (int i = 0; i < SENDERS; i++) {
        int64_t number = 0;
        instant at = 0;
        struct play *p = senders[i].play;
        TRY(receipt_number(p, &p->applicants[0], &number, &at));
        if (number < senders[i].acknowledged)
            return fault(s->a, "sender %d: %lld submissions were acknowledged, %lld are there", i,
                         (long long)senders[i].acknowledged, (long long)number);
        if (at > p->closes_at)
            return fault(s->a, "sender %d: one is late", i);
    }
    return NULL;
}

void fault_killed(struct stage *s, const char *name, const char *store)
{
    static struct sender senders[SENDERS];
    const char *on = store ? "PostgreSQL" : "SQLite";
    atomic_store(&acknowledged, 0);
    atomic_store(&killed, false);
    for (int i = 0; i < SENDERS; i++)
        senders[i] = (struct sender){ 0 };
    if (!works(stage_open(s, name, store, ""), "a site to be killed is served") ||
        !works(begin(s, senders), "applications are written"))
        return;
    for (int i = 0; i < SENDERS; i++)
        (void)pthread_create(&senders[i].thread, NULL, send_on, &senders[i]);
    for (int i = 0; i < 600 && atomic_load(&acknowledged) < ENOUGH; i++)
        (void)poll(NULL, 0, 100);
    child_kill(&s->server);
    atomic_store(&killed, true);
    for (int i = 0; i < SENDERS; i++)
        (void)pthread_join(senders[i].thread, NULL);
    (void)tap(atomic_load(&acknowledged) >= ENOUGH,
              arena_printf(s->a, "submissions are acknowledged until the kill on %s", on), NULL);
    if (!works(stage_again(s), "the site is served again"))
        return;
    struct err *e = look_again(s, senders);
    (void)tap(
        !e, arena_printf(s->a, "killed in the middle of submissions on %s, nothing acknowledged is lost", on),
        e ? e->why : NULL);
    e = child_stop(s->a, &s->server);
    (void)tap(!e, arena_printf(s->a, "killed and served again on %s, it stops in order", on),
              e ? e->why : NULL);
    e = stage_verify(s);
    (void)tap(!e, arena_printf(s->a, "killed and served again on %s, the ledger holds", on),
              e ? e->why : NULL);
    for (int i = 0; i < SENDERS; i++)
        (void)arena_free(senders[i].play->a);
}
