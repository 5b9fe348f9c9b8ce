/* Tests of binding: a document with other people's PDFs, good and bad, read back with poppler and qpdf. */
#include "said.h"
#include "test.h"

#include "base/buf.h"
#include "doc/doc_bind.h"

#include <stdlib.h>
#include <string.h>

#define CREATED INT64_C(1726790400000000) /* 2024-09-20 00:00 UTC */

/* A small PDF: each page says "Annex page k"; more: keys of the catalogue; page: keys of every page. */
static struct bytes pdf_of(struct arena *a, int pages, const char *more, const char *page)
{
    struct buf b = buf_make(a, 4096);
    struct buf kids = buf_make(a, 256);
    for (int i = 0; i < pages; i++)
        buf_printf(&kids, "%d 0 R ", 10 + 2 * i);
    buf_printf(&b, "%%PDF-1.4\n1 0 obj << /Type /Catalog /Pages 2 0 R %s >> endobj\n", more);
    buf_printf(&b, "2 0 obj << /Type /Pages /Count %d /Kids [ %s] >> endobj\n", pages, kids.s);
    buf_lit(&b, "3 0 obj << /Type /Font /Subtype /Type1 /BaseFont /Helvetica >> endobj\n");
    for (int i = 0; i < pages; i++) {
        const char *text = arena_printf(a, "BT /F1 24 Tf 60 400 Td (Annex page %d) Tj ET", i + 1);
        buf_printf(&b,
                   "%d 0 obj << /Type /Page /Parent 2 0 R /Resources << /Font << /F1 3 0 R >> >> /Contents "
                   "%d 0 R %s >> endobj\n",
                   10 + 2 * i, 11 + 2 * i, page);
        buf_printf(&b, "%d 0 obj << /Length %zu >> stream\n%s\nendstream endobj\n", 11 + 2 * i, strlen(text), text);
    }
    buf_lit(&b, "trailer << /Root 1 0 R /Size 4000 >>\nstartxref\n0\n%%EOF\n");
    return (struct bytes){ (const uint8_t *)b.s, b.n };
}

#define A4 "/MediaBox [ 0 0 595 842 ]"

static struct doc *document(struct arena *a)
{
    struct doc *d = doc_make(a, DOC_REPORT, LANG_JA, "申請書", CREATED);
    doc_set_footer(d, "受付番号 J6-7K3M9Q2XD");
    doc_heading(d, 1, "演習申請書");
    doc_heading(d, 2, "① ビジョン");
    for (int i = 0; i < 40; i++)
        doc_paragraph(d, "寒冷地の資源を地域で使い切る姿を目指します。");
    doc_heading(d, 2, "② 基盤");
    doc_paragraph(d, "体制を整えています。");
    return d;
}

static struct doc_annex annex(struct arena *a, const char *title, struct bytes pdf)
{
    struct pdf_pages read;
    CHECK_OK(pdf_pages_read(a, pdf, &read));
    CHECK_I64(read.trouble, PDF_GOOD);
    return (struct doc_annex){ title, read.pdf, read.pages };
}

static const char *bound(struct arena *a, const struct doc_annex *v, size_t n)
{
    struct bytes pdf = { 0 };
    CHECK_OK(doc_bind(a, document(a), "受付番号 J6-7K3M9Q2XD", v, n, &pdf));
    return write_file(a, arena_printf(a, "%s/bound.pdf", folder(a)), pdf);
}

TEST(bound_pages_are_numbered_on_and_each_page_bears_the_receipt_number)
{
    struct doc_annex v[] = { annex(a, "添付1 実績.pdf", pdf_of(a, 3, "", A4)),
                             annex(a, "添付2 図.pdf", pdf_of(a, 1, "", "/MediaBox [ 0 0 1190 842 ]")) };
    const char *pdf = bound(a, v, 2);
    CHECK_HAS(said(a, arena_printf(a, "pdfinfo %s", pdf)), "Pages:           6");
    CHECK_HAS(said(a, arena_printf(a, "pdfinfo %s", pdf)), "Tagged:          yes");
    CHECK_HAS(said(a, arena_printf(a, "qpdf --check %s", pdf)), "No syntax or stream encoding errors");
    for (int page = 1; page <= 6; page++) {
        const char *text = said(a, arena_printf(a, "pdftotext -raw -f %d -l %d %s -", page, page, pdf));
        CHECK_HAS(text, "J6-7K3M9Q2XD");
        CHECK_HAS(text, arena_printf(a, "%d / 6", page));
    }
    CHECK_HAS(said(a, arena_printf(a, "pdftotext -raw -f 5 -l 5 %s -", pdf)), "Annex page 3");
    CHECK_HAS(said(a, arena_printf(a, "pdftotext -raw -f 6 -l 6 %s -", pdf)), "Annex page 1");
}

