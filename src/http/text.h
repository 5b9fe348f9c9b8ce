/* text.h: outside bytes as text. Internal to http/; what features use of it is in http.h. */
#ifndef HTTP_TEXT_H
#define HTTP_TEXT_H

#include "http/http.h"

/* Decodes %XX once (and + as a space where asked); false for a % that no two hex digits follow. The result may
** hold any byte and ends in a NUL that *ret_n does not count. */
bool percent_decode(struct arena *a, const char *s, size_t n, bool plus_is_space, const char **ret, size_t *ret_n);
/* A control character (C0 or DEL) is in it. */
bool text_has_control(const char *s);
/* \r\n and lone \r become \n, in place; s has room for a NUL behind n. Returns the new length. */
size_t line_ends_to_lf(char *s, size_t n);

/* One parameter of a header value: "multipart/form-data; boundary=x" or "form-data; name=\"a\"". Quoted values are
** unquoted (only \" and %22 stand for a quote, as browsers write it). NULL: not there, twice there, or malformed. */
const char *header_parameter(struct arena *a, const char *value, const char *name);
/* The value's first word, "text/html" of "text/html; charset=x", is that one (ASCII letters in any case). */
bool media_type_is(const char *value, const char *type);

#endif
