/* play_decide.c: the chair decides, the office prepares, its lead approves, the minute comes. */
#include "rehearsal/play.h"

#include "base/date.h"

#include <poll.h>
#include <string.h>

#define PATIENCE 300 /* times a tenth of a second for the jobs of the minute */

static struct err *decide(struct play *p, struct robot *chair, const char *path, bool select, bool departs)
{
    struct robot_page *page = NULL;
    struct robot_form *f = NULL;
    TRY(play_open(p, chair, path, &page));
    TRY(play_form(p, chair, page, "/committee/applications/*/decide", &f));
    robot_fill(f, "outcome", select ? "select" : "decline");
    robot_fill(f, "reason",
               departs ? "演習：地域の配置の均衡を重く見て、評点の順によらず決定しました。" : "");
    robot_fill(f, "comment", fate_text(&p->fate, p->a, 120));
    TRY(robot_press(chair, f, NULL, NULL, &page));
    f = page->status == 422 ? robot_form(chair, page, "/committee/applications/*/decide") : NULL;
    if (f) { /* it departs from the order of what is decided so far: the site asks why */
        robot_fill(f, "reason", "演習：評点の順によらない理由を述べます。");
        TRY(robot_press(chair, f, NULL, NULL, &page));
    }
    return play_status(p, chair, page, 200);
}

static void remember(struct play *p, const char *path, bool select)
{
    for (size_t i = 0; i < p->applicant_count; i++) {
        struct applicant *who = &p->applicants[i];
        if (who->id && strcmp(path + strlen("/committee/applications/"), who->id) == 0)
            who->selected = select;
    }
}

struct err *play_decisions(struct play *p)
{
    struct robot *chair = p->reviewers[p->reviewer_count - 1].robot;
    struct robot_page *page = NULL;
    VEC(const char *) all = { 0 };
    const struct scan_link *l = NULL;
    TRY(play_open(p, chair, "/committee", &page));
    for (size_t i = 0; (l = scan_link_find(page->seen, "/committee/applications/*", i)); i++)
        *vec_push(p->a, &all) = arena_strdup(p->a, l->href);
    int64_t judged = p->others;
    for (size_t i = 0; i < p->applicant_count; i++)
        judged += play_goes_on(&p->applicants[i]);
    size_t half = (all.n + 1) / 2;
    for (size_t i = 0; i < all.n; i++) {
        bool swapped =
            all.n > 2 &&
            (i + 1 == half || i == half); /* the last above the line and the first below change places */
        bool select = swapped ? i == half : i < half;
        TRY(decide(p, chair, all.v[i], select, swapped));
        remember(p, all.v[i], select);
        p->selected += select;
        p->decisions++;
    }
    play_count(p, "decisions", judged, p->decisions);
    return NULL;
}

/* ── the release ── */

static struct err *prepare(struct play *p)
{
    struct robot_page *page = NULL;
    struct robot_form *f = NULL;
    TRY(play_open(p, p->office, "/office/decision/prepare", &page));
    TRY(play_form(p, p->office, page, "/office/decision/prepare", &f));
    p->announce_at = instant_of_japan(date_add_days(date_of_instant(p->closes_at), 56), 10, 0, 0, 0);
    play_fill_instant(p, f, "announce", p->announce_at);
    robot_fill(f, "prefix", "演習");
    robot_fill(f, "signatory", "演習省演習局長");
    TRY(robot_press(p->office, f, NULL, NULL, &page));
    f = page->status == 422 ? robot_form(p->office, page, "/office/decision/prepare") : NULL;
    if (f) { /* the day raises a question: it is meant */
        robot_fill(f, "sure", "1");
        TRY(robot_press(p->office, f, NULL, NULL, &page));
    }
    return play_status(p, p->office, page, 200);
}

/* Every step, those of another system with a number and a day. */
static struct err *approve(struct play *p)
{
    struct robot_page *page = NULL;
    struct robot_form *f = NULL;
    int64_t steps = 0;
    TRY(play_open(p, p->lead, "/office/decision", &page));
    while ((f = robot_form(p->lead, page, "/office/decision/approve")) && steps < 20) {
        if (robot_filled(f, "number")) {
            robot_fill(f, "number", arena_printf(p->a, "演習決第%lld号", (long long)steps + 1));
            play_fill_day(p, f, "on", date_of_instant(p->closes_at));
        }
        TRY(play_press(p, p->lead, f, NULL, NULL, &page));
        steps++;
    }
    play_expect(p, steps > 0, "nothing was there to approve");
    play_count(p, "approval_steps", 2, steps);
    return NULL;
}

struct err *play_approve(struct play *p)
{
    TRY(prepare(p));
    return approve(p);
}

/* The jobs of the minute run within a second or two; asks until the register has grown. */
static struct err *wait_for_register(struct play *p, int64_t *ret_all, int64_t *ret_mine)
{
    for (int i = 0; i < PATIENCE; i++) {
        TRY(play_hubs(p, ret_all, ret_mine));
        if (*ret_all > p->hubs_before)
            break;
        (void)poll(NULL, 0, 100);
    }
    return NULL;
}

struct err *play_letters(struct play *p, int64_t *ret)
{
    struct robot_page *page = NULL;
    VEC(const char *) all = { 0 };
    const struct scan_link *l = NULL;
    TRY(play_open(p, p->office, "/office/decision", &page));
    for (size_t i = 0; (l = scan_link_find(page->seen, "/office/decision/letters/*", i)); i++)
        *vec_push(p->a, &all) = arena_strdup(p->a, l->href);
    *ret = 0;
    for (size_t i = 0; i < all.n; i++) {
        TRY(robot_get(p->office, all.v[i], &page));
        *ret += page->status == 200 && page->body.n > 5 && memcmp(page->body.p, "%PDF-", 5) == 0;
    }
    return NULL;
}

/* At least a confirmation, a receipt for each submission and the result. */
static struct err *mails(struct play *p)
{
    int64_t served = 0, wanted = 0;
    for (size_t i = 0; i < p->applicant_count; i++) {
        struct applicant *who = &p->applicants[i];
        int64_t n = 0;
        bool judged = play_goes_on(who);
        TRY(play_mails(p, who->email, &n));
        wanted++;
        served += n >= 1 + who->sent + judged;
        play_expect(p, n >= 1 + who->sent + judged, "%s has %lld mails, not at least %d", who->email,
                    (long long)n, 1 + who->sent + judged);
    }
    play_count(p, "mails", wanted, served);
    return NULL;
}

struct err *play_release(struct play *p)
{
    int64_t all = 0, mine = 0, letter_count = 0, selected = 0;
    for (size_t i = 0; i < p->applicant_count; i++)
        selected += p->applicants[i].selected;
    TRY(play_approve(p));
    TRY(play_push_clock(p, p->announce_at - 60 * SECOND_US));
    TRY(play_hubs(p, &all, &mine));
    play_count(p, "public_before_the_minute", 0, all - p->hubs_before + mine);
    TRY(play_push_clock(p, p->announce_at));
    TRY(wait_for_register(p, &all, &mine));
    play_count(p, "announced", p->selected, all - p->hubs_before);
    play_count(p, "announced_by_name", selected, mine);
    TRY(play_letters(p, &letter_count));
    play_count(p, "letters", p->decisions, letter_count);
    return mails(p);
}
