# packages.sh: sourced by run, test and bench. need_packages LIST… installs what is missing of tools/packages/LIST.txt.
# As root, or with sudo where it asks nothing; otherwise prints the one command that an administrator must run.

say() { printf '%s %s\n' "$(date +%H:%M:%S)" "$*" >&2; }

# Node and npm count as present however they came; everything else is asked of dpkg.
is_installed() {
    case $1 in
    nodejs) command -v node >/dev/null ;;
    npm) command -v npm >/dev/null ;;
    *) [ "$(dpkg-query -W -f='${db:Status-Status}' "$1" 2>/dev/null)" = installed ] ;;
    esac
}

missing_packages() {
    for list in "$@"; do
        while read -r package _; do
            case $package in '' | '#'*) continue ;; esac
            is_installed "$package" || printf ' %s' "$package"
        done <"$root/tools/packages/$list.txt"
    done
}

need_packages() {
    missing=$(missing_packages "$@")
    [ -n "$missing" ] || return 0
    if [ "$(id -u)" = 0 ]; then
        sudo=
    elif command -v sudo >/dev/null && sudo -n true 2>/dev/null; then
        sudo=sudo
    else
        printf '%s\n' "Some packages are missing. An administrator must run once:" \
            "  apt-get update && apt-get install -y --no-install-recommends$missing" >&2
        exit 1
    fi
    say "installing$missing"
    $sudo apt-get update -qq >&2 || { say "apt-get update failed: is the network there?"; exit 1; }
    # shellcheck disable=SC2086 # a list of words
    DEBIAN_FRONTEND=noninteractive $sudo apt-get install -y -qq --no-install-recommends $missing >"${TMPDIR:-/tmp}/kyoten-apt.$$" 2>&1 ||
        { tail -5 "${TMPDIR:-/tmp}/kyoten-apt.$$" >&2; say "the packages could not be installed"; exit 1; }
    rm -f "${TMPDIR:-/tmp}/kyoten-apt.$$"
}

# The npm packages of package-lock.json, when they changed since the last time. A link is somebody's own arrangement:
# npm would empty the folder that it leads to.
need_node_modules() {
    [ ! -L "$root/node_modules" ] || return 0
    if [ ! -f "$root/node_modules/.kyoten" ] || [ "$root/package-lock.json" -nt "$root/node_modules/.kyoten" ]; then
        say "fetching the design tokens and test tools (npm ci)"
        (cd "$root" && npm ci --no-audit --no-fund --loglevel=error >&2) || { say "npm ci failed: is the network there?"; exit 1; }
        touch "$root/node_modules/.kyoten"
    fi
}

# build_in FOLDER MESON_OPTIONS… [-- TARGETS…]; without targets, everything.
build_in() {
    folder=$1
    options=
    shift
    while [ $# -gt 0 ] && [ "$1" != -- ]; do
        options="$options $1"
        shift
    done
    [ $# = 0 ] || shift
    [ -f "$root/$folder/build.ninja" ] || {
        say "configuring $folder"
        # shellcheck disable=SC2086 # a list of words
        (cd "$root" && meson setup "$folder" $options) >"$root/$folder.log" 2>&1 || { tail -15 "$root/$folder.log" >&2; exit 1; }
        mv "$root/$folder.log" "$root/$folder/setup.log"
    }
    say "building $folder"
    ninja -C "$root/$folder" "$@" >"$root/$folder/ninja.log" 2>&1 || { grep -E 'error:|FAILED|warning:' -A3 "$root/$folder/ninja.log" | head -40 >&2; exit 1; }
}
