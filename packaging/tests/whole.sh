#!/usr/bin/env bash
# The whole program from outside, as a person starts it: packaging/run without a display, the command with good and bad
# input, a full disk, no FRR, no helper, no permission. Ends with a line "N passed, N failed".
set -euo pipefail
. "$(dirname "$0")/../lib.sh"
. "$ROOT/packaging/helper.sh"
[ "$(id -u)" -eq 0 ] || die "this test makes namespaces and users: start it as root"
ensure_jdk
build

PASSED=0 FAILED=0
WORK=$(mktemp -d /run/darsena-whole.XXXXXX)
OUT=$WORK/out ERR=$WORK/err
trap 'finish' EXIT
finish() {
  for dir in "$WORK"/darsena-h*; do if [ -e "$dir/helper.pid" ]; then stop_private_helper "$dir"; fi; done
  for mount in $(awk -v w="$WORK/" 'index($2, w) == 1 {print $2}' /proc/self/mounts | sort -r); do umount "$mount"; done
  rm -rf --one-file-system "$WORK"
}

pass() { PASSED=$((PASSED + 1)); printf 'ok    %s\n' "$1"; }
fail() { FAILED=$((FAILED + 1)); printf 'FAIL  %s: %s\n' "$1" "$2"; sed 's/^/        /' "$OUT" "$ERR" 2>/dev/null | head -n 25; }
verify() { local name=$1; shift; if "$@"; then pass "$name"; else fail "$name" "'$*' does not hold"; fi; }

# client ARGS: darsena on the helper in $BUS; its status in STATUS.
client() { STATUS=0; darsena "$@" >"$OUT" 2>"$ERR" </dev/null || STATUS=$?; }

# refused NAME WORD STATUS ARGS: ends with STATUS, says WORD in one sentence, shows no stack trace.
refused() {
  local name=$1 word=$2 status=$3; shift 3
  client "$@"
  if [ "$STATUS" -eq "$status" ] && grep -qi -- "$word" "$ERR" && ! grep -qE '^\s+at |Exception' "$ERR" && [ "$(grep -c . "$ERR")" -le "${LINES_MAX:-1}" ]; then pass "$name"
  else fail "$name" "ended with $STATUS (wanted $status, one sentence with '$word')"; fi
}

# What a run may leave on the machine; equal before and after means nothing was left.
traces() {
  ip -o link show 2>/dev/null | awk '{print "link", $2}' | sed 's/@.*//'
  cut -d' ' -f2 /proc/self/mounts | sed 's/^/mount /'
  find /sys/fs/cgroup -maxdepth 3 -type d -name 'darsena*' 2>/dev/null | sed 's/^/cgroup /'
  nft list tables 2>/dev/null | sed 's/^/nft /'
  find /run -maxdepth 1 -name 'darsena*' ! -path "$WORK" | sed 's/^/run /'
  find /tmp -maxdepth 1 \( -iname '*darsena*' -o -iname 'jffi*' -o -iname 'junix*' -o -name 'libnative*' \) | sed 's/^/tmp /'
  for exe in /proc/[0-9]*/cmdline; do { tr '\0' ' ' <"$exe"; echo; } 2>/dev/null || true; done |
    grep -E '^(stage|[^ ]*/java .*org\.darsena\.(helper|app)\.Main|[^ ]*/(zebra|ospfd)) ?' | cut -c1-150 | sort | sed 's/^/process /'
  printf 'forward %s\n' "$(cat /proc/sys/net/ipv4/ip_forward)"
}

helper() { local dir=$WORK/darsena-$1; start_private_helper "$dir" "${2:-$dir/state}" "$(caller_uid)" --ephemeral; }

# --- the main job ------------------------------------------------------------------------------------------------
before=$(traces)
STATUS=0
(unset DISPLAY WAYLAND_DISPLAY; DARSENA_PICTURES=$WORK/pictures exec "$ROOT/packaging/run") >"$OUT" 2>"$ERR" </dev/null || STATUS=$?
cat "$OUT"
verify "run without a display ends 0" [ "$STATUS" -eq 0 ]
verify "run prints the lab's checks, all of them held" bash -c "grep -cE '^ok ' '$OUT' | grep -qvx 0 && ! grep -qE '^(FAIL|not ok)' '$OUT'"
for picture in containers-dark containers-light topology-dark topology-light; do
  # a blank picture has few colours and compresses to next to nothing
  verify "picture $picture shows something" bash -c "[ \$(stat -c %s '$WORK/pictures/$picture.png') -gt 30000 ]"
