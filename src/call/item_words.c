/* item_words.c: the words of a definition's members, choices and groups for a person. */
#include "call/item_content.h"

#include "i18n/i18n.h"
#include "call.msg.h"

#include <string.h>

struct word {
    const char *key;
    const struct msg *msg;
};
static const struct word MEMBERS[] = {
    { "ministry", &MSG_ITEM_MINISTRY },
    { "bureau", &MSG_ITEM_BUREAU },
    { "name", &MSG_ITEM_NAME },
    { "full", &MSG_ITEM_FULL },
    { "brief", &MSG_ITEM_BRIEF },
    { "email", &MSG_ITEM_EMAIL },
    { "phone", &MSG_ITEM_PHONE },
    { "called", &MSG_ITEM_CALLED },
    { "texts", &MSG_ITEM_TEXTS },
    { "rounds", &MSG_ITEM_ROUNDS },
    { "text", &MSG_ITEM_TEXT },
    { "mark", &MSG_ITEM_MARK },
    { "weight", &MSG_ITEM_WEIGHT },
    { "question", &MSG_ITEM_QUESTION },
    { "levels", &MSG_ITEM_LEVELS },
    { "value", &MSG_ITEM_VALUE },
    { "word", &MSG_ITEM_WORD },
    { "anchor", &MSG_ITEM_ANCHOR },
    { "comment_required", &MSG_ITEM_COMMENT_REQUIRED },
    { "comment_min", &MSG_ITEM_COMMENT_MIN },
    { "comment_max", &MSG_ITEM_COMMENT_MAX },
    { "method", &MSG_ITEM_METHOD },
    { "places", &MSG_ITEM_PLACES },
    { "when", &MSG_ITEM_WHEN },
    { "presenters_max", &MSG_ITEM_PRESENTERS_MAX },
    { "minutes_talk", &MSG_ITEM_MINUTES_TALK },
    { "minutes_questions", &MSG_ITEM_MINUTES_QUESTIONS },
    { "minutes_closing", &MSG_ITEM_MINUTES_CLOSING },
    { "unused_time_moves", &MSG_ITEM_UNUSED_TIME_MOVES },
    { "excludes", &MSG_ITEM_EXCLUDES },
    { "kind", &MSG_ITEM_KIND },
    { "label", &MSG_ITEM_LABEL },
    { "help", &MSG_ITEM_HELP },
    { "required", &MSG_ITEM_REQUIRED },
    { "types", &MSG_ITEM_TYPES },
    { "only_if", &MSG_ITEM_ONLY_IF },
    { "field", &MSG_ITEM_FIELD },
    { "is", &MSG_ITEM_IS },
    { "max_chars", &MSG_ITEM_MAX_CHARS },
    { "unit", &MSG_ITEM_UNIT },
    { "min", &MSG_ITEM_MIN },
    { "max", &MSG_ITEM_MAX },
    { "not_before", &MSG_ITEM_NOT_BEFORE },
    { "not_after", &MSG_ITEM_NOT_AFTER },
    { "choices", &MSG_ITEM_CHOICES },
    { "min_chosen", &MSG_ITEM_MIN_CHOSEN },
    { "max_chosen", &MSG_ITEM_MAX_CHOSEN },
    { "columns", &MSG_ITEM_COLUMNS },
    { "sum", &MSG_ITEM_SUM },
    { "fixed_rows", &MSG_ITEM_FIXED_ROWS },
    { "share", &MSG_ITEM_SHARE },
    { "min_rows", &MSG_ITEM_MIN_ROWS },
    { "max_rows", &MSG_ITEM_MAX_ROWS },
    { "row_sum", &MSG_ITEM_ROW_SUM },
    { "file_types", &MSG_ITEM_FILE_TYPES },
    { "max_files", &MSG_ITEM_MAX_FILES },
    { "max_bytes", &MSG_ITEM_MAX_BYTES },
    { "statement", &MSG_ITEM_STATEMENT },
    { "left", &MSG_ITEM_LEFT },
    { "relation", &MSG_ITEM_RELATION },
    { "right", &MSG_ITEM_RIGHT },
    { "public_if_selected", &MSG_ITEM_PUBLIC_IF_SELECTED },
    { "criterion", &MSG_ITEM_CRITERION },
    { "title", &MSG_ITEM_TITLE },
    { "intro", &MSG_ITEM_INTRO },
    { "group", &MSG_ITEM_GROUP },
    { "offered_from", &MSG_ITEM_OFFERED_FROM },
    { "offered_to", &MSG_ITEM_OFFERED_TO },
    { "budget_proviso", &MSG_ITEM_BUDGET_PROVISO },
    { "definition", &MSG_ITEM_DEFINITION },
    { "trap", &MSG_ITEM_TRAP },
    { "subject", &MSG_ITEM_SUBJECT },
    { "body", &MSG_ITEM_BODY },
    { "years", &MSG_ITEM_YEARS },
    { "continuation_years", &MSG_ITEM_CONTINUATION_YEARS },
    { "round", &MSG_ITEM_ROUND },
    { "opens_at", &MSG_CALL_OPENS },
    { "closes_at", &MSG_CALL_CLOSES },
    { "inclusive", &MSG_ITEM_INCLUSIVE },
    { "announcement_planned", &MSG_CALL_PLANNED },
    { "announcement_from", &MSG_ITEM_ANNOUNCEMENT_FROM },
    { "announcement_to", &MSG_ITEM_ANNOUNCEMENT_TO },
    { "reviewers_per_application", &MSG_ITEM_REVIEWERS_PER_APPLICATION },
    { "applications_per_institution", &MSG_ITEM_APPLICATIONS_PER_INSTITUTION },
    { "institution_approval", &MSG_ITEM_INSTITUTION_APPROVAL },
    { "others_scores_after_own", &MSG_ITEM_OTHERS_SCORES_AFTER_OWN },
    { "quorum_percent", &MSG_ITEM_QUORUM_PERCENT },
    { "reviewer_load_max", &MSG_ITEM_REVIEWER_LOAD_MAX },
    { "review_days", &MSG_ITEM_REVIEW_DAYS },
    { "sub_items", &MSG_ITEM_SUB_ITEMS },
    { "overall", &MSG_ITEM_OVERALL },
    { "formal_check", &MSG_ITEM_FORMAL_CHECK },
    { "hint", &MSG_ITEM_HINT },
    { "hours", &MSG_ITEM_HOURS },
    { "by", &MSG_ITEM_BY },
    { "outside", &MSG_ITEM_OUTSIDE },
    { "notice", &MSG_ITEM_NOTICE },
    { "confirm_days", &MSG_ITEM_CONFIRM_DAYS },
    { "unconfirmed", &MSG_ITEM_UNCONFIRMED },
    { "counts", &MSG_ITEM_COUNTS },
    { "means", &MSG_ITEM_MEANS },
    { "band", &MSG_ITEM_BAND },
    { "committee", &MSG_ITEM_COMMITTEE },
    { "reviewers", &MSG_ITEM_REVIEWERS },
    { NULL, NULL },
};
static const struct word CHOICES[] = {
    { "text", &MSG_CALL_FIELD_TEXT },
    { "long", &MSG_CALL_FIELD_LONG },
    { "number", &MSG_CALL_FIELD_NUMBER },
    { "choice", &MSG_CALL_FIELD_CHOICE },
    { "choices", &MSG_CALL_FIELD_CHOICES },
    { "date", &MSG_CALL_FIELD_DATE },
    { "table", &MSG_CALL_FIELD_TABLE },
    { "file", &MSG_CALL_FIELD_FILE },
    { "confirm", &MSG_CALL_FIELD_CONFIRM },
    { "equal", &MSG_ITEM_EQUAL },
    { "at_most", &MSG_ITEM_AT_MOST },
    { "mean", &MSG_ITEM_MEAN },
    { "shown", &MSG_ITEM_SHOWN },
    { "noted", &MSG_ITEM_NOTED },
    { "scored", &MSG_ITEM_SCORED },
    { "median", &MSG_ITEM_MEDIAN },
    { "trimmed-mean", &MSG_ITEM_TRIMMED },
    { "trimmed_mean", &MSG_ITEM_TRIMMED },
    { "trimmed", &MSG_ITEM_TRIMMED },
    { "none", &MSG_ITEM_HINT_NONE },
    { "applicant", &MSG_ITEM_HINT_APPLICANT },
    { "one_per_hub", &MSG_ITEM_HINT_ONE_PER_HUB },
    { "required", &MSG_ITEM_HINT_REQUIRED },
    { "files", &MSG_ITEM_HINT_FILES },
    { "corporate_number", &MSG_ITEM_HINT_CORPORATE_NUMBER },
    { "office", &MSG_ITEM_BY_OFFICE },
    { "office_lead", &MSG_ITEM_BY_OFFICE_LEAD },
    { "warn", &MSG_ITEM_WARN },
    { "block", &MSG_ITEM_BLOCK },
    { "none", &MSG_ITEM_COUNTS_NONE },
    { "total", &MSG_ITEM_COUNTS_TOTAL },
    { "by_type", &MSG_ITEM_COUNTS_BY_TYPE },
    { NULL, NULL },
};
static const struct word GROUPS[] = {
    { "names", &MSG_ITEM_GROUP_NAMES },
    { "office", &MSG_ITEM_GROUP_OFFICE },
    { "types", &MSG_ITEM_GROUP_TYPES },
    { "applicant_kinds", &MSG_ITEM_GROUP_APPLICANT_KINDS },
    { "eligibility", &MSG_ITEM_GROUP_ELIGIBILITY },
    { "criteria", &MSG_ITEM_GROUP_CRITERIA },
    { "scale", &MSG_ITEM_GROUP_SCALE },
    { "scheme", &MSG_ITEM_GROUP_SCHEME },
    { "hearing", &MSG_ITEM_GROUP_HEARING },
    { "conflicts", &MSG_ITEM_GROUP_CONFLICTS },
    { "clearances", &MSG_ITEM_GROUP_CLEARANCES },
    { "pledges", &MSG_ITEM_GROUP_PLEDGES },
    { "form", &MSG_ITEM_GROUP_FORM },
    { "form_checks", &MSG_ITEM_GROUP_FORM_CHECKS },
    { "support", &MSG_ITEM_GROUP_SUPPORT },
    { "kpis", &MSG_ITEM_GROUP_KPIS },
    { "letters", &MSG_ITEM_GROUP_LETTERS },
    { "term", &MSG_ITEM_GROUP_TERM },
    { "schedule", &MSG_ITEM_GROUP_SCHEDULE },
    { "rules", &MSG_ITEM_GROUP_RULES },
    { "formal_check", &MSG_ITEM_GROUP_FORMAL_CHECK },
    { "reminders", &MSG_ITEM_GROUP_REMINDERS },
    { "approval_steps", &MSG_ITEM_GROUP_APPROVAL_STEPS },
    { "announcement", &MSG_ITEM_GROUP_ANNOUNCEMENT },
    { "feedback", &MSG_ITEM_GROUP_FEEDBACK },
    { "disclosure_grounds", &MSG_ITEM_GROUP_DISCLOSURE_GROUNDS },
    { NULL, NULL },
};

static const char *word_for(struct arena *a, enum lang lang, const struct word *list, const char *key)
{
    for (; list->key; list++)
        if (strcmp(list->key, key) == 0)
            return msg_text(a, lang, list->msg, NULL);
    return key;
}

const char *item_group_title(struct arena *a, enum lang lang, const char *group)
{
    return word_for(a, lang, GROUPS, group);
}

const char *item_member_word(struct arena *a, enum lang lang, const char *member)
{
    return word_for(a, lang, MEMBERS, member);
}

const char *item_choice_word(struct arena *a, enum lang lang, const char *choice)
{
    return word_for(a, lang, CHOICES, choice);
}
