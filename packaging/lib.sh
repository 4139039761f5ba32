# Shared by run, test and bench: where things are, what is missing, how it is built.
# Sourced; expects `set -euo pipefail` of the caller.

ROOT=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)

say() { printf 'darsena: %s\n' "$*" >&2; }
die() { say "$*"; exit 1; }

# The user on whose behalf this runs: who called sudo or pkexec, else who runs it.
caller_uid() { printf '%s\n' "${SUDO_UID:-${PKEXEC_UID:-$(id -u)}}"; }

become_root() {
  [ "$(id -u)" -eq 0 ] && return
  command -v sudo >/dev/null || die "this sets up namespaces and networks, so it has to be started by root or through sudo, and sudo is not installed"
  # sudo has a PATH of its own: a JDK that only the user's PATH names is looked up before
  local jdk; if jdk=$(find_jdk); then export JAVA_HOME=$jdk; fi
  say "namespaces and networks need root: asking sudo"
  exec sudo --preserve-env=DISPLAY,WAYLAND_DISPLAY,XAUTHORITY,XDG_RUNTIME_DIR,LANG,LANGUAGE,LC_ALL,LC_MESSAGES,JAVA_HOME,CI,DARSENA_PICTURES \
    -- "$0" "$@"
}

# as_user UID COMMAND...: runs it as that user, with its own home. With BECOME=exec this shell becomes it.
as_user() {
  local uid=$1 name; shift
  if [ "$uid" -eq "$(id -u)" ]; then ${BECOME:-} "$@"; else
    name=$(id -un "$uid")
    ${BECOME:-} setpriv --reuid "$uid" --regid "$(id -g "$uid")" --init-groups \
      env HOME="$(getent passwd "$uid" | cut -d: -f6)" USER="$name" LOGNAME="$name" "$@"
  fi
}

as_caller() { as_user "$(caller_uid)" "$@"; }

# What is built belongs to whom the checkout belongs to, also when root builds it.
builder_uid() {
  local owner; owner=$(stat -c %u "$ROOT")
  if [ "$(id -u)" -eq 0 ] && getent passwd "$owner" >/dev/null; then printf '%s\n' "$owner"; else id -u; fi
}

as_builder() { as_user "$(builder_uid)" "$@"; }

is_jdk25() { [ -x "$1/bin/javac" ] && grep -q '^JAVA_VERSION="25' "$1/release" 2>/dev/null; }

