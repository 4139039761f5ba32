# A whole Debian machine under emulation, for what only a whole machine shows: systemd, logind and polkit with sessions,
# cgroup v2 with all controllers, AppArmor. Sourced after lib.sh.
#
#   make_machine          its disk, kept in $MACHINE; made anew only when what it is made of changed
#   in_machine TAR N      unpacks it in a fresh copy of the machine and runs its file `command` there as root, at most N
#                         seconds; what it says goes to standard error; its status is this function's (124: out of time,
#                         125: none came)

MACHINE=${DARSENA_MACHINE:-/var/cache/darsena/machine}

needs_machine() { cat <<'T'
qemu-system-x86_64|qemu-system-x86|emulates the machine
mmdebstrap|mmdebstrap|puts Debian 13 on its disk
mke2fs|e2fsprogs|makes its file system
cpio|cpio|packs what starts it
xz|xz-utils|unpacks a module of its kernel
T
}

# What is on its disk: what packaging/run would install, and what makes it a machine with users.
machine_packages() {
  { needs_run; needs_system_bus; } | cut -d'|' -f2 | cut -d, -f1
  printf '%s\n' linux-image-cloud-amd64 systemd-sysv sudo libpam-systemd dbus polkitd pkexec udev kmod kbd passwd login \
    apparmor iproute2 gcc libc6-dev libglib2.0-bin python3 strace util-linux-extra
}

# The mirror that this machine's apt is set up with, for the repository of that name.
mirror() { apt-get indextargets --format '$(REPO_URI)' | sed 's#/*$##' | grep "/$1\$" | head -n 1; }

make_machine() {
  local key root=$MACHINE/root packages
  packages=$(machine_packages | sort -u | paste -sd,)
  key=$({ declare -f make_machine furnish starter; cat "$ROOT/packaging/vm/guest.service" "$JDK/release" - <<<"$packages"; } | sha256sum)
  [ "$key" != "$(cat "$MACHINE/key" 2>/dev/null)" ] || return 0
  ensure machine
  say "making a Debian 13 machine in $MACHINE (two minutes or so, 1.5 GB)"
  rm -rf --one-file-system "$MACHINE"; mkdir -p "$MACHINE"
  mmdebstrap --quiet --mode=root --variant=minbase --include="$packages" --aptopt='APT::Install-Recommends "false"' \
    --dpkgopt='path-exclude=/usr/share/doc/*' --dpkgopt='path-exclude=/usr/share/man/*' \
    --dpkgopt='path-exclude=/usr/share/locale/*' --dpkgopt=force-confold \
    --setup-hook='mkdir -p "$1/etc/initramfs-tools"; echo update_initramfs=no >"$1/etc/initramfs-tools/update-initramfs.conf"' \
    trixie "$root" "deb $(mirror debian) trixie main" "deb $(mirror debian-security) trixie-security main"
  furnish "$root"
  starter "$root"
  mke2fs -q -t ext4 -O ^has_journal -d "$root" -F "$MACHINE/disk" 6G
  rm -rf --one-file-system "$root"
  printf '%s\n' "$key" >"$MACHINE/key"
}

# An ordinary user, the JDK, and a service that does what it is told. What costs seconds and nobody needs stays off.
furnish() {
  local unit
  echo machine >"$1/etc/hostname"; echo '127.0.0.1 localhost machine' >"$1/etc/hosts"
  chroot "$1" useradd -m -s /bin/bash ann
  mkdir -p "$1/usr/lib/jvm/jdk" "$1/etc/systemd/system/multi-user.target.wants"
  tar -C "$JDK" --exclude=lib/src.zip --exclude=jmods -chf - . | tar -C "$1/usr/lib/jvm/jdk" --no-same-owner -xf -
  cp "$ROOT/packaging/vm/guest.service" "$1/etc/systemd/system/"
  ln -s ../guest.service "$1/etc/systemd/system/multi-user.target.wants/"
  ln -sf /lib/systemd/system/multi-user.target "$1/etc/systemd/system/default.target"
  for unit in serial-getty@hvc0.service serial-getty@ttyS0.service getty@tty1.service frr.service ldconfig.service \
    systemd-hwdb-update.service systemd-pstore.service e2scrub_reap.service apt-daily.timer apt-daily-upgrade.timer \
    dpkg-db-backup.timer fstrim.timer e2scrub_all.timer; do
    ln -sf /dev/null "$1/etc/systemd/system/$unit"
  done
  # a hundred profiles of Debian's for programs that are not there
  find "$1/etc/apparmor.d" -maxdepth 1 -type f ! -name unprivileged_userns -delete
}

# Kernel, and an initrd that mounts the disk and no more.
starter() {
  local init=$MACHINE/init kernel module; kernel=$(ls "$1/lib/modules")
  cp "$1/boot/vmlinuz-$kernel" "$MACHINE/vmlinuz"
  module=$(find "$1/lib/modules/$kernel" -name 'virtio_blk.ko*')
  mkdir -p "$init"/{dev,disk}
  xz -dc "$module" >"$init/virtio_blk.ko"
  (cd "$1" && cp -L --parents $(chroot . ldd /usr/bin/busybox | sed -n "s,[^/]*\(/[^ ]*\).*,.\1,p") usr/bin/busybox "$init")
  cat >"$init/init" <<'I'
#!/usr/bin/busybox sh
b=/usr/bin/busybox
$b mount -t devtmpfs dev /dev
$b insmod /virtio_blk.ko
until [ -b /dev/vda ]; do $b sleep 0.05; done
$b mount -t ext4 -o noatime /dev/vda /disk
$b mount -o move /dev /disk/dev
exec $b switch_root /disk /sbin/init
I
  chmod 755 "$init/init"
  (cd "$init" && find . | cpio --quiet -o -H newc) >"$MACHINE/initrd"
  rm -rf "$init"
}

# Plain emulation with one thread: with several, Java crashes in it.
in_machine() {
  local luggage=$1 limit=$2 work status; work=$(mktemp -d)
  status=$(
    timeout --foreground "$limit" nice -n 19 qemu-system-x86_64 -accel tcg,thread=single,tb-size=1024 \
      -cpu max,la57=off,svm=off,avx=off,avx2=off -smp 1 -m 3072 -machine q35,smm=off,hpet=off -nodefaults -no-user-config \
      -display none -no-reboot -device virtio-rng-pci -serial "file:$work/console" \
      -kernel "$MACHINE/vmlinuz" -initrd "$MACHINE/initrd" \
      -append "console=ttyS0 quiet mitigations=off nokaslr panic=-1 audit=0 random.trust_cpu=on systemd.show_status=no" \
      -drive "file=$MACHINE/disk,format=raw,if=virtio,snapshot=on,cache=unsafe" \
      -drive "file=$luggage,format=raw,if=virtio,readonly=on" \
      -device virtio-serial-pci -chardev stdio,id=out -device virtconsole,chardev=out </dev/null |
      sed -u 's/\r$//' | tee "$work/out" | sed -u '/^machine: status [0-9]*$/d' >&2
    [ "${PIPESTATUS[0]}" -ne 124 ] || echo "machine: status 124" >>"$work/out"
    sed -n '$s/^machine: status //p' "$work/out"
  )
  [ -n "$status" ] || { say "the machine ended without a word; its console:"; tail -n 20 "$work/console" >&2; status=125; }
  rm -rf "$work"
  return "$status"
}
