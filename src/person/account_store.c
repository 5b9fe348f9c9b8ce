/* account_store.c: the rows of people, their credentials and duties. */
#include "person/account.h"

#include "base/id.h"
#include "base/text.h"
#include "db/db.h"
#include "ledger/ledger.h"
#include "person/duty.h"
#include "person/session.h"
#include "person.msg.h"

#include <string.h>

AUDITED(person, "id, email, email_key, name, name_kana, institution_id, department, lang, state, created_at");
AUDITED(credential, "id, person_id, password_hash, totp_secret, totp_since, changed_at");
AUDITED(duty, "id, person_id, duty, call_id, institution_id, region, granted_by, granted_at, ended_at");
NOT_AUDITED(api_token, "a way in for programs, ends by itself");

LEDGER_ACT(MSG_PERSON_ADDED);
LEDGER_ACT(MSG_PERSON_PASSWORD_SET);
LEDGER_ACT(MSG_PERSON_TOTP_SET);
LEDGER_ACT(MSG_PERSON_TOTP_CLEARED);
LEDGER_ACT(MSG_PERSON_DUTY_GRANTED);
LEDGER_ACT(MSG_PERSON_DUTY_ENDED);

STMT(person_by_id, READ, "i",
     "SELECT p.id, p.institution_id, p.email, p.name, p.name_kana, p.department, p.lang, c.password_hash, "
     "c.totp_secret,"
     " p.state FROM person p LEFT JOIN credential c ON c.person_id = p.id WHERE p.id = $1");
STMT(person_by_email, READ, "t",
     "SELECT p.id, p.institution_id, p.email, p.name, p.name_kana, p.department, p.lang, c.password_hash, "
     "c.totp_secret,"
     " p.state FROM person p LEFT JOIN credential c ON c.person_id = p.id WHERE p.email_key = $1 AND p.state "
     "= 'active'");
STMT(person_insert, WRITE,
     "itttt"
     "itti",
     "INSERT INTO person (id, email, email_key, name, name_kana, institution_id, department, lang, state, "
     "created_at)"
     " VALUES ($1, $2, $3, $4, $5, $6, $7, $8, 'active', $9)");
STMT(credential_insert, WRITE, "iii",
     "INSERT INTO credential (id, person_id, changed_at) VALUES ($1, $2, $3) ON CONFLICT (person_id) DO "
     "NOTHING");
STMT(credential_id, READ, "i", "SELECT id FROM credential WHERE person_id = $1");
STMT(credential_password, WRITE, "iti",
     "UPDATE credential SET password_hash = $2, changed_at = $3 WHERE person_id = $1");
STMT(credential_totp, WRITE, "ibi",
     "UPDATE credential SET totp_secret = $2, totp_since = $3, changed_at = $3 WHERE person_id = $1");
STMT(credential_without_totp, WRITE, "ii",
     "UPDATE credential SET totp_secret = NULL, totp_since = NULL, changed_at = $2"
     " WHERE person_id = $1 AND totp_secret IS NOT NULL");
STMT(totp_use_put, WRITE, "ii",
     "INSERT INTO totp_use (person_id, step) VALUES ($1, $2)"
     " ON CONFLICT (person_id) DO UPDATE SET step = excluded.step WHERE totp_use.step < excluded.step");
STMT(duty_insert, WRITE, "itiiitii",
     "INSERT INTO duty (id, person_id, duty, call_id, institution_id, region, granted_by, granted_at)"
     " VALUES ($1, $3, $2, $4, $5, $6, $7, $8)");
STMT(duty_held, READ, "itiit",
     "SELECT id FROM duty WHERE person_id = $1 AND duty = $2 AND ended_at IS NULL"
     " AND COALESCE(call_id, 0) = $3 AND COALESCE(institution_id, 0) = $4 AND COALESCE(region, '') = $5");
STMT(duty_elsewhere, READ, "ii",
     "SELECT id FROM duty WHERE person_id = $1 AND duty = 'institution_office' AND ended_at IS NULL"
     " AND institution_id <> $2 LIMIT 1");
