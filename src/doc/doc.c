/* doc.c: builds documents; knows nothing of how they look. */
#include "doc/doc.h"
#include "base/buf.h"
#include "base/utf8.h"

#include <assert.h>
#include <string.h>

static bool char_is_printable(uint32_t c)
{
    if (c == '\n' || c == '\t')
        return true;
    bool is_control = c < 0x20 || (c >= 0x7f && c < 0xa0) || c == 0x2028 || c == 0x2029 || c == 0xfeff;
    bool turns_direction = c == 0x200e || c == 0x200f || (c >= 0x202a && c <= 0x202e) || (c >= 0x2066 && c <= 0x2069);
    bool is_no_character = (c & 0xfffe) == 0xfffe || (c >= 0xfdd0 && c <= 0xfdef);
    return !is_control && !turns_direction && !is_no_character;
}

bool doc_text_is_printable(const char *s)
{
    const char *p = s;
    size_t left = strlen(s);
    while (left > 0) {
        uint32_t c = 0;
        size_t len = utf8_char(p, left, &c);
        if (len == 0 || !char_is_printable(c))
            return false;
        p += len;
        left -= len;
    }
    return true;
}

static const char *printable(struct arena *a, const char *s)
{
    if (!s)
        return "";
    if (doc_text_is_printable(s))
        return arena_strdup(a, s);
    const char *p = s;
    size_t left = strlen(s);
    struct buf b = buf_make(a, left + 16);
    while (left > 0) {
        uint32_t c = 0;
        size_t len = utf8_char(p, left, &c);
        size_t step = len ? len : 1;
        if (c == '\r' && left > 1 && p[1] == '\n')
            ; /* the LF that follows says it */
        else if (len && char_is_printable(c))
            buf_put(&b, p, len);
        else
            buf_lit(&b, "\xef\xbf\xbd");
        p += step;
        left -= step;
    }
    return b.s;
}

struct doc *doc_make(struct arena *a, enum doc_kind kind, enum lang lang, const char *title, instant created)
{
    struct doc *d = arena_new(a, struct doc);
    *d = (struct doc){ .kind = kind, .lang = lang, .title = printable(a, title), .created = created, .arena = a };
    return d;
}

void doc_set_footer(struct doc *d, const char *footer)
{
    d->footer = footer ? printable(d->arena, footer) : NULL;
}

void doc_set_mark(struct doc *d, const char *mark)
{
    d->mark = mark ? printable(d->arena, mark) : NULL;
}

static struct doc_block *add(struct doc *d, enum doc_block_kind kind, int level, const char *text, const char *more)
{
    if (d->block_count == d->block_cap) {
        size_t cap = d->block_cap ? d->block_cap * 2 : 16;
        d->blocks = arena_grow(d->arena, d->blocks, d->block_cap * sizeof *d->blocks, cap * sizeof *d->blocks);
        d->block_cap = cap;
    }
    assert(d->blocks);
    struct doc_block *b = &d->blocks[d->block_count++];
    *b = (struct doc_block){ .kind = kind, .level = level, .text = printable(d->arena, text),
                             .more = printable(d->arena, more) };
    return b;
}

static void add_text(struct doc *d, struct doc_block *b, const char *text)
{
    if (b->text_count == b->text_cap) {
        size_t cap = b->text_cap ? b->text_cap * 2 : 8;
        b->texts = arena_grow(d->arena, (void *)b->texts, b->text_cap * sizeof *b->texts, cap * sizeof *b->texts);
        b->text_cap = cap;
    }
    b->texts[b->text_count++] = printable(d->arena, text);
}

static void add_lines(struct doc *d, enum doc_block_kind kind, const char *const *lines, size_t count)
{
    struct doc_block *b = add(d, kind, 0, NULL, NULL);
    for (size_t i = 0; i < count; i++)
        add_text(d, b, lines[i]);
}

void doc_heading(struct doc *d, int level, const char *text)
{
    assert(level >= 1 && level <= 3);
    (void)add(d, DOC_HEADING, level, text, NULL);
}

void doc_paragraph(struct doc *d, const char *text)
{
    (void)add(d, DOC_PARAGRAPH, 0, text, NULL);
}

void doc_note(struct doc *d, const char *text)
{
    (void)add(d, DOC_NOTE, 0, text, NULL);
}

void doc_pair(struct doc *d, const char *key, const char *value)
{
    struct doc_block *last = d->block_count ? &d->blocks[d->block_count - 1] : NULL;
    if (!last || last->kind != DOC_PAIRS)
        last = add(d, DOC_PAIRS, 0, NULL, NULL);
    add_text(d, last, key);
    add_text(d, last, value);
}

void doc_table(struct doc *d, const struct doc_column *columns, size_t count)
{
    assert(count >= 1 && count <= DOC_COLUMNS);
    struct doc_block *b = add(d, DOC_TABLE, 0, NULL, NULL);
    b->columns = arena_array(d->arena, struct doc_column, count);
    b->column_count = count;
    for (size_t i = 0; i < count; i++) {
        assert(columns[i].weight >= 1 && columns[i].weight <= 1000);
        b->columns[i] = columns[i];
        b->columns[i].title = printable(d->arena, columns[i].title);
    }
}

void doc_row(struct doc *d, const char *const *cells)
{
    assert(d->block_count > 0 && d->blocks[d->block_count - 1].kind == DOC_TABLE);
    struct doc_block *b = &d->blocks[d->block_count - 1];
    for (size_t i = 0; i < b->column_count; i++)
        add_text(d, b, cells[i]);
}

void doc_item(struct doc *d, int level, const char *title, const char *text)
{
    assert(level >= 1 && level <= 4);
    (void)add(d, DOC_ITEM, level, text, title);
}

void doc_qr(struct doc *d, const char *content, const char *caption)
{
    assert(strlen(content) <= DOC_QR_BYTES);
    (void)add(d, DOC_QR, 0, content, caption);
}

void doc_space(struct doc *d, int lines)
{
    assert(lines >= 0 && lines <= 100);
    (void)add(d, DOC_SPACE, lines, NULL, NULL);
}

void doc_page_break(struct doc *d)
{
    (void)add(d, DOC_PAGE_BREAK, 0, NULL, NULL);
}

void doc_number_date(struct doc *d, const char *number, const char *date_text)
{
    add_lines(d, DOC_NUMBER_DATE, (const char *const[]){ number, date_text }, 2);
}

void doc_addressee(struct doc *d, const char *const *lines, size_t count)
{
    add_lines(d, DOC_ADDRESSEE, lines, count);
}

void doc_sender(struct doc *d, const char *const *lines, size_t count)
{
    add_lines(d, DOC_SENDER, lines, count);
}

void doc_subject(struct doc *d, const char *text)
{
    (void)add(d, DOC_SUBJECT, 0, text, NULL);
}

void doc_centred(struct doc *d, const char *text)
{
    (void)add(d, DOC_CENTRED, 0, text, NULL);
}

void doc_right(struct doc *d, const char *text)
{
    (void)add(d, DOC_RIGHT, 0, text, NULL);
}

void doc_add(struct doc *d, const struct doc_block *b)
{
    struct doc_block *own = add(d, b->kind, b->level, b->text, b->more);
    for (size_t i = 0; i < b->text_count; i++)
        add_text(d, own, b->texts[i]);
    own->columns = b->column_count ? arena_array(d->arena, struct doc_column, b->column_count) : NULL;
    own->column_count = b->column_count;
    for (size_t i = 0; i < b->column_count; i++) {
        own->columns[i] = b->columns[i];
        own->columns[i].title = printable(d->arena, b->columns[i].title);
    }
}
