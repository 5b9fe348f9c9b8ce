/* robot_send.h: between robot.c and robot_form.c only: what a robot sends. */
#ifndef REHEARSAL_ROBOT_SEND_H
#define REHEARSAL_ROBOT_SEND_H

#include "rehearsal/robot.h"

struct robot_file {
    const char *field, *name, *type;
    struct bytes bytes;
};
struct robot_body {
    bool multipart;
    struct pairs fields; /* of multipart */
    size_t file_count;
    struct robot_file *files;
    struct bytes encoded; /* else: application/x-www-form-urlencoded */
};
/* One visit; body NULL: GET. */
struct err *robot_visit(struct robot *r, const char *path, const struct robot_body *body,
                        struct robot_page **ret) MUST_CHECK;
/* What lives as long as the page that is open. */
struct arena *robot_arena(struct robot *r);

#endif
