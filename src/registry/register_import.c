/* register_import.c: the programme's own register, from its files into an empty store. */
#include "registry/register_rows.h"

#include "base/id.h"
#include "base/text.h"
#include "db/db.h"
#include "person/institution.h"
#include "programme/schema.h"
#include "registry.msg.h"

#include <string.h>

AUDITED(programme, "id, programme, json");
AUDITED(register_source, "id, programme, key, position, json");

LEDGER_ACT(MSG_REGISTRY_IMPORTED);

STMT(register_size, READ, "", "SELECT count(*) FROM designation");
STMT(register_programme_add, WRITE, "itt", "INSERT INTO programme (id, programme, json) VALUES ($1, $2, $3)");
STMT(register_source_add, WRITE, "ittit",
     "INSERT INTO register_source (id, programme, key, position, json) VALUES ($1, $2, $3, $4, $5)");
/* All that the folder says, read before anything is written. */
struct folder {
    const struct definition *programme;
    call_fact_list calls;
    source_list sources;
    struct register_facts facts;
    int64_t *institution_id, *corporation_id; /* per institution */
};

static struct err *read_folder(struct arena *a, const char *dir, struct folder *ret)
{
    TRY(programme_load(a, dir, NULL, &ret->programme));
    TRY(programme_calls(a, dir, &ret->calls));
    TRY(programme_sources(a, dir, &ret->sources));
    TRY(register_read(a, dir, &ret->facts));
    ret->institution_id = arena_array(a, int64_t, ret->facts.institutions.n);
    ret->corporation_id = arena_array(a, int64_t, ret->facts.institutions.n);
    return NULL;
}

static struct err *put_entry(struct tx *tx, const char *part, struct touch_list *touches)
{
    extern const struct ledger_act ledger_act_MSG_REGISTRY_IMPORTED;
    return touch_list_put(tx, &ledger_act_MSG_REGISTRY_IMPORTED,
                          FACTS(fact_text("part", part), fact_i64("rows", (int64_t)touches->all.n)), touches);
}

static struct err *put_words(struct tx *tx, const struct folder *f)
{
    struct arena *a = tx_ctx(tx)->arena;
    struct touch_list touches = { .arena = a };
    const char *programme = f->programme->programme;
    const char *json = schema_text(a, &schema_of_programme_yaml, f->programme);
    int64_t id = id_random();
    TRY(db_run(tx, register_programme_add, NULL, I64(id), TXT(programme), TXT(json)));
    ADD_TOUCH(&touches, programme, id);
    for (size_t i = 0; i < f->sources.n; i++) {
        const struct source *s = &f->sources.v[i];
        id = id_random();
        TRY(db_run(tx, register_source_add, NULL, I64(id), TXT(programme), TXT(s->key), I64((int64_t)i + 1),
                   TXT(schema_text(a, &schema_of_source, s))));
        ADD_TOUCH(&touches, register_source, id);
    }
    for (size_t i = 0; i < f->calls.n; i++)
        TRY(register_write_round(tx, programme, &f->calls.v[i], (int64_t)i + 1, 0, &touches));
    return put_entry(tx, "words", &touches);
}

/* ── institutions ── */

static const char *corporation_of(const struct institution_fact *i)
{
    return i->corporation ? i->corporation : i->name;
}

/* One corporation may run several of them: the row is that of the first. */
static struct err *put_corporation(struct tx *tx, const struct folder *f, size_t at)
{
    const struct institution_fact *all = f->facts.institutions.v;
    for (size_t i = 0; i < at; i++)
        if (strcmp(corporation_of(&all[i]), corporation_of(&all[at])) == 0) {
            f->corporation_id[at] = f->corporation_id[i];
            return NULL;
        }
    struct corporation x = { .name = corporation_of(&all[at]), .kind = all[at].kind };
    return corporation_put(tx, &x, &f->corporation_id[at]);
}

static struct err *put_institutions(struct tx *tx, const struct folder *f)
{
    for (size_t i = 0; i < f->facts.institutions.n; i++) {
        const struct institution_fact *one = &f->facts.institutions.v[i];
        const char *kana = NULL;
        (void)text_kana_full(tx_ctx(tx)->arena, one->reading, &kana);
        TRY(put_corporation(tx, f, i));
        struct institution x = { .corporation_id = f->corporation_id[i], .public_id = one->id, .name = one->name,
                                 .name_kana = kana, .prefecture = one->prefecture };
        TRY(institution_put(tx, &x, &f->institution_id[i]));
    }
    return NULL;
}

static int64_t institution_row(const struct folder *f, const char *id)
{
    for (size_t i = 0; i < f->facts.institutions.n; i++)
        if (strcmp(f->facts.institutions.v[i].id, id) == 0)
            return f->institution_id[i];
    return 0;
}

static struct err *put_designations(struct tx *tx, const struct folder *f)
{
    struct touch_list touches = { .arena = tx_ctx(tx)->arena };
    for (size_t i = 0; i < f->facts.designations.n; i++) {
        const struct designation *d = &f->facts.designations.v[i];
        struct designation_place at = { .programme = f->programme->programme,
                                        .institution_id = institution_row(f, d->institution_id),
                                        .position = (int64_t)i + 1 };
        int64_t id = 0;
        TRY(register_write(tx, d, &at, &touches, &id));
    }
    return put_entry(tx, "designations", &touches);
}

struct err *register_import(struct tx *tx, const char *programme_dir)
{
    struct ctx *c = tx_ctx(tx);
    struct folder f = { 0 };
    int64_t n = 0;
    TRY(db_i64(c, register_size, &n));
    if (n)
        return refused(c->arena, MSG_REGISTRY_NOT_EMPTY, arg_i64(n));
    TRY(read_folder(c->arena, programme_dir, &f));
    TRY(put_words(tx, &f));
    TRY(put_institutions(tx, &f));
    TRY(put_designations(tx, &f));
    TRY(bureau_add_all(tx, f.facts.bureaus.v, f.facts.bureaus.n));
    return register_touch(tx);
}
