/* print_table.c: tables and key-value lists. */
#include "doc/print.h"

#define GUTTER 6.0

static struct row table_row(const struct print *p, const struct doc_block *b, const char *const *texts, bool is_head)
{
    double sum = 0;
    double x = p->left;
    struct row r = { .tag = "TR", .n = b->column_count, .leading = p->small.leading + 1.5, .pad = is_head ? 4.5 : 3.5,
                     .fill = is_head ? 0.93 : 1, .line_below = is_head ? 0.8 : 0.35 };
    r.cells = arena_array(p->a, struct cell, r.n);
    for (size_t i = 0; i < r.n; i++)
        sum += b->columns[i].weight;
    for (size_t i = 0; i < r.n; i++) {
        const struct doc_column *c = &b->columns[i];
        double width = (p->right - p->left) * c->weight / sum;
        struct style s = c->mono && !is_head ? p->mono : p->small;
        s.size = p->small.size + (c->mono && !is_head ? 0 : 0.5);
        s.leading = r.leading;
        s.bold = is_head;
        s.grey = 0;
        s.align = c->align;
        double inner = width - 2 * GUTTER > 4 ? width - 2 * GUTTER : 4;
        r.cells[i] = (struct cell){ .layout = text_layout(p, &s, texts[i], inner), .tag = is_head ? "TH" : "TD",
                                    .style = s, .x = x + GUTTER, .width = inner };
        x += width;
    }
    return r;
}

static void table_head(struct print *p, const struct doc_block *b, struct row *ret)
{
    const char **titles = arena_array(p->a, const char *, b->column_count);
    bool any = false;
    for (size_t i = 0; i < b->column_count; i++) {
        titles[i] = b->columns[i].title;
        any = any || titles[i][0];
    }
    *ret = (struct row){ 0 };
    if (any)
        *ret = table_row(p, b, titles, true);
}

void print_table(struct print *p, const struct doc_block *b)
{
    struct row head;
    table_head(p, b, &head);
    page_need(p, (head.n ? row_height(&head) : 0) + 3 * p->body.leading);
    tag_open(p, "Table");
    if (head.n) {
        row_flow(p, &head);
        p->repeat = &head;
    } else {
        rule(p, p->left, p->y, p->right - p->left, 0.8, 0.2);
    }
    for (size_t i = 0; i < b->text_count; i += b->column_count) {
        struct row r = table_row(p, b, b->texts + i, false);
        row_flow(p, &r);
    }
    p->repeat = NULL;
    tag_close(p, "Table");
    p->y += p->body.leading * 0.7;
}

void print_pairs(struct print *p, const struct doc_block *b)
{
    const double key_width = (p->right - p->left) * 0.27;
    struct style key = p->body;
    key.size = p->body.size - 0.5;
    key.grey = 0.25;
    page_need(p, 2 * p->body.leading);
    tag_open(p, "Table");
    rule(p, p->left, p->y, p->right - p->left, 0.8, 0.2);
    for (size_t i = 0; i + 1 < b->text_count; i += 2) {
        double x = p->left + GUTTER;
        double width = p->right - p->left - key_width - 2 * GUTTER;
        struct cell cells[2] = {
            { text_layout(p, &key, b->texts[i], key_width - 2 * GUTTER), "TH", key, x, key_width - 2 * GUTTER },
            { text_layout(p, &p->body, b->texts[i + 1], width), "TD", p->body, x + key_width, width }
        };
        struct row r = { .tag = "TR", .cells = cells, .n = 2, .leading = p->body.leading, .pad = 3.5, .fill = 1,
                         .line_below = i + 2 == b->text_count ? 0.8 : 0.35 };
        row_flow(p, &r);
    }
    tag_close(p, "Table");
    p->y += p->body.leading * 0.7;
}
