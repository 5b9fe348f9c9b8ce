/* register_csv.c: the programme's own register from its files: every cell checked, every fault with its
 * place. */
#include "registry/registry.h"

#include "base/buf.h"
#include "base/identifier.h"
#include "programme/csv.h"
#include "programme/schema.h"
#include "registry.msg.h"

#include <stdio.h>
#include <string.h>

struct import {
    struct arena *arena;
    const char *dir;
    struct mistakes m;
    VEC(struct designation) designations;
    VEC(struct institution_fact) institutions;
    VEC(struct bureau) bureaus;
};
/* What hangs on a designation grows while reading; the counts of the public lists are set at the end. */
#define PUSH(im, list)                                                                                       \
    ((list)->v = arena_grow((im)->arena, (list)->v, (list)->n * sizeof *(list)->v,                           \
                            ((list)->n + 1) * sizeof *(list)->v),                                            \
     &(list)->v[(list)->n++])

static const char *const institution_columns[] = { "id", "name", "reading", "kind", "prefecture", "corporation",
                                                   NULL };
static const char *const bureau_columns[] = { "key", "name", "name_en", "prefectures", NULL };
static const char *const register_columns[] = {
    "id",           "type",         "round",      "institution_id", "reading", "announced_on",
    "announced_by", "announced_fy", "adopted_on", "notes",          NULL
};
static const char *const name_columns[] = { "designation", "institution", "name",   "reading", "from",
                                            "to",          "seen_on",     "source", NULL };
static const char *const term_columns[] = {
    "designation", "number", "valid_from", "valid_to", "source", NULL
};

static bool open_csv(struct import *im, const char *name, const char *const *header, struct csv *ret)
{
    FILE *f = fopen(arena_printf(im->arena, "%s/%s", im->dir, name), "rbe");
    if (!f) {
        mistake_add(&im->m, invalid(im->arena, name, MSG_REGISTRY_NO_FILE, arg_text(name)));
        return false;
    }
    struct buf b = buf_make(im->arena, 16384);
    char part[8192];
    size_t n = 0;
    while (b.n <= YAML_BYTES_MAX && (n = fread(part, 1, sizeof part, f)) > 0)
        buf_put(&b, part, n);
    (void)fclose(f);
    return csv_read(im->arena, name, b.s, b.n, header, &im->m, ret);
}

static const char *cell(const struct csv *csv, size_t row, size_t column)
{
    return csv->cell[row * csv->columns + column];
}

static void wrong(struct import *im, const struct csv *csv, size_t row, size_t column, const struct msg *msg)
{
    mistake_add(&im->m, err_make(im->arena, ERR_INVALID, csv_place(im->arena, csv, row, column), msg,
                                 (const struct arg[]){ arg_text(csv->header[column]),
                                                       arg_text(cell(csv, row, column)), ARG_END }));
}

static const char *need(struct import *im, const struct csv *csv, size_t row, size_t column)
{
    if (!*cell(csv, row, column))
        wrong(im, csv, row, column, &MSG_REGISTRY_EMPTY_CELL);
    return cell(csv, row, column);
}

static const char *need_key(struct import *im, const struct csv *csv, size_t row, size_t column)
{
    if (!scalar_is_key(cell(csv, row, column)))
        wrong(im, csv, row, column, &MSG_REGISTRY_NOT_A_KEY);
    return cell(csv, row, column);
}

static date date_or_unknown(struct import *im, const struct csv *csv, size_t row, size_t column)
{
    date d = DATE_UNKNOWN;
    if (*cell(csv, row, column) && !date_from_iso(cell(csv, row, column), &d))
        wrong(im, csv, row, column, &MSG_REGISTRY_NOT_A_DATE);
    return d;
}

