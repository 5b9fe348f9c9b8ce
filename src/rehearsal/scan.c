/* scan.c: see scan.h. One pass over the bytes; what is open at each moment is in struct scanner. */
#include "rehearsal/scan.h"

#include "base/buf.h"
#include "base/vec.h"
#include "rehearsal/scan_text.h"

#include <stdlib.h>
#include <string.h>
#include <strings.h>

#define NAME_MOST 32 /* letters of a tag's or attribute's name that we know */

struct attribute {
    char name[NAME_MOST];
    const char *value;
};
struct tag {
    char name[NAME_MOST];
    bool closes;
    VEC(struct attribute) attributes;
};

struct growing_form {
    struct scan_form f;
    VEC(struct scan_control) controls;
};

struct scanner {
    struct arena *a;
    const char *p, *end;
    struct buf text;
    VEC(struct growing_form) forms;
    VEC(struct scan_link) links;
    long form; /* the one that is open; −1 */
    const char *title, *heading;
    const char *select; /* name of the list that is open, or NULL */
    int64_t revision;
    size_t link_from, button_from, option_from, heading_from; /* places in text where what is open began */
    bool link_open, button_open, option_open, heading_open;
    long button_form, option_form; /* where the open one was put, and its index there */
    size_t button_at, option_at;
};

static bool is_space(char c)
{
    return c == ' ' || c == '\t' || c == '\n' || c == '\r' || c == '\f';
}

static void put_text(struct scanner *s, const char *text)
{
    for (; *text; text++) {
        if (!is_space(*text))
            buf_putc(&s->text, *text);
        else if (s->text.n > 0 && s->text.s[s->text.n - 1] != ' ')
            buf_putc(&s->text, ' ');
    }
}

/* What was read since then, without the space at its ends. */
static const char *text_since(struct scanner *s, size_t from)
{
    size_t to = s->text.n;
    while (from < to && s->text.s[from] == ' ')
        from++;
    while (to > from && s->text.s[to - 1] == ' ')
        to--;
    return arena_strndup(s->a, s->text.s + from, to - from);
}

/* ── tags ── */

