#!/bin/sh
# Each view below bad_c/ passes the view compiler and must be refused by the C compiler, at the view's own line.
# usage: refused_by_c.sh TPLC SOURCE_ROOT CC…
tplc=$1 root=$2
shift 2
failed=0 n=0
made=$(mktemp) said=$(mktemp)
trap 'rm -f "$made" "$said"' EXIT
for view in "$root"/tests/views/bad_c/*.html; do
    n=$((n + 1))
    expect=$(sed -n '1s/^@# expect: //p' "$view")
    if ! "$tplc" "$view" "$made"; then
        echo "not ok $n - $view: refused too early"
        failed=1
    elif "$@" -std=gnu17 -Wall -Wextra -Wmissing-prototypes -Wno-unused-function -Werror -fsyntax-only -x c \
        -I"$root/src" -I"$root/tests/views/good" "$made" 2>"$said"; then
        echo "not ok $n - $view: the C compiler takes it"
        failed=1
    elif ! grep -qF "$expect" "$said"; then
        echo "not ok $n - $view: «$expect» is not in what the C compiler says:"
        sed 's/^/# /' "$said"
        failed=1
    else
        echo "ok $n - $(basename "$view")"
    fi
done
echo "1..$n"
[ "$n" -gt 0 ] && exit $failed
