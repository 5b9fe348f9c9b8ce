/* cmd_verify_receipt.c: kyoten verify-receipt: checks a receipt with the file alone, and at best the site's
 * key. */
#include "base/buf.h"
#include "i18n/i18n.h"
#include "ledger.msg.h"
#include "ledger/receipt.h"
#include "main/command.h"

#include <errno.h>
#include <sodium.h>

#define RECEIPT_MOST (2 << 20) /* more is no receipt; receipt_check() says so */

static void close_file(FILE **f)
{
    if (*f)
        (void)fclose(*f);
}

static struct err *read_receipt(struct arena *a, const char *path, struct buf *ret)
{
    FILE *f __attribute__((cleanup(close_file))) = fopen(path, "re");
    char part[4096];
    size_t n = 0;
    if (!f)
        return invalid(a, path, MSG_LEDGER_FILE_UNREADABLE,
                       arg_text(strerror(errno))); // NOLINT(concurrency-mt-unsafe)
    *ret = buf_make(a, sizeof part);
    while (ret->n < RECEIPT_MOST && (n = fread(part, 1, sizeof part, f)) > 0)
        buf_put(ret, part, n);
    if (ferror(f))
        return invalid(a, path, MSG_LEDGER_FILE_UNREADABLE,
                       arg_text(strerror(errno))); // NOLINT(concurrency-mt-unsafe)
    return NULL;
}

static int say(struct command_call *c, const struct receipt *r, bool own_key)
{
    struct arena *a = c->arena;
    char public[2 * LEDGER_PUBLIC_BYTES + 1];
    (void)fprintf(c->out, "%s\n",
                  MSG_TEXT(a, c->lang, MSG_LEDGER_RECEIPT_HOLDS,
                           arg_text(text_instant_exact(a, c->lang, r->at)),
                           arg_text(text_instant_exact(a, c->lang, r->recorded_at)), arg_text(r->key_id)));
    if (r->sealed)
        (void)fprintf(c->out, "%s\n",
                      MSG_TEXT(a, c->lang, MSG_LEDGER_RECEIPT_SEALED, arg_i64(r->seq), arg_i64(r->seal),
                               arg_text(text_instant_exact(a, c->lang, r->sealed_at))));
    else
        (void)fprintf(c->out, "%s\n", MSG_TEXT(a, c->lang, MSG_LEDGER_RECEIPT_NOT_SEALED));
    if (own_key) {
        sodium_bin2hex(public, sizeof public, r->public, sizeof r->public);
        (void)fprintf(c->out, "%s\n", MSG_TEXT(a, c->lang, MSG_LEDGER_RECEIPT_OWN_KEY, arg_text(public)));
    }
    return COMMAND_DONE;
}

static int say_json(struct command_call *c, const struct receipt *r, bool own_key)
{
    char public[2 * LEDGER_PUBLIC_BYTES + 1];
    sodium_bin2hex(public, sizeof public, r->public, sizeof r->public);
    json_t *facts = json_loads(r->facts_json, 0, NULL);
    json_t *sealed = r->sealed ? json_pack("{s:I,s:I,s:I}", "place", (json_int_t)r->seq, "seal",
                                           (json_int_t)r->seal, "at", (json_int_t)r->sealed_at)
                               : json_null();
    return command_json(c, json_pack("{s:b,s:s,s:s,s:s,s:b,s:I,s:I,s:o,s:o}", "verified", 1, "kind", r->kind,
                                     "key", r->key_id, "public_key", public, "own_key", own_key, "at",
                                     (json_int_t)r->at, "recorded_at", (json_int_t)r->recorded_at, "sealed",
                                     sealed, "facts", facts));
}

COMMAND(verify_receipt, "verify-receipt", "FILE [--key FILE] [--json]",
        "checks a receipt offline; --key names the site's public key (keys/ledger.pub)")
{
    const char *key = NULL;
    bool json = false;
    const struct option_spec options[] = { option_text("key", &key), option_flag("json", &json),
                                           OPTIONS_END };
    uint8_t public[LEDGER_PUBLIC_BYTES];
    struct buf text = { 0 };
    struct receipt r;
    if (!command_options(c, options, 1, 1))
        return COMMAND_USAGE;
    struct err *e = read_receipt(c->arena, c->arg[0], &text);
    if (!e && key)
        e = ledger_public_load(c->arena, key, public);
    if (!e)
        e = receipt_check(c->arena, text.s, text.n, key ? public : NULL, &r);
    if (e && e->field && strcmp(e->field, "receipt") == 0)
        e->field = c->arg[0]; /* the place is the file */
    if (e)
        return command_fail(c, e);
    return json ? say_json(c, &r, !key) : say(c, &r, !key);
}
