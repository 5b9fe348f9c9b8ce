/* smtp.c: see smtp.h. */
#include "mail/smtp.h"

#include <curl/curl.h>
#include <pthread.h>
#include <stdbool.h>
#include <string.h>

#define CONNECT_S 15L
#define WHOLE_S 120L

static void begin(void)
{
    (void)curl_global_init(CURL_GLOBAL_DEFAULT);
}

static size_t feed(char *to, size_t size, size_t count, void *arg)
{
    struct bytes *left = arg;
    size_t n = left->n < size * count ? left->n : size * count;
    memcpy(to, left->p, n);
    left->p += n;
    left->n -= n;
    return n;
}

enum smtp_outcome smtp_send(struct arena *a, const char *url, const char *from, const char *to,
                            struct bytes message, const char **ret_why)
{
    static pthread_once_t once = PTHREAD_ONCE_INIT;
    (void)pthread_once(&once, begin);
    CURL *curl = curl_easy_init();
    struct curl_slist *rcpt = curl_slist_append(NULL, arena_printf(a, "<%s>", to));
    char why[CURL_ERROR_SIZE] = "";
    struct bytes left = message;
    long code = 0;
    (void)curl_easy_setopt(curl, CURLOPT_URL, url);
    (void)curl_easy_setopt(curl, CURLOPT_PROTOCOLS_STR, "smtp,smtps");
    (void)curl_easy_setopt(curl, CURLOPT_NOSIGNAL, 1L);
    (void)curl_easy_setopt(curl, CURLOPT_PROXY, "");
    (void)curl_easy_setopt(curl, CURLOPT_CONNECTTIMEOUT, CONNECT_S);
    (void)curl_easy_setopt(curl, CURLOPT_TIMEOUT, WHOLE_S);
    (void)curl_easy_setopt(curl, CURLOPT_ERRORBUFFER, why);
    (void)curl_easy_setopt(curl, CURLOPT_MAIL_FROM, arena_printf(a, "<%s>", from));
    (void)curl_easy_setopt(curl, CURLOPT_MAIL_RCPT, rcpt);
    (void)curl_easy_setopt(curl, CURLOPT_UPLOAD, 1L);
    (void)curl_easy_setopt(curl, CURLOPT_READFUNCTION, feed);
    (void)curl_easy_setopt(curl, CURLOPT_READDATA, &left);
    CURLcode rc = curl_easy_perform(curl);
    (void)curl_easy_getinfo(curl, CURLINFO_RESPONSE_CODE, &code);
    curl_slist_free_all(rcpt);
    curl_easy_cleanup(curl);
    if (rc == CURLE_OK)
        return SMTP_TAKEN;
    *ret_why = arena_printf(a, "%ld %s", code, *why ? why : curl_easy_strerror(rc));
    /* A wrong password of ours, or a server that is not ready for anybody, is not this mail's end. */
    bool final = code >= 550 && code < 560 && rc != CURLE_LOGIN_DENIED;
    return final ? SMTP_REFUSED : SMTP_LATER;
}
