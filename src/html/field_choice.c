/* field_choice.c: choices and dates; see field.h. */
#include "base/identifier.h"
#include "html.msg.h"
#include "html/field.h"
#include "html/field_frame.h"
#include "html/mark.h"
#include "i18n/i18n.h"

#include <string.h>

const struct option *prefecture_options(struct arena *a, enum lang lang)
{
    struct option *v = arena_array(a, struct option, PREFECTURE_COUNT + 1);
    for (int i = 1; i <= PREFECTURE_COUNT; i++) {
        const char *code = prefecture_code(a, i);
        v[i - 1] = (struct option){ .value = code, .label = prefecture_name(lang, code) };
    }
    return v;
}

void field_select(struct html_writer *w, const struct form_view *f, const struct field *x)
{
    struct frame fr = frame_begin(w, f, x, false);
    const char *value = form_value(f, x->name, x->value);
    html_lit(w, "<div class=\"control\"><select class=\"select\"");
    frame_attrs(w, &fr, x, x->name);
    html_lit(w, "><option value=\"\">");
    html_msg(w, MSG_HTML_CHOOSE);
    html_lit(w, "</option>");
    for (const struct option *o = x->options; o && o->label; o++) {
        html_lit(w, "<option");
        mark_attr(w, "value", o->value);
        mark_flag(w, "selected", strcmp(o->value, value) == 0);
        html_put_optional(w, "lang", html_text_lang(w, o->label));
        html_lit(w, ">");
        html_text(w, o->label);
        html_lit(w, "</option>");
    }
    html_lit(w, "</select></div>");
    frame_end(w, f, x, &fr, -1);
}

struct choice {
    const char *type, *id, *name, *value;
    bool checked;
};

static void put_choice(struct html_writer *w, const struct frame *fr, const struct field *x,
                       const struct choice *c, const struct option *o)
{
    html_lit(w, "<label class=\"choice\"><input");
    mark_attr(w, "type", c->type);
    mark_attr(w, "id", c->id);
    mark_attr(w, "name", c->name);
    mark_attr(w, "value", c->value);
    mark_flag(w, "checked", c->checked);
    mark_attr(w, "aria-invalid", fr->error && strcmp(c->type, "radio") != 0 ? "true" : NULL);
    mark_attr(w, "aria-describedby", fr->error ? arena_printf(w->out.arena, "%s-e", fr->id) : NULL);
    html_lit(w, "><span>");
    if (x->as_scale)
        html_lit(w, "<strong>");
    html_text(w, o->label);
    if (x->as_scale)
        html_lit(w, "</strong>");
    if (o->support) {
        if (x->as_scale)
            html_lit(w, "<small>");
        else
            html_lit(w, "<span class=\"support\">");
        html_text(w, o->support);
        if (x->as_scale)
            html_lit(w, "</small>");
        else
            html_lit(w, "</span>");
    }
    html_lit(w, "</span></label>");
}

/* The first choice has the group's id: the error summary leads to it. */
static const char *choice_id(struct html_writer *w, const struct frame *fr, int i)
{
    return i == 0 ? fr->id : arena_printf(w->out.arena, "%s-%d", fr->id, i);
}

static void choices_begin(struct html_writer *w, const struct field *x)
{
    html_lit(w, "<div class=\"choices\"");
    mark_attr(w, "data-as", x->as_scale ? "scale" : NULL);
    mark_attr(w, "data-digits", x->digits ? "true" : NULL);
    html_lit(w, ">");
}

void field_radios(struct html_writer *w, const struct form_view *f, const struct field *x)
{
    struct frame fr = frame_begin(w, f, x, true);
    const char *value = form_value(f, x->name, x->value);
    int i = 0;
    choices_begin(w, x);
    for (const struct option *o = x->options; o && o->label; o++, i++)
        put_choice(w, &fr, x,
                   &(struct choice){ "radio", choice_id(w, &fr, i), x->name, o->value,
                                     strcmp(o->value, value) == 0 },
                   o);
    html_lit(w, "</div>");
    frame_end(w, f, x, &fr, -1);
}

static bool is_chosen(const struct form_view *f, const struct field *x, const char *value)
{
    if (!f->typed) {
        for (const char *const *c = x->chosen; c && *c; c++)
            if (strcmp(*c, value) == 0)
                return true;
        return false;
    }
    for (size_t i = 0; i < f->typed->n; i++)
        if (strcmp(f->typed->v[i].name, x->name) == 0 && strcmp(f->typed->v[i].value, value) == 0)
            return true;
    return false;
}

