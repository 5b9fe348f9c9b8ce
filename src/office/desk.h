/* desk.h: what waits for the office, counted by the features that know.
**
**     DESK_ITEM(reviewers_undeclared, 30, count_undeclared);
**     static struct err *count_undeclared(struct ctx *c, const struct call *call, struct desk_item *ret)
**     {
**         ret->label = MSG_TEXT(c->arena, c->lang, MSG_REVIEW_UNDECLARED);
**         ret->to = (struct url){ "/office/review" };
**         return db_i64(c, review_undeclared, &ret->number, I64(call->id));
**     }
**
** A count that only acts change, and no clock, is asked once for each state of the ledger: desk_i64().
**
** One or two statements for each item, whatever it counts: the desk's number of statements does not grow with
** the data. */
#ifndef OFFICE_DESK_H
#define OFFICE_DESK_H

#include "call/call.h"
#include "db/db.h"
#include "html/html.h"

struct desk_item {
    int64_t number;     /* 0: nothing waits, the item is not shown */
    int64_t acts;       /* given: ledger_count() */
    const char *label;  /* 申告していない審査委員; NULL: not for this viewer */
    const char *unit;   /* 人, 件; may be NULL */
    const char *note;   /* by when, what it holds up; may be NULL */
    struct url to;      /* where it is done */
    bool urgent;
};

struct desk_count {
    const char *name;
    /* 10 call, 20 applications, 30 declarations, 40 assignment, 50 sheets, 60 decisions, 70 release, 80 mails,
    ** 90 jobs */
    int order;
    /* call: the one the office is busy with; NULL when there is none. ret is zeroed but for .acts. */
    struct err *(*count)(struct ctx *c, const struct call *call, struct desk_item *ret);
};
#define DESK_ITEM(name_, order_, fn)                                                                          \
    static struct err *fn(struct ctx *c, const struct call *call, struct desk_item *ret) MUST_CHECK;          \
    static const struct desk_count desk_count_##name_ = { #name_, order_, fn };                               \
    static const struct desk_count *const desk_count_##name_##_                                               \
        __attribute__((used, section("kyoten_desk"))) = &desk_count_##name_

/* db_i64() of a statement of the call into item->number, unless the number is known since the last act of all. The
** statement must depend on nothing but records whose changes are acts: on no instant, on no queue. */
#define desk_i64(c, call, item, stmt, ...) desk_i64_((c), (call), (item), &(stmt), VALUES_(__VA_ARGS__))
struct err *desk_i64_(struct ctx *c, const struct call *call, struct desk_item *item, const struct stmt *s,
                      const struct value *v) MUST_CHECK;

#endif
