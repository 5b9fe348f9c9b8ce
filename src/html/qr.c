/* qr.c: see qr.h. One path of squares, from libqrencode's matrix. */
#include "html/qr.h"

#include "base/buf.h"

#include <qrencode.h>

#define QUIET 4 /* modules of white around (ISO/IEC 18004) */

struct html qr_svg(struct arena *a, const char *text, const char *label)
{
    QRcode *code = QRcode_encodeString8bit(text, 0, QR_ECLEVEL_M);
    if (!code)
        return (struct html){ "", 0 };
    struct html_writer w = html_writer_make(a, LANG_JA);
    int side = code->width + 2 * QUIET;
    html_lit(&w, "<svg class=\"qr\" role=\"img\" viewBox=\"0 0 ");
    html_put_int(&w, side);
    html_lit(&w, " ");
    html_put_int(&w, side);
    html_lit(&w, "\" width=\"200\" height=\"200\"><title>");
    html_put_text(&w, label);
    html_lit(&w, "</title><rect width=\"100%\" height=\"100%\" fill=\"#fff\"/><path d=\"");
    for (int y = 0; y < code->width; y++)
        for (int x = 0; x < code->width; x++)
            if (code->data[y * code->width + x] & 1)
                html_put_text(&w, arena_printf(a, "M%d %dh1v1h-1z", x + QUIET, y + QUIET));
    html_lit(&w, "\"/></svg>");
    QRcode_free(code);
    return html_done(&w);
}
