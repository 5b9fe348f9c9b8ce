/* play_screen.c: the formal check: an officer accepts, has one completed by its people, and one is refused by two. */
#include "rehearsal/play.h"

#include "base/date.h"

#include <string.h>

#define LEFT_AT_LEAST 2 /* of the play's own go on to review, or nobody is refused */
#define RETURNED_FIELD "summary"

bool play_goes_on(const struct applicant *who)
{
    return (who->part == IN_TIME || who->part == TWICE) && !who->refused;
}

static struct applicant *applicant_of(struct play *p, const char *id)
{
    for (size_t i = 0; i < p->applicant_count; i++)
        if (p->applicants[i].id && strcmp(p->applicants[i].id, id) == 0)
            return &p->applicants[i];
    return NULL;
}

static struct err *form_of(struct play *p, struct robot *r, const char *path, const char *act, struct robot_form **ret)
{
    struct robot_page *page = NULL;
    TRY(play_open(p, r, path, &page));
    return play_form(p, r, page, arena_printf(p->a, "%s/%s", path, act), ret);
}

static struct err *take(struct play *p, const char *path)
{
    struct robot_form *f = NULL;
    struct robot_page *page = NULL;
    TRY(form_of(p, p->office, path, "take", &f));
    return play_press(p, p->office, f, NULL, NULL, &page);
}

static struct err *accept(struct play *p, const char *path)
{
    struct robot_form *f = NULL;
    struct robot_page *page = NULL;
    TRY(form_of(p, p->office, path, "marks", &f));
    const struct scan_form *seen = robot_form_seen(f);
    for (size_t i = 0; i < seen->n; i++)
        if (strncmp(seen->v[i].name, "verdict.", 8) == 0)
            robot_fill(f, seen->v[i].name, "good");
    TRY(play_press(p, p->office, f, "then", "accept", &page));
    play_expect(p, !robot_form(p->office, page, arena_printf(p->a, "%s/marks", path)), "%s: accepted, and still open",
                path);
    return NULL;
}

/* ── one is completed ── */

static struct err *ask(struct play *p, const char *path)
{
    struct robot_form *f = NULL;
    struct robot_page *page = NULL;
    TRY(form_of(p, p->office, path, "return", &f));
    robot_tick(f, "fields", RETURNED_FIELD);
    robot_fill(f, "message", "演習：概要に、拠点の体制を書き加えてください。");
    return play_press(p, p->office, f, NULL, NULL, &page);
}

static struct err *complete(struct play *p, struct applicant *who)
{
    struct robot_page *page = NULL;
    struct robot_form *f = NULL;
    const struct scan_link *l = NULL;
    TRY(play_open(p, who->robot, who->path, &page));
    for (size_t i = 0; (l = scan_link_find(page->seen, "/applications/*/edit/*", i)); i++)
        if (strstr(l->href, "#f-" RETURNED_FIELD))
            break;
    if (!l)
        return fault(p->a, "%s: returned, and no way to the field", who->email);
    TRY(play_open(p, who->robot, arena_strndup(p->a, l->href, strcspn(l->href, "#")), &page));
    TRY(play_form(p, who->robot, page, "/applications/*/edit/*", &f));
    play_expect(p, !robot_filled(f, "head_name"), "%s: what was not returned can be changed", who->email);
    robot_fill(f, RETURNED_FIELD, "演習：専従の支援スタッフを置き、運営会議が拠点を運営します。");
    TRY(play_press(p, who->robot, f, NULL, NULL, &page));
    return play_submit(p, who);
}

/* ── one is refused ── */

static struct err *refuse(struct play *p, const char *path)
{
    struct robot_form *f = NULL;
    struct robot_page *page = NULL;
    TRY(form_of(p, p->office, path, "refuse", &f));
    robot_fill(f, "reason", "演習：運営主体であることを確認できません。");
    robot_fill(f, "confirm", "1");
    TRY(play_press(p, p->office, f, NULL, NULL, &page));
    TRY(form_of(p, p->lead, path, "confirm", &f));
    robot_fill(f, "confirm", "1");
    return play_press(p, p->lead, f, NULL, NULL, &page);
}

struct err *play_screening(struct play *p)
{
    struct robot_page *page = NULL;
    VEC(const char *) all = { 0 };
    const struct scan_link *l = NULL;
    int64_t own = 0, accepted = 0, completed = 0, refused_count = 0, wanted = 0;
    for (size_t i = 0; i < p->applicant_count; i++)
        own += play_goes_on(&p->applicants[i]);
    TRY(play_open(p, p->office, "/office/screening", &page));
    for (size_t i = 0; (l = scan_link_find(page->seen, "/office/screening/*", i)); i++)
        *vec_push(p->a, &all) = arena_strdup(p->a, l->href);
    for (size_t i = 0; i < all.n; i++) {
        struct applicant *who = applicant_of(p, all.v[i] + strlen("/office/screening/"));
        if (who && who->part == WITHDRAWN)
            continue;
        wanted++;
        TRY(take(p, all.v[i]));
        if (who && !refused_count && own > LEFT_AT_LEAST) {
            TRY(refuse(p, all.v[i]));
            who->refused = true;
            refused_count++;
            continue;
        }
        if (who && !completed) {
            TRY(ask(p, all.v[i]));
            TRY(complete(p, who));
            who->completed = true;
            completed++;
        }
        TRY(accept(p, all.v[i]));
        accepted++;
    }
    play_count(p, "screened", wanted, accepted + refused_count);
    play_count(p, "completed", own > 0, completed);
    play_count(p, "refused_on_form", own > LEFT_AT_LEAST, refused_count);
    return NULL;
}
