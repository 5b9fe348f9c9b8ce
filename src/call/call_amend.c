/* call_amend.c: a published call is amended, or cancelled: with a reason, a number, and a mail to those it
** touches. */
#include "call/call_versions.h"

#include "base/id.h"
#include "base/site.h"
#include "base/text.h"
#include "db/db.h"
#include "i18n/i18n.h"
#include "ledger/ledger.h"
#include "mail/mail.h"
#include "call.msg.h"

#include <string.h>

LEDGER_ACT(MSG_CALL_AMENDMENT_BEGUN);
LEDGER_ACT(MSG_CALL_AMENDMENT_DROPPED);
LEDGER_ACT(MSG_CALL_CANCELLED);

STMT(call_version_begin, WRITE, "iiii",
     "INSERT INTO call_version (id, call_id, state, kind, definition_id, opens_at, closes_at, "
     "deadline_inclusive,"
     " begun_by, begun_at) SELECT CAST($1 AS BIGINT), c.id, 'preparing', 'content', c.definition_id, "
     "c.opens_at,"
     " c.closes_at, c.deadline_inclusive, CAST($3 AS BIGINT), CAST($4 AS BIGINT) FROM call c"
     " WHERE c.id = $2 AND c.state = 'published'");
STMT(call_version_drop, WRITE, "i",
     "UPDATE call_version SET state = 'dropped' WHERE id = $1 AND state = 'preparing'");
STMT(call_version_publish, WRITE, "iittiiii",
     "UPDATE call_version SET state = 'published', number = $2, reason_ja = $3, reason_en = $4, drafts = $5,"
     " submitted = $6, published_by = $7, published_at = $8, opens_at = (SELECT c.opens_at FROM call c WHERE "
     "c.id ="
     " call_version.call_id), closes_at = (SELECT c.closes_at FROM call c WHERE c.id = call_version.call_id),"
     " deadline_inclusive = (SELECT c.deadline_inclusive FROM call c WHERE c.id = call_version.call_id), "
     "planned_from ="
     " (SELECT c.planned_from FROM call c WHERE c.id = call_version.call_id), planned_to = (SELECT "
     "c.planned_to FROM"
     " call c WHERE c.id = call_version.call_id), planned_words_ja = (SELECT c.planned_words_ja FROM call c "
     "WHERE c.id"
     " = call_version.call_id), planned_words_en = (SELECT c.planned_words_en FROM call c WHERE c.id ="
     " call_version.call_id) WHERE id = $1 AND state = 'preparing'");
STMT(call_amend_definition, WRITE, "iii",
     "UPDATE call SET definition_id = $2 WHERE id = $1 AND state = 'published' AND definition_id = $3");
STMT(call_set_cancelled, WRITE, "iiittt",
     "UPDATE call SET state = 'cancelled', cancelled_by = $2, cancelled_at = $3, cancelled_why_ja = $4,"
     " cancelled_why_en = $5 WHERE id = $1 AND state = $6");

static struct err *may(struct ctx *c)
{
    return allow(c, ACT_OFFICE_CALL, ACT_OFFICE_CALL, (struct standing){ REL_ANY, STATE_ANY });
}

struct err *call_reason_check(struct arena *a, const struct call_reason *why)
{
    struct err *e = NULL;
    const char *const texts[] = { why ? why->ja : "", why ? why->en : "" };
    const char *const fields[] = { "reason_ja", "reason_en" };
    for (int i = 0; i < 2; i++) {
        if (!texts[i] || !*texts[i])
            e = err_join(e, invalid(a, fields[i], MSG_CALL_REASON_MISSING));
        else if (text_count(texts[i]) > CALL_REASON_MAX)
            e = err_join(e, invalid(a, fields[i], MSG_CALL_REASON_LONG, arg_i64(CALL_REASON_MAX)));
    }
    return e;
}

