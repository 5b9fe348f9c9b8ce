/* print_finish.c: what cairo 1.16 leaves out of a tagged PDF, put in with qpdf.
**
** Language, the title in the window, XMP, the order of reading by structure, Scope of header cells, Alt of figures,
** and artifacts: cairo's leaves named ARTIFACT are taken out of the structure tree, and their marks in the pages
** become real artifacts. The file's /ID is a hash of its contents. */
#include "doc/print.h"
#include "base/buf.h"
#include "base/date.h"

#include <qpdf/qpdf-c.h>
#include <stdio.h>
#include <stdlib.h>

struct finish {
    struct arena *a;
    const struct doc *doc;
    qpdf_data q;
    size_t next_figure; /* index of the block where the search for the next figure's caption begins */
};

static void set(const struct finish *f, qpdf_oh dict, const char *key, qpdf_oh value)
{
    qpdf_oh_replace_key(f->q, dict, key, value);
}

static bool is_element(const struct finish *f, qpdf_oh e, const char *type)
{
    return qpdf_oh_is_dictionary(f->q, e) &&
           qpdf_oh_is_name_and_equals(f->q, qpdf_oh_get_key(f->q, e, "/S"), type);
}

/* ---- the structure tree ----------------------------------------------------------------------------------- */

static bool has_data_cell(const struct finish *f, qpdf_oh row_cells)
{
    for (int i = 0; i < qpdf_oh_get_array_n_items(f->q, row_cells); i++)
        if (is_element(f, qpdf_oh_get_array_item(f->q, row_cells, i), "/TD"))
            return true;
    return false;
}

static const char *next_caption(struct finish *f)
{
    while (f->next_figure < f->doc->block_count) {
        const struct doc_block *b = &f->doc->blocks[f->next_figure++];
        if (b->kind == DOC_QR)
            return b->more[0] ? b->more : b->text;
    }
    return f->doc->title;
}

static void finish_element(struct finish *f, qpdf_oh e, bool row_has_data)
{
    if (is_element(f, e, "/TH")) {
        const char *scope = row_has_data ? "<< /O /Table /Scope /Row >>" : "<< /O /Table /Scope /Column >>";
        set(f, e, "/A", qpdf_oh_parse(f->q, scope));
    }
    if (is_element(f, e, "/Figure"))
        set(f, e, "/Alt", qpdf_oh_new_unicode_string(f->q, next_caption(f)));
}

/* Walks the tree below e (Document > Table > TR > TD is the deepest it gets), dropping artifacts. */
static void walk(struct finish *f, qpdf_oh e, int depth) // NOLINT(misc-no-recursion): depth is bounded
{
    qpdf_oh kids = qpdf_oh_get_key(f->q, e, "/K");
    if (depth > 6 || !qpdf_oh_is_array(f->q, kids)) {
        qpdf_oh_release(f->q, kids);
        return;
    }
    bool row_has_data = is_element(f, e, "/TR") && has_data_cell(f, kids);
    qpdf_oh kept = qpdf_oh_new_array(f->q);
    int n = qpdf_oh_get_array_n_items(f->q, kids);
    for (int i = 0; i < n; i++) {
        qpdf_oh kid = qpdf_oh_get_array_item(f->q, kids, i);
        if (!is_element(f, kid, "/" ARTIFACT)) {
            finish_element(f, kid, row_has_data);
            walk(f, kid, depth + 1);
            qpdf_oh_append_item(f->q, kept, kid);
        }
        qpdf_oh_release(f->q, kid);
    }
    set(f, e, "/K", kept);
    qpdf_oh_release(f->q, kept);
    qpdf_oh_release(f->q, kids);
}

/* The way back from the marks of a page to the tree must not lead to what was dropped. */
static void clean_parent_tree(const struct finish *f, qpdf_oh tree)
{
    qpdf_oh nums = qpdf_oh_get_key(f->q, qpdf_oh_get_key(f->q, tree, "/ParentTree"), "/Nums");
    for (int i = 1; i < qpdf_oh_get_array_n_items(f->q, nums); i += 2) {
        qpdf_oh marks = qpdf_oh_get_array_item(f->q, nums, i);
        for (int k = 0; k < qpdf_oh_get_array_n_items(f->q, marks); k++) {
            qpdf_oh e = qpdf_oh_get_array_item(f->q, marks, k);
            if (is_element(f, e, "/" ARTIFACT))
                qpdf_oh_set_array_item(f->q, marks, k, qpdf_oh_new_null(f->q));
            qpdf_oh_release(f->q, e);
        }
        qpdf_oh_release(f->q, marks);
    }
}

/* ---- the pages -------------------------------------------------------------------------------------------- */

/* "/NonStruct << /MCID 7 >> BDC" (as cairo writes it) becomes "/Artifact BMC". */
static struct bytes mark_artifacts(struct arena *a, const unsigned char *s, size_t n)
{
    static const char mark[] = "/" ARTIFACT " << /MCID ";
    struct buf b = buf_make(a, n + 64);
    size_t done = 0;
    while (done < n) {
        const unsigned char *at = memmem(s + done, n - done, mark, sizeof mark - 1);
        const unsigned char *end = at ? memmem(at, n - (size_t)(at - s), "BDC", 3) : NULL;
        size_t upto = end ? (size_t)(at - s) : n;
        buf_put(&b, s + done, upto - done);
        done = upto;
        if (end) {
            buf_lit(&b, "/Artifact BMC");
            done = (size_t)(end - s) + 3;
        }
    }
    return (struct bytes){ (const uint8_t *)b.s, b.n };
}