done
# Waits for what the kernel takes down in its own time; only what came with us counts, not what others ended meanwhile.
nothing_left() {
  local i
  for i in $(seq 60); do
    comm -13 <(sort <<<"$before") <(traces | sort) >"$OUT"
    [ -s "$OUT" ] || return 0
    sleep 0.5
  done
  return 1
}
verify "run leaves nothing behind" nothing_left

# --- the command, good input -------------------------------------------------------------------------------------
helper h1
client create box -- sleep 600; verify "create prints an id" grep -qE '^[0-9a-f]{12}$' "$OUT"
client start box; verify "start" [ "$STATUS" -eq 0 ]
client ps --json; verify "ps --json lists it running" grep -q '"RUNNING"\|"running"' "$OUT"
STATUS=0; printf 'from outside' | darsena exec box -- cat >"$OUT" 2>"$ERR" || STATUS=$?
verify "exec passes stdin and stdout" [ "$(cat "$OUT")" = "from outside" ]
client exec box -- sh -c 'exit 37'; verify "exec passes the exit status" [ "$STATUS" -eq 37 ]
client exec box -- id -u; verify "root inside" [ "$(cat "$OUT")" = 0 ]
client inspect box; verify "inspect is JSON" bash -c "python3 -m json.tool <'$OUT' >/dev/null"
client freeze box; client thaw box; verify "freeze and thaw" [ "$STATUS" -eq 0 ]
client run --rm hello -- echo hello; verify "run prints and ends 0" [ "$STATUS$(cat "$OUT")" = 0hello ]
STATUS=0; seq 3 | darsena run --rm piped -- cat >"$OUT" 2>"$ERR" || STATUS=$?
verify "run passes stdin" [ "$STATUS$(tr -d '\n' <"$OUT")" = 0123 ]
# typed into a terminal of its own, which then hangs up: nothing may stay
pty() { python3 "$ROOT/packaging/tests/typed.py" "$@" >"$OUT" 2>"$ERR"; }
{ echo '#!/usr/bin/env bash'; printf 'exec env DARSENA_BUS=%q ' "$BUS"; printf '%q ' "$JDK/bin/java" "${APP_JVM[@]}" -cp "$(app_classpath)" org.darsena.app.Main; echo '"$@"'; } >"$WORK/darsena"; chmod 755 "$WORK/darsena"
verify "run -t takes keys, passes the status on and removes" pty 'echo $((6*7))' 42 'exit 5' 5 -- "$WORK/darsena" run --rm -t typed -- bash
verify "exec without a program gives a shell" pty 'echo $((6*7))' 42 'exit 5' 5 -- "$WORK/darsena" exec box
client ps; verify "none of them stays" bash -c "! grep -qE 'piped|typed' '$OUT'"
client doctor; verify "doctor" [ "$STATUS" -eq 0 ]

# --- a helper killed while containers run --------------------------------------------------------------------------
pid=$(darsena inspect box | python3 -c 'import json,sys; print(json.load(sys.stdin)["pid"])')
kill -9 "$(cat "$WORK/darsena-h1/helper.pid")"
for _ in $(seq 100); do [ -e "$WORK/darsena-h1/helper.pid" ] || break; sleep 0.1; done
client ps; verify "no helper: one sentence, status 3" [ "$STATUS" -eq 3 ]
helper h1
client inspect box; verify "the container lives on under the next helper" grep -q "\"pid\" *: *$pid" "$OUT"
client stop -t 1 box; verify "stop" [ "$STATUS" -eq 0 ]

client stats --no-stream box; verify "stats of what does not run" bash -c "[ $STATUS -eq 1 ] && grep -q 'not running' '$ERR' && [ ! -s '$OUT' ]"

