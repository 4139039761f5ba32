#!/usr/bin/env bash
# The window with real keys: a display of its own (Xvfb), a helper of its own, an ordinary user's window, and xdotool at
# the keyboard. No mouse. What the keys did is asked of the helper from outside, by the command. Ends with a line
# "N passed, N failed". DARSENA_KEYS_DEAD=1 presses nothing, to see that the test then fails.
set -euo pipefail
. "$(dirname "$0")/../lib.sh"
. "$ROOT/packaging/helper.sh"
[ "$(id -u)" -eq 0 ] || die "this test makes containers and networks: start it as root"
ensure_jdk
build
# In a network of its own, so that it can run beside other tests, and from a place that the user reaches also where the
# checkout is below /root. That place is mounted inside only, so that nothing of it can be deleted here.
if [ -z "${DARSENA_KEYS_WORK:-}" ]; then
  export DARSENA_KEYS_WORK=$(mktemp -d /run/darsena-keys.XXXXXX); mkdir "$DARSENA_KEYS_WORK/checkout"
  trap 'rm -rf --one-file-system "$DARSENA_KEYS_WORK"' EXIT
  unshare --net --mount --propagation private -- bash -c 'mount --bind "$1" "$2" && exec "$2/packaging/tests/keys.sh"' \
    - "$ROOT" "$DARSENA_KEYS_WORK/checkout" && exit 0 || exit $?
fi
ip link set lo up
export SUDO_UID=65534   # from here on, who works is an ordinary user

PASSED=0 FAILED=0
WORK=$DARSENA_KEYS_WORK
# each wait, in seconds
PATIENCE=${DARSENA_KEYS_PATIENCE:-60}
WINDOW_USER=$SUDO_UID
WINDOW_PID= XVFB_PID=
trap 'finish' EXIT
finish() {
  local pid
  for pid in $WINDOW_PID; do kill "$pid" 2>/dev/null || true; wait "$pid" 2>/dev/null || true; done
  stop_private_helper "$WORK/darsena-keys"
  for pid in $XVFB_PID; do kill "$pid" 2>/dev/null || true; wait "$pid" 2>/dev/null || true; done
}

pass() { PASSED=$((PASSED + 1)); printf 'ok    %s\n' "$1"; }
fail() { FAILED=$((FAILED + 1)); printf 'FAIL  %s\n' "$1"; }

# eventually NAME COMMAND...: asks until it holds, at most PATIENCE seconds. What comes after needs it, so that the first
# that never holds ends the test.
eventually() {
  local name=$1 end=$((SECONDS + PATIENCE)); shift
  until "$@" >/dev/null 2>&1; do
    if [ $SECONDS -ge $end ]; then
      fail "$name"
      sed 's/^/        /' "$WORK/window.log" | tail -n 20
      if [ -n "${DARSENA_KEYS_PICTURE:-}" ]; then picture "$DARSENA_KEYS_PICTURE" || true; fi
      printf '%d passed, %d failed\n' "$PASSED" "$FAILED"
      exit 1
    fi
    sleep 0.1
  done
  pass "$name"
}