STMT(duty_mark_ended, WRITE, "ii", "UPDATE duty SET ended_at = $2 WHERE id = $1 AND ended_at IS NULL");
STMT(duty_now, READ, "ii",
     "SELECT d.id, d.person_id, d.call_id, d.duty, p.name, p.email, i.name, d.region, d.granted_at, "
     "p.name_kana"
     " FROM duty d JOIN person p ON p.id = d.person_id"
     " LEFT JOIN institution i ON i.id = COALESCE(d.institution_id, p.institution_id)"
     " WHERE d.ended_at IS NULL AND d.granted_at <= $1 AND (CAST($2 AS BIGINT) = 0 OR d.call_id IS NULL OR "
     "d.call_id = $2)"
     " ORDER BY p.name_kana NULLS LAST, p.name, d.id");
STMT(attempt_put, WRITE, "tii",
     "INSERT INTO attempt (key, window_at, count) VALUES ($1, $2, 1) ON CONFLICT (key) DO UPDATE SET"
     " count = CASE WHEN attempt.window_at <= $3 THEN 1 ELSE attempt.count + 1 END,"
     " window_at = CASE WHEN attempt.window_at <= $3 THEN excluded.window_at ELSE attempt.window_at END"
     " RETURNING count, window_at");

STMT(attempt_delete, WRITE, "t", "DELETE FROM attempt WHERE key = $1");
STMT(attempt_get, READ, "ti", "SELECT count, window_at FROM attempt WHERE key = $1 AND window_at > $2");

static struct person *person_from_row(struct arena *a, const struct row *r)
{
    struct person *p = arena_new(a, struct person);
    *p = (struct person){ .id = row_i64(r, 0),
                          .institution_id = row_is_null(r, 1) ? 0 : row_i64(r, 1),
                          .email = row_text(r, 2),
                          .name = row_text(r, 3),
                          .name_kana = row_text(r, 4),
                          .department = row_text(r, 5),
                          .lang = strcmp(row_text(r, 6), "en") == 0 ? LANG_EN : LANG_JA,
                          .has_password = !row_is_null(r, 7),
                          .has_totp = !row_is_null(r, 8),
                          .is_closed = strcmp(row_text(r, 9), "active") != 0 };
    return p;
}

struct err *person_load(struct ctx *c, int64_t id, struct person **ret)
{
    struct row row;
    TRY(db_row(c, person_by_id, &row, I64(id)));
    *ret = person_from_row(c->arena, &row);
    return NULL;
}

struct err *person_find_by_email(struct ctx *c, const char *email, struct person **ret)
{
    struct row row;
    bool found = false;
    TRY(db_find(c, person_by_email, &row, &found, TXT(email_key(c->arena, email))));
    *ret = found ? person_from_row(c->arena, &row) : NULL;
    return NULL;
}

struct err *person_add(struct tx *tx, const struct person_facts *f, int64_t *ret_id)
{
    struct ctx *c = tx_ctx(tx);
    int64_t id = id_random();
    TRY(db_run(tx, person_insert, NULL, I64(id), TXT(f->email), TXT(email_key(c->arena, f->email)),
               TXT(f->name), TXT(f->name_kana), f->institution_id ? I64(f->institution_id) : NUL(),
               TXT(f->department), TXT(f->lang == LANG_EN ? "en" : "ja"), I64(c->now)));
    TRY(ledger_add(tx, MSG_PERSON_ADDED, NO_FACTS, TOUCH(person, id)));
    *ret_id = id;
    return NULL;
}

/* ── credentials ── */

static struct err *credential_row(struct tx *tx, int64_t person_id, int64_t *ret_id)
{
    struct ctx *c = tx_ctx(tx);
    TRY(db_run(tx, credential_insert, NULL, I64(id_random()), I64(person_id), I64(c->now)));
    return db_i64(c, credential_id, ret_id, I64(person_id));
}

struct err *credential_set_password(struct tx *tx, int64_t person_id, const char *hash)
{
    int64_t id = 0;
    TRY(credential_row(tx, person_id, &id));
    TRY(db_must(tx, credential_password, I64(person_id), TXT(hash), I64(tx_ctx(tx)->now)));
    return ledger_add(tx, MSG_PERSON_PASSWORD_SET, NO_FACTS, ABOUT(person, person_id), TOUCH(credential, id));
}

