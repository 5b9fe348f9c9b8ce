#include "call/call_store.h"
#include "http/http.h"
int main(void) { return system("ls"); }
