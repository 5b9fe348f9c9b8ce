/* cast.c: see cast.h. Nobody here exists: 演習 (rehearsal), 架空 (imaginary) and 仮名 (alias) stand for family names. */
#include "rehearsal/cast.h"

#include "db/db.h"
#include "person/account.h"
#include "person/rehearsal_door.h"
#include "person/viewer.h"

#include <string.h>

#define EXPERT (DUTY_REVIEWER | DUTY_COMMITTEE)

static const struct role ROLES[] = {
    { "office", "10", "office@enshu.example", "演習 花子", "エンシュウ　ハナコ", "演習事務局", DUTY_OFFICE, "事務局",
      "Programme office" },
    { "lead", "11", "lead@enshu.example", "演習 太郎", "エンシュウ　タロウ", "演習事務局", DUTY_OFFICE | DUTY_OFFICE_LEAD,
      "事務局責任者", "Programme office lead" },
    { "applicant-a", "20", "shinsei-a@enshu.example", "架空 一子", "カクウ　イチコ", "演習大学 研究推進部", DUTY_APPLICANT,
      "申請者（代表）", "Applicant (lead)" },
    { "applicant-b", "21", "shinsei-b@enshu.example", "架空 二郎", "カクウ　ジロウ", "演習大学 工学部", DUTY_APPLICANT,
      "申請者（共同編集）", "Applicant (editor)" },
    { "applicant-c", NULL, "shinsei-c@enshu.example", "架空 三郎", "カクウ　サブロウ", "架空工業大学", DUTY_APPLICANT, "", "" },
    { "applicant-d", NULL, "shinsei-d@enshu.example", "架空 四織", "カクウ　シオリ", "架空県立大学", DUTY_APPLICANT, "", "" },
    { "reviewer-a", "30", "iin-a@enshu.example", "仮名 三恵", "カメイ　ミエ", "架空工業大学", EXPERT, "審査委員", "Reviewer" },
    { "reviewer-b", "31", "iin-b@enshu.example", "仮名 史郎", "カメイ　シロウ", "演習商事", EXPERT, "審査委員", "Reviewer" },
    { "reviewer-c", "32", "iin-c@enshu.example", "仮名 涼", "カメイ　リョウ", "架空総合研究所", EXPERT, "審査委員", "Reviewer" },
    { "chair", "40", "iincho@enshu.example", "仮名 五月", "カメイ　サツキ", "演習研究所", DUTY_CHAIR, "審査委員長",
      "Committee chair" },
    { "auditor", "50", "kansa@enshu.example", "演習 六", "エンシュウ　ロク", "演習監査室", DUTY_AUDITOR, "監査担当者", "Auditor" },
    { "bureau", "60", "kyoku@enshu.example", "演習 七海", "エンシュウ　ナナミ", "東北経済産業局（演習）", DUTY_BUREAU, "経済産業局",
      "Regional bureau" },
    { "contractor", "61", "jutaku@enshu.example", "演習 八重", "エンシュウ　ヤエ", "演習総合研究所", DUTY_CONTRACTOR,
      "調査事業の受託者", "Contractor" },
};
#define ROLE_COUNT (sizeof ROLES / sizeof ROLES[0])

const struct role *cast_all(size_t *ret_n)
{
    *ret_n = ROLE_COUNT;
    return ROLES;
}

static struct err *add_one(struct tx *tx, const struct role *who, int64_t call_id)
{
    int64_t person = 0;
    int64_t duty = 0;
    const char *token = NULL;
    struct person_facts facts = { .email = who->email, .name = who->name, .name_kana = who->kana,
                                  .department = who->department, .lang = LANG_JA };
    TRY(person_add(tx, &facts, &person));
    for (unsigned bit = 1; bit < 1U << DUTY_COUNT; bit <<= 1) {
        bool of_call = (bit & (DUTY_REVIEWER | DUTY_COMMITTEE | DUTY_CHAIR)) != 0;
        struct grant grant = { .duty = (enum duty)bit, .call_id = of_call ? call_id : 0,
                               .region = bit == DUTY_BUREAU ? "tohoku" : NULL };
        if (who->duties & bit)
            TRY(duty_grant(tx, person, &grant, &duty));
    }
    return who->order ? rehearsal_add_persona(tx, who->order, who->duty_ja, who->duty_en, person, &token) : NULL;
}

struct err *cast_add(struct ctx *c, int64_t call_id)
{
    TX(tx, c);
    for (size_t i = 0; i < ROLE_COUNT; i++)
        TRY(add_one(tx, &ROLES[i], call_id));
    return tx_commit(tx);
}

struct err *cast_person(struct ctx *c, const char *key, int64_t *ret)
{
    struct person *person = NULL;
    for (size_t i = 0; i < ROLE_COUNT; i++)
        if (strcmp(ROLES[i].key, key) == 0)
            TRY(person_find_by_email(c, ROLES[i].email, &person));
    if (!person)
        return not_found(c->arena);
    *ret = person->id;
    return NULL;
}

struct err *cast_act_as(struct ctx *c, const char *key, enum duty duty)
{
    int64_t person = 0;
    TRY(cast_person(c, key, &person));
    return viewer_act_as(c, person, duty);
}
