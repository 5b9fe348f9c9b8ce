/* device.h: the devices of a person's sessions. */
#ifndef PERSON_DEVICE_H
#define PERSON_DEVICE_H

#include "base/msg.h"

struct arena;

/* "Chrome（Windows）" of a User-Agent header; what names neither browser nor system is shown as it is, cut short. */
const char *device_words(struct arena *a, enum lang lang, const char *user_agent);

#endif
