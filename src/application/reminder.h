/* reminder.h: whoever writes a draft that was not sent is reminded before the deadline; when, the call's data say.
**
** Each step is one mail a person, once for each closing of the call. A server that slept over one or several steps
** sends the last of them when it wakes, never after the deadline. A step that was past already when the call was given
** the present closing is left out: those it touches had a mail that told them the new hour. */
#ifndef APPLICATION_REMINDER_H
#define APPLICATION_REMINDER_H

#include "call/call.h"

/* The reminder that is on at that instant: the last whose time has come; NULL: none, or the call is not open.
** closing_set_at: since when the call closes when it does; INSTANT_UNKNOWN: from the first. */
const struct reminder *reminder_on(const struct call *call, instant closing_set_at, instant now);
/* When a reminder is due. */
instant reminder_at(const struct call *call, const struct reminder *r);

/* What the program itself does every minute; by hand only in tests. Is one wanted? Reading only. */
struct err *application_remind_wanted(struct ctx *c, bool *ret) MUST_CHECK;
/* One transaction: writes the mails that are due, at most some hundreds at a time. */
struct err *application_remind_due(struct ctx *c) MUST_CHECK;

#endif
