/* ledger_check.h: for every test that runs an act: afterwards the ledger must hold.
**
**     CHECK_LEDGER(c);   // ledger_verify finds nothing, before and after the waiting entries are sealed
*/
#ifndef TESTS_LEDGER_CHECK_H
#define TESTS_LEDGER_CHECK_H

#include "test.h"

#include "base/site.h"
#include "ledger/key.h"
#include "ledger/verify.h"

/* A key that is the same in every test; it signs nothing of worth. */
const struct ledger_key *ledger_test_key(void);
/* A site with that key and nothing else, whose clock stands at STORE_NOW: what c->site is in STORE_TEST. */
const struct site *ledger_test_site(void);

#define CHECK_LEDGER(c) ledger_check((c), ERR_HERE)
void ledger_check(struct ctx *c, const char *at);

/* All findings of ledger_verify as "kind table id @seq" lines: "row_changed setting 17 @0\n". */
const char *ledger_findings(struct ctx *c);

#endif
