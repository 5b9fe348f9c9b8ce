# What may happen to a served site: killed, disk full, database gone, two at once, the last microsecond.
root=$(cd "$(dirname "$0")/../.." && pwd)
cd "$root" || exit 1
mkdir -p "$1/faults"
if [ -n "${KYOTEN_TEST_PG:-}" ]; then
    psql -qX "$KYOTEN_TEST_PG" -c "CREATE DATABASE faults ENCODING 'UTF8' LOCALE 'C.UTF-8' TEMPLATE template0" >&2
    psql -qX "$KYOTEN_TEST_PG" -c "CREATE DATABASE faults_released ENCODING 'UTF8' LOCALE 'C.UTF-8' TEMPLATE template0" >&2
    faults="$KYOTEN_TEST_PG dbname=faults"
fi
[ ! -x "$root/build/kyoten" ] || export KYOTEN_PLAIN=$root/build/kyoten
KYOTEN_TEST_PG=${faults:-} "$KYOTEN_BUILD/kyoten-fault" "$KYOTEN_BUILD/kyoten" "$1/faults" \
    "$KYOTEN_BUILD/tests/fault/libfull-disk.so" "$root/tools/pg.sh"
status=$?
[ -z "${faults:-}" ] || psql -qX "$KYOTEN_TEST_PG" -c "DROP DATABASE IF EXISTS faults_released WITH (FORCE)" >&2
[ -z "${faults:-}" ] || psql -qX "$KYOTEN_TEST_PG" -c "DROP DATABASE IF EXISTS faults WITH (FORCE)" >&2
exit $status
