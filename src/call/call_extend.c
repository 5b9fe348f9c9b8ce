/* call_extend.c: see call_extend.h. */
#include "call/call_extend.h"

#include "base/buf.h"
#include "base/date.h"
#include "base/id.h"
#include "base/site.h"
#include "call/call_versions.h"
#include "db/db.h"
#include "i18n/i18n.h"
#include "ledger/ledger.h"
#include "mail/mail.h"
#include "care.msg.h"

#include <string.h>

#define HALF_HOUR_US (30 * 60 * SECOND_US)

LEDGER_ACT(MSG_CARE_EXTENDED);

STMT(call_set_extended, WRITE, "iiii",
     "UPDATE call SET closes_at = $2 WHERE id = $1 AND state = 'published' AND closes_at = $3 AND closes_at < $2"
     " AND announced_at IS NULL AND $2 > $4");
STMT(extend_declarations, READ, "i", "SELECT count(*) FROM declaration WHERE call_id = $1");
STMT(extend_returned, READ, "i",
     "SELECT count(*) FROM application WHERE call_id = $1 AND returned_until IS NOT NULL");
/* Who tried too late for what is not withdrawn, and could send it now. */
STMT(extend_tried, READ, "i",
     "SELECT DISTINCT p.id, p.name, p.email, p.lang, a.id, a.title FROM late_submit l"
     " JOIN application a ON a.id = l.application_id JOIN person p ON p.id = l.person_id"
     " WHERE a.call_id = $1 AND a.state <> 'withdrawn' ORDER BY a.id, p.id, p.name, p.email, p.lang, a.title");

/* ── rules ── */

int64_t call_time_lost(const struct call *call, const struct outages *evidence)
{
    int64_t lost = 0;
    for (size_t i = 0; i < evidence->n; i++) {
        const struct outage *o = &evidence->v[i];
        instant to = o->to_at < call->closes_at ? o->to_at : call->closes_at;
        lost += to > o->from_at ? to - o->from_at : 0;
    }
    return lost;
}

instant call_extension_proposed(const struct call *call, const struct outages *evidence, instant now)
{
    instant at = now > call->closes_at ? now : call->closes_at;
    for (size_t i = 0; i < evidence->n; i++)
        at += evidence->v[i].to_at - evidence->v[i].from_at;
    return at + HALF_HOUR_US - at % HALF_HOUR_US;
}

struct err *call_may_extend(struct arena *a, const struct call *call, const struct outages *evidence,
                            bool review_begun, instant closes_at, instant now)
{
    enum call_phase phase = call_phase(call, now);
    if (phase != CALL_OPEN && phase != CALL_CLOSED)
        return refused(a, MSG_CARE_EXTEND_NOT_NOW);
    if (!evidence->n)
        return refused(a, MSG_CARE_EXTEND_NO_OUTAGE);
    if (review_begun)
        return refused(a, MSG_CARE_EXTEND_REVIEW_BEGUN);
    instant least = call->closes_at + call_time_lost(call, evidence);
    if (closes_at <= now || closes_at <= call->closes_at || closes_at < least)
        return invalid(a, "closes", MSG_CARE_EXTEND_LATER);
    if (closes_at - (now > call->closes_at ? now : call->closes_at) > EXTEND_MOST_US)
        return invalid(a, "closes", MSG_CARE_EXTEND_FAR);
    return NULL;
}

/* ── what is known ── */

struct err *call_extension_load(struct ctx *c, int64_t call_id, struct call_extension *ret)
{
    int64_t declared = 0;
    int64_t returned = 0;
    TRY(call_load(c, call_id, &ret->call));
    TRY(outages_list(c, ret->call->closes_at - EXTEND_EVIDENCE_US, ret->call->closes_at, &ret->evidence));
    TRY(db_i64(c, extend_declarations, &declared, I64(call_id)));
    TRY(db_i64(c, extend_returned, &returned, I64(call_id)));
    ret->review_begun = declared + returned > 0;
    return NULL;
}

