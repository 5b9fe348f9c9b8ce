/* public_entry.c: the rules of what will be public. */
#include "decision/public_entry.h"

#include "base/text.h"
#include "notice.msg.h"

#include <string.h>

static const struct {
    const char *key;
    const struct msg *label;
    int max;
    bool required, long_text;
} TEXTS[PUBLIC_TEXT_COUNT] = {
    [PUBLIC_NAME_JA] = { "name_ja", &MSG_NOTICE_NAME_JA, 100, true, false },
    [PUBLIC_NAME_EN] = { "name_en", &MSG_NOTICE_NAME_EN, 200, true, false },
    [PUBLIC_INSTITUTION_JA] = { "institution_ja", &MSG_NOTICE_INSTITUTION_JA, 100, true, false },
    [PUBLIC_INSTITUTION_EN] = { "institution_en", &MSG_NOTICE_INSTITUTION_EN, 200, true, false },
    [PUBLIC_SUMMARY_JA] = { "summary_ja", &MSG_NOTICE_SUMMARY_JA, 400, true, true },
    [PUBLIC_SUMMARY_EN] = { "summary_en", &MSG_NOTICE_SUMMARY_EN, 1200, false, true },
};

const char *public_text_key(enum public_text t)
{
    return TEXTS[t].key;
}

const struct msg *public_text_label(enum public_text t)
{
    return TEXTS[t].label;
}

int public_text_max(enum public_text t)
{
    return TEXTS[t].max;
}

bool public_text_required(enum public_text t)
{
    return TEXTS[t].required;
}

bool public_texts_equal(const struct public_texts *a, const struct public_texts *b)
{
    for (int i = 0; i < PUBLIC_TEXT_COUNT; i++)
        if (strcmp(a->v[i], b->v[i]) != 0)
            return false;
    return true;
}

struct err *public_texts_check(struct arena *a, struct public_texts *t)
{
    struct err *e = NULL;
    for (int i = 0; i < PUBLIC_TEXT_COUNT; i++) {
        t->v[i] = decision_trimmed(a, t->v[i]);
        size_t n = text_count(t->v[i]);
        if (n == 0 && TEXTS[i].required)
            e = err_join(e, invalid(a, TEXTS[i].key, MSG_NOTICE_TEXT_MISSING));
        else if (n > (size_t)TEXTS[i].max)
            e = err_join(e, invalid(a, TEXTS[i].key, MSG_NOTICE_TEXT_LONG, arg_i64(TEXTS[i].max), arg_i64((int64_t)n)));
        else if (!TEXTS[i].long_text && strchr(t->v[i], '\n'))
            e = err_join(e, invalid(a, TEXTS[i].key, MSG_NOTICE_TEXT_ONE_LINE));
    }
    return e;
}

bool public_entry_is(const struct public_entry *e, const char *state)
{
    return e && strcmp(e->state, state) == 0;
}

const struct public_entry *public_entry_of(const struct public_entries *list, int64_t application_id)
{
    for (size_t i = 0; i < list->n; i++)
        if (list->v[i].application_id == application_id)
            return &list->v[i];
    return NULL;
}

size_t public_entries_open(const struct public_entries *list)
{
    size_t n = 0;
    for (size_t i = 0; i < list->n; i++)
        n += !public_entry_is(&list->v[i], "confirmed");
    return n;
}
