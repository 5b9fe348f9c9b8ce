/* press.c: see press.h. */
#include "decision/press.h"

#include "base/buf.h"
#include "decision.msg.h"
#include "i18n/i18n.h"

#include <stdlib.h>
#include <string.h>

static int by_receipt(const void *a, const void *b)
{
    const struct board_item *const *x = a;
    const struct board_item *const *y = b;
    return strcmp((*x)->app->receipt_no, (*y)->app->receipt_no);
}

struct pressing {
    struct arena *a;
    enum lang lang;
    const struct board *b;
    const struct release *r;
    const struct public_entries *entries;
    struct buf *out;
};

/* The name as confirmed, in the language where there is one. */
static const char *name_of(const struct pressing *p, const struct application *app, enum public_text ja,
    const char *own)
{
    const struct public_entry *e = public_entry_of(p->entries, app->id);
    if (!e)
        return own;
    const char *en = e->texts.v[ja + 1];
    return p->lang == LANG_EN && *en ? en : e->texts.v[ja];
}

/* "1. 未来社会共創拠点（東都大学）": the selected of one type, in the order of the announced list; how many were applied for. */
static size_t list_type(const struct pressing *p, const char *type_key, struct buf *out, size_t *ret_applied)
{
    const struct board *b = p->b;
    const struct board_item **v = arena_array(p->a, const struct board_item *, b->n + 1);
    size_t n = 0;
    *ret_applied = 0;
    for (size_t i = 0; i < b->n; i++) {
        bool here = strcmp(b->v[i].app->type_key, type_key) == 0;
        *ret_applied += here;
        if (here && b->v[i].rank.outcome == OUTCOME_SELECT)
            v[n++] = &b->v[i];
    }
    qsort(v, n, sizeof *v, by_receipt);
    for (size_t i = 0; i < n; i++)
        buf_printf(out, "%s\n",
                   MSG_TEXT(p->a, p->lang, MSG_PRESS_LINE, arg_i64((int64_t)i + 1),
                            arg_text(name_of(p, v[i]->app, PUBLIC_NAME_JA, v[i]->app->title)),
                            arg_text(name_of(p, v[i]->app, PUBLIC_INSTITUTION_JA, v[i]->app->institution))));
    return n;
}

static void put_types(const struct pressing *p)
{
    const struct definition *def = p->b->call->definition;
    for (size_t t = 0; t < def->types.n; t++) {
        const struct hub_type *type = &def->types.v[t];
        struct buf list = buf_make(p->a, 256);
        size_t applied = 0;
        size_t n = list_type(p, type->key, &list, &applied);
        struct arg name = arg_text(type->name.in[p->lang]);
        if (!type->called)
            continue;
        buf_printf(p->out, "\n%s\n%s",
                   p->r->counts == COUNTS_BY_TYPE
                       ? MSG_TEXT(p->a, p->lang, MSG_PRESS_TYPE, name, arg_i64((int64_t)applied), arg_i64((int64_t)n))
                       : MSG_TEXT(p->a, p->lang, MSG_PRESS_TYPE_SELECTED, name, arg_i64((int64_t)n)),
                   list.s);
    }
}

static const char *body_of(const struct pressing *p, const char *title)
{
    const struct call *call = p->b->call;
    struct arg from = arg_date(date_of_instant(call->opens_at));
    struct arg to = arg_date(date_of_instant(call->closes_at));
    if (p->r->counts == COUNTS_NONE)
        return MSG_TEXT(p->a, p->lang, MSG_PRESS_BODY_PLAIN, arg_text(title), from, to);
    return MSG_TEXT(p->a, p->lang, MSG_PRESS_BODY, arg_text(title), from, to,
                    arg_i64((int64_t)p->b->needs.applications));
}

const char *press_text(struct arena *a, enum lang lang, const struct board *b, const struct release *r,
                       const struct public_entries *entries)
{
    const struct definition *def = b->call->definition;
    const struct office *o = &def->office;
    date day = date_of_instant(r->announce_at);
    struct term term = term_of_announcement(day, b->call->term_years);
    const char *title = call_title(a, lang, b->call);
    struct buf out = buf_make(a, 1024);
    const char *between = lang == LANG_JA ? " " : ", ";
    buf_printf(&out, "%s\n%s%s%s\n\n", text_date(a, lang, day), o->ministry.in[lang], between, o->bureau.in[lang]);
    buf_printf(&out, "%s\n\n", MSG_TEXT(a, lang, MSG_PRESS_HEADING, arg_text(def->names.full.in[lang]),
                                        arg_text(def->names.brief.in[lang]), arg_text(title)));
    struct pressing p = { a, lang, b, r, entries, &out };
    buf_puts(&out, body_of(&p, title));
    buf_printf(&out, "%s%s\n", lang == LANG_JA ? "" : " ",
               MSG_TEXT(a, lang, MSG_PRESS_SELECTED, arg_i64((int64_t)b->needs.selected)));
    buf_printf(&out, "\n%s\n", MSG_TEXT(a, lang, MSG_PRESS_TERM, arg_date(term.from), arg_date(term.to)));
    put_types(&p);
    buf_printf(&out, "\n%s\n%s%s%s%s%s\n", MSG_TEXT(a, lang, MSG_PRESS_CONTACT), o->ministry.in[lang], between,
               o->bureau.in[lang], between, o->name.in[lang]);
    if (o->email)
        buf_printf(&out, "%s\n", o->email);
    return out.s;
}
