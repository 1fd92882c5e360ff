# shellcheck shell=bash
# Sourced by the other scripts here.

apt_install() {
  apt-get -q update
  DEBIAN_FRONTEND=noninteractive apt-get -q -y -o DPkg::Lock::Timeout=300 \
    install --no-install-recommends "$@"
}

newest_jdk() {
  local home
  for home in /usr/lib/jvm/*25*; do
    if [ -x "$home/bin/javac" ]; then
      echo "$home"
      return
    fi
  done
}
