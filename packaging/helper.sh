# Starting the privileged helper for `run` and `bench`, on the system bus where Dársena is installed there, else on a
# private bus. Sourced after lib.sh.

HELPER_JVM=(-Xlog:disable -XX:-UsePerfData -XX:+UseSerialGC -Xss512k -Xmx112m -XX:TieredStopAtLevel=1 -XX:CompileThresholdScaling=0.1
  --enable-native-access=ALL-UNNAMED --sun-misc-unsafe-memory-access=allow --add-opens java.base/java.io=ALL-UNNAMED)

helper_classpath() { printf '%s' "$ROOT/privileged-helper/daemon/target/$(cd "$ROOT/privileged-helper/daemon/target" && ls darsena-daemon-*.jar | head -n1):$ROOT/privileged-helper/daemon/target/lib/*"; }

# Whether the system bus would let our helper own its name, and polkit is there to be asked.
system_bus_ready() {
  [ -S /run/dbus/system_bus_socket ] || return 1
  [ -e /usr/share/dbus-1/system.d/org.darsena.Helper1.conf ] || [ -e /etc/dbus-1/system.d/org.darsena.Helper1.conf ] || return 1
  [ -e /usr/share/polkit-1/actions/org.darsena.helper.policy ]
}

# A bus of our own in DIR that lets in root and UID.
private_bus_config() {
  cat <<X
<!DOCTYPE busconfig PUBLIC "-//freedesktop//DTD D-Bus Bus Configuration 1.0//EN" "http://www.freedesktop.org/standards/dbus/1.0/busconfig.dtd">
<busconfig>
  <listen>unix:path=$1/bus</listen>
  <auth>EXTERNAL</auth>
  <policy context="default">
    <deny user="*"/><allow user="root"/><allow user="$2"/>
    <allow send_destination="org.darsena.Helper1"/><allow send_destination="org.freedesktop.DBus"/>
    <allow receive_sender="*"/><deny own="*"/>
  </policy>
  <policy user="root"><allow own="org.darsena.Helper1"/><allow send_destination="*"/></policy>
  <limit name="max_incoming_unix_fds">64</limit>
  <limit name="reply_timeout">120000</limit>
</busconfig>
X
}

# What a helper makes on this machine carries its mark: a cgroup folder and a prefix of link names, so that two helpers
# (a tour beside a user's own) never take each other's containers for leftovers. Both come from the name of its folder.
cgroup_mark() { basename "$1" | tr A-Z a-z | tr -c 'a-z0-9\n-' -; }
link_mark() {
  local sum letters=abcdefghijklmnopqrstuvwxyz
  sum=$(basename "$1" | cksum | cut -d' ' -f1)
  printf 'd%s%s' "${letters:sum % 26:1}" "${letters:sum / 26 % 26:1}"
}

# An empty file that only root may read: what a helper says tells who does what.
private_file() { rm -f "$1"; ( umask 077; : >"$1" ); }

# Where systemd keeps sessions, what a session started may be killed when it ends (KillUserProcesses=): so helper, monitors
# and bus move to a scope of their own.
leave_session() {
  [ -d /run/systemd/system ] && command -v busctl >/dev/null || return 0
  busctl call --quiet org.freedesktop.systemd1 /org/freedesktop/systemd1 org.freedesktop.systemd1.Manager \
    StartTransientUnit 'ssa(sv)a(sa(sv))' "darsena-$BASHPID.scope" fail 2 PIDs au 1 "$BASHPID" \
    Description s "Dársena on a bus of its own" 0 || say "systemd made no scope: what runs may end with this session"
  local i
  for i in $(seq 100); do grep -q "/darsena-$BASHPID.scope" "/proc/$BASHPID/cgroup" && return; sleep 0.05; done
}

