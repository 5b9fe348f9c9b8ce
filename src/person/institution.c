/* institution.c: the rows of corporations and institutions, and how typed facts become them. */
#include "person/institution.h"

#include "base/id.h"
#include "base/identifier.h"
#include "base/text.h"
#include "db/db.h"
#include "ledger/ledger.h"
#include "person/typed.h"
#include "institution.msg.h"

#include <string.h>

#define NAME_MAX_CHARS 100

AUDITED(corporation, "id, name, corporate_number, kind, created_at");
AUDITED(institution,
        "id, corporation_id, public_id, name, name_kana, name_en, search_key, sort_key, school_code,"
        " prefecture, created_at");
LEDGER_ACT(MSG_CORPORATION_ADDED);
LEDGER_ACT(MSG_CORPORATION_CORRECTED);
LEDGER_ACT(MSG_INSTITUTION_ADDED);
LEDGER_ACT(MSG_INSTITUTION_CORRECTED);

STMT(corporation_insert, WRITE,
     "itt"
     "ti",
     "INSERT INTO corporation (id, name, corporate_number, kind, created_at) VALUES ($1, $2, $3, $4, $5)");
STMT(corporation_update, WRITE, "ittt",
     "UPDATE corporation SET name = $2, corporate_number = $3, kind = $4 WHERE id = $1");
STMT(corporation_by_id, READ, "i", "SELECT id, name, corporate_number, kind FROM corporation WHERE id = $1");
STMT(corporation_all, READ, "", "SELECT id, name, corporate_number, kind FROM corporation ORDER BY name, id");
STMT(corporation_same_number, READ, "ti",
     "SELECT id FROM corporation WHERE corporate_number = $1 AND id <> $2");
STMT(institution_insert, WRITE,
     "iittt"
     "ttbtti",
     "INSERT INTO institution (id, corporation_id, public_id, name, name_kana, name_en, search_key, "
     "sort_key, school_code,"
     " prefecture, created_at) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)");
STMT(institution_update, WRITE, "iittttbtt",
     "UPDATE institution SET corporation_id = $2, name = $3, name_kana = $4, name_en = $5, search_key = $6,"
     " sort_key = $7, school_code = $8, prefecture = $9 WHERE id = $1");
#define INSTITUTION_COLUMNS                                                                                  \
    "i.id, i.corporation_id, i.public_id, i.name, i.name_kana, i.name_en, i.school_code, i.prefecture, "     \
    "o.name,"                                                                                                \
    " o.corporate_number, o.kind FROM institution i JOIN corporation o ON o.id = i.corporation_id"
STMT(institution_by_id, READ, "i", "SELECT " INSTITUTION_COLUMNS " WHERE i.id = $1");
STMT(institution_search, READ, "t",
     "SELECT " INSTITUTION_COLUMNS " WHERE i.search_key LIKE $1 ESCAPE '!' ORDER BY i.sort_key, i.id");
STMT(institution_same_code, READ, "ti", "SELECT id FROM institution WHERE school_code = $1 AND id <> $2");

/* ── what was typed ── */

static const struct corporation_kind KINDS[] = {
    { "national", &MSG_CORPORATION_NATIONAL },     { "public", &MSG_CORPORATION_PUBLIC },
    { "private", &MSG_CORPORATION_PRIVATE },       { "kosen", &MSG_CORPORATION_KOSEN },
    { "equivalent", &MSG_CORPORATION_EQUIVALENT }, { NULL, NULL },
};

const struct corporation_kind *corporation_kinds(void)
{
    return KINDS;
}

const struct msg *corporation_kind_name(const char *kind)
{
    const struct corporation_kind *k = KINDS;
    while (k->kind && strcmp(k->kind, kind) != 0)
        k++;
    return k->kind ? k->name : &MSG_CORPORATION_EQUIVALENT;
}

static struct err *about(struct err *e, const char *field)
{
    for (struct err *each = e; each; each = each->next)
        each->field = field;
    return e;
}

static struct err *name_read(struct arena *a, const struct pairs *form, const char **ret)
{
    const char *name = typed_line(a, form, "name");
    if (!*name)
        return invalid(a, "name", MSG_INSTITUTION_NAME_MISSING);
    if (text_count(name) > NAME_MAX_CHARS)
        return invalid(a, "name", MSG_INSTITUTION_NAME_LONG, arg_i64(NAME_MAX_CHARS));
    *ret = name;
    return NULL;
}

