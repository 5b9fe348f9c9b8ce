/* play_review.c: reviewers and chair come by invitation, pledge and declare; the office rules and assigns; sheets. */
#include "rehearsal/play.h"

#include <string.h>

#define PER_APPLICATION 2

/* ── coming in, pledge, declarations ── */

static struct err *pledge(struct play *p, struct reviewer *who)
{
    struct robot_page *page = NULL;
    struct robot_form *f = NULL;
    TRY(play_open(p, who->robot, "/review/pledge", &page));
    TRY(play_form(p, who->robot, page, "/review/pledge", &f));
    robot_fill(f, "agree", "1");
    return play_press(p, who->robot, f, NULL, NULL, &page);
}

static bool is_ours(const struct play *p, const char *id, enum part *ret)
{
    for (size_t i = 0; i < p->applicant_count; i++)
        if (p->applicants[i].id && strcmp(p->applicants[i].id, id) == 0) {
            *ret = p->applicants[i].refused ? LATE : p->applicants[i].part;
            return true;
        }
    return false;
}

/* The first choice of the name that is a conflict, or that is none with its reason ready ("none.unrelated"). */
static const char *choice(const struct scan_form *f, const char *name, bool conflict)
{
    for (size_t i = 0; i < f->n; i++)
        if (strcmp(f->v[i].name, name) == 0 && *f->v[i].value &&
            (strncmp(f->v[i].value, "none", 4) != 0) == conflict)
            return f->v[i].value;
    return NULL;
}

/* How many applications of the play a reviewer declares on. */
static int64_t declared_on(const struct play *p)
{
    int64_t n = 0;
    for (size_t i = 0; i < p->applicant_count; i++)
        n += play_goes_on(&p->applicants[i]);
    return n;
}

/* Declares on every line; `conflicts`: on one of them a conflict. */
static struct err *declare(struct play *p, struct reviewer *who, bool conflicts)
{
    struct robot_page *page = NULL;
    struct robot_form *f = NULL;
    VEC(const char *) names = { 0 };
    int64_t ours = 0, others = 0;
    TRY(play_open(p, who->robot, "/review/declarations", &page));
    TRY(play_form(p, who->robot, page, "/review/declarations", &f));
    const struct scan_form *seen = robot_form_seen(f);
    for (size_t i = 0; i < seen->n; i++) {
        const char *name = seen->v[i].name;
        if (strncmp(name, "category.", 9) != 0 || (names.n && strcmp(names.v[names.n - 1], name) == 0))
            continue;
        enum part part = IN_TIME;
        bool mine = is_ours(p, name + 9, &part);
        play_expect(p, !mine || part == IN_TIME || part == TWICE,
                    "%s is asked about an application that is late, refused or withdrawn", who->name);
        ours += mine;
        others += !mine;
        *vec_push(p->a, &names) = arena_strdup(p->a, name);
    }
    size_t at = conflicts && names.n > 1 ? fate_below(&p->fate, names.n) : SIZE_MAX;
    for (size_t i = 0; i < names.n; i++) {
        const char *category = i == at ? choice(seen, names.v[i], true) : NULL;
        robot_fill(f, names.v[i], category ? category : choice(seen, names.v[i], false));
        if (category) {
            robot_fill(f, arena_printf(p->a, "reason.%s", names.v[i] + 9),
                       "演習：三年以内に共同研究をしました。");
            who->conflict = names.v[i] + 9;
        }
    }
    p->others = others;
    p->declarations += (int64_t)names.n;
    play_expect(p, names.n > 0, "%s has nothing to declare on", who->name);
    TRY(play_press(p, who->robot, f, NULL, NULL, &page));
    f = robot_form(who->robot, page, "/review/declarations");
    play_expect(p, !f, "%s declared, and is asked again", who->name);
    int64_t wanted = declared_on(p);
    play_expect(p, ours == wanted, "%s declared on %lld applications of the play, not %lld", who->name,
                (long long)ours, (long long)wanted);
    return NULL;
}

/* ── a conflicted reviewer finds no trace ── */

static struct err *finds_nothing(struct play *p, struct reviewer *who)
{
    struct robot_page *page = NULL;
    TRY(robot_get(who->robot, arena_printf(p->a, "/review/applications/%s", who->conflict), &page));
    int status = page->status;
    TRY(robot_get(who->robot, "/review/applications/000000000", &page));
    play_expect(p, status == page->status && status == 404,
                "%s: conflicted, and is answered with %d (unknown: %d)", who->name, status, page->status);
    TRY(play_open(p, who->robot, "/review", &page));
    play_expect(p,
                !scan_link_find(page->seen, arena_printf(p->a, "/review/applications/%s", who->conflict), 0),
                "%s: conflicted, and finds it in the list", who->name);
    return NULL;
}

/* ── the office ── */

/* Rules on what is declared: it stands. */
static struct err *rule(struct play *p, int64_t *ret)
{
    struct robot_page *page = NULL;
    *ret = 0;
    TRY(play_open(p, p->office, "/office/review/declarations", &page));
    struct robot_form *f = robot_form(p->office, page, "/office/review/declarations/*");
    if (!f)
        return NULL;
    const struct scan_form *seen = robot_form_seen(f);
    for (size_t i = 0; i < seen->n; i++)
        if (strncmp(seen->v[i].name, "reason", 6) == 0)
            robot_fill(f, seen->v[i].name, "演習：申告のとおり、審査から外れます。");
    TRY(play_press(p, p->office, f, "conflicted", "1", &page));
    *ret = 1;
    return NULL;
}

