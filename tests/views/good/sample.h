/* sample.h: what the example views show. */
#ifndef TESTS_VIEWS_SAMPLE_H
#define TESTS_VIEWS_SAMPLE_H

#include "html/html.h"

#include <stdbool.h>

struct page {
    const char *csrf;
};
struct call {
    int64_t id;
    const char *title, *hint;
    bool open;
};
struct calls {
    size_t n;
    const struct call *v;
};

extern const struct msg MSG_SAMPLE_TITLE, MSG_SAMPLE_COUNT, MSG_SAMPLE_NONE, MSG_SAMPLE_SEND;

void sample_frame(struct html_writer *w, const struct page *pg, const char *title);
void sample_frame_end(struct html_writer *w, const struct page *pg, const char *title);
void sample_list(struct html_writer *w, const struct page *pg, const struct calls *calls);
void sample_form(struct html_writer *w, const struct page *pg, const struct call *call, struct url to);

#endif
