/* review_scene.h: a world (world.h) whose call has closed, with three applications sent and accepted in the
** formal check, and nobody declared yet.
**
** Reviewers: "reviewer" and "reviewer_b" of every call, and "applicant_b" too, who belongs to the institution of the
** first two applications; "plain" reviews for another call only. */
#ifndef TESTS_REVIEW_SCENE_H
#define TESTS_REVIEW_SCENE_H

#include "world.h"

#include "review/progress.h"
#include "review/sheet.h"

#define REVIEW_APPLICATIONS 3

struct review_scene {
    struct world *w;
    struct ctx *c; /* of the world: whoever review_as() named last asks */
    struct call *call;
    int64_t app[REVIEW_APPLICATIONS]; /* 寒冷地拠点, 海洋拠点 of the institution; 半導体拠点 of the other */
};
/* NULL where there is no such server. The clock stands one hour after the deadline. */
struct review_scene *review_scene_make(struct arena *a, enum db_kind kind);
/* The same; decisions want a meeting. (Without it, as above, they do not: what tests of other rooms begin with.) */
struct review_scene *review_scene_make_with(struct arena *a, enum db_kind kind, bool meeting_required);
struct ctx *review_as(struct review_scene *s, const char *who);
/* Signs the pledge and declares "none" on all that are not declared on yet. */
void review_ready(struct review_scene *s, const char *who);
void review_assign(struct review_scene *s, int app, const char *who);
/* Scores every criterion with that level and writes the comments that are wanted, for the one who asks. */
void review_fill(struct review_scene *s, int app, const char *level);
void review_complete(struct review_scene *s, int app, const char *who, const char *level);
int64_t review_count(struct review_scene *s,
                     const char *table); /* rows of declaration, assignment, sheet_version, ledger … */

/* A test of a scene s, on both stores. */
#define REVIEW_TEST(name_)                                                                                   \
    static void name_(struct arena *a, struct review_scene *s);                                              \
    TEST(name_##_on_sqlite)                                                                                  \
    {                                                                                                        \
        name_(a, review_scene_make(a, DB_SQLITE));                                                           \
    }                                                                                                        \
    TEST(name_##_on_postgres)                                                                                \
    {                                                                                                        \
        struct review_scene *s = review_scene_make(a, DB_POSTGRES);                                          \
        if (!s)                                                                                              \
            SKIP(STORE_NO_POSTGRES);                                                                         \
        name_(a, s);                                                                                         \
    }                                                                                                        \
    static void name_(struct arena *a __attribute__((unused)), struct review_scene *s)

#endif
