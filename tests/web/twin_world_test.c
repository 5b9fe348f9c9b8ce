/* Two rounds that differ in one application: here it stands and the reader is in conflict with it, there it was taken
** back before anybody looked. Their pages must be the same to the byte, counts and ranks with them. */
#include "review_scene.h"

#include "base/id.h"
#include "record_scene.h"

struct twin {
    struct review_scene *s;
    bool stands;
};

static void take_back(struct review_scene *s, int app)
{
    CHECK_OK(application_withdraw(world_acting(s->w, "applicant"), s->app[app], "体制の都合"));
}

static void declare(struct twin *t, const char *who)
{
    struct ctx *c = review_as(t->s, who);
    CHECK_OK(pledge_sign(c, t->s->call));
    if (t->stands)
        CHECK_OK(declaration_declare(c, t->s->app[0], "kinship", "義兄が代表者である"));
    review_ready(t->s, who);
}

/* 海洋拠点 has two sheets; 寒冷地拠点, where it stands, a better one, by a reviewer without conflict. */
static struct twin twin_make(struct arena *a, enum db_kind kind, bool stands)
{
    struct twin t = { review_scene_make(a, kind), stands };
    if (!t.s)
        return t;
    take_back(t.s, 2);
    if (!stands)
        take_back(t.s, 0);
    review_ready(t.s, "reviewer");
    declare(&t, "reviewer_b");
    declare(&t, "committee");
    review_ready(t.s, "chair");
    review_assign(t.s, 1, "reviewer");
    review_assign(t.s, 1, "reviewer_b");
    review_complete(t.s, 1, "reviewer", "4");
    review_complete(t.s, 1, "reviewer_b", "3");
    if (stands) {
        review_assign(t.s, 0, "reviewer");
        review_complete(t.s, 0, "reviewer", "5");
    }
    return t;
}

/* The page without what is random: ids, receipt numbers, tokens. */
static const char *page_of(const struct twin *t, const char *who, const char *lang, const char *path)
{
    struct world *w = t->s->w;
    struct arena *a = w->arena;
    struct application *app = NULL;
    struct loopback *lb = world_as(w, who);
    const char *id = id_text(a, t->s->app[1]);
    loopback_set_language(lb, lang);
    const struct reply *got = loopback_get(lb, text_with(a, path, "ID", id));
    CHECK_I64(got->status, 200);
    CHECK_OK(application_load(world_ctx(w), t->s->app[1], &app));
    const char *csrf = loopback_input(lb, "csrf");
    const char *body = text_with(a, got->body, app->receipt_no, "RECEIPT");
    body = text_with(a, body, id, "ID");
    return csrf ? text_with(a, body, csrf, "TOKEN") : body;
}

static void compare(struct arena *a, enum db_kind kind)
{
    static const char *const PAGES[][2] = {
        { "committee", "/committee" },
        { "committee", "/committee?sort=receipt" },
        { "committee", "/committee/applications/ID" },
        { "reviewer_b", "/review/applications/ID" },
        { "reviewer_b", "/review/applications/ID/sheet" },
    };
    struct twin here = twin_make(a, kind, true);
    if (!here.s)
        SKIP(STORE_NO_POSTGRES);
    struct twin there = twin_make(a, kind, false);
    for (size_t i = 0; i < sizeof PAGES / sizeof PAGES[0]; i++) {
        const char *body = page_of(&here, PAGES[i][0], "ja", PAGES[i][1]);
        CHECK_TEXT(body, page_of(&there, PAGES[i][0], "ja", PAGES[i][1]));
        CHECK_HAS_NOT(body, "寒冷地拠点");
        CHECK_TEXT(page_of(&here, PAGES[i][0], "en", PAGES[i][1]),
                   page_of(&there, PAGES[i][0], "en", PAGES[i][1]));
    }
    CHECK_HAS(page_of(&here, "committee", "ja", "/committee"), "海洋拠点");
    CHECK_HAS(page_of(&here, "chair", "ja", "/committee"), "寒冷地拠点");
    /* The overview counts the own declarations, of which the one in conflict is all that remains. */
    const char *home = page_of(&here, "reviewer_b", "ja", "/review");
    CHECK_HAS(home, "海洋拠点");
    CHECK_HAS_NOT(home, "寒冷地拠点");
    CHECK_HAS_NOT(home, id_text(a, here.s->app[0]));
    world_check(here.s->w);
    world_check(there.s->w);
}

TEST(in_conflict_with_an_application_one_sees_the_round_as_if_it_had_never_been_sent_on_sqlite)
{
    compare(a, DB_SQLITE);
}

TEST(in_conflict_with_an_application_one_sees_the_round_as_if_it_had_never_been_sent_on_postgres)
{
    compare(a, DB_POSTGRES);
}
