/* print_block.c: sets the blocks of a document one after the other. */
#include "doc/print.h"

#include <cairo-pdf.h>

static void outline(const struct print *p, const char *text)
{
    if (!p->drawing || p->doc->kind != DOC_REPORT || !text[0])
        return;
    const char *where = arena_printf(p->a, "page=%d pos=[%d %d]", p->page, (int)p->left, (int)p->y);
    (void)cairo_pdf_surface_add_outline(p->surface, CAIRO_PDF_OUTLINE_ROOT, text, where, CAIRO_PDF_OUTLINE_FLAG_OPEN);
}

static void heading(struct print *p, const struct doc_block *b)
{
    static const double sizes[4] = { 0, 18, 12.5, 10.5 };
    static const double before[4] = { 0, 0, 0.9, 0.5 };
    static const double after[4] = { 0, 10, 5, 3 };
    static const char *const tags[4] = { "", "H1", "H2", "H3" };
    struct style s = p->body;
    s.size = sizes[b->level];
    s.leading = s.size * 1.45;
    s.bold = p->doc->kind != DOC_LETTER;
    p->y += p->y > p->top ? before[b->level] * p->body.leading : 0;
    page_need(p, s.leading + 3 * p->body.leading); /* never alone at the foot */
    outline(p, b->text);
    text_flow(p, tags[b->level], &s, b->text, p->left, p->right - p->left);
    p->y += after[b->level];
}

static void paragraph(struct print *p, const char *text)
{
    struct style s = p->body;
    if (p->doc->kind == DOC_LETTER && p->doc->lang == LANG_JA)
        s.indent = s.size;
    text_flow(p, "P", &s, text, p->left, p->right - p->left);
    p->y += p->doc->kind == DOC_LETTER && p->doc->lang == LANG_JA ? 0 : s.leading * 0.5;
}

static void note(struct print *p, const char *text)
{
    text_flow(p, "P", &p->small, text, p->left, p->right - p->left);
    p->y += p->small.leading * 0.5;
}

static struct err *block(struct print *p, const struct doc_block *b)
{
    switch (b->kind) {
    case DOC_HEADING:
        heading(p, b);
        return NULL;
    case DOC_PARAGRAPH:
        paragraph(p, b->text);
        return NULL;
    case DOC_NOTE:
        note(p, b->text);
        return NULL;
    case DOC_PAIRS:
        print_pairs(p, b);
        return NULL;
    case DOC_TABLE:
        print_table(p, b);
        return NULL;
    case DOC_QR:
        return print_qr(p, b);
    case DOC_SPACE:
        p->y += b->level * p->body.leading;
        return NULL;
    case DOC_PAGE_BREAK:
        page_turn(p);
        return NULL;
    case DOC_ITEM: /* comes in runs: print_blocks */
    case DOC_NUMBER_DATE:
    case DOC_ADDRESSEE:
    case DOC_SENDER:
    case DOC_SUBJECT:
    case DOC_CENTRED:
    case DOC_RIGHT:
        break;
    }
    print_letter_part(p, b);
    return NULL;
}

struct err *print_blocks(struct print *p)
{
    page_begin(p);
    for (size_t i = 0; i < p->doc->block_count;) {
        if (p->doc->blocks[i].kind == DOC_ITEM) {
            i = print_items(p, i);
            continue;
        }
        TRY(block(p, &p->doc->blocks[i]));
        i++;
    }
    page_end(p);
    return NULL;
}
