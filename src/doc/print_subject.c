/* print_subject.c: the subject of a letter: in the middle, in lines of about one length that tear no word and begin
** under each other. Pango breaks Japanese between almost any two characters; here the best places are chosen. */
#include "doc/print.h"
#include "base/buf.h"

#include <math.h>
#include <string.h>

#define PLACES 400 /* a longer subject is set like a paragraph */
#define LINES 4
#define EXTRA_LINE 6.0 /* what one line more costs, in the measure of cost() */

struct place {
    int byte;
    double x;
    int tear; /* of a break here */
};

/* How badly a title is torn between these two characters: 0 after a particle or a mark, 1 where the script changes,
** 4 within a word (the same script, or before its ending in hiragana). */
static int tear(gunichar before, gunichar after)
{
    const gunichar long_vowel = 0x30fc;
    GUnicodeScript a = g_unichar_get_script(before);
    GUnicodeScript b = g_unichar_get_script(after);
    if (before == 0x3000) /* the wide space holds a name together */
        return 2;
    if (g_unichar_isspace(before) || g_unichar_ispunct(after))
        return g_unichar_type(after) == G_UNICODE_DASH_PUNCTUATION ? 4 : 0;
    if (g_unichar_type(before) == G_UNICODE_DASH_PUNCTUATION || before == 0x30fb) /* ・ */
        return 4;
    if (before == long_vowel || after == long_vowel || (a == b && a != G_UNICODE_SCRIPT_COMMON) ||
        b == G_UNICODE_SCRIPT_HIRAGANA)
        return 4;
    if (g_unichar_isdigit(before) || g_unichar_isdigit(after))
        return 3;
    return a == G_UNICODE_SCRIPT_HIRAGANA || g_unichar_ispunct(before) ? 0 : 1;
}

/* The start, every place where Pango allows a break, the end; 0 when there are too many. */
static int find_places(const struct print *p, const struct style *s, const char *text, struct place *ret)
{
    PangoLayout *layout = text_layout(p, s, text, -1);
    int n_attrs = 0;
    int n = 0;
    const PangoLogAttr *attrs = pango_layout_get_log_attrs_readonly(layout, &n_attrs);
    PangoLayoutLine *line = pango_layout_get_line_readonly(layout, 0);
    const char *at = text;
    for (int i = 0; i < n_attrs; i++) {
        bool is_end = *at == 0;
        if (i == 0 || is_end || attrs[i].is_line_break) {
            int x = 0;
            if (n == PLACES)
                return 0;
            pango_layout_line_index_to_x(line, (int)(at - text), FALSE, &x);
            int t = i == 0 || is_end ? 0 : tear(g_utf8_get_char(g_utf8_prev_char(at)), g_utf8_get_char(at));
            ret[n++] = (struct place){ (int)(at - text), (double)x / PANGO_SCALE, t };
        }
        if (is_end)
            break;
        at += g_utf8_skip[(unsigned char)*at];
    }
    return n;
}

static double cost(const struct place *from, const struct place *to, double target, double em)
{
    return fabs(to->x - from->x - target) / em / 2 + 3.0 * to->tear;
}

static double best[LINES + 1][PLACES]; /* best[l][i]: the least cost of l lines ending at place i */
static int came_from[LINES + 1][PLACES];

static void end_line_at(const struct place *at, int l, int i, double target, double most, double em)
{
    best[l][i] = HUGE_VAL;
    for (int k = 0; k < i; k++) {
        double c = best[l - 1][k] + cost(&at[k], &at[i], target, em);
        if (at[i].x - at[k].x <= most && c < best[l][i]) {
            best[l][i] = c;
            came_from[l][i] = k;
        }
    }
}

/* Sets breaks[1…lines-1] to the best places for so many lines (breaks[0] the start, breaks[lines] the end) and
** returns their cost; HUGE_VAL when they do not fit. */
static double choose(const struct place *at, int n, int lines, double most, double em, int *breaks)
{
    double target = at[n - 1].x / lines;
    for (int i = 0; i < n; i++)
        best[0][i] = i == 0 ? 0 : HUGE_VAL;
    for (int l = 1; l <= lines; l++)
        for (int i = 0; i < n; i++)
            end_line_at(at, l, i, target, most, em);
    if (best[lines][n - 1] == HUGE_VAL)
        return HUGE_VAL;
    breaks[lines] = n - 1;
    for (int l = lines; l > 0; l--)
        breaks[l - 1] = came_from[l][breaks[l]];
    return best[lines][n - 1] + EXTRA_LINE * lines;
}

/* The subject with a line end at each of the best places; as it is when there is nothing to choose. */
static const char *broken(const struct print *p, const struct style *s, const char *text, double most)
{
    struct place *at = arena_array(p->a, struct place, PLACES);
    int n = strchr(text, '\n') ? 0 : find_places(p, s, text, at);
    int best_breaks[LINES + 1] = { 0 };
    int best_lines = 0;
    double least = HUGE_VAL;
    for (int lines = 1; lines <= LINES && n > 1; lines++) {
        int breaks[LINES + 1] = { 0 };
        double c = choose(at, n, lines, most, s->size, breaks);
        if (c < least) {
            least = c;
            best_lines = lines;
            memcpy(best_breaks, breaks, sizeof breaks);
        }
        if (lines == 1 && c < HUGE_VAL)
            break; /* it fits in one line */
    }
    struct buf b = buf_make(p->a, strlen(text) + LINES + 1);
    for (int l = 0; l < best_lines; l++) {
        if (l)
            buf_putc(&b, '\n');
        buf_put(&b, text + at[best_breaks[l]].byte, (size_t)(at[best_breaks[l + 1]].byte - at[best_breaks[l]].byte));
    }
    return best_lines ? b.s : text;
}

void print_subject(struct print *p, const struct doc_block *b)
{
    struct style s = p->body;
    s.size = p->body.size + 1;
    double most = p->right - p->left - 6 * s.size;
    const char *text = broken(p, &s, b->text, most);
    PangoLayout *layout = text_layout(p, &s, text, most);
    double width = fmin(most, text_width(layout));
    page_need(p, fmin(text_lines(layout) + 2, 10) * s.leading);
    text_flow(p, "H1", &s, text, p->left + (p->right - p->left - width) / 2, width);
    p->y += p->body.leading;
}
