/* region_pages.c: the limited views. A regional bureau sees what lies in the prefectures of its duty: hubs
** as the public register has them, the contacts of institutions, and results once they are announced. The
** contractor sees the hubs that hold the designation and whom to call there. Neither sees anything of
** applications or reviews; every list is scoped in SQL by the duties of who asks. */
#include "office/region_views.h"

#include "base/buf.h"
#include "base/date.h"
#include "base/identifier.h"
#include "call/call.h"
#include "db/db.h"
#include "http/http.h"
#include "i18n/i18n.h"
#include "person/bureau.h"
#include "person/frame.h"
#include "person/person.h"
#include "registry/register.h"
#include "region.msg.h"

#include <string.h>

/* The prefectures p of the bureaus of the person $1 at $2. */
#define OWN_PREFECTURES                                                                                       \
    "(SELECT p.prefecture FROM duty u JOIN bureau b ON b.key = u.region JOIN bureau_prefecture p"              \
    " ON p.bureau_id = b.id WHERE u.person_id = $1 AND u.duty = 'bureau' AND u.granted_at <= $2"               \
    " AND (u.ended_at IS NULL OR u.ended_at > $2))"

STMT(region_hubs_own, READ, "ii",
     "SELECT d.public_id FROM designation d WHERE d.prefecture IN " OWN_PREFECTURES " ORDER BY d.public_id");
STMT(region_contacts_own, READ, "ii",
     "SELECT i.name, i.prefecture, q.name, q.email FROM institution i LEFT JOIN duty o ON o.institution_id = i.id"
     " AND o.duty = 'institution_office' AND o.granted_at <= $2 AND (o.ended_at IS NULL OR o.ended_at > $2)"
     " LEFT JOIN person q ON q.id = o.person_id AND q.state = 'active'"
     " WHERE i.prefecture IN " OWN_PREFECTURES ""
     " ORDER BY i.prefecture, i.sort_key, i.id, q.name NULLS LAST, o.id NULLS LAST");
STMT(region_results_own, READ, "ii",
     "SELECT a.receipt_no, a.title, i.name, d.outcome, c.id FROM application a JOIN call c ON c.id = a.call_id"
     " JOIN institution i ON i.id = a.institution_id JOIN decision d ON d.application_id = a.id"
     " JOIN release r ON r.call_id = c.id AND r.state = 'released'"
     " WHERE a.state = 'submitted' AND c.announced_at IS NOT NULL AND c.announced_at <= $2"
     " AND i.prefecture IN " OWN_PREFECTURES " ORDER BY c.announced_at DESC, a.receipt_no");
/* Of each hub: its contacts by duty, and who led the application that was selected. */
STMT(support_contacts, READ, "i",
     "SELECT d.public_id, q.name, q.email FROM designation d JOIN person q ON q.state = 'active' AND (EXISTS"
     " (SELECT 1 FROM application_member m WHERE m.application_id = d.application_id AND m.role = 'lead'"
     " AND m.person_id = q.id) OR (q.institution_id = d.institution_id AND EXISTS (SELECT 1 FROM duty u"
     " WHERE u.person_id = q.id AND u.duty = 'hub_contact' AND u.granted_at <= $1"
     " AND (u.ended_at IS NULL OR u.ended_at > $1)))) ORDER BY d.public_id, q.name, q.id");

/* ── hubs, as the public register has them ── */

static enum tone tone_of(const struct designation_status *s)
{
    switch (s->kind) {
    case STATUS_IN_FORCE:
    case STATUS_CONTINUED:
        return TONE_GREEN;
    case STATUS_LAST_YEAR:
        return TONE_YELLOW;
    case STATUS_WITHDRAWN:
    case STATUS_REVOKED:
    case STATUS_SUSPENDED:
        return TONE_RED;
    case STATUS_TERM_OVER_UNCONFIRMED:
    case STATUS_ENDED:
    case STATUS_UNKNOWN:
        break;
    }
    return TONE_GRAY;
}

static struct region_hub hub_of(struct ctx *c, const struct register_words *words, const struct designation *d)
{
    struct designation_status status = designation_status(d, date_of_instant(c->now));
    const struct borne_name *name = name_today(d);
    return (struct region_hub){ .name = name ? name->name : d->id,
                                .institution = name ? name->institution : "",
                                .type = register_type_name(words, c->lang, d->type),
                                .round = register_round_name(c->arena, words, c->lang, d->round),
                                .status = status.label->text[c->lang],
                                .tone = tone_of(&status),
                                .to = url_make(c->arena, "/hubs/%s", d->id),
                                .contacts = "" };
}

static bool is_among(const struct rows *ids, const char *id)
{
    for (size_t i = 0; i < ids->n; i++)
        if (strcmp(row_text(&ids->v[i], 0), id) == 0)
            return true;
    return false;
}

static struct err *own_hubs(struct ctx *c, struct region_page *p)
{
    const struct register_words *words = NULL;
    designation_list all;
    struct rows own;
    TRY(register_words(c, &words));
    TRY(register_list(c, &(struct register_query){ 0 }, &all));
    TRY(db_rows(c, region_hubs_own, &own, I64(viewer_person(c)), I64(c->now)));
    struct region_hub *v = arena_array(c->arena, struct region_hub, all.n + 1);
    for (size_t i = 0; words && i < all.n; i++)
        if (is_among(&own, all.v[i].id))
            v[p->hub_count++] = hub_of(c, words, &all.v[i]);
    p->hubs = v;
    return NULL;
}

/* ── the bureau ── */

