/* application_submit.c: sending, withdrawing, and the institution's approval. Each one transaction. */
#include "application/application.h"

#include "application/application_at.h"
#include "application/application_document.h"
#include "application/application_mail.h"
#include "application/application_rules.h"
#include "application/completion.h"
#include "base/date.h"
#include "base/id.h"
#include "base/site.h"
#include "base/text.h"
#include "db/db.h"
#include "i18n/i18n.h"
#include "ledger/ledger.h"
#include "ledger/receipt.h"
#include "person/person.h"
#include "application.msg.h"

#include <sodium.h>
#include <string.h>

#define REASON_MAX_CHARS 1000
#define LATE_SUBMITS_MAX 100 /* kept per application */

LEDGER_ACT(MSG_APPLICATION_SUBMITTED);
LEDGER_ACT(MSG_APPLICATION_SUBMIT_LATE);
LEDGER_ACT(MSG_APPLICATION_WITHDRAWN);
AUDITED(late_submit, "id, application_id, person_id, arrived_at, closes_at");
LEDGER_ACT(MSG_APPLICATION_APPROVED);

/* Asks the state, the number of submissions and the deadline again while it writes. $5: in review at once, where the
** call has no formal check. */
STMT(application_mark_submitted, WRITE, "iiiii",
     "UPDATE application SET state = 'submitted', submissions = submissions + 1, submission_id = $2,"
     " admitted_at = $5"
     " WHERE id = $1 AND state IN ('draft', 'submitted') AND submissions = $3"
     " AND EXISTS (SELECT 1 FROM call k WHERE k.id = application.call_id AND k.state = 'published'"
     " AND k.opens_at <= $4 AND (k.closes_at > $4 OR (k.closes_at = $4 AND k.deadline_inclusive = 1)))");
/* The same for returned parts: until their own date. */
STMT(application_mark_completed, WRITE, "iiii",
     "UPDATE application SET submissions = submissions + 1, submission_id = $2, returned_until = NULL"
     " WHERE id = $1 AND state = 'submitted' AND submissions = $3 AND returned_until >= $4");
STMT(late_submit_insert, WRITE, "iiiii",
     "INSERT INTO late_submit (id, application_id, person_id, arrived_at, closes_at) VALUES ($1, $2, $3, $4, $5)");
STMT(late_submit_count, READ, "i", "SELECT count(*) FROM late_submit WHERE application_id = $1");
STMT(submission_insert, WRITE,
     "iiiit"
     "ttbii"
     "i",
     "INSERT INTO submission (id, application_id, number, definition_id, type_key, title, answers, "
     "content_hash,"
     " arrived_at, recorded_at, sent_by) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)");
STMT(submission_sender, READ, "i",
     "SELECT p.name FROM submission s JOIN person p ON p.id = s.sent_by WHERE s.id = $1");
STMT(application_mark_withdrawn, WRITE, "iiit",
     "UPDATE application SET state = 'withdrawn', withdrawn_by = $2, withdrawn_at = $3, withdrawn_why = $4"
     " WHERE id = $1 AND state = 'submitted'");
STMT(application_mark_approved, WRITE, "iii",
     "UPDATE application SET approved_by = $2, approved_at = $3"
     " WHERE id = $1 AND approved_at IS NULL AND state IN ('draft', 'submitted')");

/* ── sending ── */

/* The same content sent again is no new act: the person is told who sent it, and when. */
static struct err *refuse_same(struct ctx *c, const struct application *app, const struct submission *next)
{
    struct submission *last = NULL;
    struct row row;
    if (!app->submission_id)
        return NULL;
    TRY(submission_load(c, app->submission_id, &last));
    if (last->content_hash.n != next->content_hash.n ||
        memcmp(last->content_hash.p, next->content_hash.p, next->content_hash.n) != 0 ||
        strcmp(last->type_key, next->type_key) != 0 || strcmp(last->title, next->title) != 0)
        return NULL;
    TRY(db_row(c, submission_sender, &row, I64(last->id)));
    return refused(c->arena, MSG_APPLICATION_SENT_ALREADY, arg_text(row_text(&row, 0)),
                   arg_text(text_instant_exact(c->arena, c->lang, last->arrived_at)));
}

static struct bytes hash_of(struct arena *a, const char *text)
{
    uint8_t hash[32];
    (void)crypto_generichash(hash, sizeof hash, (const uint8_t *)text, strlen(text), NULL, 0);
    return arena_bytes(a, hash, sizeof hash);
}