# Prints the home of a JDK 25: JAVA_HOME, then PATH, then the usual folders.
find_jdk() {
  local home
  if [ -n "${JAVA_HOME:-}" ] && is_jdk25 "$JAVA_HOME"; then printf '%s\n' "$JAVA_HOME"; return; fi
  if home=$(command -v javac); then
    home=$(dirname "$(dirname "$(readlink -f "$home")")")
    if is_jdk25 "$home"; then printf '%s\n' "$home"; return; fi
  fi
  for home in /usr/lib/jvm/* /usr/java/* /opt/java/* /opt/*jdk*25*; do
    if is_jdk25 "$home"; then printf '%s\n' "$home"; return; fi
  done
  return 1
}

# One row a need: what to look for (a command, or a file), the Debian packages that bring it (the first that exists), why.
needs_run() { cat <<'T'
zebra:/usr/lib/frr/zebra|frr|the routers of a lab run FRR
nft|nftables|firewalls and NAT are nftables rules
nsenter|util-linux|firewall rules are loaded inside a node's network namespace
dbus-daemon|dbus-daemon,dbus|the window talks to the helper over D-Bus
busybox|busybox|the sample lab's web server
ping|iputils-ping|a lab's ping checks
ps|procps|the host image's process tools
protocols:/etc/protocols|netbase|firewall rules name protocols and services
T
}
needs_system_bus() { cat <<'T'
dbus-send|dbus-bin|asks the system bus for the helper
T
}
needs_build() { cat <<'T'
mvn|maven|builds the Java parts
cc|gcc|builds the container launcher
libc.a:/usr/lib/x86_64-linux-gnu/libc.a|libc6-dev|the launcher is linked statically
T
}
needs_window() { cat <<'T'
libgtk-3.so.0:/usr/lib/x86_64-linux-gnu/libgtk-3.so.0|libgtk-3-0t64,libgtk-3-0|the window
libXtst.so.6:/usr/lib/x86_64-linux-gnu/libXtst.so.6|libxtst6|the window
libGL.so.1:/usr/lib/x86_64-linux-gnu/libGL.so.1|libgl1|the window
libXxf86vm.so.1:/usr/lib/x86_64-linux-gnu/libXxf86vm.so.1|libxxf86vm1|the window
T
}
needs_fonts() { cat <<'T'
Inter:/usr/share/fonts/opentype/inter|fonts-inter|the window's type
JetBrains Mono:/usr/share/fonts/truetype/jetbrains-mono|fonts-jetbrains-mono|addresses and commands in the window
fontconfig:/etc/fonts/fonts.conf|fontconfig-config|finding fonts
libfontconfig.so.1:/usr/lib/x86_64-linux-gnu/libfontconfig.so.1|libfontconfig1|finding fonts
libfreetype.so.6:/usr/lib/x86_64-linux-gnu/libfreetype.so.6|libfreetype6|drawing text
libpangoft2-1.0.so.0:/usr/lib/x86_64-linux-gnu/libpangoft2-1.0.so.0|libpangoft2-1.0-0|laying out text
T
}
needs_test() { cat <<'T'
polkitd:/usr/lib/polkit-1/polkitd|polkitd|the tests of who may do what ask a real polkit
Xvfb|xvfb|the window is tested with real keys
xdotool|xdotool|presses them
import|imagemagick|looks at what the window shows
setpriv|util-linux|tests act as ordinary users
ip|iproute2|tests look at the network from outside
gcc|gcc|tests build small probes
useradd|passwd|tests make two ordinary users
gdbus|libglib2.0-bin|tests speak to the bus by hand
python3|python3|tests read and write JSON with it
T
}
needs_display() { cat <<'T'
Xvfb|xvfb|the window is measured on a display of its own
T
}
needs_bench() { cat <<'T'
bwrap|bubblewrap|compared with
crun|crun|compared with
runc|runc|compared with
lxc-start|lxc|compared with
ip|iproute2|compared with
T
}

present() { case $1 in *:*) [ -e "${1#*:}" ] ;; *) command -v "$1" >/dev/null ;; esac; }

# ensure TABLE...: installs what the tables name and the machine lacks; says what and why.
ensure() {
  local table what packages why package missing=()
  for table in "$@"; do
    while IFS='|' read -r what packages why; do
      present "$what" && continue
      refresh_lists
      for package in ${packages//,/ }; do
        known_package "$package" && break
        package=
      done
      [ -n "$package" ] || no_package "no package among $packages has ${what%%:*} ($why); install it by hand"
      case " ${missing[*]} " in *" $package "*) ;; *) missing+=("$package"); say "installing $package: $why" ;; esac
    done < <("needs_$table")
  done
  [ ${#missing[@]} -eq 0 ] || install_packages "${missing[@]}" || exit 1
}

known_package() { apt-cache show "$1" >/dev/null 2>&1; }

# no_package SENTENCE: why a package is not to be had. Where the lists could not be fetched, that is the reason.
no_package() {
  [ -z "$APT_TROUBLE" ] || die "the package lists could not be fetched ($APT_TROUBLE): is there a network? Then start again"
  die "$1"
}

# Fetches the package lists, once a run. One source that fails (a stranger's repository) is no reason to stop.
APT_LISTS= APT_TROUBLE=
refresh_lists() {
  [ -z "$APT_LISTS" ] || return 0
  command -v apt-get >/dev/null || die "something is missing and this machine has no apt to install it with: run it on Debian 12 or 13, or install by hand what packaging/lib.sh lists"
  local words
  # two runs at once would refuse each other the lists
  words=$( { flock 9; apt-get update -qq --error-on=any </dev/null; } 2>&1 >/dev/null 9</var/lib/apt) ||
    APT_TROUBLE=$(sed -n 's/^[EW]: *//p' <<<"$words" | head -n 1)
  APT_LISTS=1
}

