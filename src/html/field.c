/* field.c: fields of one line or text; see field.h. */
#include "html/field.h"

#include "base/text.h"
#include "html.msg.h"
#include "html/field_frame.h"
#include "html/mark.h"
#include "i18n/i18n.h"

#include <string.h>

static const char *typed_value(const struct form_view *f, const char *name)
{
    for (size_t i = 0; f->typed && i < f->typed->n; i++)
        if (strcmp(f->typed->v[i].name, name) == 0)
            return f->typed->v[i].value;
    return NULL;
}

const char *form_value(const struct form_view *f, const char *name, const char *stored)
{
    const char *typed = typed_value(f, name);
    if (typed)
        return typed;
    return f->typed || !stored ? "" : stored;
}

/* ── around every control ── */

static void put_need(struct html_writer *w, enum field_need need)
{
    if (need == FIELD_REQUIRED) {
        html_lit(w, "<span class=\"need\" data-need=\"required\">");
        html_msg(w, MSG_HTML_REQUIRED);
        html_lit(w, "</span>");
    } else if (need == FIELD_OPTIONAL) {
        html_lit(w, "<span class=\"need\">");
        html_msg(w, MSG_HTML_OPTIONAL);
        html_lit(w, "</span>");
    }
}

static void put_support(struct html_writer *w, const struct field *x, const char *id)
{
    if (!x->support && !x->readonly_why)
        return;
    html_lit(w, "<p class=\"support\"");
    mark_attr(w, "id", arena_printf(w->out.arena, "%s-s", id));
    html_lit(w, ">");
    html_text(w, x->support ? x->support : "");
    if (x->support && x->readonly_why)
        html_lit(w, "<br>");
    if (x->readonly_why)
        html_msg(w, MSG_HTML_READONLY, arg_text(x->readonly_why));
    html_lit(w, "</p>");
}

/* The ids of what describes the control; NULL: nothing does. */
static const char *described_by(struct arena *a, const char *id, bool error, bool supported)
{
    if (error && supported)
        return arena_printf(a, "%s-e %s-s", id, id);
    return error || supported ? arena_printf(a, error ? "%s-e" : "%s-s", id) : NULL;
}

struct frame frame_begin(struct html_writer *w, const struct form_view *f, const struct field *x, bool group)
{
    struct arena *a = w->out.arena;
    const struct err *e = err_of_field(f->errors, x->name);
    struct frame fr = { .id = arena_printf(a, "f-%s", x->name), .group = group };
    fr.error = e ? err_text(a, w->lang, e) : NULL;
    fr.described_by = described_by(a, fr.id, fr.error, x->support || x->readonly_why);
    html_lit(w, "<div class=\"field\"");
    mark_attr(w, "data-field", x->name);
    if (f->autosave.s)
        mark_attr_i64(w, "data-revision", x->revision);
    html_lit(w, ">");
    if (group) {
        html_lit(w, "<fieldset");
        mark_attr(w, "aria-describedby", fr.described_by);
        html_lit(w, "><legend class=\"");
    } else {
        html_lit(w, "<label");
        mark_attr(w, "for", fr.id);
        html_lit(w, " class=\"");
    }
    html_raw(w, x->compact ? "hidden" : "label", x->compact ? 6 : 5);
    html_lit(w, "\">");
    html_text(w, x->label);
    put_need(w, x->need);
    if (group)
        html_lit(w, "</legend>");
    else
        html_lit(w, "</label>");
    put_support(w, x, fr.id);
    return fr;
}

static void put_counter(struct html_writer *w, const struct field *x, int counted)
{
    bool over = counted > x->max;
    html_lit(w, "<span class=\"counter\" data-counter");
    mark_attr_i64(w, "data-max", x->max);
    mark_attr(w, "data-text", tr(w, MSG_HTML_COUNTER, arg_text("{0}"), arg_text("{1}")));
    mark_attr(w, "data-text-over",
              tr(w, MSG_HTML_COUNTER_OVER, arg_text("{0}"), arg_text("{1}"), arg_text("{2}")));
    mark_attr(w, "data-over", over ? "true" : NULL);
    html_lit(w, ">");
    if (over)
        html_msg(w, MSG_HTML_COUNTER_OVER, arg_i64(counted), arg_i64(x->max), arg_i64(counted - x->max));
    else
        html_msg(w, MSG_HTML_COUNTER, arg_i64(counted), arg_i64(x->max));
    html_lit(w, "</span>");
}

static void put_saved(struct html_writer *w, const struct field *x)
{
    html_lit(w, "<span class=\"saved\" role=\"status\" data-saved");
    mark_attr(w, "data-state", x->saved_at ? "saved" : NULL);
    html_lit(w, ">");
    if (x->saved_at)
        html_msg(w, MSG_HTML_SAVED, arg_text(x->saved_at));
    html_lit(w, "</span>");
}

