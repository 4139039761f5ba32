# The window's figures, for `bench`: JVM start to first frame, processor time when idle, the helper's memory.

HEADLESS=(-Dglass.platform=Headless -Dprism.order=sw)
WINDOW_CLASS=org.darsena.app.Main
IDLE_SECONDS=${DARSENA_IDLE_SECONDS:-30}

# row NAME UNIT BESIDE SAMPLE...
row() { local IFS=$'\t'; printf 'window\t%s\n' "$*" >> "$ROWS"; }
now_us() { printf '%s\n' "${EPOCHREALTIME//[^0-9]/}"; }

# first_frame JVM-ARGUMENT...: prints seconds from before the spawn to the frame.
first_frame() {
  local start end line fd
  mkfifo "$DIR/frame"
  start=$(now_us)
  XDG_CONFIG_HOME="$DIR/config" "$JDK/bin/java" "$@" "${APP_JVM[@]}" "${FX_JVM[@]}" -Ddarsena.frames=4 \
    -cp "$(app_classpath)" $WINDOW_CLASS open --bus "$BUS" >"$DIR/frame" 2>"$DIR/window.log" </dev/null &
  WINDOW_PID=$!
  exec {fd}<"$DIR/frame"; rm "$DIR/frame"
  while read -r -t 60 -u "$fd" line; do [ "$line" != "darsena: first frame" ] || break; done
  end=$(now_us)
  exec {fd}<&-
  wait "$WINDOW_PID" || true; WINDOW_PID=
  [ "${line:-}" = "darsena: first frame" ] || { cat "$DIR/window.log" >&2; die "the window drew nothing"; }
  awk "BEGIN { printf \"%.4f\", ($end - $start) / 1e6 }"
}

start_display() {
  local fd
  exec {fd}<>"$DIR/display"
  Xvfb -displayfd "$fd" -screen 0 1600x1000x24 -nolisten tcp >/dev/null 2>&1 & XVFB_PID=$!
  read -r -t 20 -u "$fd" DISPLAY_NUMBER || die "Xvfb does not start"
}

# Ticks of processor time (1/100 s) of a process and its ended children.
ticks() { sed 's/.*) //' "/proc/$1/stat" | awk '{ print $12 + $13 }'; }

window_figures() {
  local i cached=() plain=() x_cached=() x_plain=() cache=
  bench_helper
  if [ -s "$AOT/window.aot" ] && fits "$AOT/window.aot"; then cache=$(aot window); fi
  mkfifo "$DIR/display"; start_display
  for i in 1 2 3 4 5 6; do
    local h p xh xp
    p=$(first_frame "${HEADLESS[@]}")
    xp=$(DISPLAY=:$DISPLAY_NUMBER first_frame -Dprism.order=sw)
    if [ -n "$cache" ]; then
      h=$(first_frame "$cache" "${HEADLESS[@]}")
      xh=$(DISPLAY=:$DISPLAY_NUMBER first_frame "$cache" -Dprism.order=sw)
    fi
    [ $i -gt 1 ] || continue   # the first only fills the page cache
    plain+=("$p"); x_plain+=("$xp")
    if [ -n "$cache" ]; then cached+=("$h"); x_cached+=("$xh"); fi
  done
  local base='first frame, X11, no cache'
  [ -z "$cache" ] || base='first frame, X11, AOT cache'
  [ -z "$cache" ] || row 'first frame, X11, AOT cache' s "$base" "${x_cached[@]}"
  row 'first frame, X11, no cache' s "$base" "${x_plain[@]}"
  [ -z "$cache" ] || row 'first frame, headless, AOT cache' s "$base" "${cached[@]}"
  row 'first frame, headless, no cache' s "$base" "${plain[@]}"
  idle_figures "$cache"
}

# Fifty containers listed, their figures coming in once a second, nobody at the mouse.
idle_figures() {
  local helper window before_h before_w i
  "$JDK/bin/java" "${BENCH_JVM[@]}" -cp "$(bench_classpath)" org.darsena.app.bench.DBusWorks "$BUS" 50
  helper=$(cat "$HELPER_DIR/helper.pid")
  DISPLAY=:$DISPLAY_NUMBER XDG_CONFIG_HOME="$DIR/config" "$JDK/bin/java" ${1:+"$1"} "${APP_JVM[@]}" "${FX_JVM[@]}" \
    -Dprism.order=sw -cp "$(app_classpath)" $WINDOW_CLASS open --bus "$BUS" >/dev/null 2>"$DIR/window.log" </dev/null &
  WINDOW_PID=$!; window=$WINDOW_PID
  sleep 15   # started and settled: what is measured is a rate, after the start
  kill -0 "$window" 2>/dev/null || { cat "$DIR/window.log" >&2; die "the window ended"; }
  before_h=$(ticks "$helper") before_w=$(ticks "$window")
  local start; start=$(now_us)
  sleep "$IDLE_SECONDS"
  local took=$(( $(now_us) - start )) h w
  h=$(awk "BEGIN { print ($(ticks "$helper") - $before_h) * 1e6 / $took }")
  w=$(awk "BEGIN { print ($(ticks "$window") - $before_w) * 1e6 / $took }")
  row 'idle, 50 containers: both' '% of a core' 'idle, 50 containers: both' "$(awk "BEGIN { print $h + $w }")"
  row 'idle, 50 containers: helper' '% of a core' 'idle, 50 containers: both' "$h"
  row 'idle, 50 containers: window' '% of a core' 'idle, 50 containers: both' "$w"
  row 'helper, 50 containers: memory' 'MB RSS' 'helper, 50 containers: memory' \
    "$(awk '/^VmRSS/ { print $2 / 1000 }' "/proc/$helper/status")"
  row 'window, 50 containers: memory' 'MB RSS' 'helper, 50 containers: memory' \
    "$(awk '/^VmRSS/ { print $2 / 1000 }' "/proc/$window/status")"
  kill "$window"; wait "$window" 2>/dev/null || true; WINDOW_PID=
}
