/* qr.h: a text as a QR code, for a phone held before the screen. */
#ifndef HTML_QR_H
#define HTML_QR_H

#include "html/html.h"

/* An SVG with the label for those who cannot see it; empty markup when the text is too long for a code. */
struct html qr_svg(struct arena *a, const char *text, const char *label);

#endif
