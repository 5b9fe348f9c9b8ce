/* board.h: the applications of a call with their scores and decisions, side by side: what the committee deliberates on
** and the office prepares for release. */
#ifndef DECISION_BOARD_H
#define DECISION_BOARD_H

#include "application/application.h"
#include "decision/decision.h"
#include "review/review.h"

struct board_item {
    const struct application *app;
    const struct sheet_figures *figures; /* NULL: none */
    const struct decision *decision;     /* NULL: none */
    struct ranked rank;
    const struct board_item *against;    /* the item that rank.against names; NULL: none */
    bool reason_missing;
    int place;                           /* 1, 2, … in the order of scores within its type; 0: not scored */
};
struct board {
    const struct call *call;
    size_t n;
    struct board_item *v;                /* in the order of scores, best first, all types together */
    struct release_needs needs;
    struct bytes hash;                   /* of the decisions, as decisions_hash */
};
enum board_scope {
    BOARD_COMMITTEE, /* without what the viewer is in conflict with: departures too are judged without it */
    BOARD_OFFICE     /* everything */
};
/* A constant number of statements. Rights are the caller's question. */
struct err *board_load(struct ctx *c, const struct call *call, enum board_scope scope, struct board *ret) MUST_CHECK;
/* The item of that application, or NULL. */
struct board_item *board_item_of(const struct board *b, int64_t application_id);
/* Computes departures, needs and hash anew, after a decision in it was changed by hand. */
void board_settle(struct arena *a, struct board *b);
/* The rules of a decision's texts, and of its reason against the board as it would be; NOT_FOUND when the application
** is not on it. */
struct err *decision_check(struct ctx *c, const struct call *call, enum board_scope scope,
                           const struct decision *d) MUST_CHECK;

#endif