void field_checks(struct html_writer *w, const struct form_view *f, const struct field *x)
{
    struct frame fr = frame_begin(w, f, x, true);
    int i = 0;
    choices_begin(w, x);
    for (const struct option *o = x->options; o && o->label; o++, i++)
        put_choice(w, &fr, x,
                   &(struct choice){ "checkbox", choice_id(w, &fr, i), x->name, o->value,
                                     is_chosen(f, x, o->value) },
                   o);
    html_lit(w, "</div>");
    frame_end(w, f, x, &fr, -1);
}

void field_check(struct html_writer *w, const struct form_view *f, const struct field *x)
{
    struct arena *a = w->out.arena;
    const struct err *e = err_of_field(f->errors, x->name);
    struct frame fr = { .id = arena_printf(a, "f-%s", x->name), .error = e ? err_text(a, w->lang, e) : NULL };
    html_lit(w, "<div class=\"field\"");
    mark_attr(w, "data-field", x->name);
    if (f->autosave.s)
        mark_attr_i64(w, "data-revision", x->revision);
    html_lit(w, ">");
    bool checked = strcmp(form_value(f, x->name, x->value), "1") == 0;
    put_choice(w, &fr, x, &(struct choice){ "checkbox", fr.id, x->name, "1", checked },
               &(struct option){ "1", x->label, x->support });
    frame_end(w, f, x, &fr, -1);
}

/* ── dates ── */

static const char *const PARTS[] = { "year", "month", "day", "hour", "minute" };

/* The part of "2024-07-29 12:00" without leading zeros; "" when the stored value is empty. */
static const char *stored_part(struct arena *a, const char *value, int part)
{
    static const size_t FROM[] = { 0, 5, 8, 11, 14 }, LENGTH[] = { 4, 2, 2, 2, 2 };
    if (!value || strlen(value) < FROM[part] + LENGTH[part])
        return "";
    const char *s = value + FROM[part];
    size_t n = LENGTH[part];
    while (part < 4 && n > 1 && *s == '0')
        s++, n--;
    return arena_strndup(a, s, n);
}

static void put_date_part(struct html_writer *w, const struct form_view *f, const struct field *x,
                          const struct frame *fr, int part, const struct msg *label)
{
    struct arena *a = w->out.arena;
    const char *name = arena_printf(a, "%s-%s", x->name, PARTS[part]);
    html_lit(w, "<label><input class=\"input\" type=\"text\" autocomplete=\"off\"");
    mark_attr(w, "id", part == 0 ? fr->id : arena_printf(a, "%s-%s", fr->id, PARTS[part]));
    mark_attr(w, "name", name);
    mark_attr(w, "value", form_value(f, name, stored_part(a, x->value, part)));
    mark_attr(w, "data-part", PARTS[part]);
    mark_attr(w, "inputmode", part == 0 ? NULL : "numeric");
    mark_attr(w, "aria-invalid", fr->error ? "true" : NULL);
    mark_attr(w, "aria-describedby", fr->error ? arena_printf(a, "%s-e", fr->id) : NULL);
    mark_flag(w, "readonly", x->readonly_why);
    html_lit(w, "><span>");
    html_put_msg(w, label, NULL);
    html_lit(w, "</span></label>");
}

void field_date(struct html_writer *w, const struct form_view *f, const struct field *x)
{
    struct field hinted = *x;
    if (!x->support)
        hinted.support = tr(w, MSG_HTML_DATE_HINT);
    struct frame fr = frame_begin(w, f, &hinted, true);
    const struct msg *labels[] = { &MSG_HTML_YEAR, &MSG_HTML_MONTH, &MSG_HTML_DAY, &MSG_HTML_HOUR,
                                   &MSG_HTML_MINUTE };
    html_lit(w, "<div class=\"date-parts\" data-date>");
    for (int i = 0; i < (x->with_time ? 5 : 3); i++)
        put_date_part(w, f, x, &fr, i, labels[i]);
    html_lit(w, "<output class=\"wareki\" data-wareki></output></div>");
    frame_end(w, f, &hinted, &fr, -1);
}

const char *form_date_text(struct arena *a, const struct pairs *form, const char *name)
{
    static const char *const SUFFIX[] = { "年", "月", "日 ", ":", "" };
    struct buf b = buf_make(a, 48);
    struct form_view f = { .typed = form };
    bool any = false;
    int parts = 3;
    for (int i = 0; i < 5; i++) {
        const char *v = form_value(&f, arena_printf(a, "%s-%s", name, PARTS[i]), NULL);
        any = any || *v;
        if (i >= 3 && *v)
            parts = 5;
    }
    for (int i = 0; any && i < parts; i++) {
        buf_puts(&b, form_value(&f, arena_printf(a, "%s-%s", name, PARTS[i]), NULL));
        buf_puts(&b, parts == 3 && i == 2 ? "日" : SUFFIX[i]);
    }
    return b.s;
}
