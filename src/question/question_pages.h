/* question_pages.h: what the pages of questions share. */
#ifndef QUESTION_QUESTION_PAGES_H
#define QUESTION_QUESTION_PAGES_H

#include "http/http.h"
#include "question/question.h"

/* 質問は…まで受け付けています。 or why none is taken. */
const char *question_period_words(struct ctx *c, const struct call *call);

#endif
