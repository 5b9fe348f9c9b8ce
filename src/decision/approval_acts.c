/* approval_acts.c: a step of the approval is taken, or the release goes back to who prepared it. */
#include "decision/approval.h"
#include "decision/decision_store.h"
#include "decision/release_jobs.h"

#include "base/site.h"
#include "base/text.h"
#include "decision.msg.h"
#include "i18n/i18n.h"
#include "ledger/ledger.h"
#include "mail/mail.h"
#include "person/person.h"

#include <string.h>

LEDGER_ACT(MSG_RELEASE_STAMPED);
LEDGER_ACT(MSG_RELEASE_APPROVED);
LEDGER_ACT(MSG_RELEASE_RETURNED);

STMT(approval_mail_to, READ, "i", "SELECT email, name, lang FROM person WHERE id = $1");

/* The release at hand with all that the rules ask about. */
struct stamping {
    struct release *release;
    struct call *call;
    struct board board;
    struct approval_list list;
    int64_t position;
    const struct approval_step *step;
};

static struct err *stamping_open(struct ctx *c, int64_t release_id, int64_t seen, struct stamping *ret)
{
    TRY(allow(c, ACT_OFFICE_DECISION, ACT_OFFICE_DECISION, (struct standing){ REL_ANY, STATE_ANY }));
    TRY(release_load(c, release_id, &ret->release));
    TRY(call_load(c, ret->release->call_id, &ret->call));
    TRY(approval_list(c, release_id, &ret->list));
    if (ret->release->revision != seen || !release_is(ret->release, "prepared"))
        return release_moved_on(c->arena, ret->release);
    const struct definition *def = ret->call->definition;
    TRY(approval_may(c->arena, ret->release, &ret->list, def, c->actor.person, c->viewer->duties));
    ret->position = approval_next(&ret->list, ret->release->draft, def);
    ret->step = &def->approval_steps.v[ret->position - 1];
    return NULL;
}

static struct approval approval_made(const struct ctx *c, const struct stamping *s, const char *note)
{
    return (struct approval){ .draft = s->release->draft, .position = s->position,
                              .title_ja = s->step->title.in[LANG_JA], .title_en = s->step->title.in[LANG_EN],
                              .outside_on = DATE_UNKNOWN, .note = note, .person = c->actor.person, .made_at = c->now };
}

/* The last step was taken: it happens at its minute. */
static struct err *approved(struct tx *tx, const struct stamping *s, int64_t approval_id)
{
    const struct release *r = s->release;
    TRY(release_mark_approved(tx, r));
    TRY(release_jobs_add(tx, r, r->revision + 1));
    return ledger_add(tx, MSG_RELEASE_APPROVED,
                      FACTS(fact_i64("announce_at", r->announce_at), fact_hash("decisions", s->board.hash),
                            fact_id("prepared_by", r->prepared_by), fact_text("step", s->step->key)),
                      TOUCH(release, r->id), TOUCH(approval, approval_id), ABOUT(call, r->call_id));
}

static struct err *stamped(struct tx *tx, const struct stamping *s, int64_t approval_id)
{
    const struct release *r = s->release;
    TRY(release_mark_stamped(tx, r));
    return ledger_add(tx, MSG_RELEASE_STAMPED,
                      FACTS(fact_text("step", s->step->key), fact_i64("position", s->position),
                            fact_i64("draft", r->draft), fact_hash("decisions", s->board.hash)),
                      TOUCH(release, r->id), TOUCH(approval, approval_id), ABOUT(call, r->call_id));
}

struct err *release_stamp(struct ctx *c, int64_t release_id, const struct stamp_typed *t, int64_t seen)
{
    struct stamping s = { 0 };
    int64_t id = 0;
    TX(tx, c);
    TRY(stamping_open(c, release_id, seen, &s));
    TRY(board_load(c, s.call, BOARD_OFFICE, &s.board));
    TRY(release_may_approve(c->arena, s.release, c->actor.person, s.board.hash, s.call->definition_id, c->now));
    struct stamp_typed typed = { decision_trimmed(c->arena, t->outside_number), t->outside_on,
                                 decision_trimmed(c->arena, t->note) };
    TRY(stamp_check(c->arena, s.step, &typed, date_of_instant(c->now)));
    struct approval x = approval_made(c, &s, typed.note);
    if (s.step->outside) {
        x.outside_number = typed.outside_number;
        x.outside_on = typed.outside_on;
    }
    TRY(approval_add(tx, s.release, &x, &id));
    TRY(s.position == (int64_t)s.call->definition->approval_steps.n ? approved(tx, &s, id) : stamped(tx, &s, id));
    return tx_commit(tx);
}

/* ── going back ── */

static struct err *mail_returned(struct tx *tx, const struct stamping *s, const char *reason)
{
    struct ctx *c = tx_ctx(tx);
    struct arena *a = c->arena;
    struct row row;
    const struct release *r = s->release;
    TRY(db_row(c, approval_mail_to, &row, I64(r->prepared_by)));
    enum lang lang = lang_parse(row_text(&row, 2));
    const char *title = call_title(a, lang, s->call);
    const char *address = arena_printf(a, "%s/office/decision", c->site->public_url ? c->site->public_url : "");
    struct mail m = { .key = arena_printf(a, "returned:%lld:%lld", (long long)r->id, (long long)r->draft),
                      .person_id = r->prepared_by, .to_email = row_text(&row, 0), .to_name = row_text(&row, 1),
                      .kind = "returned", .subject = MSG_TEXT(a, lang, MSG_APPROVAL_MAIL_SUBJECT, arg_text(title)),
                      .body = MSG_TEXT(a, lang, MSG_APPROVAL_MAIL_BODY, arg_text(row_text(&row, 1)),
                                       arg_text(s->step->title.in[lang]), arg_text(reason), arg_text(address)) };
    return mail_add(tx, &m);
}

struct err *release_return(struct ctx *c, int64_t release_id, const char *reason, int64_t seen)
{
    struct stamping s = { 0 };
    int64_t id = 0;
    const char *why = decision_trimmed(c->arena, reason);
    TX(tx, c);
    TRY(stamping_open(c, release_id, seen, &s));
    if (!*why)
        return invalid(c->arena, "why", MSG_APPROVAL_REASON_MISSING);
    if (text_count(why) > APPROVAL_NOTE_MAX)
        return invalid(c->arena, "why", MSG_DECISION_TOO_LONG, arg_i64(APPROVAL_NOTE_MAX),
                       arg_i64((int64_t)text_count(why)));
    struct approval x = approval_made(c, &s, why);
    x.returned = true;
    TRY(approval_add(tx, s.release, &x, &id));
    TRY(release_mark_returned(tx, s.release));
    TRY(mail_returned(tx, &s, why));
    TRY(ledger_add(tx, MSG_RELEASE_RETURNED,
                   FACTS(fact_text("step", s.step->key), fact_i64("draft", s.release->draft)),
                   TOUCH(release, s.release->id), TOUCH(approval, id), ABOUT(call, s.release->call_id)));
    return tx_commit(tx);
}
