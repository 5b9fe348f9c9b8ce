/* reviewer_read.c: what is typed about a reviewer, in a form or in a table. */
#include "review/reviewer.h"

#include "base/date_parse.h"
#include "base/decimal.h"
#include "base/text.h"
#include "base/vec.h"
#include "html/field.h"
#include "http/http.h"
#include "i18n/i18n.h"
#include "person/account.h"
#include "person/typed.h"
#include "programme/csv.h"
#include "review/declaration.h"
#include "reviewer.msg.h"

#include <string.h>

#define NAME_MAX_CHARS 60

/* ── one value ── */

static struct err *long_check(struct arena *a, const char *field, const char *text)
{
    return text_count(text) > REVIEWER_TEXT_MAX ? invalid(a, field, MSG_REVIEWER_TEXT_LONG, arg_i64(REVIEWER_TEXT_MAX))
                                                : NULL;
}

static struct err *day_read(struct arena *a, const char *field, const char *typed, date *ret)
{
    *ret = DATE_UNKNOWN;
    if (!*typed)
        return NULL;
    struct err *e = date_parse(a, typed, ret);
    if (e)
        e->field = field;
    return e;
}

static struct err *load_read(struct arena *a, const char *field, const char *typed, int64_t *ret)
{
    struct decimal d = { 0 };
    const char *plain = text_nfkc(a, typed);
    *ret = 0;
    if (!*plain)
        return NULL;
    if (!decimal_parse(plain, &d) || d.scale != 0 || d.units < 0 || d.units > REVIEWER_LOAD_MAX)
        return invalid(a, field, MSG_REVIEWER_LOAD_WRONG, arg_i64(REVIEWER_LOAD_MAX));
    *ret = d.units;
    return NULL;
}

/* The fields by which mistakes are told. */
struct places {
    const char *email, *name, *affiliation, *past, *expertise, *term_from, *term_to, *load_max;
};

static struct err *facts_check(struct arena *a, const struct places *at, const char *from, const char *to,
                               const char *load, bool with_email, struct reviewer_facts *x)
{
    struct err *e = NULL;
    if (with_email)
        e = email_check(a, at->email, x->email, &x->email);
    if (with_email && !*x->name)
        e = err_join(e, invalid(a, at->name, MSG_REVIEWER_NAME_MISSING));
    if (text_count(x->name) > NAME_MAX_CHARS)
        e = err_join(e, invalid(a, at->name, MSG_REVIEWER_TEXT_LONG, arg_i64(NAME_MAX_CHARS)));
    e = err_join(e, long_check(a, at->affiliation, x->affiliation));
    e = err_join(e, long_check(a, at->past, x->past));
    e = err_join(e, long_check(a, at->expertise, x->expertise));
    e = err_join(e, day_read(a, at->term_from, from, &x->term_from));
    e = err_join(e, day_read(a, at->term_to, to, &x->term_to));
    e = err_join(e, load_read(a, at->load_max, load, &x->load_max));
    if (!e && date_is_known(x->term_from) && date_is_known(x->term_to) && date_compare(x->term_to, x->term_from) < 0)
        e = invalid(a, at->term_to, MSG_REVIEWER_TERM_ORDER);
    return e;
}

struct err *reviewer_read(struct arena *a, const struct pairs *form, bool with_email, struct reviewer_facts *ret)
{
    static const struct places AT = { "email",     "name",      "affiliation", "past",
                                      "expertise", "term_from", "term_to",     "load_max" };
    struct reviewer_facts x = { .email = typed_line(a, form, "email"),
                                .name = typed_line(a, form, "name"),
                                .affiliation = typed_line(a, form, "affiliation"),
                                .past = review_stripped(a, pairs_text(form, "past")),
                                .expertise = typed_line(a, form, "expertise") };
    TRY(facts_check(a, &AT, form_date_text(a, form, "term_from"), form_date_text(a, form, "term_to"),
                    typed_line(a, form, "load_max"), with_email, &x));
    *ret = x;
    return NULL;
}

