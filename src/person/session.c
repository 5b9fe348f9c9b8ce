/* session.c: the rows of sessions, and who a request comes from. */
#include "person/session.h"

#include "base/id.h"
#include "base/rand.h"
#include "base/site.h"
#include "db/db.h"
#include "ledger/ledger.h"
#include "person/duty.h"
#include "person/person.h"
#include "person/token.h"

#include <string.h>

#define TOKEN_BYTES 32
#define SEEN_EVERY_US ((int64_t)60 * 1000000)

NOT_AUDITED(
    session,
    "a way in: it ends by itself and proves nothing later; signing in and out are acts of the person");
NOT_AUDITED(totp_use, "remembers the last code so that it works once");
NOT_AUDITED(attempt, "counts failures for some minutes");

STMT(session_insert, WRITE, "biitiiiitt",
     "INSERT INTO session (token_hash, id, person_id, csrf, second_factor, created_at, seen_at, ends_at, "
     "user_agent, peer)"
     " VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)");
STMT(session_delete_token, WRITE, "b", "DELETE FROM session WHERE token_hash = $1");
STMT(session_delete_one, WRITE, "ii", "DELETE FROM session WHERE person_id = $1 AND id = $2");
STMT(session_delete_person, WRITE, "ib", "DELETE FROM session WHERE person_id = $1 AND token_hash <> $2");
STMT(session_mark_seen, WRITE, "bi",
     "UPDATE session SET seen_at = $2 WHERE token_hash = $1 AND seen_at < $2");
STMT(session_of_person, READ, "iii",
     "SELECT id, csrf, second_factor, created_at, seen_at, user_agent, peer, token_hash FROM session"
     " WHERE person_id = $1 AND ends_at > $2 AND seen_at > $3 ORDER BY seen_at DESC, id");
STMT(session_viewer, READ, "biiii",
     "SELECT s.person_id, s.csrf, s.second_factor, s.seen_at, p.name, p.email, p.institution_id,"
     " d.duty, d.id, d.call_id, d.institution_id, d.region, CASE WHEN k.totp_secret IS NULL THEN 0 ELSE 1 END"
     " FROM session s JOIN person p ON p.id = s.person_id LEFT JOIN credential k ON k.person_id = p.id"
     " LEFT JOIN duty d ON d.person_id = p.id AND d.granted_at <= $5 AND (d.ended_at IS NULL OR d.ended_at > "
     "$5)"
     " WHERE s.token_hash = $1 AND s.ends_at > $2 AND s.seen_at > $3 AND s.created_at <= $4 AND p.state = "
     "'active'"
     " ORDER BY d.id NULLS FIRST");
STMT(token_viewer, READ, "bii",
     "SELECT t.person_id, t.scope, 1, $2, p.name, p.email, p.institution_id,"
     " d.duty, d.id, d.call_id, d.institution_id, d.region, 0"
     " FROM api_token t JOIN person p ON p.id = t.person_id"
     " LEFT JOIN duty d ON d.person_id = p.id AND d.granted_at <= $3 AND (d.ended_at IS NULL OR d.ended_at > "
     "$3)"
     " WHERE t.token_hash = $1 AND t.expires_at > $2 AND t.ended_at IS NULL AND p.state = 'active'"
     " ORDER BY d.id NULLS FIRST");

STMT(person_viewer, READ, "ii",
     "SELECT p.id, '', 1, $2, p.name, p.email, p.institution_id, d.duty, d.id, d.call_id, d.institution_id, "
     "d.region, 0"
     " FROM person p LEFT JOIN duty d ON d.person_id = p.id AND d.granted_at <= $2 AND (d.ended_at IS NULL "
     "OR d.ended_at > $2)"
     " WHERE p.id = $1 AND p.state = 'active' ORDER BY d.id NULLS FIRST");

static const char *cookie_name(const struct site *site)
{
    return site->secure_cookies ? "__Host-session" : "session";
}

instant machine_now(const struct ctx *c)
{
    return c->now - site_clock_offset(c->site);
}

struct err *session_start(struct tx *tx, const struct request *rq, int64_t person, bool second_factor,
                          const char **ret_token)
{
    struct ctx *c = tx_ctx(tx);
    const char *token = rand_token(c->arena, TOKEN_BYTES);
    instant now = machine_now(c);
    TRY(db_run(tx, session_insert, NULL, BYTES(token_hash(c->arena, token)), I64(id_random()), I64(person),
               TXT(rand_token(c->arena, 24)), BOOL01(second_factor), I64(now), I64(now),
               I64(now + SESSION_ABSOLUTE_US), TXT(rq->user_agent), TXT(rq->peer)));
    *ret_token = token;
    return NULL;
}

