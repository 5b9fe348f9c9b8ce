/* message.c: see message.h. */
#include "mail/message.h"

#include "base/buf.h"
#include "base/date.h"

#include <sodium.h>
#include <stdbool.h>
#include <string.h>

#define LINE_MOST 76
#define WORD_MOST 75
#define WORD_HEAD "=?UTF-8?B?"
#define WORD_TAIL "?="

static bool is_plain(const char *text, size_t most)
{
    for (const char *p = text; *p; p++)
        if (*p < ' ' || *p > '~')
            return false;
    return strlen(text) <= most && !strstr(text, "=?");
}

/* Bytes of the character at p. */
static size_t character(const char *p)
{
    size_t n = 1;
    while (((unsigned char)p[n] & 0xc0) == 0x80)
        n++;
    return n;
}

static const char *base64(struct arena *a, const char *p, size_t n)
{
    size_t size = sodium_base64_encoded_len(n, sodium_base64_VARIANT_ORIGINAL);
    char *text = arena_alloc(a, size);
    return sodium_bin2base64(text, size, (const uint8_t *)p, n, sodium_base64_VARIANT_ORIGINAL);
}

/* A header is one line, whatever was typed. */
static const char *one_line(struct arena *a, const char *text)
{
    char *line = arena_strdup(a, text);
    for (char *p = line; *p; p++)
        if ((unsigned char)*p < ' ' || *p == 0x7f)
            *p = ' ';
    return line;
}

static bool is_word_letter(char ch)
{
    return (ch >= 'a' && ch <= 'z') || (ch >= 'A' && ch <= 'Z') || (ch >= '0' && ch <= '9');
}

/* What fits into room of encoded letters, in whole characters: three letters for each byte that is not a letter. */
static size_t take_q(struct buf *b, const char *text, size_t room)
{
    size_t n = 0;
    while (text[n]) {
        size_t k = character(text + n);
        size_t cost = is_word_letter(text[n]) ? 1 : 3 * k;
        if (cost > room)
            break;
        for (size_t i = n; i < n + k; i++)
            buf_printf(b, cost == 1 ? "%c" : "=%02X", (unsigned char)text[i]);
        room -= cost;
        n += k;
    }
    return n;
}

/* One encoded word with that much room on its line; returns the bytes of text in it. Base64 where they are a multiple
** of three or the last ones, because some readers (GMime) join the words first and stop at a padding in the middle. */
static size_t put_word(struct buf *b, const char *text, size_t room)
{
    size_t frame = sizeof(WORD_HEAD WORD_TAIL) - 1;
    size_t n = 0;
    size_t whole = 0;
    if (room < frame + 12)
        return 0;
    room -= frame;
    while (text[n] && n + character(text + n) <= room / 4 * 3) {
        n += character(text + n);
        whole = n % 3 == 0 ? n : whole;
    }
    if (!text[n])
        whole = n;
    if (whole) {
        buf_printf(b, WORD_HEAD "%s" WORD_TAIL, base64(b->arena, text, whole));
        return whole;
    }
    buf_puts(b, "=?UTF-8?Q?");
    n = take_q(b, text, room);
    buf_puts(b, WORD_TAIL);
    return n;
}

const char *message_words(struct arena *a, const char *text, size_t first)
{
    const char *line = one_line(a, text);
    struct buf b = buf_make(a, strlen(line) * 2 + 32);
    size_t room = first < LINE_MOST ? LINE_MOST - first : 0;
    if (is_plain(line, room))
        return line;
    line += put_word(&b, line, room < WORD_MOST ? room : WORD_MOST);
    while (*line) {
        buf_puts(&b, "\r\n ");
        line += put_word(&b, line, WORD_MOST);
    }
    return b.s;
}

/* Mon, 29 Jul 2024 12:00:00 +0900 */
static void put_date(struct buf *b, instant at)
{
    static const char *const MONTHS[] = { "Jan", "Feb", "Mar", "Apr", "May", "Jun",
                                          "Jul", "Aug", "Sep", "Oct", "Nov", "Dec" };
    date day = date_of_instant(at);
    struct date_parts d = date_parts(day);
    struct clock_parts t = clock_of_instant(at);
    buf_printf(b, "Date: %s, %d %s %04d %02d:%02d:%02d +0900\r\n", weekday_en(date_weekday(day)), d.day,
               MONTHS[d.month - 1], d.year, t.hour, t.minute, t.second);
}

static void put_quoted(struct buf *b, const char *name)
{
    buf_putc(b, '"');
    for (; *name; name++) {
        if (*name == '"' || *name == '\\')
            buf_putc(b, '\\');
        buf_putc(b, *name);
    }
    buf_puts(b, "\"\r\n ");
}

static void put_address(struct buf *b, const char *header, const char *name, const char *email)
{
    buf_printf(b, "%s: ", header);
    if (*name && is_plain(name, LINE_MOST / 3))
        put_quoted(b, name);
    else if (*name) /* a long one never stands bare: it may hold a comma */
        buf_printf(b, "%s\r\n ",
                   message_words(b->arena, name, is_plain(name, SIZE_MAX) ? LINE_MOST : strlen(header) + 2));
    buf_printf(b, "<%s>\r\n", one_line(b->arena, email));
}

/* The text with CR LF, as base64 in lines. */
static void put_body(struct buf *b, const char *body)
{
    struct buf text = buf_make(b->arena, strlen(body) + 64);
    for (; *body; body++) {
        if (*body == '\n')
            buf_putc(&text, '\r');
        buf_putc(&text, *body);
    }
    for (size_t i = 0; i < text.n; i += LINE_MOST / 4 * 3) {
        size_t n = text.n - i < LINE_MOST / 4 * 3 ? text.n - i : LINE_MOST / 4 * 3;
        buf_printf(b, "%s\r\n", base64(b->arena, text.s + i, n));
    }
}

struct bytes message_bytes(struct arena *a, const struct message *m)
{
    struct buf b = buf_make(a, strlen(m->body) * 2 + 1024);
    const char *at = strrchr(m->from_email, '@');
    put_date(&b, m->at);
    put_address(&b, "From", m->from_name, m->from_email);
    put_address(&b, "To", m->to_name, m->to_email);
    buf_printf(&b, "Subject: %s\r\n", message_words(a, m->subject, strlen("Subject: ")));
    buf_printf(&b, "Message-ID: <mail.%lld@%s>\r\n", (long long)m->id,
               at ? one_line(a, at + 1) : "localhost");
    buf_lit(&b, "MIME-Version: 1.0\r\nContent-Type: text/plain; charset=UTF-8\r\n"
                "Content-Transfer-Encoding: base64\r\nAuto-Submitted: auto-generated\r\n\r\n");
    put_body(&b, m->body);
    return (struct bytes){ (const uint8_t *)b.s, b.n };
}
