/* answers.c: see answers.h. */
#include "answers.h"

#include "base/buf.h"

#include <string.h>

static const char income[] = "[{\"row\":\"companies\",\"y1\":\"10\",\"y2\":\"1\",\"y3\":\"1\"},"
                             "{\"row\":\"public\",\"y1\":\"30\",\"y2\":\"1\",\"y3\":\"1\"},"
                             "{\"row\":\"own\",\"y1\":\"1\",\"y2\":\"1\",\"y3\":\"1\"},"
                             "{\"row\":\"other\",\"y1\":\"0\",\"y2\":\"0\",\"y3\":\"0\"}]";

static const char *cell(const struct form_column *col)
{
    if (col->kind == FIELD_NUMBER)
        return "1";
    if (col->kind == FIELD_DATE)
        return "2024-07-29";
    return col->kind == FIELD_CHOICE ? col->choices.v[0].key : "本文";
}

static const char *table(struct arena *a, const struct form_field *f)
{
    struct buf b = buf_make(a, 400);
    size_t rows = f->fixed_rows.n ? f->fixed_rows.n : (size_t)(f->min_rows ? f->min_rows : 1);
    for (size_t r = 0; r < rows; r++) {
        buf_puts(&b, r ? ",{" : "[{");
        for (size_t k = 0; k < f->columns.n; k++)
            buf_printf(&b, "%s\"%s\":\"%s\"", k ? "," : "", f->columns.v[k].key, cell(&f->columns.v[k]));
        if (f->fixed_rows.n)
            buf_printf(&b, ",\"row\":\"%s\"", f->fixed_rows.v[r].key);
        buf_puts(&b, "}");
    }
    buf_puts(&b, "]");
    return b.s;
}

const char *sample_answer(struct arena *a, const struct form_field *f)
{
    switch (f->kind) {
    case FIELD_NUMBER:
        return "1";
    case FIELD_CHOICE:
    case FIELD_CHOICES:
        return f->choices.v[0].key;
    case FIELD_CONFIRM:
        return FORM_CONFIRMED;
    case FIELD_DATE:
        return "2024-07-29";
    case FIELD_TABLE:
        return strcmp(f->key, "income") == 0 ? income : table(a, f);
    case FIELD_FILE:
        return NULL;
    case FIELD_TEXT:
    case FIELD_LONG:
    default:
        return "本文";
    }
}
