/* result_mail.c: see result_mail.h. */
#include "decision/result_mail.h"

#include "base/id.h"
#include "base/site.h"
#include "db/db.h"
#include "decision.msg.h"
#include "i18n/i18n.h"
#include "notice.msg.h"

static const char *announced_body(struct arena *a, enum lang lang, const struct letter_plan *plan,
                                  const struct contact *to, const char *about, const char *address)
{
    const char *outcome = plan->decision->outcome == OUTCOME_SELECT ? MSG_TEXT(a, lang, MSG_RESULT_MAIL_SELECTED)
                                                                    : MSG_TEXT(a, lang, MSG_RESULT_MAIL_DECLINED);
    return MSG_TEXT(a, lang, MSG_RESULT_MAIL_BODY, arg_text(to->name), arg_text(about), arg_text(outcome),
                    arg_text(address));
}

struct mail result_mail(struct ctx *c, const struct call *call, const struct release *r, const struct letter_plan *plan,
                        const struct contact *to, enum result_mail_kind kind)
{
    struct arena *a = c->arena;
    enum lang lang = lang_parse(to->lang);
    const char *title = call_title(a, lang, call);
    const char *address = arena_printf(a, "%s/applications/%s/result", c->site && c->site->public_url ?
        c->site->public_url : "",
                                       id_text(a, plan->app->id));
    const char *about = MSG_TEXT(a, lang, MSG_RESULT_MAIL_ABOUT, arg_text(title), arg_text(plan->app->title),
                                 arg_text(plan->app->receipt_no));
    struct mail m = { .person_id = to->person, .to_email = to->email, .to_name = to->name };
    if (kind == RESULT_NOTICE) {
        m.key = arena_printf(a, "notice:%lld:%lld:%lld", (long long)plan->app->id, (long long)to->person,
                             (long long)r->revision);
        m.kind = "notice";
        m.subject = MSG_TEXT(a, lang, MSG_NOTICE_MAIL_SUBJECT, arg_text(title));
        m.body = MSG_TEXT(a, lang, MSG_NOTICE_MAIL_BODY, arg_text(to->name), arg_text(about),
                          arg_instant(r->announce_at), arg_text(address));
    } else {
        m.key = arena_printf(a, "result:%lld:%lld", (long long)plan->app->id, (long long)to->person);
        m.kind = "result";
        m.subject = MSG_TEXT(a, lang, MSG_RESULT_MAIL_SUBJECT, arg_text(title));
        m.body = announced_body(a, lang, plan, to, about, address);
    }
    return m;
}

struct err *result_mail_all(struct tx *tx, const struct call *call, const struct release *r,
                            const struct letter_plans *plans, enum result_mail_kind kind)
{
    struct ctx *c = tx_ctx(tx);
    for (size_t i = 0; i < plans->n; i++) {
        struct contact *to = NULL;
        size_t n = 0;
        TRY(application_contacts(c, plans->v[i].app->id, &n, &to));
        for (size_t k = 0; k < n; k++) {
            struct mail m = result_mail(c, call, r, &plans->v[i], &to[k], kind);
            TRY(mail_add(tx, &m));
        }
    }
    return NULL;
}
