/* application_mail.h: one mail to every member of an application, in the language of each. */
#ifndef APPLICATION_APPLICATION_MAIL_H
#define APPLICATION_APPLICATION_MAIL_H

#include "application/application.h"

struct tx;
/* args: {0}, {1}, {2} of subject and body (arg_words for what differs by language); {3} is the link to the application.
** kind, about and the person are the key: the same mail is written once; in the outbox its kind ends at a "-". */
struct err *application_mail(struct tx *tx, const struct application *app, const char *kind, int64_t about,
                             const struct msg *subject, const struct msg *body, const struct arg args[3]) MUST_CHECK;

#endif
