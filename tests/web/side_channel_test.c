/* What must not leak by a side door: lists and their counts, searches before the announcement, and mails. */
#include "record_scene.h"

#include "base/buf.h"
#include "base/id.h"
#include "registry/register.h"

static const char *const TITLES[RECORD_COUNT] = { "寒冷地拠点", "半導体拠点", DRAFT_TITLE, WITHDRAWN_TITLE };

static const char *receipt_of(struct record_scene *x, enum record r)
{
    struct application *app = NULL;
    CHECK_OK(application_load(world_ctx(x->s->w), x->app[r].id, &app));
    return app->receipt_no;
}

/* May this person know that the application is there? */
static bool may_know(const struct record_scene *x, const struct persona *p, enum record r)
{
    static const enum act SENT[] = { ACT_REVIEW_READ, ACT_COMMITTEE_SEE, ACT_OFFICE_APPLICATIONS,
                                     ACT_DECLARE };
    unsigned relations = record_relations(x, p, r);
    if (policy_allows(ACT_APPLICATION_SEE, p->duties, relations, record_states(x, true, r)))
        return true;
    if (r == RECORD_DRAFT)
        return false;
    for (size_t i = 0; i < sizeof SENT / sizeof SENT[0]; i++)
        if (policy_allows(SENT[i], p->duties, relations, record_states(x, false, r)))
            return true;
    return x->stage == STAGE_ANNOUNCED && r <= RECORD_OTHER; /* both were selected */
}

/* What was declared is found again as one's own declaration, whatever it says (REL_CONFLICTED): by its title, and in
** conflict by nothing else. */
static bool is_own_declaration(const struct record_scene *x, const struct persona *p, enum record r,
                               const char *path, const char *sign)
{
    return strcmp(path, "/review/declarations") == 0 && x->stage >= STAGE_CLOSED && r <= RECORD_OTHER &&
           p->duties & (DUTY_REVIEWER | DUTY_COMMITTEE) && strcmp(p->who, "plain") != 0 &&
           (strcmp(sign, TITLES[r]) == 0 || !(p->relations[r] & REL_CONFLICTED));
}

/* ── every page that is a list, as everybody, at every stage ── */

static void look_into(struct record_scene *x, const struct persona *p, const char *path, const char *body,
                      struct buf *wrong, int *found)
{
    struct arena *a = x->s->w->arena;
    for (enum record r = RECORD_SENT; r < RECORD_COUNT; r++) {
        const char *const signs[] = { TITLES[r], receipt_of(x, r), id_text(a, x->app[r].id) };
        bool known = may_know(x, p, r);
        for (size_t i = 0; i < 3; i++) {
            if (!strstr(body, signs[i]))
                continue;
            ++*found;
            if (!known && !is_own_declaration(x, p, r, path, signs[i]))
                buf_printf(wrong, "stage %d, %s: %s betrays %s\n", (int)x->stage, p->who, path, signs[i]);
        }
    }
}

static void look_around(struct record_scene *x, const struct persona *p, const char *lang, int *found)
{
    struct world *w = x->s->w;
    struct world kept = *w;
    struct buf wrong = buf_make(kept.arena, 256);
    for (size_t i = 0; i < routes_count(); i++) {
        const struct route *r = routes_at(i);
        if (r->method != GET || strchr(r->pattern, ':') || strstr(r->at, "tests/"))
            continue;
        ARENA(own);
        w->arena = w->ctx.arena = own;
        memset(&w->browsers, 0, sizeof w->browsers);
        struct loopback *lb = world_as(w, p->who);
        loopback_set_language(lb, lang);
        look_into(x, p, r->pattern, loopback_get(lb, r->pattern)->body, &wrong, found);
        *w = kept;
    }
    CHECK_TEXT(wrong.s, "");
}

