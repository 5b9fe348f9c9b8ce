/* verify_rows.h: every row of every audited table against its last touch. Private to the ledger. */
#ifndef LEDGER_VERIFY_ROWS_H
#define LEDGER_VERIFY_ROWS_H

#include "ledger/verify.h"

struct err *verify_rows(struct ctx *c, struct ledger_report *report) MUST_CHECK;

#endif
