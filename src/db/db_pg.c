/* db_pg.c: a connection to PostgreSQL 15 or newer. Writing transactions are SERIALIZABLE, reading ones see one
** snapshot; what the server cannot serialize becomes ERR_RETRY. A lost connection is a FAULT for the work that was on
** it; a transaction that is only about to begin gets a new one without anybody noticing. */
#include "db/db_impl.h"

#include "base/buf.h"

#include <assert.h>
#include <endian.h>
#include <libpq-fe.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* Types by their number in the system catalogue (pg_type.dat), which never changes. */
enum oid { OID_BOOL = 16, OID_BYTEA = 17, OID_INT8 = 20, OID_INT2 = 21, OID_INT4 = 23, OID_TEXT = 25 };

#define FETCH "500" /* rows at a time where many may come */

struct pg_conn {
    struct conn base;
    PGconn *pg;
    int cursors; /* open ones, so that each has a name of its own */
};

static const char *const control_sql[CONTROL_COUNT] = {
    [BEGIN_READ] = "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY",
    [BEGIN_WRITE] = "BEGIN ISOLATION LEVEL SERIALIZABLE",
    [COMMIT] = "COMMIT",
    [ROLLBACK] = "ROLLBACK",
    [SAVE] = "SAVEPOINT work",
    [RELEASE] = "RELEASE work",
    [ROLLBACK_TO] = "ROLLBACK TO work",
};

static struct pg_conn *of(struct conn *conn)
{
    return (struct pg_conn *)conn;
}

static void result_done(PGresult **r)
{
    PQclear(*r);
}
#define RESULT(name)                                                                                         \
    PGresult *name __attribute__((cleanup(result_done))) // NOLINT(bugprone-macro-parentheses)

static const char *one_line(struct arena *a, const char *message)
{
    char *s = arena_strdup(a, message ? message : "");
    size_t n = strlen(s);
    while (n > 0 && s[n - 1] == '\n')
        s[--n] = 0;
    for (char *p = s; *p; p++)
        if (*p == '\n')
            *p = ' ';
    return s;
}

/* NULL when the result is what was hoped for. */
static struct err *check(struct pg_conn *c, struct arena *a, const char *at, const char *what,
                         const PGresult *r)
{
    ExecStatusType status = PQresultStatus(r);
    if (status == PGRES_COMMAND_OK || status == PGRES_TUPLES_OK)
        return NULL;
    const char *state = PQresultErrorField(r, PG_DIAG_SQLSTATE);
    const char *message = one_line(a, r ? PQresultErrorMessage(r) : PQerrorMessage(c->pg));
    if (PQstatus(c->pg) != CONNECTION_OK) {
        conn_break(&c->base, "the database is gone: %s", message);
        return err_passes(err_fault(a, at, "%s: %s", what, c->base.broken));
    }
    if (state && (strcmp(state, "40001") == 0 || strcmp(state, "40P01") == 0))
        return err_retry(a, message);
    if (state && strcmp(state, "23505") == 0)
        return db_conflict(a);
    return err_fault(a, at, "%s: %s (%s)", what, message, state ? state : "no state");
}

/* ── opening ── */

static struct err *fit_for_us(struct pg_conn *c, struct arena *a)
{
    static const char settings[] =
        "SELECT pg_encoding_to_char(encoding), datcollate, current_setting('synchronous_commit')"
        " FROM pg_database WHERE datname = current_database()";
    if (PQserverVersion(c->pg) < 150000)
        return fault(a, "PostgreSQL 15 or newer is wanted, this is %d", PQserverVersion(c->pg) / 10000);
    RESULT(r) = PQexec(c->pg, settings);
    TRY(check(c, a, ERR_HERE, "settings", r));
    const char *encoding = PQgetvalue(r, 0, 0);
    const char *collation = PQgetvalue(r, 0, 1);
    if (strcmp(encoding, "UTF8") != 0)
        return fault(a, "the database must be made with ENCODING 'UTF8', it has %s", encoding);
    if (strcmp(collation, "C.UTF-8") != 0 && strcmp(collation, "C.utf8") != 0 && strcmp(collation, "C") != 0)
        return fault(a,
                     "the database must be made with LOCALE 'C.UTF-8', it has %s: texts would be ordered"
                     " otherwise than in SQLite",
                     collation);
    if (strcmp(PQgetvalue(r, 0, 2), "off") == 0)
        return fault(a, "synchronous_commit is off: what we say is saved must be on the disk; set it to on");
    return NULL;
}

