/* i18n.c: messages as text. */
#include "i18n/i18n.h"

const char *err_text(struct arena *a, enum lang lang, const struct err *e)
{
    (void)a;
    return e && e->msg ? e->msg->text[lang] : "";
}
