/* text_diff.c: see text_diff.h. */
#include "base/text_diff.h"

#include "base/text.h"
#include "base/vec.h"

#include <stdbool.h>
#include <string.h>

#define ISLAND 2 /* tokens that are the same between two changes, and are counted among them */

struct token {
    const char *s;
    size_t n;
};
struct tokens {
    size_t n;
    struct token *v;
};

static bool is_word(uint32_t c)
{
    return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

static struct tokens cut(struct arena *a, const char *text)
{
    struct tokens all = { 0, arena_array(a, struct token, strlen(text) + 1) };
    while (*text) {
        const char *start = text;
        bool word = is_word(text_next(&text));
        for (const char *next = text; word && *next && is_word(text_next(&next)); text = next)
            ;
        all.v[all.n++] = (struct token){ start, (size_t)(text - start) };
    }
    return all;
}

static bool same(const struct token *x, const struct token *y)
{
    return x->n == y->n && memcmp(x->s, y->s, x->n) == 0;
}

/* One step of the way, from its end: how many tokens of each text lie behind it. */
struct finding {
    const struct token *x, *y;
    int n, m;
    int *reach;  /* for each edit count d: the farthest x on the diagonals -d…d */
    int edits;   /* −1: too many */
};

/* From the best of its neighbours with one edit fewer, then along what is the same: the farthest x on the diagonal k.
** now: the middle of the diagonals, which are negative too. */
static int farthest(const struct finding *f, const int *now, int d, int k)
{
    bool down = k == -d || (k != d && now[k - 1] < now[k + 1]);
    int i = d == 0 ? 0 : down ? now[k + 1] : now[k - 1] + 1;
    while (i < f->n && i - k < f->m && i - k >= 0 && same(&f->x[i], &f->y[i - k]))
        i++;
    return i;
}

/* The farthest points for growing numbers of edits, kept for the way back. */
static void find(struct arena *a, struct finding *f)
{
    int most = f->n + f->m < DIFF_MOST ? f->n + f->m : DIFF_MOST;
    int width = 2 * most + 3;
    int *now = arena_array(a, int, (size_t)width);
    f->reach = arena_array(a, int, (size_t)(most + 1) * (size_t)width);
    f->edits = -1;
    for (int d = 0; d <= most && f->edits < 0; d++) {
        for (int k = -d; k <= d; k += 2) {
            int i = farthest(f, now + most + 1, d, k);
            now[most + 1 + k] = i;
            if (i >= f->n && i - k >= f->m)
                f->edits = d;
        }
        memcpy(f->reach + (size_t)d * (size_t)width, now, (size_t)width * sizeof *now);
    }
}

/* Marks what of each text is not of the way they share. */
static void walk_back(const struct finding *f, bool *removed, bool *added)
{
    int most = f->n + f->m < DIFF_MOST ? f->n + f->m : DIFF_MOST;
    int width = 2 * most + 3;
    int i = f->n;
    int j = f->m;
    for (int d = f->edits; d > 0; d--) {
        const int *before = f->reach + (size_t)(d - 1) * (size_t)width;
        int k = i - j;
        int at = most + 1 + k;
        bool down = k == -d || (k != d && before[at - 1] < before[at + 1]);
        int from = down ? before[at + 1] : before[at - 1];
        int from_j = from - (down ? k + 1 : k - 1);
        if (down)
            added[from_j] = true;
        else
            removed[from] = true;
        i = from;
        j = from_j;
    }
}

/* ── from marks to parts ── */

struct writing {
    struct arena *a;
    VEC(struct diff_part) parts;
};

static void put(struct writing *w, enum diff_kind kind, const struct token *from, size_t n)
{
    if (n == 0)
        return;
    const char *end = from[n - 1].s + from[n - 1].n;
    *vec_push(w->a, &w->parts) =
        (struct diff_part){ kind, arena_strndup(w->a, from->s, (size_t)(end - from->s)) };
}

/* Tokens from i, j on that are the same in both. */
static size_t run(const struct finding *f, const bool *removed, const bool *added, size_t i, size_t j)
{
    size_t k = 0;
    while (i + k < (size_t)f->n && j + k < (size_t)f->m && !removed[i + k] && !added[j + k])
        k++;
    return k;
}

/* Moves x and y behind one change, over the islands in it. */
static void end_of_change(const struct finding *f, const bool *removed, const bool *added, size_t *x, size_t *y)
{
    for (;;) {
        while (*x < (size_t)f->n && removed[*x])
            ++*x;
        while (*y < (size_t)f->m && added[*y])
            ++*y;
        size_t k = run(f, removed, added, *x, *y);
        bool more = *x + k < (size_t)f->n || *y + k < (size_t)f->m;
        if (k == 0 || k > ISLAND || !more)
            return;
        *x += k;
        *y += k;
    }
}

static struct diff parts_of(struct arena *a, const struct finding *f, const bool *removed, const bool *added)
{
    struct writing w = { .a = a };
    size_t i = 0;
    size_t j = 0;
    while (i < (size_t)f->n || j < (size_t)f->m) {
        size_t k = run(f, removed, added, i, j);
        put(&w, DIFF_SAME, f->x + i, k);
        i += k;
        j += k;
        size_t x = i;
        size_t y = j;
        end_of_change(f, removed, added, &x, &y);
        put(&w, DIFF_REMOVED, f->x + i, x - i);
        put(&w, DIFF_ADDED, f->y + j, y - j);
        i = x;
        j = y;
    }
    return (struct diff){ w.parts.n, w.parts.v };
}

struct diff text_diff(struct arena *a, const char *before, const char *after)
{
    ARENA(work); /* what the search needs is much, and given back */
    struct tokens x = cut(work, before);
    struct tokens y = cut(work, after);
    size_t same_head = 0;
    while (same_head < x.n && same_head < y.n && same(&x.v[same_head], &y.v[same_head]))
        same_head++;
    size_t same_tail = 0;
    while (same_tail < x.n - same_head && same_tail < y.n - same_head &&
           same(&x.v[x.n - 1 - same_tail], &y.v[y.n - 1 - same_tail]))
        same_tail++;
    struct finding f = { x.v, y.v, (int)x.n, (int)y.n, NULL, 0 };
    bool *removed = arena_array(work, bool, x.n + 1);
    bool *added = arena_array(work, bool, y.n + 1);
    f.x += same_head;
    f.y += same_head;
    f.n -= (int)(same_head + same_tail);
    f.m -= (int)(same_head + same_tail);
    find(work, &f);
    if (f.edits >= 0)
        walk_back(&f, removed + same_head, added + same_head);
    else {
        memset(removed + same_head, 1, (size_t)f.n * sizeof *removed);
        memset(added + same_head, 1, (size_t)f.m * sizeof *added);
    }
    f.x = x.v;
    f.y = y.v;
    f.n = (int)x.n;
    f.m = (int)y.n;
    return parts_of(a, &f, removed, added);
}
