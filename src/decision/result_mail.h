/* result_mail.h: the mails that tell applicants: in confidence before the announcement, and with it. */
#ifndef DECISION_RESULT_MAIL_H
#define DECISION_RESULT_MAIL_H

#include "decision/release_letters.h"
#include "mail/mail.h"

enum result_mail_kind {
    RESULT_NOTICE,   /* where one's own result can be read, in confidence and until when; not the result itself */
    RESULT_ANNOUNCED /* the result */
};
/* As it will be sent to that member. */
struct mail result_mail(struct ctx *c, const struct call *call, const struct release *r, const struct letter_plan *plan,
                        const struct contact *to, enum result_mail_kind kind);
/* To every member of every application. */
struct err *result_mail_all(struct tx *tx, const struct call *call, const struct release *r,
                            const struct letter_plans *plans, enum result_mail_kind kind) MUST_CHECK;

#endif