void frame_end(struct html_writer *w, const struct form_view *f, const struct field *x,
               const struct frame *fr, int counted)
{
    if (fr->error) {
        html_lit(w, "<p class=\"field-error\"");
        mark_attr(w, "id", arena_printf(w->out.arena, "%s-e", fr->id));
        html_lit(w, ">");
        html_text(w, fr->error);
        html_lit(w, "</p>");
    }
    bool saves = f->autosave.s && !x->readonly_why;
    bool counts = x->max > 0 && counted >= 0;
    if (saves || counts) {
        html_lit(w, "<div class=\"under\">");
        if (saves)
            put_saved(w, x);
        if (counts)
            put_counter(w, x, counted);
        html_lit(w, "</div>");
    }
    if (fr->group)
        html_lit(w, "</fieldset>");
    html_lit(w, "</div>\n");
}

void frame_attrs(struct html_writer *w, const struct frame *fr, const struct field *x, const char *name)
{
    mark_attr(w, "id", fr->id);
    mark_attr(w, "name", name);
    mark_attr(w, "aria-describedby", fr->described_by);
    mark_attr(w, "aria-invalid", fr->error ? "true" : NULL);
    mark_attr(w, "aria-required", x->need == FIELD_REQUIRED && !fr->group ? "true" : NULL);
    mark_flag(w, "readonly", x->readonly_why);
}

/* ── the controls ── */

static void put_line(struct html_writer *w, const struct frame *fr, const struct field *x, const char *type,
                     const char *value)
{
    html_lit(w, "<input class=\"input\"");
    mark_attr(w, "type", type);
    frame_attrs(w, fr, x, x->name);
    mark_attr(w, "value", value);
    mark_attr(w, "autocomplete", x->autocomplete);
    if (x->chars > 0) {
        mark_attr_i64(w, "size", 2 * (int64_t)x->chars);
        html_lit(w, " data-chars");
    }
}

void field_text(struct html_writer *w, const struct form_view *f, const struct field *x)
{
    struct frame fr = frame_begin(w, f, x, false);
    const char *value = form_value(f, x->name, x->value);
    html_lit(w, "<div class=\"control\">");
    put_line(w, &fr, x, x->type ? x->type : "text", value);
    html_lit(w, "></div>");
    frame_end(w, f, x, &fr, x->max > 0 ? (int)text_count(value) : -1);
}

void field_long(struct html_writer *w, const struct form_view *f, const struct field *x)
{
    struct frame fr = frame_begin(w, f, x, false);
    const char *value = form_value(f, x->name, x->value);
    html_lit(w, "<div class=\"control\"><textarea class=\"input\"");
    frame_attrs(w, &fr, x, x->name);
    mark_attr_i64(w, "rows", x->rows > 0 ? x->rows : 6);
    html_lit(w, ">\n"); /* the first line end in a textarea is not part of the text */
    html_text(w, value);
    html_lit(w, "</textarea></div>");
    frame_end(w, f, x, &fr, x->max > 0 ? (int)text_count(value) : -1);
}

void field_number(struct html_writer *w, const struct form_view *f, const struct field *x)
{
    struct frame fr = frame_begin(w, f, x, false);
    struct field sized = *x;
    sized.chars = x->chars > 0 ? x->chars : 6;
    html_lit(w, "<div class=\"control\">");
    put_line(w, &fr, &sized, "text", form_value(f, x->name, x->value));
    mark_attr(w, "inputmode", x->decimal ? "decimal" : "numeric");
    mark_attr(w, "data-sum-of", x->sum_group);
    html_lit(w, ">");
    if (x->unit) {
        html_lit(w, "<span class=\"unit\">");
        html_text(w, x->unit);
        html_lit(w, "</span>");
    }
    html_lit(w, "</div>");
    frame_end(w, f, x, &fr, -1);
}

void field_password(struct html_writer *w, const struct form_view *f, const struct field *x)
{
    struct form_view once = *f; /* sent with the form only */
    once.autosave.s = NULL;
    struct frame fr = frame_begin(w, f, x, false);
    html_lit(w, "<div class=\"control\">");
    put_line(w, &fr, x, "password", NULL);
    html_lit(w, "></div><label class=\"choice\" data-show-password hidden><input type=\"checkbox\"><span>");
    html_msg(w, MSG_HTML_SHOW_PASSWORD);
    html_lit(w, "</span></label>");
    frame_end(w, &once, x, &fr, -1);
}

void field_file(struct html_writer *w, const struct form_view *f, const struct field *x)
{
    struct form_view once = *f; /* sent with the form only */
    once.autosave.s = NULL;
    struct frame fr = frame_begin(w, f, x, false);
    html_lit(w, "<div class=\"control\"><input class=\"file\" type=\"file\"");
    frame_attrs(w, &fr, x, x->name);
    mark_attr(w, "accept", x->accept);
    mark_flag(w, "multiple", x->multiple);
    html_lit(w, "></div>");
    frame_end(w, &once, x, &fr, -1);
}
