/* bureau.c: see bureau.h. */
#include "person/bureau.h"

#include "base/id.h"
#include "base/vec.h"
#include "db/db.h"
#include "ledger/ledger.h"
#include "person.msg.h"

#include <string.h>

AUDITED(bureau, "id, key, name_ja, name_en, position");
AUDITED(bureau_prefecture, "id, bureau_id, prefecture");
LEDGER_ACT(MSG_PERSON_BUREAUS_ADDED);

STMT(bureau_all, READ, "", "SELECT id, key, name_ja, name_en FROM bureau ORDER BY position, id");
STMT(bureau_prefectures, READ, "",
     "SELECT p.prefecture, p.bureau_id FROM bureau_prefecture p ORDER BY p.bureau_id, p.prefecture");
STMT(bureau_insert, WRITE, "ittti",
     "INSERT INTO bureau (id, key, name_ja, name_en, position) VALUES ($1, $2, $3, $4, $5)");
STMT(bureau_prefecture_insert, WRITE, "iit",
     "INSERT INTO bureau_prefecture (id, bureau_id, prefecture) VALUES ($1, $2, $3)");

static const char *const *prefectures_of(struct arena *a, const struct rows *all, int64_t bureau)
{
    VEC(const char *) v = { 0 };
    for (size_t i = 0; i < all->n; i++)
        if (row_i64(&all->v[i], 1) == bureau)
            *vec_push(a, &v) = row_text(&all->v[i], 0);
    *vec_push(a, &v) = NULL;
    return v.v;
}

struct err *bureau_list(struct ctx *c, struct bureau_list *ret)
{
    struct rows rows, prefectures;
    TRY(db_rows(c, bureau_all, &rows));
    TRY(db_rows(c, bureau_prefectures, &prefectures));
    struct bureau *v = arena_array(c->arena, struct bureau, rows.n + 1);
    for (size_t i = 0; i < rows.n; i++)
        v[i] = (struct bureau){ .key = row_text(&rows.v[i], 1),
                                .name = { row_text(&rows.v[i], 2), row_text(&rows.v[i], 3) },
                                .prefectures = prefectures_of(c->arena, &prefectures, row_i64(&rows.v[i], 0)) };
    *ret = (struct bureau_list){ rows.n, v };
    return NULL;
}

const struct bureau *bureau_of(const struct bureau_list *list, const char *key)
{
    for (size_t i = 0; key && i < list->n; i++)
        if (strcmp(list->v[i].key, key) == 0)
            return &list->v[i];
    return NULL;
}

static struct err *add_one(struct tx *tx, const struct bureau *b, size_t position, struct touch *touches, size_t *n)
{
    int64_t id = id_random();
    TRY(db_run(tx, bureau_insert, NULL, I64(id), TXT(b->key), TXT(b->name[LANG_JA]), TXT(b->name[LANG_EN]),
               I64((int64_t)position)));
    touches[(*n)++] = TOUCH(bureau, id);
    for (const char *const *p = b->prefectures; *p; p++) {
        int64_t row = id_random();
        TRY(db_run(tx, bureau_prefecture_insert, NULL, I64(row), I64(id), TXT(*p)));
        touches[(*n)++] = TOUCH(bureau_prefecture, row);
    }
    return NULL;
}

struct err *bureau_add_all(struct tx *tx, const struct bureau *v, size_t n)
{
    struct ctx *c = tx_ctx(tx);
    struct bureau_list there;
    size_t most = 1;
    size_t touched = 0;
    TRY(bureau_list(c, &there));
    for (size_t i = 0; i < n; i++)
        for (const char *const *p = v[i].prefectures; most++ && *p; p++)
            ;
    struct touch *touches = arena_array(c->arena, struct touch, most + n + 1);
    for (size_t i = 0; i < n; i++)
        if (!bureau_of(&there, v[i].key))
            TRY(add_one(tx, &v[i], there.n + i + 1, touches, &touched));
    if (!touched)
        return NULL;
    extern const struct ledger_act ledger_act_MSG_PERSON_BUREAUS_ADDED;
    return ledger_put(tx, &ledger_act_MSG_PERSON_BUREAUS_ADDED, NO_FACTS, touches, NULL);
}
