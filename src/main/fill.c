/* fill.c: see fill.h. */
#include "main/fill.h"

#include "base/date.h"
#include "base/holiday.h"
#include "db/db.h"
#include "main/site_open.h"
#include "office/clock.h"
#include "person/account.h"
#include "person/rehearsal_door.h"

/* ── the fictional people of a rehearsal ── */
struct cast {
    const char *order, *email, *name, *kana, *department;
    unsigned duties;
    const char *duty_ja, *duty_en;
};
static const struct cast CAST[] = {
    { "10", "office@enshu.example", "演習 花子", "エンシュウ　ハナコ", "演習事務局", DUTY_OFFICE, "事務局",
      "Programme office" },
    { "11", "lead@enshu.example", "演習 太郎", "エンシュウ　タロウ", "演習事務局", DUTY_OFFICE_LEAD,
      "事務局責任者", "Programme office lead" },
    { "20", "shinsei-a@enshu.example", "架空 一子", "カクウ　イチコ", "演習大学 研究推進部", DUTY_APPLICANT,
      "申請者", "Applicant" },
    { "21", "shinsei-b@enshu.example", "架空 二郎", "カクウ　ジロウ", "演習大学 工学部", DUTY_APPLICANT,
      "申請者", "Applicant" },
    { "30", "iin-a@enshu.example", "仮名 三恵", "カメイ　ミエ", "演習工業大学",
      DUTY_REVIEWER | DUTY_COMMITTEE, "審査委員", "Reviewer" },
    { "31", "iin-b@enshu.example", "仮名 四郎", "カメイ　シロウ", "演習商事", DUTY_REVIEWER | DUTY_COMMITTEE,
      "審査委員", "Reviewer" },
    { "40", "iincho@enshu.example", "仮名 五月", "カメイ　サツキ", "演習研究所", DUTY_CHAIR, "審査委員長",
      "Committee chair" },
    { "50", "kansa@enshu.example", "演習 六", "エンシュウ　ロク", "演習監査室", DUTY_AUDITOR, "監査担当者",
      "Auditor" },
};

static struct err *add_cast(struct tx *tx, const struct cast *who, int64_t call_id)
{
    int64_t person = 0;
    int64_t duty = 0;
    const char *token = NULL;
    struct person_facts facts = { .email = who->email,
                                  .name = who->name,
                                  .name_kana = who->kana,
                                  .department = who->department,
                                  .lang = LANG_JA };
    TRY(person_add(tx, &facts, &person));
    for (unsigned bit = 1; bit < 1U << DUTY_COUNT; bit <<= 1) {
        bool of_call = (bit & (DUTY_REVIEWER | DUTY_COMMITTEE | DUTY_CHAIR)) != 0;
        if (who->duties & bit)
            TRY(duty_grant(tx, person,
                           &(struct grant){ .duty = (enum duty)bit, .call_id = of_call ? call_id : 0 },
                           &duty));
    }
    return rehearsal_add_persona(tx, who->order, who->duty_ja, who->duty_en, person, &token);
}

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
    if (!f->rehearsal)
        return NULL;
    TRY(begin_rehearsal(c, site, f));
    TX(tx, c);
    for (size_t i = 0; i < sizeof CAST / sizeof CAST[0]; i++)
        TRY(add_cast(tx, &CAST[i], 0));
    return tx_commit(tx);
}

struct err *fill_site(struct arena *a, struct site *site, const struct fill *f)
{
    struct conn *conn = conn_write_begin(site->db);
    struct ctx c = { .arena = a, .db = conn, .site = site, .now = site_now(site), .lang = LANG_JA };
    struct err *e = fill(&c, site, f);
    conn_write_end(conn);
    return e;
}
