/* Whatever is done to rows and entries behind the program's back is found and named. */
#include "ledger_scene.h"

#include "ledger/seal.h"

#include <stdlib.h>

/* ── rows ── */

TAMPER_TEST(a_row_changed_behind_its_back_is_named)
{
    do_sql(s, "UPDATE setting SET value = '4' WHERE key = 'b'");
    CHECK_ONLY(s, "row_changed setting %lld @0\n", setting_id(s, "b"));
}

TAMPER_TEST(a_row_put_back_to_an_older_value_is_named)
{
    do_sql(s, "UPDATE setting SET value = '2' WHERE key = 'c'");
    CHECK_ONLY(s, "row_changed setting %lld @0\n", setting_id(s, "c"));
}

TAMPER_TEST(a_row_removed_behind_its_back_is_named)
{
    long long id = setting_id(s, "b");
    do_sql(s, "DELETE FROM setting WHERE key = 'b'");
    CHECK_ONLY(s, "row_removed setting %lld @0\n", id);
}

TAMPER_TEST(a_row_slipped_in_is_named)
{
    do_sql(s, "INSERT INTO setting (id, key, value) VALUES (77, 'x', 'y')");
    CHECK_ONLY(s, "row_slipped_in setting 77 @0\n");
}

TAMPER_TEST(a_row_under_another_id_is_named_twice)
{
    long long id = setting_id(s, "a");
    do_sql(s, "UPDATE setting SET id = 77 WHERE key = 'a'");
    CHECK_ONLY(s, "row_slipped_in setting 77 @0\nrow_removed setting %lld @0\n", id);
}

/* ── entries ── */

TAMPER_TEST(the_store_itself_refuses_to_change_the_ledger)
{
    static const char *const TABLES[] = { "ledger_entry", "ledger_touch", "ledger_link", "ledger_seal" };
    for (size_t i = 0; i < sizeof TABLES / sizeof *TABLES; i++) {
        char *why = try_sql(s, arena_printf(s->a, "DELETE FROM %s", TABLES[i]));
        CHECK_HAS(why, "only added to");
        free(why);
        const char *column = i == 0 ? "person_id" : i == 1 ? "row_id" : i == 2 ? "seq" : "number";
        why = try_sql(s, arena_printf(s->a, "UPDATE %s SET %s = %s + 100", TABLES[i], column, column));
        CHECK_HAS(why, "only added to");
        free(why);
    }
    CHECK_TEXT(ledger_findings(s->c), "");
}

TAMPER_TEST(an_entry_changed_in_any_column_is_named)
{
    static const char *const CHANGES[] = { "at = at + 1", "recorded_at = recorded_at - 1", "person_id = 5",
                                           "duty = 'chair'", "act = 'call.opened'", "subject_table = 'call'",
                                           "subject_id = subject_id + 1", "detail = '{}'", "request = 'x'" };
    disarm(s);
    long long id = entry_at(s, 5);
    for (size_t i = 0; i < sizeof CHANGES / sizeof *CHANGES; i++) {
        do_sql(s, "CREATE TABLE kept AS SELECT * FROM ledger_entry");
        do_sql(s, arena_printf(s->a, "UPDATE ledger_entry SET %s WHERE id = %lld", CHANGES[i], id));
        CHECK_ONLY(s, "entry_changed - %lld @5\n", id);
        do_sql(s, "DELETE FROM ledger_entry");
        do_sql(s, "INSERT INTO ledger_entry SELECT * FROM kept");
        do_sql(s, "DROP TABLE kept");
    }
    CHECK_TEXT(ledger_findings(s->c), "");
    do_sql(s, arena_printf(s->a, "UPDATE ledger_entry SET mac = (SELECT mac FROM ledger_entry WHERE id = %lld) "
                                 "WHERE id = %lld", entry_at(s, 4), id));
    CHECK_ONLY(s, "entry_forged - %lld @5\n", id);
}

TAMPER_TEST(the_hash_of_a_touch_changed_together_with_its_row_is_named)
{
    disarm(s);
    long long id = setting_id(s, "b");
    do_sql(s, "UPDATE setting SET value = '2' WHERE key = 'b'");
    do_sql(s, arena_printf(s->a, "UPDATE ledger_touch SET hash = (SELECT hash FROM ledger_touch WHERE row_id = %lld"
                                 " AND version = 2) WHERE row_id = %lld AND version = 3", id, id));
    CHECK_ONLY(s, "entry_changed - %lld @8\nkept_changed setting %lld @0\n", entry_at(s, 8), id);
}