static void be_silent(void *arg, const PGresult *r)
{
    (void)arg, (void)r;
}

static struct err *pg_open(struct arena *a, struct db *db, enum conn_use use, struct conn **ret)
{
    /* What stands before dbname the conninfo may say otherwise, what stands after it not. */
    const char *const keys[] = { "connect_timeout", "tcp_user_timeout", "dbname",
                                 "client_encoding", "application_name", NULL };
    const char *const values[] = { "10", "20000", db->url, "UTF8", "kyoten", NULL };
    PGconn *pg = PQconnectdbParams(keys, values, 1);
    if (PQstatus(pg) != CONNECTION_OK) {
        struct err *e = err_passes(fault(a, "no connection to the database: %s", one_line(a, PQerrorMessage(pg))));
        PQfinish(pg);
        return e;
    }
    (void)PQsetNoticeReceiver(pg, be_silent, NULL);
    struct pg_conn *c = (struct pg_conn *)conn_make(db, use, sizeof *c);
    c->pg = pg;
    struct err *e = fit_for_us(c, a);
    if (e) {
        PQfinish(pg);
        (void)arena_free(c->base.arena);
        return e;
    }
    *ret = &c->base;
    return NULL;
}

static void pg_close(struct conn *conn)
{
    PQfinish(of(conn)->pg);
}

static bool pg_usable(struct conn *conn)
{
    return PQstatus(of(conn)->pg) == CONNECTION_OK && PQtransactionStatus(of(conn)->pg) == PQTRANS_IDLE;
}

/* ── transactions ── */

/* The server was away while the connection lay idle: nothing of this work has happened yet, so it may begin anew. */
static struct err *begin_again(struct pg_conn *c, struct arena *a, enum control what)
{
    PQreset(c->pg);
    for (size_t i = 0; c->base.table && i <= c->base.mask; i++)
        c->base.table[i].handle = NULL;
    RESULT(r) = PQexec(c->pg, control_sql[what]);
    return check(c, a, ERR_HERE, control_sql[what], r);
}

static struct err *pg_control(struct conn *conn, struct arena *a, enum control what)
{
    struct pg_conn *c = of(conn);
    RESULT(r) = PQexec(c->pg, control_sql[what]);
    bool begins = what == BEGIN_READ || what == BEGIN_WRITE;
    if (begins && PQstatus(c->pg) != CONNECTION_OK)
        return begin_again(c, a, what);
    if (what == COMMIT && PQstatus(c->pg) != CONNECTION_OK)
        conn_break(conn, "the connection was lost during COMMIT: whether it is saved is not known");
    if (what == COMMIT && conn->broken[0])
        return err_passes(fault(a, "%s", conn->broken));
    TRY(check(c, a, ERR_HERE, control_sql[what], r));
    if (what == COMMIT &&
        strcmp(PQcmdStatus(r), "COMMIT") != 0) /* of an aborted transaction it "works" too */
        return fault(a, "COMMIT answered %s", PQcmdStatus(r));
    return NULL;
}

/* ── parameters ── */

struct params {
    int n;
    Oid type[PARAMS_MAX];
    const char *value[PARAMS_MAX];
    int length[PARAMS_MAX], format[PARAMS_MAX];
    uint64_t number[PARAMS_MAX]; /* most significant byte first, as the server wants it */
};

static void fill_types(const struct stmt *s, struct params *ret)
{
    ret->n = (int)strlen(s->types);
    for (int i = 0; i < ret->n; i++)
        ret->type[i] = s->types[i] == 'i' ? OID_INT8 : s->types[i] == 't' ? OID_TEXT : OID_BYTEA;
}