/* Two free boxes for every application, as evenly as the order allows. A box is "APPLICATION-PERSON". */
static struct err *assign(struct play *p, int64_t *ret)
{
    struct robot_page *page = NULL;
    struct robot_form *f = NULL;
    VEC(const char *) cells = { 0 };
    TRY(play_open(p, p->office, "/office/review/assignments", &page));
    TRY(play_form(p, p->office, page, "/office/review/assignments", &f));
    const struct scan_form *seen = robot_form_seen(f);
    for (size_t i = 0; i < seen->n; i++)
        if (strcmp(seen->v[i].name, "cell") == 0 && strcmp(seen->v[i].type, "checkbox") == 0)
            *vec_push(p->a, &cells) = arena_strdup(p->a, seen->v[i].value);
    *ret = 0;
    for (size_t from = 0, to = 0, row = 0; from < cells.n; from = to, row++) {
        size_t n = strcspn(cells.v[from], "-");
        for (to = from; to < cells.n && strncmp(cells.v[to], cells.v[from], n + 1) == 0; to++)
            ;
        size_t free_count = to - from;
        for (size_t k = 0; k < PER_APPLICATION && k < free_count; k++, ++*ret)
            robot_tick(f, "cell", cells.v[from + (row + k) % free_count]);
    }
    play_expect(p, *ret > 0, "the office finds nothing to assign");
    return play_press(p, p->office, f, NULL, NULL, &page);
}

/* ── sheets ── */

static struct err *score(struct play *p, struct reviewer *who, const char *path)
{
    struct robot_page *page = NULL;
    struct robot_form *f = NULL;
    TRY(play_open(p, who->robot, path, &page));
    TRY(play_form(p, who->robot, page, "/review/applications/*", &f));
    const struct scan_form *seen = robot_form_seen(f);
    for (size_t i = 0; i < seen->n; i++) {
        const struct scan_control *x = &seen->v[i];
        bool first = strcmp(x->type, "radio") == 0 && (i == 0 || strcmp(seen->v[i - 1].name, x->name) != 0);
        size_t levels = 0;
        for (size_t k = i; first && k < seen->n && strcmp(seen->v[k].name, x->name) == 0; k++)
            levels++;
        if (first)
            robot_fill(f, x->name, seen->v[i + fate_below(&p->fate, levels)].value);
        else if (strcmp(x->type, "textarea") == 0)
            robot_fill(f, x->name,
                       fate_text(&p->fate, p->a, x->max > 0 && x->max < 200 ? (size_t)x->max : 200));
    }
    TRY(play_press(p, who->robot, f, "then", "check", &page));
    TRY(play_form(p, who->robot, page, "/review/applications/*/complete", &f));
    robot_fill(f, "confirm", "1");
    return play_press(p, who->robot, f, NULL, NULL, &page);
}

static struct err *score_all(struct play *p, struct reviewer *who, int64_t *reviews)
{
    struct robot_page *page = NULL;
    VEC(const char *) mine = { 0 };
    const struct scan_link *l = NULL;
    TRY(play_open(p, who->robot, "/review", &page));
    for (size_t i = 0; (l = scan_link_find(page->seen, "/review/applications/*", i)); i++)
        *vec_push(p->a, &mine) = arena_strdup(p->a, l->href);
    for (size_t i = 0; i < mine.n; i++, ++*reviews)
        TRY(score(p, who, mine.v[i]));
    return NULL;
}

/* How many applications of the round there are to judge. */
static int64_t to_judge(const struct play *p)
{
    int64_t n = p->others;
    for (size_t i = 0; i < p->applicant_count; i++)
        n += play_goes_on(&p->applicants[i]);
    return n;
}

struct err *play_reviewers(struct play *p)
{
    int64_t assigned = 0, reviews = 0, rulings = 0, conflicts = 0;
    for (size_t i = 0; i < p->reviewer_count; i++) {
        struct reviewer *who = &p->reviewers[i];
        bool chair = i + 1 == p->reviewer_count;
        const char *kana = NULL;
        who->name = fate_person(p->a, 100 + i, &kana);
        who->email = arena_printf(p->a, "iin-%llu-%zu@rehearsal.example",
                                  (unsigned long long)fate_below(&p->fate, 900000), i + 1);
        TRY(play_invite(p, who->email, chair ? "chair" : "reviewer", who->name, kana, &who->robot));
        TRY(pledge(p, who));
        TRY(declare(p, who, !chair && i % 2 == 0));
        conflicts += who->conflict != NULL;
    }
    play_count(p, "declarations", (int64_t)p->reviewer_count * to_judge(p), p->declarations);
    TRY(rule(p, &rulings));
    play_expect(p, rulings == (conflicts > 0), "the office finds no declared conflict to rule on");
    TRY(assign(p, &assigned));
    for (size_t i = 0; i + 1 < p->reviewer_count; i++) {
        if (p->reviewers[i].conflict)
            TRY(finds_nothing(p, &p->reviewers[i]));
        TRY(score_all(p, &p->reviewers[i], &reviews));
    }
    play_count(p, "reviews", assigned, reviews);
    return NULL;
}
