/* ask.h: how form_box shows what is asked. */
#ifndef HTML_ASK_H
#define HTML_ASK_H

#include "html/field.h"

void put_asks(struct html_writer *w, const struct form_asks *x);

#endif