# --- bad input -----------------------------------------------------------------------------------------------------
long=$(printf 'x%.0s' $(seq 300))
refused "name with /" name 2 create a/b -- true
refused "name .." name 2 create .. -- true
refused "name with a newline" name 2 create $'a\nb' -- true
refused "name of 300 characters" name 2 create "$long" -- true
printf '{"schema":1,"name":"a\\u0000b","process":{"argv":["true"]}}' >"$WORK/nul.json"
refused "name with NUL" name 2 create --spec "$WORK/nul.json"
printf '{"schema":1,"name":"a","colour":"blue","process":{"argv":["true"]}}' >"$WORK/unknown.json"
refused "unknown key" colour 2 create --spec "$WORK/unknown.json"
printf '{"schema":1,' >"$WORK/broken.json"
refused "broken JSON" line 2 create --spec "$WORK/broken.json"
refused "name taken" box 1 create box -- true
refused "unknown container" nosuch 1 start nosuch
refused "start what has no program" nosuchprogram 127 run --rm bad -- nosuchprogram
lab() { python3 - "$1" <<'P'
import json,sys
ends={"duplicate":("eth0","10.0.0.1/24"),"missing":("eth0","10.0.0.2/24"),"twice":("eth0","10.0.0.2/24")}[sys.argv[1]]
nodes=[{"name":"a","kind":"host"},{"name":"b","kind":"host"}]
links=[{"a":{"node":"a","iface":"eth0","addresses":["10.0.0.1/24"]},"b":{"node":"nowhere" if sys.argv[1]=="missing" else "b","iface":"eth0","addresses":[ends[1]]}}]
if sys.argv[1]=="twice": links.append({"a":{"node":"a","iface":"eth0","addresses":["10.0.1.1/24"]},"b":{"node":"b","iface":"eth1","addresses":["10.0.1.2/24"]}})
json.dump({"schema":1,"name":"bad","nodes":nodes,"links":links},sys.stdout)
P
}
for kind in duplicate missing twice; do lab $kind >"$WORK/$kind.json"; done
refused "lab: duplicate address" 10.0.0.1 2 lab up "$WORK/duplicate.json"
refused "lab: link to a missing node" nowhere 2 lab up "$WORK/missing.json"
refused "lab: a port used twice" eth0 2 lab up "$WORK/twice.json"
mkdir "$WORK/no-lab"
refused "open: a folder without a lab" "no lab.json" 2 open "$WORK/no-lab"
refused "open: no such lab" nosuch 1 open nosuch
refused "a command misspelt, with --help" "did you mean start" 2 strat --help
refused "lab: no such file" nosuch.json 2 lab up "$WORK/nosuch.json"
client lab up dmz; verify "lab up" [ "$STATUS" -eq 0 ]
client lab exec dmz web -- hostname; verify "lab exec" [ "$(cat "$OUT")" = web ]
LINES_MAX=99 refused "a second up" dmz 1 lab up dmz
client stop -t 1 dmz.web
since=$SECONDS; client lab check dmz
verify "a check of what does not run fails at once" bash -c "[ $STATUS -eq 1 ] && grep -q 'web does not run' '$OUT' && [ $((SECONDS - since)) -lt 30 ]"
client lab ls --json; verify "lab ls" grep -q '"dmz"' "$OUT"
client lab down dmz; verify "lab down" [ "$STATUS" -eq 0 ]
client ps --json; verify "only the box is left" bash -c "[ \$(grep -c '\"name\"' '$OUT') -eq 1 ]"
client rm box; verify "rm" [ "$STATUS" -eq 0 ]

# --- no permission: another user on the private bus ------------------------------------------------------------------
STATUS=0
# that user must reach the program and the bus, also where the checkout is below /root
chmod 711 "$WORK"; mkdir "$WORK/client"; cp -r "$ROOT"/app-ui/target/{darsena-app-*.jar,lib} "$WORK/client/"
setpriv --reuid 65534 --regid 65534 --clear-groups env DARSENA_BUS="$BUS" HOME=/nonexistent "$JDK/bin/java" "${APP_JVM[@]}" -cp "$WORK/client/*:$WORK/client/lib/*" org.darsena.app.Main ps >"$OUT" 2>"$ERR" </dev/null || STATUS=$?
verify "another user is not let in, in one sentence" bash -c "[ $STATUS -ne 0 ] && [ \$(grep -c . '$ERR') -eq 1 ]"
stop_private_helper "$WORK/darsena-h1"

# --- a full disk -------------------------------------------------------------------------------------------------------
mkdir "$WORK/small" && mount -t tmpfs -o size=2m tmpfs "$WORK/small"
helper h2 "$WORK/small"
dd if=/dev/zero of="$WORK/small/filler" bs=4k >/dev/null 2>&1 || true
refused "full disk" "disk\|space\|full" 1 create big -- true
client ps --json; verify "nothing half-made on a full disk" bash -c "! grep -q '\"name\"' '$OUT'"
stop_private_helper "$WORK/darsena-h2"; umount "$WORK/small"

# --- no FRR ------------------------------------------------------------------------------------------------------------
if [ -d /usr/lib/frr ]; then
  mkdir "$WORK/darsena-h3" "$WORK/empty"
  # the helper alone sees a machine without FRR
  HELPER_PREFIX=(unshare -m --propagation private sh -c "mount --bind '$WORK/empty' /usr/lib/frr && exec \"\$@\"" sh)
  helper h3; HELPER_PREFIX=()
  LINES_MAX=99 refused "no FRR" frr 1 lab up dmz
  client ps --json; verify "nothing made without FRR" bash -c "! grep -q '\"name\"' '$OUT'"
  stop_private_helper "$WORK/darsena-h3"
fi

verify "the command's use leaves nothing behind" nothing_left
printf '%d passed, %d failed\n' "$PASSED" "$FAILED"
[ "$FAILED" -eq 0 ]