static struct err *make_submission(struct ctx *c, const struct application_at *at, struct submission *ret)
{
    struct application_form form;
    const struct definition *def = at->call->definition;
    TRY(application_form_load(c, at->app, def, &form));
    struct form_state state = form_mistakes(c->arena, def, at->app->type_key, form.form.v, form.form.n);
    if (at->returned)
        TRY(application_may_complete(c->arena, at->returned, state.mistakes, c->now));
    else
        TRY(application_may_submit(c->arena, at->app, at->call, state.mistakes, c->now));
    const char *answers = application_snapshot(c->arena, def, at->app->type_key, &form);
    *ret = (struct submission){ .id = id_ordered(),
                                .application_id = at->app->id,
                                .definition_id = at->call->definition_id,
                                .sent_by = viewer_person(c),
                                .number = at->app->submissions + 1,
                                .type_key = at->app->type_key,
                                .title = at->app->title,
                                .answers = answers,
                                .content_hash = hash_of(c->arena, answers),
                                .arrived_at = c->now,
                                .recorded_at = site_now(c->site) };
    return refuse_same(c, at->app, ret);
}

static struct err *write_submission(struct tx *tx, const struct application_at *at,
                                    const struct submission *s)
{
    /* The application's row first: of two at the same moment PostgreSQL has the slower one begin again, and it
       learns who was faster; at the submission's number it would only fail. */
    if (at->returned)
        TRY(db_must(tx, application_mark_completed, I64(at->app->id), I64(s->id), I64(at->app->submissions),
                    I64(s->arrived_at)));
    else
        TRY(db_must(tx, application_mark_submitted, I64(at->app->id), I64(s->id), I64(at->app->submissions),
                    I64(s->arrived_at),
                    at->call->definition->rules.formal_check ? NUL() : I64(s->arrived_at)));
    TRY(db_run(tx, submission_insert, NULL, I64(s->id), I64(s->application_id), I64(s->number),
               I64(s->definition_id), TXT(s->type_key), TXT(s->title), TXT(s->answers),
               BYTES(s->content_hash), I64(s->arrived_at), I64(s->recorded_at), I64(s->sent_by)));
    if (at->returned)
        TRY(completion_answer(tx, at->returned, s->id));
    const struct touch done = at->returned ? TOUCH(completion, at->returned->id) : (struct touch){ .table = NULL };
    return ledger_add(tx, MSG_APPLICATION_SUBMITTED,
                      FACTS(fact_text("receipt", at->app->receipt_no), fact_i64("number", s->number),
                            fact_i64("arrived_at", s->arrived_at), fact_hash("content", s->content_hash)),
                      TOUCH(application, at->app->id), TOUCH(submission, s->id), done);
}

/* Whoever tried to send too late is refused; that it was tried, and when, is kept. */
static struct err *keep_late(struct tx *tx, const struct application_at *at)
{
    struct ctx *c = tx_ctx(tx);
    int64_t kept = 0;
    int64_t id = id_ordered();
    TRY(db_i64(c, late_submit_count, &kept, I64(at->app->id)));
    if (kept >= LATE_SUBMITS_MAX)
        return NULL;
    TRY(db_run(tx, late_submit_insert, NULL, I64(id), I64(at->app->id), I64(viewer_person(c)), I64(c->now),
               I64(at->call->closes_at)));
    TRY(ledger_add(tx, MSG_APPLICATION_SUBMIT_LATE,
                   FACTS(fact_text("receipt", at->app->receipt_no), fact_i64("closes_at", at->call->closes_at)),
                   ABOUT(application, at->app->id), TOUCH(late_submit, id)));
    return tx_commit(tx);
}

/* Why it cannot be sent: not open yet, closed at noon, withdrawn. */
static struct err *refuse_submit(struct tx *tx, const struct application_at *at, struct err *e)
{
    struct ctx *c = tx_ctx(tx);
    if (!(at->standing.relations & (REL_LEAD | REL_EDITOR)))
        return e;
    struct err *why = application_may_submit(c->arena, at->app, at->call, NULL, c->now);
    if (why && application_is_late(c, ACT_APPLICATION_SUBMIT, at))
        TRY(keep_late(tx, at));
    return why ? why : e;
}

struct err *application_submit(struct ctx *c, int64_t id, struct submission *ret)
{
    struct application_at at = { 0 };
    struct submission next;
    TX(tx, c);
    struct err *e = application_at(c, id, ACT_APPLICATION_SUBMIT, &at);
    if (e && at.app)
        return refuse_submit(tx, &at, e);
    TRY(e);
    TRY(make_submission(c, &at, &next));
    TRY(application_institution_has_room(c, at.call, at.app->institution_id, id));
    TRY(write_submission(tx, &at, &next));
    TRY(application_pdf_queue(tx, next.id));
    const struct arg args[] = { arg_text(at.app->receipt_no), arg_text(at.app->title),
                                arg_instant(next.arrived_at) };
    TRY(application_mail(tx, at.app, "receipt", next.id, &MSG_APPLICATION_MAIL_SENT_SUBJECT,
                     &MSG_APPLICATION_MAIL_SENT_BODY, args));
    TRY(tx_commit(tx));
    *ret = next;
    return NULL;
}

