/* print_letter.c: the parts of a Japanese official letter (公文) and its numbered items.
**
** Form (公用文作成の考え方, 2022, and the custom of the ministries): number and date at the right, first and last
** characters under each other; addressee left, one character in; sender right; subject centred; body one character
** in; 記 centred, items, 以上 right. */
#include "doc/print.h"

#include <math.h>

static void number_date(struct print *p, const struct doc_block *b)
{
    double width = 0;
    for (int i = 0; i < 2; i++)
        width = fmax(width, text_width(text_layout(p, &p->body, b->texts[i], -1)));
    page_need(p, 2 * p->body.leading);
    for (int i = 0; i < 2; i++) {
        if (!b->texts[i][0])
            continue;
        tag_open(p, "P");
        struct style s = p->body;
        s.align = DOC_RIGHT_ALIGNED;
        if (p->doc->lang == LANG_JA)
            text_stretched(p, &s, b->texts[i], p->right - width, p->y, width);
        else
            text_paint(p, text_layout(p, &s, b->texts[i], -1), &s, p->left, p->y, p->right - p->left, 0, 1);
        tag_close(p, "P");
        p->y += p->body.leading;
    }
    p->y += p->body.leading;
}

static void addressee(struct print *p, const struct doc_block *b)
{
    double in = p->doc->lang == LANG_JA ? p->body.size : 0;
    for (size_t i = 0; i < b->text_count; i++)
        text_flow(p, "P", &p->body, b->texts[i], p->left + in, p->right - p->left - in);
    p->y += p->body.leading;
}

/* A block of lines at the right, each beginning under the first, the longest ending one character in; in English at
** the left, as a signature. */
static void sender(struct print *p, const struct doc_block *b)
{
    const double most = (p->right - p->left) * 0.7;
    double width = 0;
    for (size_t i = 0; i < b->text_count; i++)
        width = fmax(width, fmin(most, text_width(text_layout(p, &p->body, b->texts[i], -1))));
    page_need(p, (double)b->text_count * p->body.leading);
    struct style s = p->body;
    for (size_t i = 0; i < b->text_count; i++) {
        /* the last line is the remark that the seal is left out, or the name: it stands at the right end */
        bool is_ja = p->doc->lang == LANG_JA;
        s.align = is_ja && i + 1 == b->text_count && i > 0 ? DOC_RIGHT_ALIGNED : DOC_LEFT;
        text_flow(p, "P", &s, b->texts[i], is_ja ? p->right - s.size - width : p->left,
                  is_ja ? width : p->right - p->left);
    }
    p->y += p->body.leading * 1.5;
}

static void line(struct print *p, const char *text, enum doc_align align, double before, double after)
{
    struct style s = p->body;
    s.align = align;
    page_need(p, (before + 1) * s.leading);
    p->y += p->y > p->top ? before * s.leading : 0;
    text_flow(p, "P", &s, text, p->left, p->right - p->left);
    p->y += after * s.leading;
}

void print_letter_part(struct print *p, const struct doc_block *b)
{
    switch (b->kind) {
    case DOC_NUMBER_DATE:
        number_date(p, b);
        break;
    case DOC_ADDRESSEE:
        addressee(p, b);
        break;
    case DOC_SENDER:
        sender(p, b);
        break;
    case DOC_SUBJECT:
        print_subject(p, b);
        break;
    case DOC_CENTRED:
        line(p, b->text, DOC_CENTRE, 0.8, 0.8);
        break;
    case DOC_RIGHT:
        line(p, b->text, DOC_RIGHT_ALIGNED, 0.3, 0.5);
        break;
    case DOC_HEADING:
    case DOC_PARAGRAPH:
    case DOC_NOTE:
    case DOC_PAIRS:
    case DOC_TABLE:
    case DOC_ITEM:
    case DOC_QR:
    case DOC_SPACE:
    case DOC_PAGE_BREAK:
        break; /* not parts of a letter only: print_block.c */
    }
}

/* １ or 12 · (1) · ア · (ア): single digits full width, more digits half width (公用文作成の考え方). */
static const char *item_label(const struct print *p, int level, int number)
{
    static const char kana[][4] = { "ア", "イ", "ウ", "エ", "オ", "カ", "キ", "ク", "ケ", "コ", "サ", "シ",
                                    "ス", "セ", "ソ", "タ", "チ", "ツ", "テ", "ト", "ナ", "ニ", "ヌ", "ネ" };
    static const char digits[][4] = { "０", "１", "２", "３", "４", "５", "６", "７", "８", "９" };
    const int kanas = (int)(sizeof kana / sizeof kana[0]);
    if (p->doc->lang == LANG_EN) {
        if (level == 2 && number <= 26)
            return arena_printf(p->a, "(%c)", 'a' + number - 1);
        return arena_printf(p->a, level == 1 ? "%d." : "(%d)", number);
    }
    if (level == 1)
        return number < 10 ? digits[number] : arena_printf(p->a, "%d", number);
    if (level == 2 || number > kanas)
        return arena_printf(p->a, "(%d)", number);
    return arena_printf(p->a, level == 3 ? "%s" : "(%s)", kana[number - 1]);
}

/* The widest title of the run of items of this level, at most ten characters. */
static double title_width(const struct print *p, size_t i, size_t end, int level)
{
    double width = 0;
    for (; i < end; i++)
        if (p->doc->blocks[i].level == level && p->doc->blocks[i].more[0])
            width = fmax(width, text_width(text_layout(p, &p->body, p->doc->blocks[i].more, -1)));
    return fmin(width, 10 * p->body.size);
}

static void item(struct print *p, const struct doc_block *b, double title)
{
    const double em = p->body.size;
    const double label = b->level == 4 ? 3 * em : 2 * em;
    double x = p->left + (p->doc->kind == DOC_LETTER ? em : 0) + (b->level - 1) * em;
    struct style s = p->body;
    struct cell cells[3];
    size_t n = 0;
    int number = ++p->item_numbers[b->level];
    for (int i = b->level + 1; i < 5; i++)
        p->item_numbers[i] = 0;
    cells[n++] = (struct cell){ text_layout(p, &s, item_label(p, b->level, number), -1), "Lbl", s, x, label };
    x += label;
    if (b->more[0] && b->text[0]) {
        cells[n++] = (struct cell){ text_layout(p, &s, b->more, title), "LBody", s, x, title };
        x += title + em;
    }
    const char *rest = b->text[0] ? b->text : b->more;
    double width = fmax(p->right - x, em);
    cells[n++] = (struct cell){ text_layout(p, &s, rest, width), "LBody", s, x, width };
    struct row r = { .tag = "LI", .cells = cells, .n = n, .leading = s.leading, .pad = 0, .fill = 1 };
    row_flow(p, &r);
}

size_t print_items(struct print *p, size_t i)
{
    size_t end = i;
    while (end < p->doc->block_count && p->doc->blocks[end].kind == DOC_ITEM)
        end++;
    double titles[5] = { 0 };
    for (int level = 1; level < 5; level++)
        titles[level] = title_width(p, i, end, level);
    for (int level = 0; level < 5; level++)
        p->item_numbers[level] = 0;
    page_need(p, p->body.leading);
    tag_open(p, "L");
    for (; i < end; i++)
        item(p, &p->doc->blocks[i], titles[p->doc->blocks[i].level]);
    tag_close(p, "L");
    p->y += p->body.leading * 0.4;
    return end;
}
