/* mail.h: mails are rows, written in the transaction of the act they tell of, sent later by a job. In a rehearsal they
** stay in the tray, to be read there. */
#ifndef MAIL_MAIL_H
#define MAIL_MAIL_H

#include "base/ctx.h"

#include <stdbool.h>

struct tx;

struct mail {
    const char *key;         /* idempotent: a second mail with the same key is not written */
    int64_t person_id;       /* 0: somebody without an account yet */
    const char *to_email, *to_name;
    const char *kind;        /* "receipt", "invitation", … */
    const char *subject, *body; /* plain text, in the reader's language; nothing its reader may not see */
    bool private;            /* nothing the office may know of (a draft's people): not in its outbox, but in a
                                rehearsal's tray, which is everybody's letter box */
};
struct err *mail_add(struct tx *tx, const struct mail *m) MUST_CHECK;

/* ── the outbox ── */
enum mail_state { MAIL_WAITING, MAIL_SENT, MAIL_FAILED, MAIL_HELD, MAIL_TRAY };
#define MAIL_STATE_COUNT 5
/* "waiting", "sent", "failed", "held", "tray" */
const char *mail_state_word(enum mail_state s);

struct mail_line {
    int64_t id;
    const char *to_email, *to_name, *kind, *subject, *body; /* body: "" in a list */
    instant created_at, sent_at, next_at;                   /* sent_at: INT64_MIN until it was */
    enum mail_state state;
    int64_t attempts;
    const char *last_error; /* "" : none */
    bool private;           /* see struct mail */
};
struct mail_lines {
    size_t n;
    struct mail_line *v;
    int64_t count[MAIL_STATE_COUNT]; /* of all mails */
};
/* The newest that the office may see, at most limit; state "" : all. */
struct err *mail_list(struct ctx *c, const char *state, int64_t limit, struct mail_lines *ret) MUST_CHECK;
struct err *mail_load(struct ctx *c, int64_t id, struct mail_line *ret) MUST_CHECK;

/* Does not go out until it is sent again. CONFLICT unless it waits. */
struct err *mail_hold(struct ctx *c, int64_t id) MUST_CHECK;
/* Goes out (again): held, failed and sent ones. CONFLICT for one that waits or lies in the tray. */
struct err *mail_resend(struct ctx *c, int64_t id) MUST_CHECK;

#endif