struct err *corporation_read(struct arena *a, const struct pairs *form, struct corporation *ret)
{
    struct err *e = name_read(a, form, &ret->name);
    const char *number = typed_line(a, form, "corporate_number");
    if (*number)
        e = err_join(e, about(corporate_number_check(a, number, &ret->corporate_number), "corporate_number"));
    const char *kind = typed_line(a, form, "kind");
    ret->kind = NULL;
    for (const struct corporation_kind *k = KINDS; k->kind; k++)
        if (strcmp(k->kind, kind) == 0)
            ret->kind = k->kind;
    return ret->kind ? e : err_join(e, invalid(a, "kind", MSG_CORPORATION_KIND_MISSING));
}

struct err *institution_read(struct ctx *c, const struct pairs *form, struct institution *ret)
{
    struct arena *a = c->arena;
    struct err *e = name_read(a, form, &ret->name);
    const char *kana = typed_line(a, form, "kana");
    const char *code = typed_line(a, form, "school_code");
    const char *name_en = typed_line(a, form, "name_en");
    struct corporation *corporation = NULL;
    ret->name_en = *name_en ? name_en : NULL;
    if (text_count(name_en) > NAME_MAX_CHARS)
        e = err_join(e, invalid(a, "name_en", MSG_INSTITUTION_NAME_LONG, arg_i64(NAME_MAX_CHARS)));
    if (*kana && !text_kana_full(a, kana, &ret->name_kana))
        e = err_join(e, invalid(a, "kana", MSG_INSTITUTION_KANA_WRONG));
    if (*code)
        e = err_join(e, about(school_code_check(a, code, &ret->school_code), "school_code"));
    const char *place = typed_line(a, form, "prefecture");
    int prefecture = prefecture_find(place);
    if (*place && !prefecture)
        e = err_join(e, invalid(a, "prefecture", MSG_INSTITUTION_PREFECTURE_WRONG, arg_text(place)));
    ret->prefecture = prefecture_code(a, prefecture);
    if (!id_parse(typed_line(a, form, "corporation"), &ret->corporation_id))
        return err_join(e, invalid(a, "corporation", MSG_INSTITUTION_CORPORATION_MISSING));
    struct err *none = corporation_load(c, ret->corporation_id, &corporation);
    if (none && none->kind != ERR_NOT_FOUND)
        return none;
    return none ? err_join(e, invalid(a, "corporation", MSG_INSTITUTION_CORPORATION_MISSING)) : e;
}

/* ── writing ── */

static struct err *taken(struct tx *tx, const struct stmt *s, const char *value, int64_t id,
                         const char *field)
{
    struct ctx *c = tx_ctx(tx);
    struct row row;
    bool found = false;
    if (!value)
        return NULL;
    TRY(db_find(c, *s, &row, &found, TXT(value), I64(id)));
    return found ? invalid(c->arena, field, MSG_INSTITUTION_NUMBER_TAKEN, arg_text(value)) : NULL;
}

struct err *corporation_put(struct tx *tx, const struct corporation *x, int64_t *ret_id)
{
    struct ctx *c = tx_ctx(tx);
    int64_t id = x->id ? x->id : id_random();
    TRY(taken(tx, &corporation_same_number, x->corporate_number, id, "corporate_number"));
    if (x->id) {
        TRY(db_must(tx, corporation_update, I64(id), TXT(x->name), TXT(x->corporate_number), TXT(x->kind)));
        TRY(ledger_add(tx, MSG_CORPORATION_CORRECTED, FACTS(fact_text("name", x->name)),
                       TOUCH(corporation, id)));
    } else {
        TRY(db_run(tx, corporation_insert, NULL, I64(id), TXT(x->name), TXT(x->corporate_number),
                   TXT(x->kind), I64(c->now)));
        TRY(ledger_add(tx, MSG_CORPORATION_ADDED, FACTS(fact_text("name", x->name)), TOUCH(corporation, id)));
    }
    *ret_id = id;
    return NULL;
}

/* Names and reading, a line each: no key contains a line end, so that a search never runs over a border. */
static const char *search_key(struct arena *a, const struct institution *x)
{
    return arena_printf(a, "%s\n%s\n%s", text_key(a, x->name), x->name_kana ? text_key(a, x->name_kana) : "",
                        x->name_en ? text_key(a, x->name_en) : "");
}

