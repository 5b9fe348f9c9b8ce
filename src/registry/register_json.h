/* register_json.h: the register as JSON values (contract: /api/v1/openapi.json). Private to registry/. */
#ifndef REGISTRY_REGISTER_JSON_H
#define REGISTRY_REGISTER_JSON_H

#include "registry/register.h"

#include <jansson.h>

/* New references. day: the day the status is of; url: of the site, "" for none. */
json_t *designation_json(struct arena *a, const struct designation *d, date day, const char *url);
/* designated: how many of the real register the round has. */
json_t *round_json(struct arena *a, const struct call_fact *fact, int64_t designated);
json_t *words_json(const struct words *w); /* {"ja": …, "en": …}; null where absent */
json_t *date_json(struct arena *a, date d); /* null where unknown */
json_t *count_json(int64_t n);              /* null for 0: no source says */
/* Compact text in the arena; gives up the reference. */
struct bytes json_bytes(struct arena *a, json_t *j);

#endif
