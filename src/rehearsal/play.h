/* play.h: a whole round played through HTTP by robots, from the registration of the applicants to the register.
**
** The play knows what it did, and compares it with what the site says afterwards: every count by its name. A page that
** is not as it should be ends the play with a sentence that says where. */
#ifndef REHEARSAL_PLAY_H
#define REHEARSAL_PLAY_H

#include "base/err.h"
#include "base/msg.h"
#include "base/vec.h"
#include "rehearsal/fate.h"
#include "rehearsal/robot.h"

struct play_options {
    const char *url;        /* of a running rehearsal, on this machine */
    const char *public_key; /* file of the site's key for its receipts; NULL: each receipt by its own */
    int64_t applications, reviewers, seed;
};

struct count {
    const char *name; /* a stable word: "in_time" */
    int64_t wanted, seen;
};
struct play_report {
    VEC(struct count) counts;
    VEC(const char *) failures; /* sentences; of the counts that differ too */
};

/* What an applicant will do. */
enum part { IN_TIME, TWICE, LATE, WITHDRAWN };
struct applicant {
    struct robot *robot;
    enum part part;
    const char *email, *title, *institution;
    const char *path; /* "/applications/7k3m9q2xd" */
    const char *id;
    const char *section;       /* address of one section of the form */
    struct robot_form *unsent; /* LATE: the form with the button, open before the deadline */
    int sent;                  /* submissions acknowledged */
    bool selected;
    bool refused, completed;   /* in the formal check */
};
struct reviewer {
    struct robot *robot;
    const char *email, *name;
    const char *conflict; /* id of the application the seed puts in conflict; NULL */
};

struct play {
    struct arena *a;
    struct play_options o;
    struct play_report *report;
    struct fate fate;
    struct robot *office, *lead, *public;
    const char *round;
    instant closes_at;
    size_t applicant_count, reviewer_count;
    struct applicant *applicants;
    struct reviewer *reviewers; /* the last is the chair */
    int64_t mails_before;
    int64_t hubs_before;
    int64_t others; /* applications of the round that are not the play's */
    int64_t reviews, decisions, selected, declarations;
    instant announce_at;
};

/* Plays; e is NULL when it came to its end, whatever the counts say. */
struct err *play_round(struct arena *a, const struct play_options *o, struct play_report *ret) MUST_CHECK;
/* A play whose acts are called one by one (tests, benchmarks): office and lead are there, the call is open. */
struct err *play_make(struct arena *a, const struct play_options *o, struct play_report *report,
                      struct play **ret) MUST_CHECK;
/* Nothing failed, and every count is what the play did. */
bool play_held(const struct play_report *r);

/* ── between the acts ── */
void play_count(struct play *p, const char *name, int64_t wanted, int64_t seen);
void play_expect(struct play *p, bool good, const char *format, ...) __attribute__((format(printf, 3, 4)));
/* The page has this status, or a FAULT that says what it says instead. */
struct err *play_status(struct play *p, struct robot *r, const struct robot_page *page,
                        int status) MUST_CHECK;
/* Gets a page that must be there. */
struct err *play_open(struct play *p, struct robot *r, const char *path, struct robot_page **ret) MUST_CHECK;
/* The form of that page, which must be there. */
struct err *play_form(struct play *p, struct robot *r, const struct robot_page *page, const char *action,
                      struct robot_form **ret) MUST_CHECK;
/* Presses; the answer must be a page with status 200. */
struct err *play_press(struct play *p, struct robot *r, struct robot_form *f, const char *button,
                       const char *value, struct robot_page **ret) MUST_CHECK;

/* play_people.c */
struct err *play_enter(struct play *p, const char *name,
                       struct robot **ret) MUST_CHECK; /* through the persona's door */
struct err *play_register(struct play *p, const char *email, const char *name, const char *kana,
                          struct robot **ret) MUST_CHECK;
struct err *play_invite(struct play *p, const char *email, const char *duty, const char *name,
                        const char *kana, struct robot **ret) MUST_CHECK;
/* Mails in the tray to an address ("": all of them). */
struct err *play_mails(struct play *p, const char *email, int64_t *ret) MUST_CHECK;

/* play_call.c */
struct err *play_find_call(struct play *p) MUST_CHECK; /* the open one, or one that the office sets up */
/* A date, a date with its time, typed into the parts of a field. */
void play_fill_day(struct play *p, struct robot_form *f, const char *name, date day);
void play_fill_instant(struct play *p, struct robot_form *f, const char *name, instant at);
struct err *play_push_clock(struct play *p, instant to) MUST_CHECK; /* to the whole minute */
struct err *play_hubs(struct play *p, int64_t *ret_all, int64_t *ret_mine) MUST_CHECK;

/* play_screen.c: is it judged, as far as the play knows? */
bool play_goes_on(const struct applicant *who);

/* play_apply.c, play_screen.c, play_review.c, play_decide.c: the acts */
/* The i-th applicant registers, begins and writes everything, and does not send. */
struct err *play_write(struct play *p, size_t i) MUST_CHECK;
/* Writes one section anew; sends what is written, which must lead to a receipt. */
struct err *play_change(struct play *p, struct applicant *who) MUST_CHECK;
struct err *play_submit(struct play *p, struct applicant *who) MUST_CHECK;
/* A draft call with its dates, all of it confirmed, ready to be published: its page, and the site's clock. */
struct err *play_draft_call(struct play *p, const char *round, const char **ret_page,
                            instant *ret_now) MUST_CHECK;
struct err *play_applicants(struct play *p) MUST_CHECK;
struct err *play_deadline(struct play *p) MUST_CHECK;
struct err *play_screening(struct play *p) MUST_CHECK;
struct err *play_reviewers(struct play *p) MUST_CHECK;
struct err *play_decisions(struct play *p) MUST_CHECK;
/* Prepared by the office and approved by its lead, for p->announce_at; then the minute comes. */
struct err *play_approve(struct play *p) MUST_CHECK;
struct err *play_release(struct play *p) MUST_CHECK;
/* The letters that the office can open. */
struct err *play_letters(struct play *p, int64_t *ret) MUST_CHECK;
struct err *play_receipts(struct play *p) MUST_CHECK;

#endif
