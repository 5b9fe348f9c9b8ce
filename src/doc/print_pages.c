/* print_pages.c: a PDF from outside, read; its pages alone, written.
**
** Nothing is taken over but what is needed to show a page: its contents and resources, boxes that are boxes,
** and the looks of its remarks. Scripts, actions, forms, embedded files, names, structure and metadata stay
** behind. Streams are copied as they are, so that none is blown up. */
#include "doc/print.h"

#include "doc/doc_bind.h"

#include <qpdf/qpdf-c.h>
#include <stdio.h>
#include <string.h>

#define SIDE_MAX 14400.0 /* points: the largest page that PDF allows */
#define ANNOTS_MAX 2000  /* of one page */

void print_quiet(struct _qpdf_data *q)
{
    qpdf_silence_errors(q);
    qpdf_set_suppress_warnings(q, QPDF_TRUE);
}

struct taking {
    struct arena *a;
    qpdf_data from, to;
};

static const char *const PAGE_KEYS[] = { "/Resources", "/Contents", "/Group", "/UserUnit", NULL };
static const char *const REMARK_KEYS[] = { "/Rect", "/F", "/AP", "/AS", "/C", "/CA", "/Border", "/BS",
                                           "/QuadPoints", "/InkList", "/L", "/Vertices", "/IC", "/Contents", NULL };
/* What is drawn and does nothing. A field of a form keeps its look as a stamp. */
static const char *const REMARKS[] = { "/Highlight", "/Underline", "/Squiggly", "/StrikeOut", "/FreeText",
                                       "/Line",      "/Square",    "/Circle",   "/Polygon",   "/PolyLine",
                                       "/Ink",       "/Stamp",     "/Caret",    NULL };

static void copy_keys(const struct taking *t, qpdf_oh from, qpdf_oh to, const char *const *keys)
{
    for (; *keys; keys++)
        if (qpdf_oh_has_key(t->from, from, *keys))
            qpdf_oh_replace_key(t->from, to, *keys, qpdf_oh_get_key(t->from, from, *keys));
}

/* Left, bottom, right, top in order; false when it is no box that one can see. */
static bool box_of(const struct taking *t, qpdf_oh page, const char *key, double ret[4])
{
    qpdf_oh v = qpdf_oh_get_key(t->from, page, key);
    double x[4];
    if (!qpdf_oh_is_array(t->from, v) || qpdf_oh_get_array_n_items(t->from, v) != 4)
        return false;
    for (int i = 0; i < 4; i++)
        if (!qpdf_oh_get_value_as_number(t->from, qpdf_oh_get_array_item(t->from, v, i), &x[i]) ||
            !(x[i] > -SIDE_MAX && x[i] < SIDE_MAX))
            return false;
    for (int i = 0; i < 2; i++) {
        ret[i] = x[i] < x[i + 2] ? x[i] : x[i + 2];
        ret[i + 2] = x[i] < x[i + 2] ? x[i + 2] : x[i];
    }
    return ret[2] - ret[0] >= 3 && ret[3] - ret[1] >= 3;
}

static void set_box(const struct taking *t, qpdf_oh page, const char *key, const double x[4])
{
    char text[160];
    (void)snprintf(text, sizeof text, "[ %.3f %.3f %.3f %.3f ]", x[0], x[1], x[2], x[3]);
    qpdf_oh_replace_key(t->from, page, key, qpdf_oh_parse(t->from, text));
}

/* A page always has a media box, which is what is seen of it, and stands on one of its four sides. */
static void put_boxes(const struct taking *t, qpdf_oh from, qpdf_oh to)
{
    double media[4] = { 0, 0, PAGE_WIDTH, PAGE_HEIGHT };
    double crop[4];
    long long rotate = 0;
    (void)box_of(t, from, "/MediaBox", media);
    bool cropped = box_of(t, from, "/CropBox", crop);
    for (int i = 0; cropped && i < 4; i++)
        crop[i] = (i < 2) == (crop[i] < media[i]) ? media[i] : crop[i];
    cropped = cropped && crop[2] - crop[0] >= 3 && crop[3] - crop[1] >= 3;
    set_box(t, to, "/MediaBox", cropped ? crop : media);
    (void)qpdf_oh_get_value_as_longlong(t->from, qpdf_oh_get_key(t->from, from, "/Rotate"), &rotate);
    rotate = ((rotate % 360) + 360) % 360 / 90 * 90;
    qpdf_oh_replace_key(t->from, to, "/Rotate", qpdf_oh_new_integer(t->from, rotate));
}

