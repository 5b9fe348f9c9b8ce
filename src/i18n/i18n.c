/* i18n.c: messages as text: the form of the number, the holes, the language of the reader. */
#include "i18n/i18n.h"

#include <assert.h>
#include <string.h>

static void put_arg(struct buf *b, enum lang lang, const struct arg *arg, int depth);

/* The singular is chosen by the first number among the arguments, where the language has one. */
static const char *form_for(const struct msg *m, enum lang lang, const struct arg *args)
{
    if (!m->one[lang])
        return m->text[lang];
    for (int i = 0; args && i < 4 && args[i].kind != ARG_NONE; i++)
        if (args[i].kind == ARG_I64)
            return args[i].i64 == 1 ? m->one[lang] : m->text[lang];
    return m->text[lang];
}

static void put_msg(struct buf *b, enum lang lang, const struct msg *m, const struct arg *args, int depth)
{
    const char *p = form_for(m, lang, args);
    int given = 0;
    while (args && given < 4 && args[given].kind != ARG_NONE)
        given++;
    for (;;) {
        size_t span = strcspn(p, "{}");
        buf_put(b, p, span);
        p += span;
        if (!*p)
            return;
        if (p[1] == *p) { /* {{ or }} */
            buf_putc(b, *p);
            p += 2;
            continue;
        }
        int hole = p[1] - '0'; /* the compiler of messages let only {0}…{3} through */
        assert(hole >= 0 && hole < given);
        put_arg(b, lang, &args[hole], depth);
        p += 3;
    }
}

static void put_arg(struct buf *b, enum lang lang, const struct arg *arg, int depth)
{
    switch (arg->kind) {
    case ARG_NONE:
        return;
    case ARG_TEXT:
        buf_puts(b, arg->text ? arg->text : "");
        return;
    case ARG_I64:
        buf_puts(b, text_i64(b->arena, arg->i64));
        return;
    case ARG_INSTANT:
        buf_puts(b, text_instant(b->arena, lang, arg->at));
        return;
    case ARG_DATE:
        buf_puts(b, text_date(b->arena, lang, arg->day));
        return;
    case ARG_WORDS:
        buf_puts(b, arg->words[lang] ? arg->words[lang] : arg->words[LANG_JA] ? arg->words[LANG_JA] : "");
        return;
    case ARG_MSG: /* a message inside a message has no arguments of its own */
        assert(depth == 0);
        put_msg(b, lang, arg->msg, NULL, depth + 1);
        return;
    }
}

void msg_put(struct buf *b, enum lang lang, const struct msg *m, const struct arg *args)
{
    put_msg(b, lang, m, args, 0);
}

const char *msg_text(struct arena *a, enum lang lang, const struct msg *m, const struct arg *args)
{
    struct buf b = buf_make(a, 64);
    put_msg(&b, lang, m, args, 0);
    return b.s;
}

const char *err_text(struct arena *a, enum lang lang, const struct err *e)
{
    return e && e->msg ? msg_text(a, lang, e->msg, e->args) : "";
}

enum lang lang_parse(const char *tag)
{
    if (tag && (tag[0] == 'e' || tag[0] == 'E') && (tag[1] == 'n' || tag[1] == 'N') &&
        (tag[2] == 0 || tag[2] == '-' || tag[2] == '_' || tag[2] == ',' || tag[2] == ';'))
        return LANG_EN;
    return LANG_JA;
}

const char *lang_tag(enum lang lang)
{
    return lang == LANG_EN ? "en" : "ja";
}
