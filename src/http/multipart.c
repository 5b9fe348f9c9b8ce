/* multipart.c: see multipart.h.
**
** The body is a run of data cut by the delimiter "\r\n--boundary". A delimiter holds one \r, at its start, so when a
** match breaks, the bytes matched so far are data and the search begins anew at the byte that broke it. */
#include "http/multipart.h"

#include "base/buf.h"
#include "http/spool.h"
#include "http/text.h"

#include "http.msg.h"

#include <string.h>
#include <strings.h>

#define PART_HEAD_MAX 8192
#define FILE_NAME_MAX 255

enum state {
    PREAMBLE, /* before the first delimiter: nothing of ours */
    AFTER,    /* behind a delimiter: "\r\n" or "--" */
    AFTER_CR,
    AFTER_DASH,
    HEAD, /* the header lines of a part */
    DATA,
    EPILOGUE
};

struct multipart {
    struct arena *a;
    const struct http_limits *limits;
    const char *spool_dir;
    char *delimiter;
    size_t delimiter_n, matched;
    enum state state;
    bool too_large, drop_files;
    struct buf head, text;
    size_t text_bytes, file_bytes, idle_bytes;
    const char *field, *file_name; /* of the part at hand; file_name NULL: a text */
    struct spool *spool;           /* made at the first byte of the file */
    VEC(struct pair) form;
    VEC(struct upload) uploads;
};

struct multipart *multipart_make(struct arena *a, const char *boundary, const struct http_limits *limits,
                                 const char *spool_dir)
{
    struct multipart *m = arena_new(a, struct multipart);
    m->a = a;
    m->limits = limits;
    m->spool_dir = spool_dir;
    m->delimiter = arena_printf(a, "\r\n--%s", boundary);
    m->delimiter_n = strlen(m->delimiter);
    m->matched = 2; /* the first delimiter stands at the start, where no line end goes before it */
    m->head = buf_make(a, 512);
    m->text = buf_make(a, 512);
    return m;
}

bool multipart_is_too_large(const struct multipart *m)
{
    return m->too_large;
}

void multipart_drop_files(struct multipart *m)
{
    m->drop_files = true;
}

static struct err *broken(struct multipart *m)
{
    return invalid(m->a, m->field, MSG_HTTP_MULTIPART_BROKEN);
}

/* ── the head of a part ── */

/* The name as people know it: what browsers of old put before it (C:\fakepath\) is no part of it. */
static struct err *file_name_clean(struct multipart *m, const char *sent, const char **ret)
{
    for (const char *p = sent; *p; p++)
        if (*p == '/' || *p == '\\')
            sent = p + 1;
    size_t n = strlen(sent);
    if (!text_is_valid(sent, n) || text_has_control(sent) || n > FILE_NAME_MAX || strcmp(sent, ".") == 0 ||
        strcmp(sent, "..") == 0)
        return invalid(m->a, m->field, MSG_HTTP_FILE_NAME_BAD);
    *ret = sent;
    return NULL;
}

static struct err *disposition_read(struct multipart *m, const char *value)
{
    if (m->field || !media_type_is(value, "form-data"))
        return broken(m);
    const char *name = header_parameter(m->a, value, "name");
    if (!name || !text_is_valid(name, strlen(name)) || text_has_control(name))
        return broken(m);
    m->field = name;
    const char *sent = header_parameter(m->a, value, "filename");
    if (!sent)
        return strcasestr(value, "filename") ? broken(m) : NULL;
    return file_name_clean(m, sent, &m->file_name);
}

static struct err *head_line(struct multipart *m, char *line)
{
    char *colon = strchr(line, ':');
    if (!colon || colon == line || strchr(" \t", *line))
        return broken(m);
    *colon = 0;
    const char *value = colon + 1 + strspn(colon + 1, " \t");
    if (strcasecmp(line, "Content-Disposition") == 0)
        return disposition_read(m, value);
    if (strcasecmp(line, "Content-Transfer-Encoding") == 0 && strcasecmp(value, "binary") != 0 &&
        strcasecmp(value, "8bit") != 0 && strcasecmp(value, "7bit") != 0)
        return broken(m);
    return NULL;
}

/* m->head holds all lines, each with its \r\n, and the empty one. */
static struct err *head_done(struct multipart *m)
{
    m->field = m->file_name = NULL;
    m->spool = NULL;
    m->text.n = 0;
    m->text.s[0] = 0;
    m->text_bytes += m->head.n; /* names are kept like values */
    if (strlen(m->head.s) != m->head.n)
        return broken(m);
    for (char *line = m->head.s; strcmp(line, "\r\n") != 0;) {
        char *end = strstr(line, "\r\n");
        *end = 0;
        if (strpbrk(line, "\r\n"))
            return broken(m);
        TRY(head_line(m, line));
        line = end + 2;
    }
    if (!m->field)
        return broken(m);
    size_t parts = m->form.n + m->uploads.n;
    if (parts >= m->limits->fields)
        return invalid(m->a, NULL, MSG_HTTP_TOO_MANY_FIELDS, arg_i64((int64_t)m->limits->fields));
    m->state = DATA;
    return NULL;
}

static struct err *head_byte(struct multipart *m, char c)
{
    if (m->head.n == PART_HEAD_MAX)
        return broken(m);
    buf_putc(&m->head, c);
    bool only_end = m->head.n == 2 && memcmp(m->head.s, "\r\n", 2) == 0;
    bool end = m->head.n >= 4 && memcmp(m->head.s + m->head.n - 4, "\r\n\r\n", 4) == 0;
    return only_end ? broken(m) : end ? head_done(m) : NULL;
}

/* ── the content of a part ── */

