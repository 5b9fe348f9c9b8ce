/* decision_scene.h: the scene of the reviewers (review_scene.h) with its scores: 寒冷地拠点 5, 海洋拠点 3, 半導体拠点 4 from
** both reviewers, and a folder for files. "committee" is a second chair; "institution_office" a second office lead. */
#ifndef TESTS_DECISION_SCENE_H
#define TESTS_DECISION_SCENE_H

#include "review_scene.h"

#include "decision/approval.h"
#include "decision/board.h"
#include "decision/committee_rows.h"
#include "decision/decision_store.h"

/* Tests on both stores; in their hands: struct review_scene *s. */
#define DECISION_TEST(name_)                                                                    \
    static void name_(struct review_scene *s);                                                  \
    TEST(name_##_on_sqlite)                                                                     \
    {                                                                                           \
        decision_test_run(a, DB_SQLITE, name_);                                                 \
    }                                                                                           \
    TEST(name_##_on_postgres)                                                                   \
    {                                                                                           \
        decision_test_run(a, DB_POSTGRES, name_);                                               \
    }                                                                                           \
    static void name_(struct review_scene *s)
void decision_test_run(struct arena *a, enum db_kind kind, void (*run)(struct review_scene *s));

/* The chair decides; seen 0. */
/* The office rules that this person is in conflict with the application. */
void in_conflict(struct review_scene *s, const char *who, int app);
struct err *decide(struct review_scene *s, int app, enum outcome outcome, const char *reason) MUST_CHECK;
/* In the order of scores: 5 and 4 are selected, 3 is not. */
void decide_all(struct review_scene *s);
#define ANNOUNCE_AT (STORE_NOW + 64 * DAY_US) /* 2024-10-01 12:00:00 in Japan, a Tuesday */
/* Prepared by the office for ANNOUNCE_AT. */
struct err *prepare(struct review_scene *s) MUST_CHECK;
/* Takes the next step; number: of the approval in another system, "": the step is taken here. */
struct err *stamp(struct review_scene *s, const char *who, const char *number) MUST_CHECK;
/* Both steps: 室長 here, 局長 elsewhere, both by "office_lead". */
struct err *approve(struct review_scene *s) MUST_CHECK;
struct release *the_release(struct review_scene *s);
int64_t rows_of(struct review_scene *s, const char *table);

#endif
