/* link.c: links sent by mail. The store has only the hash of what stands in the mail. */
#include "person/link.h"

#include "base/id.h"
#include "base/rand.h"
#include "base/site.h"
#include "db/db.h"
#include "ledger/ledger.h"
#include "person/duty.h"
#include "person/token.h"

#include <jansson.h>
#include <sodium.h>
#include <string.h>

#define HOUR_US ((int64_t)3600 * 1000000)
#define TOKEN_BYTES 24

NOT_AUDITED(link, "an address in a mail: what it is used for is an act of its own");

static const char *const KINDS[] = { "register", "invite", "recover", "rehearsal" };
static const int64_t LIFE_US[] = { 48 * HOUR_US, 14 * 24 * HOUR_US, 2 * HOUR_US, 3650 * 24 * HOUR_US };

STMT(link_insert, WRITE,
     "bitti"
     "tiii",
     "INSERT INTO link (token_hash, id, kind, email, person_id, grants, created_by, created_at, expires_at)"
     " VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)");
STMT(link_by_token, READ, "bi",
     "SELECT id, person_id, kind, email, grants, created_by FROM link"
     " WHERE token_hash = $1 AND expires_at > $2 AND used_at IS NULL AND ended_at IS NULL");
STMT(link_mark_used, WRITE, "ii",
     "UPDATE link SET used_at = $2 WHERE id = $1 AND used_at IS NULL AND ended_at IS NULL");

STMT(link_mark_ended, WRITE, "ii",
     "UPDATE link SET ended_at = $2 WHERE id = $1 AND used_at IS NULL AND ended_at IS NULL");

const char *link_fingerprint(struct arena *a, const char *token)
{
    struct bytes hash = token_hash(a, token);
    char *hex = arena_alloc(a, hash.n + 1);
    return sodium_bin2hex(hex, hash.n + 1, hash.p, hash.n / 2);
}

static const char *grant_to_text(struct arena *a, const struct grant *g)
{
    if (!g)
        return "{}";
    json_t *o = json_object();
    const struct duty_word *word = duty_word(g->duty);
    (void)json_object_set_new(o, "duty", json_string(word ? word->word : ""));
    (void)json_object_set_new(o, "call", json_integer(g->call_id));
    (void)json_object_set_new(o, "institution", json_integer(g->institution_id));
    (void)json_object_set_new(o, "application", json_integer(g->application_id));
    (void)json_object_set_new(o, "region", g->region ? json_string(g->region) : json_null());
    (void)json_object_set_new(o, "role", g->role ? json_string(g->role) : json_null());
    char *text = json_dumps(o, JSON_COMPACT | JSON_SORT_KEYS);
    json_decref(o);
    arena_defer(a, free, text);
    return text;
}

static const char *kept(struct arena *a, const json_t *o, const char *key)
{
    const char *s = json_string_value(json_object_get(o, key));
    return s ? arena_strdup(a, s) : NULL;
}

struct grant grant_from_text(struct arena *a, const char *text, bool *ret_has)
{
    json_t *o = json_loads(text, 0, NULL);
    const char *duty = kept(a, o, "duty");
    *ret_has = duty != NULL;
    struct grant g = { .duty = duty ? duty_parse(duty) : DUTY_NONE,
                       .call_id = json_integer_value(json_object_get(o, "call")),
                       .institution_id = json_integer_value(json_object_get(o, "institution")),
                       .application_id = json_integer_value(json_object_get(o, "application")),
                       .region = kept(a, o, "region"),
                       .role = kept(a, o, "role") };
    json_decref(o);
    return g;
}

struct err *link_add(struct tx *tx, enum link_kind kind, const char *email, int64_t person_id,
                     const struct grant *grant, const char **ret_token)
{
    struct ctx *c = tx_ctx(tx);
    const char *token = rand_token(c->arena, TOKEN_BYTES);
    TRY(db_run(tx, link_insert, NULL, BYTES(token_hash(c->arena, token)), I64(id_random()), TXT(KINDS[kind]),
               TXT(email), person_id ? I64(person_id) : NUL(), TXT(grant_to_text(c->arena, grant)),
               c->actor.person ? I64(c->actor.person) : NUL(), I64(c->now), I64(c->now + LIFE_US[kind])));
    *ret_token = token;
    return NULL;
}

struct err *link_load(struct ctx *c, const char *token, struct link **ret)
{
    struct row row;
    TRY(db_row(c, link_by_token, &row, BYTES(token_hash(c->arena, token)), I64(c->now)));
    struct link *link = arena_new(c->arena, struct link);
    const char *kind = row_text(&row, 2);
    if (strcmp(kind, KINDS[LINK_REHEARSAL]) == 0 && !c->site->rehearsal)
        return not_found(c->arena); /* a store copied out of a rehearsal has no doors */
    *link = (struct link){ .id = row_i64(&row, 0),
                           .person_id = row_is_null(&row, 1) ? 0 : row_i64(&row, 1),
                           .email = row_text(&row, 3),
                           .created_by = row_is_null(&row, 5) ? 0 : row_i64(&row, 5) };
    while (strcmp(KINDS[link->kind], kind) != 0)
        link->kind++;
    link->grant = grant_from_text(c->arena, row_text(&row, 4), &link->has_grant);
    *ret = link;
    return NULL;
}

struct err *link_use(struct tx *tx, const struct link *link)
{
    if (link->kind == LINK_REHEARSAL)
        return NULL;
    return db_must(tx, link_mark_used, I64(link->id), I64(tx_ctx(tx)->now));
}

struct err *link_end(struct tx *tx, int64_t id)
{
    return db_must(tx, link_mark_ended, I64(id), I64(tx_ctx(tx)->now));
}

const char *link_address(const struct ctx *c, const char *token)
{
    return arena_printf(c->arena, "%s/link/%s", c->site->public_url, token);
}
