#include "db/db.h"
#include <sys/time.h>
void *base_may(void) { return malloc(1); }
