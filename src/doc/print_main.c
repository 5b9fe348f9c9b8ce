/* print_main.c: kyoten-print: a document as JSON on standard input, a tagged PDF on standard output.
**
** Exit 0 done, 1 failed with one sentence on standard error. Takes no arguments, opens no files but the fonts. */
#include "doc/print.h"
#include "base/buf.h"

#include <cairo-pdf.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <unistd.h>

#define MEMORY ((rlim_t)1024 * 1024 * 1024)
#define CPU_SECONDS 20
#define ARENA_CAP ((size_t)512 * 1024 * 1024)

static void lower(int resource, rlim_t value)
{
    (void)setrlimit((__rlimit_resource_t)resource, &(struct rlimit){ value, value });
}

/* What a wrong document could at most cost. */
static void limit_self(void)
{
    lower(RLIMIT_CPU, CPU_SECONDS);
    lower(RLIMIT_CORE, 0);
    lower(RLIMIT_FSIZE, DOC_PDF_BYTES);
    lower(RLIMIT_NOFILE, 64);
#if !defined(__SANITIZE_ADDRESS__) && !defined(KYOTEN_ASAN)
    lower(RLIMIT_AS, MEMORY); /* the address sanitizer reserves far more than it uses */
#endif
    (void)prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0);
    (void)prctl(PR_SET_PDEATHSIG, SIGKILL);
}

static struct err *read_all(struct arena *a, struct bytes *ret)
{
    struct buf b = buf_make(a, 65536);
    char part[65536];
    size_t n = 0;
    while ((n = fread(part, 1, sizeof part, stdin)) > 0) {
        buf_put(&b, part, n);
        if (b.n > DOC_JSON_BYTES)
            return fault(a, "document: larger than %d bytes", DOC_JSON_BYTES);
    }
    *ret = (struct bytes){ (const uint8_t *)b.s, b.n };
    return NULL;
}

static void choose_styles(struct print *p)
{
    bool is_letter = p->doc->kind == DOC_LETTER;
    bool is_ja = p->doc->lang == LANG_JA;
    /* The Latin letters of BIZ UD have hardly any room under the line: English is set in Noto's. */
    const char *mincho = is_ja ? "BIZ UDMincho, Noto Serif CJK JP" : "Noto Serif CJK JP";
    const char *gothic = is_ja ? "BIZ UDPGothic, Noto Sans CJK JP" : "Noto Sans CJK JP";
    double size = is_letter ? is_ja ? 12 : 11.5 : 10;
    double small = is_letter ? 9.5 : 8.5;
    const char *family = is_letter ? mincho : gothic;
    p->body = (struct style){ .family = family, .size = size, .leading = is_letter ? size * 1.62 : size * 1.6 };
    p->small = (struct style){ .family = family, .size = small, .leading = small * 1.55, .grey = 0.3 };
    p->mono = (struct style){ .family = "BIZ UDGothic, Noto Sans Mono CJK JP", .size = small, .leading = small * 1.55 };
    /* a letter's line is 38 characters of 12 pt: 24.6 mm are left on either side */
    double width = is_letter ? 38 * 12 : PAGE_WIDTH - 2 * 62;
    p->left = (PAGE_WIDTH - width) / 2;
    p->right = p->left + width;
    p->top = is_letter ? 79 : 62;
    p->bottom = PAGE_HEIGHT - (is_letter ? 66 : 72);
}

static cairo_status_t collect(void *to, const unsigned char *data, unsigned int n)
{
    struct buf *b = to;
    if (b->n + n > DOC_PDF_BYTES)
        return CAIRO_STATUS_WRITE_ERROR;
    buf_put(b, data, n);
    return CAIRO_STATUS_SUCCESS;
}

static void set_metadata(const struct print *p)
{
    const char *when = print_date(p->a, p->doc);
    cairo_pdf_surface_set_metadata(p->surface, CAIRO_PDF_METADATA_TITLE, p->doc->title);
    cairo_pdf_surface_set_metadata(p->surface, CAIRO_PDF_METADATA_CREATOR, "Kyoten");
    cairo_pdf_surface_set_metadata(p->surface, CAIRO_PDF_METADATA_CREATE_DATE, when);
    cairo_pdf_surface_set_metadata(p->surface, CAIRO_PDF_METADATA_MOD_DATE, when);
}

/* Counts the pages, then draws them. */
static struct err *draw(struct print *p)
{
    TRY(print_blocks(p));
    if (p->page > 5000)
        return fault(p->a, "the document would have %d pages", p->page);
    p->pages = p->page;
    p->page = 0;
    p->drawing = true;
    tag_open(p, "Document");
    TRY(print_blocks(p));
    tag_close(p, "Document");
    cairo_surface_finish(p->surface);
    cairo_status_t status = cairo_status(p->cr) ? cairo_status(p->cr) : cairo_surface_status(p->surface);
    return status ? fault(p->a, "cairo: %s", cairo_status_to_string(status)) : NULL;
}

static struct err *print_document(struct arena *a, const struct doc *d, struct bytes *ret)
{
    struct buf pdf = buf_make(a, 65536);
    struct print p = { .a = a, .doc = d };
    choose_styles(&p);
    TRY(text_begin(&p));
    p.surface = cairo_pdf_surface_create_for_stream(collect, &pdf, PAGE_WIDTH, PAGE_HEIGHT);
    p.cr = cairo_create(p.surface);
    set_metadata(&p);
    struct err *e = draw(&p);
    cairo_destroy(p.cr);
    cairo_surface_destroy(p.surface);
    text_end(&p);
    TRY(e);
    return print_finish(a, d, (struct bytes){ (const uint8_t *)pdf.s, pdf.n }, ret);
}

static struct err *run(struct arena *a)
{
    struct bytes json = { 0 };
    struct bytes pdf = { 0 };
    struct doc *d = NULL;
    TRY(read_all(a, &json));
    TRY(doc_from_json(a, json, &d));
    TRY(print_document(a, d, &pdf));
    if (fwrite(pdf.p, 1, pdf.n, stdout) != pdf.n || fflush(stdout) != 0)
        return fault(a, "the PDF of %zu bytes could not be written", pdf.n);
    return NULL;
}

int main(void)
{
    limit_self();
    struct arena *a = arena_make(ARENA_CAP);
    const struct err *e = run(a);
    if (e)
        (void)fprintf(stderr, "%s\n", e->why);
    (void)fflush(stderr);
    _exit(e ? 1 : 0); /* the libraries' caches are left to the system: taking them apart takes longer than the letter */
}
