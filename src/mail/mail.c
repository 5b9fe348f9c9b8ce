/* mail.c: the rows of mails, and the job that sends them. */
#include "mail/mail.h"

#include "base/id.h"
#include "base/site.h"
#include "db/db.h"
#include "i18n/i18n.h"
#include "job/job.h"
#include "ledger/ledger.h"
#include "mail/message.h"
#include "mail/smtp.h"
#include "mail.msg.h"

#include <stdlib.h>
#include <string.h>

AUDITED(mail, "id, mail_key, person_id, to_email, to_name, kind, subject, body, created_at, private");
NOT_AUDITED(mail_delivery, "how far a mail has come: changes with every attempt");
LEDGER_ACT(MSG_MAIL_WRITTEN);
LEDGER_ACT(MSG_MAIL_WAS_HELD);
LEDGER_ACT(MSG_MAIL_WAS_RESENT);

STMT(mail_by_key, READ, "t", "SELECT id FROM mail WHERE mail_key = $1");
STMT(mail_insert, WRITE, "itittttt"
     "ii",
     "INSERT INTO mail (id, mail_key, person_id, to_email, to_name, kind, subject, body, created_at, private)"
     " VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)");
STMT(delivery_insert, WRITE, "iti",
     "INSERT INTO mail_delivery (mail_id, state, attempts, next_at) VALUES ($1, $2, 0, $3)");
STMT(delivery_settle, WRITE, "itiit",
     "UPDATE mail_delivery SET state = $2, attempts = attempts + 1, next_at = $3, sent_at = $4, last_error = "
     "$5"
     " WHERE mail_id = $1 AND state IN ('waiting', 'held')");
STMT(delivery_hold, WRITE, "i",
     "UPDATE mail_delivery SET state = 'held' WHERE mail_id = $1 AND state = 'waiting'");
STMT(delivery_again, WRITE, "ii",
     "UPDATE mail_delivery SET state = 'waiting', attempts = 0, next_at = $2, last_error = NULL"
     " WHERE mail_id = $1 AND state IN ('held', 'failed', 'sent')");
STMT(delivery_without_job, READ, "",
     "SELECT d.mail_id FROM mail_delivery d WHERE d.state = 'waiting' AND NOT EXISTS (SELECT 1 FROM job j"
     " WHERE j.job_key = 'mail:' || CAST(d.mail_id AS TEXT)) ORDER BY d.mail_id LIMIT 500");
#define LINE_COLUMNS(body)                                                                                   \
    "m.id, m.to_email, m.to_name, m.kind, m.subject, " body ", m.created_at, d.sent_at, d.next_at, d.state," \
    " d.attempts, d.last_error, m.private FROM mail m JOIN mail_delivery d ON d.mail_id = m.id"
STMT(mail_by_id, READ, "i", "SELECT " LINE_COLUMNS("m.body") " WHERE m.id = $1");
/* The last parameter: 1 with the private ones. */
STMT(mail_newest, READ, "tii",
     "SELECT " LINE_COLUMNS("''") " WHERE ($1 = '' OR d.state = $1) AND m.private <= $3 ORDER BY m.id DESC LIMIT $2");
STMT(mail_count, READ, "i",
     "SELECT d.state, count(*) FROM mail_delivery d JOIN mail m ON m.id = d.mail_id WHERE m.private <= $1"
     " GROUP BY d.state ORDER BY d.state");

static const char *const STATES[MAIL_STATE_COUNT] = { "waiting", "sent", "failed", "held", "tray" };

const char *mail_state_word(enum mail_state s)
{
    return STATES[s];
}

static enum mail_state state_of(const char *word)
{
    int s = 0;
    while (s < MAIL_STATE_COUNT - 1 && strcmp(STATES[s], word) != 0)
        s++;
    return (enum mail_state)s;
}

static bool can_send(const struct ctx *c)
{
    return c->site && c->site->smtp_url && *c->site->smtp_url && !c->site->rehearsal;
}

static struct err *queue(struct tx *tx, int64_t id, const char *key)
{
    struct ctx *c = tx_ctx(tx);
    return job_add(tx, "mail.send", key, arena_printf(c->arena, "%lld", (long long)id), c->now);
}

static const char *first_key(struct arena *a, int64_t id)
{
    return arena_printf(a, "mail:%lld", (long long)id);
}

struct err *mail_add(struct tx *tx, const struct mail *m)
{
    struct ctx *c = tx_ctx(tx);
    struct row row;
    bool there = false;
    TRY(db_find(c, mail_by_key, &row, &there, TXT(m->key)));
    if (there)
        return NULL;
    int64_t id = id_ordered();
    bool tray = c->site && c->site->rehearsal;
    TRY(db_run(tx, mail_insert, NULL, I64(id), TXT(m->key), m->person_id ? I64(m->person_id) : NUL(),
               TXT(m->to_email), TXT(m->to_name), TXT(m->kind), TXT(m->subject), TXT(m->body), I64(c->now),
               BOOL01(m->private)));
    TRY(db_run(tx, delivery_insert, NULL, I64(id), TXT(tray ? "tray" : "waiting"), I64(c->now)));
    if (can_send(c))
        TRY(queue(tx, id, first_key(c->arena, id)));
    return ledger_add(tx, MSG_MAIL_WRITTEN, FACTS(fact_text("kind", m->kind)), TOUCH(mail, id));
}

/* ── the outbox ── */