TAMPER_TEST(an_entry_removed_is_named)
{
    disarm(s);
    long long id = entry_at(s, 5);
    do_sql(s, arena_printf(s->a, "DELETE FROM ledger_entry WHERE id = %lld", id));
    CHECK_ONLY(s, "entry_removed - %lld @5\ntouch_alone setting %lld @0\n", id, setting_id(s, "b"));
    do_sql(s, arena_printf(s->a, "DELETE FROM ledger_touch WHERE entry_id = %lld", id));
    CHECK_ONLY(s, "entry_removed - %lld @5\n", id);
    do_sql(s, "DELETE FROM ledger_link WHERE seq = 5");
    CHECK_FIRST(s, "place_missing - 0 @5\nseal_other - 2 @6\n");
}

TAMPER_TEST(two_entries_that_change_places_are_named)
{
    disarm(s);
    long long x = entry_at(s, 4);
    long long y = entry_at(s, 5);
    do_sql(s, arena_printf(s->a, "UPDATE ledger_entry SET id = -1 WHERE id = %lld", x));
    do_sql(s, arena_printf(s->a, "UPDATE ledger_entry SET id = %lld WHERE id = %lld", x, y));
    do_sql(s, arena_printf(s->a, "UPDATE ledger_entry SET id = %lld WHERE id = -1", y));
    CHECK_ONLY(s, "entry_changed - %lld @4\nentry_changed - %lld @5\n", x, y);
}

TAMPER_TEST(two_links_that_change_places_are_named)
{
    disarm(s);
    do_sql(s, "UPDATE ledger_link SET seq = -1 WHERE seq = 4");
    do_sql(s, "UPDATE ledger_link SET seq = 4 WHERE seq = 5");
    do_sql(s, "UPDATE ledger_link SET seq = 5 WHERE seq = -1");
    CHECK_FIRST(s, arena_printf(s->a, "chain_broken - %lld @4\n", entry_at(s, 4)));
}

TAMPER_TEST(an_entry_slipped_in_is_named_and_never_sealed)
{
    int64_t sealed = 0;
    long long id = entry_at(s, 5);
    do_sql(s, arena_printf(s->a, "INSERT INTO ledger_entry (id, at, recorded_at, person_id, duty, act, subject_table,"
                                 " subject_id, detail, request, mac) SELECT id + 1, at, recorded_at, person_id, duty,"
                                 " act, subject_table, subject_id, detail, request, mac FROM ledger_entry"
                                 " WHERE id = %lld", id));
    CHECK_ONLY(s, "entry_slipped_in - %lld @0\n", id + 1);
    do_sql(s, arena_printf(s->a, "INSERT INTO ledger_open (entry_id, refused) VALUES (%lld, 0)", id + 1));
    CHECK_ONLY(s, "entry_slipped_in - %lld @0\n", id + 1);
    act(s, "a", "9");
    CHECK_OK(ledger_seal_step(s->c, &sealed));
    CHECK_ONLY(s, "entry_slipped_in - %lld @0\n", id + 1);
    CHECK_OK(ledger_seal_step(s->c, &sealed));
    CHECK_I64(sealed, 0);
}

TAMPER_TEST(an_entry_changed_before_its_seal_is_never_sealed)
{
    int64_t sealed = 0;
    disarm(s);
    act(s, "a", "9");
    do_sql(s, "UPDATE ledger_entry SET person_id = 66 WHERE id = (SELECT max(entry_id) FROM ledger_open)");
    CHECK_FIRST(s, "entry_slipped_in - ");
    CHECK_OK(ledger_seal_step(s->c, &sealed));
    CHECK_FIRST(s, "entry_slipped_in - ");
}

TAMPER_TEST(a_sealed_entry_queued_again_does_not_stop_the_sealing)
{
    int64_t sealed = 0;
    do_sql(s, arena_printf(s->a, "INSERT INTO ledger_open (entry_id, refused) VALUES (%lld, 0)", entry_at(s, 2)));
    do_sql(s, "INSERT INTO ledger_open (entry_id, refused) VALUES (123, 0)");
    act(s, "a", "9");
    CHECK_OK(ledger_seal_step(s->c, &sealed));
    CHECK_I64(sealed, 3);
    CHECK_ONLY(s, "entry_removed - 123 @0\n");
}
