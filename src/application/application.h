/* application.h: an application of one hub to one call, from the first key stroke to the receipt. */
#ifndef APPLICATION_APPLICATION_H
#define APPLICATION_APPLICATION_H

#include "base/ctx.h"
#include "call/call.h"
#include "person/policy.h"

#include <stdbool.h>

struct tx;

struct application {
    int64_t id, call_id, institution_id;
    const char *type_key, *title, *title_kana;
    const char *institution;         /* its present name */
    const char *receipt_no;          /* given when it is begun, valid from the first submission */
    const char *state;               /* draft, submitted, withdrawn */
    int submissions;                 /* how often it was sent; the last one counts */
    int64_t submission_id;           /* the last; 0: none */
    instant approved_at;             /* by the institution, where the call asks for it */
    instant withdrawn_at, created_at;
    int64_t created_by;
};

struct answer {
    const char *field_key, *value;
    int64_t revision;
    instant saved_at;
    int64_t saved_by;
    const char *saved_by_name;
};

struct submission {
    int64_t id, application_id, definition_id, sent_by;
    int number;
    const char *type_key, *title, *answers; /* answers: canonical JSON {field_key: value}; files as {name,size,hash} */
    struct bytes content_hash;
    instant arrived_at, recorded_at;
};

/* How the viewer stands to it: relations by membership, institution, assignment; states of it and of its call. */
struct err *application_standing(struct ctx *c, const struct application *app, const struct call *call,
                                 struct standing *ret) MUST_CHECK;

/* Must exist; says nothing about rights. */
struct err *application_load(struct ctx *c, int64_t id, struct application **ret) MUST_CHECK;
struct application_list {
    size_t n;
    struct application **v;
};
/* The viewer's own; of the viewer's institution; submitted ones of a call (for office, review, committee). */
struct err *application_list_mine(struct ctx *c, struct application_list *ret) MUST_CHECK;
struct err *application_list_submitted(struct ctx *c, int64_t call_id, struct application_list *ret) MUST_CHECK;
struct err *application_answers(struct ctx *c, int64_t id, size_t *ret_n, struct answer **ret) MUST_CHECK;
struct err *submission_load(struct ctx *c, int64_t id, struct submission **ret) MUST_CHECK;
/* The e-mail addresses and names of its members, lead first: for letters and mails. */
struct contact {
    int64_t person;
    const char *name, *email, *role, *lang;
};
struct err *application_contacts(struct ctx *c, int64_t id, size_t *ret_n, struct contact **ret) MUST_CHECK;

/* ── the rule ── May this be sent now? Call open at `arrived`, not withdrawn, complete, approved where asked. */
struct err *application_may_submit(struct arena *a, const struct application *app, const struct call *call,
                                   const struct err *incomplete, instant arrived) MUST_CHECK;

/* ── use cases, one transaction each ── */
struct err *application_begin(struct ctx *c, int64_t call_id, const char *type_key, const char *title,
                              int64_t institution_id, int64_t *ret_id) MUST_CHECK;

enum save_outcome { SAVE_SAVED, SAVE_SAME, SAVE_STALE, SAVE_LATE };
struct save_result {
    enum save_outcome outcome;
    int64_t revision;          /* of the present text */
    instant at;
    const char *theirs, *by;   /* STALE: the present text and whose it is */
};
/* Saves one field as it was left. base: the revision the person had seen (0: none). A stale save keeps both texts and
** overwrites nothing; a late one is kept beside and says so; the same text twice is a success. */
struct err *application_save(struct ctx *c, int64_t id, const char *field_key, const char *value, int64_t base,
                             struct save_result *ret) MUST_CHECK;
struct err *application_submit(struct ctx *c, int64_t id, struct submission *ret) MUST_CHECK;
struct err *application_withdraw(struct ctx *c, int64_t id, const char *reason) MUST_CHECK;

#endif
