/* robot_form.c: what a browser would send of a form (HTML, "constructing the entry list"). */
#include "rehearsal/robot_send.h"

#include "base/buf.h"
#include "base/vec.h"

#include <string.h>

struct robot_form {
    struct arena *a;
    const struct scan_form *seen;
    VEC(struct pair) fields;
    VEC(struct robot_file) files;
};

static bool is(const struct scan_control *x, const char *type)
{
    return strcmp(x->type, type) == 0;
}

/* Is the control sent as it stands? Of a list without a chosen option, the browser sends the first. */
static bool is_sent(const struct scan_form *f, size_t i)
{
    const struct scan_control *x = &f->v[i];
    if (!*x->name || x->disabled || is(x, "submit") || is(x, "button") || is(x, "file") || is(x, "image") ||
        is(x, "reset"))
        return false;
    if (is(x, "radio") || is(x, "checkbox"))
        return x->chosen;
    if (!is(x, "option") || x->chosen)
        return true;
    for (size_t k = 0; k < f->n; k++)
        if (is(&f->v[k], "option") && strcmp(f->v[k].name, x->name) == 0 && (f->v[k].chosen || k < i))
            return false;
    return true;
}

struct robot_form *robot_form_of(struct robot *r, const struct robot_page *page, const struct scan_form *form)
{
    struct arena *a = robot_arena(r);
    struct robot_form *f = arena_new(a, struct robot_form);
    (void)page;
    *f = (struct robot_form){ .a = a, .seen = form };
    for (size_t i = 0; i < form->n; i++)
        if (is_sent(form, i))
            *vec_push(a, &f->fields) = (struct pair){ form->v[i].name, form->v[i].value };
    return f;
}

struct robot_form *robot_form(struct robot *r, const struct robot_page *page, const char *action)
{
    const struct scan_form *form = scan_form_find(page->seen, action);
    return form ? robot_form_of(r, page, form) : NULL;
}

const struct scan_form *robot_form_seen(const struct robot_form *f)
{
    return f->seen;
}

const char *robot_filled(const struct robot_form *f, const char *name)
{
    for (size_t i = 0; i < f->fields.n; i++)
        if (strcmp(f->fields.v[i].name, name) == 0)
            return f->fields.v[i].value;
    return NULL;
}

void robot_tick(struct robot_form *f, const char *name, const char *value)
{
    *vec_push(f->a, &f->fields) = (struct pair){ arena_strdup(f->a, name), arena_strdup(f->a, value) };
}

void robot_fill(struct robot_form *f, const char *name, const char *value)
{
    size_t kept = 0;
    for (size_t i = 0; i < f->fields.n; i++)
        if (strcmp(f->fields.v[i].name, name) != 0)
            f->fields.v[kept++] = f->fields.v[i];
    f->fields.n = kept;
    robot_tick(f, name, value);
}

void robot_attach(struct robot_form *f, const char *field, const char *file_name, const char *type,
                  struct bytes b)
{
    *vec_push(f->a, &f->files) =
        (struct robot_file){ arena_strdup(f->a, field), arena_strdup(f->a, file_name), type, b };
}

/* ── sending ── */

static void put_encoded(struct buf *b, const char *s)
{
    static const char HEX[] = "0123456789ABCDEF";
    for (; *s; s++) {
        unsigned char c = (unsigned char)*s;
        bool plain =
            (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || strchr("-._*", c);
        if (c == '\n') {
            buf_lit(b, "%0D%0A");
        } else if (plain) {
            buf_putc(b, (char)c);
        } else {
            buf_putc(b, '%');
            buf_putc(b, HEX[c >> 4]);
            buf_putc(b, HEX[c & 15]);
        }
    }
}

static struct bytes encoded(struct arena *a, const struct pairs *fields)
{
    struct buf b = buf_make(a, 1024);
    for (size_t i = 0; i < fields->n; i++) {
        if (i > 0)
            buf_putc(&b, '&');
        put_encoded(&b, fields->v[i].name);
        buf_putc(&b, '=');
        put_encoded(&b, fields->v[i].value);
    }
    return (struct bytes){ (const uint8_t *)b.s, b.n };
}

struct err *robot_post(struct robot *r, const char *path, const struct pairs *fields, struct robot_page **ret)
{
    struct arena *a = robot_arena(r);
    return robot_visit(r, arena_strdup(a, path), &(struct robot_body){ .encoded = encoded(a, fields) }, ret);
}

static const struct scan_control *button_of(const struct scan_form *f, const char *name, const char *value)
{
    for (size_t i = 0; i < f->n; i++)
        if (is(&f->v[i], "submit") && !f->v[i].disabled && (!name || strcmp(f->v[i].name, name) == 0) &&
            (!value || strcmp(f->v[i].value, value) == 0))
            return &f->v[i];
    return NULL;
}

struct err *robot_press(struct robot *r, struct robot_form *f, const char *button, const char *value,
                        struct robot_page **ret)
{
    const struct scan_control *b = button_of(f->seen, button, value);
    const char *to = b && b->action ? b->action : f->seen->action;
    if (button && !b)
        return fault(f->a, "%s: no button %s=%s in the form of %s", robot_name(r), button,
                     value ? value : "*", to);
    if (b && *b->name)
        robot_tick(f, b->name, b->value);
    struct pairs fields = { f->fields.n, f->fields.v };
    if (strcmp(f->seen->method, "get") == 0) {
        const char *query = (const char *)encoded(f->a, &fields).p;
        return robot_visit(r, arena_printf(f->a, "%.*s?%s", (int)strcspn(to, "?"), to, query), NULL, ret);
    }
    struct robot_body body = {
        .multipart = f->seen->multipart, .fields = fields, .file_count = f->files.n, .files = f->files.v
    };
    if (!body.multipart)
        body.encoded = encoded(f->a, &fields);
    return robot_visit(r, to, &body, ret);
}