# --- eyes: the helper's words, by the command, and the window's pixels ---------------------------------------------------
outside() { darsena "$@" 2>/dev/null </dev/null; }
state() { outside ps --json | python3 -c 'import json,sys
for c in json.load(sys.stdin):
  if c["name"] == sys.argv[1]: print(c["state"].upper())' "$1"; }
is() { [ "$(state "$1")" = "$2" ]; }
gone() { [ -z "$(state "$1")" ]; }
answer() { [ "$(outside exec box -- cat /tmp/answer)" = 42 ]; }
lab_state() { outside lab ls --json | python3 -c 'import json,sys
for l in json.load(sys.stdin):
  if l.get("name") == "dmz": print(l.get("state", "").upper())'; }
lab_is() { [ "$(lab_state)" = "$1" ]; }
no_containers() { outside ps --json | python3 -c 'import json,sys; sys.exit(bool(json.load(sys.stdin)))'; }
shell_in_box() { outside exec box -- pgrep -x bash; }
# Asked again until the helper is reached and the button can be pressed.
deploys() { press ctrl+Return; [ -n "$(lab_state)" ]; }
web_answers() { outside lab exec dmz client-1 -- ping -c1 -W1 web; }

shot() { import -silent -window root miff:-; }
picture() { shot | convert miff:- "$1"; }
# How many colours there are: an empty window has a handful.
colours() { shot | convert miff:- -format %k info:; }
drawn() { [ "$(colours)" -gt 150 ]; }
crop() { shot | convert miff:- -crop "$1" +repage -depth 8 "$2"; }
# Places of the window as large as the display: where the sheet for a new container has its title, and its name.
TITLE=600x40+490+90 NAME=440x40+492+302
pixels() { crop "$TITLE" rgb:- | cksum; }
# Whether the field there has the ring of the focus: more pixels of the accent than a letter has.
ringed() { [ "$(crop "$1" txt:- | grep -ci "#0b6e8f")" -gt 300 ]; }

# --- hands -------------------------------------------------------------------------------------------------------------------
press() { [ -n "${DARSENA_KEYS_DEAD:-}" ] || xdotool key --delay 40 "$@"; }
type_in() { [ -n "${DARSENA_KEYS_DEAD:-}" ] || xdotool type --delay 25 "$1"; }
# changes NAME KEY...: presses and waits until the sheet bears another title, so that the next key finds its page.
changes() {
  local name=$1 before; shift
  before=$(pixels)
  press "$@"
  eventually "$name" differs "$before"
}
differs() { [ "$(pixels)" != "$1" ]; }

start_display() {
  local fd number
  mkfifo "$WORK/display"; exec {fd}<>"$WORK/display"
  Xvfb -displayfd "$fd" -screen 0 1280x800x24 -nolisten tcp >/dev/null 2>&1 & XVFB_PID=$!
  read -r -t 20 -u "$fd" number || die "Xvfb does not start"
  exec {fd}<&-
  export DISPLAY=:$number
  unset WAYLAND_DISPLAY
}

# The program itself in the background, so that its pid and its status are known here.
open_window() {
  local cache; cache=$(aot window)
  setpriv --reuid $WINDOW_USER --regid $WINDOW_USER --clear-groups env HOME="$WORK/home" XDG_CONFIG_HOME="$WORK/home" LANG=C.UTF-8 \
    DARSENA_BUS="$BUS" "$JDK/bin/java" ${cache:+"$cache"} "${APP_JVM[@]}" "${FX_JVM[@]}" -Djavafx.cachedir="$WORK/home/javafx" -Dprism.order=sw \
    -cp "$(app_classpath)" org.darsena.app.Main --lang en open "$@" >"$WORK/window.log" 2>&1 </dev/null & WINDOW_PID=$!
  eventually "the window opens${1:+ on $1}" window_named
  eventually "and is drawn" drawn
  # no window manager gives it the keyboard
  xdotool windowfocus "$(xdotool search --onlyvisible --name '^Dársena$' | tail -n 1)"
}
window_named() { xdotool search --onlyvisible --name '^Dársena$'; }
ended() { ! kill -0 "$WINDOW_PID" 2>/dev/null; }
quits() {
  local status=0
  press ctrl+q
  eventually "Ctrl+Q ends the program" ended
  wait "$WINDOW_PID" || status=$?
  WINDOW_PID=
  if [ $status -eq 0 ]; then pass "with status 0"; else fail "with status 0: it was $status"; fi
}

mkdir -m 700 "$WORK/home"; chown $WINDOW_USER "$WORK/home"; chmod 711 "$WORK"
start_private_helper "$WORK/darsena-keys" "$WORK/darsena-keys/state" $WINDOW_USER --ephemeral
start_display
SECONDS=0

# --- a container from the first key to the last ----------------------------------------------------------------------------
open_window
changes "Ctrl+N opens the sheet for a new container" ctrl+n
eventually "the name has the focus" ringed $NAME
type_in box
for page in image resources network protection "what will happen"; do changes "Enter goes on to: $page" Return; done
press Return
eventually "made and started from the sheet" is box RUNNING

# typing filters, Enter goes back to the list and again opens a terminal
type_in box
press Return
press Return
eventually "Enter in the list opens a terminal" shell_in_box
type_in 'echo $((6*7)) > /tmp/answer'
press Return
eventually "what is typed in it runs in it" answer
press ctrl+grave
press ctrl+period
eventually "Ctrl+. stops it" is box STOPPED
press ctrl+Return
eventually "Ctrl+Enter starts it" is box RUNNING
press Delete
eventually "Delete removes it, once its seconds are over" gone box
quits

# --- the shipped lab ------------------------------------------------------------------------------------------------------
open_window dmz
eventually "Ctrl+Enter starts the lab" deploys
eventually "it runs" lab_is RUNNING
eventually "the client reaches the web server through the routers" web_answers
eventually "the window draws it" drawn
# it is asked once, and keeping it has the focus
press ctrl+period Tab Return
eventually "Ctrl+., then yes, takes it down" lab_is ""
eventually "nothing of it is left" no_containers
quits

printf '%d passed, %d failed, %d s\n' "$PASSED" "$FAILED" "$SECONDS"
[ "$FAILED" -eq 0 ]
