/* The walk over every page that names a record, as everybody, at every stage of a round: what the table of
** rights says of this person, this relation and this state is what the page does; and a record that one may
** not see is, to the byte, a record that does not exist. A new route with a parameter must be classified in
** record_known.c. */
#include "record_known.h"
#include "record_scene.h"

#include "base/buf.h"
#include "base/id.h"

#define ITEM_KEY "scale" /* something of every programme that the office sets */
#define UNKNOWN_ID INT64_C(1152921504606846977)

/* One person walking; what is asked of the person now; what was wrong, one line each. */
struct walk {
    struct record_scene *x;
    const struct persona *p;
    struct loopback *lb;
    struct arena *a;
    const struct route *route;
    const char *path, *id, *never_path, *never_id; /* of the record, and of one that is not there */
    struct buf wrong;
    int seen, hidden;
};

static void complain(struct walk *k, const char *what, int status)
{
    buf_printf(&k->wrong, "stage %d, %s: %s %s %s (%d)\n", (int)k->x->stage, k->p->who,
               k->route->method == GET ? "GET" : "POST", k->path, what, status);
}

/* The pattern with the id for its first parameter, and with what belongs to the record for the others. */
static const char *path_of(struct walk *k, const char *pattern, const char *id, const struct paper *paper)
{
    struct buf b = buf_make(k->a, 96);
    const char *first = strchr(pattern, ':');
    for (const char *at = pattern; *at;) {
        size_t n = strcspn(at, ":");
        buf_put(&b, at, n);
        at += n;
        if (!*at)
            break;
        size_t name = strcspn(at, "/");
        const char *parameter = arena_strndup(k->a, at + 1, name - 1);
        if (at == first)
            buf_puts(&b, id);
        else if (strcmp(parameter, "file") == 0 && !paper)
            buf_puts(&b, record_id(k->x, strstr(pattern, "/calls/") ? "call_file" : "meeting_file"));
        else if (strcmp(parameter, "briefing") == 0)
            buf_puts(&b, record_id(k->x, "briefing"));
        else if (strcmp(parameter, "file") == 0)
            buf_puts(&b, strncmp(pattern, "/applications", 13) == 0 ? paper->file : paper->hash);
        else if (strcmp(parameter, "person") == 0)
            buf_puts(&b, record_id(k->x, "person"));
        else
            buf_puts(&b, strcmp(parameter, "section") == 0 ? "outcome" : "evidence");
        at += name;
    }
    if (strcmp(pattern, "/office/calls/:call/item") == 0)
        buf_puts(&b, "?key=" ITEM_KEY);
    return b.s;
}

static const struct reply *post(struct walk *k, const char *path)
{
    static const char PDF[] = "%PDF-1.4\n% walk\n1 0 obj<<>>endobj\ntrailer<<>>\n%%EOF\n";
    if (k->route->flags & ROUTE_UPLOAD)
        return loopback_upload(k->lb, path, "evidence", "x.pdf",
                               ((struct bytes){ (const uint8_t *)PDF, sizeof PDF - 1 }));
    return loopback_post(k->lb, path, "confirm", "1", "reason", "十分な理由があるため。", "email",
                         "x@world.example", "role", "none", "outcome", "select", "field", "vision.score",
                         "value", "5", "base", "0", "what", "*", "conflicted", "1", "key", "title", "name",
                         "試験");
}

/* Status, place and body are those of a record that is not there, but for the id that was asked for. */
static void check_never(struct walk *k, const struct reply *real)
{
    struct arena *a = k->a;
    const struct reply *never =
        k->route->method == GET ? loopback_get(k->lb, k->never_path) : post(k, k->never_path);
    k->hidden++;
    if (real->status != never->status)
        complain(k, "differs in status from what is not there", real->status);
    else if (strcmp(text_with(a, real->body, k->id, "ID"), text_with(a, never->body, k->never_id, "ID")) != 0)
        complain(k, "differs in its text from what is not there", real->status);
    else if (strcmp(text_with(a, real->location, k->id, "ID"),
                    text_with(a, never->location, k->never_id, "ID")) != 0)
        complain(k, "leads elsewhere than what is not there", real->status);
}

