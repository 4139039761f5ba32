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
  say "namespaces and networks need root: asking sudo"
  exec sudo --preserve-env=DISPLAY,WAYLAND_DISPLAY,XAUTHORITY,XDG_RUNTIME_DIR,LANG,JAVA_HOME,CI -- "$0" "$@"
}

# Runs a command as the calling user, with its own home.
as_caller() {
  local uid; uid=$(caller_uid)
  if [ "$uid" -eq "$(id -u)" ]; then "$@"; else
    setpriv --reuid "$uid" --regid "$(id -g "$uid")" --init-groups \
      env HOME="$(getent passwd "$uid" | cut -d: -f6)" USER="$(id -un "$uid")" "$@"
  fi
}

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
T
}
needs_fonts() { cat <<'T'
Inter:/usr/share/fonts/opentype/inter|fonts-inter|the window's type
JetBrains Mono:/usr/share/fonts/truetype/jetbrains-mono|fonts-jetbrains-mono|addresses and commands in the window
fontconfig:/etc/fonts/fonts.conf|fontconfig-config|finding fonts
libfontconfig.so.1:/usr/lib/x86_64-linux-gnu/libfontconfig.so.1|libfontconfig1|finding fonts
libfreetype.so.6:/usr/lib/x86_64-linux-gnu/libfreetype.so.6|libfreetype6|drawing text
T
}
needs_test() { cat <<'T'
polkitd:/usr/lib/polkit-1/polkitd|polkitd|the tests of who may do what ask a real polkit
Xvfb|xvfb|the window is tested with real keys
xdotool|xdotool|presses them
setpriv|util-linux|tests act as ordinary users
ip|iproute2|tests look at the network from outside
gcc|gcc|tests build small probes
useradd|passwd|tests make two ordinary users
gdbus|libglib2.0-bin|tests speak to the bus by hand
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
      package=
      for package in ${packages//,/ }; do
        [ -n "${APT_LISTS:-}" ] || refresh_lists
        apt-cache show "$package" >/dev/null 2>&1 && break
        package=
      done
      [ -n "$package" ] || die "no package among $packages has ${what%%:*} ($why); install it by hand"
      case " ${missing[*]} " in *" $package "*) ;; *) missing+=("$package"); say "installing $package: $why" ;; esac
    done < <("needs_$table")
  done
  [ ${#missing[@]} -eq 0 ] || install_packages "${missing[@]}"
}

refresh_lists() {
  command -v apt-get >/dev/null || die "something is missing and this machine has no apt to install it with: run 'packaging/run' on Debian 12 or 13, or install by hand what packaging/lib.sh lists"
  apt-get update -qq >/dev/null || die "apt-get update failed; is there a network?"
  APT_LISTS=1
}

# Services that a package would start stay off: dpkg's policy hook says no while we install, and what was not there
# before is disabled for the next boot.
install_packages() {
  local hook=/usr/sbin/policy-rc.d made= had_frr=
  [ -e /usr/lib/frr/zebra ] && had_frr=1
  if [ ! -e $hook ]; then printf '#!/bin/sh\nexit 101\n' > $hook; chmod 755 $hook; made=1; fi
  local status=0
  DEBIAN_FRONTEND=noninteractive RUNLEVEL=1 apt-get install -y -qq --no-install-recommends -o Dpkg::Use-Pty=0 "$@" >/dev/null || status=$?
  if [ -n "$made" ]; then rm -f $hook; fi
  [ $status -eq 0 ] || die "apt-get install $* failed"
  if [ -z "$had_frr" ] && [ -e /usr/lib/frr/zebra ] && [ -d /run/systemd/system ]; then systemctl -q disable frr.service || true; fi
}

ensure_jdk() {
  if JDK=$(find_jdk); then return; fi
  refresh_lists
  if apt-cache show openjdk-25-jdk-headless >/dev/null 2>&1; then
    say "installing openjdk-25-jdk-headless: Dársena is written for Java 25"
    install_packages openjdk-25-jdk-headless
    JDK=$(find_jdk) && return
  fi
  die "Dársena needs a JDK 25, and this distribution has none: unpack one (for example Temurin 25) below /usr/lib/jvm or set JAVA_HOME to it, then start again"
}

# build: Maven only when a source is newer than the last build.
build() {
  local stamp=$ROOT/target/built
  if [ -e "$stamp" ] && [ -z "$(newer_than "$stamp")" ]; then return; fi
  ensure build
  say "building (a few minutes the first time)"
  # what an earlier run as root left must not stop a build by the user
  as_caller mkdir -p "$ROOT/target"
  (cd "$ROOT" && as_caller env JAVA_HOME="$JDK" mvn -q -B -DskipTests package) || die "the build failed"
  as_caller touch "$stamp"
  train
}

# The programs that only tests and benches use.
build_tests() {
  local stamp=$ROOT/target/built-tests
  if [ -e "$stamp" ] && [ -z "$(newer_than "$stamp")" ]; then return; fi
  ensure build
  say "building the bench"
  (cd "$ROOT" && as_caller env JAVA_HOME="$JDK" mvn -q -B -DskipTests test-compile) || die "the build of the bench failed"
  as_caller touch "$stamp"
}

newer_than() {
  find "$ROOT/pom.xml" "$ROOT"/engine "$ROOT"/privileged-helper "$ROOT"/app-ui "$ROOT"/icons \
    -name target -prune -o -type f -newer "$1" -print -quit
}

APP_JVM=(-XX:+UseSerialGC -Xmx320m -XX:TieredStopAtLevel=1 --enable-native-access=ALL-UNNAMED
  --sun-misc-unsafe-memory-access=allow --add-opens=java.base/java.io=ALL-UNNAMED)
FX_JVM=(--module-path "$ROOT/app-ui/target/javafx" --add-modules=javafx.controls --enable-native-access=javafx.graphics)

app_classpath() { printf '%s' "$(echo "$ROOT"/app-ui/target/darsena-app-*.jar):$ROOT/app-ui/target/lib/*"; }

# darsena ARGS: the client, as the calling user. A command leaves JavaFX alone, so that it starts quickly.
darsena() {
  local fx=() cache=command
  case ${1:-} in open|tour) fx=("${FX_JVM[@]}") cache=window ;; esac
  as_caller env DARSENA_BUS="$BUS" "$JDK/bin/java" $(aot "$cache") "${APP_JVM[@]}" "${fx[@]}" ${DARSENA_JVM:-} \
    -cp "$(app_classpath)" org.darsena.app.Main "$@"
}

