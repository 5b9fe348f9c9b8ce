/* fill_applications.c: the applications of fill.c: each with its answers, sent once, and the entries of both acts. */
#include "bench.h"

#include "base/id.h"
#include "db/db.h"
#include "ledger/ledger.h"
#include "application.msg.h"

#include <sodium.h>
#include <string.h>

#define ANSWERS 20
#define BATCH 100
#define FILL(name_, mode_, types_, sql_)                                                                     \
    static const struct stmt name_ = { "bench_" #name_, mode_, types_, sql_, NULL, "benchmarks" }

FILL(any_call, READ, "", "SELECT id, definition_id FROM call ORDER BY created_at DESC LIMIT 1");
FILL(any_institution, READ, "", "SELECT id FROM institution ORDER BY id LIMIT 1");
FILL(any_person, READ, "", "SELECT id FROM person ORDER BY id LIMIT 1");
FILL(application_insert, WRITE, "iittitiiii",
     "INSERT INTO application (id, call_id, type_key, title, institution_id, receipt_no, state, submissions, "
     "submission_id,"
     " created_by, created_at) VALUES ($1, $2, $3, $4, $5, $6, 'submitted', $7, $8, $9, $10)");
FILL(member_insert, WRITE, "iiii",
     "INSERT INTO application_member (id, application_id, person_id, role, added_by, added_at)"
     " VALUES ($1, $2, $3, 'lead', $3, $4)");
FILL(answer_insert, WRITE, "iittii",
     "INSERT INTO answer (id, application_id, field_key, value, revision, saved_at, saved_by)"
     " VALUES ($1, $2, $3, $4, 1, $5, $6)");
FILL(submission_insert, WRITE, "iiitttbii",
     "INSERT INTO submission (id, application_id, number, definition_id, type_key, title, answers, "
     "content_hash, arrived_at,"
     " recorded_at, sent_by) VALUES ($1, $2, 1, $3, $4, $5, $6, $7, $8, $8, $9)");

extern const struct ledger_act ledger_act_MSG_APPLICATION_BEGUN;

static const char TYPE[] = "regional_contribution";
static const char TEXT[] = "演習：地域の企業と共に、未利用の資源を素材とエネルギーに変える研究を進めます。";

struct of_all {
    int64_t call, definition, institution, person;
};

static struct err *add_answers(struct tx *tx, const struct of_all *x, int64_t id, struct touch *touches)
{
    struct ctx *c = tx_ctx(tx);
    for (int i = 0; i < ANSWERS; i++) {
        int64_t answer = id_random();
        TRY(db_run(tx, answer_insert, NULL, I64(answer), I64(id), TXT(arena_printf(c->arena, "field_%d", i)),
                   TXT(TEXT), I64(c->now), I64(x->person)));
        touches[i] = TOUCH(answer, answer);
    }
    return NULL;
}

static struct err *add_one(struct tx *tx, const struct of_all *x, int number)
{
    struct ctx *c = tx_ctx(tx);
    int64_t id = id_random();
    int64_t sent = id_random();
    int64_t member = id_random();
    struct touch touches[ANSWERS + 4] = { 0 };
    const char *title = arena_printf(c->arena, "演習拠点 第%d", number);
    uint8_t *hash = arena_alloc(c->arena, 32);
    (void)crypto_generichash(hash, 32, (const uint8_t *)title, strlen(title), NULL, 0);
    TRY(db_run(tx, application_insert, NULL, I64(id), I64(x->call), TXT(TYPE), TXT(title),
               I64(x->institution), TXT(arena_printf(c->arena, "B7-%05d", number)), I64(1), I64(sent),
               I64(x->person), I64(c->now)));
    TRY(db_run(tx, member_insert, NULL, I64(member), I64(id), I64(x->person), I64(c->now)));
    TRY(add_answers(tx, x, id, touches + 3));
    TRY(db_run(tx, submission_insert, NULL, I64(sent), I64(id), I64(x->definition), TXT(TYPE), TXT(title),
               TXT("{}"), BYTES((struct bytes){ hash, 32 }), I64(c->now), I64(x->person)));
    touches[0] = TOUCH(application, id);
    touches[1] = TOUCH(application_member, member);
    touches[2] = TOUCH(submission, sent);
    return ledger_put(tx, &ledger_act_MSG_APPLICATION_BEGUN, FACTS(fact_i64("number", number)), touches,
                      NULL);
}

static struct err *add_batch(struct ctx *c, const struct of_all *x, int from)
{
    TX(tx, c);
    for (int i = from; i < from + BATCH; i++)
        TRY(add_one(tx, x, i));
    return tx_commit(tx);
}

struct err *fill_applications(struct ctx *c, int n)
{
    struct row row;
    struct of_all x = { 0 };
    TRY(db_row(c, any_call, &row));
    x.call = row_i64(&row, 0);
    x.definition = row_i64(&row, 1);
    TRY(db_i64(c, any_institution, &x.institution));
    TRY(db_i64(c, any_person, &x.person));
    for (int i = 0; i < n; i += BATCH) {
        arena_reset(c->arena);
        TRY(add_batch(c, &x, i));
    }
    return NULL;
}
