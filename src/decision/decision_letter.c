/* decision_letter.c: from the facts of a decision to the letter that tells it. */
#include "decision/decision.h"

#include "base/buf.h"
#include "base/vec.h"
#include "decision.msg.h"
#include "doc/doc_forms.h"
#include "i18n/i18n.h"
#include "programme/programme.h"

#include <string.h>

#define HOLES 12

typedef VEC(const char *) lines;

struct filling {
    struct arena *a;
    struct hole hole[HOLES];
    size_t n;
};

static void put(struct filling *f, const char *name, const char *value)
{
    f->hole[f->n++] = (struct hole){ name, value };
}

const char *letter_number(struct arena *a, const char *prefix, size_t number)
{
    return arena_printf(a, "%s第%zu号", prefix, number);
}

/* The digits of a letter are full-width, as those of its date. */
static const char *wide_digits(struct arena *a, const char *s)
{
    struct buf b = buf_make(a, strlen(s) * 3 + 1);
    for (; *s; s++) {
        if (*s >= '0' && *s <= '9')
            buf_put(&b, (const char[]){ '\xef', '\xbc', (char)(0x90 + (*s - '0')) }, 3);
        else
            buf_putc(&b, *s);
    }
    return b.s;
}

static struct filling filling_of(struct arena *a, const struct letter_facts *x)
{
    struct filling f = { .a = a };
    const struct hub_type *type = definition_type(x->definition, x->type_key);
    struct term term = term_of_announcement(x->announced_on, x->term_years);
    put(&f, "programme", x->definition->names.full.in[LANG_JA]);
    put(&f, "round", wide_digits(a, x->round));
    put(&f, "receipt_no", x->receipt_no);
    put(&f, "hub", x->hub);
    put(&f, "institution", x->institution);
    put(&f, "type", type ? type->name.in[LANG_JA] : NULL);
    put(&f, "announced_on", doc_letter_date(a, LANG_JA, x->announced_on));
    put(&f, "valid_from", doc_letter_date(a, LANG_JA, term.from));
    put(&f, "valid_to", doc_letter_date(a, LANG_JA, term.to));
    put(&f, "conditions", x->conditions);
    put(&f, "comment", x->comment);
    return f;
}

/* Has the text a hole whose value is "", so that it is left out? */
static bool left_out(const struct filling *f, const char *text)
{
    for (size_t i = 0; i < f->n; i++)
        if (f->hole[i].value && !*f->hole[i].value &&
            strstr(text, arena_printf(f->a, "{%s}", f->hole[i].name)))
            return true;
    return false;
}

static struct err *empty_place(struct arena *a, const struct letter_facts *x, const char *name)
{
    const struct letter_place *place = letter_place(name);
    struct arg what = arg_msg(place ? place->label : &MSG_RELEASE_SIGNATORY);
    struct arg which = arg_msg(x->outcome == OUTCOME_SELECT ? &MSG_LETTER_OF_SELECTED : &MSG_LETTER_OF_DECLINED);
    return invalid(a, name, MSG_LETTER_EMPTY_PLACE, which, arg_text(x->receipt_no ? x->receipt_no : ""), what);
}

/* A name that is needed but empty must not leave its place empty: only what may be absent is "". */
static struct err *check_present(struct arena *a, const struct letter_facts *x, const struct filling *f)
{
    for (size_t i = 0; i < f->n; i++) {
        const struct letter_place *place = letter_place(f->hole[i].name);
        if (!(place && place->may_be_empty) && (!f->hole[i].value || !*f->hole[i].value))
            return empty_place(a, x, f->hole[i].name);
    }
    if (!*x->signed_by_ja)
        return empty_place(a, x, "signatory");
    return NULL;
}

static struct err *paragraphs_of(struct filling *f, const struct letter_text *t, const char *const **ret)
{
    lines v = { 0 };
    for (size_t i = 0; i < t->body.n; i++) {
        const char *text = t->body.v[i].text.in[LANG_JA];
        if (!left_out(f, text))
            TRY(letter_fill(f->a, text, f->hole, f->n, vec_push(f->a, &v)));
    }
    *vec_push(f->a, &v) = NULL;
    *ret = v.v;
    return NULL;
}

static struct err *items_of(struct filling *f, const struct letter_text *t, const struct letter_item **ret)
{
    VEC(struct letter_item) v = { 0 };
    for (size_t i = 0; i < t->items.n; i++) {
        const struct letter_line *line = &t->items.v[i];
        struct letter_item item = { .level = 1, .title = line->title.in[LANG_JA] };
        if (left_out(f, line->text.in[LANG_JA]))
            continue;
        TRY(letter_fill(f->a, line->text.in[LANG_JA], f->hole, f->n, &item.text));
        *vec_push(f->a, &v) = item;
    }
    *vec_push(f->a, &v) = (struct letter_item){ 0 };
    *ret = v.v;
    return NULL;
}

/* The lines of a typed text, without blanks around them and empty ones; ends in NULL. */
static const char *const *lines_of(struct arena *a, const char *text)
{
    lines v = { 0 };
    for (const char *s = text; *s;) {
        size_t n = strcspn(s, "\n");
        size_t end = n;
        while (end > 0 && (s[end - 1] == ' ' || s[end - 1] == '\t'))
            end--;
        if (end > 0)
            *vec_push(a, &v) = arena_strndup(a, s, end);
        s += n + (s[n] == '\n');
    }
    *vec_push(a, &v) = NULL;
    return v.v;
}

static const char *closing_of(struct arena *a, const struct office *o)
{
    struct buf b = buf_make(a, 200);
    buf_printf(&b, "%s", MSG_TEXT(a, LANG_JA, MSG_LETTER_CLOSING));
    buf_printf(&b, "\n%s %s %s", o->ministry.in[LANG_JA], o->bureau.in[LANG_JA], o->name.in[LANG_JA]);
    if (o->phone)
        buf_printf(&b, "\n%s", MSG_TEXT(a, LANG_JA, MSG_LETTER_PHONE, arg_text(o->phone)));
    if (o->email)
        buf_printf(&b, "\n%s", MSG_TEXT(a, LANG_JA, MSG_LETTER_EMAIL, arg_text(o->email)));
    return b.s;
}

struct err *decision_letter(struct arena *a, const struct letter_facts *x, struct doc **ret)
{
    const char *key = x->outcome == OUTCOME_SELECT ? "selected" : "not-selected";
    const struct letter_text *t = definition_letter(x->definition, key);
    if (!t)
        return fault(a, "the definition has no letter \"%s\"", key);
    struct filling f = filling_of(a, x);
    struct letter l = { .number = wide_digits(a, x->document_number),
                        .date = x->dated,
                        .seal_omitted = true,
                        .sender = lines_of(a, x->signed_by_ja),
                        .closing = closing_of(a, &x->definition->office),
                        .mark = x->rehearsal ? MSG_TEXT(a, LANG_JA, MSG_LETTER_REHEARSAL) : NULL,
                        .created = x->created };
    TRY(check_present(a, x, &f));
    TRY(letter_fill(a, t->subject.in[LANG_JA], f.hole, f.n, &l.subject));
    TRY(paragraphs_of(&f, t, &l.paragraphs));
    TRY(items_of(&f, t, &l.items));
    const char *const to[] = { MSG_TEXT(a, LANG_JA, MSG_LETTER_ADDRESSEE, arg_text(x->institution)), NULL };
    l.addressee = to;
    *ret = doc_letter(a, LANG_JA, &l);
    return NULL;
}
