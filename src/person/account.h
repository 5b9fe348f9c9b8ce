/* account.h: how a person comes to an account and keeps it: registration, invitation, recovery, password, codes.
**
** Whatever address is typed, the answer is the same and takes as long: what differs stands in the mail only. */
#ifndef PERSON_ACCOUNT_H
#define PERSON_ACCOUNT_H

#include "base/ctx.h"
#include "person/policy.h"

#include <stdbool.h>

struct tx;

struct person {
    int64_t id, institution_id; /* 0: none given */
    const char *email, *name, *name_kana, *department;
    enum lang lang;
    bool has_password, has_totp, is_closed;
};
struct err *person_load(struct ctx *c, int64_t id, struct person **ret) MUST_CHECK;
struct err *person_find_by_email(struct ctx *c, const char *email, struct person **ret) MUST_CHECK; /* NULL: none */

struct person_facts {
    const char *email, *name, *name_kana, *department;
    int64_t institution_id;
    enum lang lang;
};
/* An address as it is kept, and its key (NFKC, folded). INVALID about `field` when it cannot be an address. */
struct err *email_check(struct arena *a, const char *field, const char *typed, const char **ret_email) MUST_CHECK;
const char *email_key(struct arena *a, const char *email);
/* What was typed without blanks around it and in plain width; not checked. */
const char *email_typed(struct arena *a, const char *typed);

/* A person without a password yet (commands, imports, accepted invitations). */
struct err *person_add(struct tx *tx, const struct person_facts *facts, int64_t *ret_id) MUST_CHECK;

/* ── links sent by mail ── */
enum link_kind { LINK_REGISTER, LINK_INVITE, LINK_RECOVER, LINK_REHEARSAL };
struct grant {
    enum duty duty;
    int64_t call_id, institution_id, application_id;
    int64_t granted_by; /* 0: whoever acts */
    const char *region, *role; /* role: of an application's member (lead, editor, viewer) */
};
struct link {
    int64_t id, person_id;
    enum link_kind kind;
    const char *email;
    bool has_grant;
    struct grant grant;
    int64_t created_by;
};
/* Makes a link that works once (rehearsal: until it expires) and returns its token. */
struct err *link_add(struct tx *tx, enum link_kind kind, const char *email, int64_t person_id, const struct grant *g,
                     const char **ret_token) MUST_CHECK;
/* NOT_FOUND when there is none, it was used, or its time is over: never told apart. */
struct err *link_load(struct ctx *c, const char *token, struct link **ret) MUST_CHECK;
const char *link_address(const struct ctx *c, const char *token); /* absolute, for a mail */

/* Sends the mail of a registration: a link to go on, or to a known address the word that the account is there. */
struct err *account_register(struct ctx *c, const char *email) MUST_CHECK;
/* Sends a link to set a new password, if there is such an account. */
struct err *account_recover(struct ctx *c, const char *email) MUST_CHECK;
/* Invites an address to a duty (or to an application); a known person gets the duty as soon as the link is opened. */
struct err *account_invite(struct ctx *c, const char *email, const struct grant *grant) MUST_CHECK;
/* The same within a transaction of the caller, who adds an entry of its own about what this layer does not know (an
** application). email: as email_check() returns it. */
struct err *account_invite_in(struct tx *tx, const char *email, const struct grant *grant) MUST_CHECK;
/* Uses a link: makes the person where there is none, sets the password where a hash is given, gives the duty.
** NOT_FOUND when the link is dead, also when its account was closed. */
struct err *account_accept(struct tx *tx, const char *token, const struct person_facts *facts,
                           const char *password_hash, int64_t *ret_person) MUST_CHECK;

/* A feature above that has something to do when a link was accepted (a member joins an application). */
struct link_hook {
    struct err *(*accepted)(struct tx *tx, int64_t person_id, const struct link *link);
};
#define ON_LINK_ACCEPTED(fn)                                                               \
    static const struct link_hook link_hook_##fn = { fn };                                 \
    static const struct link_hook *const link_hook_##fn##_ __attribute__((used, section("kyoten_link_hooks"))) =      \
        &link_hook_##fn