static void get(struct walk *k, bool allowed)
{
    const struct reply *got = loopback_get(k->lb, k->path);
    if (allowed) {
        k->seen++;
        if (got->status != 200 && got->status != 303)
            complain(k, "is allowed, and refused", got->status);
        return;
    }
    bool nobody = k->p->duties == 0;
    if (got->status != (nobody ? 303 : 404))
        complain(k, "is not allowed", got->status);
    if (nobody && strncmp(got->location, "/sign-in?", 9) != 0)
        complain(k, "does not lead to sign-in", got->status);
    check_never(k, got);
}

/* Only what is refused is sent: what is allowed would be done, and is the business of other tests. */
static void refused_post(struct walk *k, bool sees)
{
    (void)loopback_get(k->lb, "/account"); /* a page with a token */
    int64_t before = record_changes(k->x);
    const struct reply *got = post(k, k->path);
    bool kept =
        sees && got->status == 409 && strcmp(k->route->pattern, "/applications/:application/submit") == 0;
    if (record_changes(k->x) != before && !kept) /* that somebody tried to send too late is on record */
        complain(k, "is refused, and changes something", got->status);
    if (k->p->duties == 0) {
        if (got->status != 403)
            complain(k, "by nobody is not 403", got->status);
    } else if (!sees && got->status != 404) {
        complain(k, "on what is not seen is not 404", got->status);
    } else if (sees && (got->status == 404 || got->status >= 500)) {
        complain(k, "on what is seen", got->status);
    }
    if (!sees)
        check_never(k, got);
}

static bool there(const struct record_scene *x, enum need need, enum record r)
{
    switch (need) {
    case ALWAYS:
        return true;
    case WHEN_SENT:
        return r != RECORD_DRAFT;
    case WHEN_LETTER: /* the office sees it as it will be */
        return r <= RECORD_OTHER && x->stage >= STAGE_APPROVED;
    case WHEN_NOTICE: /* none is given in this scene; with one: notice_test.c */
        return false;
    case WHEN_RELEASE:
        return r <= RECORD_OTHER && x->stage == STAGE_ANNOUNCED;
    }
    return false;
}

static void walk_application(struct walk *k, const struct known *known, enum record r)
{
    enum act act = (enum act)k->route->act;
    unsigned relations = record_relations(k->x, k->p, r);
    unsigned states = record_states(k->x, see_of(act) == ACT_APPLICATION_SEE, r);
    bool here = there(k->x, known->need, r);
    bool allowed = here && policy_allows(act, k->p->duties, relations, states);
    bool sees = policy_act_possible(act, k->p->duties) && here &&
                policy_allows(see_of(act), k->p->duties, relations, states);
    k->id = id_text(k->a, k->x->app[r].id);
    k->path = path_of(k, k->route->pattern, k->id, &k->x->app[r]);
    k->never_path = path_of(k, k->route->pattern, k->never_id, &k->x->app[r]);
    if (k->route->method == GET)
        get(k, allowed);
    else if (!allowed)
        refused_post(k, sees);
}

static void walk_record(struct walk *k, bool of_call)
{
    const char *at = strchr(k->route->pattern, ':') + 1;
    const char *kind = arena_strndup(k->a, at, strcspn(at, "/"));
    bool hangs =
        strcmp(kind, "call") == 0 && strchr(at, ':'); /* what hangs on a call hangs on the running one */
    k->id = record_id(k->x, hangs ? "running_call" : kind);
    k->never_id = strcmp(kind, "mail") == 0 ? "999999" : k->never_id;
    if (!k->id) /* nothing of this kind yet */
        return;
    enum act act = (enum act)k->route->act;
    unsigned relations = of_call ? record_relations(k->x, k->p, RECORD_OTHER) : REL_ANY;
    unsigned states = record_states(k->x, false, RECORD_SENT);
    bool allowed = policy_allows(act, k->p->duties, relations, states);
    bool sees = of_call && policy_act_possible(act, k->p->duties) &&
                policy_allows(see_of(act), k->p->duties, relations, states);
    k->path = path_of(k, k->route->pattern, k->id, NULL);
    k->never_path = path_of(k, k->route->pattern, k->never_id, NULL);
    if (k->route->method == GET)
        get(k, allowed);
    else if (!allowed)
        refused_post(k, sees);
}

