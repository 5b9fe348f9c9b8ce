/* world.c: see world.h. */
#include "world.h"

#include "job/job.h"
#include "person/bureau.h"
#include "person/duty.h"
#include "person/frame.h"
#include "person/institution.h"
#include "person/session.h"

#include <ftw.h>
#include <stdio.h>
#include <stdlib.h>

static const struct http_hooks HOOKS = { session_load_viewer, session_gate, frame_error_page };

TEST_STMT(world_last_mail, READ, "t",
          "SELECT body FROM mail WHERE to_email = $1 OR $1 = '' ORDER BY id DESC LIMIT 1");

struct cast {
    const char *who, *name, *kana;
    enum duty duty;
    int institution; /* 0 none, 1, 2 */
};
static const struct cast CAST[] = {
    { "applicant", "申請 一子", "シンセイ　イチコ", DUTY_APPLICANT, 1 },
    { "applicant_b", "申請 二郎", "シンセイ　ジロウ", DUTY_APPLICANT, 1 },
    { "institution_office", "推進 三葉", "スイシン　ミツハ", DUTY_INSTITUTION_OFFICE, 1 },
    { "institution_office_b", "推進 四郎", "スイシン　シロウ", DUTY_INSTITUTION_OFFICE, 2 },
    { "reviewer", "審査 五月", "シンサ　サツキ", DUTY_REVIEWER, 0 },
    { "reviewer_b", "審査 六助", "シンサ　ロクスケ", DUTY_REVIEWER, 0 },
    { "committee", "委員 七海", "イイン　ナナミ", DUTY_COMMITTEE, 0 },
    { "chair", "座長 八重", "ザチョウ　ヤエ", DUTY_CHAIR, 0 },
    { "office", "事務 九太", "ジム　キュウタ", DUTY_OFFICE, 0 },
    { "office_lead", "責任 十和", "セキニン　トワ", DUTY_OFFICE_LEAD, 0 },
    { "bureau", "局員 千里", "キョクイン　チサト", DUTY_BUREAU, 0 },
    { "contractor", "受託 万智", "ジュタク　マチ", DUTY_CONTRACTOR, 0 },
    { "hub_contact", "拠点 百合", "キョテン　ユリ", DUTY_HUB_CONTACT, 1 },
    { "auditor", "監査 零", "カンサ　レイ", DUTY_AUDITOR, 0 },
    { "plain", "無役 空", "ムヤク　ソラ", DUTY_NONE, 0 },
};

const char *world_email(struct world *w, const char *who)
{
    return arena_printf(w->arena, "%s@world.example", who);
}

/* ── the people ── */

static struct err *add_institution(struct tx *tx, const char *corporation_name, const char *name,
                                   const char *kana, const char *prefecture, int64_t *ret)
{
    struct institution x = { .name = name, .name_kana = kana, .prefecture = prefecture };
    TRY(corporation_put(tx, &(struct corporation){ .name = corporation_name, .kind = "national" },
                        &x.corporation_id));
    return institution_put(tx, &x, ret);
}

static struct err *add_cast(struct world *w, struct tx *tx, const struct cast *who)
{
    int64_t person = 0;
    int64_t duty = 0;
    int64_t institution = who->institution == 0   ? 0
                          : who->institution == 1 ? w->institution
                                                  : w->other_institution;
    struct person_facts facts = { .email = world_email(w, who->who),
                                  .name = who->name,
                                  .name_kana = who->kana,
                                  .institution_id = institution,
                                  .lang = LANG_JA };
    TRY(person_add(tx, &facts, &person));
    if (who->duty == DUTY_NONE)
        return NULL;
    struct grant g = { .duty = who->duty,
                       .region = who->duty == DUTY_BUREAU ? "tohoku" : NULL,
                       .institution_id = who->duty == DUTY_INSTITUTION_OFFICE ? institution : 0 };
    return duty_grant(tx, person, &g, &duty);
}

static struct err *fill(struct world *w)
{
    struct ctx *c = world_ctx(w);
    TX(tx, c);
    TRY(add_institution(tx, "国立大学法人試験大学", "試験大学", "シケンダイガク", "04", &w->institution));
    TRY(add_institution(tx, "国立大学法人別府試験大学", "別府試験大学", "ベップシケンダイガク", "44",
                        &w->other_institution));
    static const char *const TOHOKU[] = { "02", "03", "04", "05", "06", "07", NULL };
    static const char *const KYUSHU[] = { "40", "41", "42", "43", "44", "45", "46", NULL };
    static const struct bureau BUREAUS[] = { { "tohoku", { "東北経済産業局", "Tohoku Bureau" }, TOHOKU },
                                             { "kyushu", { "九州経済産業局", "Kyushu Bureau" }, KYUSHU } };
    TRY(bureau_add_all(tx, BUREAUS, 2));
    for (size_t i = 0; i < sizeof CAST / sizeof CAST[0]; i++)
        TRY(add_cast(w, tx, &CAST[i]));
    return tx_commit(tx);
}

