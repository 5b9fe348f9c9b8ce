/* public_entry_acts.c: the lead confirms or proposes, the office takes, sends back, or writes down what it
** was told. */
#include "decision/decision_store.h"
#include "decision/public_entry_store.h"
#include "decision/release_jobs.h"

#include "base/id.h"
#include "base/site.h"
#include "base/text.h"
#include "i18n/i18n.h"
#include "ledger/ledger.h"
#include "mail/mail.h"
#include "notice.msg.h"

LEDGER_ACT(MSG_NOTICE_CONFIRMED);
LEDGER_ACT(MSG_NOTICE_PROPOSED);
LEDGER_ACT(MSG_NOTICE_ACCEPTED);
LEDGER_ACT(MSG_NOTICE_SENT_BACK);
LEDGER_ACT(MSG_NOTICE_SET);

struct answering {
    struct application *app;
    struct call *call;
    struct release *release;
    struct public_entry *entry;
};

/* There is an entry, notice was given, and the announcement is still to come. */
static struct err *open_entry(struct ctx *c, int64_t application_id, struct answering *x)
{
    TRY(application_load(c, application_id, &x->app));
    TRY(call_load(c, x->app->call_id, &x->call));
    TRY(release_find(c, x->call->id, &x->release));
    TRY(public_entry_find(c, application_id, &x->entry));
    if (!x->entry || !x->release || x->release->noticed_at == INSTANT_UNKNOWN)
        return not_found(c->arena);
    return release_is(x->release, "released") ? refused(c->arena, MSG_NOTICE_ANNOUNCED) : NULL;
}

static struct err *seen_check(struct arena *a, const struct public_entry *e, int64_t seen)
{
    return e->revision == seen ? NULL : conflict(a, MSG_NOTICE_CHANGED, arg_instant(e->changed_at));
}

static struct err *note_check(struct arena *a, const char *note, bool wanted)
{
    if (wanted && !*note)
        return invalid(a, "note", MSG_NOTICE_NOTE_MISSING);
    size_t n = text_count(note);
    return n > PUBLIC_NOTE_MAX ? invalid(a, "note", MSG_NOTICE_TEXT_LONG, arg_i64(PUBLIC_NOTE_MAX), arg_i64((int64_t)n))
                               : NULL;
}

/* Everything is confirmed and the minute has passed: nothing is waited for any more. */
static struct err *go_on(struct tx *tx, const struct answering *x)
{
    struct ctx *c = tx_ctx(tx);
    struct public_entries all;
    TRY(public_entry_list(c, x->call->id, &all));
    if (c->now < x->release->announce_at || !release_is(x->release, "approved") || public_entries_open(&all))
        return NULL;
    return release_job_again(tx, x->release, x->entry->id);
}

struct err *public_entry_answer(struct ctx *c, int64_t application_id, struct public_texts *t, const char *note,
                                int64_t seen, bool *ret_confirmed)
{
    struct answering x = { 0 };
    struct standing s;
    TX(tx, c);
    TRY(application_load(c, application_id, &x.app));
    TRY(call_load(c, x.app->call_id, &x.call));
    TRY(application_standing(c, x.app, x.call, &s));
    TRY(allow(c, ACT_APPLICATION_SEE, ACT_APPLICATION_SEE, s));
    TRY(open_entry(c, application_id, &x)); /* nothing asked is nothing there, for the lead too */
    TRY(allow(c, ACT_APPLICATION_CONFIRM, ACT_APPLICATION_SEE, s));
    note = decision_trimmed(c->arena, note);
    TRY(err_join(public_texts_check(c->arena, t), note_check(c->arena, note, false)));
    bool same = public_texts_equal(t, &x.entry->texts);
    if (same && public_entry_is(x.entry, "confirmed")) {
        *ret_confirmed = true;
        return NULL; /* the same button twice */
    }
    TRY(seen_check(c->arena, x.entry, seen));
    x.entry->state = same ? "confirmed" : "proposed";
    x.entry->has_proposed = !same;
    x.entry->proposed = *t;
    x.entry->note = note;
    TRY(public_entry_put(tx, x.entry, false));
    if (same)
        TRY(ledger_add(tx, MSG_NOTICE_CONFIRMED, NO_FACTS, TOUCH(public_entry, x.entry->id), ABOUT(application,
            x.app->id)));
    else
        TRY(ledger_add(tx, MSG_NOTICE_PROPOSED, NO_FACTS, TOUCH(public_entry, x.entry->id), ABOUT(application,
            x.app->id)));
    TRY(go_on(tx, &x));
    *ret_confirmed = same;
    return tx_commit(tx);
}