static int64_t year_or_unknown(struct import *im, const struct csv *csv, size_t row, size_t column)
{
    const char *s = cell(csv, row, column);
    struct decimal d = { 0 };
    if (*s && (strlen(s) != 4 || !decimal_parse(s, &d) || d.scale || d.units < 1900))
        wrong(im, csv, row, column, &MSG_REGISTRY_NOT_A_YEAR);
    return d.units;
}

static const char *or_null(const char *s)
{
    return *s ? s : NULL;
}

static struct designation *designation_of(struct import *im, const struct csv *csv, size_t row)
{
    for (size_t i = 0; i < im->designations.n; i++)
        if (strcmp(im->designations.v[i].id, cell(csv, row, 0)) == 0)
            return &im->designations.v[i];
    wrong(im, csv, row, 0, &MSG_REGISTRY_NO_SUCH_ID);
    return NULL;
}

static void read_institutions(struct import *im)
{
    struct csv csv;
    if (!open_csv(im, "institutions.csv", institution_columns, &csv))
        return;
    for (size_t r = 0; r < csv.rows; r++) {
        for (size_t i = 0; i < im->institutions.n; i++)
            if (strcmp(im->institutions.v[i].id, cell(&csv, r, 0)) == 0)
                wrong(im, &csv, r, 0, &MSG_REGISTRY_ID_TWICE);
        *vec_push(im->arena, &im->institutions) = (struct institution_fact){
            .id = need_key(im, &csv, r, 0),
            .name = need(im, &csv, r, 1),
            .reading = need(im, &csv, r, 2),
            .kind = need_key(im, &csv, r, 3),
            .prefecture = need(im, &csv, r, 4),
            .corporation = or_null(cell(&csv, r, 5)),
        };
    }
}

/* The codes of a cell, separated by blanks; none may stand twice in the file. */
static const char *const *prefectures_of(struct import *im, const struct csv *csv, size_t row)
{
    VEC(const char *) v = { 0 };
    char *rest = NULL;
    char *word = strtok_r(arena_strdup(im->arena, need(im, csv, row, 3)), " ", &rest);
    for (; word; word = strtok_r(NULL, " ", &rest)) {
        if (strlen(word) != 2 || !prefecture_find(word))
            wrong(im, csv, row, 3, &MSG_REGISTRY_NOT_A_PREFECTURE);
        for (size_t i = 0; i < im->bureaus.n; i++)
            for (const char *const *p = im->bureaus.v[i].prefectures; *p; p++)
                if (strcmp(*p, word) == 0)
                    wrong(im, csv, row, 3, &MSG_REGISTRY_ID_TWICE);
        *vec_push(im->arena, &v) = word;
    }
    *vec_push(im->arena, &v) = NULL;
    return v.v;
}

static void read_bureaus(struct import *im)
{
    struct csv csv;
    if (!open_csv(im, "bureaus.csv", bureau_columns, &csv))
        return;
    for (size_t r = 0; r < csv.rows; r++) {
        for (size_t i = 0; i < im->bureaus.n; i++)
            if (strcmp(im->bureaus.v[i].key, cell(&csv, r, 0)) == 0)
                wrong(im, &csv, r, 0, &MSG_REGISTRY_ID_TWICE);
        struct bureau b = { .key = need_key(im, &csv, r, 0),
                            .name = { need(im, &csv, r, 1), need(im, &csv, r, 2) },
                            .prefectures = prefectures_of(im, &csv, r) };
        *vec_push(im->arena, &im->bureaus) = b;
    }
}

static const struct institution_fact *institution_of(const struct import *im, const char *id)
{
    for (size_t i = 0; i < im->institutions.n; i++)
        if (strcmp(im->institutions.v[i].id, id) == 0)
            return &im->institutions.v[i];
    return NULL;
}