static struct err *file_data(struct multipart *m, const char *p, size_t n)
{
    if (!*m->file_name)
        return invalid(m->a, m->field, MSG_HTTP_FILE_NAME_BAD);
    if (!m->spool_dir)
        return invalid(m->a, m->field, MSG_HTTP_NO_FILES_HERE);
    m->file_bytes += n;
    if (m->file_bytes > m->limits->file_bytes) {
        m->too_large = true;
        return invalid(m->a, m->field, MSG_HTTP_FILE_TOO_LARGE, arg_i64((int64_t)m->limits->file_bytes));
    }
    if (m->drop_files)
        return NULL;
    if (!m->spool && m->uploads.n == m->limits->files)
        return invalid(m->a, m->field, MSG_HTTP_TOO_MANY_FILES, arg_i64((int64_t)m->limits->files));
    if (!m->spool)
        TRY(spool_begin(m->a, m->spool_dir, &m->spool));
    return spool_put(m->spool, p, n);
}

static struct err *data(struct multipart *m, const char *p, size_t n)
{
    if (n == 0)
        return NULL;
    if (m->state != DATA) { /* before the first delimiter */
        m->idle_bytes += n;
        return m->idle_bytes > PART_HEAD_MAX ? broken(m) : NULL;
    }
    if (m->file_name)
        return file_data(m, p, n);
    m->text_bytes += n;
    if (m->text_bytes > m->limits->body_bytes) {
        m->too_large = true;
        return invalid(m->a, m->field, MSG_HTTP_FORM_TOO_LARGE, arg_i64((int64_t)m->limits->body_bytes));
    }
    buf_put(&m->text, p, n);
    return NULL;
}

static struct err *text_done(struct multipart *m)
{
    if (!text_is_valid(m->text.s, m->text.n))
        return invalid(m->a, m->field, MSG_HTTP_BAD_TEXT);
    char *value = arena_strndup(m->a, m->text.s, m->text.n);
    (void)line_ends_to_lf(value, m->text.n);
    *vec_push(m->a, &m->form) = (struct pair){ m->field, value };
    return NULL;
}

/* A file input left empty sends an empty name and no bytes: nothing was chosen, nothing is kept. A chosen file of
** no bytes has a name and is an upload. */
static struct err *file_done(struct multipart *m)
{
    if (!*m->file_name || m->drop_files)
        return NULL;
    if (!m->spool_dir)
        return invalid(m->a, m->field, MSG_HTTP_NO_FILES_HERE);
    if (m->uploads.n == m->limits->files)
        return invalid(m->a, m->field, MSG_HTTP_TOO_MANY_FILES, arg_i64((int64_t)m->limits->files));
    if (!m->spool)
        TRY(spool_begin(m->a, m->spool_dir, &m->spool));
    struct upload u = { .field = m->field, .file_name = m->file_name };
    TRY(spool_end(m->spool, &u));
    *vec_push(m->a, &m->uploads) = u;
    return NULL;
}

/* A delimiter was found: what lay before it is complete. */
static struct err *delimiter_found(struct multipart *m)
{
    bool in_part = m->state == DATA;
    m->state = AFTER;
    m->matched = 0;
    m->head.n = 0;
    if (!in_part)
        return NULL;
    return m->file_name ? file_done(m) : text_done(m);
}

/* ── the bytes ── */

/* Takes bytes of data up to the end or a whole delimiter; *ret_used counts them. */
static struct err *search(struct multipart *m, const char *p, size_t n, size_t *ret_used)
{
    size_t from = 0; /* data from here to i is not yet handed on */
    size_t i = 0;
    while (i < n) {
        if (m->matched == 0) {
            const char *cr = memchr(p + i, '\r', n - i);
            i = cr ? (size_t)(cr - p) : n;
            TRY(data(m, p + from, i - from));
            from = i;
            if (i == n)
                break;
        }
        if (p[i] == m->delimiter[m->matched]) {
            m->matched++;
            from = ++i;
            if (m->matched == m->delimiter_n) {
                *ret_used = i;
                return delimiter_found(m);
            }
        } else {
            size_t had = m->matched;
            m->matched = 0;
            TRY(data(m, m->delimiter, had));
        }
    }
    *ret_used = n;
    return NULL;
}

/* A byte outside of data. */
static struct err *step(struct multipart *m, char c)
{
    switch (m->state) {
    case AFTER:
        m->state = c == '\r' ? AFTER_CR : AFTER_DASH;
        return c == '\r' || c == '-' ? NULL : broken(m);
    case AFTER_CR:
        m->state = HEAD;
        return c == '\n' ? NULL : broken(m);
    case AFTER_DASH:
        m->state = EPILOGUE;
        return c == '-' ? NULL : broken(m);
    case HEAD:
        return head_byte(m, c);
    case EPILOGUE:
        return ++m->idle_bytes > PART_HEAD_MAX ? broken(m) : NULL;
    case PREAMBLE:
    case DATA:
        break;
    }
    return broken(m);
}

struct err *multipart_feed(struct multipart *m, const void *p, size_t n)
{
    const char *s = p;
    while (n > 0) {
        size_t used = 1;
        if (m->state == DATA || m->state == PREAMBLE)
            TRY(search(m, s, n, &used));
        else
            TRY(step(m, *s));
        s += used;
        n -= used;
    }
    return NULL;
}

struct err *multipart_end(struct multipart *m, struct pairs *ret_form, struct upload **ret_uploads,
                          size_t *ret_upload_count)
{
    if (m->state != EPILOGUE)
        return broken(m);
    *ret_form = (struct pairs){ m->form.n, m->form.v };
    *ret_uploads = m->uploads.v;
    *ret_upload_count = m->uploads.n;
    return NULL;
}
