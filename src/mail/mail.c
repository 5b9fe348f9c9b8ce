/* mail.c: the rows of mails. */
#include "mail/mail.h"

#include "base/id.h"
#include "base/site.h"
#include "db/db.h"
#include "job/job.h"
#include "ledger/ledger.h"
#include "mail.msg.h"

AUDITED(mail, "id, mail_key, person_id, to_email, to_name, kind, subject, body, created_at");
NOT_AUDITED(mail_delivery, "how far a mail has come: changes with every attempt");
LEDGER_ACT(MSG_MAIL_WRITTEN);

STMT(mail_by_key, READ, "t", "SELECT id FROM mail WHERE mail_key = $1");
STMT(mail_insert, WRITE,
     "itittttti"
     "",
     "INSERT INTO mail (id, mail_key, person_id, to_email, to_name, kind, subject, body, created_at)"
     " VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)");
STMT(delivery_insert, WRITE, "iti",
     "INSERT INTO mail_delivery (mail_id, state, attempts, next_at) VALUES ($1, $2, 0, $3)");

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
               TXT(m->to_email), TXT(m->to_name), TXT(m->kind), TXT(m->subject), TXT(m->body), I64(c->now)));
    TRY(db_run(tx, delivery_insert, NULL, I64(id), TXT(tray ? "tray" : "waiting"), I64(c->now)));
    if (!tray)
        TRY(job_add(tx, "mail.send", arena_printf(c->arena, "mail:%lld", (long long)id),
                    arena_printf(c->arena, "%lld", (long long)id), c->now));
    return ledger_add(tx, MSG_MAIL_WRITTEN, FACTS(fact_text("kind", m->kind)), TOUCH(mail, id));
}
