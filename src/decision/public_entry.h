/* public_entry.h: what will be public of a hub that is selected: names in both languages and summary.
**
** Asked for when notice is given (release_notice.c): the lead of the application confirms the texts as they
** stand, or proposes others, which the office takes or sends back with a word. Register, announcement and
** open data use what stands here at the minute. */
#ifndef DECISION_PUBLIC_ENTRY_H
#define DECISION_PUBLIC_ENTRY_H

#include "application/application.h"
#include "decision/decision.h"

enum public_text {
    PUBLIC_NAME_JA,
    PUBLIC_NAME_EN,
    PUBLIC_INSTITUTION_JA,
    PUBLIC_INSTITUTION_EN,
    PUBLIC_SUMMARY_JA,
    PUBLIC_SUMMARY_EN
};
#define PUBLIC_TEXT_COUNT 6
struct public_texts {
    const char *v[PUBLIC_TEXT_COUNT]; /* "": none */
};
/* "name_ja" …: in the store and in forms. */
const char *public_text_key(enum public_text t);
const struct msg *public_text_label(enum public_text t);
int public_text_max(enum public_text t);      /* characters */
bool public_text_required(enum public_text t); /* all but the English summary */
bool public_texts_equal(const struct public_texts *a, const struct public_texts *b);
/* Trims them; INVALID about the key of each that is missing, too long, or not one line where it should be. */
struct err *public_texts_check(struct arena *a, struct public_texts *t) MUST_CHECK;

struct public_entry {
    int64_t id, call_id, application_id;
    const char *state; /* asked, proposed, confirmed */
    struct public_texts texts, proposed;
    bool has_proposed;
    const char *note;  /* what the last of both sides said to the other; "" */
    instant due_at;
    int64_t revision;
    bool by_office;    /* the office did the last step */
    const char *changed_by_name; /* "": the program */
    instant changed_at;
    const char *receipt_no; /* of the application */
};
struct public_entries {
    size_t n;
    struct public_entry *v; /* in the order of receipt numbers */
};
bool public_entry_is(const struct public_entry *e, const char *state); /* false for NULL */
const struct public_entry *public_entry_of(const struct public_entries *list, int64_t application_id); /* NULL: none */
/* How many have not confirmed: asked, or proposed and not taken yet. */
size_t public_entries_open(const struct public_entries *list);

/* ── store ── */
struct err *public_entry_list(struct ctx *c, int64_t call_id, struct public_entries *ret) MUST_CHECK;
struct err *public_entry_find(struct ctx *c, int64_t application_id, struct public_entry **ret) MUST_CHECK;
    /* NULL: none */
/* Asks, with what the application says; where it was asked before only the date changes. *ret_id: of the row. */
struct err *public_entry_ask(struct tx *tx, const struct application *app, instant due_at, int64_t *ret_id) MUST_CHECK;

/* ── use cases ── */
/* By the lead of the application, once notice is given and before the announcement: confirms where the texts
** are those that stand, else proposes them. CONFLICT when the office was faster. */
struct err *public_entry_answer(struct ctx *c, int64_t application_id, struct public_texts *t, const char *note,
                                int64_t seen, bool *ret_confirmed) MUST_CHECK;
/* By the office. ACCEPT: what was proposed stands. RETURN: asked again, with a word (INVALID about "note"
** without one); the lead is told by mail. SET: these texts stand, as the hub said by another way, with a
** word on how. After the minute has passed with everything confirmed the release happens at once. */
enum public_reply { PUBLIC_ACCEPT, PUBLIC_RETURN, PUBLIC_SET };
struct err *public_entry_reply(struct ctx *c, int64_t application_id, enum public_reply reply, struct public_texts *t,
                               const char *note, int64_t seen) MUST_CHECK;
#define PUBLIC_NOTE_MAX 400

#endif
