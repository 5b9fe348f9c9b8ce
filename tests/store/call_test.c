/* Calls in the store: versions of the definition, drafts out of sight, confirmation item by item, publishing once. */
#include "ledger_check.h"
#include "store.h"

#include "call/call.h"
#include "call.msg.h"
#include "person/account.h"
#include "person/person.h"

TEST_STMT(test_call_acts, READ, "t", "SELECT count(*) FROM ledger_entry WHERE act = $1");
TEST_STMT(test_definition_count, READ, "", "SELECT count(*) FROM definition");
TEST_STMT(test_definition_forge, WRITE, "it", "UPDATE definition SET json = $2 WHERE id = $1");

#define BEFORE (STORE_NOW - 60 * DAY_US)

static const struct call_reason WHY = { "周知が遅れたため。", "The notice was late." };

static const struct definition *programme(struct ctx *c)
{
    const struct definition *def = NULL;
    CHECK_OK(programme_load(c->arena, test_source_path(c->arena, "programmes/j-innovation-hub"), NULL, &def));
    return def;
}

/* A person of the office, who is from here on the one who asks. */
static void as_office(struct ctx *c, const char *name)
{
    int64_t id = 0;
    TX(tx, c);
    CHECK_OK(person_add(
        tx, &(struct person_facts){ .email = arena_printf(c->arena, "%s@example.go.jp", name), .name = name },
        &id));
    CHECK_OK(tx_commit(tx));
    struct viewer *v = arena_new(c->arena, struct viewer);
    *v = (struct viewer){ .person = id, .name = name, .duties = DUTY_OFFICE, .acting = DUTY_OFFICE };
    c->viewer = v;
    c->actor = (struct actor){ .person = id, .duty = "office" };
    c->now = BEFORE;
}

static int64_t acts(struct ctx *c, const struct msg *act)
{
    int64_t n = -1;
    CHECK_OK(db_i64(c, test_call_acts, &n, TXT(act->key)));
    return n;
}

static int64_t a_draft(struct ctx *c, const char *round)
{
    int64_t id = 0;
    CHECK_OK(call_create(c, programme(c), round, NULL, false, &id));
    return id;
}

static struct call *loaded(struct ctx *c, int64_t id)
{
    struct call *call = NULL;
    CHECK_OK(call_load(c, id, &call));
    return call;
}

STORE_TEST(a_call_is_set_up_from_the_definition_and_confirmed_and_published_once)
{
    as_office(c, "suzuki");
    int64_t id = a_draft(c, "6");
    struct call *call = loaded(c, id);
    CHECK_TEXT(call->state, "draft");
    CHECK_I64(call->closes_at, STORE_NOW);
    CHECK(call->deadline_inclusive && call->term_years == 3);
    CHECK_TEXT(date_iso(c->arena, call->planned_from), "2024-09-11");
    CHECK_TEXT(call->planned_words_ja, "9月中旬～10月上旬");
    CHECK_TEXT(definition_hash(c->arena, call->definition), definition_hash(c->arena, programme(c)));

    struct err *e = call_publish(c, id);
    CHECK(e && e->kind == ERR_REFUSED && e->msg == &MSG_CALL_UNCONFIRMED && e->args[0].i64 > 50);
    CHECK_OK(call_confirm_item(c, id, "scale"));
    CHECK_OK(call_confirm_item(c, id, "scale"));
    CHECK_I64(acts(c, &MSG_CALL_ITEM_CONFIRMED), 1);
    struct err *less = call_publish(c, id);
    CHECK(less && e && less->args[0].i64 == e->args[0].i64 - 1);
    CHECK_OK(call_confirm(c, id, call->definition_id, "form.*"));
    CHECK_OK(call_confirm(c, id, call->definition_id, "*"));
    CHECK_I64(acts(c, &MSG_CALL_ITEM_CONFIRMED), 3);
    CHECK_OK(call_publish(c, id));
    CHECK_I64(acts(c, &MSG_CALL_PUBLISHED), 1);

    as_office(c, "tanaka");
    e = call_publish(c, id);
    CHECK(e && e->kind == ERR_CONFLICT && e->msg == &MSG_CALL_PUBLISHED_BY);
    CHECK_TEXT(e ? e->args[0].text : "", "suzuki");
    CHECK_I64(acts(c, &MSG_CALL_PUBLISHED), 1);
    CHECK_LEDGER(c);
}