/* ── a table ── */

enum { EMAIL, NAME, AFFILIATION, PAST, EXPERTISE, TERM_FROM, TERM_TO, LOAD_MAX, COLUMNS };

const char *const *reviewer_csv_header(enum lang lang)
{
    static const char *const HEADERS[LANG_COUNT][COLUMNS + 1] = {
        { "メールアドレス", "氏名", "所属", "以前の所属", "専門分野", "委嘱開始", "委嘱終了", "担当の上限",
          NULL },
        { "email", "name", "affiliation", "former_affiliations", "expertise", "term_from", "term_to",
          "load_max", NULL },
    };
    return HEADERS[lang];
}

static const char *cell(struct arena *a, const struct csv *csv, size_t row, size_t column)
{
    return review_stripped(a, csv->cell[row * csv->columns + column]);
}

static struct err *read_line(struct arena *a, const struct csv *csv, size_t row, struct reviewer_facts *ret)
{
    const struct places at = { csv_place(a, csv, row, EMAIL),     csv_place(a, csv, row, NAME),
                               csv_place(a, csv, row, AFFILIATION), csv_place(a, csv, row, PAST),
                               csv_place(a, csv, row, EXPERTISE), csv_place(a, csv, row, TERM_FROM),
                               csv_place(a, csv, row, TERM_TO),   csv_place(a, csv, row, LOAD_MAX) };
    *ret = (struct reviewer_facts){ .email = cell(a, csv, row, EMAIL),
                                    .name = cell(a, csv, row, NAME),
                                    .affiliation = cell(a, csv, row, AFFILIATION),
                                    .past = cell(a, csv, row, PAST),
                                    .expertise = cell(a, csv, row, EXPERTISE) };
    return facts_check(a, &at, cell(a, csv, row, TERM_FROM), cell(a, csv, row, TERM_TO),
                       cell(a, csv, row, LOAD_MAX), true, ret);
}

static void add_all(struct mistakes *m, struct err *e)
{
    while (e) {
        struct err *next = e->next;
        e->next = NULL;
        mistake_add(m, e);
        e = next;
    }
}

/* Two lines with one address: the second is told. */
static void check_twice(struct arena *a, const struct csv *csv, const struct reviewer_table *t, struct mistakes *m)
{
    for (size_t i = 0; i < t->n; i++)
        for (size_t k = 0; k < i; k++)
            if (*t->v[i].email && strcmp(email_key(a, t->v[i].email), email_key(a, t->v[k].email)) == 0) {
                mistake_add(m, invalid(a, csv_place(a, csv, i, EMAIL), MSG_REVIEWER_TWICE, arg_text(t->at[k])));
                break;
            }
}

struct err *reviewers_read_csv(struct arena *a, enum lang lang, struct bytes text, struct reviewer_table *ret)
{
    struct mistakes m = { .arena = a };
    struct csv csv;
    const char *name = MSG_TEXT(a, lang, MSG_REVIEWER_CSV_FILE);
    if (!csv_read(a, name, (const char *)text.p, text.n, reviewer_csv_header(lang), &m, &csv))
        return m.first;
    if (csv.rows == 0 || csv.rows > REVIEWERS_IMPORTED_MAX)
        return invalid(a, name, MSG_REVIEWER_CSV_COUNT, arg_i64(REVIEWERS_IMPORTED_MAX));
    struct reviewer_table t = { csv.rows, arena_array(a, struct reviewer_facts, csv.rows), csv.at };
    for (size_t i = 0; i < csv.rows; i++)
        add_all(&m, read_line(a, &csv, i, &t.v[i]));
    if (!m.first)
        check_twice(a, &csv, &t, &m);
    if (m.first)
        return m.first;
    *ret = t;
    return NULL;
}
