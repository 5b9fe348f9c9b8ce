/* doc_json.c: a document as JSON and back: the format of the pipe to kyoten-print. */
#include "doc/doc.h"
#include "base/buf.h"

#include <assert.h>
#include <jansson.h>

static const char *const kind_names[DOC_KIND_COUNT] = { "letter", "receipt", "report" };
static const char *const block_names[DOC_BLOCK_KIND_COUNT] = {
    "heading", "paragraph", "note", "pairs", "table", "item", "qr", "space", "page-break", "number-date",
    "addressee", "sender", "subject", "centred", "right"
};
static const char *const align_names[3] = { "left", "right", "centre" };
static const char *const lang_names[LANG_COUNT] = { "ja", "en" };

/* ---- writing ---------------------------------------------------------------------------------------------- */

static void put_json(struct buf *b, const char *s)
{
    buf_putc(b, '"');
    for (; *s; s++) {
        if (*s == '"' || *s == '\\')
            buf_putc(b, '\\');
        if (*s == '\n')
            buf_lit(b, "\\n");
        else if (*s == '\t')
            buf_lit(b, "\\t");
        else
            buf_putc(b, *s);
    }
    buf_putc(b, '"');
}

static void put_member(struct buf *b, const char *name, const char *text)
{
    buf_putc(b, ',');
    put_json(b, name);
    buf_putc(b, ':');
    put_json(b, text);
}

static void put_columns(struct buf *b, const struct doc_block *k)
{
    buf_lit(b, ",\"columns\":[");
    for (size_t i = 0; i < k->column_count; i++) {
        const struct doc_column *c = &k->columns[i];
        buf_puts(b, i ? ",{\"weight\":" : "{\"weight\":");
        buf_put_i64(b, c->weight);
        put_member(b, "title", c->title);
        put_member(b, "align", align_names[c->align]);
        buf_puts(b, c->mono ? ",\"mono\":true}" : ",\"mono\":false}");
    }
    buf_putc(b, ']');
}

static void put_block(struct buf *b, const struct doc_block *k)
{
    buf_lit(b, "{\"block\":");
    put_json(b, block_names[k->kind]);
    if (k->level) {
        buf_lit(b, ",\"level\":");
        buf_put_i64(b, k->level);
    }
    if (k->text[0])
        put_member(b, "text", k->text);
    if (k->more[0])
        put_member(b, "more", k->more);
    if (k->column_count)
        put_columns(b, k);
    if (k->text_count) {
        buf_lit(b, ",\"texts\":[");
        for (size_t i = 0; i < k->text_count; i++) {
            if (i)
                buf_putc(b, ',');
            put_json(b, k->texts[i]);
        }
        buf_putc(b, ']');
    }
    buf_putc(b, '}');
}

struct err *doc_to_json(struct arena *a, const struct doc *d, struct bytes *ret)
{
    struct buf b = buf_make(a, 4096);
    buf_lit(&b, "{\"kind\":");
    put_json(&b, kind_names[d->kind]);
    put_member(&b, "lang", lang_names[d->lang]);
    put_member(&b, "title", d->title);
    buf_lit(&b, ",\"created\":");
    buf_put_i64(&b, d->created);
    if (d->footer)
        put_member(&b, "footer", d->footer);
    if (d->mark)
        put_member(&b, "mark", d->mark);
    buf_lit(&b, ",\"blocks\":[");
    for (size_t i = 0; i < d->block_count; i++) {
        if (i)
            buf_lit(&b, ",\n");
        put_block(&b, &d->blocks[i]);
        if (b.n > DOC_JSON_BYTES)
            return fault(a, "a document is larger than %d bytes", DOC_JSON_BYTES);
    }
    buf_lit(&b, "]}\n");
    *ret = (struct bytes){ (const uint8_t *)b.s, b.n };
    return NULL;
}

/* ---- reading ---------------------------------------------------------------------------------------------- */

struct reader {
    struct arena *a;
    size_t block; /* number of the block being read, from 1; 0: the head */
};

static struct err *wrong(const struct reader *r, const char *what, const char *name)
{
    return r->block ? fault(r->a, "document: block %zu: %s: %s", r->block, name, what)
                    : fault(r->a, "document: %s: %s", name, what);
}