static void line_of(const struct row *r, struct mail_line *ret)
{
    *ret = (struct mail_line){ .id = row_i64(r, 0),
                               .to_email = row_text(r, 1),
                               .to_name = row_text(r, 2),
                               .kind = row_text(r, 3),
                               .subject = row_text(r, 4),
                               .body = row_text(r, 5),
                               .created_at = row_i64(r, 6),
                               .sent_at = row_i64_or_unknown(r, 7),
                               .next_at = row_i64(r, 8),
                               .state = state_of(row_text(r, 9)),
                               .attempts = row_i64(r, 10),
                               .last_error = row_text(r, 11),
                               .private = row_bool(r, 12) };
}

struct err *mail_list(struct ctx *c, const char *state, int64_t limit, struct mail_lines *ret)
{
    struct rows rows;
    struct rows counts;
    int64_t most_private = c->site && c->site->rehearsal ? 1 : 0;
    TRY(db_rows(c, mail_newest, &rows, TXT(state), I64(limit), I64(most_private)));
    TRY(db_rows(c, mail_count, &counts, I64(most_private)));
    *ret = (struct mail_lines){ .n = rows.n, .v = arena_array(c->arena, struct mail_line, rows.n) };
    for (size_t i = 0; i < rows.n; i++)
        line_of(&rows.v[i], &ret->v[i]);
    for (size_t i = 0; i < counts.n; i++)
        ret->count[state_of(row_text(&counts.v[i], 0))] = row_i64(&counts.v[i], 1);
    return NULL;
}

struct err *mail_load(struct ctx *c, int64_t id, struct mail_line *ret)
{
    struct row row;
    TRY(db_row(c, mail_by_id, &row, I64(id)));
    line_of(&row, ret);
    return NULL;
}

struct err *mail_hold(struct ctx *c, int64_t id)
{
    TX(tx, c);
    TRY(db_must(tx, delivery_hold, I64(id)));
    TRY(ledger_add(tx, MSG_MAIL_WAS_HELD, NO_FACTS, ABOUT(mail, id)));
    return tx_commit(tx);
}

struct err *mail_resend(struct ctx *c, int64_t id)
{
    TX(tx, c);
    TRY(db_must(tx, delivery_again, I64(id), I64(c->now)));
    TRY(queue(tx, id, arena_printf(c->arena, "mail:%lld:%lld", (long long)id, (long long)id_ordered())));
    TRY(ledger_add(tx, MSG_MAIL_WAS_RESENT, NO_FACTS, ABOUT(mail, id)));
    return tx_commit(tx);
}

/* ── sending ── */

struct sending {
    int64_t id;
    struct mail_line mail;
    const char *state, *why;
    instant next_at;
};

static struct err *read_mail(struct ctx *c, void *arg)
{
    struct sending *s = arg;
    return mail_load(c, s->id, &s->mail);
}

static struct err *write_outcome(struct ctx *c, void *arg)
{
    const struct sending *s = arg;
    bool sent = strcmp(s->state, "sent") == 0;
    TX(tx, c);
    TRY(db_run(tx, delivery_settle, NULL, I64(s->id), TXT(s->state), I64(s->next_at),
               sent ? I64(c->now) : NUL(), TXT(s->why)));
    return tx_commit(tx);
}

static enum smtp_outcome hand_over(struct ctx *c, struct sending *s)
{
    const struct site *site = c->site;
    if (!site->smtp_url || !*site->smtp_url) {
        s->why = "no smtp_url in site.conf";
        return SMTP_LATER;
    }
    struct message m = { .id = s->id,
                         .at = c->now,
                         .from_email = site->mail_from,
                         .from_name = MSG_TEXT(c->arena, LANG_JA, MSG_MAIL_FROM_NAME),
                         .to_email = s->mail.to_email,
                         .to_name = s->mail.to_name,
                         .subject = s->mail.subject,
                         .body = s->mail.body };
    return smtp_send(c->arena, site->smtp_url, site->mail_from, s->mail.to_email, message_bytes(c->arena, &m),
                     &s->why);
}

/* A mail may go out twice when this node dies between the server's 250 and our note of it: the Message-ID is the
** same, so the reader's system shows it once. */
JOB(mail_send, "mail.send")
{
    struct sending s = { .id = strtoll(job->args, NULL, 10), .next_at = c->now };
    TRY(job_do(c, READ, read_mail, &s));
    if (s.mail.state != MAIL_WAITING || c->site->rehearsal)
        return NULL;
    enum smtp_outcome outcome = hand_over(c, &s);
    bool again = outcome == SMTP_LATER && job->attempts < JOB_ATTEMPTS;
    s.state = outcome == SMTP_TAKEN ? "sent" : again ? "waiting" : "failed";
    TRY(job_do(c, WRITE, write_outcome, &s));
    return outcome == SMTP_LATER ? fault(c->arena, "mail %lld: %s", (long long)s.id, s.why) : NULL;
}

/* Mails written while no mail server was named. */
static struct err *queue_waiting(struct ctx *c, void *arg)
{
    struct rows rows;
    (void)arg;
    TRY(db_rows(c, delivery_without_job, &rows));
    if (rows.n == 0)
        return NULL;
    TX(tx, c);
    for (size_t i = 0; i < rows.n; i++)
        TRY(queue(tx, row_i64(&rows.v[i], 0), first_key(c->arena, row_i64(&rows.v[i], 0))));
    return tx_commit(tx);
}

EVERY(mail_pick_up, 30)
{
    return can_send(c) ? job_do(c, WRITE, queue_waiting, NULL) : NULL;
}