struct err *institution_put(struct tx *tx, const struct institution *x, int64_t *ret_id)
{
    struct ctx *c = tx_ctx(tx);
    struct corporation *corporation = NULL;
    int64_t id = x->id ? x->id : id_random();
    TRY(taken(tx, &institution_same_code, x->school_code, id, "school_code"));
    TRY(corporation_load(c, x->corporation_id, &corporation));
    struct value key = TXT(search_key(c->arena, x));
    struct value order = BYTES(text_sort_key(c->arena, x->name_kana ? x->name_kana : x->name));
    if (x->id) {
        TRY(db_must(tx, institution_update, I64(id), I64(x->corporation_id), TXT(x->name), TXT(x->name_kana),
                    TXT(x->name_en), key, order, TXT(x->school_code), TXT(x->prefecture)));
        TRY(ledger_add(tx, MSG_INSTITUTION_CORRECTED, FACTS(fact_text("name", x->name)),
                       TOUCH(institution, id)));
    } else {
        const char *public_id = x->public_id ? x->public_id : id_text(c->arena, id);
        TRY(db_run(tx, institution_insert, NULL, I64(id), I64(x->corporation_id), TXT(public_id),
                   TXT(x->name), TXT(x->name_kana), TXT(x->name_en), key, order, TXT(x->school_code),
                   TXT(x->prefecture), I64(c->now)));
        TRY(ledger_add(tx, MSG_INSTITUTION_ADDED, FACTS(fact_text("name", x->name)), TOUCH(institution, id)));
    }
    *ret_id = id;
    return NULL;
}

/* ── reading ── */

static void corporation_of(const struct row *r, struct corporation *ret)
{
    *ret = (struct corporation){ .id = row_i64(r, 0),
                                 .name = row_text(r, 1),
                                 .corporate_number = row_text_or_null(r, 2),
                                 .kind = row_text(r, 3) };
}

static void institution_of(const struct row *r, struct institution *ret)
{
    *ret = (struct institution){ .id = row_i64(r, 0),
                                 .corporation_id = row_i64(r, 1),
                                 .public_id = row_text(r, 2),
                                 .name = row_text(r, 3),
                                 .name_kana = row_text_or_null(r, 4),
                                 .name_en = row_text_or_null(r, 5),
                                 .school_code = row_text_or_null(r, 6),
                                 .prefecture = row_text_or_null(r, 7),
                                 .corporation = row_text(r, 8),
                                 .corporate_number = row_text_or_null(r, 9),
                                 .kind = row_text(r, 10) };
}

struct err *corporation_load(struct ctx *c, int64_t id, struct corporation **ret)
{
    struct row row;
    TRY(db_row(c, corporation_by_id, &row, I64(id)));
    *ret = arena_new(c->arena, struct corporation);
    corporation_of(&row, *ret);
    return NULL;
}

struct err *institution_load(struct ctx *c, int64_t id, struct institution **ret)
{
    struct row row;
    TRY(db_row(c, institution_by_id, &row, I64(id)));
    *ret = arena_new(c->arena, struct institution);
    institution_of(&row, *ret);
    return NULL;
}

struct err *corporation_list(struct ctx *c, struct corporation_list *ret)
{
    struct rows rows;
    TRY(db_rows(c, corporation_all, &rows));
    *ret = (struct corporation_list){ rows.n, arena_array(c->arena, struct corporation, rows.n) };
    for (size_t i = 0; i < rows.n; i++)
        corporation_of(&rows.v[i], &ret->v[i]);
    return NULL;
}

/* "%key%" with the signs of LIKE taken literally. */
static const char *like_key(struct arena *a, const char *search)
{
    const char *key = text_key(a, search);
    struct buf b = buf_make(a, strlen(key) + 8);
    buf_putc(&b, '%');
    for (; *key; key++) {
        if (strchr("%_!", *key))
            buf_putc(&b, '!');
        buf_putc(&b, *key);
    }
    buf_putc(&b, '%');
    return b.s;
}

struct err *institution_list(struct ctx *c, const char *search, struct institution_list *ret)
{
    struct rows rows;
    TRY(db_rows(c, institution_search, &rows, TXT(like_key(c->arena, search))));
    *ret = (struct institution_list){ rows.n, arena_array(c->arena, struct institution, rows.n) };
    for (size_t i = 0; i < rows.n; i++)
        institution_of(&rows.v[i], &ret->v[i]);
    return NULL;
}
