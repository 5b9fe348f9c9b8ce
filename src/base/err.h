/* err.h: what went wrong, as a value.
**
** Every function that can fail returns struct err *; NULL means it worked. A person's mistake (INVALID, REFUSED…)
** carries a message that can be said in any language; a fault is for us and carries the log text and the place
** where it was born. Only the boundary (http/serve, main/) maps kinds to statuses and logs. */
#ifndef BASE_ERR_H
#define BASE_ERR_H

#include "base/arena.h"
#include "base/msg.h"

#include <assert.h>
#include <stdbool.h>

enum err_kind {
    ERR_INVALID,   /* the input breaks a rule; .field says which one; several are chained by .next     422 */
    ERR_REFUSED,   /* the input is well formed, but the state of things does not allow it              409 */
    ERR_NOT_FOUND, /* no such thing, or not for this person's eyes: the two are never told apart      404 */
    ERR_FORBIDDEN, /* the person may see it, but may not do this to it                                 403 */
    ERR_CONFLICT,  /* somebody else was faster: the row count of an UPDATE … WHERE state = … was 0     409 */
    ERR_RETRY,     /* the database asks to run the whole request again (PostgreSQL 40001, 40P01)            */
    ERR_FAULT      /* our fault or the machine's: logged, answered without details                      500 */
};

struct err {
    enum err_kind kind;
    const struct msg *msg;   /* what the person is told; NULL for a fault */
    struct arg args[4];      /* what stands in {0}…{3} of the message */
    const char *field;       /* INVALID: name of the form field or place (file:line) it is about; may be NULL */
    const char *why;         /* FAULT, RETRY: the log text */
    const char *at;          /* FAULT: "file:line" of its birth */
    bool passes;             /* FAULT: the store does not answer just now; trying again later helps       503 */
    struct err *next;        /* INVALID: the next mistake in the same input */
};

#define ERR_STR2(x) #x
#define ERR_STR(x) ERR_STR2(x)
#define ERR_HERE __FILE__ ":" ERR_STR(__LINE__)
#define MUST_CHECK __attribute__((warn_unused_result))

#define TRY(call)                      \
    do {                               \
        struct err *try_err_ = (call); \
        if (try_err_)                  \
            return try_err_;           \
    } while (0)

/* Says to those who analyse the sources that an error once made is not NULL. */
static inline struct err *MUST_CHECK err_made(struct err *e)
{
    assert(e);
    return e;
}

/* invalid(a, "title", MSG_TOO_LONG, arg_i64(200)); refused(a, MSG_CALL_CLOSED, arg_instant(t)); … */
#define invalid(a, fieldname, ...) ERR_WITH_(a, ERR_INVALID, fieldname, __VA_ARGS__, ARG_END)
#define refused(a, ...) ERR_WITH_(a, ERR_REFUSED, NULL, __VA_ARGS__, ARG_END)
#define conflict(a, ...) ERR_WITH_(a, ERR_CONFLICT, NULL, __VA_ARGS__, ARG_END)
#define forbidden(a, ...) ERR_WITH_(a, ERR_FORBIDDEN, NULL, __VA_ARGS__, ARG_END)
#define ERR_WITH_(a, kind, fieldname, m, ...) \
    err_made(err_make((a), (kind), (fieldname), &(m), (const struct arg[]){ __VA_ARGS__ }))
struct err *err_make(struct arena *a, enum err_kind kind, const char *field, const struct msg *m,
                     const struct arg *args) MUST_CHECK;
/* No such record, or none that this person may know of. */
#define not_found(a) err_made(err_not_found(a))
struct err *err_not_found(struct arena *a) MUST_CHECK;

/* fault(a, "no room on %s", path): a sentence for the log, with file and line of the caller. */
#define fault(a, ...) err_made(err_fault((a), ERR_HERE, __VA_ARGS__))
struct err *err_fault(struct arena *a, const char *at, const char *format, ...)
    __attribute__((format(printf, 3, 4))) MUST_CHECK;
struct err *err_retry(struct arena *a, const char *why) MUST_CHECK;
/* The same fault, marked as one that passes. */
struct err *err_passes(struct err *fault) MUST_CHECK;

/* True for everything that has a sentence for the person; false for NULL, FAULT and RETRY. */
bool err_is_for_the_person(const struct err *e);
/* Puts more behind the chain e and returns its head; either may be NULL. Only INVALID errors are chained. */
struct err *err_join(struct err *e, struct err *more);
/* The mistake about this field, or NULL. */
const struct err *err_of_field(const struct err *e, const char *field);

#endif