/* The same for an invitation that was declined with a reason, perhaps by somebody without an account. */
struct link_refusal_hook {
    struct err *(*declined)(struct tx *tx, const struct link *link, const char *reason);
};
#define ON_LINK_DECLINED(fn)                                                               \
    static const struct link_refusal_hook link_refusal_hook_##fn = { fn };                 \
    static const struct link_refusal_hook *const link_refusal_hook_##fn##_                 \
        __attribute__((used, section("kyoten_link_refusals"))) = &link_refusal_hook_##fn
/* May the invitation be declined on its own page? */
bool link_may_be_declined(const struct link *link);
/* Ends the invitation. NOT_FOUND as link_load, and for what is no such invitation; INVALID about "reason". */
struct err *account_decline(struct tx *tx, const char *token, const char *reason) MUST_CHECK;

/* What sign-in needs to know of an address; hash NULL when there is none. Reading only: the comparison is slow and is
** done outside any transaction. */
struct credential {
    int64_t person_id;
    const char *password_hash;
    struct bytes totp_secret; /* .p NULL: none confirmed */
};
struct err *credential_find(struct ctx *c, const char *email, struct credential *ret) MUST_CHECK;
struct err *credential_of(struct ctx *c, int64_t person_id, struct credential *ret) MUST_CHECK;
struct err *credential_set_password(struct tx *tx, int64_t person_id, const char *hash) MUST_CHECK;
struct err *credential_set_totp(struct tx *tx, int64_t person_id, struct bytes secret) MUST_CHECK;
/* The authenticator is lost: a new one is set up at the next sign-in. CONFLICT when there is none. */
struct err *credential_clear_totp(struct tx *tx, int64_t person_id) MUST_CHECK;
/* Marks the step used; *ret_fresh is false when this or a later one was used before. */
struct err *credential_use_step(struct tx *tx, int64_t person_id, int64_t step, bool *ret_fresh) MUST_CHECK;

/* ── duties ── Granting one that is held already does nothing. INVALID about "region" or "institution" where the duty
** needs one (bureau, institution office); REFUSED for the office of a second institution. */
struct err *duty_grant(struct tx *tx, int64_t person_id, const struct grant *g, int64_t *ret_id) MUST_CHECK;
struct duty_line {
    int64_t id, person_id, call_id;
    enum duty duty;
    const char *name, *kana, *email, *institution, *region;
    instant granted_at;
};
struct duty_lines {
    size_t n;
    struct duty_line *v;
};
/* One that is held now; NOT_FOUND otherwise. duty_end: CONFLICT when it was ended meanwhile. */
struct err *duty_load(struct ctx *c, int64_t duty_id, struct duty_line *ret) MUST_CHECK;
struct err *duty_end(struct tx *tx, int64_t duty_id) MUST_CHECK;
/* Everybody who holds one of these duties now (call_id 0: for any call), by name. */
struct err *duty_list(struct ctx *c, unsigned duties, int64_t call_id, struct duty_lines *ret) MUST_CHECK;

/* ── attempts ── Counts one attempt under this key. *ret_wait is 0 while there were at most `most` within `window_s`
** seconds, else the minutes to wait: the caller commits the count and refuses with attempt_refusal(), which also says
** that a link by mail works at once, so that nobody is locked out of a deadline. */
struct err *attempt_count(struct tx *tx, const char *key, int most, int window_s, int64_t *ret_wait) MUST_CHECK;
/* It was right: earlier failures are forgotten. */
struct err *attempts_forget(struct tx *tx, const char *key) MUST_CHECK;
/* The same question without counting. */
struct err *attempts_exhausted(struct ctx *c, const char *key, int most, int window_s, int64_t *ret_wait) MUST_CHECK;
struct err *attempt_refusal(struct arena *a, int64_t wait) MUST_CHECK;

#endif
