#!/bin/sh
# pg.sh: a private PostgreSQL cluster for one machine, reached over a unix socket only.
#
#   tools/pg.sh start DIR   makes the cluster in DIR if it is not there, starts it if it does not run, and prints
#                           the conninfo of its database "kyoten" (fit for psql, libpq and db_open); again is fine
#   tools/pg.sh test DIR    the same for tests: it forgets everything in a power cut, and is faster for it
#   tools/pg.sh stop DIR    stops it; again is fine
#
# As root the server runs as user postgres (it refuses root), who must be able to reach DIR. root and the present
# user may connect as the role "kyoten".
set -eu

fail() { echo "pg.sh: $*" >&2; exit 1; }
[ $# -eq 2 ] || fail "usage: tools/pg.sh start|test|stop DIR"
what=$1
[ "$what" = stop ] && [ ! -d "$2" ] && exit 0
mkdir -p "$2"
dir=$(cd "$2" && pwd -P)
bin=$(find /usr/lib/postgresql -maxdepth 2 -name bin 2>/dev/null | sort -t/ -k5 -n | tail -1)
[ -n "$bin" ] || fail "PostgreSQL is not installed (Debian package postgresql-15)"
me=$(id -un)

if [ "$(id -u)" = 0 ]; then
    owner=postgres
    as() { (cd / && setpriv --reuid=postgres --regid=postgres --init-groups "$@"); }
else
    owner=$me
    as() { (cd / && "$@"); }
fi

# The address of a unix socket has room for 107 bytes; ours ends in /.s.PGSQL.5432. And a conninfo is a line of words.
sockets=$dir/socket
short=/tmp/kyoten-pg-$(printf %s "$dir" | cksum | cut -d' ' -f1)
[ $((${#sockets} + 14)) -le 107 ] || sockets=$short
case $dir in *[!A-Za-z0-9._/-]*) sockets=$short ;; esac
data=$dir/data
log=$dir/log
conninfo="host=$sockets port=5432 dbname=kyoten user=kyoten"

is_running() { [ -f "$data/postmaster.pid" ] && as "$bin/pg_ctl" -D "$data" status >/dev/null 2>&1; }

# A server that was killed and that nobody has reaped (in a container without an init) passes for a running one.
forget_the_dead() {
    pid=$(head -1 "$data/postmaster.pid" 2>/dev/null) || return 0
    state=$(sed -n 's/^State:[[:space:]]*\(.\).*/\1/p' "/proc/$pid/status" 2>/dev/null) || state=
    [ "$state" != Z ] || rm -f "$data/postmaster.pid"
}

make_cluster() {
    # Under another name until it is whole.
    as rm -rf "$data.part"
    as "$bin/initdb" -D "$data.part" -E UTF8 --locale=C.UTF-8 -U postgres --auth=peer >"$dir/initdb.log" 2>&1 ||
        fail "initdb failed: $(tail -1 "$dir/initdb.log")"
    echo "local all all peer map=kyoten" >"$data.part/pg_hba.conf"
    for user in root "$me" "$owner"; do
        for role in kyoten postgres; do echo "kyoten $user $role"; done
    done | sort -u >"$data.part/pg_ident.conf"
    cat >>"$data.part/postgresql.conf" <<END
listen_addresses = ''
max_connections = 100
END
    mv "$data.part" "$data"
}

server() { as "$bin/psql" -X -q -h "$sockets" -p 5432 -d postgres -U postgres -v ON_ERROR_STOP=1 "$@"; }

launch() {
    as "$bin/pg_ctl" -D "$data" -l "$log" -w -t 60 -o "-k $sockets $1" start >"$dir/pg_ctl.log" 2>&1 </dev/null
}

start() {
    [ "$owner" = "$me" ] || chown "$owner" "$dir"
    as test -w "$dir" || fail "the user $owner cannot reach $dir; choose a folder under a path open to it"
    [ -f "$data/PG_VERSION" ] || make_cluster
    mkdir -p "$sockets"
    [ "$owner" = "$me" ] || chown "$owner" "$sockets"
    chmod 700 "$sockets"
    forget_the_dead
    if ! is_running; then
        launch "$1" || { sleep 2; launch "$1"; } || # the children of a server that was killed need a moment to go
            fail "the server did not start: $(tail -1 "$log" 2>/dev/null || tail -1 "$dir/pg_ctl.log")"
    fi
    as "$bin/pg_isready" -q -h "$sockets" -p 5432 -d postgres -U postgres -t 30 || fail "the server does not answer: $(tail -1 "$log")"
    if [ "$(server -Atc "SELECT count(*) FROM pg_database WHERE datname = 'kyoten'")" != 1 ]; then
        server -c "CREATE ROLE kyoten LOGIN CREATEDB" -c "CREATE DATABASE kyoten OWNER kyoten" ||
            fail "the database could not be made"
    fi
    echo "$conninfo"
}

case $what in
start) start "" ;;
test) start "-c fsync=off -c full_page_writes=off" ;;
stop)
    forget_the_dead
    if is_running; then
        as "$bin/pg_ctl" -D "$data" -w -t 60 -m fast stop >"$dir/pg_ctl.log" 2>&1 || fail "the server did not stop"
    fi
    case $sockets in /tmp/kyoten-pg-*) rmdir "$sockets" 2>/dev/null || true ;; esac
    ;;
*) fail "usage: tools/pg.sh start|test|stop DIR" ;;
esac
