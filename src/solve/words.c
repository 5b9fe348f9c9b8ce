/* words.c: see words.h. Latin words are cut here; Japanese goes to kyoten-words. */
#include "solve/words.h"

#include "base/buf.h"
#include "base/subprocess.h"
#include "base/text.h"

#include <stdlib.h>
#include <string.h>

#define LATIN_LEAST 3
#define WORDS_BYTES_MAX ((size_t)512 * 1024 * 1024)
#define WORDS_MILLISECONDS 120000

/* In alphabetical order, for the search. */
static const char *const COMMON[] = {
    "about",   "above",  "across", "after", "again",   "all",     "also",  "among",   "and",    "any",
    "are",     "based",  "been",   "being", "between", "both",    "but",   "can",     "could",  "did",
    "does",    "done",   "during", "each",  "either",  "for",     "from",  "further", "had",    "has",
    "have",    "having", "here",   "how",   "however", "into",    "its",   "may",     "might",  "more",
    "most",    "much",   "must",   "near",  "new",     "nor",     "not",   "off",     "one",    "only",
    "onto",    "other",  "our",    "out",   "over",    "per",     "same",  "several", "should", "show",
    "shown",   "since",  "some",   "such",  "than",    "that",    "the",   "their",   "them",   "then",
    "there",   "these",  "they",   "this",  "those",   "through", "thus",  "too",     "toward", "two",
    "under",   "until",  "upon",   "use",   "used",    "using",   "very",  "via",     "was",    "were",
    "what",    "when",   "where",  "which", "while",   "who",     "whose", "will",    "with",   "within",
    "without", "would",  "you",    "your",
};

static int by_text(const void *x, const void *y)
{
    return strcmp(*(const char *const *)x, *(const char *const *)y);
}

static bool is_common(const char *word)
{
    return bsearch(&word, COMMON, sizeof COMMON / sizeof *COMMON, sizeof *COMMON, by_text) != NULL;
}

static bool is_latin(uint32_t c)
{
    return (c >= 'a' && c <= 'z') || (c >= 0xC0 && c < 0x250 && c != 0xD7 && c != 0xF7);
}

static bool is_japanese(uint32_t c)
{
    return (c >= 0x3041 && c <= 0x30FF && c != 0x30FB) || (c >= 0x3400 && c <= 0x9FFF) ||
           (c >= 0xF900 && c <= 0xFAFF) || (c >= 0x20000 && c <= 0x323AF) || c == 0x3005;
}

static void put_word(struct buf *words, const char *word)
{
    if (words->n)
        buf_putc(words, ' ');
    buf_puts(words, word);
}

/* The Latin words of the text go to words, its Japanese, with spaces for the rest, to japanese. */
static void split(struct arena *a, const char *text, struct buf *words, struct buf *japanese)
{
    struct buf latin = buf_make(a, 64);
    size_t letters = 0;
    const char *p = text;
    for (bool more = true; more;) {
        uint32_t c = text_next(&p);
        more = c != 0;
        uint32_t small = c >= 'A' && c <= 'Z' ? c + 32 : c;
        if (is_latin(small)) {
            text_put(&latin, small);
            letters++;
            buf_putc(japanese, ' ');
            continue;
        }
        if (letters >= LATIN_LEAST && !is_common(latin.s))
            put_word(words, latin.s);
        latin.n = letters = 0;
        if (more && is_japanese(c))
            text_put(japanese, c);
        else if (more)
            buf_putc(japanese, ' ');
    }
}

/* Pairs of characters that stand together; a character alone counts as itself. */
static void put_pairs(struct arena *a, const char *japanese, struct buf *words)
{
    struct buf pair = buf_make(a, 16);
    uint32_t before = 0;
    size_t run = 0;
    for (const char *p = japanese;;) {
        uint32_t c = text_next(&p);
        bool inside = c != 0 && c != ' ';
        if (inside ? run > 0 : run == 1) {
            pair.n = 0;
            text_put(&pair, before);
            if (inside)
                text_put(&pair, c);
            put_word(words, pair.s);
        }
        run = inside ? run + 1 : 0;
        before = c;
        if (c == 0)
            return;
    }
}

/* The answer: a line D or N (no dictionary), then a line of words for each text. */
static struct err *take_lines(struct arena *a, struct bytes out, struct buf *words, size_t n,
                              bool *ret_dictionary)
{
    *ret_dictionary = out.n > 1 && out.p[0] == 'D';
    if (!*ret_dictionary)
        return NULL;
    const char *p = (const char *)out.p + 2, *end = (const char *)out.p + out.n;
    for (size_t i = 0; i < n; i++) {
        const char *stop = p < end ? memchr(p, '\n', (size_t)(end - p)) : NULL;
        if (!stop)
            return fault(a, "kyoten-words answered %zu texts of %zu", i, n);
        if (stop > p)
            put_word(&words[i], arena_strndup(a, p, (size_t)(stop - p)));
        p = stop + 1;
    }
    return NULL;
}

struct err *words_of(struct arena *a, const char *program, const char *const *text, size_t n,
                     const char **ret, bool *ret_cut_by_dictionary)
{
    struct buf *words = arena_array(a, struct buf, n + 1), *japanese = arena_array(a, struct buf, n + 1);
    struct buf all = buf_make(a, 4096);
    for (size_t i = 0; i < n; i++) {
        words[i] = buf_make(a, 256);
        japanese[i] = buf_make(a, 256);
        split(a, text_nfkc(a, text[i]), &words[i], &japanese[i]);
        buf_put(&all, japanese[i].s, japanese[i].n + 1); /* with its NUL */
    }
    struct subprocess s = { .name = "kyoten-words",
                            .path = program,
                            .input = { (const uint8_t *)all.s, all.n },
                            .output_max = WORDS_BYTES_MAX,
                            .timeout_ms = WORDS_MILLISECONDS };
    struct bytes out;
    TRY(subprocess_run(a, &s, &out));
    TRY(take_lines(a, out, words, n, ret_cut_by_dictionary));
    for (size_t i = 0; i < n; i++) {
        if (!*ret_cut_by_dictionary)
            put_pairs(a, japanese[i].s, &words[i]);
        ret[i] = words[i].s;
    }
    return NULL;
}