/* ── the office ── */

static struct err *mail_lead(struct tx *tx, const struct answering *x, const char *note)
{
    struct ctx *c = tx_ctx(tx);
    struct arena *a = c->arena;
    struct contact *to = NULL;
    size_t n = 0;
    TRY(application_contacts(c, x->app->id, &n, &to));
    if (!n)
        return NULL;
    enum lang lang = lang_parse(to[0].lang);
    const char *address = arena_printf(a, "%s/applications/%s/public", c->site && c->site->public_url ?
        c->site->public_url : "",
                                       id_text(a, x->app->id));
    return mail_add(tx, &(struct mail){ .key = arena_printf(a, "public-back:%lld:%lld", (long long)x->entry->id,
                                                            (long long)x->entry->revision),
                                        .person_id = to[0].person, .to_email = to[0].email, .to_name = to[0].name,
                                        .kind = "public_back", .subject = MSG_TEXT(a, lang, MSG_NOTICE_BACK_SUBJECT),
                                        .body = MSG_TEXT(a, lang, MSG_NOTICE_BACK_BODY, arg_text(to[0].name),
                                            arg_text(note),
                                                         arg_instant(x->entry->due_at), arg_text(address)) });
}

static struct err *reply_write(struct tx *tx, struct answering *x, enum public_reply reply)
{
    struct public_entry *e = x->entry;
    TRY(public_entry_put(tx, e, true));
    switch (reply) {
    case PUBLIC_ACCEPT:
        return ledger_add(tx, MSG_NOTICE_ACCEPTED, NO_FACTS, TOUCH(public_entry, e->id), ABOUT(application,
            x->app->id));
    case PUBLIC_RETURN:
        TRY(mail_lead(tx, x, e->note));
        return ledger_add(tx, MSG_NOTICE_SENT_BACK, NO_FACTS, TOUCH(public_entry, e->id), ABOUT(application,
            x->app->id));
    case PUBLIC_SET:
        return ledger_add(tx, MSG_NOTICE_SET, FACTS(fact_text("how", e->note)), TOUCH(public_entry, e->id),
                          ABOUT(application, x->app->id));
    }
    return NULL;
}

struct err *public_entry_reply(struct ctx *c, int64_t application_id, enum public_reply reply, struct public_texts *t,
                               const char *note, int64_t seen)
{
    struct answering x = { 0 };
    TX(tx, c);
    TRY(allow(c, ACT_OFFICE_DECISION, ACT_OFFICE_DECISION, (struct standing){ REL_ANY, STATE_ANY }));
    TRY(open_entry(c, application_id, &x));
    TRY(seen_check(c->arena, x.entry, seen));
    note = decision_trimmed(c->arena, note);
    TRY(note_check(c->arena, note, reply != PUBLIC_ACCEPT));
    if (reply != PUBLIC_SET && !public_entry_is(x.entry, "proposed"))
        return refused(c->arena, MSG_NOTICE_NOTHING_PROPOSED);
    if (reply == PUBLIC_ACCEPT)
        x.entry->texts = x.entry->proposed;
    if (reply == PUBLIC_SET) {
        TRY(public_texts_check(c->arena, t));
        x.entry->texts = *t;
    }
    x.entry->has_proposed = false;
    x.entry->state = reply == PUBLIC_RETURN ? "asked" : "confirmed";
    x.entry->note = note;
    TRY(reply_write(tx, &x, reply));
    TRY(go_on(tx, &x));
    return tx_commit(tx);
}