struct err *credential_set_totp(struct tx *tx, int64_t person_id, struct bytes secret)
{
    int64_t id = 0;
    TRY(credential_row(tx, person_id, &id));
    TRY(db_must(tx, credential_totp, I64(person_id), BYTES(secret), I64(tx_ctx(tx)->now)));
    return ledger_add(tx, MSG_PERSON_TOTP_SET, NO_FACTS, ABOUT(person, person_id), TOUCH(credential, id));
}

struct err *credential_clear_totp(struct tx *tx, int64_t person_id)
{
    int64_t id = 0;
    TRY(db_i64(tx_ctx(tx), credential_id, &id, I64(person_id)));
    TRY(db_must(tx, credential_without_totp, I64(person_id), I64(tx_ctx(tx)->now)));
    return ledger_add(tx, MSG_PERSON_TOTP_CLEARED, NO_FACTS, ABOUT(person, person_id), TOUCH(credential, id));
}

struct err *credential_use_step(struct tx *tx, int64_t person_id, int64_t step, bool *ret_fresh)
{
    int64_t changed = 0;
    TRY(db_run(tx, totp_use_put, &changed, I64(person_id), I64(step)));
    *ret_fresh = changed == 1;
    return NULL;
}

static struct err *credential_of_row(struct err *e, bool found, const struct row *r, struct credential *ret)
{
    TRY(e);
    *ret = (struct credential){ 0 };
    if (found)
        *ret =
            (struct credential){ .person_id = row_i64(r, 0),
                                 .password_hash = row_text_or_null(r, 7),
                                 .totp_secret = row_is_null(r, 8) ? (struct bytes){ 0 } : row_bytes(r, 8) };
    return NULL;
}

struct err *credential_find(struct ctx *c, const char *email, struct credential *ret)
{
    struct row row = { 0 };
    bool found = false;
    struct err *e = db_find(c, person_by_email, &row, &found, TXT(email_key(c->arena, email)));
    return credential_of_row(e, found, &row, ret);
}

struct err *credential_of(struct ctx *c, int64_t person_id, struct credential *ret)
{
    struct row row = { 0 };
    bool found = false;
    struct err *e = db_find(c, person_by_id, &row, &found, I64(person_id));
    return credential_of_row(e, found, &row, ret);
}

/* ── duties ── */

/* What a duty cannot be without; and the office of an institution is that of one. */
static struct err *grant_check(struct tx *tx, int64_t person_id, const struct grant *g)
{
    struct ctx *c = tx_ctx(tx);
    struct row row;
    bool elsewhere = false;
    if (g->duty == DUTY_BUREAU && (!g->region || !*g->region))
        return invalid(c->arena, "region", MSG_GRANT_REGION_MISSING);
    if (g->duty != DUTY_INSTITUTION_OFFICE)
        return NULL;
    if (!g->institution_id)
        return invalid(c->arena, "institution", MSG_GRANT_INSTITUTION_MISSING);
    TRY(db_find(c, duty_elsewhere, &row, &elsewhere, I64(person_id), I64(g->institution_id)));
    return elsewhere ? refused(c->arena, MSG_GRANT_OTHER_INSTITUTION) : NULL;
}

struct err *duty_grant(struct tx *tx, int64_t person_id, const struct grant *g, int64_t *ret_id)
{
    struct ctx *c = tx_ctx(tx);
    const char *word = duty_word(g->duty)->word;
    int64_t granted_by = g->granted_by ? g->granted_by : c->actor.person;
    struct row row;
    bool held = false;
    TRY(grant_check(tx, person_id, g));
    TRY(db_find(c, duty_held, &row, &held, I64(person_id), TXT(word), I64(g->call_id),
                I64(g->institution_id), TXT(g->region ? g->region : "")));
    if (held) {
        *ret_id = row_i64(&row, 0);
        return NULL;
    }
    int64_t id = id_random();
    TRY(db_run(tx, duty_insert, NULL, I64(id), TXT(word), I64(person_id),
               g->call_id ? I64(g->call_id) : NUL(), g->institution_id ? I64(g->institution_id) : NUL(),
               TXT(g->region), granted_by ? I64(granted_by) : NUL(), I64(c->now)));
    TRY(ledger_add(tx, MSG_PERSON_DUTY_GRANTED,
                   FACTS(fact_text("duty", word), fact_id("call", g->call_id), fact_id("by", granted_by)),
                   TOUCH(duty, id), ABOUT(person, person_id)));
    *ret_id = id;
    return NULL;
}

