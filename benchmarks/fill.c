/* fill.c: a hundred times today's data, straight into the store, with the ledger that goes with it. */
#include "bench.h"

#include "db/db.h"
#include "ledger/ledger.h"
#include "ledger/seal.h"
#include "main/installation.h"
#include "person/account.h"

#define PEOPLE 5000
#define APPLICATIONS 3000
#define BATCH 250

static struct err *add_people(struct ctx *c, int from, int to)
{
    TX(tx, c);
    for (int i = from; i < to; i++) {
        int64_t person = 0;
        int64_t duty = 0;
        struct arena *a = c->arena;
        struct person_facts facts = { .email = arena_printf(a, "person-%d@enshu.example", i),
                                      .name = arena_printf(a, "架空 %d子", i),
                                      .name_kana = "カクウ　コ",
                                      .department = "演習大学 研究推進部",
                                      .lang = LANG_JA };
        TRY(person_add(tx, &facts, &person));
        TRY(duty_grant(tx, person, &(struct grant){ .duty = DUTY_APPLICANT }, &duty));
    }
    return tx_commit(tx);
}

struct err *fill_seal(struct ctx *c)
{
    int64_t sealed = LEDGER_SEAL_MAX;
    while (sealed == LEDGER_SEAL_MAX) {
        arena_reset(c->arena);
        TRY(ledger_seal_step(c, &sealed));
    }
    return ledger_anchor_write(c);
}

void fill_folder(struct bench *b, const char *data)
{
    ARENA(whole);
    struct installation *here = arena_new(whole, struct installation);
    bench_must(installation_open(whole, data, here), data);
    struct arena *work = arena_make((size_t)256 << 20);
    struct conn *conn = conn_write_begin(here->site.db);
    struct ctx c = {
        .arena = work, .db = conn, .site = &here->site, .now = site_now(&here->site), .lang = LANG_JA
    };
    for (int i = 0; i < PEOPLE; i += BATCH) {
        arena_reset(work);
        bench_must(add_people(&c, i, i + BATCH), "people");
    }
    bench_must(fill_applications(&c, APPLICATIONS), "applications");
    bench_must(fill_seal(&c), "seal");
    conn_write_end(conn);
    (void)arena_free(work);
    (void)b;
}
