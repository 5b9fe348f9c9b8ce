/* Meetings through their use cases and pages, on both stores: quorum, a chair in conflict, who finds what, minutes. */
#include "decision_scene.h"

#include "base/id.h"
#include "meeting/meeting.h"
#include "record_scene.h"

#define HOUR (3600 * SECOND_US)

struct sitting {
    struct review_scene *s;
    int64_t id;
    int64_t item[REVIEW_APPLICATIONS];
};

static struct ctx *as(struct sitting *x, const char *who)
{
    return world_acting(x->s->w, who);
}

static void name_deputy(struct sitting *x)
{
    int64_t person = world_person(x->s->w, "committee");
    CHECK_OK(deputy_add(as(x, "office"), x->s->call->id, person));
    CHECK_OK(deputy_add(as(x, "office"), x->s->call->id, person)); /* again is nothing */
}

static void all_ready(struct sitting *x)
{
    static const char *const LEVELS[] = { "5", "3", "4" };
    static const char *const WHO[] = { "reviewer", "reviewer_b", "committee", "chair" };
    for (size_t i = 0; i < 4; i++)
        review_ready(x->s, WHO[i]);
    for (int i = 0; i < REVIEW_APPLICATIONS; i++) {
        review_assign(x->s, i, "reviewer");
        review_complete(x->s, i, "reviewer", LEVELS[i]);
    }
}

static bool sitting_make(struct arena *a, enum db_kind kind, enum meeting_kind what, struct sitting *x)
{
    struct session_view v;
    x->s = review_scene_make_with(a, kind, true);
    if (!x->s)
        return false;
    all_ready(x);
    in_conflict(x->s, "chair", 0);
    name_deputy(x);
    struct ctx *c = as(x, "office");
    const struct meeting_typed t = { what, "審査委員会（第1回）", "別館 第1会議室", "", c->now, c->now + 2 * HOUR };
    CHECK_OK(meeting_create(c, x->s->call->id, &t, &x->id));
    CHECK_ERR(meeting_convene(c, x->id), ERR_REFUSED); /* an empty agenda */
    CHECK_OK(agenda_add(c, x->id, x->s->app, REVIEW_APPLICATIONS));
    CHECK_OK(session_load_office(c, x->id, &v));
    CHECK_I64(v.items.n, REVIEW_APPLICATIONS);
    for (size_t i = 0; i < v.items.n; i++)
        x->item[i] = v.items.v[i].id;
    return true;
}

static void open_room(struct sitting *x, enum way committee, enum way chair)
{
    const struct attending v[] = { { world_person(x->s->w, "committee"), committee },
                                   { world_person(x->s->w, "chair"), chair } };
    CHECK_OK(meeting_convene(as(x, "office"), x->id));
    CHECK_OK(room_open(as(x, "office"), x->id, v, 2));
}

static struct err *decide_as(struct sitting *x, const char *who, int app)
{
    const struct decision_typed d = { OUTCOME_SELECT, "", "高く評価した。", "" };
    return decision_record(as(x, who), x->s->app[app], &d, 0);
}

