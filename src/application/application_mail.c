/* application_mail.c: see application_mail.h. */
#include "application/application_mail.h"

#include "base/id.h"
#include "base/site.h"
#include "db/db.h"
#include "i18n/i18n.h"
#include "mail/mail.h"

#include <string.h>

struct err *application_mail(struct tx *tx, const struct application *app, const char *kind, int64_t about,
                             const struct msg *subject, const struct msg *body, const struct arg args[3])
{
    struct ctx *c = tx_ctx(tx);
    struct contact *to = NULL;
    size_t n = 0;
    TRY(application_contacts(c, app->id, &n, &to));
    const char *link =
        arena_printf(c->arena, "%s/applications/%s", c->site->public_url ? c->site->public_url : "",
                     id_text(c->arena, app->id));
    for (size_t i = 0; i < n; i++) {
        const struct arg all[] = { args[0], args[1], args[2], arg_text(link), ARG_END };
        enum lang lang = strcmp(to[i].lang, "en") == 0 ? LANG_EN : LANG_JA;
        struct mail m = { .key = arena_printf(c->arena, "%s:%lld:%lld", kind, (long long)about,
                                              (long long)to[i].person),
                          .person_id = to[i].person,
                          .to_email = to[i].email,
                          .to_name = to[i].name,
                          .kind = arena_strndup(c->arena, kind, strcspn(kind, "-")),
                          .subject = msg_text(c->arena, lang, subject, all),
                          .body = msg_text(c->arena, lang, body, all) };
        TRY(mail_add(tx, &m));
    }
    return NULL;
}
