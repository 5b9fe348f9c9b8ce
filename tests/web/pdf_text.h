/* pdf_text.h: what poppler's tools say of a PDF that a page answered with. */
#ifndef TESTS_PDF_TEXT_H
#define TESTS_PDF_TEXT_H

#include "http/loopback.h"

/* What `command` prints when "PDF" in it is the path of the answer's body: pdf_says(a, got, "pdfinfo PDF"). */
const char *pdf_says(struct arena *a, const struct reply *got, const char *command);
/* pdftotext -layout */
const char *pdf_text(struct arena *a, const struct reply *got);

#endif