STORE_TEST(a_draft_is_there_for_the_office_only)
{
    as_office(c, "suzuki");
    struct call_list list;
    struct call *call = NULL;
    int64_t id = a_draft(c, "6");
    CHECK_OK(call_load_round(c, "6", &call));
    CHECK_OK(call_list(c, &list));
    CHECK_I64(list.n, 1);
    CHECK_OK(call_find_current(c, &call));
    CHECK(!call);
    const struct viewer *office = c->viewer;
    c->viewer = NULL;
    CHECK_ERR(call_load_round(c, "6", &call), ERR_NOT_FOUND);
    CHECK_OK(call_list(c, &list));
    CHECK_I64(list.n, 0);
    CHECK_ERR(call_publish(c, id), ERR_NOT_FOUND);
    CHECK_ERR(call_confirm_item(c, id, "scale"), ERR_NOT_FOUND);
    CHECK_ERR(call_create(c, programme(c), "7", NULL, false, &id), ERR_NOT_FOUND);
    c->viewer = office;
    CHECK_OK(call_confirm(c, id, 0, "*"));
    CHECK_OK(call_publish(c, id));
    c->viewer = NULL;
    CHECK_OK(call_load_round(c, "6", &call));
    CHECK_I64(call->id, id);
    CHECK_OK(call_find_current(c, &call));
    CHECK(call && call->id == id);
    CHECK_LEDGER(c);
}

STORE_TEST(an_edited_item_waits_to_be_confirmed_again)
{
    as_office(c, "suzuki");
    int64_t id = a_draft(c, "6");
    struct call *call = loaded(c, id);
    int64_t seen = call->definition_id;
    CHECK_OK(call_confirm(c, id, 0, "*"));
    struct definition_change change = { "criteria.base.weighing.weight", "2" };
    CHECK_OK(call_edit(c, id, seen, &change, 1));
    struct call *now = loaded(c, id);
    CHECK(now->definition_id != seen);
    struct err *e = call_publish(c, id);
    CHECK(e && e->msg == &MSG_CALL_UNCONFIRMED && e->args[0].i64 == 1);
    CHECK_ERR(call_edit(c, id, seen, &change, 1), ERR_CONFLICT);
    CHECK_ERR(call_confirm(c, id, seen, "*"), ERR_CONFLICT);
    CHECK_ERR(call_confirm(c, id, 0, "no.such"), ERR_NOT_FOUND);
    CHECK_ERR(call_confirm(c, id, 0, "names"), ERR_NOT_FOUND);
    change.value = "heavy";
    CHECK_ERR(call_edit(c, id, 0, &change, 1), ERR_INVALID);
    change.value = "1";
    CHECK_OK(call_edit(c, id, 0, &change, 1));
    CHECK_I64(loaded(c, id)->definition_id,
              seen); /* the same content is the same version, and stays confirmed */
    CHECK_OK(call_publish(c, id));
    change.value = "3";
    CHECK_ERR(call_edit(c, id, 0, &change, 1), ERR_REFUSED);
    CHECK_ERR(call_confirm(c, id, 0, "*"), ERR_REFUSED);
    CHECK_LEDGER(c);
}

STORE_TEST(a_round_is_called_once_and_its_dates_follow_the_rules)
{
    as_office(c, "suzuki");
    int64_t other = 0;
    int64_t id = a_draft(c, "6");
    CHECK_ERR(call_create(c, programme(c), "6", NULL, false, &other), ERR_INVALID);
    CHECK_ERR(call_create(c, programme(c), "", NULL, false, &other), ERR_INVALID);
    CHECK_ERR(call_create(c, programme(c), "../6", NULL, false, &other), ERR_INVALID);
    struct call *call = loaded(c, id);
    struct call_dates d = call_dates_of(call);
    d.closes_at = d.opens_at;
    CHECK_ERR(call_change_dates(c, id, &d, &WHY), ERR_INVALID);
    d.closes_at = STORE_NOW + DAY_US;
    d.planned_from = d.planned_to = DATE_UNKNOWN;
    d.planned_words_ja = NULL;
    d.deadline_inclusive = false;
    CHECK_OK(call_change_dates(c, id, &d, &WHY));
    call = loaded(c, id);
    CHECK_I64(call->closes_at, STORE_NOW + DAY_US);
    CHECK(!call->deadline_inclusive && !date_is_known(call->planned_from) && !call->planned_words_ja);
    CHECK_OK(call_confirm(c, id, 0, "*"));
    CHECK_OK(call_publish(c, id));
    d.closes_at -= 1;
    CHECK_ERR(call_change_dates(c, id, &d, &WHY), ERR_INVALID);
    d.closes_at += 2;
    CHECK_OK(call_change_dates(c, id, &d, &WHY));
    CHECK_I64(acts(c, &MSG_CALL_DATES_CHANGED), 2);
    CHECK_LEDGER(c);
}

