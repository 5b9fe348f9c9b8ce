#!/bin/sh
# The checker finds in tests/deps/tree every offence of expected.txt, and no other. usage: refused.sh DEPS SOURCE_ROOT
here=$2/tests/deps
if "$1" "$here/tree" 2>&1 >/dev/null | LC_ALL=C sort | diff -u "$here/expected.txt" -; then
    echo "ok 1 - every offence of the tree is found, and no other"
else
    echo "not ok 1 - what the checker says differs from tests/deps/expected.txt"
fi
echo "1..1"