struct err *session_rotate(struct tx *tx, const struct request *rq, bool second_factor,
                           const char **ret_token)
{
    TRY(session_end(tx, rq));
    return session_start(tx, rq, viewer_person(tx_ctx(tx)), second_factor, ret_token);
}

struct err *session_end(struct tx *tx, const struct request *rq)
{
    if (!rq->session_token)
        return NULL;
    return db_run(tx, session_delete_token, NULL, BYTES(token_hash(tx_ctx(tx)->arena, rq->session_token)));
}

struct err *session_end_others(struct tx *tx, int64_t person, const struct request *rq, bool keep_own)
{
    struct arena *a = tx_ctx(tx)->arena;
    struct bytes own = keep_own && rq->session_token ? token_hash(a, rq->session_token) : arena_bytes(a, "", 0);
    return db_run(tx, session_delete_person, NULL, I64(person), BYTES(own));
}

struct err *session_end_all(struct tx *tx, int64_t person)
{
    return db_run(tx, session_delete_person, NULL, I64(person), BYTES(arena_bytes(tx_ctx(tx)->arena, "", 0)));
}

struct err *session_end_one(struct tx *tx, int64_t person, int64_t session_id)
{
    return db_must(tx, session_delete_one, I64(person), I64(session_id));
}

struct err *session_list(struct ctx *c, int64_t person, const struct request *rq, struct session_list *ret)
{
    struct rows rows;
    instant now = machine_now(c);
    TRY(db_rows(c, session_of_person, &rows, I64(person), I64(now), I64(now - SESSION_IDLE_US)));
    struct bytes own = rq->session_token ? token_hash(c->arena, rq->session_token) : (struct bytes){ 0 };
    struct session *v = arena_array(c->arena, struct session, rows.n);
    for (size_t i = 0; i < rows.n; i++) {
        const struct row *r = &rows.v[i];
        struct bytes hash = row_bytes(r, 7);
        v[i] = (struct session){ .id = row_i64(r, 0),
                                 .person_id = person,
                                 .csrf = row_text(r, 1),
                                 .second_factor = row_bool(r, 2),
                                 .created_at = row_i64(r, 3),
                                 .seen_at = row_i64(r, 4),
                                 .user_agent = row_text(r, 5),
                                 .peer = row_text(r, 6),
                                 .present = own.p && memcmp(own.p, hash.p, hash.n) == 0 };
    }
    *ret = (struct session_list){ rows.n, v };
    return NULL;
}

struct err *session_adopt(struct request *rq, struct response *rs, const char *token)
{
    const char *sent = rq->cookie_header;
    session_cookie(rq, rs, token);
    rq->cookie_header = arena_printf(rq->ctx->arena, "%s=%s", cookie_name(rq->ctx->site), token);
    struct err *e = session_load_viewer(rq);
    rq->cookie_header = sent;
    return e;
}

void session_cookie(struct request *rq, struct response *rs, const char *token)
{
    const struct site *site = rq->ctx->site;
    set_cookie(rs, rq->ctx->arena, cookie_name(site), token ? token : "",
               token ? (int)(SESSION_ABSOLUTE_US / 1000000) : -1, site->secure_cookies);
}

/* ── who asks ── */

bool session_is_claimed(const struct request *rq)
{
    const char *token = cookie_get(rq->ctx->arena, rq->cookie_header, cookie_name(rq->ctx->site));
    return token && *token;
}