static bool is_letter(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

/* A name in small letters; one that is longer than any we know is cut. */
static void read_name(struct scanner *s, char ret[NAME_MOST])
{
    size_t n = 0;
    for (; s->p < s->end && !is_space(*s->p) && !strchr(">/=", *s->p); s->p++)
        if (n + 1 < NAME_MOST)
            ret[n++] = (char)(*s->p >= 'A' && *s->p <= 'Z' ? *s->p | 32 : *s->p);
    ret[n] = 0;
}

static void skip_space(struct scanner *s)
{
    while (s->p < s->end && is_space(*s->p))
        s->p++;
}

static const char *read_value(struct scanner *s)
{
    const char *from = s->p;
    if (s->p < s->end && (*s->p == '"' || *s->p == '\'')) {
        const char *close = memchr(s->p + 1, *s->p, (size_t)(s->end - s->p - 1));
        const char *to = close ? close : s->end;
        s->p = close ? close + 1 : s->end;
        return scan_decode(s->a, from + 1, (size_t)(to - from - 1));
    }
    while (s->p < s->end && !is_space(*s->p) && *s->p != '>')
        s->p++;
    return scan_decode(s->a, from, (size_t)(s->p - from));
}

/* From behind "<" to behind ">". */
static void read_tag(struct scanner *s, struct tag *ret)
{
    *ret = (struct tag){ .closes = *s->p == '/' };
    if (ret->closes)
        s->p++;
    read_name(s, ret->name);
    for (skip_space(s); s->p < s->end && *s->p != '>'; skip_space(s)) {
        if (*s->p == '/' || *s->p == '=' || *s->p == 0) {
            s->p++;
            continue;
        }
        struct attribute *x = vec_push(s->a, &ret->attributes);
        read_name(s, x->name);
        x->value = "";
        skip_space(s);
        if (s->p < s->end && *s->p == '=') {
            s->p++;
            skip_space(s);
            x->value = read_value(s);
        }
    }
    if (s->p < s->end)
        s->p++;
}

static const char *attribute(const struct tag *t, const char *name)
{
    for (size_t i = 0; i < t->attributes.n; i++)
        if (strcmp(t->attributes.v[i].name, name) == 0)
            return t->attributes.v[i].value;
    return NULL;
}

static const char *attribute_text(const struct tag *t, const char *name)
{
    const char *v = attribute(t, name);
    return v ? v : "";
}

/* ── what the tags mean ── */

/* The form a control belongs to: by form="id", else the one around it. */
static struct growing_form *form_of(struct scanner *s, const struct tag *t, long *ret)
{
    const char *id = attribute(t, "form");
    *ret = s->form;
    for (size_t i = 0; id && i < s->forms.n; i++)
        if (strcmp(s->forms.v[i].f.id, id) == 0)
            *ret = (long)i;
    return *ret < 0 ? NULL : &s->forms.v[*ret];
}

static struct scan_control *add_control(struct scanner *s, const struct tag *t, const char *type,
                                        const char *name)
{
    long at = 0;
    struct growing_form *form = form_of(s, t, &at);
    if (!form)
        return NULL;
    struct scan_control *x = vec_push(s->a, &form->controls);
    *x = (struct scan_control){ .type = type,
                                .name = name,
                                .value = attribute_text(t, "value"),
                                .label = "",
                                .inputmode = attribute_text(t, "inputmode"),
                                .accept = attribute_text(t, "accept"),
                                .action = attribute(t, "formaction"),
                                .chosen = attribute(t, "checked") || attribute(t, "selected"),
                                .readonly = attribute(t, "readonly"),
                                .disabled = attribute(t, "disabled"),
                                .revision = s->revision };
    return x;
}

/* The bytes up to the closing tag of that name, which is passed over. */
static const char *raw_until(struct scanner *s, const char *name)
{
    size_t n = strlen(name);
    const char *from = s->p;
    const char *p = s->p;
    for (; p < s->end; p++)
        if (*p == '<' && (size_t)(s->end - p) > n + 2 && p[1] == '/' && strncasecmp(p + 2, name, n) == 0)
            break;
    const char *close = p < s->end ? memchr(p, '>', (size_t)(s->end - p)) : NULL;
    s->p = close ? close + 1 : s->end;
    return scan_decode(s->a, from, (size_t)(p - from));
}

static void open_form(struct scanner *s, const struct tag *t)
{
    const char *method = attribute_text(t, "method");
    struct growing_form *form = vec_push(s->a, &s->forms);
    form->f = (struct scan_form){ .id = attribute_text(t, "id"),
                                  .action = attribute_text(t, "action"),
                                  .method = strcasecmp(method, "post") == 0 ? "post" : "get",
                                  .autosave = attribute(t, "data-autosave"),
                                  .multipart =
                                      strcasecmp(attribute_text(t, "enctype"), "multipart/form-data") == 0 };
    s->form = (long)s->forms.n - 1;
    s->revision = -1;
}

static void close_button(struct scanner *s)
{
    if (s->button_open && s->button_form >= 0)
        s->forms.v[s->button_form].controls.v[s->button_at].label = text_since(s, s->button_from);
    s->button_open = false;
}

static void close_option(struct scanner *s)
{
    if (!s->option_open)
        return;
    struct scan_control *x = &s->forms.v[s->option_form].controls.v[s->option_at];
    x->label = text_since(s, s->option_from);
    s->option_open = false;
}

static void open_button(struct scanner *s, const struct tag *t)
{
    const char *type = attribute(t, "type");
    close_button(s);
    s->button_open = true;
    s->button_from = s->text.n;
    s->button_form = -1;
    if (type && strcasecmp(type, "submit") != 0)
        return;
    if (add_control(s, t, "submit", attribute_text(t, "name"))) {
        (void)form_of(s, t, &s->button_form);
        s->button_at = s->forms.v[s->button_form].controls.n - 1;
    }
}

static void open_option(struct scanner *s, const struct tag *t)
{
    close_option(s);
    if (!s->select || s->form < 0 || !add_control(s, t, "option", s->select))
        return;
    s->option_form = s->form;
    s->option_at = s->forms.v[s->form].controls.n - 1;
    s->option_open = true;
    s->option_from = s->text.n;
}

static void open_textarea(struct scanner *s, const struct tag *t)
{
    struct scan_control *x = add_control(s, t, "textarea", attribute_text(t, "name"));
    const char *text = raw_until(s, "textarea");
    if (x)
        x->value = *text == '\n' ? text + 1 : text;
}

static void open_input(struct scanner *s, const struct tag *t)
{
    const char *type = attribute_text(t, "type");
    struct scan_control *x = add_control(s, t, *type ? type : "text", attribute_text(t, "name"));
    bool box = strcmp(type, "checkbox") == 0 || strcmp(type, "radio") == 0;
    if (x && box && !attribute(t, "value"))
        x->value = "on";
}

static void close_link(struct scanner *s)
{
    if (s->link_open && s->links.n > 0)
        s->links.v[s->links.n - 1].text = text_since(s, s->link_from);
    s->link_open = false;
}

static void open_link(struct scanner *s, const struct tag *t)
{
    close_link(s);
    const char *href = attribute(t, "href");
    if (!href)
        return;
    *vec_push(s->a, &s->links) = (struct scan_link){ href, "" };
    s->link_open = true;
    s->link_from = s->text.n;
}

/* The counter stands below its control. */
static void count_below(struct scanner *s, const struct tag *t)
{
    const char *max = attribute(t, "data-counter") ? attribute(t, "data-max") : NULL;
    struct growing_form *form = s->form < 0 ? NULL : &s->forms.v[s->form];
    if (max && form && form->controls.n > 0)
        form->controls.v[form->controls.n - 1].max = strtoll(max, NULL, 10);
}

static void opened(struct scanner *s, const struct tag *t)
{
    count_below(s, t);
    const char *revision = attribute(t, "data-revision");
    if (revision)
        s->revision = strtoll(revision, NULL, 10);
    else if (attribute(t, "data-field"))
        s->revision = -1;
    if (strcmp(t->name, "form") == 0)
        open_form(s, t);
    else if (strcmp(t->name, "input") == 0)
        open_input(s, t);
    else if (strcmp(t->name, "textarea") == 0)
        open_textarea(s, t);
    else if (strcmp(t->name, "select") == 0)
        s->select = attribute_text(t, "name");
    else if (strcmp(t->name, "option") == 0)
        open_option(s, t);
    else if (strcmp(t->name, "button") == 0)
        open_button(s, t);
    else if (strcmp(t->name, "a") == 0)
        open_link(s, t);
    else if (strcmp(t->name, "title") == 0 && !*s->title)
        s->title = raw_until(s, "title");
    else if (strcmp(t->name, "script") == 0 || strcmp(t->name, "style") == 0 ||
             strcmp(t->name, "template") == 0)
        (void)raw_until(s, t->name);
    else if (strcmp(t->name, "h1") == 0 && !*s->heading) {
        s->heading_open = true;
        s->heading_from = s->text.n;
    }
}

static void closed(struct scanner *s, const struct tag *t)
{
    if (strcmp(t->name, "form") == 0)
        s->form = -1;
    else if (strcmp(t->name, "select") == 0) {
        close_option(s);
        s->select = NULL;
    } else if (strcmp(t->name, "option") == 0)
        close_option(s);
    else if (strcmp(t->name, "button") == 0)
        close_button(s);
    else if (strcmp(t->name, "a") == 0)
        close_link(s);
    else if (strcmp(t->name, "h1") == 0 && s->heading_open) {
        s->heading = text_since(s, s->heading_from);
        s->heading_open = false;
    }
}

/* "<!doctype …>", "<!-- … -->", "<?…>" */
static void skip_declaration(struct scanner *s)
{
    size_t left = (size_t)(s->end - s->p);
    bool comment = left >= 3 && memcmp(s->p, "!--", 3) == 0;
    const char *to = comment ? memmem(s->p + 3, left - 3, "-->", 3) : memchr(s->p, '>', left);
    s->p = to ? to + (comment ? 3 : 1) : s->end;
}

static bool stands_at_tag(const struct scanner *s)
{
    return s->p < s->end && (is_letter(*s->p) || (*s->p == '/' && s->p + 1 < s->end && is_letter(s->p[1])));
}

static void scan_tag(struct scanner *s)
{
    struct tag t;
    read_tag(s, &t);
    (t.closes ? closed : opened)(s, &t);
    put_text(s, " ");
}

static void scan_all(struct scanner *s)
{
    while (s->p < s->end) {
        const char *open = memchr(s->p, '<', (size_t)(s->end - s->p));
        const char *to = open ? open : s->end;
        put_text(s, scan_decode(s->a, s->p, (size_t)(to - s->p)));
        s->p = open ? open + 1 : s->end;
        if (!open)
            break;
        if (stands_at_tag(s))
            scan_tag(s);
        else if (s->p < s->end && (*s->p == '!' || *s->p == '?'))
            skip_declaration(s);
        else
            put_text(s, "<");
    }
    close_option(s);
    close_button(s);
    close_link(s);
}

struct scan *scan_html(struct arena *a, const char *html, size_t n)
{
    struct scanner s = { .a = a,
                         .p = html,
                         .end = html + n,
                         .text = buf_make(a, 4096),
                         .form = -1,
                         .title = "",
                         .heading = "",
                         .revision = -1 };
    scan_all(&s);
    struct scan *r = arena_new(a, struct scan);
    struct scan_form *forms = arena_array(a, struct scan_form, s.forms.n);
    for (size_t i = 0; i < s.forms.n; i++) {
        forms[i] = s.forms.v[i].f;
        forms[i].n = s.forms.v[i].controls.n;
        forms[i].v = s.forms.v[i].controls.v;
    }
    *r = (struct scan){ .title = s.title,
                        .heading = s.heading,
                        .text = s.text.s,
                        .form_count = s.forms.n,
                        .forms = forms,
                        .link_count = s.links.n,
                        .links = s.links.v };
    return r;
}
