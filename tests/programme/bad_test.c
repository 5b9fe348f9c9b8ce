/* Every way in which a file of a programme can be wrong, by example: bad/NAME.yaml says in "# expect
** LINE:COLUMN text"
** which mistakes must be told. They are read as kpi.yaml would be. */
#include "test.h"

#include "base/buf.h"
#include "i18n/i18n.h"
#include "programme/schema.h"

#include <stdio.h>
#include <string.h>

static struct err *read_as_kpi(struct arena *a, const char *name, const char *text, size_t n)
{
    struct mistakes m = { .arena = a };
    struct definition def = { 0 };
    const struct node *root = yaml_read(a, name, text, n, &m);
    if (root)
        schema_bind(a, &schema_of_kpi_yaml, root, &def, &m);
    return m.first;
}

/* A form in the place of the programme's own, so that what it refers to is there. */
static struct err *read_as_form(struct arena *a, const char *name, const char *text, size_t n)
{
    struct mistakes m = { .arena = a };
    const struct definition *good = NULL;
    CHECK_OK(programme_load(a, test_source_path(a, "programmes/j-innovation-hub"), NULL, &good));
    struct definition def = *good;
    def.form_checks.n = 0;
    const struct node *root = yaml_read(a, name, text, n, &m);
    if (root)
        schema_bind(a, &schema_of_form_yaml, root, &def, &m);
    if (!m.first)
        definition_check(a, &def, &m);
    mistakes_place(&m, &root, 1);
    return m.first;
}

static bool is_told(struct arena *a, const struct err *e, const char *place, const char *part)
{
    for (; e; e = e->next)
        if (strcmp(e->field, place) == 0 && strstr(err_text(a, LANG_EN, e), part))
            return true;
    return false;
}

static void check_file(struct arena *a, const char *name)
{
    size_t n = 0;
    const char *text = test_source_file(a, arena_printf(a, "tests/programme/bad/%s.yaml", name), &n);
    CHECK(text != NULL);
    if (!text)
        return;
    const char *file = arena_printf(a, "%s.yaml", name);
    struct err *e = strncmp(name, "form_", 5) == 0 ? read_as_form(a, file, text, n) : read_as_kpi(a, file, text, n);
    CHECK_ERR(e, ERR_INVALID);
    int expected = 0;
    for (const char *line = strstr(text, "# expect "); line; line = strstr(line + 9, "# expect ")) {
        const char *at = line + 9;
        size_t len = strcspn(at, " ");
        const char *part = arena_strndup(a, at + len + 1, strcspn(at + len + 1, "\n"));
        const char *place = len ? arena_printf(a, "%s:%.*s", file, (int)len, at) : file;
        bool told = is_told(a, e, place, part);
        CHECK(told);
        for (const struct err *one = told ? NULL : e; one; one = one->next)
            printf("# %s told instead: %s: %s\n", place, one->field, err_text(a, LANG_EN, one));
        expected++;
    }
    CHECK(expected > 0);
}

TEST(a_mistake_in_a_file_is_told_by_line_and_column_with_its_cure)
{
    static const char *const files[] = {
        "anchor",     "date_for_text", "decimal_for_integer",
        "empty",      "key_twice",     "list_for_text",
        "merge",      "not_a_number",  "not_yaml",
        "null_value", "one_language",  "out_of_range",
        "tag",        "two_documents", "unknown_key",
        "form_circle", "form_conditions", "form_fields",
    };
    for (size_t i = 0; i < sizeof files / sizeof *files; i++)
        check_file(a, files[i]);
}

TEST(mistakes_are_told_together_up_to_twenty)
{
    struct buf b = buf_make(a, 1000);
    buf_puts(&b, "kpis: []\n");
    for (int i = 0; i < 50; i++)
        buf_printf(&b, "k%d: 1\n", i);
    int n = 0;
    for (const struct err *e = read_as_kpi(a, "x.yaml", b.s, b.n); e; e = e->next)
        n++;
    CHECK_I64(n, TREE_MISTAKES_MAX);
}

TEST(what_is_not_text_or_too_deep_is_refused)
{
    CHECK_ERR(read_as_kpi(a, "x.yaml", "kpis: \"\xff\"\n", 10), ERR_INVALID);
    CHECK_ERR(read_as_kpi(a, "x.yaml", "kpis: \"\\0\"\n", 11), ERR_INVALID);
    CHECK_ERR(read_as_kpi(a, "x.yaml", "kpis: \"a\\x01\"\n", 14), ERR_INVALID);
    CHECK_ERR(read_as_kpi(a, "x.yaml", "[[[[[[[[[[[[[[[[[[[[[[[[1]]]]]]]]]]]]]]]]]]]]]]]]", 49), ERR_INVALID);
    CHECK_ERR(read_as_kpi(a, "x.yaml", "", 0), ERR_INVALID);
    CHECK_ERR(read_as_kpi(a, "x.yaml", "? [a]\n: b\n", 10), ERR_INVALID);
}

TEST(a_folder_without_its_files_says_which_are_missing)
{
    const struct definition *def = NULL;
    struct err *e = programme_load(a, "/nonexistent", NULL, &def);
    CHECK(err_of_field(e, "programme.yaml") && err_of_field(e, "form.yaml") && err_of_field(e, "calls.yaml"));
    CHECK(def == NULL);
}
