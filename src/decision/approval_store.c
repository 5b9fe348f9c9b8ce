/* approval_store.c: the rows of stamps and returns. */
#include "decision/approval.h"

#include "base/id.h"
#include "db/db.h"
#include "ledger/ledger.h"

#include <string.h>

AUDITED(approval, "id, release_id, draft, position, title_ja, title_en, act, outside_number, outside_on, note,"
                  " person_id, made_at");

STMT(approvals_of_release, READ, "i",
     "SELECT x.id, x.draft, x.position, x.title_ja, x.title_en, x.act, x.outside_number, x.outside_on, x.note,"
     " x.person_id, p.name, x.made_at FROM approval x JOIN person p ON p.id = x.person_id WHERE x.release_id = $1"
     " ORDER BY x.draft, x.position");
STMT(approval_insert, WRITE, "iiiit" "tttt" "tii",
     "INSERT INTO approval (id, release_id, draft, position, title_ja, title_en, act, outside_number, outside_on, note,"
     " person_id, made_at) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)"
     " ON CONFLICT (release_id, draft, position) DO NOTHING");

struct err *approval_list(struct ctx *c, int64_t release_id, struct approval_list *ret)
{
    struct rows rows;
    TRY(db_rows(c, approvals_of_release, &rows, I64(release_id)));
    struct approval *v = arena_array(c->arena, struct approval, rows.n + 1);
    for (size_t i = 0; i < rows.n; i++) {
        const struct row *r = &rows.v[i];
        v[i] = (struct approval){ .id = row_i64(r, 0), .draft = row_i64(r, 1), .position = row_i64(r, 2),
                                  .title_ja = row_text(r, 3), .title_en = row_text(r, 4),
                                  .returned = strcmp(row_text(r, 5), "returned") == 0,
                                  .outside_number = row_text_or_null(r, 6), .outside_on = DATE_UNKNOWN,
                                  .note = row_text(r, 8), .person = row_i64(r, 9), .name = row_text(r, 10),
                                  .made_at = row_i64(r, 11) };
        if (!row_is_null(r, 7))
            (void)date_from_iso(row_text(r, 7), &v[i].outside_on);
    }
    *ret = (struct approval_list){ rows.n, v };
    return NULL;
}

struct err *approval_is_begun(struct ctx *c, const struct release *r, bool *ret)
{
    struct approval_list list;
    *ret = release_is(r, "approved");
    if (!release_is(r, "prepared"))
        return NULL;
    TRY(approval_list(c, r->id, &list));
    *ret = approval_of(&list, r->draft, 1) != NULL;
    return NULL;
}

struct err *approval_add(struct tx *tx, const struct release *r, const struct approval *x, int64_t *ret_id)
{
    const struct ctx *c = tx_ctx(tx);
    int64_t id = id_random();
    const char *on = date_is_known(x->outside_on) ? date_iso(c->arena, x->outside_on) : NULL;
    TRY(db_must(tx, approval_insert, I64(id), I64(r->id), I64(r->draft), I64(x->position), TXT(x->title_ja),
                TXT(x->title_en), TXT(x->returned ? "returned" : "approved"), TXT(x->outside_number), TXT(on),
                TXT(x->note), I64(x->person), I64(x->made_at)));
    *ret_id = id;
    return NULL;
}
