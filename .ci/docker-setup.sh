# shellcheck shell=bash
# Sourced by .ci/run, as root on Debian: gives the build a Docker engine and the base image of its
# test containers. What is already there is left as it is, so sourcing it twice costs nothing.
#
# The base image is made with debootstrap under the name that everybody else pulls, so that no image
# registry is needed. The two exported settings are for a machine without one, and which Testcontainers
# may take for a container; they belong here and not in the code.

docker_base_image=debian:bookworm-slim
docker_base_suite=bookworm

# shellcheck source=.ci/functions.sh
source "$(dirname "${BASH_SOURCE[0]}")/functions.sh"

docker_install_packages() {
  local missing=()
  command -v dockerd >/dev/null || missing+=(docker.io)
  command -v debootstrap >/dev/null || missing+=(debootstrap)
  [ "${#missing[@]}" -eq 0 ] || apt_install "${missing[@]}"
}

docker_is_up() {
  docker info >/dev/null 2>&1
}

docker_start_engine() {
  docker_is_up && return 0
  local log second
  log=$(mktemp --tmpdir dockerd.XXXXXX.log)
  echo "starting dockerd, log in $log"
  setsid nohup dockerd >"$log" 2>&1 </dev/null &
  for ((second = 0; second < 60; second++)); do
    docker_is_up && return 0
    sleep 1
  done
  echo "dockerd did not answer within 60 s; its log ends with:" >&2
  tail -n 40 "$log" >&2
  return 1
}

# The mirror this machine takes its own Debian packages from.
docker_debian_mirror() {
  local codename
  # shellcheck disable=SC1091
  codename=$(. /etc/os-release && echo "$VERSION_CODENAME")
  # shellcheck disable=SC2016
  apt-get indextargets --format '$(REPO_URI)' "Release: $codename" "Component: main" \
    "Created-By: Packages" | sort -u | sed -n 1p
}

# How this machine's apt reaches its mirror, for apt inside the image as well.
docker_apt_settings() {
  local key
  for key in Acquire::http::Proxy Acquire::https::Proxy \
    Acquire::Check-Valid-Until Acquire::Check-Date; do
    apt-config dump --no-empty --format '%F "%v";%n' "$key"
  done
}

docker_import_base_image() {
  docker image inspect "$docker_base_image" >/dev/null 2>&1 && return 0
  local mirror root
  mirror=$(docker_debian_mirror)
  if [ -z "$mirror" ]; then
    echo "no Debian mirror found in the configuration of apt" >&2
    return 1
  fi
  root=$(mktemp -d)
  echo "making $docker_base_image with debootstrap"
  if ! debootstrap --variant=minbase "$docker_base_suite" "$root" "$mirror" >"$root.log" 2>&1; then
    tail -n 20 "$root.log" >&2
    return 1
  fi
  docker_apt_settings >"$root/etc/apt/apt.conf.d/90build-machine"
  rm -rf "$root"/var/cache/apt/archives/*.deb "$root"/var/lib/apt/lists/*
  tar -C "$root" -c . | docker import --change 'CMD ["bash"]' - "$docker_base_image" >/dev/null
  rm -rf "$root" "$root.log"
}

docker_install_packages
docker_start_engine
docker_import_base_image
export TESTCONTAINERS_HOST_OVERRIDE=localhost
export TESTCONTAINERS_RYUK_DISABLED=true
docker version --format 'Docker engine {{.Server.Version}}'