# Installs, quietly unless it fails. Services that a package would start stay off: dpkg's policy hook says no while we
# install, and what came enabled is disabled for the next boot. In a subshell, so that no end of it leaves the hook.
install_packages() (
  hook=/usr/sbin/policy-rc.d mark='# packaging/run of darsena' log=$(mktemp) made=
  trap 'rm -f "$log"; [ -z "$made" ] || rm -f $hook' EXIT
  trap 'exit 130' INT TERM HUP
  exec 9</var/lib/dpkg; flock 9
  # one that an earlier run left when it was killed is ours too
  if [ ! -e $hook ] || grep -q "$mark" $hook; then
    made=1
    printf '#!/bin/sh\n%s\nexit 101\n' "$mark" > $hook; chmod 755 $hook
  fi
  enabled_services >"$log.before"
  status=0
  if [ -n "$(ls -A /var/lib/dpkg/updates)" ]; then
    say "an installation on this machine was interrupted: finishing it first"
    DEBIAN_FRONTEND=noninteractive dpkg --configure -a >"$log" 2>&1 </dev/null 9<&- || true
  fi
  DEBIAN_FRONTEND=noninteractive RUNLEVEL=1 apt-get install -y -qq --no-install-recommends -o Dpkg::Use-Pty=0 \
    -o DPkg::Lock::Timeout=300 "$@" >"$log" 2>&1 </dev/null 9<&- || status=$?
  enabled_services | comm -13 "$log.before" - | while read -r service; do switch_off "$service"; done
  rm -f "$log.before"
  if [ $status -ne 0 ]; then
    [ -n "$APT_TROUBLE" ] || tail -n 8 "$log" | sed 's/^/  /' >&2
    no_package "apt-get install $* failed; its last words are above"
  fi
)

# systemd's own are not counted: where it came along with a package, the machine may want to boot with it.
enabled_services() {
  find /etc/systemd/system -path '*.wants/*.service' ! -name 'getty@*' ! -name 'systemd-*' -printf '%f\n' 2>/dev/null | sort -u
}

# switch_off SERVICE: at the next boot it is not started, whichever init that boot has.
switch_off() {
  local name=${1%.service}
  if command -v systemctl >/dev/null; then systemctl -q disable "$1"; else deb-systemd-helper disable "$1"; fi >/dev/null 2>&1 || true
  if [ -e "/etc/init.d/$name" ] && [ ! -d /run/systemd/system ]; then update-rc.d "$name" disable >/dev/null 2>&1 || true; fi
  say "$1 came enabled and was switched off: Dársena starts what it needs itself"
}

ensure_jdk() {
  if JDK=$(find_jdk); then return; fi
  refresh_lists
  if known_package openjdk-25-jdk-headless; then
    say "installing openjdk-25-jdk-headless: Dársena is written for Java 25"
    install_packages openjdk-25-jdk-headless || exit 1
    JDK=$(find_jdk) && return
  fi
  no_package "Dársena needs a JDK 25, and this distribution has none: unpack one (for example Temurin 25) below /usr/lib/jvm or set JAVA_HOME to it, then start again"
}

# built STAMP: whether that was made after the last change of a source.
built() { [ -e "$1" ] && [ -z "$(newer_than "$1")" ]; }

# Debian's Maven is older than Java 25, which would warn of what its libraries do.
MAVEN_QUIET="--sun-misc-unsafe-memory-access=allow --enable-native-access=ALL-UNNAMED"

# build_once STAMP SAYING GOAL MAVEN-ARGUMENT...: Maven only when a source is newer than the last build, and one at a time in a checkout.
build_once() {
  local stamp=$1 saying=$2 goal=$3 lock; shift 2
  if built "$stamp"; then return; fi
  # locking what is there anyway leaves no file; works in a read-only checkout too
  exec {lock}<"$ROOT/pom.xml"
  flock -n "$lock" || { say "this checkout is being built already: waiting for that"; flock "$lock"; }
  if ! built "$stamp"; then
    ensure build
    own_target
    say "$saying"
    (cd "$ROOT" && as_builder env JAVA_HOME="$JDK" MAVEN_OPTS="$MAVEN_QUIET ${MAVEN_OPTS:-}" mvn -q -B "$@") || die "the build failed"
    if [ "$goal" = package ]; then train; fi
    as_builder touch "$stamp"
  fi
  exec {lock}<&-
}

# What an earlier run as root left must not stop a build by the checkout's owner.
own_target() {
  local uid; uid=$(builder_uid)
  if [ "$(id -u)" -eq 0 ]; then
    find "$ROOT" -path "$ROOT/.git" -prune -o -name target -type d -prune -print0 |
      while IFS= read -r -d '' dir; do find "$dir" ! -user "$uid" -execdir chown -h "$uid:$(id -g "$uid")" {} +; done
  fi
  as_builder mkdir -p "$ROOT/target" 2>/dev/null && as_builder test -w "$ROOT/target" ||
    die "this has to be built, and $(id -un "$uid") may not write to $ROOT: make it writable, or start from a copy of it"
}

