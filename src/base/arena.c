/* arena.c: a list of blocks with a bump pointer; large requests get a block of their own. */
#include "base/arena.h"

#include <assert.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#if defined(__SANITIZE_ADDRESS__)
#define ARENA_ASAN 1
#elif defined(__has_feature)
#if __has_feature(address_sanitizer)
#define ARENA_ASAN 1
#endif
#endif
#ifdef ARENA_ASAN
#include <sanitizer/asan_interface.h>
#define POISON(p, n) ASAN_POISON_MEMORY_REGION((p), (n))
#define UNPOISON(p, n) ASAN_UNPOISON_MEMORY_REGION((p), (n))
#define RED_ZONE 16 /* bytes left poisoned after each piece, so that an overrun is seen */
#else
#define POISON(p, n) ((void)(p), (void)(n))
#define UNPOISON(p, n) ((void)(p), (void)(n))
#define RED_ZONE 0
#endif

#define FIRST_BLOCK ((size_t)64 * 1024)
#define DEFAULT_CAP ((size_t)64 * 1024 * 1024)
#define ALIGN ((size_t)16)

struct block {
    struct block *next;
    size_t used, cap;
    _Alignas(16) unsigned char data[];
};

struct deferred {
    struct deferred *next;
    void (*fn)(void *);
    void *ptr;
};

struct arena {
    struct block *blocks; /* the newest first; the oldest is kept over a reset */
    struct deferred *deferred;
    size_t total, cap;
};

static void die(const char *why)
{
    (void)fprintf(stderr, "lvl=error msg=\"%s\"\n", why);
    abort();
}

static struct block *block_make(size_t cap)
{
    struct block *b = malloc(sizeof *b + cap);
    if (!b)
        die("out of memory");
    b->next = NULL;
    b->used = 0;
    b->cap = cap;
    POISON(b->data, cap);
    return b;
}

static void block_free(struct block *b)
{
    UNPOISON(b->data, b->cap);
    free(b);
}

struct arena *arena_make(size_t cap_bytes)
{
    struct arena *a = malloc(sizeof *a);
    if (!a)
        die("out of memory");
    *a = (struct arena){ .blocks = block_make(FIRST_BLOCK), .cap = cap_bytes ? cap_bytes : DEFAULT_CAP };
    return a;
}

void arena_reset(struct arena *a)
{
    while (a->deferred) {
        struct deferred d = *a->deferred; /* it lives in the arena: taken before the call */
        a->deferred = d.next;
        d.fn(d.ptr);
    }
    while (a->blocks->next) {
        struct block *b = a->blocks;
        a->blocks = b->next;
        block_free(b);
    }
    a->blocks->used = 0;
    POISON(a->blocks->data, a->blocks->cap);
    a->total = 0;
}

struct arena *arena_free(struct arena *a)
{
    if (!a)
        return NULL;
    arena_reset(a);
    block_free(a->blocks);
    free(a);
    return NULL;
}

void arena_done(struct arena **a)
{
    *a = arena_free(*a);
}

void *arena_alloc(struct arena *a, size_t n)
{
    size_t room = ((n ? n : 1) + ALIGN - 1) / ALIGN * ALIGN + RED_ZONE;
    if (room < n || a->total + room > a->cap)
        die("a request went over its memory limit");
    struct block *b = a->blocks;
    if (b->cap - b->used < room) {
        b = block_make(room > FIRST_BLOCK ? room : FIRST_BLOCK);
        b->next = a->blocks;
        a->blocks = b;
    }
    void *p = b->data + b->used;
    b->used += room;
    a->total += room;
    UNPOISON(p, n ? n : 1);
    memset(p, 0, n ? n : 1);
    return p;
}

void *arena_alloc_array(struct arena *a, size_t count, size_t size)
{
    size_t n = 0;
    if (__builtin_mul_overflow(count, size, &n))
        die("a request went over its memory limit");
    return arena_alloc(a, n);
}

void *arena_grow(struct arena *a, void *p, size_t old, size_t n)
{
    assert(n >= old);
    if (!p)
        return arena_alloc(a, n);
    struct block *b = a->blocks;
    size_t had = ((old ? old : 1) + ALIGN - 1) / ALIGN * ALIGN + RED_ZONE;
    size_t want = (n + ALIGN - 1) / ALIGN * ALIGN + RED_ZONE;
    int is_last = b->used >= had && (unsigned char *)p == b->data + b->used - had;
    if (is_last && b->cap - b->used >= want - had && a->total + want - had <= a->cap) {
        b->used += want - had;
        a->total += want - had;
        UNPOISON(p, n);
        memset((unsigned char *)p + old, 0, n - old);
        return p;
    }
    void *q = arena_alloc(a, n);
    memcpy(q, p, old);
    return q;
}

char *arena_strndup(struct arena *a, const char *s, size_t n)
{
    char *p = arena_alloc(a, n + 1);
    memcpy(p, s, n);
    return p;
}

char *arena_strdup(struct arena *a, const char *s)
{
    return arena_strndup(a, s, strlen(s));
}

struct bytes arena_bytes(struct arena *a, const void *p, size_t n)
{
    uint8_t *q = arena_alloc(a, n + 1);
    if (n)
        memcpy(q, p, n);
    return (struct bytes){ q, n };
}

char *arena_vprintf(struct arena *a, const char *format, va_list ap)
{
    va_list again;
    va_copy(again, ap);
    int n = vsnprintf(NULL, 0, format, again);
    va_end(again);
    assert(n >= 0);
    char *p = arena_alloc(a, (size_t)n + 1);
    (void)vsnprintf(p, (size_t)n + 1, format, ap);
    return p;
}

char *arena_printf(struct arena *a, const char *format, ...)
{
    va_list ap;
    va_start(ap, format);
    char *p = arena_vprintf(a, format, ap);
    va_end(ap);
    return p;
}

void arena_defer(struct arena *a, void (*fn)(void *), void *ptr)
{
    struct deferred *d = arena_new(a, struct deferred);
    *d = (struct deferred){ a->deferred, fn, ptr };
    a->deferred = d;
}

size_t arena_used(const struct arena *a)
{
    return a->total;
}
