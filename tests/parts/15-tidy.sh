# clang-tidy with the rules of .clang-tidy over the sources of the program: one line of TAP per folder.
# $1: a scratch folder.
set -u
root=$(cd "$(dirname "$0")/../.." && pwd)
cd "$root" || exit 1
mkdir -p "$1/tidy"
export TIDY_OUT=$1/tidy
printf '%s\0' src/*/*.c | xargs -0 -P2 -n1 sh -c '
    out=$TIDY_OUT/$(echo "$0" | tr / ,)
    clang-tidy -p "$KYOTEN_BUILD" --quiet "$0" >"$out" 2>"$out.err" || echo "$0: clang-tidy ended with $?" >>"$out"'
for folder in src/*/; do
    folder=${folder%/}
    ls "$folder"/*.c >/dev/null 2>&1 || continue
    if cat "$TIDY_OUT/src,${folder#src/},"*.c | grep -q .; then
        echo "not ok - clang-tidy finds nothing in $folder"
        cat "$TIDY_OUT/src,${folder#src/},"*.c | grep -E 'error:|warning:|ended with' | sort -u | sed 's/^/# /'
    else
        echo "ok - clang-tidy finds nothing in $folder"
    fi
done
