/* release_void.c: a withdrawal after the approval: what was approved is no longer what would be announced, so the
** approval ends by itself, and the office is told that it has to prepare anew. */
#include "application/application.h"
#include "decision/approval.h"
#include "decision/decision_store.h"
#include "decision/release_jobs.h"

#include "base/site.h"
#include "decision.msg.h"
#include "i18n/i18n.h"
#include "mail/mail.h"
#include "person/account.h"

/* The mail says where to look, and nothing of any application or of the minute: mails lie about. */
static struct err *tell(struct tx *tx, const struct release *r, const struct call *call, const struct person *p)
{
    const struct ctx *c = tx_ctx(tx);
    struct arena *a = c->arena;
    const char *title = call_title(a, p->lang, call);
    const char *address =
        arena_printf(a, "%s/office/decision", c->site && c->site->public_url ? c->site->public_url : "");
    return mail_add(tx, &(struct mail){ .key = arena_printf(a, "release-void:%lld:%lld:%lld", (long long)r->id,
                                                            (long long)r->revision, (long long)p->id),
                                        .person_id = p->id,
                                        .to_email = p->email,
                                        .to_name = p->name,
                                        .kind = "release_void",
                                        .subject = MSG_TEXT(a, p->lang, MSG_RELEASE_VOID_MAIL_SUBJECT, arg_text(title)),
                                        .body = MSG_TEXT(a, p->lang, MSG_RELEASE_VOID_MAIL_BODY, arg_text(p->name),
                                                         arg_text(title), arg_text(address)) });
}

static struct err *tell_office(struct tx *tx, const struct release *r)
{
    struct ctx *c = tx_ctx(tx);
    struct call *call = NULL;
    struct duty_lines office;
    TRY(call_load(c, r->call_id, &call));
    TRY(duty_list(c, DUTIES_OFFICE, 0, &office));
    for (size_t i = 0; i < office.n; i++) { /* whoever holds both duties gets one: the key is the same */
        struct person *p = NULL;
        TRY(person_load(c, office.v[i].person_id, &p));
        TRY(tell(tx, r, call, p));
    }
    return NULL;
}

static struct err *void_approval(struct tx *tx, const struct application *app)
{
    extern const struct ledger_act ledger_act_MSG_RELEASE_VOIDED;
    struct release *r = NULL;
    struct touch about = ABOUT(application, app->id);
    TRY(release_find(tx_ctx(tx), app->call_id, &r));
    bool begun = false;
    TRY(approval_is_begun(tx_ctx(tx), r, &begun));
    if (!begun)
        return NULL;
    TRY(release_take_back(tx, r, &ledger_act_MSG_RELEASE_VOIDED, &about));
    return tell_office(tx, r);
}
ON_APPLICATION_WITHDRAWN(void_approval);
