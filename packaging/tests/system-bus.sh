#!/usr/bin/env bash
# Dársena as it is where it is installed: system bus, our bus and polkit files in place, a real polkitd. Two ordinary users,
# one of whom a local rule lets do everything. All of it in namespaces of its own (mounts, processes, network), so that
# neither this machine's bus nor its files see any of it. Ends with a line "N passed, N failed".
set -euo pipefail
. "$(dirname "$0")/../lib.sh"
. "$ROOT/packaging/helper.sh"
[ "$(id -u)" -eq 0 ] || die "this test makes namespaces and users: start it as root"
ensure_jdk
ensure run build fonts test
build

if [ "${1:-}" != --inside ]; then
  for folder in /run/darsena /var/lib/darsena; do
    [ ! -e $folder ] || { say "not run: $folder exists, so Dársena is installed here, and this would meet its containers"; exit 0; }
  done
  # what the helper makes bears the mark of an installed one; its empty cgroup folders are cleared when all is over
  trap 'find /sys/fs/cgroup -maxdepth 3 -depth -type d \( -name darsena -o -path "*/darsena/*" \) -exec rmdir {} + 2>/dev/null || true' EXIT
  unshare --mount --pid --net --ipc --fork --kill-child --mount-proc --propagation private "$0" --inside && exit 0 || exit $?
fi

# --- a machine with Dársena installed, seen only from here ---------------------------------------------------------------
mount -t tmpfs -o mode=755 tmpfs /run
WORK=/run/test; mkdir -p $WORK/checkout /run/dbus /run/lock
# the users must reach the checkout, wherever it is
mount --bind "$ROOT" $WORK/checkout
over() { # over FOLDER: what is written there from now on goes to memory
  mkdir -p "$WORK/over$1/up" "$WORK/over$1/work"
  chmod --reference="$1" "$WORK/over$1/up"; chown --reference="$1" "$WORK/over$1/up"
  mount -t overlay overlay -o "lowerdir=$1,upperdir=$WORK/over$1/up,workdir=$WORK/over$1/work" "$1"
}
copied() { cp -a "$1" "$WORK/$2"; mount --bind "$WORK/$2" "$1"; }
over /etc; over /var/lib; over /home
mkdir /var/lib/darsena; mount -t tmpfs -o mode=700 tmpfs /var/lib/darsena
mkdir -p /etc/polkit-1/rules.d
# not by overlay: containers see /usr through a mount with ids of its own
copied /usr/share/dbus-1/system.d bus.d; copied /usr/share/polkit-1/actions actions
# polkit is started by this test alone, so that it can also be absent
copied /usr/share/dbus-1/system-services services; rm -f /usr/share/dbus-1/system-services/org.freedesktop.PolicyKit1.service
ip link set lo up
OUT=$WORK/out ERR=$WORK/err PASSED=0 FAILED=0
pass() { PASSED=$((PASSED + 1)); printf 'ok    %s\n' "$1"; }
fail() { FAILED=$((FAILED + 1)); printf 'FAIL  %s (status %s)\n' "$1" "$STATUS"; head -n 25 "$OUT" "$ERR" | sed 's/^/        /'; }
verify() { local name=$1; shift; if "$@"; then pass "$name"; else fail "$name"; fi; }
until_true() { local i; for i in $(seq 200); do if "$@" 2>/dev/null; then return; fi; sleep 0.05; done; return 1; }

# started_by USER ARGUMENT...: packaging/run as sudo starts it for USER.
started_by() {
  local uid; uid=$(id -u "$1"); shift
  STATUS=0
  (cd "$WORK/checkout"; SUDO_UID=$uid SUDO_GID=$uid JAVA_HOME=$JDK exec packaging/run "$@") >"$OUT" 2>"$ERR" </dev/null || STATUS=$?
}
# One sentence with WORD, no stack trace, beside what packaging/run itself says.
says() { grep -qi -- "$1" "$ERR" && ! grep -qE '^\s+at |Exception' "$ERR" && [ "$(grep -vc 'starting the helper' "$ERR")" -eq 1 ]; }

useradd -m darsena-ann; useradd -m darsena-bob
cp "$ROOT/packaging/dbus/org.darsena.Helper1.conf" /usr/share/dbus-1/system.d/
cp "$ROOT/packaging/polkit/org.darsena.helper.policy" /usr/share/polkit-1/actions/
cat >/etc/polkit-1/rules.d/10-test.rules <<'R'
polkit.addRule(function (action, subject) {
  if (action.id.indexOf("org.darsena.helper.") == 0 && subject.user == "darsena-ann") return polkit.Result.YES;
});
R
chmod 755 /etc/polkit-1/rules.d; chmod 644 /etc/polkit-1/rules.d/10-test.rules
dbus-daemon --system --nofork --nopidfile --nosyslog 2>"$WORK/bus.log" &
until_true test -S /run/dbus/system_bus_socket || die "dbus-daemon did not start: $(cat "$WORK/bus.log")"
polkit_up() { dbus-send --system --print-reply --dest=org.freedesktop.DBus /org/freedesktop/DBus org.freedesktop.DBus.NameHasOwner string:org.freedesktop.PolicyKit1 | grep -q true; }
/usr/lib/polkit-1/polkitd --no-debug >"$WORK/polkit.log" 2>&1 & POLKITD=$!
until_true polkit_up || die "polkitd did not start: $(tail -n 3 "$WORK/polkit.log")"

# --- who may ---------------------------------------------------------------------------------------------------------------
started_by darsena-ann ps
verify "ps starts the helper on the system bus and says so" grep -q "system bus; polkit is asked" "$ERR"
verify "ps" [ "$STATUS" -eq 0 ]
started_by darsena-ann run --rm hello -- echo hello
verify "whom the rule allows runs a container" [ "$STATUS$(cat "$OUT")" = 0hello ]
verify "the helper that runs already is used" [ ! -s "$ERR" ]
started_by darsena-ann create box -- sleep 600; verify "create" [ "$STATUS" -eq 0 ]
started_by darsena-ann start box; verify "start" [ "$STATUS" -eq 0 ]
started_by darsena-bob run --rm hello -- echo hello
verify "whom no rule allows is refused" [ "$STATUS" -ne 0 ]
verify "with one clear sentence" says "password"
started_by darsena-bob stop box
verify "another's container is not to be stopped" [ "$STATUS" -ne 0 ]
started_by darsena-ann inspect box; verify "and runs on" grep -qi '"running"' "$OUT"
started_by darsena-ann lab up dmz; verify "lab up" [ "$STATUS" -eq 0 ]
started_by darsena-ann lab down dmz; verify "lab down" [ "$STATUS" -eq 0 ]

# --- polkit gone: nothing is allowed ---------------------------------------------------------------------------------------
started_by darsena-ann stop -t 1 box; verify "stop" [ "$STATUS" -eq 0 ]
kill "$POLKITD"; wait "$POLKITD" 2>/dev/null || true
started_by darsena-ann start box
verify "without polkit everything is refused" [ "$STATUS" -ne 0 ]

verify "neither left a file in /tmp" [ ! -e /tmp/hsperfdata_darsena-ann -a ! -e /tmp/hsperfdata_darsena-bob ]

printf '%d passed, %d failed\n' "$PASSED" "$FAILED"
[ "$FAILED" -eq 0 ]
