/* solve_main.c: kyoten-solve: a programme on standard input, its answer on standard output (solve.h has the
** form).
**
** Exit 0 done, 1 failed with one sentence on standard error. Takes no arguments, opens no files. The only
** program that knows COIN-OR CBC. */
#include "solve/solve.h"

#include <coin/Cbc_C_Interface.h>
#include <coin/Clp_C_Interface.h>
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <unistd.h>

static int complain(const char *sentence)
{
    (void)fprintf(stderr, "%s\n", sentence);
    return 1;
}

/* The next n bytes of the input, or NULL when they are not there. */
static const void *take(const uint8_t **p, size_t *left, size_t n)
{
    const uint8_t *at = *p;
    if (n > *left)
        return NULL;
    *p += n;
    *left -= n;
    return at;
}

/* Reads the parts one after the other; false when they do not fit the input exactly. Everything is copied:
** the parts are not aligned. */
static bool read_lp(struct arena *a, const uint8_t *p, size_t left, struct lp *lp)
{
    struct solve_head h;
    const void *at = take(&p, &left, sizeof h);
    if (!at)
        return false;
    memcpy(&h, at, sizeof h);
    if (h.magic != SOLVE_MAGIC || h.rows < 0 || h.columns < 1 || h.entries < 0 || h.entries > INT32_MAX)
        return false;
    size_t columns = (size_t)h.columns, rows = (size_t)h.rows, entries = (size_t)h.entries;
    const size_t size[] = { (columns + 1) * 4, entries * 4, entries * 8, columns * 8,          columns * 8,
                            columns * 8,       rows * 8,    rows * 8,    h.whole ? columns : 0 };
    void *part[sizeof size / sizeof *size];
    for (size_t i = 0; i < sizeof size / sizeof *size; i++) {
        at = take(&p, &left, size[i]);
        if (!at)
            return false;
        part[i] = arena_alloc(a, size[i] + 8);
        memcpy(part[i], at, size[i]);
    }
    *lp = (struct lp){ .rows = h.rows,
                       .columns = h.columns,
                       .start = part[0],
                       .row = part[1],
                       .value = part[2],
                       .low = part[3],
                       .high = part[4],
                       .cost = part[5],
                       .row_low = part[6],
                       .row_high = part[7],
                       .whole = h.whole ? part[8] : NULL,
                       .seconds = h.seconds };
    if (left != 0 || lp->start[0] != 0 || lp->start[columns] != (int32_t)entries)
        return false;
    for (size_t j = 0; j < columns; j++)
        if (lp->start[j] > lp->start[j + 1])
            return false;
    for (size_t i = 0; i < entries; i++)
        if (lp->row[i] < 0 || lp->row[i] >= lp->rows)
            return false;
    return true;
}

static bool write_all(const void *p, size_t n)
{
    return fwrite(p, 1, n, stdout) == n;
}

/* x and price may be NULL: zeros are written. */
static bool answer(const struct lp *lp, const struct solve_tail *t, const double *x, const double *price)
{
    struct arena *a __attribute__((cleanup(arena_done))) = arena_make(SIZE_MAX / 2);
    size_t columns = (size_t)lp->columns, rows = (size_t)lp->rows;
    const double *none = arena_array(a, double, columns + rows);
    return write_all(t, sizeof *t) && write_all(x ? x : none, columns * sizeof *none) &&
           write_all(price ? price : none, rows * sizeof *none) && fflush(stdout) == 0;
}

/* Standard output belongs to the libraries while they work: they print there now and then. */
static bool solve_linear(const struct lp *lp, int out)
{
    Clp_Simplex *m = Clp_newModel();
    Clp_setLogLevel(m, 0);
    Clp_loadProblem(m, lp->columns, lp->rows, lp->start, lp->row, lp->value, lp->low, lp->high, lp->cost,
                    lp->row_low, lp->row_high);
    Clp_setMaximumSeconds(m, lp->seconds);
    (void)Clp_initialSolve(m);
    struct solve_tail t = { .magic = SOLVE_MAGIC, .status = LP_UNKNOWN };
    bool best = Clp_status(m) == 0;
    if (best)
        t.status = LP_OPTIMAL;
    else if (Clp_status(m) == 1)
        t.status = LP_INFEASIBLE;
    t.objective = t.bound = Clp_objectiveValue(m);
    (void)fflush(stdout);
    bool told = dup2(out, STDOUT_FILENO) >= 0 && answer(lp, &t, best ? Clp_primalColumnSolution(m) : NULL,
                                                        best ? Clp_dualRowSolution(m) : NULL);
    Clp_deleteModel(m);
    return told;
}

static bool solve_whole(const struct lp *lp, int out)
{
    char seconds[32];
    Cbc_Model *m = Cbc_newModel();
    Cbc_loadProblem(m, lp->columns, lp->rows, lp->start, lp->row, lp->value, lp->low, lp->high, lp->cost,
                    lp->row_low, lp->row_high);
    for (int32_t j = 0; j < lp->columns; j++)
        if (lp->whole[j])
            Cbc_setInteger(m, j);
    (void)snprintf(seconds, sizeof seconds, "%.3f", lp->seconds);
    Cbc_setLogLevel(m, 0);
    Cbc_setParameter(m, "seconds", seconds);
    Cbc_setParameter(m, "ratioGap", "0");
    Cbc_setParameter(m, "allowableGap", "0");
    (void)Cbc_solve(m);
    struct solve_tail t = { .magic = SOLVE_MAGIC,
                            .status = LP_UNKNOWN,
                            .bound = Cbc_getBestPossibleObjValue(m) };
    if (Cbc_isProvenOptimal(m))
        t.status = LP_OPTIMAL;
    else if (Cbc_isProvenInfeasible(m))
        t.status = LP_INFEASIBLE;
    else if (Cbc_numberSavedSolutions(m) > 0)
        t.status = LP_FEASIBLE;
    bool found = t.status == LP_OPTIMAL || t.status == LP_FEASIBLE;
    t.objective = found ? Cbc_getObjValue(m) : 0;
    (void)fflush(stdout);
    bool told = dup2(out, STDOUT_FILENO) >= 0 && answer(lp, &t, found ? Cbc_getColSolution(m) : NULL, NULL);
    Cbc_deleteModel(m);
    return told;
}

int main(void)
{
    (void)setrlimit(RLIMIT_CORE, &(struct rlimit){ 0, 0 });
    (void)prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0);
    (void)prctl(PR_SET_PDEATHSIG, SIGKILL);
    struct stat st;
    if (fstat(STDIN_FILENO, &st) != 0 || st.st_size < (off_t)sizeof(struct solve_head))
        return complain("no programme on standard input");
    const uint8_t *p = mmap(NULL, (size_t)st.st_size, PROT_READ, MAP_PRIVATE, STDIN_FILENO, 0);
    if (p == MAP_FAILED)
        return complain("standard input is not a file");
    struct arena *a = arena_make(SIZE_MAX / 2);
    struct lp lp;
    if (!read_lp(a, p, (size_t)st.st_size, &lp))
        return complain("not a programme");
    int out = dup(STDOUT_FILENO), nowhere = open("/dev/null", O_WRONLY | O_CLOEXEC);
    if (out < 0 || nowhere < 0 || dup2(nowhere, STDOUT_FILENO) < 0)
        return complain("no standard output");
    if (!(lp.whole ? solve_whole(&lp, out) : solve_linear(&lp, out)))
        return complain("the answer could not be written");
    (void)arena_free(a);
    return 0;
}
