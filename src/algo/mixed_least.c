/* mixed_least.c: the least REML criterion over one to three relative spreads. */
#include "algo/mixed_int.h"

#include <math.h>
#include <string.h>

#define ROUNDS_MAX 400
#define NEAR 1e-10 /* of the criterion */

struct corner {
    double x[FACTORS], f;
};

struct simplex {
    struct model *m;
    int place[FACTORS], n; /* which factor each coordinate is; how many there are */
    struct corner corner[FACTORS + 1];
};

/* The criterion depends on |x| alone: a step beyond 0 is mirrored there. */
static double at(struct simplex *s, const double *x)
{
    double theta[FACTORS] = { 0 };
    for (int i = 0; i < s->n; i++)
        theta[s->place[i]] = fabs(x[i]);
    return model_criterion(s->m, theta);
}

static void sort_corners(struct simplex *s)
{
    for (int i = 1; i <= s->n; i++)
        for (int k = i; k > 0 && s->corner[k].f < s->corner[k - 1].f; k--) {
            struct corner c = s->corner[k];
            s->corner[k] = s->corner[k - 1];
            s->corner[k - 1] = c;
        }
}

/* The point on the line from the worst corner through the middle of the others, `by` times as far from it. */
static struct corner along(struct simplex *s, double by)
{
    struct corner c = { 0 };
    for (int i = 0; i < s->n; i++) {
        double middle = 0;
        for (int k = 0; k < s->n; k++)
            middle += s->corner[k].x[i] / s->n;
        c.x[i] = middle + by * (s->corner[s->n].x[i] - middle);
    }
    c.f = at(s, c.x);
    return c;
}

static void shrink(struct simplex *s)
{
    for (int k = 1; k <= s->n; k++) {
        for (int i = 0; i < s->n; i++)
            s->corner[k].x[i] = (s->corner[k].x[i] + s->corner[0].x[i]) / 2;
        s->corner[k].f = at(s, s->corner[k].x);
    }
}

static void step(struct simplex *s)
{
    struct corner *worst = &s->corner[s->n], r = along(s, -1);
    if (r.f < s->corner[0].f) {
        struct corner far = along(s, -2);
        *worst = far.f < r.f ? far : r;
    } else if (r.f < s->corner[s->n - 1].f) {
        *worst = r;
    } else {
        struct corner near = along(s, r.f < worst->f ? -0.5 : 0.5);
        if (near.f < fmin(r.f, worst->f))
            *worst = near;
        else
            shrink(s);
    }
    sort_corners(s);
}

static double size_of(const struct simplex *s)
{
    double size = 0;
    for (int k = 1; k <= s->n; k++)
        for (int i = 0; i < s->n; i++)
            size = fmax(size, fabs(s->corner[k].x[i] - s->corner[0].x[i]) / (1 + fabs(s->corner[0].x[i])));
    return size;
}

/* The criterion with one coordinate moved. */
static double moved(struct simplex *s, int i, double by)
{
    struct corner c = s->corner[0];
    c.x[i] += by;
    return at(s, c.x);
}

/* The simplex stops where the criterion is flat to the last bits. Points farther apart say better where its
** middle is: Newton's step from a slope over four of them (its error goes with h⁴), one coordinate after the
** other, a few times. Coordinates at 0 stay. */
static void polish(struct simplex *s)
{
    struct corner *best = &s->corner[0];
    for (int round = 0; round < 4 * s->n; round++) {
        int i = round % s->n;
        double h = 5e-3 * best->x[i];
        if (!(h > 0))
            continue;
        double low = moved(s, i, -h), high = moved(s, i, h), bend = (low - 2 * best->f + high) / (h * h);
        double slope = (8 * (high - low) - (moved(s, i, 2 * h) - moved(s, i, -2 * h))) / (12 * h);
        double shift = bend > 0 ? -slope / bend : 0;
        if (fabs(shift) > h)
            continue;
        best->x[i] += shift;
        best->f = at(s, best->x);
    }
}

double model_least(struct model *m, double *theta)
{
    struct simplex s = { .m = m };
    for (int f = 0; f < FACTORS; f++)
        if (m->used[f])
            s.place[s.n++] = f;
    for (int k = 0; k <= s.n; k++) {
        for (int i = 0; i < s.n; i++)
            s.corner[k].x[i] = k == i + 1 ? 0.4 : 1;
        s.corner[k].f = at(&s, s.corner[k].x);
    }
    sort_corners(&s);
    for (int round = 0; round < ROUNDS_MAX; round++) {
        step(&s);
        if (fabs(s.corner[s.n].f - s.corner[0].f) < NEAR && size_of(&s) < 1e-6)
            break;
    }
    /* A spread that explains nothing is none: 0 itself may be the least, and the mirror never stands on it. */
    for (int i = 0; i < s.n; i++) {
        struct corner c = s.corner[0];
        c.x[i] = 0;
        c.f = at(&s, c.x);
        if (c.f <= s.corner[0].f + 1e-9)
            s.corner[0] = c;
    }
    for (int i = 0; i < s.n; i++)
        s.corner[0].x[i] = fabs(s.corner[0].x[i]);
    polish(&s);
    memset(theta, 0, FACTORS * sizeof *theta);
    for (int i = 0; i < s.n; i++)
        theta[s.place[i]] = s.corner[0].x[i];
    return model_criterion(m, theta);
}
