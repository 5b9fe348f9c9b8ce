/* question_acts.c: a question is asked, answered, published, corrected, declined. */
#include "question/question.h"

#include "base/id.h"
#include "base/site.h"
#include "base/text.h"
#include "db/db.h"
#include "i18n/i18n.h"
#include "ledger/ledger.h"
#include "mail/mail.h"
#include "person/account.h"
#include "person/person.h"
#include "question.msg.h"

#include <string.h>

LEDGER_ACT(MSG_QUESTION_ASKED);
LEDGER_ACT(MSG_QUESTION_NOTED);
LEDGER_ACT(MSG_QUESTION_DRAFTED);
LEDGER_ACT(MSG_QUESTION_PUBLISHED);
LEDGER_ACT(MSG_QUESTION_CORRECTED);
LEDGER_ACT(MSG_QUESTION_DECLINED);
LEDGER_ACT(MSG_QUESTION_PERIOD_SET);

STMT(question_insert, WRITE,
     "iitt"
     "ii",
     "INSERT INTO question (id, call_id, clause, asked, asked_by, asked_at, state, question_ja, question_en, "
     "answer_ja,"
     " answer_en, revision) VALUES ($1, $2, $3, $4, $5, $6, 'waiting', '', '', '', '', 1)");
STMT(question_waiting_of, READ, "ii",
     "SELECT count(*) FROM question WHERE call_id = $1 AND asked_by = $2 AND state = 'waiting'");
STMT(question_next_number, READ, "i",
     "SELECT CAST(COALESCE(MAX(number), 0) + 1 AS BIGINT) FROM question WHERE call_id = $1");
STMT(question_save, WRITE,
     "iitttt"
     "tii",
     "UPDATE question SET clause = $3, question_ja = $4, question_en = $5, answer_ja = $6, answer_en = $7,"
     " changed_by = $8, changed_at = $9, revision = revision + 1"
     " WHERE id = $1 AND revision = $2 AND state <> 'declined'");
STMT(question_mark_published, WRITE, "iiii",
     "UPDATE question SET state = 'published', number = $2, published_at = COALESCE(published_at, $3), "
     "updated_at = $4"
     " WHERE id = $1");
STMT(question_mark_declined, WRITE, "iitii",
     "UPDATE question SET state = 'declined', declined_why = $3, changed_by = $4, changed_at = $5,"
     " revision = revision + 1 WHERE id = $1 AND revision = $2 AND state = 'waiting'");
STMT(answer_version_insert, WRITE,
     "iiitt"
     "ttii",
     "INSERT INTO answer_version (id, question_id, number, question_ja, question_en, answer_ja, answer_en,"
     " published_by, published_at) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)");
STMT(answer_version_count, READ, "i", "SELECT count(*) FROM answer_version WHERE question_id = $1");
STMT(call_set_question_period, WRITE, "iii",
     "UPDATE call SET questions_from = $2, questions_to = $3 WHERE id = $1 AND state <> 'cancelled'");

static struct err *may_office(struct ctx *c)
{
    return allow(c, ACT_OFFICE_CALL, ACT_OFFICE_CALL, (struct standing){ REL_ANY, STATE_ANY });
}

/* ── asking ── */

static struct err *add(struct tx *tx, const struct call *call, const char *clause, const char *asked,
                       int64_t by, int64_t *ret_id)
{
    struct ctx *c = tx_ctx(tx);
    int64_t id = id_random();
    TRY(question_check(c->arena, call->definition, clause, asked));
    TRY(db_run(tx, question_insert, NULL, I64(id), I64(call->id), TXT(clause), TXT(asked),
               by ? I64(by) : NUL(), I64(c->now)));
    *ret_id = id;
    return NULL;
}

struct err *question_ask(struct ctx *c, int64_t call_id, const char *clause, const char *asked,
                         int64_t *ret_id)
{
    struct call *call = NULL;
    int64_t waiting = 0;
    int64_t id = 0;
    TX(tx, c);
    TRY(call_load(c, call_id, &call));
    TRY(allow(c, ACT_QUESTION_ASK, ACT_PUBLIC, (struct standing){ REL_ANY, call_states(call, c->now) }));
    TRY(question_may_ask(c->arena, call, c->now));
    TRY(db_i64(c, question_waiting_of, &waiting, I64(call_id), I64(viewer_person(c))));
    if (waiting >= QUESTIONS_WAITING_MAX)
        return refused(c->arena, MSG_QUESTION_TOO_MANY, arg_i64(QUESTIONS_WAITING_MAX));
    TRY(add(tx, call, clause, asked, viewer_person(c), &id));
    TRY(ledger_add(tx, MSG_QUESTION_ASKED, FACTS(fact_text("clause", clause)), TOUCH(question, id),
                   ABOUT(call, call_id)));
    TRY(tx_commit(tx));
    *ret_id = id;
    return NULL;
}