static bool is_one_of(const struct taking *t, qpdf_oh name, const char *const *names)
{
    for (; *names; names++)
        if (qpdf_oh_is_name_and_equals(t->from, name, *names))
            return true;
    return false;
}

static void put_remarks(const struct taking *t, qpdf_oh from, qpdf_oh to)
{
    qpdf_oh all = qpdf_oh_get_key(t->from, from, "/Annots");
    qpdf_oh kept = qpdf_oh_new_array(t->from);
    int n = qpdf_oh_is_array(t->from, all) ? qpdf_oh_get_array_n_items(t->from, all) : 0;
    for (int i = 0; i < n && i < ANNOTS_MAX; i++) {
        qpdf_oh one = qpdf_oh_get_array_item(t->from, all, i);
        if (!qpdf_oh_is_dictionary(t->from, one))
            continue;
        qpdf_oh kind = qpdf_oh_get_key(t->from, one, "/Subtype");
        bool field = qpdf_oh_is_name_and_equals(t->from, kind, "/Widget");
        if (!field && !is_one_of(t, kind, REMARKS))
            continue;
        qpdf_oh copy = qpdf_oh_new_dictionary(t->from);
        copy_keys(t, one, copy, REMARK_KEYS);
        qpdf_oh_replace_key(t->from, copy, "/Type", qpdf_oh_new_name(t->from, "/Annot"));
        qpdf_oh_replace_key(t->from, copy, "/Subtype", field ? qpdf_oh_new_name(t->from, "/Stamp") : kind);
        qpdf_oh_append_item(t->from, kept, copy);
    }
    if (qpdf_oh_get_array_n_items(t->from, kept) > 0)
        qpdf_oh_replace_key(t->from, to, "/Annots", kept);
}

static bool take_page(const struct taking *t, size_t index)
{
    qpdf_oh from = qpdf_get_page_n(t->from, index);
    qpdf_oh page = qpdf_oh_new_dictionary(t->from);
    qpdf_oh_replace_key(t->from, page, "/Type", qpdf_oh_new_name(t->from, "/Page"));
    copy_keys(t, from, page, PAGE_KEYS);
    put_boxes(t, from, page);
    put_remarks(t, from, page);
    page = qpdf_make_indirect_object(t->from, page);
    return !(qpdf_add_page(t->to, t->from, page, QPDF_FALSE) & QPDF_ERRORS);
}

static enum pdf_trouble take_all(struct taking *t, struct bytes pdf, struct pdf_pages *ret)
{
    print_quiet(t->from);
    print_quiet(t->to);
    (void)qpdf_read_memory(t->from, "annex", (const char *)pdf.p, pdf.n, NULL);
    if (qpdf_has_error(t->from))
        return qpdf_get_error_code(t->from, qpdf_get_error(t->from)) == qpdf_e_password ? PDF_ENCRYPTED : PDF_BROKEN;
    int n = qpdf_get_num_pages(t->from);
    if (n <= 0 || (qpdf_push_inherited_attributes_to_page(t->from) & QPDF_ERRORS))
        return PDF_BROKEN;
    if (n > BIND_PAGES_MAX)
        return PDF_TOO_LONG;
    (void)qpdf_empty_pdf(t->to);
    for (int i = 0; i < n; i++)
        if (!take_page(t, (size_t)i))
            return PDF_BROKEN;
    (void)qpdf_init_write_memory(t->to);
    qpdf_set_minimum_pdf_version(t->to, "1.7");
    qpdf_set_stream_data_mode(t->to, qpdf_s_preserve);
    qpdf_set_deterministic_ID(t->to, QPDF_TRUE);
    if ((qpdf_write(t->to) & QPDF_ERRORS) || qpdf_has_error(t->to) || qpdf_get_buffer_length(t->to) == 0)
        return PDF_BROKEN;
    if (qpdf_get_buffer_length(t->to) > BIND_BYTES_MAX)
        return PDF_TOO_LARGE;
    ret->pages = (size_t)n;
    ret->pdf = arena_bytes(t->a, qpdf_get_buffer(t->to), qpdf_get_buffer_length(t->to));
    return PDF_GOOD;
}

void pages_alone(struct arena *a, struct bytes pdf, struct pdf_pages *ret)
{
    struct taking t = { a, qpdf_init(), qpdf_init() };
    *ret = (struct pdf_pages){ 0 };
    ret->trouble = take_all(&t, pdf, ret);
    for (int i = 0; i < 2; i++) { /* an error that nobody fetched is printed when its owner ends */
        qpdf_data q = i ? t.to : t.from;
        if (qpdf_has_error(q))
            (void)qpdf_get_error(q);
    }
    qpdf_cleanup(&t.to);
    qpdf_cleanup(&t.from);
}