struct err *duty_load(struct ctx *c, int64_t duty_id, struct duty_line *ret)
{
    struct duty_lines all;
    TRY(duty_list(c, ~0U, 0, &all));
    for (size_t i = 0; i < all.n; i++)
        if (all.v[i].id == duty_id) {
            *ret = all.v[i];
            return NULL;
        }
    return not_found(c->arena);
}

struct err *duty_end(struct tx *tx, int64_t duty_id)
{
    struct duty_line d;
    TRY(duty_load(tx_ctx(tx), duty_id, &d));
    TRY(db_must(tx, duty_mark_ended, I64(duty_id), I64(tx_ctx(tx)->now)));
    return ledger_add(tx, MSG_PERSON_DUTY_ENDED, FACTS(fact_text("duty", duty_word(d.duty)->word)),
                      TOUCH(duty, duty_id), ABOUT(person, d.person_id));
}

struct err *duty_list(struct ctx *c, unsigned duties, int64_t call_id, struct duty_lines *ret)
{
    struct rows rows;
    TRY(db_rows(c, duty_now, &rows, I64(c->now), I64(call_id)));
    struct duty_line *v = arena_array(c->arena, struct duty_line, rows.n);
    size_t n = 0;
    for (size_t i = 0; i < rows.n; i++) {
        const struct row *r = &rows.v[i];
        enum duty duty = duty_parse(row_text(r, 3));
        if (!(duties & (unsigned)duty))
            continue;
        v[n++] = (struct duty_line){ .id = row_i64(r, 0),
                                     .person_id = row_i64(r, 1),
                                     .call_id = row_is_null(r, 2) ? 0 : row_i64(r, 2),
                                     .duty = duty,
                                     .name = row_text(r, 4),
                                     .email = row_text(r, 5),
                                     .institution = row_text(r, 6),
                                     .region = row_text_or_null(r, 7),
                                     .kana = row_text(r, 9),
                                     .granted_at = row_i64(r, 8) };
    }
    *ret = (struct duty_lines){ n, v };
    return NULL;
}

/* Whole minutes, so that it has passed when they have. */
static int64_t minutes_of(int64_t us)
{
    return (us + 59999999) / 60000000;
}

struct err *attempt_count(struct tx *tx, const char *key, int most, int window_s, int64_t *ret_wait)
{
    instant now = machine_now(tx_ctx(tx));
    int64_t window_us = (int64_t)window_s * 1000000;
    struct row row;
    TRY(db_put(tx, attempt_put, &row, TXT(key), I64(now), I64(now - window_us)));
    int64_t wait_us = row_i64(&row, 1) + window_us - now;
    *ret_wait = row_i64(&row, 0) <= most ? 0 : minutes_of(wait_us);
    return NULL;
}

struct err *attempts_exhausted(struct ctx *c, const char *key, int most, int window_s, int64_t *ret_wait)
{
    instant now = machine_now(c);
    int64_t window_us = (int64_t)window_s * 1000000;
    struct row row;
    bool found = false;
    TRY(db_find(c, attempt_get, &row, &found, TXT(key), I64(now - window_us)));
    *ret_wait = !found || row_i64(&row, 0) < most ? 0 : minutes_of(row_i64(&row, 1) + window_us - now);
    return NULL;
}

struct err *attempts_forget(struct tx *tx, const char *key)
{
    return db_run(tx, attempt_delete, NULL, TXT(key));
}

struct err *attempt_refusal(struct arena *a, int64_t wait)
{
    return refused(a, MSG_PERSON_TOO_MANY_ATTEMPTS, arg_i64(wait));
}
