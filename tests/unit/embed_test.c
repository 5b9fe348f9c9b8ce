/* embed_test.c: what tools/embed.c compiled in: migrations in order, assets by name, unchanged. */
#include "test.h"

#include "db/migrations.h"
#include "http/assets.h"

TEST(migrations_are_in_the_order_of_their_numbers)
{
    CHECK(migration_count > 0);
    for (size_t i = 0; i < migration_count; i++) {
        CHECK(migrations[i].number > (i > 0 ? migrations[i - 1].number : 0));
        CHECK_I64(strlen(migrations[i].checksum), 64);
        CHECK_TEXT(migrations[i].text,
                   test_source_file(a, arena_printf(a, "sql/%s.sql", migrations[i].name), NULL));
    }
    CHECK_I64(migrations[migration_count].number, 0);
}

TEST(every_asset_is_found_by_its_name_and_holds_its_file)
{
    CHECK(asset_count > 0);
    for (size_t i = 0; i < asset_count; i++)
        CHECK(asset_find(assets[i].name) == &assets[i]);
    CHECK(asset_find("") == NULL);
    CHECK(asset_find("no.such") == NULL);
    CHECK(asset_find("zzz") == NULL);
    const struct asset *icon = asset_find("icon.svg");
    size_t n = 0;
    const char *want = test_source_file(a, "assets/icon.svg", &n);
    CHECK(icon && icon->n == n && memcmp(icon->bytes, want, n) == 0);
    CHECK_TEXT(icon->type, "image/svg+xml");
}

TEST(the_address_of_an_asset_changes_with_its_content)
{
    const struct asset *icon = asset_find("icon.svg");
    CHECK_I64(strlen(icon->hash), 32);
    CHECK_TEXT(asset_url(a, "icon.svg").s, arena_printf(a, "/assets/%s/icon.svg", icon->hash));
}
