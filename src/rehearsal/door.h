/* door.h: a robot comes in through a door of the rehearsal's sign-in page. */
#ifndef REHEARSAL_DOOR_H
#define REHEARSAL_DOOR_H

#include "rehearsal/robot.h"

/* As the person of that name ("演習 花子"), who need not show a password in a rehearsal. FAULT where there is no such
** door. */
struct err *door_enter(struct arena *a, const char *site_url, const char *name,
                       struct robot **ret) MUST_CHECK;

#endif