int64_t world_person(struct world *w, const char *who)
{
    struct person *person = NULL;
    CHECK_OK(person_find_by_email(world_aside(w), world_email(w, who), &person));
    CHECK(person != NULL);
    return person ? person->id : 0;
}

/* ── the site ── */

static void give_back(void *conn)
{
    conn_write_end(conn);
}

static int remove_one(const char *path, const struct stat *st, int kind, struct FTW *at)
{
    (void)st;
    (void)kind;
    (void)at;
    return remove(path);
}

static void remove_folder(void *path)
{
    (void)nftw(path, remove_one, 8, FTW_DEPTH | FTW_PHYS);
}

struct world *world_make(struct arena *a, enum db_kind kind)
{
    struct world *w = arena_new(a, struct world);
    w->arena = a;
    w->db = store_test_db(a, kind);
    if (!w->db)
        return NULL;
    char *folder = arena_strdup(a, "/tmp/kyoten-world-XXXXXX");
    CHECK(mkdtemp(folder) != NULL);
    arena_defer(a, remove_folder, folder);
    w->site.data_dir = folder;
    w->site.public_url = "http://kyoten.test";
    w->site.db = w->db;
    w->site.ledger_key = ledger_test_key();
    w->site.clock_fixed_at = STORE_NOW;
    w->ctx = (struct ctx){ .arena = a, .db = conn_write_begin(w->db), .now = STORE_NOW, .site = &w->site };
    arena_defer(a, give_back, w->ctx.db);
    w->loopback = world_as(w, "nobody");
    CHECK_OK(fill(w));
    return w;
}

struct ctx *world_ctx(struct world *w)
{
    w->ctx.viewer = NULL;
    w->ctx.actor = (struct actor){ 0 };
    return &w->ctx;
}

struct ctx *world_aside(struct world *w)
{
    struct ctx *c = arena_new(w->arena, struct ctx);
    *c = w->ctx;
    c->viewer = NULL;
    c->actor = (struct actor){ 0 };
    return c;
}

struct ctx *world_acting(struct world *w, const char *who)
{
    struct ctx *c = world_ctx(w);
    struct viewer *v = NULL;
    CHECK_OK(viewer_load(c, world_person(w, who), &v));
    for (int i = 0; i < DUTY_COUNT; i++)
        if (v->duties & (unsigned)duty_words()[i].duty)
            v->acting = duty_words()[i].duty;
    const struct duty_word *word = duty_word(v->acting);
    c->viewer = v;
    c->actor = (struct actor){ v->person, word ? word->word : "person" };
    return c;
}

static struct err *start(struct world *w, const char *who, bool second_factor, const char **ret_token)
{
    struct ctx *c = world_ctx(w);
    struct request rq = { .ctx = c, .peer = "127.0.0.1", .user_agent = "loopback" };
    int64_t person = world_person(w, who);
    TX(tx, c);
    TRY(session_start(tx, &rq, person, second_factor, ret_token));
    return tx_commit(tx);
}

static struct loopback *browser(struct world *w, const char *who, bool second_factor)
{
    struct loopback *lb = loopback_make(w->arena, &(struct loopback_config){ .db = w->db,
                                                                             .hooks = &HOOKS,
                                                                             .site = &w->site,
                                                                             .spool_dir = w->site.data_dir,
                                                                             .now = w->ctx.now });
    const char *token = NULL;
    loopback_set_language(lb, "ja");
    *vec_push(w->arena, &w->browsers) = lb;
    if (strcmp(who, "nobody") == 0)
        return lb;
    CHECK_OK(start(w, who, second_factor, &token));
    loopback_set_cookie(lb, "session", token);
    return lb;
}

struct loopback *world_as(struct world *w, const char *who)
{
    return browser(w, who, true);
}

struct loopback *world_as_first_factor(struct world *w, const char *who)
{
    return browser(w, who, false);
}

void world_set_now(struct world *w, instant now)
{
    w->site.clock_fixed_at = now;
    w->ctx.now = now;
    for (size_t i = 0; i < w->browsers.n; i++)
        loopback_set_now(w->browsers.v[i], now);
}

int world_run_jobs(struct world *w)
{
    int ran = 0;
    CHECK_OK(job_run_due(world_ctx(w), &ran));
    return ran;
}

/* ── mails ── */

const char *world_mail(struct world *w, const char *to)
{
    struct row row;
    bool found = false;
    CHECK_OK(db_find(world_aside(w), world_last_mail, &row, &found, TXT(to)));
    return found ? row_text(&row, 0) : NULL;
}

const char *world_mail_link(struct world *w, const char *to)
{
    const char *body = world_mail(w, to);
    const char *at = body ? strstr(body, w->site.public_url) : NULL;
    if (!at)
        return NULL;
    at += strlen(w->site.public_url);
    return arena_strndup(w->arena, at, strcspn(at, " \n"));
}

void world_check(struct world *w)
{
    CHECK_LEDGER(world_ctx(w));
}