/* A member that is a text; fallback for an absent one, which a NULL fallback refuses. */
static struct err *read_text(const struct reader *r, const json_t *o, const char *name, const char *fallback,
                             const char **ret)
{
    const json_t *v = json_object_get(o, name);
    if (!v) {
        *ret = fallback;
        return fallback ? NULL : wrong(r, "missing", name);
    }
    if (!json_is_string(v))
        return wrong(r, "not a text", name);
    if (json_string_length(v) > DOC_TEXT_BYTES)
        return wrong(r, "too long", name);
    if (!doc_text_is_printable(json_string_value(v)))
        return wrong(r, "holds a character that cannot be printed", name);
    *ret = json_string_value(v);
    return NULL;
}

static struct err *read_number(const struct reader *r, const json_t *o, const char *name, int64_t least, int64_t most,
                               int64_t *ret)
{
    const json_t *v = json_object_get(o, name);
    if (!v && least <= 0) {
        *ret = 0;
        return NULL;
    }
    if (!json_is_integer(v))
        return wrong(r, "not a whole number", name);
    if (json_integer_value(v) < least || json_integer_value(v) > most)
        return wrong(r, "out of range", name);
    *ret = json_integer_value(v);
    return NULL;
}

static struct err *read_name(const struct reader *r, const json_t *o, const char *name, const char *const *names,
                             int count, int *ret)
{
    const char *s = NULL;
    TRY(read_text(r, o, name, NULL, &s));
    assert(s);
    for (int i = 0; i < count; i++) {
        if (strcmp(names[i], s) == 0) {
            *ret = i;
            return NULL;
        }
    }
    return wrong(r, "an unknown word", name);
}

static struct err *read_list(const struct reader *r, const json_t *o, const char *name, size_t most,
                             const json_t **ret)
{
    const json_t *v = json_object_get(o, name);
    if (v && !json_is_array(v))
        return wrong(r, "not a list", name);
    if (json_array_size(v) > most)
        return wrong(r, "too many entries", name);
    *ret = v;
    return NULL;
}

static struct err *read_columns(const struct reader *r, const json_t *o, struct doc_column *columns, size_t *ret_n)
{
    const json_t *list = NULL;
    TRY(read_list(r, o, "columns", DOC_COLUMNS, &list));
    size_t n = json_array_size(list);
    for (size_t i = 0; i < n; i++) {
        const json_t *c = json_array_get(list, i);
        int64_t weight = 0;
        int align = 0;
        TRY(read_number(r, c, "weight", 1, 1000, &weight));
        TRY(read_text(r, c, "title", NULL, &columns[i].title));
        TRY(read_name(r, c, "align", align_names, 3, &align));
        columns[i].weight = (int)weight;
        columns[i].align = (enum doc_align)align;
        columns[i].mono = json_is_true(json_object_get(c, "mono"));
    }
    *ret_n = n;
    return NULL;
}

static struct err *read_texts(const struct reader *r, const json_t *o, const char ***ret, size_t *ret_n)
{
    const json_t *list = NULL;
    TRY(read_list(r, o, "texts", DOC_TEXTS, &list));
    size_t n = json_array_size(list);
    const char **texts = arena_array(r->a, const char *, n);
    for (size_t i = 0; i < n; i++) {
        const json_t *v = json_array_get(list, i);
        if (!json_is_string(v) || json_string_length(v) > DOC_TEXT_BYTES ||
            !doc_text_is_printable(json_string_value(v)))
            return wrong(r, "an entry is not a printable text", "texts");
        texts[i] = json_string_value(v);
    }
    *ret = texts;
    *ret_n = n;
    return NULL;
}

struct level_range {
    int least, most;
};

static struct level_range levels_of(enum doc_block_kind kind)
{
    if (kind == DOC_HEADING)
        return (struct level_range){ 1, 3 };
    if (kind == DOC_ITEM)
        return (struct level_range){ 1, 4 };
    return (struct level_range){ 0, kind == DOC_SPACE ? 100 : 0 };
}

