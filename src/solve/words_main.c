/* words_main.c: kyoten-words: Japanese texts, each ended by NUL, on standard input; on standard output 'D'
** and a line of words for each, or a line N when there is no dictionary. The only program that knows MeCab.
**
** Kept are nouns, verbs and adjectives that stand for themselves, in the form in which the dictionary lists
** them. */
#include "base/buf.h"

#include <mecab.h>
#include <signal.h>
#include <stdbool.h>
#include <stdio.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/resource.h>

static bool starts_with(const char *text, const char *with)
{
    return strncmp(text, with, strlen(with)) == 0;
}

/* Says nothing by itself: pronouns, numbers, endings, auxiliary words. */
static bool means_something(const char *feature)
{
    static const char *const KEPT[] = { "名詞,", "動詞,自立", "形容詞,自立" };
    static const char *const LEFT[] = { "名詞,非自立", "名詞,代名詞", "名詞,数", "名詞,接尾", "名詞,特殊" };
    for (size_t i = 0; i < sizeof LEFT / sizeof *LEFT; i++)
        if (starts_with(feature, LEFT[i]))
            return false;
    for (size_t i = 0; i < sizeof KEPT / sizeof *KEPT; i++)
        if (starts_with(feature, KEPT[i]))
            return true;
    return false;
}

/* The seventh field, or the text itself where the dictionary does not know the word. */
static void put_form(struct buf *b, const mecab_node_t *node)
{
    const char *p = node->feature;
    for (int i = 0; i < 6 && p; i++) {
        p = strchr(p, ',');
        p = p ? p + 1 : NULL;
    }
    size_t n = p ? strcspn(p, ",") : 0;
    bool known = n > 0 && !(n == 1 && *p == '*');
    if (b->n && b->s[b->n - 1] != '\n')
        buf_putc(b, ' ');
    buf_put(b, known ? p : node->surface, known ? n : node->length);
}

static void put_line(mecab_t *m, const char *text, struct buf *b)
{
    const mecab_node_t *node = mecab_sparse_tonode2(m, text, strlen(text));
    for (; node; node = node->next)
        if (node->stat != MECAB_BOS_NODE && node->stat != MECAB_EOS_NODE && means_something(node->feature) &&
            (node->length > 3 || (unsigned char)*node->surface >= 0xE4)) /* a kana alone says nothing */
            put_form(b, node);
    buf_putc(b, '\n');
}

int main(void)
{
    (void)setrlimit(RLIMIT_CORE, &(struct rlimit){ 0, 0 });
    (void)prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0);
    (void)prctl(PR_SET_PDEATHSIG, SIGKILL);
    struct arena *a = arena_make(SIZE_MAX / 2);
    struct buf in = buf_make(a, 65536), out = buf_make(a, 65536);
    char part[65536];
    for (size_t n; (n = fread(part, 1, sizeof part, stdin)) > 0;)
        buf_put(&in, part, n);
    mecab_t *m = mecab_new2("-C");
    buf_puts(&out, m ? "D\n" : "N\n");
    for (size_t at = 0; m && at < in.n; at += strlen(in.s + at) + 1)
        put_line(m, in.s + at, &out);
    bool good = fwrite(out.s, 1, out.n, stdout) == out.n && fflush(stdout) == 0;
    if (m)
        mecab_destroy(m);
    (void)arena_free(a);
    return good ? 0 : 1;
}
