/* score_data.c: see score_data.h. */
#include "algo/score_data.h"

#include "main/tsv.h"
#include "test.h"

bool score_data(struct arena *a, const struct score_columns *c, struct scores *ret)
{
    size_t n;
    const char *text = test_shared_file(a, arena_printf(a, "data/%s", c->file), &n);
    if (!text)
        return false;
    struct tsv t;
    CHECK_OK(tsv_parse(a, c->file, arena_strndup(a, text, n), n, c->columns, c->columns, &t));
    struct names application = names_make(a), reviewer = names_make(a), panel = names_make(a);
    struct score *s = arena_array(a, struct score, t.rows);
    size_t rows = 0;
    for (size_t i = 0; i < t.rows; i++) {
        if (c->only >= 0 && strcmp(tsv_cell(&t, i, (size_t)c->only), c->text) != 0)
            continue;
        struct score *r = &s[rows++];
        double v;
        CHECK_OK(tsv_number(a, &t, i, (size_t)c->value, &v));
        r->application = names_add(a, &application, tsv_cell(&t, i, (size_t)c->application));
        r->reviewer = names_add(a, &reviewer, tsv_cell(&t, i, (size_t)c->reviewer));
        if (c->panel >= 0)
            r->panel = names_add(a, &panel, tsv_cell(&t, i, (size_t)c->panel));
        r->value = c->sign * v;
    }
    *ret = (struct scores){ .score = s,
                            .n = rows,
                            .applications = (int32_t)application.n,
                            .reviewers = (int32_t)reviewer.n,
                            .panels = c->panel < 0 ? 1 : (int32_t)panel.n };
    return true;
}