const char *call_evidence_text(struct arena *a, enum lang lang, const struct outages *evidence)
{
    struct buf b = buf_make(a, 256);
    for (size_t i = 0; i < evidence->n; i++) {
        const struct outage *o = &evidence->v[i];
        buf_printf(&b, "%s\n",
                   MSG_TEXT(a, lang, MSG_CARE_EVIDENCE_LINE, arg_text(text_instant_exact(a, lang, o->from_at)),
                            arg_text(text_instant_exact(a, lang, o->to_at)),
                            arg_text(msg_text(a, lang, outage_word(o->kind), NULL)), arg_i64(o->failed)));
    }
    return b.s;
}

/* ── the act ── */

static struct err *tell_tried(struct tx *tx, const struct call *call, int64_t version, instant closes_at)
{
    struct ctx *c = tx_ctx(tx);
    struct arena *a = c->arena;
    struct rows rows;
    TRY(db_rows(c, extend_tried, &rows, I64(call->id)));
    for (size_t i = 0; i < rows.n; i++) {
        const struct row *r = &rows.v[i];
        enum lang lang = strcmp(row_text(r, 3), "en") == 0 ? LANG_EN : LANG_JA;
        const char *until = text_instant(a, lang, closes_at);
        const char *link = arena_printf(a, "%s/applications/%s", c->site->public_url ? c->site->public_url : "",
                                        id_text(a, row_i64(r, 4)));
        const struct mail m = {
            .key = arena_printf(a, "extended:%lld:%lld:%lld", (long long)version, (long long)row_i64(r, 4),
                                (long long)row_i64(r, 0)),
            .person_id = row_i64(r, 0),
            .to_email = row_text(r, 2),
            .to_name = row_text(r, 1),
            .kind = "extended_late",
            .subject = MSG_TEXT(a, lang, MSG_CARE_TRIED_SUBJECT, arg_text(until)),
            .body = MSG_TEXT(a, lang, MSG_CARE_TRIED_BODY, arg_text(row_text(r, 1)), arg_text(row_text(r, 5)),
                             arg_text(until), arg_text(link)),
            .private = true,
        };
        TRY(mail_add(tx, &m));
    }
    return NULL;
}

/* The reason as typed, the new deadline, and the lines of the log. */
static const char *reason_in(struct arena *a, enum lang lang, const char *typed, const struct call_extension *x,
                             instant closes_at)
{
    return MSG_TEXT(a, lang, MSG_CARE_EXTEND_PUBLIC, arg_text(typed),
                    arg_text(text_instant(a, lang, x->call->closes_at)),
                    arg_text(text_instant(a, lang, closes_at)),
                    arg_text(call_evidence_text(a, lang, &x->evidence)));
}

struct err *call_extend(struct ctx *c, int64_t call_id, instant closes_at, const struct call_reason *why)
{
    struct call_extension x;
    struct application_touched whom;
    int64_t number = 0;
    int64_t version = 0;
    TX(tx, c);
    TRY(allow(c, ACT_OFFICE_CALL, ACT_OFFICE_CALL, (struct standing){ REL_ANY, STATE_ANY }));
    TRY(call_extension_load(c, call_id, &x));
    TRY(call_may_extend(c->arena, x.call, &x.evidence, x.review_begun, closes_at, c->now));
    TRY(call_reason_check(c->arena, why));
    struct call_reason public = { reason_in(c->arena, LANG_JA, why->ja, &x, closes_at),
                                  reason_in(c->arena, LANG_EN, why->en, &x, closes_at) };
    TRY(db_must(tx, call_set_extended, I64(call_id), I64(closes_at), I64(x.call->closes_at), I64(c->now)));
    TRY(ledger_add(tx, MSG_CARE_EXTENDED,
                   FACTS(fact_text("round", x.call->round), fact_i64("closes_at", closes_at),
                         fact_i64("closed_at_before", x.call->closes_at),
                         fact_i64("outages", (int64_t)x.evidence.n),
                         fact_i64("lost_us", call_time_lost(x.call, &x.evidence))),
                   TOUCH(call, call_id)));
    TRY(application_touched(c, call_id, &whom));
    TRY(call_version_count(c, call_id, &number));
    TRY(call_version_add(tx, call_id, "dates", &public, &whom, &version));
    TRY(call_tell_touched(tx, x.call, version, number, &public));
    TRY(tell_tried(tx, x.call, version, closes_at));
    return tx_commit(tx);
}
