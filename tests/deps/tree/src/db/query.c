#include <sqlite3.h>
#include "http/http.h"
static const char *text = "SELECT 1";