struct err *call_amend_begin(struct ctx *c, int64_t call_id)
{
    struct call_work w;
    int64_t id = id_random();
    TX(tx, c);
    TRY(may(c));
    TRY(call_work_load(c, call_id, &w));
    if (w.amendment)
        return conflict(c->arena, MSG_CALL_AMENDMENT_THERE);
    if (strcmp(w.call->state, "published") != 0)
        return refused(c->arena, MSG_CALL_NOT_PUBLISHED);
    TRY(call_may_amend(c->arena, w.call, w.live, w.live, c->now));
    TRY(db_must(tx, call_version_begin, I64(id), I64(call_id), I64(c->actor.person), I64(c->now)));
    TRY(ledger_add(tx, MSG_CALL_AMENDMENT_BEGUN, NO_FACTS, TOUCH(call_version, id), ABOUT(call, call_id)));
    return tx_commit(tx);
}

struct err *call_amend_drop(struct ctx *c, int64_t call_id)
{
    struct call_work w;
    TX(tx, c);
    TRY(call_work_to_change(c, call_id, &w));
    if (!w.amendment)
        return refused(c->arena, MSG_CALL_NO_AMENDMENT);
    TRY(db_must(tx, call_version_drop, I64(w.amendment)));
    TRY(ledger_add(tx, MSG_CALL_AMENDMENT_DROPPED, NO_FACTS, TOUCH(call_version, w.amendment),
                   ABOUT(call, call_id)));
    return tx_commit(tx);
}

/* ── telling ── */

struct call_notice call_amendment_mail(struct ctx *c, enum lang lang, const struct call *call, int64_t number,
                                       const struct call_reason *why)
{
    const char *title = call_title(c->arena, lang, call);
    const char *no = arena_printf(c->arena, "%lld", (long long)number);
    const char *link = arena_printf(c->arena, "%s/calls/%s/changes",
                                    c->site->public_url ? c->site->public_url : "", call->round);
    return (struct call_notice){
        .subject = MSG_TEXT(c->arena, lang, MSG_CALL_AMENDED_SUBJECT, arg_text(title), arg_text(no)),
        .body = MSG_TEXT(c->arena, lang, MSG_CALL_AMENDED_BODY, arg_text(title), arg_text(no),
                         arg_text(lang == LANG_EN ? why->en : why->ja), arg_text(link)),
    };
}

static struct err *mail_all(struct tx *tx, const struct call *call, const char *kind, int64_t about,
                            const struct call_notice in[LANG_COUNT])
{
    struct ctx *c = tx_ctx(tx);
    struct touched_people people;
    TRY(application_people_of_call(c, call->id, &people));
    for (size_t i = 0; i < people.n; i++) {
        const struct touched_person *p = &people.v[i];
        TRY(mail_add(tx, &(struct mail){ .key = arena_printf(c->arena, "%s:%lld:%lld", kind, (long long)about,
                                                             (long long)p->person),
                                         .person_id = p->person,
                                         .to_email = p->email,
                                         .to_name = p->name,
                                         .kind = kind,
                                         .subject = in[p->lang].subject,
                                         .body = in[p->lang].body }));
    }
    return NULL;
}

struct err *call_tell_touched(struct tx *tx, const struct call *call, int64_t about, int64_t number,
                              const struct call_reason *why)
{
    struct ctx *c = tx_ctx(tx);
    struct call_notice in[LANG_COUNT];
    for (int l = 0; l < LANG_COUNT; l++)
        in[l] = call_amendment_mail(c, (enum lang)l, call, number, why);
    return mail_all(tx, call, "call-amended", about, in);
}

/* ── publishing what was prepared ── */

