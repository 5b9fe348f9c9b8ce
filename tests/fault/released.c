/* released.c: SIGKILL again and again while an approved release makes its letters and becomes public: in the
** end it is whole and was performed once. */
#include "fault.h"

#include <poll.h>
#include <string.h>

#define KILLS 8
#define WAIT_MS 40       /* longer by as much each time: the kills fall into different moments */
#define PATIENCE 300     /* times a tenth of a second */
#define PERFORMED "選抜の結果を公表しました"

struct before {
    int64_t hubs;
    int64_t mails[8]; /* of each applicant */
};

static struct err *play_until_approved(struct play *p, struct before *ret)
{
    int64_t mine = 0;
    TRY(play_hubs(p, &ret->hubs, &mine));
    TRY(play_applicants(p));
    TRY(play_deadline(p));
    TRY(play_screening(p));
    TRY(play_reviewers(p));
    TRY(play_decisions(p));
    for (size_t i = 0; i < p->applicant_count; i++)
        TRY(play_mails(p, p->applicants[i].email, &ret->mails[i]));
    return play_approve(p);
}

/* Killed, served again, killed a little later, …; the clock is pushed to the minute after the first time. */
static struct err *kill_often(struct stage *s, struct play *p)
{
    for (int i = 0; i < KILLS; i++) {
        (void)poll(NULL, 0, i * WAIT_MS);
        child_kill(&s->server);
        TRY(stage_again(s));
        if (i == KILLS / 3) /* letters were being made until now; from here on it is performed */
            TRY(play_push_clock(p, p->announce_at));
    }
    return NULL;
}

static struct err *wait_for_hubs(struct play *p, const struct before *b, int64_t *ret_new)
{
    int64_t all = 0, mine = 0;
    for (int i = 0; i < PATIENCE; i++) {
        TRY(play_hubs(p, &all, &mine));
        *ret_new = all - b->hubs;
        if (*ret_new)
            break;
        (void)poll(NULL, 0, 100);
    }
    return NULL;
}

static int64_t occurrences(const char *text, const char *word)
{
    int64_t n = 0;
    for (const char *at = text; (at = strstr(at, word)); at++)
        n++;
    return n;
}

/* Every judged applicant has one mail more, nobody else has. */
static struct err *look_at_mails(struct play *p, const struct before *b)
{
    for (size_t i = 0; i < p->applicant_count; i++) {
        const struct applicant *who = &p->applicants[i];
        int64_t wanted = b->mails[i] + play_goes_on(who);
        int64_t n = 0;
        TRY(play_mails(p, who->email, &n));
        if (n != wanted)
            return fault(p->a, "%s has %lld mails, not %lld", who->email, (long long)n, (long long)wanted);
    }
    return NULL;
}

static struct err *look_again(struct stage *s, struct play *p, const struct before *b)
{
    struct robot_page *page = NULL;
    int64_t fresh = 0, letters = 0;
    TRY(wait_for_hubs(p, b, &fresh));
    TRY(play_letters(p, &letters));
    if (fresh != p->selected || letters != p->decisions)
        return fault(s->a, "%lld hubs of %lld, %lld letters of %lld", (long long)fresh, (long long)p->selected,
                     (long long)letters, (long long)p->decisions);
    TRY(look_at_mails(p, b));
    TRY(play_open(p, p->office, "/office/ledger", &page));
    int64_t performed = occurrences(page->seen->text, PERFORMED);
    return performed == 1 ? NULL : fault(s->a, "performed %lld times", (long long)performed);
}

void fault_released(struct stage *s, const char *name, const char *store)
{
    const char *on = store ? "PostgreSQL" : "SQLite";
    struct before b = { 0 };
    struct play *p = NULL;
    if (!works(stage_open(s, name, store, ""), "a site to be killed at its release is served") ||
        !works(stage_play(s, 5, 31, &p), "people come to it") ||
        !works(play_until_approved(p, &b), "a release is approved") ||
        !works(kill_often(s, p), "it is served again after each kill"))
        return;
    struct err *e = look_again(s, p, &b);
    (void)tap(!e, arena_printf(s->a, "killed %d times in the middle of a release on %s, it is whole and performed once",
                               KILLS, on), e ? e->why : NULL);
    e = child_stop(s->a, &s->server);
    if (!e)
        e = stage_verify(s);
    (void)tap(!e, arena_printf(s->a, "killed in the middle of a release on %s, the ledger holds", on),
              e ? e->why : NULL);
    (void)arena_free(p->a);
}
