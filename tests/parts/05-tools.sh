# The checks of the sources themselves (include directions, sizes, messages, refused views) and the fuzz targets, briefly.
# $1: a scratch folder.
set -u
meson test -C "$KYOTEN_BUILD" --no-suite program --no-suite browser --print-errorlogs >"$1/tools.log" 2>&1
awk '/^Summary of Failures/ { exit } { print }' "$1/tools.log" |
    sed -nE 's/^ *[0-9]+\/[0-9]+ (kyoten(:[a-z]+)? \/ )?(.*[^ ]) +(OK|SKIP|FAIL|ERROR|TIMEOUT) .*/\4 \3/p' |
    while read -r word name; do
        case $word in
        OK) echo "ok - $name" ;;
        SKIP) echo "ok - $name # SKIP" ;;
        *) echo "not ok - $name" ;;
        esac
    done
grep -qE '^Fail: +0|^Ok:' "$1/tools.log" || { echo "not ok - the checks of the sources ran"; tail -20 "$1/tools.log" >&2; }
grep -vE ' OK +[0-9.]+s' "$1/tools.log" | tail -60 >&2
