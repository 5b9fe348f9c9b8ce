/* dense.c: Cholesky by rows: every entry is one scalar product of two rows, which lie in memory in order. */
#include "algo/dense.h"

#include <math.h>
#include <string.h>

typedef double four __attribute__((vector_size(32)));

double dense_dot(const double *x, const double *y, size_t n)
{
    four sum[4] = { 0 };
    size_t i = 0;
    for (; i + 16 <= n; i += 16)
        for (size_t k = 0; k < 4; k++) {
            four u, v;
            memcpy(&u, x + i + 4 * k, sizeof u);
            memcpy(&v, y + i + 4 * k, sizeof v);
            sum[k] += u * v;
        }
    four all = (sum[0] + sum[1]) + (sum[2] + sum[3]);
    double rest = (all[0] + all[1]) + (all[2] + all[3]);
    for (; i < n; i++)
        rest += x[i] * y[i];
    return rest;
}

/* So many rows are worked on together: they stay in the cache while the rows above pass by. */
#define TOGETHER 32

bool dense_factor(double *m, size_t n)
{
    for (size_t first = 0; first < n; first += TOGETHER) {
        size_t last = first + TOGETHER < n ? first + TOGETHER : n;
        for (size_t j = 0; j < last; j++) {
            double *rj = m + j * n;
            for (size_t i = j < first ? first : j; i < last; i++) {
                double *ri = m + i * n, v = ri[j] - dense_dot(ri, rj, j);
                if (i > j) {
                    ri[j] = v / rj[j];
                    continue;
                }
                if (!(v > 0) || !isfinite(v))
                    return false;
                ri[j] = sqrt(v);
            }
        }
    }
    return true;
}

double dense_log_det(const double *l, size_t n)
{
    double sum = 0;
    for (size_t i = 0; i < n; i++)
        sum += log(l[i * n + i]);
    return 2 * sum;
}

void dense_forward(const double *l, size_t n, double *b)
{
    for (size_t i = 0; i < n; i++)
        b[i] = (b[i] - dense_dot(l + i * n, b, i)) / l[i * n + i];
}

void dense_backward(const double *l, size_t n, double *b)
{
    for (size_t i = n; i-- > 0;) {
        b[i] /= l[i * n + i];
        for (size_t k = 0; k < i; k++)
            b[k] -= l[i * n + k] * b[i];
    }
}
