# Every tests/browser/*.mjs in Debian's Chromium; each prints TAP.
set -u
root=$(cd "$(dirname "$0")/../.." && pwd)
ninja -C "$KYOTEN_BUILD" styleguide-page >/dev/null
for script in "$root"/tests/browser/*.mjs; do
    case $(basename "$script") in _*) continue ;; esac
    node "$script" "$1" >"$1/browser.tap" || grep -q '^not ok' "$1/browser.tap" || echo "not ok - $(basename "$script") ended with an error" >>"$1/browser.tap"
    cat "$1/browser.tap"
done
