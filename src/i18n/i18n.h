/* i18n.h: messages, dates, instants and numbers as text in a language. */
#ifndef I18N_I18N_H
#define I18N_I18N_H

#include "base/arena.h"
#include "base/buf.h"
#include "base/err.h"
#include "base/msg.h"

/* The message with its arguments in place. */
const char *msg_text(struct arena *a, enum lang lang, const struct msg *m, const struct arg *args);
#define MSG_TEXT(a, lang, m, ...) \
    msg_text((a), (lang), &(m), (const struct arg[]){ __VA_ARGS__ __VA_OPT__(, ) ARG_END })
void msg_put(struct buf *b, enum lang lang, const struct msg *m, const struct arg *args);
/* The sentence of an error for the person; "" for a fault. */
const char *err_text(struct arena *a, enum lang lang, const struct err *e);

/* Unknown days and instants become "" everywhere below. */
/* 令和6年7月29日（月） / 29 July 2024 (Mon) */
const char *text_date(struct arena *a, enum lang lang, date d);
/* 令和6年7月29日, in every language; 1864年… where there is no era in the table */
const char *text_wareki(struct arena *a, date d);
/* 2024年7月29日（月） 12:00 / 29 July 2024 (Mon) 12:00 JST; always Japan's time, minutes */
const char *text_instant(struct arena *a, enum lang lang, instant at);
/* … 11:59:59.999999: for receipts */
const char *text_instant_exact(struct arena *a, enum lang lang, instant at);
/* 11:58:31 */
const char *text_clock(struct arena *a, instant at);
/* When something was saved, to one who looks at `now`: 11:58:31 on the same day in Japan, else with its day:
** 11月5日 11:58:31 / 5 November 11:58:31, and with its year when that is another */
const char *text_clock_seen(struct arena *a, enum lang lang, instant at, instant now);
/* 令和6年度 / FY2024 */
const char *text_fiscal_year(struct arena *a, enum lang lang, int fiscal_year);
/* 1,234,567 */
const char *text_i64(struct arena *a, int64_t n);
/* 2.5MB（2,621,440バイト） / 2.5 MB (2,621,440 bytes) */
const char *text_size(struct arena *a, enum lang lang, int64_t bytes);
/* machine form: 2024-07-29T12:00:00.000000+09:00 */
const char *text_rfc3339(struct arena *a, instant at);

enum lang lang_parse(const char *tag); /* "en", "en-GB" → LANG_EN; everything else LANG_JA */
const char *lang_tag(enum lang lang);  /* "ja", "en" */

#endif
