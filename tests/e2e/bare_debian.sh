#!/bin/sh
# Tries this checkout in a bare Debian 12: set-up, demo and suite, each timed. As root.
#
#   tests/e2e/bare_debian.sh [--base DIR] [--commands "demo --play; test"] [--out DIR] [--keep]
#
# --base DIR      a Debian made before (it is copied); without it debootstrap makes one
# --commands      what to pass to ./run, one after the other, separated by ";"
# --out DIR       where the logs, and each command's out/ folder, are left (default out/bare_debian)
# --keep          leave the Debian in place, and say where
#
# The Debian holds python3, python3-venv, python3-pip, git and ca-certificates beyond "minbase", the committed
# state of this checkout, and ../shared beside it, read-only, where there is one. Of the host it gets name
# servers, proxies, certificates and the package index, where these are set; nothing else. Exit status 0 when every
# command ended with 0.
set -eu

here=$(cd "$(dirname "$0")/../.." && pwd)
base=
commands='demo --play; test'
out=$here/out/bare_debian
keep=
while [ $# -gt 0 ]; do
    case $1 in
        --base) base=$2; shift 2 ;;
        --commands) commands=$2; shift 2 ;;
        --out) out=$2; shift 2 ;;
        --keep) keep=yes; shift ;;
        *) sed -n '2,15s/^# \{0,1\}//p' "$0" >&2; exit 2 ;;
    esac
done
[ "$(id -u)" = 0 ] || { echo "bare_debian.sh: only root can make a Debian to change into" >&2; exit 1; }

# In mount and process namespaces of its own: whatever happens, nothing stays mounted and nothing goes on running.
if [ -z "${BARE_DEBIAN_INSIDE:-}" ]; then
    folder=$(mktemp -d "${TMPDIR:-/var/tmp}/bare_debian.XXXXXX")
    trap '[ -n "$keep" ] && echo "kept: $folder" || rm -rf "$folder"' EXIT
    trap 'exit 130' INT TERM
    BARE_DEBIAN_INSIDE=$folder unshare --mount --pid --fork --kill-child --propagation private \
        "$0" --base "$base" --commands "$commands" --out "$out"
    exit
fi
root=$BARE_DEBIAN_INSIDE/root
mkdir -p "$out"
out=$(cd "$out" && pwd)

if [ -n "$base" ]; then
    cp -a "$base" "$root"
else
    debootstrap --variant=minbase --include=python3,python3-venv,python3-pip,git,ca-certificates \
        bookworm "$root" ${DEBIAN_MIRROR:-} >"$out/debootstrap.log"
fi

mount -t proc proc "$root/proc"
mount -t tmpfs -o mode=755 tmpfs "$root/dev"
mkdir -m 1777 "$root/dev/shm"
for node in null:3 zero:5 full:7 random:8 urandom:9; do
    mknod -m 666 "$root/dev/${node%:*}" c 1 "${node#*:}"
done
ln -s /proc/self/fd "$root/dev/fd"
ln -s fd/0 "$root/dev/stdin"
ln -s fd/1 "$root/dev/stdout"
ln -s fd/2 "$root/dev/stderr"
mkdir "$root/dev/pts"
mount -t devpts -o newinstance,ptmxmode=0666,mode=620 devpts "$root/dev/pts"
ln -s pts/ptmx "$root/dev/ptmx"
cp -L /etc/resolv.conf "$root/etc/resolv.conf"

set -- HOME=/root PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin LANG=C.UTF-8
for name in http_proxy https_proxy no_proxy HTTP_PROXY HTTPS_PROXY NO_PROXY PIP_INDEX_URL PIP_PROXY \
    PIP_DEFAULT_TIMEOUT PIP_CERT SSL_CERT_FILE REQUESTS_CA_BUNDLE; do
    value=$(printenv "$name") || continue
    set -- "$@" "$name=$value"
    if [ -f "$value" ]; then
        mkdir -p "$root$(dirname "$value")"
        cp -L "$value" "$root$value"
    fi
done
if [ -f "${APT_CONFIG:-}" ]; then cp -L "$APT_CONFIG" "$root/etc/apt/apt.conf.d/00host"; fi

git clone --quiet --no-hardlinks "$here" "$root/srv/motcua"
if [ -d "$here/../shared" ]; then
    mkdir "$root/srv/shared"
    mount --bind "$here/../shared" "$root/srv/shared"
    mount -o remount,bind,ro "$root/srv/shared"
fi

# Runs ./run with the words given, from a folder that is not the checkout's own parent; the seconds go to $seconds.
timed() {
    log=$1
    words=$2
    shift 2
    began=$(date +%s.%N)
    status=0
    env -i "$@" chroot "$root" sh -c "cd /srv/motcua && exec ./run $words" </dev/null >"$log" 2>&1 || status=$?
    seconds=$(echo "$(date +%s.%N) $began" | awk '{printf "%.1f", $1 - $2}')
}

failed=0
rows=
number=0
rest="$commands;"
while [ -n "$rest" ]; do
    words=$(echo "${rest%%;*}" | sed 's/^ *//; s/ *$//')
    rest=${rest#*;}
    [ -n "$words" ] || continue
    number=$((number + 1))
    log=$out/$number-$(echo "$words" | tr -c 'a-z0-9\n' _).log
    echo "== ./run $words (log: $log)"
    timed "$log" "$words" "$@"
    ready=$(grep '^Ready: ' "$log" | sed 's/^Ready: \([0-9.]*\) MB.* in \([0-9]*\) s, installed in \([0-9]*\) s.*/\1 \2 \3/')
    rows="$rows$words|${ready:-0 0 0}|$seconds|$status
"
    [ "$status" = 0 ] || { failed=1; tail -n 15 "$log"; }
done
[ ! -d "$root/srv/motcua/out" ] || cp -a "$root/srv/motcua/out/." "$out/"

# The same entry once more, now without a network.
again=$out/again.log
began=$(date +%s.%N)
env -i "$@" unshare --net chroot "$root" sh -c 'cd /srv/motcua && exec ./run --help' >"$again" 2>&1 || failed=1
offline=$(echo "$(date +%s.%N) $began" | awk '{printf "%.2f", $1 - $2}')

{
    echo "command|MB downloaded|download s|set-up s|command s|exit status"
    printf %s "$rows" | awk -F'|' '{split($2, r, " "); printf "%s|%s|%s|%s|%.1f|%s\n", $1, r[1], r[2], r[3], $3-r[2]-r[3], $4}'
    echo "--help, no network||||$offline|"
    git -C "$root/srv/motcua" status --short | sed 's/^/left in the tree: /'
} | tee "$out/table.txt" | awk -F'|' '{printf "%-24s %14s %11s %9s %10s %12s\n", $1, $2, $3, $4, $5, $6}'
exit $failed
