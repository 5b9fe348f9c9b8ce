/* print_bind.c: a document and the pages of others, made one file: numbers that go on, a stamp on each page
** of others, a bookmark for each annex. */
#include "doc/print.h"
#include "base/buf.h"
#include "doc/doc_bind.h"

#include <cairo-pdf.h>
#include <math.h>
#include <qpdf/qpdf-c.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define STAMP_HEIGHT 14.0
#define STAMP_FOOT 7.0 /* from the lower edge of the page */

struct annex {
    const char *title;
    struct bytes pdf;
    qpdf_data q;
    size_t pages;
};
struct binding {
    struct arena *a;
    const struct doc *doc;
    const char *stamp;
    struct annex *v;
    size_t n, own, all; /* pages of the document, and of everything */
    double stamp_width;
    qpdf_data q, stamps;
};

static struct err *trouble(const struct binding *b, qpdf_data q, const char *what)
{
    qpdf_error e = qpdf_has_error(q) ? qpdf_get_error(q) : NULL;
    return e ? fault(b->a, "%s: %s", what, qpdf_get_error_full_text(q, e)) : NULL;
}

/* ── the parts ── */

/* Takes the next part of that many bytes. */
static bool part(struct bytes *rest, size_t n, struct bytes *ret)
{
    if (n > rest->n)
        return false;
    *ret = (struct bytes){ rest->p, n };
    rest->p += n;
    rest->n -= n;
    return true;
}

static bool number(char **at, size_t *ret)
{
    char *end = NULL;
    if (**at < '0' || **at > '9')
        return false;
    *ret = strtoull(*at, &end, 10);
    *at = end + (*end == ' ');
    return true;
}

static const char *text_of(struct arena *a, struct bytes b)
{
    const char *s = arena_strndup(a, (const char *)b.p, b.n);
    return doc_text_is_printable(s) ? s : "";
}

static struct err *take_apart(struct binding *b, struct bytes in, struct bytes *ret_json)
{
    const uint8_t *end = memchr(in.p, '\n', in.n);
    size_t line = end ? (size_t)(end - in.p) : 0;
    char *at = arena_strndup(b->a, (const char *)in.p, line);
    struct bytes rest = { in.p + line + 1, end ? in.n - line - 1 : 0 };
    struct bytes one = { 0 };
    size_t n = 0;
    if (!end || !number(&at, &b->n) || b->n > BIND_ANNEXES || !number(&at, &n) || !part(&rest, n, ret_json) ||
        !number(&at, &n) || !part(&rest, n, &one))
        return fault(b->a, "bind: the parts are not as they should be");
    b->stamp = text_of(b->a, one);
    b->v = arena_array(b->a, struct annex, b->n + 1);
    for (size_t i = 0; i < b->n; i++) {
        if (!number(&at, &n) || !part(&rest, n, &one))
            return fault(b->a, "bind: annex %zu has no title", i + 1);
        b->v[i].title = text_of(b->a, one);
        if (!number(&at, &n) || !part(&rest, n, &b->v[i].pdf))
            return fault(b->a, "bind: annex %zu is missing", i + 1);
    }
    return rest.n == 0 && !*at ? NULL : fault(b->a, "bind: more than the parts");
}

static struct err *open_annexes(struct binding *b)
{
    for (size_t i = 0; i < b->n; i++) {
        struct annex *x = &b->v[i];
        x->q = qpdf_init();
        print_quiet(x->q);
        (void)qpdf_read_memory(x->q, x->title, (const char *)x->pdf.p, x->pdf.n, NULL);
        TRY(trouble(b, x->q, "an annex cannot be read"));
        int n = qpdf_get_num_pages(x->q);
        if (n <= 0 || n > BIND_PAGES_MAX)
            return fault(b->a, "annex %zu has %d pages", i + 1, n);
        x->pages = (size_t)n;
        b->all += x->pages;
    }
    return NULL;
}

/* ── stamps: a small page each, made by the same typesetter ── */

