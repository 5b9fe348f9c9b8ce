/* fill.c: see fill.h. */
#include "main/fill.h"

#include "base/date.h"
#include "base/holiday.h"
#include "call/call.h"
#include "db/db.h"
#include "main/site_open.h"
#include "office/clock.h"
#include "programme/programme.h"
#include "registry/register.h"
#include "rehearsal/fiction.h"

/* Half an hour before the noon of the next working day. */
static instant half_past_eleven(instant now)
{
    date day = working_day_from(date_of_instant(now));
    if (now > instant_of_japan(day, 11, 30, 0, 0))
        day = working_day_from((date){ day.day + 1 });
    return instant_of_japan(day, 11, 30, 0, 0);
}

static struct err *begin_rehearsal(struct ctx *c, struct site *site, const struct fill *f)
{
    {
        TX(tx, c);
        TRY(clock_begin_rehearsal(tx));
        TRY(clock_set(tx, f->now ? f->now : half_past_eleven(c->now)));
        TRY(tx_commit(tx));
    }
    TRY(site_load_clock(c, site));
    c->now = site_now(site);
    return NULL;
}

static struct err *fill(struct ctx *c, struct site *site, const struct fill *f)
{
    const struct definition *def = NULL;
    int64_t definition_id = 0;
    TRY(programme_load(c->arena, f->programme_dir, NULL, &def));
    if (f->rehearsal)
        TRY(begin_rehearsal(c, site, f));
    {
        TX(tx, c);
        TRY(definition_add(tx, def, "init", &definition_id));
        TRY(register_import(tx, f->programme_dir));
        TRY(tx_commit(tx));
    }
    return f->rehearsal ? fiction_fill(c, def, c->now) : NULL;
}

struct err *fill_site(struct arena *a, struct site *site, const struct fill *f)
{
    struct conn *conn = conn_write_begin(site->db);
    struct ctx c = { .arena = a, .db = conn, .site = site, .now = site_now(site), .lang = LANG_JA };
    struct err *e = fill(&c, site, f);
    conn_write_end(conn);
    return e;
}
