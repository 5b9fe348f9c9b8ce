/* fiction_applications.c: the applications a rehearsal begins with: sent, being written, just begun. */
#include "rehearsal/fiction_applications.h"

#include "base/date.h"
#include "db/db.h"
#include "person/account.h"
#include "rehearsal/cast.h"
#include "rehearsal/fiction_text.h"

#define REGIONAL "regional_contribution"
#define INTERNATIONAL "international_development"

struct plan {
    struct fictional_hub hub;
    const char *who;       /* role of the lead */
    int days_before;       /* when it was begun */
    int percent;           /* of the answers that are written */
    bool sent;
    const char *editor;    /* role of a second person, or NULL */
};

static const struct plan PLANS[] = {
    { { "演習大学 素材試作オープンラボ", "エンシュウダイガク　ソザイシサクオープンラボ", "演習大学", "national", REGIONAL,
        "架空 拠点長", "架空 一子（研究推進部）", "shinsei-a@enshu.example", "04" },
      "applicant-a", 20, 80, false, "applicant-b" },
    { { "架空工業大学 先端計測イノベーション拠点", "カクウコウギョウダイガク　センタンケイソクイノベーションキョテン", "架空工業大学",
        "private", INTERNATIONAL, "架空 計", "架空 三郎（産学連携室）", "shinsei-c@enshu.example", "13" },
      "applicant-c", 25, 100, true, NULL },
    { { "架空県立大学 里海フードテック拠点", "カクウケンリツダイガク　サトウミフードテックキョテン", "架空県立大学", "public", REGIONAL,
        "架空 海", "架空 四織（地域連携課）", "shinsei-d@enshu.example", "38" },
      "applicant-d", 18, 100, true, NULL },
    { { "演習大学 寒冷地エネルギー共創センター", "エンシュウダイガク　カンレイチエネルギーキョウソウセンター", "演習大学", "national",
        REGIONAL, "架空 氷", "架空 二郎（工学部）", "shinsei-b@enshu.example", "04" },
      "applicant-b", 12, 100, true, NULL },
    { { "架空工業大学 ロボット実証フィールド", "カクウコウギョウダイガク　ロボットジッショウフィールド", "架空工業大学", "private",
        INTERNATIONAL, "架空 機", "架空 三郎（産学連携室）", "shinsei-c@enshu.example", "13" },
      "applicant-c", 3, 25, false, NULL },
};

/* A second person, as if the invitation had been opened. */
static struct err *join(struct ctx *c, int64_t application_id, const char *role)
{
    struct grant grant = { .duty = DUTY_APPLICANT, .application_id = application_id, .role = "editor" };
    struct person *person = NULL;
    const char *token = NULL;
    int64_t id = 0;
    TRY(cast_person(c, role, &id));
    TRY(person_load(c, id, &person));
    TX(tx, c);
    TRY(link_add(tx, LINK_INVITE, person->email, id, &grant, &token));
    TRY(account_accept(tx, token, &(struct person_facts){ .lang = LANG_JA }, NULL, &id));
    return tx_commit(tx);
}

static struct err *write(struct ctx *c, const struct call *call, const struct plan *p, int variant)
{
    struct field_save *saves = NULL;
    size_t n = 0;
    int64_t id = 0;
    TRY(cast_act_as(c, p->who, DUTY_APPLICANT));
    TRY(application_begin_typed(
        c, call->id, p->hub.type, p->hub.title, 0,
        &(struct institution_typed){ p->hub.institution, p->hub.operator_kind, p->hub.prefecture }, &id));
    if (p->editor)
        TRY(join(c, id, p->editor));
    TRY(cast_act_as(c, p->who, DUTY_APPLICANT));
    c->now += DAY_US;
    TRY(fiction_answers(c->arena, call->definition, &p->hub, variant, &n, &saves));
    TRY(application_save_all(c, id, saves, n * (size_t)p->percent / 100));
    if (!p->sent)
        return NULL;
    struct submission sent;
    c->now += DAY_US;
    return application_submit(c, id, &sent);
}

struct err *fiction_applications(struct ctx *c, int64_t call_id, instant now)
{
    struct call *call = NULL;
    TRY(call_load(c, call_id, &call));
    for (size_t i = 0; i < sizeof PLANS / sizeof PLANS[0]; i++) {
        c->now = now - PLANS[i].days_before * DAY_US;
        TRY(write(c, call, &PLANS[i], (int)i));
    }
    return NULL;
}
