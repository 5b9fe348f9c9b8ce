/* ledger_scene.h: a store with nine acts on the settings a, b and c, sealed in three seals of three; and an intruder
** who opens it a second time with the bare library.
**
**     TAMPER_TEST(a_row_changed_behind_its_back_is_named)   // one test per store; in its hands: struct scene *s
**     {
**         do_sql(s, "UPDATE setting …");
**         CHECK_ONLY(s, "row_changed setting %lld @0\n", setting_id(s, "b"));
**     }
*/
#ifndef TESTS_LEDGER_SCENE_H
#define TESTS_LEDGER_SCENE_H

#include "ledger_check.h"
#include "store.h"

struct scene {
    struct arena *a;
    struct ctx *c;
    enum db_kind kind;
    const char *url;
};

void scene_run(struct arena *a, enum db_kind kind, void (*run)(struct scene *s));
#define TAMPER_TEST(name_)                      \
    static void name_(struct scene *s);         \
    TEST(name_##_on_sqlite)                     \
    {                                           \
        scene_run(a, DB_SQLITE, name_);         \
    }                                           \
    TEST(name_##_on_postgres)                   \
    {                                           \
        scene_run(a, DB_POSTGRES, name_);       \
    }                                           \
    static void name_(struct scene *s)

/* The intruder's statements: NULL, or why the store refused (the caller frees); refused: the test fails. */
char *try_sql(const struct scene *s, const char *sql);
void do_sql(const struct scene *s, const char *sql);
/* Takes the triggers away, as whoever owns the store can. */
void disarm(const struct scene *s);
/* One more act of the program. */
void act(struct scene *s, const char *key, const char *value);

/* The first finding begins like this / the findings are exactly these. */
#define CHECK_FIRST(s, want) check_first((s), (want), ERR_HERE)
void check_first(struct scene *s, const char *want, const char *at);
#define CHECK_ONLY(s, ...) CHECK_TEXT(ledger_findings((s)->c), arena_printf((s)->a, __VA_ARGS__))

long long setting_id(struct scene *s, const char *key);
long long entry_at(struct scene *s, int64_t seq);

#endif
