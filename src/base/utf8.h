/* utf8.h: one character of UTF-8. */
#ifndef BASE_UTF8_H
#define BASE_UTF8_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* The length in bytes of the character at s, of which n bytes are left (at least 1); its value in *ret. 0, and *ret
** untouched, when it is none: cut off, longer than need be, a surrogate, above U+10FFFF (Unicode, table 3-7). */
size_t utf8_char(const char *s, size_t n, uint32_t *ret);
/* All n bytes are characters; NUL is one. */
bool utf8_is_valid(const char *s, size_t n);

#endif