# start_private_helper DIR STATE UID [OPTION...]: a bus in DIR and a helper on it; both end with the helper. Sets BUS.
start_private_helper() {
  local dir=$1 state=$2 uid=$3; shift 3
  mkdir -p "$dir"; chmod 755 "$dir"
  mkdir -p "$dir/run" "$state"; chmod 700 "$dir/run" "$state"
  private_bus_config "$dir" "$uid" > "$dir/bus.conf"
  BUS=unix:path=$dir/bus
  rm -f "$dir/bus" "$dir/ready"
  (
    private_file "$dir/helper.log"
    exec >>"$dir/helper.log" 2>&1 </dev/null
    trap '' HUP INT   # the end of the terminal, or of sudo's, is not theirs
    leave_session
    dbus-daemon --config-file="$dir/bus.conf" --nofork --nopidfile --nosyslog 3>&- & bus=$!
    printf '%s\n' "$bus" > "$dir/bus.pid"
    for _ in $(seq 100); do [ -S "$dir/bus" ] && break; sleep 0.05; done
    ${HELPER_PREFIX[@]+"${HELPER_PREFIX[@]}"} "$JDK/bin/java" "${HELPER_AOT:-$(aot helper)}" "${HELPER_JVM[@]}" \
      -cp "$(helper_classpath)" org.darsena.helper.Main \
      --bus "$BUS" --state "$state" --run "$dir/run" --private-authority "$uid" "$@" \
      --cgroup-parent "$(cgroup_mark "$dir")" --link-prefix "$(link_mark "$dir")" > "$dir/ready" &
    helper=$!
    printf '%s\n' "$helper" > "$dir/helper.pid"
    trap 'kill "$helper" 2>/dev/null' TERM
    wait "$helper" || wait "$helper" || true
    kill "$bus" || true
    # the helper cannot remove its own lock safely; only a helper of this very folder bears this mark
    rm -f "/run/darsena-$(cgroup_mark "$dir")-$(link_mark "$dir").lock" "$dir/bus" "$dir/helper.pid" "$dir/bus.pid" "$dir/ready"
  ) & SUPERVISOR=$!
  local i
  for i in $(seq 600); do
    grep -q ready "$dir/ready" 2>/dev/null && return
    kill -0 "$SUPERVISOR" 2>/dev/null || break
    sleep 0.05
  done
  sed 's/^/  /' "$dir/helper.log" >&2
  die "the helper did not start; its words are above"
}

helper_runs() { [ -e "$1/helper.pid" ] && kill -0 "$(cat "$1/helper.pid")" 2>/dev/null && [ -S "$1/bus" ]; }

stop_private_helper() {
  [ -e "$1/helper.pid" ] || return 0
  kill -TERM "$(cat "$1/helper.pid")" 2>/dev/null || return 0
  local i
  for i in $(seq 600); do [ -e "$1/helper.pid" ] || return 0; sleep 0.05; done
  say "the helper did not end within 30 s; what it says is in $1/helper.log"
}

# The helper on the system bus, where Dársena is installed there: dbus starts it when it is first called, so that there is
# nothing to do where that works; else it is started here.
start_system_helper() {
  dbus-send --system --print-reply --dest=org.freedesktop.DBus /org/freedesktop/DBus \
    org.freedesktop.DBus.StartServiceByName string:org.darsena.Helper1 uint32:0 >/dev/null 2>&1 && return
  private_file /run/darsena-helper.log
  setsid "$JDK/bin/java" "$(aot helper)" "${HELPER_JVM[@]}" -cp "$(helper_classpath)" org.darsena.helper.Main --idle-exit 300 \
    >/dev/null 2>>/run/darsena-helper.log </dev/null &
  local i
  for i in $(seq 200); do
    helper_on_system_bus && return
    sleep 0.05
  done
  die "the helper did not start on the system bus: $(tail -n 1 /run/darsena-helper.log)"
}

helper_on_system_bus() {
  dbus-send --system --print-reply --dest=org.freedesktop.DBus /org/freedesktop/DBus \
    org.freedesktop.DBus.NameHasOwner string:org.darsena.Helper1 2>/dev/null | grep -q true
}

# The helper's part of `train`: one on a bus of its own that ends at once, having been asked something.
train_helper() (
  dir=$(mktemp -d /run/darsena-train.XXXXXX)
  HELPER_AOT=-XX:AOTCacheOutput=$dir/helper.aot
  start_private_helper "$dir" "$dir/state" 0 --ephemeral --idle-exit 3
  darsena ps >/dev/null 2>&1 || true
  timeout 30 tail --pid="$SUPERVISOR" -f /dev/null || stop_private_helper "$dir"
  if [ -s "$dir/helper.aot" ]; then install -m 644 "$dir/helper.aot" "$AOT/helper.aot"; else
    say "no AOT cache for the helper: it starts slower, nothing else"
  fi
  rm -rf --one-file-system "$dir"
)