static void draw_stamps(struct binding *b, struct print *p)
{
    struct style s = { .family = "BIZ UDGothic, Noto Sans Mono CJK JP", .size = 8.5, .leading = STAMP_HEIGHT,
                       .align = DOC_CENTRE };
    const char *longest = arena_printf(b->a, "%s  %zu / %zu", b->stamp, b->all, b->all);
    b->stamp_width = ceil(text_width(text_layout(p, &s, longest, -1))) + 12;
    cairo_pdf_surface_set_size(p->surface, b->stamp_width, STAMP_HEIGHT);
    p->drawing = true;
    for (size_t i = b->own; i < b->all; i++) {
        PangoLayout *text = text_layout(p, &s, arena_printf(b->a, "%s  %zu / %zu", b->stamp, i + 1, b->all), -1);
        box(p, 0, 0, b->stamp_width, STAMP_HEIGHT, 1);
        text_paint(p, text, &s, 0, 0, b->stamp_width, 0, 1);
        cairo_show_page(p->cr);
    }
}

static cairo_status_t collect(void *to, const unsigned char *data, unsigned int n)
{
    buf_put(to, data, n);
    return CAIRO_STATUS_SUCCESS;
}

static struct err *make_stamps(struct binding *b)
{
    struct buf pdf = buf_make(b->a, 65536);
    struct print p = { .a = b->a, .doc = b->doc };
    TRY(text_begin(&p));
    p.surface = cairo_pdf_surface_create_for_stream(collect, &pdf, 100, STAMP_HEIGHT);
    p.cr = cairo_create(p.surface);
    draw_stamps(b, &p);
    cairo_surface_finish(p.surface);
    cairo_status_t status = cairo_status(p.cr);
    cairo_destroy(p.cr);
    cairo_surface_destroy(p.surface);
    text_end(&p);
    if (status)
        return fault(b->a, "cairo: %s", cairo_status_to_string(status));
    b->stamps = qpdf_init();
    print_quiet(b->stamps);
    (void)qpdf_read_memory(b->stamps, "stamps", pdf.s, pdf.n, NULL);
    return trouble(b, b->stamps, "the stamps");
}

static qpdf_oh stream_of(const struct binding *b, const void *data, size_t n)
{
    qpdf_oh s = qpdf_oh_new_stream(b->q);
    qpdf_oh_replace_stream_data(b->q, s, data, n, qpdf_oh_new_null(b->q), qpdf_oh_new_null(b->q));
    return s;
}

/* The stamp's page as a form that another page can show. */
static struct err *stamp_form(const struct binding *b, size_t index, qpdf_oh *ret)
{
    qpdf_oh page = qpdf_get_page_n(b->stamps, index);
    qpdf_oh resources = qpdf_make_indirect_object(b->stamps, qpdf_oh_get_key(b->stamps, page, "/Resources"));
    unsigned char *s = NULL;
    size_t n = 0;
    if (qpdf_oh_get_page_content_data(b->stamps, page, &s, &n) & QPDF_ERRORS)
        return trouble(b, b->stamps, "a stamp");
    qpdf_oh form = stream_of(b, s, n);
    free(s); /* qpdf hands it over as malloc's */
    qpdf_oh dict = qpdf_oh_get_dict(b->q, form);
    qpdf_oh_replace_key(b->q, dict, "/Type", qpdf_oh_new_name(b->q, "/XObject"));
    qpdf_oh_replace_key(b->q, dict, "/Subtype", qpdf_oh_new_name(b->q, "/Form"));
    qpdf_oh_replace_key(b->q, dict, "/BBox",
                        qpdf_oh_parse(b->q, arena_printf(b->a, "[ 0 0 %.2f %.2f ]", b->stamp_width, STAMP_HEIGHT)));
    qpdf_oh_replace_key(b->q, dict, "/Resources", qpdf_oh_copy_foreign_object(b->q, b->stamps, resources));
    *ret = form;
    return trouble(b, b->q, "a stamp");
}

/* ── pages ── */

static qpdf_oh dict_copy(const struct binding *b, qpdf_oh from)
{
    qpdf_oh to = qpdf_oh_new_dictionary(b->q);
    if (!qpdf_oh_is_dictionary(b->q, from))
        return to;
    qpdf_oh_begin_dict_key_iter(b->q, from);
    while (qpdf_oh_dict_more_keys(b->q)) {
        const char *key = arena_strdup(b->a, qpdf_oh_dict_next_key(b->q));
        qpdf_oh_replace_key(b->q, to, key, qpdf_oh_get_key(b->q, from, key));
    }
    return to;
}