static struct viewer *viewer_from_rows(struct arena *a, const struct rows *rows)
{
    struct viewer *v = arena_new(a, struct viewer);
    struct held_duty *duties = arena_array(a, struct held_duty, rows->n);
    const struct row *first = &rows->v[0];
    *v = (struct viewer){ .person = row_i64(first, 0),
                          .name = row_text(first, 4),
                          .email = row_text(first, 5),
                          .second_factor = row_bool(first, 2),
                          .duty = duties,
                          .institution_id = row_is_null(first, 6) ? 0 : row_i64(first, 6) };
    v->code_due = row_bool(first, 12) && !v->second_factor;
    for (size_t i = 0; i < rows->n; i++) {
        const struct row *r = &rows->v[i];
        enum duty duty = row_is_null(r, 7) ? DUTY_NONE : duty_parse(row_text(r, 7));
        bool locked = (duty & DUTIES_SECOND_FACTOR) && !v->second_factor;
        if (locked)
            v->locked |= duty;
        if (duty == DUTY_NONE || locked)
            continue;
        duties[v->duty_count++] =
            (struct held_duty){ .duty = duty,
                                .id = row_i64(r, 8),
                                .call_id = row_is_null(r, 9) ? 0 : row_i64(r, 9),
                                .institution_id = row_is_null(r, 10) ? 0 : row_i64(r, 10),
                                .region = row_text_or_null(r, 11) };
        v->duties |= (unsigned)duty;
    }
    return v;
}

struct err *viewer_load(struct ctx *c, int64_t person, struct viewer **ret)
{
    struct rows rows;
    TRY(db_rows(c, person_viewer, &rows, I64(person), I64(c->now)));
    if (rows.n == 0)
        return not_found(c->arena);
    *ret = viewer_from_rows(c->arena, &rows);
    return NULL;
}

/* A request that only looks does not wait for the mark that it was seen. */
struct seen {
    struct work work;
    struct site const *site;
    struct bytes token_hash;
    instant at;
};

static struct err *seen_run(struct work *w, struct conn *conn)
{
    struct seen *s = (struct seen *)w;
    struct ctx c = { .arena = w->arena, .db = conn, .now = s->at, .site = s->site };
    TX(tx, &c);
    TRY(db_run(tx, session_mark_seen, NULL, BYTES(s->token_hash), I64(s->at)));
    return tx_commit(tx);
}

static void seen_done(struct work *w, struct err *e)
{
    (void)e; /* not marked: it will be at the next request */
    (void)arena_free(w->arena);
}

static void mark_seen(const struct ctx *c, struct bytes token_hash)
{
    if (!c->site->db)
        return;
    struct arena *own = arena_make(0);
    struct seen *s = arena_new(own, struct seen);
    *s = (struct seen){ .work = { .run = seen_run, .done = seen_done, .arena = own, .mode = WRITE },
                        .site = c->site,
                        .token_hash = arena_bytes(own, token_hash.p, token_hash.n),
                        .at = machine_now(c) };
    db_submit(c->site->db, &s->work);
}

static struct err *load_by_bearer(struct request *rq)
{
    static const char BEARER[] = "Bearer ";
    struct ctx *c = rq->ctx;
    struct rows rows;
    if (!rq->authorization || strncmp(rq->authorization, BEARER, sizeof BEARER - 1) != 0)
        return NULL;
    struct bytes hash = token_hash(c->arena, rq->authorization + sizeof BEARER - 1);
    TRY(db_rows(c, token_viewer, &rows, BYTES(hash), I64(machine_now(c)), I64(c->now)));
    if (rows.n == 0)
        return NULL;
    struct viewer *v = viewer_from_rows(c->arena, &rows);
    v->reads_only = strcmp(row_text(&rows.v[0], 1), TOKEN_SCOPE_WRITE) != 0;
    c->viewer = v;
    c->actor.person = v->person;
    rq->who = id_text(c->arena, v->person);
    return NULL;
}

struct err *session_load_viewer(struct request *rq)
{
    struct ctx *c = rq->ctx;
    struct rows rows;
    if (rq->wants_json || (rq->route && rq->route->flags & ROUTE_API))
        return load_by_bearer(rq);
    const char *token = cookie_get(c->arena, rq->cookie_header, cookie_name(c->site));
    if (!token || !*token)
        return NULL;
    struct bytes hash = token_hash(c->arena, token);
    instant now = machine_now(c);
    TRY(db_rows(c, session_viewer, &rows, BYTES(hash), I64(now), I64(now - SESSION_IDLE_US),
                I64(now + SEEN_EVERY_US), I64(c->now)));
    if (rows.n == 0)
        return NULL;
    rq->session_token = token;
    rq->csrf_token = row_text(&rows.v[0], 1);
    c->viewer = viewer_from_rows(c->arena, &rows);
    c->actor.person = c->viewer->person;
    rq->who = id_text(c->arena, c->viewer->person);
    if (now - row_i64(&rows.v[0], 3) > SEEN_EVERY_US)
        mark_seen(c, hash);
    return NULL;
}