TEST(sections_and_annexes_have_bookmarks)
{
    struct doc_annex v[] = { annex(a, "添付1 実績.pdf", pdf_of(a, 2, "", A4)) };
    const char *raw = said(a, arena_printf(a, "qpdf --json --json-key=outlines %s", bound(a, v, 1)));
    CHECK_HAS(raw, "② 基盤");
    CHECK_HAS(raw, "添付1 実績.pdf");
    CHECK_HAS(raw, "\"destpageposfrom1\": 3");
}

TEST(without_annexes_the_document_alone_is_bound)
{
    CHECK_HAS(said(a, arena_printf(a, "pdfinfo %s", bound(a, NULL, 0))), "Pages:           2");
}

TEST(the_same_parts_make_the_same_bytes)
{
    struct doc_annex v[] = { annex(a, "添付1", pdf_of(a, 2, "", A4)) };
    struct bytes one = { 0 };
    struct bytes two = { 0 };
    CHECK_OK(doc_bind(a, document(a), "受付番号", v, 1, &one));
    CHECK_OK(doc_bind(a, document(a), "受付番号", v, 1, &two));
    CHECK(one.n == two.n && memcmp(one.p, two.p, one.n) == 0);
}

TEST(a_stamp_stands_upright_at_the_foot_however_the_page_is_turned)
{
    static const char *const pages[] = { A4 " /Rotate 90", A4 " /Rotate 180", A4 " /Rotate 270",
                                         "/MediaBox [ -100 -200 495 642 ] /Rotate -90",
                                         "/MediaBox [ 0 0 595 842 ] /CropBox [ 100 100 400 500 ]",
                                         "/MediaBox [ 595 842 0 0 ]", "/MediaBox [ 0 0 60 60 ]", "/MediaBox [ 1 2 3 ]",
                                         "" };
    for (size_t i = 0; i < sizeof pages / sizeof *pages; i++) {
        struct doc_annex v[] = { annex(a, "添付", pdf_of(a, 1, "", pages[i])) };
        const char *pdf = bound(a, v, 1);
        const char *text = said(a, arena_printf(a, "pdftotext -bbox -f 3 -l 3 %s -", pdf));
        /* poppler gives places as the page is seen: the number of pages stands in the lowest 25 points, left to
        ** right */
        const char *page = strstr(text, "<page width=");
        const char *word = strstr(text, ">J6-7K3M9Q2XD<");
        CHECK(page && word);
        if (!page || !word)
            continue;
        bool lying = strstr(pages[i], "Rotate 90") || strstr(pages[i], "270") || strstr(pages[i], "-90");
        double height = strtod(lying ? page + 13 : strstr(page, "height=\"") + 8, NULL); /* poppler says it unturned */
        const char *line = word;
        while (strncmp(line, "<word", 5) != 0)
            line--;
        double y0 = strtod(strstr(line, "yMin=\"") + 6, NULL);
        double x0 = strtod(strstr(line, "xMin=\"") + 6, NULL);
        double x1 = strtod(strstr(line, "xMax=\"") + 6, NULL);
        double y1 = strtod(strstr(line, "yMax=\"") + 6, NULL);
        CHECK(y0 > height - 25 && y1 <= height && x1 - x0 > y1 - y0);
    }
}