/* Upright at the middle of the lower edge, as the page is seen. */
static const char *stamp_place(const struct binding *b, qpdf_oh page)
{
    double x[4] = { 0, 0, PAGE_WIDTH, PAGE_HEIGHT };
    long long rotate = 0;
    qpdf_oh box = qpdf_oh_get_key(b->q, page, "/MediaBox");
    for (int i = 0; i < 4; i++)
        (void)qpdf_oh_get_value_as_number(b->q, qpdf_oh_get_array_item(b->q, box, i), &x[i]);
    (void)qpdf_oh_get_value_as_longlong(b->q, qpdf_oh_get_key(b->q, page, "/Rotate"), &rotate);
    bool lying = rotate == 90 || rotate == 270;
    double wide = lying ? x[3] - x[1] : x[2] - x[0];
    double scale = fmin(1, (wide - 4) / b->stamp_width);
    double half = b->stamp_width * scale / 2;
    double mid_x = (x[0] + x[2]) / 2;
    double mid_y = (x[1] + x[3]) / 2;
    switch (rotate) {
    case 90:
        return arena_printf(b->a, "0 %.4f %.4f 0 %.2f %.2f", scale, -scale, x[2] - STAMP_FOOT, mid_y - half);
    case 180:
        return arena_printf(b->a, "%.4f 0 0 %.4f %.2f %.2f", -scale, -scale, mid_x + half, x[3] - STAMP_FOOT);
    case 270:
        return arena_printf(b->a, "0 %.4f %.4f 0 %.2f %.2f", -scale, scale, x[0] + STAMP_FOOT, mid_y + half);
    default:
        return arena_printf(b->a, "%.4f 0 0 %.4f %.2f %.2f", scale, scale, mid_x - half, x[1] + STAMP_FOOT);
    }
}

static struct err *stamp_page(const struct binding *b, qpdf_oh page, size_t index)
{
    qpdf_oh form = 0;
    TRY(stamp_form(b, index, &form));
    qpdf_oh resources = dict_copy(b, qpdf_oh_get_key(b->q, page, "/Resources"));
    qpdf_oh objects = dict_copy(b, qpdf_oh_get_key(b->q, resources, "/XObject"));
    qpdf_oh_replace_key(b->q, objects, "/KyotenStamp", form);
    qpdf_oh_replace_key(b->q, resources, "/XObject", objects);
    qpdf_oh_replace_key(b->q, page, "/Resources", resources);
    qpdf_oh was = qpdf_oh_get_key(b->q, page, "/Contents");
    qpdf_oh contents = qpdf_oh_new_array(b->q);
    const char *show = arena_printf(b->a, "\nQ\n/Artifact BMC q %s cm /KyotenStamp Do Q EMC\n", stamp_place(b, page));
    qpdf_oh_append_item(b->q, contents, stream_of(b, "q\n", 2));
    if (qpdf_oh_is_array(b->q, was))
        for (int i = 0; i < qpdf_oh_get_array_n_items(b->q, was); i++)
            qpdf_oh_append_item(b->q, contents, qpdf_oh_get_array_item(b->q, was, i));
    else if (qpdf_oh_is_stream(b->q, was))
        qpdf_oh_append_item(b->q, contents, was);
    qpdf_oh_append_item(b->q, contents, stream_of(b, show, strlen(show)));
    qpdf_oh_replace_key(b->q, page, "/Contents", contents);
    return trouble(b, b->q, "a page of an annex");
}

/* ── bookmarks ── */

