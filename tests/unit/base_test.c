/* Tests of base/: memory, errors, growing texts, identifiers. */
#include "test.h"

#include "base/buf.h"
#include "base/id.h"
#include "base/vec.h"

TEST(an_arena_gives_zeroed_memory_and_forgets_it)
{
    char *p = arena_alloc(a, 100);
    for (int i = 0; i < 100; i++)
        CHECK_I64(p[i], 0);
    memset(p, 7, 100);
    struct arena *b = arena_make(0);
    CHECK(arena_used(b) == 0);
    memset(arena_alloc(b, 300000), 1, 300000);
    CHECK(arena_used(b) >= 300000);
    arena_reset(b);
    CHECK_I64(arena_used(b), 0);
    CHECK_I64(*(char *)arena_alloc(b, 64), 0);
    CHECK(arena_free(b) == NULL);
}

static void count_up(void *p)
{
    ++*(int *)p;
}

TEST(what_was_deferred_runs_once_at_the_end)
{
    (void)a;
    int ran = 0;
    struct arena *b = arena_make(0);
    arena_defer(b, count_up, &ran);
    arena_defer(b, count_up, &ran);
    CHECK_I64(ran, 0);
    (void)arena_free(b);
    CHECK_I64(ran, 2);
}

TEST(a_growing_text_keeps_what_it_has)
{
    struct buf b = buf_make(a, 1);
    for (int i = 0; i < 5000; i++)
        buf_printf(&b, "%d,", i % 10);
    CHECK_I64(b.n, 10000);
    CHECK_I64(strlen(b.s), 10000);
    CHECK(strncmp(b.s, "0,1,2,3,", 8) == 0);
}

TEST(a_growing_array_keeps_what_it_has)
{
    VEC(int) v = { 0 };
    for (int i = 0; i < 1000; i++)
        *vec_push(a, &v) = i;
    CHECK_I64(v.n, 1000);
    for (int i = 0; i < 1000; i++)
        CHECK_I64(v.v[i], i);
}

TEST(random_ids_come_back_from_their_letters_and_ordered_ids_grow)
{
    int64_t last = 0;
    for (int i = 0; i < 1000; i++) {
        int64_t id = id_random();
        int64_t back = 0;
        CHECK(id_parse(id_text(a, id), &back));
        CHECK_I64(back, id);
        int64_t ordered = id_ordered();
        CHECK(ordered > last);
        last = ordered;
    }
    int64_t none = 0;
    CHECK(!id_parse("", &none));
    CHECK(!id_parse("000000000", &none));
    CHECK(!id_parse("12345678", &none));
    CHECK(!id_parse("1234567890", &none));
    CHECK(!id_parse("12345678u", &none));
    CHECK(!id_parse("12345678A", &none));
}
