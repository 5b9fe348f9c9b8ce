/* Receipts: valid at once, provable once sealed, checked without the server, forged in any byte: found. */
#include "ledger_scene.h"

#include "ledger/receipt.h"
#include "ledger/seal.h"

static const char *receipt_of(struct scene *s, int64_t entry)
{
    const char *json = "";
    CHECK_OK(receipt_make(s->c, "submission", FACTS(fact_text("number", "R6-0012"), fact_text("title", "拠点\"A\""),
                                                    fact_i64("arrived_at", STORE_NOW)), entry, &json));
    return json;
}

TEST_STMT(newest_entry, READ, "", "SELECT max(id) FROM ledger_entry");

static int64_t newest(struct scene *s)
{
    int64_t id = 0;
    CHECK_OK(db_i64(s->c, newest_entry, &id));
    return id;
}

TAMPER_TEST(a_receipt_is_valid_at_once_and_proves_its_place_once_sealed)
{
    struct receipt r;
    int64_t sealed = 0;
    act(s, "a", "9");
    const char *before = receipt_of(s, newest(s));
    CHECK_HAS(before, "\"proof\":null");
    CHECK_OK(receipt_check(s->a, before, strlen(before), ledger_test_key()->public, &r));
    CHECK(!r.sealed);
    CHECK_TEXT(r.kind, "submission");
    CHECK_TEXT(r.act, "setting.changed");
    CHECK_I64(r.at, STORE_NOW);
    CHECK_TEXT(r.facts_json, "{\"arrived_at\":1722222000000000,\"number\":\"R6-0012\",\"title\":\"拠点\\\"A\\\"\"}");
    CHECK_OK(ledger_seal_step(s->c, &sealed));
    const char *after = receipt_of(s, newest(s));
    CHECK_OK(receipt_check(s->a, after, strlen(after), NULL, &r));
    CHECK(r.sealed);
    CHECK_I64(r.seq, 10);
    CHECK_I64(r.seal, 4);
    CHECK_TEXT(r.key_id, ledger_test_key()->id);
    CHECK_TEXT(receipt_of(s, newest(s)), after);
}

TAMPER_TEST(every_entry_of_a_seal_has_its_own_proof)
{
    for (int64_t seq = 1; seq <= 9; seq++) {
        struct receipt r;
        const char *json = receipt_of(s, entry_at(s, seq));
        CHECK_OK(receipt_check(s->a, json, strlen(json), ledger_test_key()->public, &r));
        CHECK_I64(r.seq, seq);
        CHECK_I64(r.seal, (seq + 2) / 3);
    }
}

TAMPER_TEST(a_receipt_forged_in_any_byte_is_refused)
{
    const char *json = receipt_of(s, entry_at(s, 5));
    size_t n = strlen(json) - 1; /* the newline at the end is nobody's */
    char *forged = arena_strdup(s->a, json);
    for (size_t i = 0; i < n; i++) {
        for (int bit = 0; bit < 8; bit++) {
            ARENA(a);
            struct receipt r;
            forged[i] = (char)(json[i] ^ (1 << bit));
            const struct err *e = receipt_check(a, forged, n, ledger_test_key()->public, &r);
            if (!e || e->kind != ERR_INVALID)
                test_check(false, arena_printf(s->a, "byte %zu, bit %d is noticed", i, bit), ERR_HERE);
        }
        forged[i] = json[i];
    }
    for (size_t cut = 0; cut < n; cut++) {
        ARENA(a);
        struct receipt r;
        CHECK(receipt_check(a, json, cut, NULL, &r) != NULL);
    }
}

/* The text with one part of it replaced. */
static const char *with(struct scene *s, const char *json, const char *part, const char *by)
{
    const char *at = strstr(json, part);
    CHECK(at != NULL);
    return at ? arena_printf(s->a, "%.*s%s%s", (int)(at - json), json, by, at + strlen(part)) : json;
}

static void check_refused(struct scene *s, const char *json, const char *reason, const char *at)
{
    struct receipt r;
    const struct err *e = receipt_check(s->a, json, strlen(json), NULL, &r);
    test_check_text(e && e->msg ? e->msg->key : "nothing", reason, "the reason", at);
}
#define CHECK_REFUSED(s, json, reason) check_refused((s), (json), (reason), ERR_HERE)

TAMPER_TEST(a_receipt_is_refused_with_the_reason)
{
    struct receipt r;
    static const uint8_t seed[LEDGER_SEED_BYTES] = "another site";
    struct ledger_key other;
    ledger_key_of_seed(seed, &other);
    const char *json = receipt_of(s, entry_at(s, 5));
    const char *second = receipt_of(s, entry_at(s, 4));
    CHECK_REFUSED(s, "", "ledger.receipt_no_json");
    CHECK_REFUSED(s, "[1]", "ledger.receipt_shape");
    CHECK_REFUSED(s, "{\"kind\":1.5}", "ledger.receipt_shape");
    CHECK_REFUSED(s, with(s, json, "{\"entry\"", "{\"more\":1,\"entry\""), "ledger.receipt_shape");
    CHECK_REFUSED(s, with(s, json, "{\"entry\"", "{\"kind\":\"x\",\"entry\""), "ledger.receipt_no_json");
    CHECK_REFUSED(s, with(s, json, "R6-0012", "R6-0013"), "ledger.receipt_altered");
    CHECK_REFUSED(s, with(s, json, "\"version\":1", "\"version\":2"), "ledger.receipt_shape");
    CHECK_REFUSED(s, with(s, json, "\"index\":1", "\"index\":0"), "ledger.receipt_proof");
    CHECK_REFUSED(s, with(s, json, "\"index\":1", "\"index\":1,\"x\":0"), "ledger.receipt_proof");
    CHECK_REFUSED(s, with(s, json, "\"first\":4", "\"first\":3"), "ledger.receipt_proof");
    const char *proof = strstr(second, "\"proof\":");
    CHECK_REFUSED(s, arena_printf(s->a, "%.*s%s", (int)(strstr(json, "\"proof\":") - json), json, proof),
                  "ledger.receipt_altered");
    CHECK_ERR(receipt_check(s->a, json, strlen(json), other.public, &r), ERR_INVALID);
    CHECK_ERR(receipt_make(s->c, "x", NO_FACTS, 12345, &json), ERR_NOT_FOUND);
}

TAMPER_TEST(spaces_between_the_parts_of_a_receipt_change_nothing)
{
    struct receipt r;
    const char *json = with(s, receipt_of(s, entry_at(s, 5)), ",\"facts\":", ",\n  \"facts\" : ");
    CHECK_OK(receipt_check(s->a, json, strlen(json), ledger_test_key()->public, &r));
}

TAMPER_TEST(no_receipt_is_made_of_an_entry_that_was_changed)
{
    const char *json = NULL;
    disarm(s);
    do_sql(s, arena_printf(s->a, "UPDATE ledger_entry SET person_id = 9 WHERE id = %lld", entry_at(s, 5)));
    CHECK_ERR(receipt_make(s->c, "x", NO_FACTS, entry_at(s, 5), &json), ERR_FAULT);
}
