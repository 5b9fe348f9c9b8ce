#include "base/arena.h"
#include "call/call.h"
#include "db/db.h"
#include "review/review_store.h"
#include "main/serve.h"
/* free(p) and "SELECT 1" in a comment are no offence. */
static const char *word = "free(p); time(NULL)";
static const char *sql = "DELETE FROM call";
int now(void) { c->time(1); my_free(2); return time(0) > 0; }
