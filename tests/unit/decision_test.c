/* Tests of the rules of decisions: departures from the order of scores, the steps of a release, the hash, letters. */
#include "test.h"

#include "decision.msg.h"
#include "decision/decision.h"
#include "doc/doc.h"
#include "programme/programme.h"

#define M INT64_C(1000000)
#define S OUTCOME_SELECT
#define D OUTCOME_DECLINE

/* One line of a table: what goes in, and which departs against which. */
struct line {
    const char *type;
    int64_t mean;
    enum outcome outcome;
    bool departs;
    int64_t against; /* number of the line, from 1; 0: none */
};

#define CHECK_DEPARTURES(...) \
    check_departures(a, (const struct line[]){ __VA_ARGS__ }, \
                     sizeof((const struct line[]){ __VA_ARGS__ }) / sizeof(struct line))
static void check_departures(struct arena *a, const struct line *lines, size_t n)
{
    struct ranked *v = arena_array(a, struct ranked, n);
    for (size_t i = 0; i < n; i++)
        v[i] = (struct ranked){ .application_id = (int64_t)i + 1, .type_key = lines[i].type,
                                .mean_micro = lines[i].mean == NOT_SCORED ? NOT_SCORED : lines[i].mean * M,
                                .outcome = lines[i].outcome, .departs = true, .against = 99 };
    decision_mark_departures(v, n);
    for (size_t i = 0; i < n; i++) {
        CHECK_I64(v[i].departs, lines[i].departs);
        CHECK_I64(v[i].against, lines[i].against);
    }
}

TEST(decisions_in_the_order_of_scores_do_not_depart)
{
    CHECK_DEPARTURES({ "a", 50, S, false, 0 }, { "a", 40, S, false, 0 }, { "a", 30, D, false, 0 });
    CHECK_DEPARTURES({ "a", 50, S, false, 0 });
    decision_mark_departures(NULL, 0);
}

TEST(both_sides_of_a_departure_are_marked_with_the_farthest_other_side)
{
    CHECK_DEPARTURES({ "a", 50, D, true, 4 }, { "a", 45, D, true, 4 }, { "a", 42, S, true, 1 }, { "a", 40, S, true, 1 },
                     { "a", 30, D, false, 0 });
}

TEST(equal_means_never_depart_and_types_are_apart)
{
    CHECK_DEPARTURES({ "a", 50, D, false, 0 }, { "a", 50, S, false, 0 });
    CHECK_DEPARTURES({ "a", 50, D, false, 0 }, { "b", 40, S, false, 0 });
}

TEST(without_a_score_a_selection_departs_alone)
{
    CHECK_DEPARTURES({ "a", NOT_SCORED, S, true, 0 }, { "a", 50, D, false, 0 }, { "a", NOT_SCORED, D, false, 0 });
    CHECK_DEPARTURES({ "a", NOT_SCORED, D, false, 0 }, { "a", 10, S, false, 0 });
}

TEST(what_is_not_decided_yet_makes_nothing_depart)
{
    CHECK_DEPARTURES({ "a", 50, OUTCOME_NONE, false, 0 }, { "a", 40, S, false, 0 },
                     { "a", NOT_SCORED, OUTCOME_NONE, false, 0 });
}

TEST(a_release_needs_every_decision_and_every_reason)
{
    struct call call = { .closes_at = 100 };
    struct ranked v[] = { { 1, "a", 50 * M, D, false, 0 }, { 2, "a", 40 * M, S, false, 0 } };
    const char *reasons[] = { "", "地域の均衡" };
    decision_mark_departures(v, 2);
    struct release_needs needs = release_needs_count(v, reasons, 2);
    CHECK_I64(needs.reasons_missing, 1);
    CHECK_I64(needs.selected, 1);
    CHECK_I64(needs.declined, 1);
    const struct err *e = release_may_prepare(a, &call, CALL_CLOSED, &needs);
    CHECK(e && e->msg == &MSG_RELEASE_REASONS_MISSING);
    reasons[0] = "委員会の合議";
    needs = release_needs_count(v, reasons, 2);
    CHECK_OK(release_may_prepare(a, &call, CALL_CLOSED, &needs));
    CHECK_ERR(release_may_prepare(a, &call, CALL_OPEN, &needs), ERR_REFUSED);
    CHECK_ERR(release_may_prepare(a, &call, CALL_ANNOUNCED, &needs), ERR_REFUSED);
    v[0].outcome = OUTCOME_NONE;
    decision_mark_departures(v, 2);
    needs = release_needs_count(v, reasons, 2);
    e = release_may_prepare(a, &call, CALL_CLOSED, &needs);
    CHECK(e && e->msg == &MSG_RELEASE_UNDECIDED);
    e = release_may_prepare(a, &call, CALL_CLOSED, &(struct release_needs){ 0 });
    CHECK(e && e->msg == &MSG_RELEASE_NO_APPLICATIONS);
}

