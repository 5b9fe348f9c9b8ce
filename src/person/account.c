/* account.c: use cases of registration, invitation, recovery. */
#include "person/account.h"

#include "base/site.h"
#include "base/text.h"
#include "db/db.h"
#include "i18n/i18n.h"
#include "ledger/ledger.h"
#include "mail/mail.h"
#include "person/duty.h"
#include "person/link.h"
#include "person/person.h"
#include "person/session.h"
#include "person.msg.h"

#include <string.h>

/* Weak: no feature above may want to hear of it. */
extern const struct link_hook *const __start_kyoten_link_hooks[] __attribute__((weak));
extern const struct link_hook *const __stop_kyoten_link_hooks[] __attribute__((weak));
extern const struct link_refusal_hook *const __start_kyoten_link_refusals[] __attribute__((weak));
extern const struct link_refusal_hook *const __stop_kyoten_link_refusals[] __attribute__((weak));

#define MAILS_MOST 8
#define MAILS_WINDOW_S 3600
#define EMAIL_MAX 254 /* RFC 5321 4.5.3.1.3 */

LEDGER_ACT(MSG_PERSON_INVITED);

const char *email_typed(struct arena *a, const char *typed)
{
    char *email = arena_strdup(a, text_nfkc(a, text_trim_display(a, typed)));
    while (*email == ' ')
        email++;
    for (size_t n = strlen(email); n > 0 && email[n - 1] == ' '; n--)
        email[n - 1] = 0;
    return email;
}

/* One "@", something on both sides, a dot in the domain, no blanks or control characters, ASCII only: what
*mail
** servers of universities and ministries really use. The mail itself is the proof. */
struct err *email_check(struct arena *a, const char *field, const char *typed, const char **ret_email)
{
    const char *email = email_typed(a, typed);
    const char *at = strchr(email, '@');
    if (!*email)
        return invalid(a, field, MSG_PERSON_EMAIL_MISSING);
    bool plain = strlen(email) <= EMAIL_MAX;
    for (const char *p = email; *p; p++)
        plain = plain && *p > ' ' && *p < 0x7f && !strchr("<>()[]\\,;:\"", *p);
    if (!plain || !at || at == email || strchr(at + 1, '@') || !strchr(at + 1, '.') || at[1] == '.' ||
        email[strlen(email) - 1] == '.')
        return invalid(a, field, MSG_PERSON_EMAIL_WRONG, arg_text(typed));
    *ret_email = email;
    return NULL;
}

const char *email_key(struct arena *a, const char *email)
{
    char *key = arena_strdup(a, email);
    for (char *p = key; *p; p++)
        if (*p >= 'A' && *p <= 'Z')
            *p = (char)(*p - 'A' + 'a');
    return key;
}

/* Mails go to the reader's own language: of the account, else of the page. p: NULL when there is none. */
static struct err *send(struct tx *tx, const struct person *p, struct mail m)
{
    m.person_id = p ? p->id : 0;
    m.to_name = p ? p->name : "";
    return mail_add(tx, &m);
}

/* The key of a mail stays in the store: never the token itself. */
static const char *mail_key(struct arena *a, const char *kind, const char *token)
{
    return arena_printf(a, "%s:%s", kind, link_fingerprint(a, token));
}

/* Mails to one address in a while; a further one is not written, and the answer does not tell. */
static struct err *may_mail(struct tx *tx, const char *email, bool *ret)
{
    struct arena *a = tx_ctx(tx)->arena;
    int64_t wait = 0;
    TRY(attempt_count(tx, arena_printf(a, "mail %s", email_key(a, email)), MAILS_MOST, MAILS_WINDOW_S,
                      &wait));
    *ret = wait == 0;
    return NULL;
}

/* What one asks for with an address, and the words of the mail to somebody known and unknown. */
struct address_wish {
    const char *kind;
    const struct msg *subject, *known, *unknown;
};

/* A known address gets the way into its account, an unknown one the way to register: the same work and the same answer
** for both. */
static struct err *send_way_in(struct ctx *c, const char *email, const struct address_wish *wish)
{
    struct person *known = NULL;
    const char *token = NULL;
    bool may = false;
    TRY(person_find_by_email(c, email, &known));
    TX(tx, c);
    TRY(may_mail(tx, email, &may));
    if (!may)
        return tx_commit(tx);
    TRY(link_add(tx, known ? LINK_RECOVER : LINK_REGISTER, email, known ? known->id : 0, NULL, &token));
    enum lang lang = known ? known->lang : c->lang;
    const char *address = link_address(c, token);
    TRY(send(tx, known,
             (struct mail){ .key = mail_key(c->arena, wish->kind, token),
                            .to_email = email,
                            .kind = wish->kind,
                            .subject = MSG_TEXT(c->arena, lang, *wish->subject),
                            .body = MSG_TEXT(c->arena, lang, *(known ? wish->known : wish->unknown),
                                             arg_text(address)) }));
    return tx_commit(tx);
}

