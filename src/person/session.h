/* session.h: who is signed in at which browser.
**
** The browser holds a random token, the store only its hash. A session ends after IDLE without a request, after
** ABSOLUTE in any case, and when its person ends it; it gets a new token whenever its rights grow (sign-in, second
** factor), so that a token seen before is worth nothing after. */
#ifndef PERSON_SESSION_H
#define PERSON_SESSION_H

#include "base/ctx.h"
#include "http/http.h"

#include <stdbool.h>

struct tx;
struct viewer;

/* What a program's token may do (api_token.scope): everything its person may, or only look. */
#define TOKEN_SCOPE_READ "read"
#define TOKEN_SCOPE_WRITE "write"

#define SESSION_IDLE_US ((int64_t)3 * 3600 * 1000000)
#define SESSION_ABSOLUTE_US ((int64_t)14 * 3600 * 1000000)

struct session {
    int64_t id, person_id;
    const char *csrf;
    bool second_factor;
    instant created_at, seen_at;
    const char *user_agent, *peer;
    bool present; /* in a list: the one that asks */
};

/* Starts one and gives the token for the cookie. */
struct err *session_start(struct tx *tx, const struct request *rq, int64_t person, bool second_factor,
                          const char **ret_token) MUST_CHECK;
/* The request says that somebody is signed in; whether that is true, nobody has looked. */
bool session_is_claimed(const struct request *rq);
/* Ends the old token and starts a new one with the second factor shown. */
struct err *session_rotate(struct tx *tx, const struct request *rq, bool second_factor,
                           const char **ret_token) MUST_CHECK;
struct err *session_end(struct tx *tx, const struct request *rq) MUST_CHECK;
/* All sessions of the person but the one that asks (keep false: that one too). */
struct err *session_end_others(struct tx *tx, int64_t person, const struct request *rq, bool keep_own) MUST_CHECK;
struct err *session_end_all(struct tx *tx, int64_t person) MUST_CHECK;
struct err *session_end_one(struct tx *tx, int64_t person, int64_t session_id) MUST_CHECK;
struct session_list {
    size_t n;
    struct session *v;
};
struct err *session_list(struct ctx *c, int64_t person, const struct request *rq, struct session_list *ret) MUST_CHECK;

/* A real clock for ends, idleness and codes: a rehearsal's pushed clock must not throw everybody out. */
instant machine_now(const struct ctx *c);
/* After tx_commit: the browser gets the token, and the rest of this request is the new session's: its viewer and the
** CSRF token of its forms. */
struct err *session_adopt(struct request *rq, struct response *rs, const char *token) MUST_CHECK;
void session_cookie(struct request *rq, struct response *rs, const char *token); /* NULL: removes it */

/* The hooks of the boundary (http.h). */
struct err *session_load_viewer(struct request *rq) MUST_CHECK;
struct err *session_gate(struct request *rq, struct response *rs) MUST_CHECK;

#endif