/* ── withdrawing, approving ── */

/* Weak: no feature above may want to hear of it. */
extern const struct withdrawn_hook *const __start_kyoten_withdrawn[] __attribute__((weak));
extern const struct withdrawn_hook *const __stop_kyoten_withdrawn[] __attribute__((weak));

struct err *application_withdraw(struct ctx *c, int64_t id, const char *reason)
{
    struct application_at at = { 0 };
    const char *why = text_trim_display(c->arena, reason);
    TX(tx, c);
    TRY(application_at(c, id, ACT_APPLICATION_WITHDRAW, &at));
    if (!*why)
        return invalid(c->arena, "reason", MSG_APPLICATION_REASON_MISSING);
    if (text_count(why) > REASON_MAX_CHARS)
        return invalid(c->arena, "reason", MSG_APPLICATION_TOO_LONG, arg_i64(REASON_MAX_CHARS));
    TRY(db_must(tx, application_mark_withdrawn, I64(id), I64(viewer_person(c)), I64(c->now), TXT(why)));
    TRY(ledger_add(tx, MSG_APPLICATION_WITHDRAWN, FACTS(fact_text("receipt", at.app->receipt_no)),
                   TOUCH(application, id)));
    const struct arg args[] = { arg_text(at.app->receipt_no), arg_text(at.app->title), arg_instant(c->now) };
    TRY(application_mail(tx, at.app, "withdrawn", id, &MSG_APPLICATION_MAIL_WITHDRAWN_SUBJECT,
                     &MSG_APPLICATION_MAIL_WITHDRAWN_BODY, args));
    for (const struct withdrawn_hook *const *h = __start_kyoten_withdrawn; h < __stop_kyoten_withdrawn; h++)
        TRY((*h)->withdrawn(tx, at.app));
    return tx_commit(tx);
}

struct err *application_approve(struct ctx *c, int64_t id)
{
    struct application_at at = { 0 };
    TX(tx, c);
    TRY(application_at(c, id, ACT_APPLICATION_APPROVE, &at));
    if (!at.call->definition->rules.institution_approval)
        return refused(c->arena, MSG_APPLICATION_NO_APPROVAL_ASKED);
    TRY(db_must(tx, application_mark_approved, I64(id), I64(viewer_person(c)), I64(c->now)));
    TRY(ledger_add(tx, MSG_APPLICATION_APPROVED, NO_FACTS, TOUCH(application, id)));
    return tx_commit(tx);
}

/* ── the receipt ── */

struct err *submission_receipt(struct ctx *c, const struct application *app, const struct call *call,
                               const struct submission *sub, const char **ret_json)
{
    struct ledger_lines lines;
    struct submitted all;
    TRY(ledger_history(c, submission, sub->id, 1, &lines));
    if (lines.n == 0)
        return fault(c->arena, "submission %lld has no entry in the ledger", (long long)sub->id);
    TRY(submission_read(c->arena, sub, &all));
    size_t n = 0;
    struct fact *facts = arena_array(c->arena, struct fact, 16 + 2 * all.attachment_count);
    facts[n++] = fact_text("programme", call->programme);
    facts[n++] = fact_text("round", call->round);
    facts[n++] = fact_text("receipt_no", app->receipt_no);
    facts[n++] = fact_text("title", sub->title);
    facts[n++] = fact_text("type", sub->type_key);
    facts[n++] = fact_i64("number", sub->number);
    facts[n++] = fact_text("arrived_at", text_rfc3339(c->arena, sub->arrived_at));
    facts[n++] = fact_text("recorded_at", text_rfc3339(c->arena, sub->recorded_at));
    facts[n++] = fact_text("closes_at", text_rfc3339(c->arena, call->closes_at));
    facts[n++] = fact_hash("content_hash", sub->content_hash);
    for (size_t i = 0; i < all.attachment_count; i++) {
        facts[n++] = fact_text(arena_printf(c->arena, "file_%zu_name", i + 1), all.attachments[i].name);
        facts[n++] = fact_hash(arena_printf(c->arena, "file_%zu_hash", i + 1), all.attachments[i].hash);
    }
    return receipt_make(c, "submission", facts, lines.v[0].entry, ret_json);
}