static bool holds(const struct viewer *v, const char *bureau)
{
    for (size_t i = 0; i < v->duty_count; i++)
        if (v->duty[i].duty == DUTY_BUREAU && v->duty[i].region && strcmp(v->duty[i].region, bureau) == 0)
            return true;
    return false;
}

static const char *prefectures_of(struct ctx *c, const struct bureau *b)
{
    struct buf names = buf_make(c->arena, 128);
    for (const char *const *p = b->prefectures; *p; p++)
        buf_printf(&names, "%s%s", names.n ? (c->lang == LANG_JA ? "、" : ", ") : "", prefecture_name(c->lang, *p));
    return names.s;
}

/* "東北経済産業局（青森県、岩手県…）", one line for each bureau whose duty the viewer holds. */
static struct err *own_region(struct ctx *c, const char **ret)
{
    struct bureau_list all;
    struct buf b = buf_make(c->arena, 256);
    TRY(bureau_list(c, &all));
    for (size_t i = 0; i < all.n; i++) {
        if (!holds(c->viewer, all.v[i].key))
            continue;
        buf_printf(&b, "%s%s", b.n ? "\n" : "",
                   MSG_TEXT(c->arena, c->lang, MSG_REGION_OF, arg_text(all.v[i].name[c->lang]),
                            arg_text(prefectures_of(c, &all.v[i]))));
    }
    *ret = b.s;
    return NULL;
}

static struct err *own_contacts(struct ctx *c, struct region_page *p)
{
    struct rows rows;
    TRY(db_rows(c, region_contacts_own, &rows, I64(viewer_person(c)), I64(c->now)));
    struct region_contact *v = arena_array(c->arena, struct region_contact, rows.n + 1);
    for (size_t i = 0; i < rows.n; i++)
        v[i] = (struct region_contact){ .institution = row_text(&rows.v[i], 0),
                                        .prefecture = prefecture_name(c->lang, row_text(&rows.v[i], 1)),
                                        .name = row_text(&rows.v[i], 2),
                                        .email = row_text(&rows.v[i], 3) };
    p->contact_count = rows.n;
    p->contacts = v;
    return NULL;
}

static const char *title_of(struct ctx *c, const struct call_list *calls, int64_t id)
{
    for (size_t i = 0; i < calls->n; i++)
        if (calls->v[i]->id == id)
            return call_title(c->arena, c->lang, calls->v[i]);
    return "";
}

static struct err *own_results(struct ctx *c, struct region_page *p)
{
    struct rows rows;
    struct call_list calls;
    TRY(db_rows(c, region_results_own, &rows, I64(viewer_person(c)), I64(c->now)));
    TRY(call_list(c, &calls));
    struct region_result *v = arena_array(c->arena, struct region_result, rows.n + 1);
    for (size_t i = 0; i < rows.n; i++) {
        const struct row *r = &rows.v[i];
        bool selected = strcmp(row_text(r, 3), "select") == 0;
        v[i] = (struct region_result){
            .call = title_of(c, &calls, row_i64(r, 4)),
            .receipt_no = row_text(r, 0),
            .title = row_text(r, 1),
            .institution = row_text(r, 2),
            .outcome = MSG_TEXT(c->arena, c->lang, *(selected ? &MSG_REGION_SELECTED : &MSG_REGION_DECLINED)),
            .tone = selected ? TONE_GREEN : TONE_GRAY
        };
    }
    p->result_count = rows.n;
    p->results = v;
    return NULL;
}

ROUTE(GET, "/region", region_page_show, ACT_REGION_SEE)
{
    struct ctx *c = rq->ctx;
    struct region_page p = { 0 };
    TRY(own_region(c, &p.region));
    TRY(own_hubs(c, &p));
    TRY(own_contacts(c, &p));
    TRY(own_results(c, &p));
    struct page *pg = page_for(rq, rs, MSG_TEXT(c->arena, c->lang, MSG_REGION_TITLE));
    struct html_writer w = page_writer(rq);
    region_show(&w, pg, &p);
    return show(rs, html_done(&w));
}

/* ── the contractor ── */

static const char *contacts_of(struct arena *a, const struct rows *all, const char *id)
{
    struct buf b = buf_make(a, 64);
    for (size_t i = 0; i < all->n; i++)
        if (strcmp(row_text(&all->v[i], 0), id) == 0)
            buf_printf(&b, "%s%s %s", b.n ? "\n" : "", row_text(&all->v[i], 1), row_text(&all->v[i], 2));
    return b.s;
}

ROUTE(GET, "/support", support_page_show, ACT_SUPPORT_SEE)
{
    struct ctx *c = rq->ctx;
    const struct register_words *words = NULL;
    designation_list all;
    struct rows contacts;
    struct region_page p = { 0 };
    TRY(register_words(c, &words));
    TRY(register_list(c, &(struct register_query){ 0 }, &all));
    TRY(db_rows(c, support_contacts, &contacts, I64(c->now)));
    struct region_hub *v = arena_array(c->arena, struct region_hub, all.n + 1);
    for (size_t i = 0; words && i < all.n; i++) {
        if (!designation_holds(&all.v[i], date_of_instant(c->now)))
            continue;
        v[p.hub_count] = hub_of(c, words, &all.v[i]);
        v[p.hub_count++].contacts = contacts_of(c->arena, &contacts, all.v[i].id);
    }
    p.hubs = v;
    struct page *pg = page_for(rq, rs, MSG_TEXT(c->arena, c->lang, MSG_SUPPORT_TITLE));
    struct html_writer w = page_writer(rq);
    support_show(&w, pg, &p);
    return show(rs, html_done(&w));
}
