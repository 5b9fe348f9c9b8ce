/* test.h: the test harness. TEST(a_sentence_that_is_true) { … } registers itself; checks print TAP. */
#ifndef TEST_H
#define TEST_H

#include "base/arena.h"
#include "base/err.h"

#include <stdbool.h>
#include <stdint.h>
#include <string.h>

struct test {
    const char *name, *file;
    void (*run)(struct arena *a);
};

#define TEST(name_)                                                                                      \
    static void name_(struct arena *a);                                                                  \
    static const struct test test_##name_ = { #name_, __FILE__, name_ };                                 \
    static const struct test *const test_##name_##_ __attribute__((used, section("kyoten_tests"))) = &test_##name_; \
    static void name_(struct arena *a __attribute__((unused)))

/* A failed check is reported with its place and both values; the test goes on to its end. */
#define CHECK(cond) test_check((cond) ? true : false, #cond, ERR_HERE)
#define CHECK_I64(got, want) test_check_i64((int64_t)(got), (int64_t)(want), #got, ERR_HERE)
#define CHECK_TEXT(got, want) test_check_text((got), (want), #got, ERR_HERE)
#define CHECK_HAS(text, part) test_check_has((text), (part), true, ERR_HERE)
#define CHECK_HAS_NOT(text, part) test_check_has((text), (part), false, ERR_HERE)
/* The call worked / failed with that kind. */
#define CHECK_OK(call) test_check_err((call), -1, #call, ERR_HERE)
#define CHECK_ERR(call, kind) test_check_err((call), (kind), #call, ERR_HERE)
/* Ends this test as skipped, with the reason: only for data that may be absent. */
#define SKIP(reason)           \
    do {                       \
        test_skip(reason);     \
        return;                \
    } while (0)

void test_check(bool ok, const char *what, const char *at);
void test_check_i64(int64_t got, int64_t want, const char *what, const char *at);
void test_check_text(const char *got, const char *want, const char *what, const char *at);
void test_check_has(const char *text, const char *part, bool wanted, const char *at);
void test_check_err(const struct err *e, int want_kind, const char *what, const char *at);
void test_skip(const char *reason);

/* A file of the shared reference data (KYOTEN_SHARED, default ../shared), or NULL when it is absent. */
const char *test_shared_file(struct arena *a, const char *relative, size_t *ret_n);
/* The path of a file of this repository, and its content (NULL when it is absent). */
const char *test_source_path(struct arena *a, const char *relative);
const char *test_source_file(struct arena *a, const char *relative, size_t *ret_n);

#endif
