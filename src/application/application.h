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
    const char *institution; /* its present name */
    const char *receipt_no;  /* given when it is begun, valid from the first submission */
    const char *state;       /* draft, submitted, withdrawn */
    int submissions;         /* how often it was sent; the last one counts */
    int64_t submission_id;   /* the last; 0: none */
    instant approved_at;     /* by the institution, where the call asks for it */
    instant withdrawn_at, created_at;
    instant admitted_at;     /* since when it is in review; INSTANT_UNKNOWN: not (yet) accepted in the formal check */
    instant returned_until;  /* returned parts may be completed until then; INSTANT_UNKNOWN: nothing is returned */
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
    const char *type_key, *title;
    const char *answers; /* canonical JSON {field_key: value}; files as {hash, name, size, type} */
    struct bytes content_hash;
    instant arrived_at, recorded_at;
};

/* A file that belongs to an answer; its bytes are src/file's. */
struct attachment {
    int64_t id, application_id;
    const char *field_key, *name, *media_type;
    int64_t size;
    struct bytes hash;
    instant added_at;
};

/* Everything that is written in an application now. A table's cells are answers of their own ("income.1.y2":
** row from 1, column), so that two people may fill one table; `form` has each table put together, and the
** names of the files. */
struct application_form {
    size_t answer_count, attachment_count;
    struct answer *answers;
    struct attachment *attachments;
    form_answer_list form;
};

/* SQL: the application goes on to review: sent, not withdrawn, and accepted in the formal check where the
** call has one (without one, from its submission on). a: the alias of the table. */
#define APPLICATION_IN_REVIEW(a) a ".state = 'submitted' AND " a ".admitted_at IS NOT NULL"
bool application_in_review(const struct application *app);

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
/* Those of them that go on to review. */
struct err *application_list_in_review(struct ctx *c, int64_t call_id, struct application_list *ret) MUST_CHECK;
/* After the formal check, in its transaction: it goes on to review, or (false) no longer does. CONFLICT when
** it is not as it was. The caller writes the entry, touching application. */
struct err *application_mark_admitted(struct tx *tx, const struct application *app, bool admitted) MUST_CHECK;
/* Sent once and withdrawn since, by when. */
struct err *application_list_withdrawn(struct ctx *c, int64_t call_id, struct application_list *ret) MUST_CHECK;
/* How many are in which state: all the office learns of drafts. */
struct application_counts {
    int64_t drafts, submitted, withdrawn;
};
struct err *application_count(struct ctx *c, int64_t call_id, struct application_counts *ret) MUST_CHECK;
/* Of the institutions whose office the viewer is. */
struct err *application_list_institution(struct ctx *c, struct application_list *ret) MUST_CHECK;
struct err *application_answers(struct ctx *c, int64_t id, size_t *ret_n, struct answer **ret) MUST_CHECK;
struct err *application_form_load(struct ctx *c, const struct application *app, const struct definition *def,
                                  struct application_form *ret) MUST_CHECK;
/* One file, whichever application it belongs to; NOT_FOUND once it was taken out and never was sent. */
struct err *attachment_load(struct ctx *c, int64_t id, struct attachment **ret) MUST_CHECK;
/* What was sent, as answers to the form (a file field: the names, one a line) and the files with their
** hashes. A FAULT when the text is none of ours. */
struct submitted {
    form_answer_list form;
    size_t attachment_count;
    struct attachment *attachments; /* id 0 */
};
struct err *submission_read(struct arena *a, const struct submission *sub, struct submitted *ret) MUST_CHECK;
/* The file of that hash, if the last submission of the application has it: for review and office, who see what was
** sent and nothing else. */
struct err *submission_find_file(struct arena *a, const struct submission *sub, const char *hash_hex,
                                 struct attachment *ret) MUST_CHECK;
struct err *submission_load(struct ctx *c, int64_t id, struct submission **ret) MUST_CHECK;
/* The e-mail addresses and names of its members, lead first: for letters and mails. */
struct contact {
    int64_t member_id, person;
    const char *name, *email, *role, *lang;
};
struct err *application_contacts(struct ctx *c, int64_t id, size_t *ret_n, struct contact **ret) MUST_CHECK;