TEST(the_minute_lies_ahead_and_after_the_deadline)
{
    struct call call = { .closes_at = 100 };
    CHECK_OK(release_minute_check(a, &call, 201, 200));
    CHECK_ERR(release_minute_check(a, &call, 200, 200), ERR_INVALID);
    CHECK_ERR(release_minute_check(a, &call, 100, 50), ERR_INVALID);
}

TEST(a_release_is_approved_by_another_and_performed_at_its_minute)
{
    struct bytes hash = arena_bytes(a, "12345678901234567890123456789012", 32);
    struct bytes other = arena_bytes(a, "x2345678901234567890123456789012", 32);
    struct release r = { .state = "prepared", .announce_at = 1000, .prepared_by = 7, .decisions_hash = hash,
                         .definition_id = 3, .notice_at = INSTANT_UNKNOWN };
    CHECK_OK(release_may_approve(a, &r, 8, hash, 3, 999));
    CHECK_ERR(release_may_approve(a, &r, 7, hash, 3, 999), ERR_REFUSED);
    CHECK_ERR(release_may_approve(a, &r, 8, other, 3, 999), ERR_REFUSED);
    CHECK_ERR(release_may_approve(a, &r, 8, hash, 4, 999), ERR_REFUSED); /* other letters, other steps */
    CHECK_ERR(release_may_approve(a, &r, 8, hash, 3, 1000), ERR_REFUSED);
    CHECK_ERR(release_may_perform(a, &r, hash, 1000), ERR_REFUSED);
    r.state = "approved";
    CHECK_ERR(release_may_approve(a, &r, 8, hash, 3, 999), ERR_CONFLICT);
    CHECK_ERR(release_may_perform(a, &r, hash, 999), ERR_REFUSED);
    CHECK_OK(release_may_perform(a, &r, hash, 1000));
    CHECK_ERR(release_may_perform(a, &r, other, 1000), ERR_REFUSED);
    CHECK(!release_is(NULL, "approved"));
}

TEST(the_hash_of_decisions_sees_every_change_and_no_order)
{
    struct decision one = {
        .application_id = 1, .outcome = S, .reason = "a", .comment = "b", .conditions = "", .revision = 1
    };
    struct decision two = {
        .application_id = 2, .outcome = D, .reason = "", .comment = "", .conditions = "", .revision = 1
    };
    struct decided v[] = { { 1, &one }, { 2, &two } };
    struct decided turned[] = { { 2, &two }, { 1, &one } };
    struct bytes first = decisions_hash(a, v, 2);
    CHECK(memcmp(first.p, decisions_hash(a, turned, 2).p, 32) == 0);
    CHECK(memcmp(first.p, decisions_hash(a, v, 1).p, 32) != 0);
    one.reason = "ab";
    one.comment = ""; /* the same letters, in other fields */
    CHECK(memcmp(first.p, decisions_hash(a, v, 2).p, 32) != 0);
    one.reason = "a";
    one.comment = "b";
    CHECK(memcmp(first.p, decisions_hash(a, v, 2).p, 32) == 0);
    two.outcome = S;
    CHECK(memcmp(first.p, decisions_hash(a, v, 2).p, 32) != 0);
}

/* ── letters ── */

