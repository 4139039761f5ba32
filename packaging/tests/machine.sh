#!/usr/bin/env bash
# Dársena where systemd rules: inside packaging/vm-test's machine only, as it is thrown away afterwards. A person logs in on
# a console and out again; then Dársena as it is installed, started by the bus. Ends with a line "N passed, N failed".
set -euo pipefail
. "$(dirname "$0")/../lib.sh"
. "$ROOT/packaging/helper.sh"
[ -d /run/systemd/system ] && [ "$(cat /etc/hostname)" = machine ] || die "this test is for the machine of packaging/vm-test"
ensure_jdk
PASSED=0 FAILED=0 OUT=/home/ann/out
verify() {
  local name=$1; shift
  if "$@"; then PASSED=$((PASSED + 1)); printf 'ok    %s\n' "$name"; return; fi
  FAILED=$((FAILED + 1)); printf 'FAIL  %s\n' "$name"; tail -n 25 "$OUT" | sed 's/^/        /'
}
until_true() { local i; for i in $(seq 120); do if "$@" >/dev/null 2>&1; then return; fi; sleep 0.5; done; return 1; }

# --- a person at a console ------------------------------------------------------------------------------------------------
# the strictest setting there is: whatever a session leaves behind is killed
mkdir -p /etc/systemd/logind.conf.d /etc/systemd/system/getty@tty7.service.d
printf '[Login]\nKillUserProcesses=yes\n' >/etc/systemd/logind.conf.d/strict.conf
printf '[Service]\nExecStart=\nExecStart=-/sbin/agetty --autologin ann --noclear %%I linux\nRestart=no\n' \
  >/etc/systemd/system/getty@tty7.service.d/ann.conf
echo 'ann ALL=(root) NOPASSWD: ALL' >/etc/sudoers.d/ann
cat >/home/ann/.profile <<'P'
if [ "$(tty)" = /dev/tty7 ]; then
  cd /opt/darsena && bash ~/what >~/out 2>&1 </dev/null; echo $? >~/status; exit
fi
P
systemctl daemon-reload; systemctl restart systemd-logind

no_session() { ! loginctl list-sessions --no-legend | grep -q ' ann '; }
# at_console WORDS: ann logs in, does that, and logs out. Its status is kept.
at_console() {
  rm -f /home/ann/status; printf 'export JAVA_HOME=%q\n%s\n' "$JDK" "$*" >/home/ann/what
  : >"$OUT"; chown ann: "$OUT" /home/ann/what
  systemctl start getty@tty7; chvt 7
  for _ in $(seq 900); do [ ! -s /home/ann/status ] || break; sleep 1; done # where each program costs, not too often
  systemctl stop getty@tty7; until_true no_session || true
  STATUS=$(cat /home/ann/status 2>/dev/null || echo none)
}
ends_well() { [ "$STATUS" = 0 ]; }
fails() { [ "$STATUS" != 0 ] && [ "$STATUS" != none ]; }

at_console 'loginctl show-session "$XDG_SESSION_ID" -p Active --value'
verify "a session at a console is active" grep -qx yes "$OUT"
at_console sudo packaging/run lab up dmz
verify "lab up" ends_well
at_console sudo packaging/run ps
verify "what was started in a session outlives it" grep -q running "$OUT"
verify "and so does the helper" helper_runs /run/darsena-1000
[ -e /run/darsena-1000/helper.pid ] || sed 's/^/        helper: /' /run/darsena-1000/helper.log
at_console sudo packaging/run lab check dmz
verify "lab check" ends_well
at_console sudo packaging/run lab down dmz
verify "lab down" ends_well
stop_private_helper /run/darsena-1000

# --- as it is installed ---------------------------------------------------------------------------------------------------
mkdir -p /usr/lib/darsena
cat >/usr/lib/darsena/darsena-helper <<H
#!/bin/bash
. $ROOT/packaging/lib.sh; . $ROOT/packaging/helper.sh
exec $JDK/bin/java "\${HELPER_JVM[@]}" -cp "\$(helper_classpath)" org.darsena.helper.Main "\$@"
H
chmod 755 /usr/lib/darsena/darsena-helper
cp "$ROOT"/packaging/systemd/*.service /etc/systemd/system/
cp "$ROOT"/packaging/dbus/org.darsena.Helper1.conf /usr/share/dbus-1/system.d/
cp "$ROOT"/packaging/dbus/org.darsena.Helper1.service /usr/share/dbus-1/system-services/
cp "$ROOT"/packaging/polkit/org.darsena.helper.policy /usr/share/polkit-1/actions/
cat >/etc/polkit-1/rules.d/10-test.rules <<'R'
polkit.addRule(function (action, subject) {
  if (action.id.indexOf("org.darsena.helper.") == 0 && subject.user == "ann" && subject.active) return polkit.Result.YES;
});
R
chmod 644 /etc/polkit-1/rules.d/10-test.rules
systemctl daemon-reload; systemctl reload dbus; systemctl restart polkit

# the client alone, as a package would start it: no sudo anywhere
client() { declare -p APP_JVM ROOT JDK; declare -f app_classpath; cat <<'C'
client() { "$JDK/bin/java" "${APP_JVM[@]}" -cp "$(app_classpath)" org.darsena.app.Main --bus system "$@"; }
C
}
as_ann() {
  STATUS=0; { client; echo "client $*"; } >/home/ann/what
  runuser -u ann -- bash /home/ann/what >"$OUT" 2>&1 </dev/null || STATUS=$?
}
as_ann ps
verify "the bus has systemd start the helper" systemctl -q is-active darsena-helper
verify "and it answers" ends_well
as_ann run --rm hello -- echo hello
verify "without an active session polkit refuses" fails
at_console "$(client)
client create box --memory=64m --pids=40 -- sleep 3600 && client start box && client exec box -- cat /proc/self/cgroup"
verify "in an active one it does not" ends_well
verify "its cgroup is the root of what it sees" grep -qx '0::/' "$OUT"
INIT=$(pgrep -x darsena-init || echo none)
verify "it runs on after the session" [ -d "/proc/$INIT" ]
verify "outside of the service's cgroup" grep -q '^0::/darsena/' "/proc/$INIT/cgroup"
GROUP=/sys/fs/cgroup$(sed -n 's/^0:://p' "/proc/$INIT/cgroup" || true)
limits() { [ "$(cat "$GROUP"/{memory,pids}.max | paste -sd' ')" = '67108864 40' ]; }
systemctl daemon-reload; systemctl set-property --runtime system.slice MemoryAccounting=no CPUAccounting=no
verify "systemd leaves its limits alone" limits
systemctl restart darsena-helper
verify "and through a restart of the helper" kill -0 "$INIT"
at_console "$(client)
client stop -t 1 box && client rm box && client ps"
verify "which takes it up again and stops it" ends_well
verify "nothing of it is left" [ ! -e "/proc/$INIT" ]

printf '%d passed, %d failed\n' "$PASSED" "$FAILED"
[ "$FAILED" -eq 0 ]
