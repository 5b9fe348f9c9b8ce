/* register_text.c: days, terms, names and sources of the register in words; see register_view.h. */
#include "base/identifier.h"
#include "html/mark.h"
#include "i18n/i18n.h"
#include "registry.msg.h"
#include "registry/register_view.h"

#include <stdlib.h>
#include <string.h>

const char *day_words(struct html_writer *w, date d)
{
    return w->lang == LANG_JA ? text_wareki(w->out.arena, d) : text_date(w->out.arena, w->lang, d);
}

const char *days_words(struct html_writer *w, date from, date to)
{
    const char *unknown = tr(w, MSG_REGISTRY_UNKNOWN);
    return tr(w, MSG_REGISTRY_FROM_TO, arg_text(date_is_known(from) ? day_words(w, from) : unknown),
              arg_text(date_is_known(to) ? day_words(w, to) : unknown));
}

const char *term_words(struct html_writer *w, const struct designation *d)
{
    if (d->terms.n == 0)
        return tr(w, MSG_REGISTRY_TERM_NONE);
    const struct designation_term *last = &d->terms.v[d->terms.n - 1];
    if (last->continuation)
        return tr(w, MSG_REGISTRY_TERM_CONTINUED, arg_text(day_words(w, last->valid_to)));
    if (!date_is_known(last->valid_from))
        return tr(w, MSG_REGISTRY_TERM_OPEN, arg_text(day_words(w, last->valid_to)));
    return days_words(w, last->valid_from, last->valid_to);
}

const char *institution_words(struct html_writer *w, const struct designation *d)
{
    const struct borne_name *today = name_today(d);
    const char *where = prefecture_name(w->lang, d->prefecture);
    const char *institution = today ? today->institution : "";
    return where ? tr(w, MSG_REGISTRY_INSTITUTION_IN, arg_text(institution), arg_text(where)) : institution;
}

const char *borne_words(struct html_writer *w, const struct designation *d, size_t i)
{
    const struct borne_name *n = &d->names.v[i];
    struct arg from = arg_text(day_words(w, n->from));
    struct arg seen = arg_text(day_words(w, n->seen_on));
    struct arg to = arg_text(day_words(w, n->to));
    bool last = i + 1 == d->names.n;
    if (date_is_known(n->from))
        return date_is_known(n->to) ? tr(w, MSG_REGISTRY_NAME_FROM_TO, from, to)
               : last               ? tr(w, MSG_REGISTRY_NAME_FROM, from)
                                    : tr(w, MSG_REGISTRY_NAME_FROM_OPEN, from);
    if (!date_is_known(n->seen_on))
        return tr(w, MSG_REGISTRY_UNKNOWN);
    return date_is_known(n->to) ? tr(w, MSG_REGISTRY_NAME_SEEN_TO, seen, to) : tr(w, MSG_REGISTRY_NAME_SEEN, seen);
}

const char *status_words(struct html_writer *w, const struct designation_status *s)
{
    return msg_text(w->out.arena, w->lang, s->sentence, s->args);
}

enum tone status_tone(enum designation_status_kind kind)
{
    switch (kind) {
    case STATUS_IN_FORCE:
    case STATUS_CONTINUED:
        return TONE_GREEN;
    case STATUS_LAST_YEAR:
        return TONE_YELLOW;
    case STATUS_SUSPENDED:
        return TONE_ORANGE;
    case STATUS_REVOKED:
        return TONE_RED;
    case STATUS_TERM_OVER_UNCONFIRMED:
    case STATUS_ENDED:
    case STATUS_WITHDRAWN:
    case STATUS_UNKNOWN:
        break;
    }
    return TONE_GRAY;
}

static void source_link(struct html_writer *w, const struct register_words *words, const char *key)
{
    const struct source *s = register_source(words, key);
    struct url to = { s && s->url ? url_external(w->out.arena, s->url).s : NULL };
    if (strcmp(key, SOURCE_ANNOUNCEMENT) == 0) {
        html_msg(w, MSG_REGISTRY_SOURCE_ANNOUNCEMENT);
        return;
    }
    if (to.s) {
        html_lit(w, "<a");
        mark_url(w, "href", to);
        html_lit(w, ">");
    }
    html_text(w, s ? s->title.in[w->lang] : key);
    if (to.s)
        html_lit(w, "</a>");
}

void source_links(struct html_writer *w, const struct register_words *words, const char *keys)
{
    char *rest = arena_strdup(w->out.arena, keys ? keys : "");
    bool first = true;
    for (char *one = strtok_r(rest, ", ", &rest); one; one = strtok_r(NULL, ", ", &rest)) {
        if (!first)
            html_lit(w, "<br>");
        source_link(w, words, one);
        first = false;
    }
}