struct err *account_register(struct ctx *c, const char *email)
{
    static const struct address_wish WISH = { "register", &MSG_MAIL_REGISTER_SUBJECT, &MSG_MAIL_REGISTER_KNOWN_BODY,
                                              &MSG_MAIL_REGISTER_BODY };
    return send_way_in(c, email, &WISH);
}

struct err *account_recover(struct ctx *c, const char *email)
{
    static const struct address_wish WISH = { "recover", &MSG_MAIL_RECOVER_SUBJECT, &MSG_MAIL_RECOVER_BODY,
                                              &MSG_MAIL_RECOVER_UNKNOWN_BODY };
    return send_way_in(c, email, &WISH);
}

struct err *invite(struct tx *tx, const char *email, const struct grant *grant)
{
    struct ctx *c = tx_ctx(tx);
    struct person *known = NULL;
    const char *token = NULL;
    TRY(person_find_by_email(c, email, &known));
    TRY(link_add(tx, LINK_INVITE, email, known ? known->id : 0, grant, &token));
    enum lang lang = known ? known->lang : c->lang;
    const struct duty_word *word = duty_word(grant->duty);
    TRY(send(tx, known,
             (struct mail){ .key = mail_key(c->arena, "invite", token),
                            .to_email = email,
                            .kind = "invite",
                            .subject = MSG_TEXT(c->arena, lang, MSG_MAIL_INVITE_SUBJECT, arg_msg(word->name)),
                            .body = MSG_TEXT(c->arena, lang, MSG_MAIL_INVITE_BODY, arg_msg(word->name),
                                             arg_text(link_address(c, token))),
                            .private = grant->application_id != 0 }));
    if (grant->application_id) /* the application's own act: its feature writes the entry */
        return NULL;
    return ledger_add(tx, MSG_PERSON_INVITED,
                      FACTS(fact_text("duty", word->word), fact_id("call", grant->call_id)),
                      ABOUT(person, c->actor.person));
}

struct err *account_invite_in(struct tx *tx, const char *email, const struct grant *grant)
{
    return invite(tx, email, grant);
}

struct err *account_invite(struct ctx *c, const char *email, const struct grant *grant)
{
    TX(tx, c);
    TRY(invite(tx, email, grant));
    return tx_commit(tx);
}

struct err *account_accept(struct tx *tx, const char *token, const struct person_facts *facts,
                           const char *password_hash, int64_t *ret_person)
{
    struct ctx *c = tx_ctx(tx);
    struct link *link = NULL;
    TRY(link_load(c, token, &link));
    TRY(link_use(tx, link));
    struct person *known = NULL;
    if (link->person_id)
        TRY(person_load(c, link->person_id, &known));
    else /* the same address may have come by another link meanwhile */
        TRY(person_find_by_email(c, link->email, &known));
    if (known && known->is_closed)
        return not_found(c->arena);
    int64_t person = known ? known->id : 0;
    if (!person) {
        if (link->kind == LINK_RECOVER)
            return not_found(c->arena);
        struct person_facts new_one = *facts;
        new_one.email = link->email;
        TRY(person_add(tx, &new_one, &person));
    }
    c->actor.person = person;
    c->actor.duty = "person";
    if (password_hash)
        TRY(credential_set_password(tx, person, password_hash));
    int64_t duty = 0;
    if (link->kind == LINK_REGISTER)
        TRY(duty_grant(tx, person, &(struct grant){ .duty = DUTY_APPLICANT }, &duty));
    struct grant of_link = link->grant;
    of_link.granted_by = link->created_by;
    if (link->has_grant && of_link.duty != DUTY_NONE)
        TRY(duty_grant(tx, person, &of_link, &duty));
    for (const struct link_hook *const *h = __start_kyoten_link_hooks; h < __stop_kyoten_link_hooks; h++)
        TRY((*h)->accepted(tx, person, link));
    *ret_person = person;
    return NULL;
}

/* Only where there is somebody whom it concerns at once. */
bool link_may_be_declined(const struct link *link)
{
    return link->kind == LINK_INVITE && link->has_grant && link->grant.duty == DUTY_REVIEWER && link->grant.call_id;
}

struct err *account_decline(struct tx *tx, const char *token, const char *reason)
{
    struct link *link = NULL;
    TRY(link_load(tx_ctx(tx), token, &link));
    if (!link_may_be_declined(link))
        return not_found(tx_ctx(tx)->arena);
    for (const struct link_refusal_hook *const *h = __start_kyoten_link_refusals; h < __stop_kyoten_link_refusals; h++)
        TRY((*h)->declined(tx, link, reason));
    return link_end(tx, link->id);
}