# AOT caches: what a real run of each program loads and links, so that the next one starts quicker. Only good for the
# very same JDK, flags and jars; the JVM ignores one that does not fit, and a training that fails costs only time.
AOT=$ROOT/target/aot
aot() { [ ! -s "$AOT/$1.aot" ] || printf -- '-XX:AOTCache=%s\n' "$AOT/$1.aot"; }

# train_one NAME JVM-ARGUMENT...: a run that ends by itself.
train_one() {
  local name=$1 status=0; shift
  as_caller env XDG_CONFIG_HOME="$AOT/config" timeout 40 "$JDK/bin/java" -XX:AOTCacheOutput="$AOT/$name.aot" "$@" \
    >"$AOT/$name.log" 2>&1 </dev/null || status=$?
  [ -s "$AOT/$name.aot" ] || say "no AOT cache for the $name (status $status, see $AOT/$name.log): it starts slower, nothing else"
}

train() {
  rm -rf "$AOT"; as_caller mkdir -p "$AOT"
  say "training the AOT caches, so that the programs start quickly"
  train_one command "${APP_JVM[@]}" -cp "$(app_classpath)" org.darsena.app.Main ps --bus "unix:path=$AOT/none" &
  local command=$!
  train_one window "${APP_JVM[@]}" "${FX_JVM[@]}" -Dglass.platform=Headless -Dprism.order=sw -Ddarsena.frames=90 \
    -cp "$(app_classpath)" org.darsena.app.Main open --bus "unix:path=$AOT/none"
  wait "$command"
  if [ "$(id -u)" -eq 0 ] && declare -F train_helper >/dev/null && command -v dbus-daemon >/dev/null; then
    train_helper || say "no AOT cache for the helper: it starts slower, nothing else"
  fi
  as_caller rm -rf "$AOT/config"
}