struct err *question_note(struct ctx *c, int64_t call_id, const char *clause, const char *asked,
                          int64_t *ret_id)
{
    struct call *call = NULL;
    int64_t id = 0;
    TX(tx, c);
    TRY(may_office(c));
    TRY(call_load(c, call_id, &call));
    TRY(add(tx, call, clause, asked, 0, &id));
    TRY(ledger_add(tx, MSG_QUESTION_NOTED, FACTS(fact_text("clause", clause)), TOUCH(question, id),
                   ABOUT(call, call_id)));
    TRY(tx_commit(tx));
    *ret_id = id;
    return NULL;
}

/* ── answering ── */

static struct err *save(struct tx *tx, int64_t id, int64_t revision, const char *clause,
                        const struct question_words *w, struct question *ret, struct call **ret_call)
{
    struct ctx *c = tx_ctx(tx);
    TRY(may_office(c));
    TRY(question_load(c, id, ret));
    TRY(call_load(c, ret->call_id, ret_call));
    if (ret->state == QUESTION_DECLINED)
        return refused(c->arena, MSG_QUESTION_IS_DECLINED);
    if (ret->revision != revision)
        return conflict(c->arena, MSG_QUESTION_CHANGED_MEANWHILE, arg_text(ret->changed_by));
    if (strcmp(clause, ret->clause) != 0 && !question_clause_is((*ret_call)->definition, clause))
        return invalid(c->arena, "clause", MSG_QUESTION_CLAUSE_WRONG);
    return db_must(tx, question_save, I64(id), I64(revision), TXT(clause), TXT(w->question[LANG_JA]),
                   TXT(w->question[LANG_EN]), TXT(w->answer[LANG_JA]), TXT(w->answer[LANG_EN]),
                   I64(c->actor.person), I64(c->now));
}

struct err *question_draft(struct ctx *c, int64_t id, int64_t revision, const char *clause,
                           const struct question_words *w)
{
    struct question q;
    struct call *call = NULL;
    TX(tx, c);
    TRY(question_words_check(c->arena, w, false));
    TRY(save(tx, id, revision, clause, w, &q, &call));
    if (q.state == QUESTION_PUBLISHED) /* what is published changes only by publishing */
        return refused(c->arena, MSG_QUESTION_PUBLISH_AGAIN);
    TRY(ledger_add(tx, MSG_QUESTION_DRAFTED, NO_FACTS, TOUCH(question, id), ABOUT(call, call->id)));
    return tx_commit(tx);
}

/* To the one who asked, in that person's language; nothing that is not published or for this person. */
static struct err *tell_asker(struct tx *tx, const struct call *call, const struct question *q,
                              const char *key, const struct msg *subject, const struct msg *body,
                              const char *text)
{
    struct ctx *c = tx_ctx(tx);
    struct person *p = NULL;
    if (!q->asked_by)
        return NULL;
    TRY(person_load(c, q->asked_by, &p));
    const char *link = arena_printf(c->arena, "%s/calls/%s/questions",
                                    c->site->public_url ? c->site->public_url : "", call->round);
    const struct arg args[] = { arg_text(call_title(c->arena, p->lang, call)), arg_text(q->asked),
                                arg_text(text), arg_text(link), ARG_END };
    return mail_add(tx, &(struct mail){ .key = key,
                                        .person_id = p->id,
                                        .to_email = p->email,
                                        .to_name = p->name,
                                        .kind = "question",
                                        .subject = msg_text(c->arena, p->lang, subject, args),
                                        .body = msg_text(c->arena, p->lang, body, args) });
}