TEST(no_list_names_an_application_to_whom_it_is_hidden_from_in_a_whole_round)
{
    struct record_scene *x = record_scene_make(a, DB_SQLITE);
    size_t n = 0;
    const struct persona *all = record_personas(&n);
    for (;;) {
        int found = 0;
        for (size_t i = 0; i < n; i++) {
            look_around(x, &all[i], "ja", &found);
            if (x->stage == STAGE_CLOSED)
                look_around(x, &all[i], "en", &found);
        }
        CHECK(found > 0);
        if (x->stage == STAGE_ANNOUNCED)
            break;
        record_scene_next(x);
    }
    world_check(x->s->w);
}

TEST(the_auditor_reads_what_acts_were_about_once_the_round_is_announced)
{
    struct record_scene *x = record_scene_make(a, DB_SQLITE);
    while (x->stage < STAGE_ANNOUNCED) {
        CHECK_HAS_NOT(loopback_get(world_as(x->s->w, "auditor"), "/office/ledger")->body,
                      "<code class=\"small\">{");
        CHECK_HAS(loopback_get(world_as(x->s->w, "office"), "/office/ledger")->body,
                  "<code class=\"small\">{");
        record_scene_next(x);
    }
    CHECK_HAS(loopback_get(world_as(x->s->w, "auditor"), "/office/ledger")->body, "announced_on");
}

/* ── nobody learns of the round before it is announced ── */

static void check_search(struct world *w, const char *path, const char *title)
{
    struct arena *a = w->arena;
    static const char NONSENSE[] = "無い拠点名";
    const char *real_word = strchr(url_make(a, "/x?q=%s", title).s, '=') + 1;
    const char *never_word = strchr(url_make(a, "/x?q=%s", NONSENSE).s, '=') + 1;
    struct loopback *lb = world_as(w, "nobody");
    const struct reply *real = loopback_get(lb, arena_printf(a, "%s%s", path, real_word));
    const struct reply *never = loopback_get(lb, arena_printf(a, "%s%s", path, never_word));
    CHECK_I64(real->status, never->status);
    CHECK_TEXT(text_with(a, text_with(a, real->body, title, "WORD"), real_word, "WORD"),
               text_with(a, text_with(a, never->body, NONSENSE, "WORD"), never_word, "WORD"));
}

TEST(before_the_announcement_a_search_for_a_title_of_the_round_answers_as_for_any_word)
{
    static const char *const SEARCHES[] = { "/hubs?q=", "/check?q=", "/api/v1/hubs?q=", "/data/hubs.csv?q=" };
    static const char *const PAGES[] = { "/",        "/hubs",        "/calls",
                                         "/calls/6", "/api/v1/hubs", "/api/v1/calls",
                                         "/check",   "/data",        "/data/hubs.csv" };
    struct record_scene *x = record_scene_make(a, DB_SQLITE);
    struct world *w = x->s->w;
    {
        TX(tx, world_ctx(w));
        CHECK_OK(register_import(tx, test_source_path(a, "programmes/j-innovation-hub")));
        CHECK_OK(tx_commit(tx));
    }
    for (;;) {
        struct loopback *lb = world_as(w, "nobody");
        for (size_t i = 0; i < sizeof PAGES / sizeof PAGES[0]; i++) {
            const struct reply *got = loopback_get(lb, PAGES[i]);
            CHECK_I64(got->status, 200);
            for (enum record r = RECORD_SENT; r < RECORD_COUNT; r++)
                CHECK_HAS_NOT(got->body, TITLES[r]);
        }
        for (size_t i = 0; i < sizeof SEARCHES / sizeof SEARCHES[0]; i++)
            for (enum record r = RECORD_SENT; r < RECORD_COUNT; r++)
                check_search(w, SEARCHES[i], TITLES[r]);
        if (x->stage == STAGE_APPROVED)
            break;
        record_scene_next(x);
    }
    record_scene_next(x);
    CHECK_HAS(loopback_get(world_as(w, "nobody"), "/hubs?q=%E5%8D%8A%E5%B0%8E%E4%BD%93")->body,
              TITLES[RECORD_OTHER]);
    world_check(w);
}

