/* kinds.c: the kinds of records that have a history: which rows belong to each, and who may read it. Whoever may see
** the record's page in the office may read its history, and of that nothing the page would not show: of an application
** not what was written before it was submitted, of a round to the auditor nothing before its announcement. */
#include "history/history.h"

#include "application/application.h"
#include "base/id.h"
#include "call/call.h"
#include "decision/decision.h"
#include "frame.msg.h"
#include "history.msg.h"
#include "i18n/i18n.h"
#include "person/account.h"
#include "person/institution.h"
#include "person/person.h"
#include "registry/register.h"
#include "review/sheet.h"

#include <string.h>

#define ONE(table) "(t.tbl = '" table "' AND t.row_id = $1)"

LEDGER_RECORD(of_institution, "institution", ONE("institution"), "");
LEDGER_RECORD(of_corporation, "corporation", ONE("corporation"), "");
LEDGER_RECORD(of_person, "person", "(" ONE("person") " OR (t.tbl = 'duty' AND t.row_id IN"
              " (SELECT d.id FROM duty d WHERE d.person_id = $1)))",
              " AND e.act LIKE 'person.%'");
LEDGER_RECORD(of_call, "call", ONE("call"), "");
LEDGER_RECORD(of_hub, "designation", "(" ONE("designation") " OR (t.tbl = 'designation_name' AND t.row_id IN"
              " (SELECT n.id FROM designation_name n WHERE n.designation_id = $1))"
              " OR (t.tbl = 'designation_term' AND t.row_id IN"
              " (SELECT m.id FROM designation_term m WHERE m.designation_id = $1))"
              " OR (t.tbl = 'designation_event' AND t.row_id IN"
              " (SELECT v.id FROM designation_event v WHERE v.designation_id = $1)))", "");
LEDGER_RECORD(of_release, "release", ONE("release"), "");
LEDGER_RECORD(of_decision, "decision", "(t.tbl = 'decision' AND t.row_id IN"
              " (SELECT d.id FROM decision d WHERE d.application_id = $1))", "");
/* Acts of the application itself that its pages in the office show; never those of a draft, nor of reviewers. */
LEDGER_RECORD(of_application, "application", ONE("application"),
              " AND e.act IN ('application.submitted', 'application.withdrawn', 'application.approved',"
              " 'application.returned', 'application.return_ended', 'application.return_moved', 'screening.taken',"
              " 'screening.was_accepted', 'screening.was_refused', 'screening.undone')");
LEDGER_RECORD(of_review, "assignment", "((t.tbl = 'assignment' AND t.row_id IN"
              " (SELECT s.id FROM assignment s WHERE s.application_id = $1)) OR (t.tbl = 'declaration' AND t.row_id IN"
              " (SELECT d.id FROM declaration d WHERE d.application_id = $1)))", "");
LEDGER_RECORD(of_sheet, "sheet", ONE("sheet"), " AND e.act IN ('review.completed', 'review.reopened')");
/* Not the ways in of a rehearsal: who reads one could come in as that person. */
LEDGER_RECORD(of_settings, "setting", "(t.tbl = 'setting' AND CAST($1 AS BIGINT) >= 0 AND t.row_id NOT IN"
              " (SELECT s.id FROM setting s WHERE substr(s.key, 1, 8) = 'persona:'))", "");

STMT(history_submissions, READ, "i",
     "SELECT s.number, s.answers FROM submission s WHERE s.application_id = $1 ORDER BY s.number");
STMT(history_sheet_versions, READ, "i",
     "SELECT v.number, v.entries FROM sheet_version v WHERE v.sheet_id = $1 ORDER BY v.number");
STMT(history_duties_of, READ, "i", "SELECT count(*) FROM duty d WHERE d.person_id = $1 AND d.duty <> 'applicant'");
STMT(history_hub_id, READ, "i", "SELECT d.public_id, d.call_id FROM designation d WHERE d.id = $1");

/* What the page itself asks, and what a history asks of the state of the round. */
static struct err *may(struct ctx *c, enum act act, unsigned states)
{
    struct standing s = { REL_ANY, states };
    TRY(allow(c, ACT_HISTORY, ACT_HISTORY, s));
    return (c->viewer->duties & DUTIES_OFFICE) ? allow(c, act, act, s) : NULL;
}

static struct err *find_institution(struct ctx *c, int64_t id, struct history_subject *ret)
{
    struct institution *x = NULL;
    TRY(may(c, ACT_OFFICE_PEOPLE, STATE_ANY));
    TRY(institution_load(c, id, &x));
    ret->name = x->name;
    ret->back = url_make(c->arena, "/office/institutions/%s", id_text(c->arena, id));
    return NULL;
}

static struct err *find_corporation(struct ctx *c, int64_t id, struct history_subject *ret)
{
    struct corporation *x = NULL;
    TRY(may(c, ACT_OFFICE_PEOPLE, STATE_ANY));
    TRY(corporation_load(c, id, &x));
    ret->name = x->name;
    ret->back = url_make(c->arena, "/office/corporations/%s", id_text(c->arena, id));
    return NULL;
}

/* Of whom the office has invited; an applicant's account is the applicant's. */
static struct err *find_person(struct ctx *c, int64_t id, struct history_subject *ret)
{
    struct person *p = NULL;
    int64_t duties = 0;
    TRY(may(c, ACT_OFFICE_PEOPLE, STATE_ANY));
    TRY(person_load(c, id, &p));
    TRY(db_i64(c, history_duties_of, &duties, I64(id)));
    ret->name = p->name;
    ret->back = (struct url){ "/office/people" };
    return duties ? NULL : not_found(c->arena);
}

