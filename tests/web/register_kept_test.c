/* register_kept_test.c: the kept page of the register costs no statement, and is never older than the register, on both
** stores. */
#include "register_site.h"

#include "db/db_fault.h"

static void designate(struct world *w, const char *name)
{
    int64_t id = 0;
    TX(tx, world_ctx(w));
    struct designation_new n = { .programme = "j-innovation-hub", .type_key = "regional_contribution", .round = "6",
                                 .institution = "架空大学", .name = name, .prefecture = "13",
                                 .announced_on = date_of(2024, 7, 29), .term_years = 3, .position = 1 };
    CHECK_OK(register_designate(tx, &n, &id));
    CHECK_OK(tx_commit(tx));
}

static const struct reply *look(struct world *w, int64_t statements)
{
    const struct reply *got = loopback_get(w->loopback, "/hubs");
    CHECK_I64(got->status, 200);
    CHECK_I64(got->statements, statements);
    return got;
}

/* The page is made with eight statements, sent again with none, and asked for its version with one. */
static void changes_show_at_once(struct arena *a, enum db_kind kind)
{
    struct world *w = site(a, kind);
    if (!w)
        return;
    CHECK_HAS_NOT(look(w, 8)->body, "架空第一");
    (void)look(w, 0);
    designate(w, "架空第一拠点");
    CHECK_HAS(look(w, 8)->body, "架空第一拠点");
    CHECK_HAS(look(w, 0)->body, "架空第一拠点");
    {
        int64_t id = 0;
        TX(tx, world_ctx(w));
        struct designation_new n = { .programme = "j-innovation-hub", .type_key = "regional_contribution",
                                     .round = "6", .institution = "架空大学", .name = "取りやめた拠点",
                                     .announced_on = date_of(2024, 7, 29), .term_years = 3, .position = 1 };
        CHECK_OK(register_designate(tx, &n, &id)); /* and not committed */
    }
    CHECK_HAS_NOT(look(w, 0)->body, "取りやめた拠点");
    world_check(w);
}

TEST(the_next_look_after_a_change_shows_the_new_register_on_sqlite)
{
    changes_show_at_once(a, DB_SQLITE);
}

TEST(the_next_look_after_a_change_shows_the_new_register_on_postgres)
{
    changes_show_at_once(a, DB_POSTGRES);
}

/* Another node commits without a word to this process. */
static void another_node_is_seen(struct arena *a, enum db_kind kind)
{
    struct world *w = site(a, kind);
    if (!w)
        return;
    (void)look(w, 8);
    (void)look(w, 0);
    CHECK_OK(db_fault_exec(world_ctx(w)->db, a, "UPDATE register_version SET version = version + 1"));
    instant now = world_ctx(w)->now;
    world_set_now(w, now + SECOND_US - 1);
    (void)look(w, 0); /* not a second old */
    world_set_now(w, now + SECOND_US);
    (void)look(w, 8);
    (void)look(w, 0);
    world_set_now(w, now + 2 * SECOND_US);
    (void)look(w, 1); /* asked for its version, and it is the same */
    world_set_now(w, now - 3600 * SECOND_US);
    (void)look(w, 8); /* a clock that was set back is no reason to trust */
    world_check(w);
}

TEST(a_change_by_another_node_is_seen_within_a_second_on_sqlite)
{
    another_node_is_seen(a, DB_SQLITE);
}

TEST(a_change_by_another_node_is_seen_within_a_second_on_postgres)
{
    another_node_is_seen(a, DB_POSTGRES);
}

TEST(two_sites_of_one_process_never_show_each_others_register)
{
    struct world *one = site(a, DB_SQLITE);
    struct world *other = site(a, DB_SQLITE);
    designate(one, "架空第一拠点");
    CHECK_HAS(look(one, 8)->body, "架空第一拠点");
    CHECK_HAS_NOT(look(other, 8)->body, "架空第一拠点");
    CHECK_HAS(look(one, 0)->body, "架空第一拠点");
    CHECK_HAS_NOT(look(other, 0)->body, "架空第一拠点");
}
