#include "call/call.h"
#include "db/db.h"
#include "html/html.h"
#include <microhttpd.h>
#define CALL_OPEN "SELECT id FROM call"
STMT(call_all, READ, "",
     "SELECT id FROM call"
     " ORDER BY id");
void f(void) { free(p); }