static void read_designations(struct import *im)
{
    struct csv csv;
    if (!open_csv(im, "register.csv", register_columns, &csv))
        return;
    for (size_t r = 0; r < csv.rows; r++) {
        for (size_t i = 0; i < im->designations.n; i++)
            if (strcmp(im->designations.v[i].id, cell(&csv, r, 0)) == 0)
                wrong(im, &csv, r, 0, &MSG_REGISTRY_ID_TWICE);
        const struct institution_fact *of = institution_of(im, cell(&csv, r, 3));
        if (!of)
            wrong(im, &csv, r, 3, &MSG_REGISTRY_NO_SUCH_ID);
        *vec_push(im->arena, &im->designations) = (struct designation){
            .id = need_key(im, &csv, r, 0),
            .type = need_key(im, &csv, r, 1),
            .round = need_key(im, &csv, r, 2),
            .institution_id = cell(&csv, r, 3),
            .reading = need(im, &csv, r, 4),
            .announced_on = date_or_unknown(im, &csv, r, 5),
            .announced_by = date_or_unknown(im, &csv, r, 6),
            .announced_fy = year_or_unknown(im, &csv, r, 7),
            .adopted_on = date_or_unknown(im, &csv, r, 8),
            .prefecture = of ? of->prefecture : NULL,
            .notes = cell(&csv, r, 9),
        };
    }
}

static void read_names(struct import *im)
{
    struct csv csv;
    if (!open_csv(im, "names.csv", name_columns, &csv))
        return;
    for (size_t r = 0; r < csv.rows; r++) {
        struct designation *d = designation_of(im, &csv, r);
        struct borne_name n = {
            .institution = need(im, &csv, r, 1),
            .name = need(im, &csv, r, 2),
            .reading = or_null(cell(&csv, r, 3)),
            .from = date_or_unknown(im, &csv, r, 4),
            .to = date_or_unknown(im, &csv, r, 5),
            .seen_on = date_or_unknown(im, &csv, r, 6),
            .source = need(im, &csv, r, 7),
        };
        if (date_is_known(n.from) && date_is_known(n.to) && date_compare(n.to, n.from) < 0)
            wrong(im, &csv, r, 5, &MSG_REGISTRY_ENDS_BEFORE_IT_BEGINS);
        if (d)
            *PUSH(im, &d->names) = n;
    }
}

static void read_terms(struct import *im)
{
    struct csv csv;
    if (!open_csv(im, "terms.csv", term_columns, &csv))
        return;
    for (size_t r = 0; r < csv.rows; r++) {
        struct designation *d = designation_of(im, &csv, r);
        struct designation_term t = {
            .valid_from = date_or_unknown(im, &csv, r, 2),
            .valid_to = date_or_unknown(im, &csv, r, 3),
            .source = need(im, &csv, r, 4),
        };
        (void)need(im, &csv, r, 3);
        if (date_is_known(t.valid_from) && date_compare(t.valid_to, t.valid_from) < 0)
            wrong(im, &csv, r, 3, &MSG_REGISTRY_ENDS_BEFORE_IT_BEGINS);
        if (!d)
            continue;
        if (strcmp(cell(&csv, r, 1), arena_printf(im->arena, "%zu", d->terms.n + 1)) != 0)
            wrong(im, &csv, r, 1, &MSG_REGISTRY_TERM_NUMBER);
        t.continuation = d->terms.n > 0;
        *PUSH(im, &d->terms) = t;
    }
}

struct err *register_read(struct arena *a, const char *dir, struct register_facts *ret)
{
    struct import im = { .arena = a, .dir = dir, .m = { .arena = a } };
    read_institutions(&im);
    read_designations(&im);
    read_names(&im);
    read_terms(&im);
    read_bureaus(&im);
    if (im.m.first)
        return im.m.first;
    ret->designations.v = im.designations.v;
    ret->designations.n = im.designations.n;
    ret->institutions.v = im.institutions.v;
    ret->institutions.n = im.institutions.n;
    ret->bureaus.v = im.bureaus.v;
    ret->bureaus.n = im.bureaus.n;
    return NULL;
}
