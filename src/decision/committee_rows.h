/* committee_rows.h: the figures of a board as a page shows them. */
#ifndef DECISION_COMMITTEE_ROWS_H
#define DECISION_COMMITTEE_ROWS_H

#include "decision/board.h"
#include "html/part.h"
#include "html/table.h"

struct committee_row {
    const struct board_item *item;
    const char *type;                  /* its name */
    const char *mean, *spread;         /* "3.75"; "" where there is no score */
    struct html strip;                 /* mean and standard deviation on the scale */
    const struct html *distributions;  /* one for each criterion */
    const char *const *means;          /* of each criterion: "3.75"; "" */
    const char *const *counts;         /* of each criterion: "5:2 4:1" */
    const char *sheets;                /* "3 / 3" */
    enum tone tone;
    const struct msg *outcome;
};
struct committee_rows {
    const struct board *board;
    size_t criteria;
    const struct criterion *criterion; /* that many */
    size_t n;
    struct committee_row *v;
};
struct committee_rows committee_rows(struct arena *a, enum lang lang, const struct board *b);

/* In words, for table and form: 選抜, 不選抜, 未決定. */
const struct msg *outcome_msg(enum outcome o);
enum tone outcome_tone(enum outcome o);

/* ── order: the reader's choice, as a link ── */
enum committee_sort {
    SORT_BY_SCORE,
    SORT_BY_RECEIPT,
    SORT_BY_TITLE,
    SORT_BY_TYPE,
    SORT_BY_SPREAD,
    SORT_BY_SHEETS,
    SORT_BY_DECISION
};
#define COMMITTEE_SORT_COUNT 7
const char *committee_sort_word(enum committee_sort by);
/* SORT_BY_SCORE for an unknown word. */
enum committee_sort committee_sort_parse(const char *word);
/* Stable; up: the smallest first. Scores begin with the best one, so there `up` is false by default. */
void committee_sort(struct committee_rows *rows, enum committee_sort by, bool up);

#endif
