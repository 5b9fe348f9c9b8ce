/* text_variant.h: the table behind the search key (text.h). */
#ifndef BASE_TEXT_VARIANT_H
#define BASE_TEXT_VARIANT_H

#include <stdbool.h>
#include <stdint.h>

/* The common form of a kanji: 髙 → 高, 齋 → 斉; every other character is itself. */
uint32_t text_variant_fold(uint32_t c);
/* True when the table is in order and no form it folds to is folded again (for the tests). */
bool text_variant_table_is_sound(void);

#endif