static void add_bookmark(const struct binding *b, const char *title, qpdf_oh page)
{
    qpdf_oh root = qpdf_get_root(b->q);
    qpdf_oh all = qpdf_oh_get_key(b->q, root, "/Outlines");
    if (!qpdf_oh_is_dictionary(b->q, all)) {
        qpdf_oh_replace_key(b->q, root, "/Outlines",
                            qpdf_make_indirect_object(b->q, qpdf_oh_parse(b->q, "<< /Type /Outlines /Count 0 >>")));
        all = qpdf_oh_get_key(b->q, root, "/Outlines");
    }
    long long count = 0;
    (void)qpdf_oh_get_value_as_longlong(b->q, qpdf_oh_get_key(b->q, all, "/Count"), &count);
    qpdf_oh last = qpdf_oh_get_key(b->q, all, "/Last");
    qpdf_oh dest = qpdf_oh_new_array(b->q);
    qpdf_oh_append_item(b->q, dest, page);
    qpdf_oh_append_item(b->q, dest, qpdf_oh_new_name(b->q, "/Fit"));
    qpdf_oh item = qpdf_make_indirect_object(b->q, qpdf_oh_new_dictionary(b->q));
    qpdf_oh_replace_key(b->q, item, "/Title", qpdf_oh_new_unicode_string(b->q, title));
    qpdf_oh_replace_key(b->q, item, "/Parent", all);
    qpdf_oh_replace_key(b->q, item, "/Dest", dest);
    if (qpdf_oh_is_dictionary(b->q, last)) {
        qpdf_oh_replace_key(b->q, item, "/Prev", last);
        qpdf_oh_replace_key(b->q, last, "/Next", item);
    } else {
        qpdf_oh_replace_key(b->q, all, "/First", item);
    }
    qpdf_oh_replace_key(b->q, all, "/Last", item);
    qpdf_oh_replace_key(b->q, all, "/Count", qpdf_oh_new_integer(b->q, (count < 0 ? -count : count) + 1));
}

/* ── together ── */

static struct err *add_annexes(struct binding *b)
{
    size_t at = b->own;
    for (size_t i = 0; i < b->n; i++) {
        struct annex *x = &b->v[i];
        for (size_t k = 0; k < x->pages; k++, at++) {
            if (qpdf_add_page(b->q, x->q, qpdf_get_page_n(x->q, k), QPDF_FALSE) & QPDF_ERRORS)
                return trouble(b, b->q, "a page of an annex");
            qpdf_oh page = qpdf_get_page_n(b->q, at);
            TRY(stamp_page(b, page, at - b->own));
            if (k == 0)
                add_bookmark(b, x->title, page);
        }
    }
    return NULL;
}

static struct err *write_all(const struct binding *b, struct bytes *ret)
{
    (void)qpdf_init_write_memory(b->q);
    qpdf_set_minimum_pdf_version(b->q, "1.7");
    qpdf_set_deterministic_ID(b->q, QPDF_TRUE);
    qpdf_set_object_stream_mode(b->q, qpdf_o_generate);
    qpdf_set_stream_data_mode(b->q, qpdf_s_preserve);
    (void)qpdf_write(b->q);
    TRY(trouble(b, b->q, "qpdf cannot write"));
    *ret = (struct bytes){ qpdf_get_buffer(b->q), qpdf_get_buffer_length(b->q) };
    return ret->n <= BOUND_BYTES_MAX ? NULL : fault(b->a, "bound, the document would have %zu bytes", ret->n);
}

static struct err *bind(struct binding *b, struct bytes in, struct bytes *ret)
{
    struct bytes json = { 0 };
    struct bytes own = { 0 };
    struct doc *d = NULL;
    TRY(take_apart(b, in, &json));
    TRY(doc_from_json(b->a, json, &d));
    b->doc = d;
    TRY(open_annexes(b));
    TRY(print_document(b->a, d, (int)b->all, &own));
    b->q = qpdf_init();
    print_quiet(b->q);
    (void)qpdf_read_memory(b->q, "document", (const char *)own.p, own.n, NULL);
    TRY(trouble(b, b->q, "qpdf cannot read the document"));
    b->own = (size_t)qpdf_get_num_pages(b->q);
    b->all += b->own;
    if (b->n > 0)
        TRY(make_stamps(b));
    TRY(add_annexes(b));
    return write_all(b, ret);
}

struct err *print_bound(struct arena *a, struct bytes in, struct bytes *ret)
{
    /* the libraries' memory is left to the end of the process, for it is what the answer stands in */
    return bind(&(struct binding){ .a = a }, in, ret);
}