/* ── the rule ── May this be sent now? Call open at `arrived`, not withdrawn, complete, approved where asked. */
struct err *application_may_submit(struct arena *a, const struct application *app, const struct call *call,
                                   const struct err *incomplete, instant arrived) MUST_CHECK;

struct completion;
/* The same for returned parts: complete, and by their own date. */
struct err *application_may_complete(struct arena *a, const struct completion *returned, const struct err *incomplete,
                                     instant arrived) MUST_CHECK;

/* ── use cases, one transaction each ── */
struct err *application_begin(struct ctx *c, int64_t call_id, const char *type_key, const char *title,
                              int64_t institution_id, int64_t *ret_id) MUST_CHECK;
/* The same for an institution that may not be known yet (institution_id 0): its name, kind and prefecture
** (its code, or "" or NULL: not said) as typed. */
struct institution_typed {
    const char *name, *kind, *prefecture;
};
struct err *application_begin_typed(struct ctx *c, int64_t call_id, const char *type_key, const char *title,
                                    int64_t institution_id, const struct institution_typed *typed,
                                    int64_t *ret_id) MUST_CHECK;

enum save_outcome { SAVE_SAVED, SAVE_SAME, SAVE_STALE, SAVE_LATE };
struct save_result {
    enum save_outcome outcome;
    int64_t revision; /* of the present text */
    instant at;
    const char *theirs, *by; /* STALE: the present text and whose it is */
};
/* Saves one field as it was left. base: the revision the person had seen (0: none). A stale save keeps both
** texts and overwrites nothing; a late one is kept beside and says so; the same text twice is a success. */
struct err *application_save(struct ctx *c, int64_t id, const char *field_key, const char *value,
                             int64_t base, struct save_result *ret) MUST_CHECK;
/* Several fields at once, in one transaction: a page without JavaScript. Each has its own outcome. */
struct field_save {
    const char *field_key, *value;
    int64_t base;
    /* Sent with the whole page (application_save_all says so): a text that is still the one shown is no edit. */
    bool of_page;
    struct save_result result;
};
struct err *application_save_all(struct ctx *c, int64_t id, struct field_save *v, size_t n) MUST_CHECK;

/* Makes a text that was saved (or kept beside) the present one again; base: the revision the person had seen.
** CONFLICT when somebody saved the field since: nothing is overwritten unseen. ret_key: its field. */
struct err *application_put_back(struct ctx *c, int64_t id, int64_t save_id, int64_t base,
                                 const char **ret_key) MUST_CHECK;

struct file_facts;
/* The file's bytes are kept already (file_keep_upload, before the transaction). INVALID when the form does not take
** it: kind, size, number. */
struct err *application_attach(struct ctx *c, int64_t id, const char *field_key,
                               const struct file_facts *files, size_t n) MUST_CHECK;
struct err *application_detach(struct ctx *c, int64_t id, int64_t attachment_id) MUST_CHECK;

/* Invites by mail; whoever opens the link is a member. role: editor or viewer. */
struct err *application_invite(struct ctx *c, int64_t id, const char *email, const char *role) MUST_CHECK;
/* role NULL: the person is no member any more. Nobody changes or removes themselves, so that a lead always
** remains. */
struct err *application_set_role(struct ctx *c, int64_t id, int64_t person, const char *role) MUST_CHECK;

struct err *application_submit(struct ctx *c, int64_t id, struct submission *ret) MUST_CHECK;
struct err *application_withdraw(struct ctx *c, int64_t id, const char *reason) MUST_CHECK;
/* A feature above that has something to do when an application was withdrawn, in the same transaction. */
struct withdrawn_hook {
    struct err *(*withdrawn)(struct tx *tx, const struct application *app);
};
#define ON_APPLICATION_WITHDRAWN(fn)                                                                    \
    static const struct withdrawn_hook withdrawn_##fn = { fn };                                         \
    static const struct withdrawn_hook *const withdrawn_##fn##_                                         \
        __attribute__((used, section("kyoten_withdrawn"))) = &withdrawn_##fn
/* By the institution's office, where the call asks for it. */
struct err *application_approve(struct ctx *c, int64_t id) MUST_CHECK;

/* The signed receipt of the submission as JSON. */
struct err *submission_receipt(struct ctx *c, const struct application *app, const struct call *call,
                               const struct submission *sub, const char **ret_json) MUST_CHECK;

#endif
