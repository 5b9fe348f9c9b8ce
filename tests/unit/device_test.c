/* What a browser says of itself, in words. */
#include "test.h"

#include "person/device.h"

TEST(the_devices_of_sessions_have_names_their_owners_know)
{
    static const struct {
        const char *said, *ja;
    } T[] = {
        { "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/126.0.0.0 "
          "Safari/537.36"
          " Edg/126.0.0.0",
          "Edge（Windows）" },
        { "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/126.0.0.0 "
          "Safari/537.36",
          "Chrome（Linux）" },
        { "Mozilla/5.0 (Linux; Android 14) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/126.0.0.0 Mobile "
          "Safari/537.36",
          "Chrome（Android）" },
        { "Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 (KHTML, like Gecko) "
          "Version/17.5"
          " Safari/605.1.15",
          "Safari（Mac）" },
        { "Mozilla/5.0 (iPhone; CPU iPhone OS 17_5 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) "
          "CriOS/126.0"
          " Mobile/15E148 Safari/604.1",
          "Chrome（iPhone）" },
        { "Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:127.0) Gecko/20100101 Firefox/127.0",
          "Firefox（Windows）" },
        { "curl/7.88.1", "curl/7.88.1" },
        { "", "不明" },
    };
    for (size_t i = 0; i < sizeof T / sizeof T[0]; i++)
        CHECK_TEXT(device_words(a, LANG_JA, T[i].said), T[i].ja);
    CHECK_TEXT(device_words(a, LANG_EN, T[5].said), "Firefox on Windows");
}

TEST(a_long_unknown_device_is_cut_between_characters)
{
    CHECK_TEXT(device_words(a, LANG_JA, "端末端末端末端末端末端末端末端末端末端末端末"),
               "端末端末端末端末端末端末端末端末端末端末");
}
