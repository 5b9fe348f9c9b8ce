/* config.h: the settings of one installation, in DATA/site.conf: "key = value", one a line, # comments. */
#ifndef MAIN_CONFIG_H
#define MAIN_CONFIG_H

#include "base/err.h"

struct config {
    const char *store;      /* "sqlite:kyoten.db" (relative to the data folder), or a libpq conninfo */
    const char *public_url; /* "https://hub.example.go.jp"; empty: the address it listens on */
    const char *smtp_url;   /* "smtp://localhost:25"; empty: mails wait */
    const char *mail_from;  /* "office@example.go.jp" */
    const char *proxy;      /* address of the trusted proxy, whose X-Request-Arrived is believed; empty: none */
    int64_t file_mib;       /* largest upload, MiB */
    int64_t event_threads, workers;
};

struct option_row {
    const char *key;
    bool is_number;
    size_t offset;          /* of the member in struct config */
    int64_t min, max;
    const char *text;       /* the default */
    const char *help;       /* one sentence; `kyoten help config` and the manual print it */
};
const struct option_row *config_options(size_t *ret_n);

/* Defaults, then the file. INVALID with file:line for an unknown key, a key given twice, a number out of range; every
** mistake is reported, not only the first. An absent file is a FAULT that says to run `kyoten init`. */
struct err *config_load(struct arena *a, const char *data_dir, struct config *ret) MUST_CHECK;
/* Writes a new file with these values; an existing one is left as it is (FAULT). */
struct err *config_write(struct arena *a, const char *data_dir, const char *store, const char *public_url) MUST_CHECK;

#endif
