/* message.h: a mail as the bytes that go over SMTP (RFC 5322, RFC 2045, RFC 2047). Pure.
**
** Written by ourselves: plain text in UTF-8 is all we send, and the libraries at hand emit encoded words past 75 bytes.
** The tests read the result back with GMime. */
#ifndef MAIL_MESSAGE_H
#define MAIL_MESSAGE_H

#include "base/arena.h"
#include "base/msg.h"

struct message {
    int64_t id;                        /* of the mail: makes the Message-ID, the same at every attempt */
    instant at;                        /* Date, in Japan's time */
    const char *from_email, *from_name;
    const char *to_email, *to_name;    /* one addressee; the name may be "" */
    const char *subject, *body;        /* line ends as \n */
};
/* Lines end in CR LF and are at most 76 bytes long; nothing in it can break out of its header. */
struct bytes message_bytes(struct arena *a, const struct message *m);

/* A header's text as encoded words of at most 75 bytes, cut between characters; plain ASCII stays as it is. first: the
** bytes that stand before it on its line. */
const char *message_words(struct arena *a, const char *text, size_t first);

#endif
