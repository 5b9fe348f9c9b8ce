/* styleguide.c: the examples of styleguide.html that need code. */
#include "html/styleguide.h"

#include "html.msg.h"
#include "html/styleguide_examples.h"

struct err *styleguide_errors(struct arena *a)
{
    return err_join(invalid(a, "mail", MSG_HTML_EXAMPLE_MAIL), invalid(a, "since", MSG_HTML_EXAMPLE_DATE));
}

struct url styleguide_page_url(void *arena, int page)
{
    return url_make(arena, "/styleguide?page=%s", arena_printf(arena, "%d", page));
}