static void fill(const struct stmt *s, const struct value *v, struct params *ret)
{
    fill_types(s, ret);
    for (int i = 0; i < ret->n; i++) {
        ret->value[i] = NULL;
        ret->length[i] = 0;
        ret->format[i] = v[i].kind != VALUE_TEXT;
        if (v[i].kind == VALUE_TEXT) {
            ret->value[i] = v[i].text;
        } else if (v[i].kind == VALUE_BYTES) {
            assert(v[i].bytes.n <= INT32_MAX);
            ret->value[i] = (const char *)v[i].bytes.p;
            ret->length[i] = (int)v[i].bytes.n;
        } else if (v[i].kind == VALUE_I64) {
            ret->number[i] = htobe64((uint64_t)v[i].i64);
            ret->value[i] = (const char *)&ret->number[i];
            ret->length[i] = 8;
        }
    }
}

static const char *sql_of(const struct stmt *s)
{
    return s->sql_pg ? s->sql_pg : s->sql;
}

/* *ret_name is its name on the server: its own and its slot, as two statements of tests may be namesakes. */
static struct err *prepare(struct pg_conn *c, struct arena *a, const struct stmt *s, const char **ret_name)
{
    struct prepared *p = conn_prepared(&c->base, s);
    *ret_name = p->handle;
    if (p->handle)
        return NULL;
    char *name = arena_printf(c->base.arena, "%.40s_%td", s->name, p - c->base.table);
    struct params params;
    fill_types(s, &params);
    RESULT(r) = PQprepare(c->pg, name, sql_of(s), params.n, params.type);
    TRY(check(c, a, s->at, s->name, r));
    p->handle = name;
    *ret_name = name;
    return NULL;
}

/* ── rows ── */

static struct err *read_cell(struct arena *a, const struct stmt *s, const PGresult *r, int row, int col,
                             struct cell *ret)
{
    const char *p = PQgetvalue(r, row, col);
    size_t n = (size_t)PQgetlength(r, row, col);
    *ret = (struct cell){ .kind = VALUE_NULL };
    if (PQgetisnull(r, row, col))
        return NULL;
    switch (PQftype(r, col)) {
    case OID_INT8:
    case OID_INT4:
    case OID_INT2:
    case OID_BOOL:
        ret->kind = VALUE_I64;
        ret->i64 = (p[0] & 0x80) ? -1 : 0; /* most significant byte first; the sign is in it */
        for (size_t i = 0; i < n; i++)
            ret->i64 = ret->i64 * 256 + (unsigned char)p[i];
        return NULL;
    case OID_TEXT:
        *ret = (struct cell){ .kind = VALUE_TEXT, .bytes = { (const uint8_t *)p, n } };
        return NULL;
    case OID_BYTEA:
        *ret = (struct cell){ .kind = VALUE_BYTES, .bytes = { (const uint8_t *)p, n } };
        return NULL;
    default:
        return err_fault(a, s->at, "%s: column %d has a type (%u) that is not ours: CAST it", s->name, col,
                         PQftype(r, col));
    }
}

static struct err *give_rows(struct arena *a, const struct stmt *s, const PGresult *r, struct sink *sink)
{
    struct cell cell[COLUMNS_MAX];
    int n = PQnfields(r);
    assert(n <= COLUMNS_MAX);
    for (int row = 0; row < PQntuples(r) && !sink->stopped; row++) {
        for (int col = 0; col < n; col++)
            TRY(read_cell(a, s, r, row, col, &cell[col]));
        sink->rows++;
        sink->stopped = sink->row(sink, &(struct row){ n, cell });
    }
    return NULL;
}

