/* smtp.h: hands one message to the mail server (libcurl). Blocks: for jobs only. */
#ifndef MAIL_SMTP_H
#define MAIL_SMTP_H

#include "base/arena.h"

enum smtp_outcome {
    SMTP_TAKEN,   /* the server said 250 after the whole message */
    SMTP_LATER,   /* no server, a 4xx answer, a connection that broke: to be tried again */
    SMTP_REFUSED  /* a 5xx answer: trying again changes nothing */
};
/* url: "smtp://host:port" (the relay of this machine or network, in the clear) or "smtps://…" (TLS, certificate
** checked). *ret_why says in English what happened, for the outbox page and the log; it holds no text of the mail. */
enum smtp_outcome smtp_send(struct arena *a, const char *url, const char *from, const char *to, struct bytes message,
                            const char **ret_why);

#endif
