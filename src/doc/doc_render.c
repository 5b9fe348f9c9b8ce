/* doc_render.c: a document goes to kyoten-print, a PDF comes back. */
#include "doc/doc.h"

#include "base/subprocess.h"

#include <string.h>

#define DEFAULT_TIMEOUT_MS 20000

struct err *doc_render_with(struct arena *a, const struct doc_printer *printer, const struct doc *d,
                            struct bytes *ret_pdf)
{
    struct subprocess c = { .name = "kyoten-print",
                       .path = printer->path,
                       .output_max = DOC_PDF_BYTES,
                       .timeout_ms = printer->timeout_ms ? printer->timeout_ms : DEFAULT_TIMEOUT_MS };
    struct bytes pdf;
    TRY(doc_to_json(a, d, &c.input));
    TRY(subprocess_run(a, &c, &pdf));
    if (pdf.n < 16 || memcmp(pdf.p, "%PDF-", 5) != 0)
        return fault(a, "kyoten-print wrote something that is no PDF");
    *ret_pdf = pdf;
    return NULL;
}

struct err *doc_render(struct arena *a, const struct doc *d, struct bytes *ret_pdf)
{
    return doc_render_with(a, &(struct doc_printer){ 0 }, d, ret_pdf);
}