static void walk_session(struct walk *k)
{
    k->id = record_id(k->x, "session");
    k->path = path_of(k, k->route->pattern, k->id, NULL);
    k->never_path = path_of(k, k->route->pattern, k->never_id, NULL);
    refused_post(k, true); /* "has ended already", as of any that is none of one's own */
    check_never(k, post(k, k->path));
}

static void walk_route(struct walk *k, const struct known *known)
{
    k->never_id = id_text(k->a, UNKNOWN_ID);
    if (known->subject == OF_APPLICATION)
        for (enum record r = RECORD_SENT; r < RECORD_COUNT; r++)
            walk_application(k, known, r);
    else if (known->subject == OF_OFFICE || known->subject == OF_MEETING)
        walk_record(k, known->subject == OF_MEETING);
    else if (known->subject == OF_SESSION)
        walk_session(k);
}

/* Every route in an arena and a browser of its own: a browser keeps all that it was answered. */
static void walk_as(struct record_scene *x, const struct persona *p, int *seen, int *hidden)
{
    struct world *w = x->s->w;
    struct world kept = *w;
    struct buf wrong = buf_make(kept.arena, 256);
    for (size_t i = 0; i < routes_count(); i++) {
        const struct known *known = known_of(routes_at(i));
        if (!known || known->subject == OF_NOBODY)
            continue;
        ARENA(own);
        w->arena = w->ctx.arena = own;
        memset(&w->browsers, 0, sizeof w->browsers);
        struct walk k = { .x = x, .p = p, .a = own, .route = routes_at(i), .wrong = buf_make(own, 256) };
        k.lb = world_as(w, p->who);
        walk_route(&k, known);
        buf_puts(&wrong, k.wrong.s);
        *seen += k.seen;
        *hidden += k.hidden;
        *w = kept;
    }
    CHECK_TEXT(wrong.s, "");
}

static void walk_the_round(struct arena *a, enum db_kind kind, const char *const *whom)
{
    struct record_scene *x = record_scene_make(a, kind);
    if (!x)
        SKIP(STORE_NO_POSTGRES);
    size_t n = 0;
    const struct persona *all = record_personas(&n);
    for (;;) {
        int seen = 0;
        int hidden = 0;
        for (size_t i = 0; i < n; i++) {
            bool wanted = !whom;
            for (const char *const *w = whom; w && *w; w++)
                wanted = wanted || strcmp(*w, all[i].who) == 0;
            if (wanted)
                walk_as(x, &all[i], &seen, &hidden);
        }
        CHECK(seen > 0);
        CHECK(hidden > seen);
        if (x->stage == STAGE_ANNOUNCED)
            break;
        record_scene_next(x);
    }
    world_check(x->s->w);
}

TEST(every_route_that_names_a_record_is_known_to_the_walk)
{
    struct buf unknown = buf_make(a, 64);
    struct world *w = world_make(a, DB_SQLITE);
    (void)w;
    for (size_t i = 0; i < routes_count(); i++)
        if (strchr(routes_at(i)->pattern, ':') && !strstr(routes_at(i)->at, "tests/") &&
            !known_of(routes_at(i)))
            buf_printf(&unknown, "%s\n", routes_at(i)->pattern);
    CHECK_TEXT(unknown.s, "");
    size_t known_n = 0;
    const struct known *all = known_all(&known_n);
    for (size_t k = 0; k < known_n; k++) {
        bool found = false;
        for (size_t i = 0; i < routes_count(); i++)
            found = found || strcmp(routes_at(i)->pattern, all[k].pattern) == 0;
        CHECK_TEXT(found ? "" : all[k].pattern, "");
    }
}

TEST(through_a_whole_round_every_record_answers_everybody_as_the_table_of_rights_says)
{
    walk_the_round(a, DB_SQLITE, NULL);
}

TEST(the_same_for_those_who_see_a_part_on_postgres)
{
    static const char *const WHOM[] = { "nobody", "viewer", "conflicted", "committee_b", "office", NULL };
    walk_the_round(a, DB_POSTGRES, WHOM);
}
