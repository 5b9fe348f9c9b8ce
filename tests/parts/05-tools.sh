# The checks of the source itself: include directions, sizes, unused messages, refused views.
root=$(cd "$(dirname "$0")/../.." && pwd)
meson test -C "$KYOTEN_BUILD" --no-rebuild --no-suite slow --print-errorlogs 2>&1 | tee /dev/stderr |
    sed -nE 's/^ *[0-9]+\/[0-9]+ (.*[^ ]) +(OK|SKIP|FAIL|ERROR|TIMEOUT) .*/\2 \1/p' | while read -r word name; do
    case $word in OK) echo "ok - $name" ;; SKIP) echo "ok - $name # SKIP" ;; *) echo "not ok - $name" ;; esac
done
