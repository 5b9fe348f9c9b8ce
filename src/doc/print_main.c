/* print_main.c: kyoten-print: a document as JSON on standard input, a tagged PDF on standard output.
**
** "kyoten-print pages": a PDF from outside on standard input, its pages alone on standard output, their
** number on standard error. "kyoten-print bind": a document with such PDFs, bound (doc_bind.c). Exit 0 done,
** 1 failed with one sentence on standard error, in mode pages also what the trouble is. Opens no files but
** the fonts. */
#include "doc/print.h"
#include "base/buf.h"
#include "doc/doc_bind.h"

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
static void limit_self(const char *mode)
{
    bool binds = strcmp(mode, "bind") == 0;
    lower(RLIMIT_CPU, binds ? 3 * CPU_SECONDS : CPU_SECONDS);
    lower(RLIMIT_CORE, 0);
    lower(RLIMIT_FSIZE, binds ? BOUND_BYTES_MAX : DOC_PDF_BYTES);
    lower(RLIMIT_NOFILE, 64);
    if (strcmp(mode, "pages") == 0) { /* reads what strangers made: opens nothing, starts nothing */
        lower(RLIMIT_NOFILE, 3);
        lower(RLIMIT_NPROC, 0);
    }
#if !defined(__SANITIZE_ADDRESS__) && !defined(KYOTEN_ASAN)
    lower(RLIMIT_AS, binds ? 3 * MEMORY : MEMORY); /* the address sanitizer reserves far more than it uses */
#endif
    (void)prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0);
    (void)prctl(PR_SET_PDEATHSIG, SIGKILL);
}

static struct err *read_all(struct arena *a, size_t most, struct bytes *ret)
{
    struct buf b = buf_make(a, 65536);
    char part[65536];
    size_t n = 0;
    while ((n = fread(part, 1, sizeof part, stdin)) > 0) {
        buf_put(&b, part, n);
        if (b.n > most)
            return fault(a, "document: larger than %zu bytes", most);
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

struct err *print_document(struct arena *a, const struct doc *d, int more_pages, struct bytes *ret)
{
    struct buf pdf = buf_make(a, 65536);
    struct print p = { .a = a, .doc = d, .more_pages = more_pages };
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

static struct err *write_out(struct arena *a, struct bytes pdf)
{
    if (fwrite(pdf.p, 1, pdf.n, stdout) != pdf.n || fflush(stdout) != 0)
        return fault(a, "the PDF of %zu bytes could not be written", pdf.n);
    return NULL;
}

static struct err *run(struct arena *a, const char *mode)
{
    struct bytes in = { 0 };
    struct bytes pdf = { 0 };
    struct doc *d = NULL;
    if (strcmp(mode, "bind") == 0) {
        TRY(read_all(a, BOUND_BYTES_MAX, &in));
        TRY(print_bound(a, in, &pdf));
        return write_out(a, pdf);
    }
    TRY(read_all(a, DOC_JSON_BYTES, &in));
    TRY(doc_from_json(a, in, &d));
    TRY(print_document(a, d, 0, &pdf));
    return write_out(a, pdf);
}

/* What doc_bind.c is told by the status. */
static int run_pages(struct arena *a, struct err **ret)
{
    static const int STATUS[] = { [PDF_GOOD] = 0,     [PDF_ENCRYPTED] = 2, [PDF_BROKEN] = 3,
                                  [PDF_TOO_LONG] = 4, [PDF_TOO_LARGE] = 5, [PDF_TOO_SLOW] = 1 };
    struct bytes in = { 0 };
    struct pdf_pages pages;
    *ret = read_all(a, BIND_BYTES_MAX, &in);
    if (*ret)
        return 1;
    pages_alone(a, in, &pages);
    if (pages.trouble != PDF_GOOD)
        return STATUS[pages.trouble];
    (void)fprintf(stderr, "%zu\n", pages.pages);
    *ret = write_out(a, pages.pdf);
    return *ret ? 1 : 0;
}

int main(int argc, char **argv)
{
    const char *mode = argc > 1 ? argv[1] : "";
    limit_self(mode);
    struct arena *a = arena_make(strcmp(mode, "bind") == 0 ? 4 * ARENA_CAP : ARENA_CAP);
    struct err *e = NULL;
    int status = 0;
    if (strcmp(mode, "pages") == 0) {
        status = run_pages(a, &e);
    } else {
        e = run(a, mode);
        status = e ? 1 : 0;
    }
    if (e)
        (void)fprintf(stderr, "%s\n", e->why);
    (void)fflush(stderr);
    _exit(status); /* the libraries' caches are left to the system: taking them apart takes longer than the letter */
}