/* Rows are whole, a table has columns, nothing else has. */
static struct err *check_counts(const struct reader *r, enum doc_block_kind kind, size_t columns, size_t texts)
{
    if ((kind == DOC_TABLE) != (columns > 0))
        return wrong(r, kind == DOC_TABLE ? "a table needs some" : "only a table has them", "columns");
    size_t row = kind == DOC_TABLE ? columns : kind == DOC_PAIRS || kind == DOC_NUMBER_DATE ? 2 : 1;
    if (texts % row != 0 || (kind == DOC_NUMBER_DATE && texts != 2))
        return wrong(r, "the last row is not whole", "texts");
    return NULL;
}

static struct err *read_block(const struct reader *r, const json_t *o, struct doc *d)
{
    int kind = 0;
    int64_t level = 0;
    const char *text = NULL;
    const char *more = NULL;
    const char **texts = NULL;
    struct doc_column columns[DOC_COLUMNS];
    size_t n = 0;
    size_t text_count = 0;
    if (!json_is_object(o))
        return wrong(r, "not an object", "block");
    TRY(read_name(r, o, "block", block_names, DOC_BLOCK_KIND_COUNT, &kind));
    struct level_range range = levels_of((enum doc_block_kind)kind);
    TRY(read_number(r, o, "level", range.least, range.most, &level));
    TRY(read_text(r, o, "text", "", &text));
    TRY(read_text(r, o, "more", "", &more));
    TRY(read_columns(r, o, columns, &n));
    TRY(read_texts(r, o, &texts, &text_count));
    TRY(check_counts(r, (enum doc_block_kind)kind, n, text_count));
    if (kind == DOC_QR && strlen(text) > DOC_QR_BYTES)
        return wrong(r, "too long for a code", "text");
    doc_add(d, &(struct doc_block){ .kind = (enum doc_block_kind)kind, .level = (int)level, .text = text, .more = more,
                                    .texts = texts, .text_count = text_count, .columns = columns,
                                    .column_count = n });
    return NULL;
}

static struct err *read_head(struct reader *r, const json_t *o, struct doc **ret)
{
    int kind = 0;
    int lang = 0;
    const char *title = NULL;
    int64_t created = 0;
    const char *footer = NULL;
    const char *mark = NULL;
    const int64_t first = -62135500000000000; /* in the year 1 */
    const int64_t last = 253402200000000000;  /* in the year 9999 */
    TRY(read_name(r, o, "kind", kind_names, DOC_KIND_COUNT, &kind));
    TRY(read_name(r, o, "lang", lang_names, LANG_COUNT, &lang));
    TRY(read_text(r, o, "title", NULL, &title));
    TRY(read_number(r, o, "created", first, last, &created));
    TRY(read_text(r, o, "footer", "", &footer));
    TRY(read_text(r, o, "mark", "", &mark));
    *ret = doc_make(r->a, (enum doc_kind)kind, (enum lang)lang, title, created);
    doc_set_footer(*ret, json_object_get(o, "footer") ? footer : NULL);
    doc_set_mark(*ret, json_object_get(o, "mark") ? mark : NULL);
    return NULL;
}

static void drop(void *p)
{
    json_decref(p);
}

struct err *doc_from_json(struct arena *a, struct bytes json, struct doc **ret)
{
    struct reader r = { .a = a };
    if (json.n > DOC_JSON_BYTES)
        return fault(a, "document: larger than %d bytes", DOC_JSON_BYTES);
    json_error_t error;
    json_t *o = json_loadb((const char *)json.p, json.n, JSON_REJECT_DUPLICATES, &error);
    if (!o)
        return fault(a, "document: line %d: %s", error.line, error.text);
    arena_defer(a, drop, o);
    struct doc *d = NULL;
    const json_t *blocks = NULL;
    if (!json_is_object(o))
        return wrong(&r, "not an object", "document");
    TRY(read_head(&r, o, &d));
    TRY(read_list(&r, o, "blocks", DOC_BLOCKS, &blocks));
    if (!blocks)
        return wrong(&r, "missing", "blocks");
    size_t n = json_array_size(blocks);
    for (r.block = 1; r.block <= n; r.block++)
        TRY(read_block(&r, json_array_get(blocks, r.block - 1), d));
    *ret = d;
    return NULL;
}