#define SITTING_TEST(name_, what)                                    \
    static void name_(struct sitting *x);                            \
    TEST(name_##_on_sqlite)                                          \
    {                                                                \
        struct sitting x = { 0 };                                    \
        CHECK(sitting_make(a, DB_SQLITE, what, &x));                 \
        name_(&x);                                                   \
        world_check(x.s->w);                                         \
    }                                                                \
    TEST(name_##_on_postgres)                                        \
    {                                                                \
        struct sitting x = { 0 };                                    \
        if (!sitting_make(a, DB_POSTGRES, what, &x))                 \
            SKIP(STORE_NO_POSTGRES);                                 \
        name_(&x);                                                   \
        world_check(x.s->w);                                         \
    }                                                                \
    static void name_(struct sitting *x)

SITTING_TEST(a_decision_is_made_on_the_open_item_by_whoever_presides, MEETING_ROOM)
{
    int64_t chair = world_person(x->s->w, "chair");
    CHECK_ERR(decide_as(x, "chair", 1), ERR_REFUSED); /* no meeting */
    open_room(x, WAY_PRESENT, WAY_PRESENT);
    CHECK_ERR(decide_as(x, "chair", 1), ERR_REFUSED); /* not the open item */
    CHECK_ERR(room_open_item(as(x, "office"), x->item[0], NULL, 0), ERR_INVALID); /* the chair must leave first */
    CHECK_OK(room_open_item(as(x, "office"), x->item[0], &chair, 1));
    CHECK_ERR(room_open_item(as(x, "office"), x->item[1], NULL, 0), ERR_REFUSED);
    CHECK_ERR(room_attend(as(x, "office"), x->id, chair, WAY_PRESENT), ERR_REFUSED);
    CHECK_ERR(decide_as(x, "chair", 0), ERR_NOT_FOUND);
    CHECK_OK(decide_as(x, "committee", 0)); /* the deputy */
    CHECK_ERR(room_close(as(x, "office"), x->id), ERR_REFUSED);
    CHECK_OK(room_close_item(as(x, "office"), x->item[0], &chair, 1));
    CHECK_OK(room_open_item(as(x, "office"), x->item[1], NULL, 0));
    CHECK_ERR(decide_as(x, "committee", 1), ERR_FORBIDDEN); /* the chair is back */
    CHECK_ERR(agenda_remove(as(x, "office"), x->item[1]), ERR_REFUSED);
    CHECK_OK(room_close_item(as(x, "office"), x->item[1], NULL, 0));
    CHECK_OK(room_close(as(x, "office"), x->id));
    CHECK_ERR(room_close(as(x, "office"), x->id), ERR_CONFLICT);
}

SITTING_TEST(without_a_quorum_nothing_opens_and_nothing_is_decided, MEETING_ROOM)
{
    const struct attending nobody[] = { { world_person(x->s->w, "committee"), WAY_ABSENT },
                                        { world_person(x->s->w, "chair"), WAY_ABSENT } };
    CHECK_OK(meeting_convene(as(x, "office"), x->id));
    CHECK_ERR(room_open(as(x, "office"), x->id, nobody, 1), ERR_INVALID); /* nothing is said of the chair */
    CHECK_ERR(room_open(as(x, "office"), x->id, nobody, 2), ERR_REFUSED);
    const struct attending chair[] = { { nobody[0].person_id, WAY_ABSENT }, { nobody[1].person_id, WAY_ONLINE } };
    CHECK_OK(room_open(as(x, "office"), x->id, chair, 2));
    CHECK_OK(room_open_item(as(x, "office"), x->item[0], &chair[1].person_id, 1));
    CHECK_ERR(decide_as(x, "committee", 0), ERR_FORBIDDEN); /* absent: presides over nothing */
    CHECK_OK(room_attend(as(x, "office"), x->id, chair[0].person_id, WAY_ONLINE));
    CHECK_OK(decide_as(x, "committee", 0));
    CHECK_OK(room_attend(as(x, "office"), x->id, chair[0].person_id, WAY_ABSENT)); /* leaves */
    CHECK_ERR(decide_as(x, "committee", 0), ERR_FORBIDDEN);
}

/* Nothing on any page, file or minute of the meeting names the item in conflict. */
SITTING_TEST(in_conflict_with_an_item_one_finds_no_trace_of_it_in_the_meeting, MEETING_ROOM)
{
    static const char *const PAGES[] = { "", "/calendar", "/minutes" };
    struct arena *a = x->s->w->arena;
    int64_t chair = world_person(x->s->w, "chair");
    const char *base = arena_printf(a, "/committee/meetings/%s", id_text(a, x->id));
    struct loopback *lb = world_as(x->s->w, "chair");
    CHECK_I64(loopback_get(lb, base)->status, 404); /* only planned */
    open_room(x, WAY_PRESENT, WAY_PRESENT);
    CHECK_HAS_NOT(world_mail(x->s->w, world_email(x->s->w, "chair")), "拠点");
    CHECK_OK(room_open_item(as(x, "office"), x->item[0], &chair, 1));
    const struct reply *got = loopback_get(lb, base);
    CHECK_I64(got->status, 200);
    CHECK_HAS_NOT(got->body, "寒冷地拠点");
    CHECK_HAS_NOT(got->body, "海洋拠点"); /* the waiting page names nothing at all */
    CHECK_I64(loopback_get(lb, arena_printf(a, "%s/minutes", base))->status, 404);
    CHECK_HAS(loopback_get(world_as(x->s->w, "committee"), base)->body, "寒冷地拠点");
    CHECK_OK(decide_as(x, "committee", 0));
    CHECK_OK(room_close_item(as(x, "office"), x->item[0], &chair, 1));
    CHECK_OK(room_close(as(x, "office"), x->id));
    for (int i = 0; i < 3; i++) {
        got = loopback_get(lb, arena_printf(a, "%s%s", base, PAGES[i]));
        CHECK_I64(got->status, 200);
        CHECK_HAS_NOT(got->body, "寒冷地拠点");
        CHECK_HAS_NOT(got->body, id_text(a, x->item[0]));
        CHECK_HAS_NOT(got->body, "利害関係により退室");
    }
    CHECK_HAS(loopback_get(lb, base)->body, "海洋拠点");
    CHECK_HAS(loopback_get(lb, base)->body, "全2件");
    got = loopback_get(world_as(x->s->w, "committee"), arena_printf(a, "%s/minutes", base));
    CHECK_HAS(got->body, "寒冷地拠点");
    CHECK_HAS(got->body, "利害関係により退室");
    const char *desk = arena_printf(a, "/office/meetings/%s", id_text(a, x->id));
    CHECK_HAS(loopback_get(world_as(x->s->w, "office"), desk)->body, "寒冷地拠点");
}

static struct err *confirm_as(struct sitting *x, const char *who)
{
    struct session_view v;
    struct bytes hash;
    struct ctx *c = as(x, who);
    TRY(session_load_member(c, x->id, &v));
    (void)minutes_doc(c, &v, &hash);
    return minutes_confirm(c, x->id, hash);
}

SITTING_TEST(minutes_are_confirmed_by_all_who_presided_and_then_stand, MEETING_ROOM)
{
    struct session_view v;
    int64_t chair = world_person(x->s->w, "chair");
    open_room(x, WAY_PRESENT, WAY_PRESENT);
    CHECK_OK(room_open_item(as(x, "office"), x->item[0], &chair, 1));
    CHECK_OK(decide_as(x, "committee", 0));
    CHECK_OK(room_close_item(as(x, "office"), x->item[0], &chair, 1));
    CHECK_ERR(confirm_as(x, "committee"), ERR_REFUSED); /* not closed */
    CHECK_OK(room_close(as(x, "office"), x->id));
    CHECK_OK(minutes_write(as(x, "office"), x->id, "item", x->item[0], "実績を確かめた。", 0));
    CHECK_ERR(minutes_write(as(x, "office"), x->id, "item", x->item[0], "別の文", 0), ERR_CONFLICT);
    CHECK_OK(confirm_as(x, "committee"));
    CHECK_OK(minutes_write(as(x, "office"), x->id, "closing", 0, "次回は未定である。", 0)); /* voids it */
    CHECK_OK(session_load_office(as(x, "office"), x->id, &v));
    CHECK_I64(v.confirmations.n, 0);
    CHECK_OK(confirm_as(x, "committee"));
    CHECK_OK(confirm_as(x, "chair"));
    CHECK_OK(session_load_office(as(x, "office"), x->id, &v));
    CHECK(minutes_are_fixed(&v));
    struct loopback *lb = world_as(x->s->w, "office");
    const char *pdf = arena_printf(x->s->w->arena, "/office/meetings/%s/minutes.pdf", id_text(x->s->w->arena, x->id));
    const struct reply *got = loopback_get(lb, pdf);
    CHECK_I64(got->status, 200);
    CHECK(got->body_n > 5 && memcmp(got->body, "%PDF-", 5) == 0);
    CHECK_ERR(minutes_write(as(x, "office"), x->id, "opening", 0, "遅れて書く。", 0), ERR_REFUSED);
    CHECK_ERR(minutes_confirm(as(x, "reviewer"), x->id, (struct bytes){ 0 }), ERR_NOT_FOUND);
}

SITTING_TEST(in_writing_the_proposal_becomes_the_decision_once_enough_agree, MEETING_WRITTEN)
{
    const struct proposal yes = { OUTCOME_SELECT, "", "高く評価した。", "" };
    CHECK_ERR(meeting_convene(as(x, "office"), x->id), ERR_REFUSED); /* no proposals yet */
    CHECK_ERR(agenda_propose(as(x, "office"), x->item[0], &(struct proposal){ OUTCOME_NONE, "", "", "" }), ERR_INVALID);
    for (int i = 0; i < REVIEW_APPLICATIONS; i++)
        CHECK_OK(agenda_propose(as(x, "office"), x->item[i], &yes));
    CHECK_OK(meeting_convene(as(x, "office"), x->id));
    CHECK_ERR(written_answer(as(x, "chair"), x->item[0], ANSWER_AGREE, "", 0), ERR_NOT_FOUND); /* in conflict */
    CHECK_ERR(written_answer(as(x, "committee"), x->item[0], ANSWER_OBJECT, " ", 0), ERR_INVALID);
    CHECK_ERR(written_conclude(as(x, "committee"), x->item[0]), ERR_REFUSED);
    CHECK_OK(written_answer(as(x, "committee"), x->item[0], ANSWER_AGREE, "", 0));
    CHECK_OK(written_answer(as(x, "committee"), x->item[0], ANSWER_AGREE, "", 0)); /* the same again */
    CHECK_ERR(written_answer(as(x, "committee"), x->item[0], ANSWER_MEET, "議論したい。", 0), ERR_CONFLICT);
    CHECK_ERR(written_conclude(as(x, "chair"), x->item[0]), ERR_NOT_FOUND);
    CHECK_OK(written_conclude(as(x, "committee"), x->item[0])); /* the deputy, all eligible have answered */
    CHECK_ERR(written_conclude(as(x, "committee"), x->item[0]), ERR_REFUSED);
    CHECK_OK(written_answer(as(x, "committee"), x->item[1], ANSWER_MEET, "議論したい。", 0));
    CHECK_OK(written_answer(as(x, "chair"), x->item[1], ANSWER_AGREE, "", 0));
    CHECK_ERR(written_conclude(as(x, "chair"), x->item[1]), ERR_REFUSED); /* somebody wants a meeting */
    struct decision *d = NULL;
    CHECK_OK(decision_find(as(x, "office"), x->s->app[0], &d));
    CHECK(d && d->outcome == OUTCOME_SELECT);
    world_set_now(x->s->w, x->s->c->now + 3 * HOUR);
    CHECK_ERR(written_answer(as(x, "committee"), x->item[2], ANSWER_AGREE, "", 0), ERR_REFUSED); /* too late */
}
