/* mixed_model.c: the normal equations of the mixed model, and the REML criterion (Bates and others 2015,
** section 3). */
#include "algo/dense.h"
#include "algo/mixed_int.h"

#include <math.h>
#include <string.h>

int32_t model_level(const struct score *r, int factor)
{
    if (factor == APPLICATION)
        return r->application;
    return factor == REVIEWER ? r->reviewer : r->panel;
}

/* Reviews in the order of the levels of the first factor. */
static void sort_reviews(struct arena *a, struct model *m)
{
    size_t n = m->s->n, levels = m->levels[m->first];
    m->begin = arena_array(a, size_t, levels + 1);
    m->review = arena_array(a, size_t, n);
    size_t *at = arena_array(a, size_t, levels + 1);
    for (size_t i = 0; i < n; i++)
        m->begin[model_level(&m->s->score[i], m->first) + 1]++;
    for (size_t k = 0; k < levels; k++)
        m->begin[k + 1] += m->begin[k];
    memcpy(at, m->begin, (levels + 1) * sizeof *at);
    for (size_t i = 0; i < n; i++)
        m->review[at[model_level(&m->s->score[i], m->first)]++] = i;
}

void model_make(struct arena *a, const struct scores *s, const bool *used, bool mean, struct model *ret)
{
    struct model *m = ret;
    *m = (struct model){ .s = s, .mean = mean };
    const int32_t levels[FACTORS] = { s->applications, s->reviewers, s->panels };
    for (int f = 0; f < FACTORS; f++) {
        m->used[f] = used[f];
        m->levels[f] = used[f] ? (size_t)levels[f] : 0;
        if (m->levels[f] > m->levels[m->first])
            m->first = f;
    }
    for (int f = 0; f < FACTORS; f++) {
        m->offset[f] = m->columns;
        m->columns += f == m->first ? 0 : m->levels[f];
    }
    m->columns += mean;
    sort_reviews(a, m);
    for (size_t i = 0; i < s->n; i++)
        m->centre += s->score[i].value / (double)s->n;
    for (size_t i = 0; i < s->n; i++)
        m->squares += (s->score[i].value - m->centre) * (s->score[i].value - m->centre);
    m->dense = arena_array(a, double, m->columns * m->columns);
    m->right = arena_array(a, double, m->columns);
    m->diagonal = arena_array(a, double, m->levels[m->first]);
    m->first_right = arena_array(a, double, m->levels[m->first]);
}

struct entry {
    size_t column;
    double value;
};

/* The entries of one review in the dense part: one for each other factor, and the mean. */
static size_t entries_of(const struct model *m, const struct score *r, struct entry *e)
{
    size_t n = 0;
    for (int f = 0; f < FACTORS; f++)
        if (m->used[f] && f != m->first)
            e[n++] = (struct entry){ m->offset[f] + (size_t)model_level(r, f), m->theta[f] };
    if (m->mean)
        e[n++] = (struct entry){ m->columns - 1, 1 };
    return n;
}

static void add_product(struct model *m, const struct entry *x, const struct entry *y, double by)
{
    if (x->column >= y->column)
        m->dense[x->column * m->columns + y->column] += by * x->value * y->value;
}

/* One level of the first factor: its reviews come into the dense part, and what the level itself explains
** goes out. */
static void add_level(struct model *m, size_t level)
{
    double theta = m->theta[m->first], sum = 0;
    size_t begin = m->begin[level], end = m->begin[level + 1];
    struct entry e[FACTORS], g[FACTORS];
    for (size_t i = begin; i < end; i++)
        sum += m->s->score[m->review[i]].value - m->centre;
    double d = 1 + theta * theta * (double)(end - begin);
    m->diagonal[level] = d;
    m->first_right[level] = theta * sum;
    for (size_t i = begin; i < end; i++) {
        const struct score *r = &m->s->score[m->review[i]];
        size_t n = entries_of(m, r, e);
        for (size_t x = 0; x < n; x++) {
            m->right[e[x].column] += e[x].value * (r->value - m->centre - theta * theta * sum / d);
            for (size_t y = 0; y < n; y++)
                add_product(m, &e[x], &e[y], 1);
        }
        for (size_t k = begin; k < end && theta > 0; k++) {
            (void)entries_of(m, &m->s->score[m->review[k]], g);
            for (size_t x = 0; x < n; x++)
                for (size_t y = 0; y < n; y++)
                    add_product(m, &e[x], &g[y], -theta * theta / d);
        }
    }
}

