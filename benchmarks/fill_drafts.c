/* fill_drafts.c: people who are signed in, each with applications that are complete and not sent, through the use cases
** that the pages use. */
#include "bench.h"

#include "application/application.h"
#include "db/db.h"
#include "main/installation.h"
#include "office/clock.h"
#include "person/account.h"
#include "person/session.h"
#include "person/viewer.h"
#include "rehearsal/fiction_text.h"

#include "base/id.h"

#define TYPE "regional_contribution"

static const struct stmt open_call = { "bench_open_call", READ, "",
                                       "SELECT id FROM call ORDER BY created_at DESC LIMIT 1", NULL, "benchmarks" };
static const struct stmt csrf_of = { "bench_csrf_of", READ, "i", "SELECT csrf FROM session WHERE person_id = $1", NULL,
                                     "benchmarks" };

static struct err *add_person(struct ctx *c, int number, int64_t *ret_person, const char **ret_cookie,
                              const char **ret_csrf)
{
    struct arena *a = c->arena;
    struct request rq = { .ctx = c, .user_agent = "bench", .peer = "127.0.0.1" };
    struct person_facts facts = { .email = arena_printf(a, "applicant-%d@enshu.example", number),
                                  .name = arena_printf(a, "架空 %d郎", number),
                                  .name_kana = "カクウ　ロウ",
                                  .department = "演習大学 研究推進部",
                                  .lang = LANG_JA };
    int64_t duty = 0;
    const char *token = NULL;
    struct row row;
    TX(tx, c);
    TRY(person_add(tx, &facts, ret_person));
    TRY(duty_grant(tx, *ret_person, &(struct grant){ .duty = DUTY_APPLICANT }, &duty));
    TRY(session_start(tx, &rq, *ret_person, true, &token));
    TRY(db_row(c, csrf_of, &row, I64(*ret_person)));
    TRY(tx_commit(tx));
    *ret_cookie = arena_printf(a, "session=%s", token);
    *ret_csrf = row_text(&row, 0);
    return NULL;
}

static struct err *add_draft(struct ctx *c, const struct call *call, int number, int64_t *ret)
{
    const char *name = arena_printf(c->arena, "演習第%d大学", number);
    const char *title = arena_printf(c->arena, "%s 素材試作オープンラボ", name);
    struct fictional_hub hub = { title, "エンシュウダイガク　ソザイシサクオープンラボ", name, "national", TYPE, "架空 拠点長",
                                 "架空 一子（研究推進部）", "applicant@enshu.example", "04" };
    struct field_save *saves = NULL;
    size_t n = 0;
    TRY(application_begin_typed(c, call->id, TYPE, title, 0,
                                &(struct institution_typed){ name, hub.operator_kind, hub.prefecture }, ret));
    TRY(fiction_answers(c->arena, call->definition, &hub, number % 1000, &n, &saves));
    return application_save_all(c, *ret, saves, n);
}

static struct err *fill(struct ctx *c, struct arena *keep, struct draft *v, int people, int each)
{
    int64_t call_id = 0;
    TRY(db_i64(c, open_call, &call_id));
    for (int i = 0; i < people; i++) {
        struct call *call = NULL;
        int64_t person = 0;
        const char *cookie = NULL;
        const char *csrf = NULL;
        arena_reset(c->arena);
        TRY(call_load(c, call_id, &call));
        TRY(add_person(c, i, &person, &cookie, &csrf));
        TRY(viewer_act_as(c, person, DUTY_APPLICANT));
        for (int k = 0; k < each; k++) {
            int64_t id = 0;
            TRY(add_draft(c, call, k * people + i, &id));
            v[k * people + i] = (struct draft){ .id = id_text(keep, id), .cookie = arena_strdup(keep, cookie),
                                                .csrf = arena_strdup(keep, csrf) };
        }
    }
    return NULL;
}

struct draft *fill_drafts(struct bench *b, const char *data, int people, int each)
{
    ARENA(whole);
    struct installation *here = arena_new(whole, struct installation);
    int64_t offset = 0;
    bench_must(installation_open(whole, data, here), data);
    struct arena *work = arena_make((size_t)256 << 20);
    struct ctx c = { .arena = work, .db = conn_write_begin(here->site.db), .site = &here->site, .lang = LANG_JA };
    here->site.clock_offset = arena_new(whole, _Atomic int64_t);
    bench_must(clock_offset_load(&c, &here->site.rehearsal, &offset), "the clock");
    site_move_clock(&here->site, offset);
    c.now = site_now(&here->site);
    struct draft *v = arena_array(b->arena, struct draft, (size_t)people * (size_t)each);
    bench_must(fill(&c, b->arena, v, people, each), "drafts");
    bench_must(fill_seal(&c), "seal");
    conn_write_end(c.db);
    (void)arena_free(work);
    return v;
}
