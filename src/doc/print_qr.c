/* print_qr.c: a QR code with its caption beside it. */
#include "doc/print.h"

#include <errno.h>
#include <math.h>
#include <qrencode.h>

#define SIDE 86.0 /* about 3 cm: read well from paper by a telephone */
#define QUIET 4   /* modules of white around it (JIS X 0510) */

static void drop(void *p)
{
    QRcode_free(p);
}

struct err *print_qr(struct print *p, const struct doc_block *b)
{
    QRcode *code = QRcode_encodeString8bit(b->text, 0, QR_ECLEVEL_M);
    if (!code)
        return fault(p->a, "no QR code can say this: %s", errno == ERANGE ? "it is too long" : "empty, or no memory");
    arena_defer(p->a, drop, code);
    double caption_x = p->left + SIDE + 14;
    double width = p->right - caption_x;
    struct style s = p->small;
    s.grey = 0;
    page_need(p, SIDE + 6);
    double module = SIDE / (code->width + 2 * QUIET);
    double y0 = p->y;
    tag_open(p, "Figure");
    for (int y = 0; y < code->width; y++) {
        for (int x = 0; x < code->width; x++) {
            int from = x;
            while (x < code->width && code->data[y * code->width + x] & 1)
                x++;
            if (x > from)
                box(p, p->left + (from + QUIET) * module, y0 + (y + QUIET) * module, (x - from) * module,
                    module + 0.01, 0);
        }
    }
    tag_close(p, "Figure");
    /* the caption in the middle of the height, if it fits beside the code */
    double height = text_lines(text_layout(p, &s, b->more, width)) * s.leading;
    p->y = y0 + fmax(QUIET * module, (SIDE - height) / 2);
    if (b->more[0])
        text_flow(p, "P", &s, b->more, caption_x, width);
    if (p->y < y0 + SIDE && p->y > y0)
        p->y = y0 + SIDE;
    p->y += 6;
    return NULL;
}
