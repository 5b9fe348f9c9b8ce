/* programme_fuzz.c: the readers of a programme's data take any bytes: they refuse with a place, or what they
** let through can be written and read again. The first byte chooses the reader. */
#include "base/arena.h"
#include "programme/csv.h"
#include "programme/schema.h"

#include <assert.h>
#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t n);

/* What passed the checks of conditions ends, whatever the answers are, and a field without conditions is
** always asked. */
static void ask(struct arena *a, const struct definition *def)
{
    struct form_answer answers[64];
    size_t n = 0;
    for (size_t i = 0; i < def->form.n; i++)
        for (size_t k = 0; k < def->form.v[i].fields.n && n < 64; k++) {
            const struct form_field *f = &def->form.v[i].fields.v[k];
            const char *value = f->choices.n ? f->choices.v[0].key : f->kind == FIELD_CONFIRM ? FORM_CONFIRMED : "1";
            answers[n++] = (struct form_answer){ f->key, value };
        }
    for (size_t i = 0; i < def->form.n; i++)
        for (size_t k = 0; k < def->form.v[i].fields.n; k++) {
            const struct form_field *f = &def->form.v[i].fields.v[k];
            bool asked = form_asks(a, def, f, "type", answers, n);
            assert(asked || f->types.n || field_is_conditional(def, f));
        }
    (void)!form_warnings(a, def, "type", answers, n);
}

static void yaml(struct arena *a, const char *text, size_t n)
{
    struct mistakes m = { .arena = a };
    struct definition def = { 0 };
    const struct node *root = yaml_read(a, "x.yaml", text, n, &m);
    assert(root || m.first);
    if (root)
        schema_bind(a, &schema_of_form_yaml, root, &def, &m);
    for (const struct err *e = m.first; e; e = e->next)
        assert(e->kind == ERR_INVALID && e->msg && e->field);
    if (m.first)
        return;
    json_decref(schema_json(a, &schema_of_form_yaml, &def));
    form_conditions_check(a, &def, &m);
    if (!m.first)
        form_figures_check(a, &def, &m);
    mistakes_place(&m, &root, 1);
    if (!m.first)
        ask(a, &def);
}

static void json(struct arena *a, const char *text, size_t n)
{
    const struct definition *def = NULL;
    struct err *e = definition_from_json(a, text, n, &def);
    assert(!e == (def != NULL));
}

static void csv(struct arena *a, const char *text, size_t n)
{
    static const char *const header[] = { "a", "b", NULL };
    struct mistakes m = { .arena = a };
    struct csv ret;
    bool good = csv_read(a, "x.csv", text, n, header, &m, &ret);
    assert(good == !m.first);
    for (size_t i = 0; good && i < ret.rows * ret.columns; i++)
        assert(ret.cell[i]);
}

static void table(struct arena *a, const char *text)
{
    struct form_column columns[] = {
        { .key = "n", .kind = FIELD_NUMBER, .sum = true, .label = { { "数", "n" } } },
        { .key = "t", .kind = FIELD_TEXT, .max_chars = 3, .label = { { "文", "t" } } }
    };
    struct form_field f = { .key = "f", .kind = FIELD_TABLE, .label = { { "表", "f" } }, .max_rows = 5 };
    f.columns.v = columns;
    f.columns.n = 2;
    struct form_table t = { 0 };
    (void)!table_read(a, &f, text, &t);
    assert(t.rows <= 5);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t n)
{
    if (n == 0 || n > 65536)
        return 0;
    ARENA(a);
    char *text = arena_alloc(a, n);
    memcpy(text, data + 1, n - 1);
    switch (data[0] % 4) {
    case 0:
        yaml(a, text, n - 1);
        break;
    case 1:
        json(a, text, n - 1);
        break;
    case 2:
        csv(a, text, n - 1);
        break;
    default:
        table(a, text);
    }
    return 0;
}