static void finish_page(const struct finish *f, qpdf_oh page)
{
    unsigned char *s = NULL;
    size_t n = 0;
    set(f, page, "/Tabs", qpdf_oh_new_name(f->q, "/S"));
    if (qpdf_oh_get_page_content_data(f->q, page, &s, &n) & QPDF_ERRORS)
        return;
    struct bytes changed = mark_artifacts(f->a, s, n);
    free(s); /* qpdf hands it over as malloc's */
    qpdf_oh stream = qpdf_oh_new_stream(f->q);
    qpdf_oh_replace_stream_data(f->q, stream, changed.p, changed.n, qpdf_oh_new_null(f->q), qpdf_oh_new_null(f->q));
    set(f, page, "/Contents", stream);
    qpdf_oh_release(f->q, stream);
}

/* ---- what the file says of itself ------------------------------------------------------------------------- */

static void put_xml(struct buf *b, const char *s)
{
    for (; *s; s++) {
        if (*s == '<')
            buf_lit(b, "&lt;");
        else if (*s == '>')
            buf_lit(b, "&gt;");
        else if (*s == '&')
            buf_lit(b, "&amp;");
        else
            buf_putc(b, *s);
    }
}

const char *print_date(struct arena *a, const struct doc *d)
{
    struct date_parts day = date_parts(date_of_instant(d->created));
    struct clock_parts c = clock_of_instant(d->created);
    return arena_printf(a, "%04d-%02d-%02dT%02d:%02d:%02d+09:00", day.year, day.month, day.day, c.hour, c.minute,
                        c.second);
}

static void put_xmp(const struct finish *f, struct buf *b, const char *language)
{
    const char *when = print_date(f->a, f->doc);
    buf_lit(b, "<?xpacket begin=\"\xef\xbb\xbf\" id=\"W5M0MpCehiHzreSzNTczkc9d\"?>\n"
               "<x:xmpmeta xmlns:x=\"adobe:ns:meta/\">"
               "<rdf:RDF xmlns:rdf=\"http://www.w3.org/1999/02/22-rdf-syntax-ns#\">"
               "<rdf:Description rdf:about=\"\" xmlns:dc=\"http://purl.org/dc/elements/1.1/\" "
               "xmlns:xmp=\"http://ns.adobe.com/xap/1.0/\">"
               "<dc:format>application/pdf</dc:format><dc:title><rdf:Alt><rdf:li xml:lang=\"x-default\">");
    put_xml(b, f->doc->title);
    buf_printf(b,
               "</rdf:li></rdf:Alt></dc:title><dc:language><rdf:Bag><rdf:li>%s</rdf:li></rdf:Bag></dc:language>"
               "<xmp:CreatorTool>Kyoten</xmp:CreatorTool><xmp:CreateDate>%s</xmp:CreateDate>"
               "<xmp:ModifyDate>%s</xmp:ModifyDate></rdf:Description></rdf:RDF></x:xmpmeta>\n<?xpacket end=\"r\"?>",
               language, when, when);
}

static void finish_catalogue(const struct finish *f, qpdf_oh root)
{
    const char *language = f->doc->lang == LANG_JA ? "ja-JP" : "en";
    struct buf xmp = buf_make(f->a, 2048);
    put_xmp(f, &xmp, language);
    qpdf_oh stream = qpdf_oh_new_stream(f->q);
    qpdf_oh_replace_stream_data(f->q, stream, (const unsigned char *)xmp.s, xmp.n, qpdf_oh_new_null(f->q),
                                qpdf_oh_new_null(f->q));
    qpdf_oh dict = qpdf_oh_get_dict(f->q, stream);
    set(f, dict, "/Type", qpdf_oh_new_name(f->q, "/Metadata"));
    set(f, dict, "/Subtype", qpdf_oh_new_name(f->q, "/XML"));
    set(f, root, "/Metadata", stream);
    set(f, root, "/Lang", qpdf_oh_new_string(f->q, language));
    set(f, root, "/ViewerPreferences", qpdf_oh_parse(f->q, "<< /DisplayDocTitle true >>"));
}

static struct err *check(const struct finish *f, const char *what)
{
    qpdf_error e = qpdf_has_error(f->q) ? qpdf_get_error(f->q) : NULL;
    return e ? fault(f->a, "%s: %s", what, qpdf_get_error_full_text(f->q, e)) : NULL;
}

static struct err *finish(struct finish *f, struct bytes pdf, struct bytes *ret)
{
    print_quiet(f->q);
    (void)qpdf_read_memory(f->q, "document", (const char *)pdf.p, pdf.n, NULL);
    TRY(check(f, "qpdf cannot read what cairo wrote"));
    qpdf_oh root = qpdf_get_root(f->q);
    qpdf_oh tree = qpdf_oh_get_key(f->q, root, "/StructTreeRoot");
    finish_catalogue(f, root);
    clean_parent_tree(f, tree);
    walk(f, tree, 0);
    int pages = qpdf_get_num_pages(f->q);
    for (int i = 0; i < pages; i++)
        finish_page(f, qpdf_get_page_n(f->q, (size_t)i));
    TRY(check(f, "qpdf"));
    (void)qpdf_init_write_memory(f->q);
    qpdf_set_minimum_pdf_version(f->q, "1.7");
    qpdf_set_deterministic_ID(f->q, QPDF_TRUE);
    qpdf_set_object_stream_mode(f->q, qpdf_o_generate);
    (void)qpdf_write(f->q);
    TRY(check(f, "qpdf cannot write"));
    *ret = arena_bytes(f->a, qpdf_get_buffer(f->q), qpdf_get_buffer_length(f->q));
    return NULL;
}

struct err *print_finish(struct arena *a, const struct doc *d, struct bytes pdf, struct bytes *ret)
{
    struct finish f = { .a = a, .doc = d, .q = qpdf_init() };
    struct err *e = finish(&f, pdf, ret);
    qpdf_cleanup(&f.q);
    return e;
}
