/* doc_letter.c: from the facts of a letter to its parts in the order of Japanese official documents. */
#include "doc/doc_forms.h"
#include "doc.msg.h"
#include "base/date.h"
#include "i18n/i18n.h"

const char *doc_letter_date(struct arena *a, enum lang lang, date d)
{
    if (lang == LANG_EN) {
        const char *s = text_date(a, lang, d);
        const char *weekday = strstr(s, " (");
        return weekday ? arena_strndup(a, s, (size_t)(weekday - s)) : s;
    }
    struct buf b = buf_make(a, 64);
    for (const char *s = text_wareki(a, d); *s; s++) {
        if (*s >= '0' && *s <= '9')
            buf_put(&b, (const char[]){ '\xef', '\xbc', (char)(0x90 + (*s - '0')) }, 3);
        else
            buf_putc(&b, *s);
    }
    return b.s;
}

static size_t count(const char *const *lines)
{
    size_t n = 0;
    while (lines && lines[n])
        n++;
    return n;
}

static void add_sender(struct doc *d, const struct letter *l)
{
    size_t n = count(l->sender);
    const char **lines = arena_array(d->arena, const char *, n + 1);
    for (size_t i = 0; i < n; i++)
        lines[i] = l->sender[i];
    if (l->seal_omitted && d->lang == LANG_JA) /* there is no seal to leave out on an English letter */
        lines[n++] = MSG_TEXT(d->arena, d->lang, MSG_DOC_SEAL_OMITTED);
    doc_sender(d, lines, n);
}

static void add_items(struct doc *d, const struct letter_item *item)
{
    doc_centred(d, MSG_TEXT(d->arena, d->lang, MSG_DOC_LETTER_ITEMS));
    for (; item->text || item->title; item++)
        doc_item(d, item->level ? item->level : 1, item->title ? item->title : "", item->text ? item->text : "");
}

struct doc *doc_letter(struct arena *a, enum lang lang, const struct letter *l)
{
    struct doc *d = doc_make(a, DOC_LETTER, lang, l->subject, l->created);
    bool has_items = l->items && (l->items[0].text || l->items[0].title);
    doc_set_mark(d, l->mark);
    doc_number_date(d, l->number ? l->number : "", doc_letter_date(a, lang, l->date));
    doc_addressee(d, l->addressee, count(l->addressee));
    if (lang == LANG_JA)
        add_sender(d, l);
    doc_subject(d, l->subject);
    for (const char *const *p = l->paragraphs; p && *p; p++)
        doc_paragraph(d, *p);
    if (has_items)
        add_items(d, l->items);
    if (!has_items && count(l->enclosures))
        doc_space(d, 1);
    for (const char *const *p = l->enclosures; p && *p; p++)
        doc_paragraph(d, MSG_TEXT(a, lang, MSG_DOC_LETTER_ENCLOSURE, arg_text(*p)));
    if (has_items && lang == LANG_JA)
        doc_right(d, MSG_TEXT(a, lang, MSG_DOC_LETTER_END));
    if (lang == LANG_EN) { /* an English letter is signed at its end */
        doc_space(d, 2);
        add_sender(d, l);
    }
    if (l->closing) {
        doc_space(d, 1);
        doc_note(d, l->closing);
    }
    return d;
}