/* Through a cursor: neither side holds all rows, and fn may ask for other things meanwhile. */
static struct err *run_cursor(struct pg_conn *c, struct arena *a, const struct stmt *s,
                              const struct params *p, struct sink *sink)
{
    char name[32];
    char fetch[64];
    (void)snprintf(name, sizeof name, "each_%d", c->cursors);
    (void)snprintf(fetch, sizeof fetch, "FETCH " FETCH " FROM %s", name);
    const char *declare = arena_printf(a, "DECLARE %s BINARY NO SCROLL CURSOR FOR %s", name, sql_of(s));
    RESULT(r) = PQexecParams(c->pg, declare, p->n, p->type, p->value, p->length, p->format, 1);
    TRY(check(c, a, s->at, s->name, r));
    int got = 1;
    while (got > 0 && !sink->stopped) {
        RESULT(rows) = PQexecParams(c->pg, fetch, 0, NULL, NULL, NULL, NULL, 1);
        TRY(check(c, a, s->at, s->name, rows));
        got = PQntuples(rows);
        TRY(give_rows(a, s, rows, sink));
    }
    if (PQtransactionStatus(c->pg) != PQTRANS_INTRANS)
        return NULL; /* fn's own statement has failed, and the cursor with it */
    RESULT(closed) = PQexec(c->pg, arena_printf(a, "CLOSE %s", name));
    return check(c, a, s->at, s->name, closed);
}

static struct err *run_stream(struct pg_conn *c, struct arena *a, const struct stmt *s,
                              const struct params *p, struct sink *sink)
{
    bool alone = PQtransactionStatus(c->pg) == PQTRANS_IDLE; /* a cursor lives in a transaction */
    if (alone)
        TRY(pg_control(&c->base, a, BEGIN_READ));
    c->cursors++;
    struct err *e = run_cursor(c, a, s, p, sink);
    c->cursors--;
    if (!alone)
        return e;
    struct err *ended = pg_control(&c->base, a, ROLLBACK);
    return e ? e : ended;
}

static struct err *pg_run(struct conn *conn, struct arena *a, const struct stmt *s, const struct value *v,
                          struct sink *sink, int64_t *ret_changed)
{
    struct pg_conn *c = of(conn);
    struct params p;
    fill(s, v, &p);
    if (sink->stream)
        return run_stream(c, a, s, &p, sink);
    const char *name = NULL;
    TRY(prepare(c, a, s, &name));
    RESULT(r) = PQexecPrepared(c->pg, name, p.n, p.value, p.length, p.format, 1);
    TRY(check(c, a, s->at, s->name, r));
    TRY(give_rows(a, s, r, sink));
    if (ret_changed)
        *ret_changed = strtoll(PQcmdTuples(r), NULL, 10);
    return NULL;
}

static struct err *pg_exec(struct conn *conn, struct arena *a, const char *script)
{
    RESULT(r) = PQexec(of(conn)->pg, script);
    ExecStatusType status = PQresultStatus(r);
    return status == PGRES_EMPTY_QUERY ? NULL : check(of(conn), a, ERR_HERE, "script", r);
}

/* ── the check at the start ── */

static bool is_ours(Oid type)
{
    return type == OID_INT8 || type == OID_INT4 || type == OID_INT2 || type == OID_BOOL || type == OID_TEXT ||
           type == OID_BYTEA;
}

static struct err *pg_check(struct conn *conn, struct arena *a, const struct stmt *s)
{
    struct pg_conn *c = of(conn);
    const char *name = NULL;
    TRY(prepare(c, a, s, &name));
    RESULT(r) = PQdescribePrepared(c->pg, name);
    TRY(check(c, a, s->at, s->name, r));
    const char *sql = sql_of(s);
    if (PQnparams(r) != (int)strlen(s->types))
        return err_fault(a, s->at, "%s has %d parameters, but %zu types", s->name, PQnparams(r),
                         strlen(s->types));
    for (int i = 0; i < PQnfields(r); i++)
        if (!is_ours(PQftype(r, i)))
            return err_fault(a, s->at, "%s: column %d (%s) has a type (%u) that is not ours: CAST it",
                             s->name, i, PQfname(r, i), PQftype(r, i));
    bool reads = strncmp(sql, "SELECT", 6) == 0 || strncmp(sql, "WITH", 4) == 0;
    if (s->mode == READ && !reads)
        return err_fault(a, s->at, "%s is declared READ, but does not begin with SELECT or WITH", s->name);
    return NULL;
}

const struct store store_postgres = {
    .kind = DB_POSTGRES,
    .open = pg_open,
    .close = pg_close,
    .control = pg_control,
    .run = pg_run,
    .exec = pg_exec,
    .check = pg_check,
    .usable = pg_usable,
};