static struct letter_facts letter_of(struct arena *a, enum outcome outcome)
{
    static const struct definition *def;
    CHECK_OK(programme_load(a, test_source_path(a, "programmes/j-innovation-hub"), NULL, &def));
    return (struct letter_facts){ .definition = def, .outcome = outcome,
                                  .document_number = letter_number(a, "20241001産局", 3), .round = "第6回公募",
                                  .receipt_no = "J6-0012", .hub = "未来社会共創拠点", .institution = "国立大学法人東都大学",
                                  .type_key = def->types.v[0].key, .conditions = "", .comment = "",
                                  .signed_by_ja = "経済産業省イノベーション・環境局長 \n\n経済　太郎\n",
                                  .announced_on = date_of(2024, 10, 1), .dated = date_of(2024, 10, 1),
                                  .term_years = 3,
                                  .created = INT64_C(1727740800000000) };
}

static const char *letter_json(struct arena *a, const struct letter_facts *f)
{
    struct doc *d = NULL;
    struct bytes json = { 0 };
    CHECK_OK(decision_letter(a, f, &d));
    CHECK_OK(doc_to_json(a, d, &json));
    return arena_strndup(a, (const char *)json.p, json.n);
}

TEST(the_letter_of_a_selection_names_the_hub_and_its_term)
{
    struct letter_facts f = letter_of(a, OUTCOME_SELECT);
    const char *json = letter_json(a, &f);
    CHECK_HAS(json, "２０２４１００１産局第３号");
    CHECK_HAS(json, "第６回公募");
    CHECK_HAS(json, "国立大学法人東都大学　御中");
    CHECK_HAS(json, "未来社会共創拠点");
    CHECK_HAS(json, "令和６年１０月１日から令和９年３月３１日まで");
    CHECK_HAS(json, "経済　太郎");
    CHECK_HAS(json, "以上");
    CHECK_HAS_NOT(json, "選抜に当たっての条件");
    CHECK_HAS_NOT(json, "審査委員会の意見");
    CHECK_HAS_NOT(json, "{hub");
    f.conditions = "産学連携の専任者を1名置くこと。";
    f.comment = "計画は具体的である。";
    json = letter_json(a, &f);
    CHECK_HAS(json, "選抜に当たっての条件");
    CHECK_HAS(json, "計画は具体的である。");
}

TEST(the_letter_of_a_refusal_has_no_items_and_no_term)
{
    struct letter_facts f = letter_of(a, OUTCOME_DECLINE);
    const char *json = letter_json(a, &f);
    CHECK_HAS(json, "選抜に至りませんでした");
    CHECK_HAS_NOT(json, "審査委員会の意見");
    CHECK_HAS_NOT(json, "令和９年");
    CHECK_HAS_NOT(json, "\"記\"");
    f.comment = "社会実装の道筋を具体にされたい。";
    CHECK_HAS(letter_json(a, &f), "審査委員会の意見：社会実装の道筋を具体にされたい。");
}

TEST(a_letter_with_an_empty_place_is_refused)
{
    struct doc *d = NULL;
    struct letter_facts f = letter_of(a, OUTCOME_SELECT);
    f.hub = "";
    const struct err *e = decision_letter(a, &f, &d);
    CHECK_ERR(e, ERR_INVALID);
    CHECK_TEXT(e ? e->field : NULL, "hub");
    f = letter_of(a, OUTCOME_SELECT);
    f.type_key = "no-such-type";
    CHECK_ERR(decision_letter(a, &f, &d), ERR_INVALID);
}

TEST(the_same_facts_give_the_same_letter_byte_by_byte)
{
    struct letter_facts f = letter_of(a, OUTCOME_SELECT);
    struct doc *d = NULL;
    struct bytes one = { 0 };
    struct bytes two = { 0 };
    CHECK_OK(decision_letter(a, &f, &d));
    CHECK_OK(doc_render(a, d, &one));
    CHECK_OK(decision_letter(a, &f, &d));
    CHECK_OK(doc_render(a, d, &two));
    CHECK(one.n > 1000 && one.n == two.n && memcmp(one.p, two.p, one.n) == 0);
}