bool model_factor(struct model *m, const double *theta, double *ret_log_det)
{
    double log_det = 0, explained = 0;
    size_t columns = m->columns;
    for (int f = 0; f < FACTORS; f++)
        m->theta[f] = m->used[f] ? theta[f] : 0;
    memset(m->dense, 0, columns * columns * sizeof *m->dense);
    memset(m->right, 0, columns * sizeof *m->right);
    for (size_t i = 0; i < m->levels[m->first]; i++)
        add_level(m, i);
    for (size_t i = 0; i + m->mean < columns; i++)
        m->dense[i * columns + i] += 1;
    if (!dense_factor(m->dense, columns))
        return false;
    dense_forward(m->dense, columns, m->right);
    for (size_t i = 0; i < m->levels[m->first]; i++) {
        log_det += log(m->diagonal[i]);
        explained += m->first_right[i] * m->first_right[i] / m->diagonal[i];
    }
    m->residual2 = m->squares - explained - dense_dot(m->right, m->right, columns);
    *ret_log_det = log_det + dense_log_det(m->dense, columns);
    return m->residual2 > 0;
}

double model_criterion(struct model *m, const double *theta)
{
    double n = (double)m->s->n, log_det;
    if (!model_factor(m, theta, &log_det)) /* the mean is the last row: log|L|² and log|R_X|² in one */
        return INFINITY;
    return log_det + (n - 1) * (1 + log(2 * M_PI * m->residual2 / (n - 1)));
}

/* C′·D⁻¹ of one level of the first factor, times `by`, added to x. */
static void add_cross(const struct model *m, size_t level, double by, double *x)
{
    struct entry e[FACTORS];
    for (size_t i = m->begin[level]; i < m->begin[level + 1]; i++) {
        size_t n = entries_of(m, &m->s->score[m->review[i]], e);
        for (size_t k = 0; k < n; k++)
            x[e[k].column] += by * m->theta[m->first] * e[k].value / m->diagonal[level];
    }
}

void model_direction(const struct model *m, size_t application, double *x, double *ret_own)
{
    double theta = m->theta[APPLICATION];
    memset(x, 0, m->columns * sizeof *x);
    if (m->mean)
        x[m->columns - 1] = 1;
    *ret_own = 0;
    if (m->first == APPLICATION) {
        add_cross(m, application, -theta, x);
        *ret_own = theta * theta / m->diagonal[application];
    } else {
        x[m->offset[APPLICATION] + application] = theta;
    }
    dense_forward(m->dense, m->columns, x);
}

void model_solve(struct arena *a, const struct model *m, double *ret_mean, double *deviation[FACTORS])
{
    double *x = arena_array(a, double, m->columns + 1);
    memcpy(x, m->right, m->columns * sizeof *x);
    dense_backward(m->dense, m->columns, x);
    *ret_mean = m->centre + (m->mean ? x[m->columns - 1] : 0);
    for (int f = 0; f < FACTORS; f++) {
        deviation[f] = arena_array(a, double, m->levels[f] + 1);
        for (size_t i = 0; f != m->first && i < m->levels[f]; i++)
            deviation[f][i] = m->theta[f] * x[m->offset[f] + i];
    }
    double *cross = arena_array(a, double, m->columns + 1);
    for (size_t i = 0; i < m->levels[m->first]; i++) {
        memset(cross, 0, m->columns * sizeof *cross);
        add_cross(m, i, 1, cross);
        deviation[m->first][i] =
            m->theta[m->first] * (m->first_right[i] / m->diagonal[i] - dense_dot(cross, x, m->columns));
    }
}
