/* arena.h: memory that lives as long as a request.
**
** One arena belongs to one request (or one job, one command, one test). Whoever made the arena releases it;
** nobody frees a pointer taken from it. Running out of system memory ends the process; running over the cap of
** the arena does too, because every size is bounded at the border before it gets here. */
#ifndef BASE_ARENA_H
#define BASE_ARENA_H

#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

struct arena;

/* A view of bytes that somebody else owns; .n is a length in bytes, .p need not end in NUL. */
struct bytes {
    const uint8_t *p;
    size_t n;
};

/* Makes an arena that may hold at most cap_bytes (0: 64 MiB). */
struct arena *arena_make(size_t cap_bytes);
/* Runs the deferred releases, last first, and forgets everything allocated; the first block is kept. */
void arena_reset(struct arena *a);
/* As arena_reset, and gives the memory back. Takes NULL. Always returns NULL. */
struct arena *arena_free(struct arena *a);
/* For __attribute__((cleanup)). */
void arena_done(struct arena **a);
#define ARENA(name) struct arena *name __attribute__((cleanup(arena_done))) = arena_make(0)

/* n bytes, zeroed, aligned for any type. */
void *arena_alloc(struct arena *a, size_t n) __attribute__((malloc, returns_nonnull));
#define arena_new(a, type) ((type *)arena_alloc((a), sizeof(type)))
#define arena_array(a, type, count) ((type *)arena_alloc_array((a), (count), sizeof(type)))
void *arena_alloc_array(struct arena *a, size_t count, size_t size) __attribute__((returns_nonnull));
/* Grows the block p of old bytes to n, in place when it was the last one taken; else copies. */
void *arena_grow(struct arena *a, void *p, size_t old, size_t n) __attribute__((returns_nonnull));

char *arena_strdup(struct arena *a, const char *s) __attribute__((returns_nonnull));
char *arena_strndup(struct arena *a, const char *s, size_t n) __attribute__((returns_nonnull));
struct bytes arena_bytes(struct arena *a, const void *p, size_t n);
char *arena_printf(struct arena *a, const char *format, ...) __attribute__((format(printf, 2, 3), returns_nonnull));
char *arena_vprintf(struct arena *a, const char *format, va_list ap)
    __attribute__((format(printf, 2, 0), nonnull(2), returns_nonnull));

/* Calls fn(ptr) when the arena is reset or freed: for what is not memory (a descriptor, a library's object). */
void arena_defer(struct arena *a, void (*fn)(void *), void *ptr);
/* Bytes in use, for limits and tests. */
size_t arena_used(const struct arena *a);

#endif
