/* field_frame.h: what field.c and field_choice.c share: label, support text and error around a control. */
#ifndef HTML_FIELD_FRAME_H
#define HTML_FIELD_FRAME_H

#include "html/field.h"

/* What stands in aria-describedby, and whether the control is wrong; made by frame_begin. */
struct frame {
    const char *id, *described_by, *error; /* error: sentence or NULL */
    bool group;
};

/* Opens the block with label (or fieldset with legend) and support text. */
struct frame frame_begin(struct html_writer *w, const struct form_view *f, const struct field *x, bool group);
/* counter: the text has a limit that the script counts against. */
void frame_end(struct html_writer *w, const struct form_view *f, const struct field *x, const struct frame *fr,
               int counted);
/* id, name, aria-describedby, aria-invalid, required. */
void frame_attrs(struct html_writer *w, const struct frame *fr, const struct field *x, const char *name);

#endif