build() { build_once "$ROOT/target/built" "building (a few minutes the first time)" package -Dmaven.test.skip; }

# The programs that only tests and benches use.
build_tests() { build_once "$ROOT/target/built-tests" "building the bench" test-compile -DskipTests; }

newer_than() {
  find "$ROOT/pom.xml" "$ROOT"/engine "$ROOT"/privileged-helper "$ROOT"/app-ui "$ROOT"/icons \
    -name target -prune -o -type f -newer "$1" -print -quit
}

# The JVM's own log goes to standard output, where a command's words belong, and its figures for jps would stay in /tmp.
APP_JVM=(-Xlog:disable -XX:-UsePerfData -XX:+UseSerialGC -Xmx320m -XX:TieredStopAtLevel=1 --enable-native-access=ALL-UNNAMED
  --sun-misc-unsafe-memory-access=allow --add-opens=java.base/java.io=ALL-UNNAMED)
FX_JVM=(--module-path "$ROOT/app-ui/target/javafx" --add-modules=javafx.controls --enable-native-access=javafx.graphics)

app_classpath() { printf '%s' "$(echo "$ROOT"/app-ui/target/darsena-app-*.jar):$ROOT/app-ui/target/lib/*"; }

# darsena ARGS: the client, as the calling user. A command leaves JavaFX alone, so that it starts quickly.
darsena() {
  local fx=() cache=command
  case ${1:-} in open|tour) fx=("${FX_JVM[@]}") cache=window ;; esac
  as_caller env DARSENA_BUS="$BUS" DARSENA_COMMAND="${COMMAND:-}" "$JDK/bin/java" "$(aot "$cache")" "${APP_JVM[@]}" "${fx[@]}" ${DARSENA_JVM:-} \
    -cp "$(app_classpath)" org.darsena.app.Main "$@"
}

# AOT caches: what a real run of each program loads and links, so that the next one starts quicker. Only good for the
# very same JDK, flags and jars; the JVM ignores one that does not fit, and a training that fails costs only time.
AOT=$ROOT/target/aot
# One argument in any case, so that a path with a space stays one: without a cache, what is said anyway.
aot() { if [ -s "$AOT/$1.aot" ] && fits "$AOT/$1.aot"; then printf -- '-XX:AOTCache=%s\n' "$AOT/$1.aot"; else echo -XX:+UseSerialGC; fi; }

# A build by packaging/test makes new jars and trains nothing.
fits() { [ -z "$(find "$ROOT"/{app-ui,privileged-helper/daemon}/target -maxdepth 1 -name '*.jar' -newer "$1" -print -quit)" ]; }

# train_one NAME JVM-ARGUMENT...: a run that ends by itself.
train_one() {
  local name=$1 status=0; shift
  as_builder env XDG_CONFIG_HOME="$AOT/config" sh -c 'exec "$@" >"$0" 2>&1 </dev/null' "$AOT/$name.log" \
    timeout 40 "$JDK/bin/java" -XX:AOTCacheOutput="$AOT/$name.aot" "$@" || status=$?
  [ -s "$AOT/$name.aot" ] || say "no AOT cache for the $name (status $status, see $AOT/$name.log): it starts slower, nothing else"
}

train() {
  rm -rf "$AOT"; as_builder mkdir -p "$AOT"
  say "training the AOT caches, so that the programs start quickly"
  train_one command "${APP_JVM[@]}" -cp "$(app_classpath)" org.darsena.app.Main ps --bus "unix:path=$AOT/none" &
  local command=$!
  train_one window "${APP_JVM[@]}" "${FX_JVM[@]}" -Dglass.platform=Headless -Dprism.order=sw -Ddarsena.frames=90 \
    -cp "$(app_classpath)" org.darsena.app.Main open --bus "unix:path=$AOT/none"
  wait "$command"
  if [ "$(id -u)" -eq 0 ] && declare -F train_helper >/dev/null && command -v dbus-daemon >/dev/null; then
    train_helper || say "no AOT cache for the helper: it starts slower, nothing else"
  fi
  as_builder rm -rf "$AOT/config"
}
