/* dense.h: symmetric positive definite systems, dense, in double precision: what the mixed model and the
** posterior need.
**
** A matrix of n rows is one array, row after row; of a symmetric one only the lower half (column ≤ row) is
** read. The order of every sum is fixed, so the same input gives the same bits. */
#ifndef ALGO_DENSE_H
#define ALGO_DENSE_H

#include <stdbool.h>
#include <stddef.h>

/* The sum of x[i]·y[i]. */
double dense_dot(const double *x, const double *y, size_t n);
/* The Cholesky factor L (lower), in place: m = L·Lᵀ. False when m is not positive definite. */
bool dense_factor(double *m, size_t n);
/* Twice the sum of the logarithms of L's diagonal: log |m|. */
double dense_log_det(const double *l, size_t n);
/* b becomes L⁻¹·b; L⁻ᵀ·b. */
void dense_forward(const double *l, size_t n, double *b);
void dense_backward(const double *l, size_t n, double *b);

#endif
