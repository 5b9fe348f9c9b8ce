/* meeting_mail.h: what members are told of a meeting: when and where, never what is on its agenda. */
#ifndef MEETING_MEETING_MAIL_H
#define MEETING_MEETING_MAIL_H

#include "meeting/meeting.h"

enum meeting_tell { MEETING_TELL_CONVENED, MEETING_TELL_CHANGED, MEETING_TELL_CANCELLED, MEETING_TELL_WRITTEN };
/* A mail to every member, with the words of the calendar in it; the same to each, whatever conflicts there are. */
struct err *meeting_tell(struct tx *tx, const struct meeting *m, enum meeting_tell what) MUST_CHECK;
/* The meeting as a calendar file. */
const char *meeting_calendar(struct ctx *c, const struct call *call, const struct meeting *m);
/* "https://…/committee/meetings/ID" */
const char *meeting_address(struct ctx *c, const struct meeting *m);

/* Shared by this folder's use cases. */
struct err *office_may_meet(struct ctx *c) MUST_CHECK;

#endif
