/* The walk over every route as everybody: what the table of rights says is what the pages do, and what one may not know
** of looks like what does not exist. Routes join by being there. */
#include "world.h"

#include "base/buf.h"
#include "person/duty.h"

#define UNKNOWN "zzzzzzzzz"

/* The pattern with every parameter filled by something that nothing has. */
static const char *path_of(struct arena *a, const char *pattern)
{
    struct buf b = buf_make(a, 64);
    while (*pattern) {
        size_t n = strcspn(pattern, ":");
        buf_put(&b, pattern, n);
        pattern += n;
        if (*pattern == ':') {
            buf_puts(&b, UNKNOWN);
            pattern += strcspn(pattern, "/");
        }
    }
    return b.s;
}

/* The page without what must differ: its own path in the links that switch the language. */
static const char *without_path(struct arena *a, const char *body, const char *path)
{
    static const char MARK[] = "?back=";
    struct url there = url_make(a, "/x?back=%s", path);
    const char *encoded = strstr(there.s, MARK) + sizeof MARK - 1;
    struct buf b = buf_make(a, strlen(body) + 1);
    for (const char *at = strstr(body, encoded); at; at = strstr(body, encoded)) {
        buf_put(&b, body, (size_t)(at - body));
        body = at + strlen(encoded);
    }
    buf_puts(&b, body);
    return b.s;
}

/* Somebody walks: who, with which duties. */
struct walker {
    const char *who;
    unsigned duties;
    bool signed_in;
    struct loopback *lb;
};

/* What the table says about a route for this walker. */
enum verdict { LET_IN, TO_SIGN_IN, HIDDEN };

static enum verdict verdict_of(const struct walker *w, const struct route *r)
{
    enum act act = (enum act)r->act;
    if (act == ACT_PUBLIC || r->flags & ROUTE_STATIC)
        return LET_IN;
    if (!w->signed_in)
        return TO_SIGN_IN;
    if (act == ACT_SIGNED_IN || act == ACT_SIGN_IN_STEP)
        return LET_IN;
    return policy_act_possible(act, w->duties) ? LET_IN : HIDDEN;
}

static const struct reply *post(struct loopback *lb, const char *path, const char *origin)
{
    const char *const headers[] = { "Content-Type", "application/x-www-form-urlencoded", "Origin", origin,
                                    NULL };
    return loopback_send(lb, "POST", path, headers, (struct bytes){ (const uint8_t *)"x=1", 3 });
}

static bool leads_to_sign_in(const struct reply *got)
{
    return got->status == 303 && strncmp(got->location, "/sign-in?", 9) == 0;
}

/* One line for each answer that is not what the table says. */
static void get_as(struct arena *a, const struct walker *w, const struct route *r, const char *path,
                   struct buf *wrong)
{
    const struct reply *got = loopback_get(w->lb, path);
    bool ok = true;
    switch (verdict_of(w, r)) {
    case LET_IN: /* what is unknown is 404; nobody is sent to sign in who may come in */
        ok = got->status != 403 && got->status < 500 && !leads_to_sign_in(got);
        break;
    case TO_SIGN_IN:
        ok = strncmp(path, "/api/", 5) == 0 ? got->status == 403 : leads_to_sign_in(got);
        break;
    case HIDDEN: {
        const char *nothing = arena_printf(a, "/nothing%s", path);
        const struct reply *none = loopback_get(w->lb, nothing);
        ok = got->status == 404 &&
             (strncmp(path, "/api/", 5) == 0 ||
              strcmp(without_path(a, got->body, path), without_path(a, none->body, nothing)) == 0);
        break;
    }
    }
    bool page = strstr(got->body, "<main") && !strstr(path, "/assets/"); /* for these nobody asks who it is */
    if (w->duties && page && !strstr(got->body, "<div class=\"duty\">"))
        buf_printf(wrong, "%s: GET %s does not say the duty\n", w->who, r->pattern);
    if (!ok)
        buf_printf(wrong, "%s: GET %s answers %d %s\n", w->who, r->pattern, got->status, got->location);
}

static void post_as(const struct walker *w, const struct route *r, const char *path, struct buf *wrong)
{
    if (r->flags & ROUTE_API)
        return; /* no cookie counts there: a token does, see token_test */
    const struct reply *foreign = post(w->lb, path, "https://evil.example");
    const struct reply *tokenless = post(w->lb, path, "http://kyoten.test");
    int want = verdict_of(w, r) == HIDDEN ? 404 : 403;
    if (foreign->status != 403)
        buf_printf(wrong, "%s: POST %s from another site answers %d\n", w->who, r->pattern, foreign->status);
    if (tokenless->status != want)
        buf_printf(wrong, "%s: POST %s without a token answers %d, not %d\n", w->who, r->pattern,
                   tokenless->status, want);
}

static void walk(struct arena *a, struct world *w, const char *who, unsigned duties)
{
    struct walker walker = { who, duties, strcmp(who, "nobody") != 0, world_as(w, who) };
    struct buf wrong = buf_make(a, 256);
    for (size_t i = 0; i < routes_count(); i++) {
        const struct route *r = routes_at(i);
        ARENA(own);
        const char *path = path_of(own, r->pattern);
        if (strstr(r->at, "tests/")) /* routes of the border's own tests: some of them wait */
            continue;
        if (r->method == GET)
            get_as(own, &walker, r, path, &wrong);
        else
            post_as(&walker, r, path, &wrong);
    }
    CHECK_TEXT(wrong.s, "");
}

static void walk_all(struct arena *a, bool rehearsal)
{
    struct world *w = world_make(a, DB_SQLITE);
    w->site.rehearsal = rehearsal;
    walk(a, w, "nobody", 0);
    walk(a, w, "plain", 0);
    for (int i = 0; i < DUTY_COUNT; i++)
        walk(a, w, duty_words()[i].word, (unsigned)duty_words()[i].duty);
    world_check(w);
}

TEST(every_route_answers_everybody_as_the_table_of_rights_says)
{
    walk_all(a, false);
}

TEST(every_route_of_a_rehearsal_answers_everybody_as_the_table_of_rights_says)
{
    walk_all(a, true);
}

/* Without a second factor, the duties that need one are as if they were not held, except that their pages say where to
** show it. */
TEST(without_a_second_factor_no_page_of_the_office_opens)
{
    struct world *w = world_make(a, DB_SQLITE);
    static const char *const STAFF[] = { "office", "office_lead", "bureau", "contractor", "auditor" };
    for (size_t s = 0; s < sizeof STAFF / sizeof STAFF[0]; s++) {
        struct loopback *lb = world_as_first_factor(w, STAFF[s]);
        for (size_t i = 0; i < routes_count(); i++) {
            const struct route *r = routes_at(i);
            if (strncmp(r->pattern, "/office", 7) != 0)
                continue;
            const char *path = path_of(a, r->pattern);
            const struct reply *got =
                r->method == GET ? loopback_get(lb, path) : post(lb, path, "http://kyoten.test");
            bool ok = got->status == 404 || got->status == 403 ||
                      (got->status == 303 && strncmp(got->location, "/sign-in/code?", 14) == 0);
            CHECK_TEXT(ok ? "" : arena_printf(a, "%s: %s %d", STAFF[s], r->pattern, got->status), "");
        }
    }
}
