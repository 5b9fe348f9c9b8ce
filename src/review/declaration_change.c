/* declaration_change.c: declaring anew, and what stood before. */
#include "review/declaration.h"

#include "base/id.h"
#include "db/db.h"
#include "ledger/ledger.h"
#include "person/person.h"
#include "review.msg.h"

#include <string.h>

AUDITED(declaration_past, "id, declaration_id, category, reason, declared_at, conflicted, ruled_by, ruled_at, ruling,"
                          " replaced_at");
LEDGER_ACT(MSG_REVIEW_DECLARED_ANEW);

STMT(declaration_to_change, READ, "ii",
     "SELECT id, category, reason, conflicted FROM declaration WHERE application_id = $1 AND person_id = $2");
STMT(declaration_put_by, WRITE, "iiii",
     "INSERT INTO declaration_past (id, declaration_id, category, reason, declared_at, conflicted, ruled_by, ruled_at,"
     " ruling, replaced_at) SELECT CAST($2 AS BIGINT), id, category, reason, declared_at, conflicted, ruled_by,"
     " ruled_at, ruling, CAST($3 AS BIGINT) FROM declaration WHERE id = $1 AND declared_at <= $4");
STMT(declaration_mark_anew, WRITE, "ittii",
     "UPDATE declaration SET category = $2, reason = $3, declared_at = $4, conflicted = $5, ruled_by = NULL,"
     " ruled_at = NULL, ruling = NULL WHERE id = $1");
STMT(declaration_past_of, READ, "i",
     "SELECT category, reason, ruling, declared_at, replaced_at, conflicted FROM declaration_past"
     " WHERE declaration_id = $1 ORDER BY replaced_at, id");

struct err *declaration_keep_past(struct tx *tx, int64_t declaration_id, int64_t *ret_id)
{
    struct ctx *c = tx_ctx(tx);
    int64_t id = id_ordered();
    TRY(db_must(tx, declaration_put_by, I64(declaration_id), I64(id), I64(c->now), I64(c->now)));
    *ret_id = id;
    return NULL;
}

static struct err *change(struct tx *tx, const struct call *call, const struct declaring *d, const struct row *was)
{
    struct ctx *c = tx_ctx(tx);
    int64_t id = row_i64(was, 0);
    int64_t past = 0;
    bool conflicted = declaration_binds(d->category, row_bool(was, 3));
    TRY(declaring_check(c, call->definition, d, false));
    TRY(declaration_keep_past(tx, id, &past));
    TRY(db_must(tx, declaration_mark_anew, I64(id), TXT(d->category), TXT(d->reason), I64(c->now),
                BOOL01(conflicted)));
    TRY(ledger_add(tx, MSG_REVIEW_DECLARED_ANEW,
                   FACTS(fact_text("category", d->category), fact_text("was", row_text(was, 1)),
                         fact_id("application", d->application_id)),
                   TOUCH(declaration, id), TOUCH(declaration_past, past)));
    return conflicted ? assignment_stop(tx, d->application_id, viewer_person(c), "conflict") : NULL;
}

struct err *declaration_change(struct ctx *c, int64_t application_id, const char *category, const char *reason)
{
    struct application *app = NULL;
    struct call *call = NULL;
    struct row was;
    bool found = false;
    TX(tx, c);
    TRY(declaring_open(c, application_id, REL_DECLARED, &app, &call));
    TRY(db_find(c, declaration_to_change, &was, &found, I64(app->id), I64(viewer_person(c))));
    if (!found)
        return not_found(c->arena);
    struct declaring d = { app->id, category, review_stripped(c->arena, reason) };
    if (strcmp(row_text(&was, 1), d.category) == 0 && strcmp(row_text(&was, 2), d.reason) == 0)
        return NULL;
    TRY(change(tx, call, &d, &was));
    return tx_commit(tx);
}

struct err *declaration_past_list(struct ctx *c, int64_t declaration_id, struct past_declarations *ret)
{
    struct rows rows;
    TRY(db_rows(c, declaration_past_of, &rows, I64(declaration_id)));
    *ret = (struct past_declarations){ rows.n, arena_array(c->arena, struct past_declaration, rows.n) };
    for (size_t i = 0; i < rows.n; i++)
        ret->v[i] = (struct past_declaration){ .category = row_text(&rows.v[i], 0),
                                               .reason = row_text(&rows.v[i], 1),
                                               .ruling = row_text_or_null(&rows.v[i], 2),
                                               .declared_at = row_i64(&rows.v[i], 3),
                                               .replaced_at = row_i64(&rows.v[i], 4),
                                               .conflicted = row_bool(&rows.v[i], 5) };
    return NULL;
}