TEST(of_a_pdf_from_outside_only_the_pages_are_taken)
{
    struct pdf_pages read;
    const char *more =
        "/OpenAction << /S /JavaScript /JS (app.alert\\(1\\)) >> /AA << /WC << /S /Launch /F (calc) >> >>"
        " /Names << /EmbeddedFiles << /Names [ (x) << /Type /Filespec /F (evil.exe) >> ] >> >>"
        " /AcroForm << /XFA (x) /Fields [] >>";
    const char *page =
        A4 " /AA << /O << /S /URI /URI (http://evil.example/) >> >> /Annots ["
           " << /Type /Annot /Subtype /Link /Rect [ 0 0 9 9 ] /A << /S /URI /URI (http://evil.example/) >> >>"
           " << /Type /Annot /Subtype /FileAttachment /Rect [ 0 0 9 9 ] >>"
           " << /Type /Annot /Subtype /Highlight /Rect [ 0 0 9 9 ] /A << /S /Launch /F (calc) >> >> ]";
    CHECK_OK(pdf_pages_read(a, pdf_of(a, 2, more, page), &read));
    CHECK_I64(read.trouble, PDF_GOOD);
    CHECK_I64(read.pages, 2);
    const char *pdf = write_file(a, arena_printf(a, "%s/pages.pdf", folder(a)), read.pdf);
    const char *raw = said(a, arena_printf(a, "qpdf --qdf --object-streams=disable %s - | strings", pdf));
    static const char *const never[] = { "JavaScript", "Launch", "evil", "OpenAction", "EmbeddedFiles", "XFA", "/AA",
                                         "FileAttachment", "/Link", "calc" };
    for (size_t i = 0; i < sizeof never / sizeof *never; i++)
        CHECK_HAS_NOT(raw, never[i]);
    CHECK_HAS(raw, "/Highlight");
    CHECK_HAS(raw, "Annex page 2");
}

static enum pdf_trouble trouble_of(struct arena *a, struct bytes pdf)
{
    struct pdf_pages read;
    CHECK_OK(pdf_pages_read(a, pdf, &read));
    CHECK_I64(read.pages, 0);
    return read.trouble;
}

static struct bytes text_bytes(const char *s)
{
    return (struct bytes){ (const uint8_t *)s, strlen(s) };
}

TEST(what_cannot_be_read_says_why_and_harms_nothing)
{
    CHECK_I64(trouble_of(a, text_bytes("")), PDF_BROKEN);
    CHECK_I64(trouble_of(a, text_bytes("%PDF-1.7\nnothing here")), PDF_BROKEN);
    CHECK_I64(trouble_of(a, text_bytes("PK\x03\x04 a zip")), PDF_BROKEN);
    CHECK_I64(trouble_of(a, pdf_of(a, 0, "", A4)), PDF_BROKEN);
    CHECK_I64(trouble_of(a, pdf_of(a, BIND_PAGES_MAX + 1, "", A4)), PDF_TOO_LONG);
    struct bytes large = { arena_alloc(a, 16), BIND_BYTES_MAX + 1 };
    CHECK_I64(trouble_of(a, large), PDF_TOO_LARGE);
    /* a tree of pages that is its own child, and arrays nested without end */
    CHECK(trouble_of(
              a, text_bytes("%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n"
                            "2 0 obj<</Type/Pages/Count 1/Kids[2 0 R]>>endobj\ntrailer<</Root 1 0 R>>")) !=
          PDF_GOOD);
    struct buf deep = buf_make(a, 500000);
    buf_lit(&deep, "%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n2 0 obj ");
    for (int i = 0; i < 200000; i++)
        buf_putc(&deep, '[');
    buf_lit(&deep, " endobj\ntrailer<</Root 1 0 R>>");
    CHECK(trouble_of(a, (struct bytes){ (const uint8_t *)deep.s, deep.n }) != PDF_GOOD);
}

TEST(an_encrypted_pdf_is_told_from_a_broken_one)
{
    const char *dir = folder(a);
    const char *plain = write_file(a, arena_printf(a, "%s/plain.pdf", dir), pdf_of(a, 1, "", A4));
    (void)said(a, arena_printf(a, "qpdf --warning-exit-0 --encrypt user owner 256 -- %s %s/locked.pdf", plain, dir));
    (void)said(a,
               arena_printf(a, "qpdf --warning-exit-0 --encrypt '' owner 256 --print=none -- %s %s/open.pdf",
                            plain, dir));
    size_t n = 0;
    const char *locked = read_whole_file(a, arena_printf(a, "%s/locked.pdf", dir), &n);
    CHECK_I64(trouble_of(a, (struct bytes){ (const uint8_t *)locked, n }), PDF_ENCRYPTED);
    const char *open = read_whole_file(a, arena_printf(a, "%s/open.pdf", dir), &n);
    struct pdf_pages read;
    CHECK_OK(pdf_pages_read(a, (struct bytes){ (const uint8_t *)open, n }, &read));
    CHECK_I64(read.trouble, PDF_GOOD); /* everybody may read it: only its maker's wishes are locked */
}
