# A whole round through HTTP, as robots would play it, on both stores: every count is what was played.
root=$(cd "$(dirname "$0")/../.." && pwd)
scratch=$1
kyoten=$KYOTEN_BUILD/kyoten
cd "$root" || exit 1

# play NAME OPTIONS…: one TAP line; what is not as played stands below it.
play() {
    local name=$1
    shift
    if "$kyoten" rehearse --applications 6 --reviewers 3 "$@" >"$scratch/rehearse.out" 2>"$scratch/rehearse.err"; then
        echo "ok - a round played by robots on $name comes out as it was played"
    else
        echo "not ok - a round played by robots on $name comes out as it was played"
        sed 's/^/# /' "$scratch/rehearse.out" "$scratch/rehearse.err"
    fi
}

play SQLite --data "$scratch/rehearse-sqlite" --seed 1

# A fresh rehearsal that somebody else serves, played at its address.
served=$scratch/rehearse-served
if "$kyoten" init --data "$served" --programme programmes/j-innovation-hub --rehearsal >"$scratch/init.out" 2>&1; then
    mkfifo "$scratch/ways-in"
    "$kyoten" serve --data "$served" --listen 127.0.0.1:0 >"$scratch/ways-in" 2>"$scratch/served.log" &
    server=$!
    exec 9<"$scratch/ways-in"
    read -r url <&9 || url=
    play "a served site" --url "${url%/}" --seed 2
    kill -TERM "$server"
    wait "$server"
    exec 9<&-
    if "$kyoten" verify --data "$served" >"$scratch/verify.out" 2>&1; then
        echo "ok - after a round at its address the ledger of the served site holds"
    else
        echo "not ok - after a round at its address the ledger of the served site holds"
        sed 's/^/# /' "$scratch/verify.out"
    fi
else
    echo "not ok - a rehearsal to be served is made"
    sed 's/^/# /' "$scratch/init.out"
fi
if [ -n "${KYOTEN_TEST_PG:-}" ]; then
    psql -qX "$KYOTEN_TEST_PG" -c "CREATE DATABASE rehearse ENCODING 'UTF8' LOCALE 'C.UTF-8' TEMPLATE template0" >&2
    play PostgreSQL --data "$scratch/rehearse-pg" --seed 1 --store "$KYOTEN_TEST_PG dbname=rehearse"
    psql -qX "$KYOTEN_TEST_PG" -c "DROP DATABASE IF EXISTS rehearse WITH (FORCE)" >&2
else
    echo "ok - a round played by robots on PostgreSQL # SKIP no PostgreSQL"
fi