STORE_TEST(the_same_definition_is_one_version_and_a_forged_one_is_found)
{
    as_office(c, "suzuki");
    int64_t one = 0, two = 0, n = 0;
    const struct definition *def = programme(c);
    const struct definition *other = NULL;
    const struct definition *got = NULL;
    CHECK_OK(definition_find_newest(c, &got, &one));
    CHECK(!got && one == 0);
    struct definition_change change = { "scheme.places", "1" };
    CHECK_OK(definition_edit(c->arena, def, &change, 1, &other));
    TX(tx, c);
    CHECK_OK(definition_add(tx, def, "first", &one));
    CHECK_OK(definition_add(tx, def, NULL, &two));
    CHECK_I64(one, two);
    CHECK_OK(definition_add(tx, other, NULL, &two));
    CHECK(one != two);
    CHECK_OK(tx_commit(tx));
    CHECK_OK(db_i64(c, test_definition_count, &n));
    CHECK_I64(n, 2);
    CHECK_OK(definition_load(c, one, &got));
    CHECK_TEXT(definition_hash(c->arena, got), definition_hash(c->arena, def));
    const struct definition *again = NULL;
    CHECK_OK(definition_load(c, one, &again));
    CHECK(again == got); /* parsed once */
    CHECK_ERR(definition_load(c, one + 1, &again), ERR_NOT_FOUND);
    CHECK_LEDGER(c);

    change.value = "4"; /* a version that this process has not parsed yet */
    CHECK_OK(definition_edit(c->arena, def, &change, 1, &other));
    int64_t forged = 0;
    TX(forge, c);
    CHECK_OK(definition_add(forge, other, NULL, &forged));
    CHECK_OK(db_must(forge, test_definition_forge, I64(forged), TXT("{}")));
    CHECK_OK(tx_commit(forge));
    CHECK_ERR(definition_load(c, forged, &again), ERR_FAULT);
}

STORE_TEST(more_versions_than_are_kept_can_be_held_at_once)
{
    as_office(c, "suzuki");
    enum { MANY = 20 };
    int64_t id[MANY];
    const struct definition *def = programme(c);
    const struct definition *held[MANY];
    TX(tx, c);
    for (int i = 0; i < MANY; i++) {
        ARENA(own); /* of a definition many times over */
        const struct definition *other = NULL;
        struct definition_change change = { "rules.reviewers_per_application", arena_printf(own, "%d", i + 1) };
        CHECK_OK(definition_edit(own, def, &change, 1, &other));
        CHECK_OK(definition_add(tx, other, NULL, &id[i]));
    }
    CHECK_OK(tx_commit(tx));
    for (int i = 0; i < MANY; i++)
        CHECK_OK(definition_load(c, id[i], &held[i]));
    for (int i = 0; i < MANY; i++)
        CHECK_I64(held[i]->rules.reviewers_per_application, i + 1);
}

STORE_TEST(the_call_in_review_goes_before_the_next_one_that_is_still_to_open)
{
    as_office(c, "suzuki");
    struct call *call = NULL;
    int64_t now = a_draft(c, "6");
    int64_t next = 0;
    struct call_dates dates = call_dates_of_schedule(programme(c));
    dates.opens_at += 365 * DAY_US;
    dates.closes_at += 365 * DAY_US;
    dates.planned_from.day += 365;
    dates.planned_to.day += 365;
    CHECK_OK(call_create(c, programme(c), "7", &dates, false, &next));
    CHECK_OK(call_confirm(c, next, 0, "*"));
    CHECK_OK(call_publish(c, next));
    CHECK_OK(call_find_current(c, &call));
    CHECK(call && call->id == next);
    CHECK_OK(call_confirm(c, now, 0, "*"));
    CHECK_OK(call_publish(c, now));
    CHECK_OK(call_find_current(c, &call));
    CHECK(call && call->id == now); /* both ahead: the next one */
    c->now = STORE_NOW + DAY_US;
    CHECK_OK(call_find_current(c, &call));
    CHECK(call && call->id == now); /* closed, not announced, while the other is ahead */
    CHECK_LEDGER(c);
}
