# The other compiler: no warnings, and the same tests pass.
set -u
root=$(cd "$(dirname "$0")/../.." && pwd)
. "$root/tools/packages.sh"
if (export CC=clang && build_in build-clang --buildtype=debugoptimized -Dwerror=true) 2>"$1/clang.err"; then
    echo "ok - clang builds it without warnings"
else
    cat "$1/clang.err" >&2
    echo "not ok - clang builds it without warnings"
    exit 0
fi
KYOTEN_TEST_PG='' KYOTEN_BUILD=$root/build-clang "$root/build-clang/kyoten-test" >"$1/clang.tap" 2>"$1/clang.log"
grep '^not ok' "$1/clang.tap" >&2
if grep -q '^1\.\.[1-9]' "$1/clang.tap" && ! grep -q '^not ok' "$1/clang.tap"; then
    echo "ok - what clang built passes the tests of the program"
else
    echo "not ok - what clang built passes the tests of the program"
    tail -20 "$1/clang.log" >&2
fi
