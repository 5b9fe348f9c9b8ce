/* text.h: what Japanese text needs: search keys, order, counting, kana, digits (ICU inside).
**
** Two values are kept of everything a person types: the text as given (text_trim_display: control characters gone, line
** ends fixed, nothing normalised, because NFC alone would already change the kanji of a name), and a key to search by.
** All texts are UTF-8; a byte that is not becomes U+FFFD. Results lie in the arena. */
#ifndef BASE_TEXT_H
#define BASE_TEXT_H

#include "base/arena.h"
#include "base/buf.h"

#include <stdbool.h>

/* Unicode's compatibility form: full-width digits become ASCII, half-width kana full-width, ㈱ becomes (株). For
** identifiers, numbers and keys; never for a name that is shown. */
const char *text_nfkc(struct arena *a, const char *s);

/* The search key: two texts that a person would call the same have the same key, and a key is its own key.
** NFKC and case folded; katakana as hiragana; old and variant kanji as the common ones; spaces, control and zero-width
** characters and variation selectors removed; and every dash between two digits (also ー) as "-". */
const char *text_key(struct arena *a, const char *s);

/* The bytes by which texts sort as a Japanese list sorts (ICU, locale ja), for a BLOB column and ORDER BY. Give it the
** reading; kanji sort by code. Stored keys belong to one ICU version: `kyoten rebuild` makes them anew. */
struct bytes text_sort_key(struct arena *a, const char *reading);

/* The number of characters as the counter of a Japanese form shows it: what a person sees as one is one (が in two code
** points, 葛󠄀 with a selector, a flag, a family), a line end is one however it is coded. */
size_t text_count(const char *s);

/* A reading (フリガナ) as full-width katakana, from hiragana, half-width or mixed input: "やまだ ﾀﾛｳ" → "ヤマダ　タロウ".
** Allowed: kana, ー, ・ and spaces (one full-width space inside, none at the ends); a dash after a kana is ー. False, and
** *ret untouched, when anything else is in it or nothing. */
bool text_kana_full(struct arena *a, const char *s, const char **ret);

/* The text to keep and show: control characters removed except tab and line end, CR LF and CR as LF, and the invisible
** characters that turn the direction of other people's text removed. Nothing else is touched, not even spaces. */
const char *text_trim_display(struct arena *a, const char *s);

/* Only the digits of the text, as ASCII: "４０００-０１２" → "4000012". Everything else is dropped. */
const char *text_digits(struct arena *a, const char *s);

/* True when every byte belongs to well-formed UTF-8. */
bool text_is_utf8(const char *s);
/* The code point at *s, which is moved behind it; 0 at the end, U+FFFD for bytes that are not UTF-8. */
uint32_t text_next(const char **s);
/* The code point as UTF-8 at the end of b. */
void text_put(struct buf *b, uint32_t c);

#endif