static struct err *publish(struct tx *tx, const struct call_work *w, const struct call_reason *why)
{
    struct ctx *c = tx_ctx(tx);
    struct application_touched whom;
    struct call_items items;
    int64_t number = 0;
    TRY(call_version_count(c, w->call->id, &number));
    TRY(application_touched(c, w->call->id, &whom));
    TRY(call_items_list(c, w->call, &items));
    if (items.unconfirmed)
        TRY(call_add_confirmations(tx, w->call, "*"));
    TRY(db_must(tx, call_amend_definition, I64(w->call->id), I64(w->call->definition_id), I64(w->live_id)));
    TRY(db_must(tx, call_version_publish, I64(w->amendment), I64(number), TXT(why->ja), TXT(why->en),
                I64(whom.drafts), I64(whom.submitted), I64(c->actor.person), I64(c->now)));
    TRY(ledger_add(tx, MSG_CALL_AMENDED,
                   FACTS(fact_text("round", w->call->round), fact_i64("number", number),
                         fact_text("kind", "content"), fact_id("definition", w->call->definition_id),
                         fact_i64("drafts", whom.drafts), fact_i64("submitted", whom.submitted)),
                   TOUCH(call, w->call->id), TOUCH(call_version, w->amendment)));
    return call_tell_touched(tx, w->call, w->amendment, number, why);
}

struct err *call_amend_publish(struct ctx *c, int64_t call_id, int64_t seen, const struct call_reason *why)
{
    struct call_work w;
    TX(tx, c);
    TRY(call_work_to_change(c, call_id, &w));
    if (!w.amendment)
        return refused(c->arena, MSG_CALL_NO_AMENDMENT);
    if (seen != w.call->definition_id)
        return conflict(c->arena, MSG_CALL_ITEM_CHANGED_MEANWHILE);
    if (w.live_id == w.call->definition_id)
        return refused(c->arena, MSG_CALL_NOTHING_AMENDED);
    TRY(call_reason_check(c->arena, why));
    TRY(call_may_amend(c->arena, w.call, w.live, w.call->definition, c->now));
    const char *unwritten = definition_unwritten(c->arena, w.call->definition);
    if (unwritten)
        return refused(c->arena, MSG_CALL_UNWRITTEN, arg_text(unwritten));
    TRY(publish(tx, &w, why));
    return tx_commit(tx);
}

/* ── the end of a call ── */

static struct err *may_cancel(struct ctx *c, const struct call *call)
{
    enum call_phase phase = call_phase(call, c->now);
    if (phase == CALL_CANCELLED)
        return conflict(c->arena, MSG_CALL_IS_CANCELLED);
    return phase == CALL_ANNOUNCED ? refused(c->arena, MSG_CALL_AMEND_OVER) : NULL;
}

static struct err *tell_cancelled(struct tx *tx, const struct call *call, const struct call_reason *why)
{
    struct ctx *c = tx_ctx(tx);
    struct call_notice in[LANG_COUNT];
    for (int l = 0; l < LANG_COUNT; l++) {
        const char *title = call_title(c->arena, (enum lang)l, call);
        in[l] = (struct call_notice){
            .subject = MSG_TEXT(c->arena, (enum lang)l, MSG_CALL_CANCELLED_SUBJECT, arg_text(title)),
            .body = MSG_TEXT(c->arena, (enum lang)l, MSG_CALL_CANCELLED_BODY, arg_text(title),
                             arg_text(l == LANG_EN ? why->en : why->ja)),
        };
    }
    return mail_all(tx, call, "call-cancelled", call->id, in);
}

struct err *call_cancel(struct ctx *c, int64_t call_id, const struct call_reason *why)
{
    struct call *call = NULL;
    TX(tx, c);
    TRY(may(c));
    TRY(call_load(c, call_id, &call));
    TRY(may_cancel(c, call));
    bool published = strcmp(call->state, "published") == 0;
    if (published)
        TRY(call_reason_check(c->arena, why));
    TRY(db_must(tx, call_set_cancelled, I64(call_id), I64(c->actor.person), I64(c->now),
                TXT(published ? why->ja : NULL), TXT(published ? why->en : NULL), TXT(call->state)));
    TRY(ledger_add(tx, MSG_CALL_CANCELLED,
                   FACTS(fact_text("round", call->round), fact_text("state", call->state)),
                   TOUCH(call, call_id)));
    if (published)
        TRY(tell_cancelled(tx, call, why));
    return tx_commit(tx);
}