static struct err *publish(struct tx *tx, const struct call *call, const struct question *q,
                           const struct question_words *w)
{
    struct ctx *c = tx_ctx(tx);
    bool again = q->state == QUESTION_PUBLISHED;
    int64_t number = q->number;
    int64_t versions = 0;
    int64_t version = id_random();
    if (!again)
        TRY(db_i64(c, question_next_number, &number, I64(call->id)));
    TRY(db_i64(c, answer_version_count, &versions, I64(q->id)));
    TRY(db_must(tx, question_mark_published, I64(q->id), I64(number), I64(c->now),
                again ? I64(c->now) : NUL()));
    TRY(db_run(tx, answer_version_insert, NULL, I64(version), I64(q->id), I64(versions + 1),
               TXT(w->question[LANG_JA]), TXT(w->question[LANG_EN]), TXT(w->answer[LANG_JA]),
               TXT(w->answer[LANG_EN]), I64(c->actor.person), I64(c->now)));
    if (again)
        TRY(ledger_add(tx, MSG_QUESTION_CORRECTED,
                       FACTS(fact_i64("number", number), fact_i64("version", versions + 1)),
                       TOUCH(question, q->id), TOUCH(answer_version, version), ABOUT(call, call->id)));
    else
        TRY(ledger_add(tx, MSG_QUESTION_PUBLISHED, FACTS(fact_i64("number", number)), TOUCH(question, q->id),
                       TOUCH(answer_version, version), ABOUT(call, call->id)));
    const char *key = arena_printf(c->arena, "question:%lld:%lld", (long long)q->id, (long long)versions + 1);
    struct person *p = NULL;
    if (q->asked_by)
        TRY(person_load(c, q->asked_by, &p));
    const char *answer = question_answer_text(w, p ? p->lang : LANG_JA);
    return tell_asker(tx, call, q, key, again ? &MSG_QUESTION_MAIL_AGAIN_SUBJECT : &MSG_QUESTION_MAIL_SUBJECT,
                      &MSG_QUESTION_MAIL_BODY, answer);
}

struct err *question_publish(struct ctx *c, int64_t id, int64_t revision, const char *clause,
                             const struct question_words *w)
{
    struct question q;
    struct call *call = NULL;
    TX(tx, c);
    TRY(question_words_check(c->arena, w, true));
    TRY(save(tx, id, revision, clause, w, &q, &call));
    if (call_phase(call, c->now) == CALL_DRAFT)
        return refused(c->arena, MSG_QUESTION_CALL_DRAFT);
    TRY(publish(tx, call, &q, w));
    return tx_commit(tx);
}

struct err *question_decline(struct ctx *c, int64_t id, int64_t revision, const char *why)
{
    struct question q;
    struct call *call = NULL;
    TX(tx, c);
    TRY(may_office(c));
    TRY(question_load(c, id, &q));
    TRY(call_load(c, q.call_id, &call));
    if (!*why)
        return invalid(c->arena, "why", MSG_QUESTION_MISSING);
    if (text_count(why) > QUESTION_WORDS_MAX)
        return invalid(c->arena, "why", MSG_QUESTION_LONG, arg_i64(QUESTION_WORDS_MAX));
    if (q.state != QUESTION_WAITING)
        return refused(c->arena, MSG_QUESTION_NOT_WAITING);
    if (q.revision != revision)
        return conflict(c->arena, MSG_QUESTION_CHANGED_MEANWHILE, arg_text(q.changed_by));
    TRY(db_must(tx, question_mark_declined, I64(id), I64(revision), TXT(why), I64(c->actor.person),
                I64(c->now)));
    TRY(ledger_add(tx, MSG_QUESTION_DECLINED, NO_FACTS, TOUCH(question, id), ABOUT(call, call->id)));
    const char *key = arena_printf(c->arena, "question:%lld:declined", (long long)id);
    TRY(tell_asker(tx, call, &q, key, &MSG_QUESTION_MAIL_DECLINED_SUBJECT, &MSG_QUESTION_MAIL_DECLINED_BODY,
                   why));
    return tx_commit(tx);
}

struct err *question_set_period(struct ctx *c, int64_t call_id, instant from, instant to)
{
    struct call *call = NULL;
    TX(tx, c);
    TRY(may_office(c));
    TRY(call_load(c, call_id, &call));
    instant begin = from != INSTANT_UNKNOWN ? from : call->published_at;
    instant end = to != INSTANT_UNKNOWN ? to : call->closes_at;
    if (begin != INSTANT_UNKNOWN && end <= begin)
        return invalid(c->arena, "to", MSG_QUESTION_PERIOD_ORDER);
    TRY(db_must(tx, call_set_question_period, I64(call_id), I64_OR_NULL(from), I64_OR_NULL(to)));
    TRY(ledger_add(tx, MSG_QUESTION_PERIOD_SET, NO_FACTS, TOUCH(call, call_id)));
    return tx_commit(tx);
}
