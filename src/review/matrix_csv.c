/* matrix_csv.c: reading a table of the assignment; see matrix_csv.h. Writing stands in matrix_csv_pages.c, because both
** kinds of table cannot be included together. */
#include "review/matrix_csv.h"

#include "base/text.h"
#include "i18n/i18n.h"
#include "person/account.h"
#include "programme/csv.h"
#include "review/declaration.h"
#include "review/matrix_header.h"
#include "review.msg.h"

#include <string.h>

const char *const *matrix_csv_header(enum lang lang)
{
    static const char *const HEADERS[LANG_COUNT][MATRIX_COLUMNS + 1] = {
        { "受付番号", "申請", "メールアドレス", "氏名", "割当て", NULL },
        { "receipt_no", "application", "email", "name", "assigned", NULL },
    };
    return HEADERS[lang];
}

static const char *cell(struct arena *a, const struct csv *csv, size_t row, size_t column)
{
    return text_nfkc(a, review_stripped(a, csv->cell[row * csv->columns + column]));
}

static const struct coverage *application_of(const struct coverage_list *list, const char *receipt)
{
    for (size_t i = 0; i < list->n; i++)
        if (strcmp(list->v[i].receipt_no, receipt) == 0)
            return &list->v[i];
    return NULL;
}

static const struct reviewer_progress *reviewer_of(struct arena *a, const struct reviewer_list *list, const char *email)
{
    const char *key = email_key(a, email);
    for (size_t i = 0; i < list->n; i++)
        if (strcmp(email_key(a, list->v[i].email), key) == 0)
            return &list->v[i];
    return NULL;
}

static bool is_there(const struct matrix_changes *list, const struct matrix_change *x)
{
    for (size_t i = 0; i < list->n; i++)
        if (list->v[i].application == x->application && list->v[i].reviewer == x->reviewer)
            return true;
    return false;
}

static void read_line(struct arena *a, const struct csv *csv, size_t row, struct matrix_change *x, struct mistakes *m)
{
    const char *receipt = cell(a, csv, row, MATRIX_RECEIPT), *email = cell(a, csv, row, MATRIX_EMAIL);
    const char *one = cell(a, csv, row, MATRIX_ASSIGNED);
    if (!x->application)
        mistake_add(m, invalid(a, csv_place(a, csv, row, MATRIX_RECEIPT), MSG_REVIEW_CSV_RECEIPT, arg_text(receipt)));
    if (!x->reviewer)
        mistake_add(m, invalid(a, csv_place(a, csv, row, MATRIX_EMAIL), MSG_REVIEW_CSV_REVIEWER, arg_text(email)));
    if (strcmp(one, "1") != 0 && strcmp(one, "0") != 0)
        mistake_add(m, invalid(a, csv_place(a, csv, row, MATRIX_ASSIGNED), MSG_REVIEW_CSV_ASSIGNED));
    if (x->application && x->reviewer)
        x->change = (struct assignment_change){ x->application->application_id, x->reviewer->person_id, *one == '1' };
}

struct err *matrix_csv_read(struct arena *a, enum lang lang, struct bytes text, const struct reviewer_list *reviewers,
                            const struct coverage_list *applications, const struct pair_list *pairs,
                            struct matrix_changes *ret)
{
    struct mistakes m = { .arena = a };
    struct csv csv;
    struct matrix_changes list = { 0 }, wanted = { 0 };
    const char *name = MSG_TEXT(a, lang, MSG_REVIEW_CSV_FILE);
    if (!csv_read(a, name, (const char *)text.p, text.n, matrix_csv_header(lang), &m, &csv))
        return m.first;
    list.v = arena_array(a, struct matrix_change, csv.rows + 1);
    wanted.v = arena_array(a, struct matrix_change, csv.rows + 1);
    for (size_t i = 0; i < csv.rows; i++) {
        struct matrix_change x = { .at = csv.at[i],
                                   .application = application_of(applications, cell(a, &csv, i, MATRIX_RECEIPT)),
                                   .reviewer = reviewer_of(a, reviewers, cell(a, &csv, i, MATRIX_EMAIL)) };
        read_line(a, &csv, i, &x, &m);
        if (x.application && x.reviewer && is_there(&list, &x))
            mistake_add(&m, invalid(a, csv.at[i], MSG_REVIEW_CSV_TWICE));
        list.v[list.n++] = x;
    }
    if (m.first)
        return m.first;
    for (size_t i = 0; i < list.n; i++) {
        const struct assignment_change *ch = &list.v[i].change;
        const struct pair_state *pair = pair_find(pairs, ch->application_id, ch->person_id);
        if ((pair && pair->assigned) != ch->assigned)
            wanted.v[wanted.n++] = list.v[i];
    }
    *ret = wanted;
    return NULL;
}