TEST(a_call_that_is_not_published_is_as_one_that_never_was_to_all_but_its_office)
{
    struct record_scene *x = record_scene_make(a, DB_SQLITE);
    size_t n = 0;
    const struct persona *all = record_personas(&n);
    for (size_t i = 0; i < n; i++) {
        struct loopback *lb = world_as(x->s->w, all[i].who);
        const struct reply *draft = loopback_get(lb, "/calls/701");
        const struct reply *never = loopback_get(lb, "/calls/702");
        if (policy_act_possible(ACT_OFFICE_CALL, all[i].duties)) {
            CHECK_I64(draft->status, 303);
            continue;
        }
        CHECK_I64(draft->status, 404);
        CHECK_TEXT(text_with(a, draft->body, "701", "702"), never->body);
    }
}

/* ── mails ── */

TEST_STMT(all_mails, READ, "", "SELECT to_email, subject, body, kind FROM mail ORDER BY id");

/* Reviewers and members of the committee are unknown to everybody but the office: no mail names one to another. */
static const char *const UNNAMED[][2] = {
    { "reviewer", "審査 五月" },  { "reviewer_b", "審査 六助" }, { "conflicted", "利害 関" },
    { "committee", "委員 七海" }, { "committee_b", "委員 避" },  { "chair", "座長 八重" },
};

static void read_mail(struct record_scene *x, const char *who, const char *kind, const char *text,
                      struct buf *wrong)
{
    size_t n = 0;
    const struct persona *all = record_personas(&n);
    const struct persona *reader = NULL;
    struct record_scene before =
        *x; /* a mail is written before its stage ends: what may be read then may be later */
    for (size_t i = 0; i < n; i++)
        if (strcmp(all[i].who, who) == 0)
            reader = &all[i];
    for (enum record r = RECORD_SENT; r < RECORD_COUNT; r++) {
        bool named = strstr(text, TITLES[r]) || strstr(text, receipt_of(x, r));
        bool known = false;
        for (int stage = 0; reader && stage < STAGE_ANNOUNCED; stage++) {
            before.stage = (enum stage)stage;
            known = known || may_know(&before, reader, r);
        }
        if (named && !known)
            buf_printf(wrong, "%s reads in a mail \"%s\" of %s\n", who, kind, TITLES[r]);
    }
    for (size_t i = 0; i < sizeof UNNAMED / sizeof UNNAMED[0]; i++)
        if (strstr(text, UNNAMED[i][1]) && strcmp(who, UNNAMED[i][0]) != 0)
            buf_printf(wrong, "%s reads in a mail \"%s\" the name of %s\n", who, kind, UNNAMED[i][0]);
}

TEST(no_mail_of_a_whole_round_says_what_its_reader_may_not_see)
{
    struct record_scene *x = record_scene_make(a, DB_SQLITE);
    struct buf wrong = buf_make(a, 256);
    struct rows mails;
    size_t late = 0;
    record_scene_next(x);
    CHECK_OK(review_remind(review_as(x->s, "office"), x->s->call->id, &late));
    CHECK(late > 0);
    record_scene_next(x);
    CHECK_OK(db_rows(world_ctx(x->s->w), all_mails, &mails));
    for (size_t i = 0; i < mails.n; i++) /* before the announcement nobody is told a result */
        CHECK(strcmp(row_text(&mails.v[i], 3), "result") != 0);
    record_scene_next(x);
    CHECK_OK(db_rows(world_ctx(x->s->w), all_mails, &mails));
    CHECK(mails.n > 10);
    for (size_t i = 0; i < mails.n; i++) {
        const char *to = row_text(&mails.v[i], 0);
        const char *text = arena_printf(a, "%s\n%s", row_text(&mails.v[i], 1), row_text(&mails.v[i], 2));
        read_mail(x, arena_strndup(a, to, strcspn(to, "@")), row_text(&mails.v[i], 3), text, &wrong);
    }
    CHECK_TEXT(wrong.s, "");
    world_check(x->s->w);
}
