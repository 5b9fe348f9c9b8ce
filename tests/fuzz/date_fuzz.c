/* date_fuzz.c: whatever is typed as a date is a day that is read back from its own text, or a refusal in words; the
** codes and instants likewise. */
#include "base/date_parse.h"
#include "base/identifier.h"
#include "i18n/i18n.h"

#include <assert.h>
#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t n);

static void refused_in_words(struct arena *a, const struct err *e)
{
    assert(e->kind == ERR_INVALID);
    assert(*err_text(a, LANG_JA, e) && *err_text(a, LANG_EN, e));
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t n)
{
    ARENA(a);
    if (n > 4096)
        return 0;
    const char *text = arena_strndup(a, (const char *)data, n);
    date d = DATE_UNKNOWN;
    date back = DATE_UNKNOWN;
    struct err *e = date_parse(a, text, &d);
    if (e) {
        assert(!date_is_known(d));
        refused_in_words(a, e);
    } else {
        struct err *again = date_parse(a, text_date(a, LANG_JA, d), &back);
        assert(!again && back.day == d.day);
        (void)date_questions(d);
        (void)announcement_question(d, 3);
    }
    instant at = INSTANT_UNKNOWN;
    instant same = INSTANT_UNKNOWN;
    if (instant_from_rfc3339(text, &at)) {
        bool read = instant_from_rfc3339(instant_rfc3339(a, at), &same);
        assert(read && same == at);
        (void)read;
    }
    struct err *(*const checks[])(struct arena *, const char *, const char **) = {
        corporate_number_check, school_code_check, municipality_code_check
    };
    for (size_t i = 0; i < sizeof checks / sizeof *checks; i++) {
        const char *value = NULL;
        e = checks[i](a, text, &value);
        assert(!e == !!value);
        if (e)
            refused_in_words(a, e);
    }
    return 0;
}
