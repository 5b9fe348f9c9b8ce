/* pages_fuzz.c: whatever a PDF from outside holds, its pages are taken or it is refused; what is taken can be taken
** again. */
#include "doc/doc_bind.h"
#include "doc/print.h"

#include <assert.h>
#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t n);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t n)
{
    ARENA(a);
    struct pdf_pages one;
    struct pdf_pages two;
    pages_alone(a, (struct bytes){ data, n }, &one);
    if (one.trouble != PDF_GOOD) {
        assert(one.pages == 0 && one.pdf.n == 0);
        return 0;
    }
    assert(one.pages > 0 && one.pages <= BIND_PAGES_MAX && one.pdf.n > 16 && memcmp(one.pdf.p, "%PDF-", 5) == 0);
    pages_alone(a, one.pdf, &two);
    assert(two.trouble == PDF_GOOD && two.pages == one.pages);
    return 0;
}
