/* token.c: see token.h. */
#include "person/token.h"

#include "base/id.h"
#include "base/rand.h"
#include "db/db.h"
#include "ledger/ledger.h"
#include "person/session.h"
#include "person.msg.h"

#include <sodium.h>
#include <string.h>

#define TOKEN_BYTES 32
#define DAY_OF_US ((int64_t)24 * 3600 * 1000000)

LEDGER_ACT(MSG_PERSON_TOKEN_CREATED);
LEDGER_ACT(MSG_PERSON_TOKENS_ENDED);

STMT(api_token_insert, WRITE, "biitii",
     "INSERT INTO api_token (token_hash, id, person_id, scope, created_at, expires_at)"
     " VALUES ($1, $2, $3, $4, $5, $6)");
STMT(api_tokens_mark_ended, WRITE, "ii",
     "UPDATE api_token SET ended_at = $2 WHERE person_id = $1 AND ended_at IS NULL AND expires_at > $2");

struct bytes token_hash(struct arena *a, const char *token)
{
    uint8_t hash[32];
    (void)crypto_generichash(hash, sizeof hash, (const uint8_t *)token, strlen(token), NULL, 0);
    return arena_bytes(a, hash, sizeof hash);
}

struct err *tokens_end(struct tx *tx, int64_t person_id)
{
    int64_t n = 0;
    TRY(db_run(tx, api_tokens_mark_ended, &n, I64(person_id), I64(machine_now(tx_ctx(tx)))));
    return n ? ledger_add(tx, MSG_PERSON_TOKENS_ENDED, FACTS(fact_i64("count", n)), ABOUT(person, person_id)) : NULL;
}

struct err *token_create(struct tx *tx, int64_t person_id, const char *scope, int64_t days, const char **ret)
{
    struct ctx *c = tx_ctx(tx);
    const char *token = rand_token(c->arena, TOKEN_BYTES);
    int64_t id = id_random();
    instant now = machine_now(c);
    TRY(db_run(tx, api_token_insert, NULL, BYTES(token_hash(c->arena, token)), I64(id), I64(person_id), TXT(scope),
               I64(now), I64(now + days * DAY_OF_US)));
    TRY(ledger_add(tx, MSG_PERSON_TOKEN_CREATED,
                   FACTS(fact_id("token", id), fact_text("scope", scope), fact_i64("days", days)),
                   ABOUT(person, person_id)));
    *ret = token;
    return NULL;
}