static struct err *find_call(struct ctx *c, int64_t id, struct history_subject *ret)
{
    struct call *call = NULL;
    TRY(call_load(c, id, &call));
    TRY(may(c, ACT_OFFICE_CALL, call_states(call, c->now)));
    ret->name = call_title(c->arena, c->lang, call);
    bool office = (c->viewer->duties & DUTIES_OFFICE) != 0;
    ret->back = office ? url_make(c->arena, "/office/calls/%s", id_text(c->arena, id))
                       : url_make(c->arena, "/calls/%s", call->round);
    return NULL;
}

static struct err *find_hub(struct ctx *c, int64_t id, struct history_subject *ret)
{
    struct row row;
    struct designation d;
    TRY(may(c, ACT_OFFICE_REGISTER, STATE_ANNOUNCED)); /* whatever stands in the register is announced */
    TRY(db_row(c, history_hub_id, &row, I64(id)));
    TRY(register_load(c, row_text(&row, 0), &d));
    const struct borne_name *name = name_today(&d);
    ret->name = name ? name->name : d.id;
    ret->back = url_make(c->arena, "/hubs/%s", d.id);
    return NULL;
}

static struct err *find_release(struct ctx *c, int64_t id, struct history_subject *ret)
{
    struct release *r = NULL;
    struct call *call = NULL;
    TRY(release_load(c, id, &r));
    TRY(call_load(c, r->call_id, &call));
    TRY(may(c, ACT_OFFICE_DECISION, call_states(call, c->now)));
    ret->name = call_title(c->arena, c->lang, call);
    ret->back = (struct url){ "/office/decision" };
    return NULL;
}

/* The application, as the office knows it: once it was submitted. */
static struct err *find_submitted(struct ctx *c, int64_t id, enum act act, struct history_subject *ret)
{
    struct application *app = NULL;
    struct call *call = NULL;
    struct standing standing;
    TRY(application_load(c, id, &app));
    TRY(call_load(c, app->call_id, &call));
    TRY(application_standing(c, app, call, &standing));
    TRY(allow(c, ACT_OFFICE_APPLICATIONS, ACT_OFFICE_APPLICATIONS, standing));
    TRY(may(c, act, standing.states));
    if (!app->submission_id)
        return not_found(c->arena);
    ret->name = app->title;
    ret->definition = call->definition;
    ret->back = url_make(c->arena, "/office/applications/%s", id_text(c->arena, id));
    return NULL;
}

static struct err *find_application(struct ctx *c, int64_t id, struct history_subject *ret)
{
    return find_submitted(c, id, ACT_OFFICE_APPLICATIONS, ret);
}

static struct err *find_decision(struct ctx *c, int64_t id, struct history_subject *ret)
{
    return find_submitted(c, id, ACT_OFFICE_DECISION, ret);
}

/* Who read what, and who declared what, is the office's alone. */
static struct err *office_only(struct ctx *c)
{
    return (c->viewer->duties & DUTIES_OFFICE) ? NULL : not_found(c->arena);
}

static struct err *find_review(struct ctx *c, int64_t id, struct history_subject *ret)
{
    TRY(office_only(c));
    return find_submitted(c, id, ACT_OFFICE_REVIEW, ret);
}

static struct err *find_sheet(struct ctx *c, int64_t id, struct history_subject *ret)
{
    struct sheet *s = NULL;
    TRY(office_only(c));
    TRY(may(c, ACT_OFFICE_REVIEW, STATE_ANY));
    TRY(sheet_load(c, id, &s));
    TRY(find_submitted(c, s->application_id, ACT_OFFICE_REVIEW, ret));
    ret->name = arena_printf(c->arena, "%s（%s）", ret->name, s->reviewer ? s->reviewer : "");
    ret->back = url_make(c->arena, "/office/review/sheets/%s", id_text(c->arena, id));
    return NULL;
}

static struct err *find_settings(struct ctx *c, int64_t id, struct history_subject *ret)
{
    (void)id;
    TRY(office_only(c));
    TRY(may(c, ACT_OFFICE_LEDGER, STATE_ANY));
    ret->name = MSG_TEXT(c->arena, c->lang, MSG_NAV_LEDGER);
    ret->back = (struct url){ "/office/ledger" };
    return NULL;
}

static const struct history_kind KINDS[] = {
    { "institution", &MSG_HISTORY_INSTITUTION, &of_institution, find_institution, NULL, NULL },
    { "corporation", &MSG_HISTORY_CORPORATION, &of_corporation, find_corporation, NULL, NULL },
    { "person", &MSG_HISTORY_PERSON, &of_person, find_person, NULL, NULL },
    { "call", &MSG_HISTORY_CALL, &of_call, find_call, NULL, NULL },
    { "hub", &MSG_HISTORY_HUB, &of_hub, find_hub, NULL, NULL },
    { "release", &MSG_HISTORY_RELEASE, &of_release, find_release, NULL, NULL },
    { "decision", &MSG_HISTORY_DECISION, &of_decision, find_decision, NULL, NULL },
    { "application", &MSG_HISTORY_APPLICATION, &of_application, find_application, &history_submissions, "number" },
    { "review", &MSG_HISTORY_REVIEW, &of_review, find_review, NULL, NULL },
    { "sheet", &MSG_HISTORY_SHEET, &of_sheet, find_sheet, &history_sheet_versions, "version" },
    { "settings", &MSG_HISTORY_SETTINGS, &of_settings, find_settings, NULL, NULL },
};

const struct history_kind *history_kind_of(const char *word)
{
    for (size_t i = 0; i < sizeof KINDS / sizeof KINDS[0]; i++)
        if (strcmp(KINDS[i].word, word) == 0)
            return &KINDS[i];
    return NULL;
}
