/* tplc.c: compiles a view, NAME.html, to C. The whole language, with reasons, is in docs/views.md.
**
**   tplc VIEW.html OUT.c
**
** Control lines, each the first thing on its line; a line goes on while a bracket is open:
**   @# comment                      does not reach the page
**   @include "x/x.h"                must declare the views of the file
**   @view name(struct html_writer *w, …)      begins a function; @static: one for this file only
**   @if c · @elif c · @else · @end
**   @for init; cond; step · @end
**   @each item in array, count · @end         item points at the element, item_i is its number
**   @let const char *x = …
**   @call other(w, …)
**   @wrap frame(w, …) · @end        the view `frame` has @content; its header declares frame() and frame_end()
** Holes: {expr} in text, in "…", or as a whole address; {t MSG_X, arg_text(…)} a message; {?checked cond} a boolean
** attribute; name?="{text}" an attribute that is absent when text is NULL; {{ and }} literal braces.
** A form that posts gets the hidden field "csrf" by itself, from pg->csrf. */
#include "tool.h"
#include "tpl.h"

int main(int argc, char **argv)
{
    if (argc != 3)
        tool_die("usage: tplc VIEW.html OUT.c");
    struct arena *a = arena_make((size_t)1 << 28);
    struct buf out = buf_make(a, 65536);
    size_t n = 0;
    const char *text = tool_read(a, argv[1], &n);
    const char *mistake = tpl_compile(a, argv[1], text, n, &out);
    if (mistake)
        tool_die("%s", mistake);
    tool_write(argv[2], &out);
    (void)arena_free(a);
    return 0;
}
