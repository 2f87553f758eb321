#!/usr/bin/env bash
# The lab: a Docker engine for a machine without one, and a registry that answers for
# Docker Hub where that cannot be reached, filled with images built from Debian packages.
set -euo pipefail

usage() {
    cat << 'TEXT'
Usage: docker/lab/lab.sh COMMAND      (as root, on Debian or Ubuntu)

  engine   install and start a Docker engine, if none answers
  up       engine, Compose, registry, and the images: postgres:15 and :18, mariadb:10.11, redis:7, nginx,
           and mysql:9.7, clickhouse/clickhouse-server:26.7 and mongo:7.0-by-3.6, without which all else goes on
           if they cannot be built
  auto     up, if Docker Hub cannot be reached or the lab has been up before
  status   what runs, and which images are there
  down     end the registry and the engine, each only if the lab started it
  clean    down, and remove what the lab has stored

Settings, by environment variable:
  LAB_HOME            where images, logs and pid files are kept (/var/lib/alacran-lab)
  LAB_PORT            the registry's port on 127.0.0.1 (5000)
  LAB_DEBIAN_MIRROR   where the images' packages come from (http://deb.debian.org/debian)
  ALACRAN_LAB         1: auto means up; 0: auto does nothing
  LAB_MAVEN_MIRROR    where PostgreSQL 18 comes from (https://repo.maven.apache.org/maven2)
  LAB_NPM_MIRROR      where ClickHouse comes from (https://registry.npmjs.org)
  LAB_UBUNTU_MIRROR   where MongoDB comes from (http://archive.ubuntu.com/ubuntu)
TEXT
}

readonly LAB_HOME=${LAB_HOME:-/var/lib/alacran-lab}
readonly LAB_PORT=${LAB_PORT:-5000}
readonly LAB_DEBIAN_MIRROR=${LAB_DEBIAN_MIRROR:-http://deb.debian.org/debian}
readonly LAB_MAVEN_MIRROR=${LAB_MAVEN_MIRROR:-https://repo.maven.apache.org/maven2}
readonly LAB_NPM_MIRROR=${LAB_NPM_MIRROR:-https://registry.npmjs.org}
readonly LAB_UBUNTU_MIRROR=${LAB_UBUNTU_MIRROR:-http://archive.ubuntu.com/ubuntu}

HERE=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
readonly HERE
readonly REGISTRY=127.0.0.1:$LAB_PORT
readonly MIRROR=http://$REGISTRY/
readonly DAEMON_JSON=/etc/docker/daemon.json
readonly ENGINE_PID=/var/run/docker.pid
readonly SUITE=bookworm
readonly BASE=$REGISTRY/library/debian:$SUITE-slim
readonly LOG=$LAB_HOME/lab.log

# Folder below images/, and the name that the image is pulled by.
readonly IMAGES=(
    "postgres postgres:15"
    "mariadb mariadb:10.11"
    "redis redis:7"
    "nginx nginx:latest"
    "postgres18 postgres:18"
)
# Those whose packages move from day to day, or are not for every processor: one that cannot be built is told of
# and done without.
readonly OPTIONAL=(
    "mysql mysql:9.7"
    "clickhouse clickhouse/clickhouse-server:26.7"
    "mongo mongo:7.0-by-3.6"
)
readonly OPTIONAL_SECONDS=300

export DEBIAN_FRONTEND=noninteractive LC_ALL=C.UTF-8

# --- output -----------------------------------------------------------------------------

die() {
    printf 'lab: %s\n' "$*" >&2
    exit 1
}

now() { printf '%s' "${EPOCHREALTIME//[!0-9]/}"; }

took() { # STARTED
    local tenths=$((($(now) - $1) / 100000))
    printf ' %4d.%d s\n' $((tenths / 10)) $((tenths % 10))
}

# report NAME STARTED: a step that is over.
report() {
    printf '  %-38s' "$1"
    took "$2"
}

# step NAME COMMAND…: what the command says goes to the log, and is shown if it fails.
step() {
    local name=$1 started status=0 output
    started=$(now)
    shift
    printf '  %-38s' "$name"
    output=$(mktemp "$LAB_HOME/step.XXXXXX")
    # In a subshell of its own, as `set -e` is void within a tested command.
    set +e
    (set -e; "$@") > "$output" 2>&1 < /dev/null
    status=$?
    set -e
    { printf '\n== %s\n' "$name" && cat "$output"; } >> "$LOG"
    if ((status)); then
        printf ' failed. The end of %s:\n' "$LOG"
        tail -n 25 "$output" | sed 's/^/    /'
        rm -f "$output"
        exit 1
    fi
    rm -f "$output"
    took "$started"
}

# --- machine ----------------------------------------------------------------------------

need_root() { [[ $(id -u) == 0 ]] || die "'$1' needs root: run it with sudo"; }

need_debian() {
    command -v apt-get > /dev/null ||
        die "this is no Debian or Ubuntu; install a Docker engine as https://docs.docker.com/engine/install/ says"
}

install_packages() {
    need_debian
    local -a install=(apt-get install -y --no-install-recommends -o DPkg::Lock::Timeout=300)
    # The lists may be absent or old, which only an attempt can tell.
    "${install[@]}" "$@" || { apt-get update && "${install[@]}" "$@"; }
}

# need COMMAND PACKAGE…
need() {
    command -v "$1" > /dev/null || step "Package $2" install_packages "${@:2}"
}

# Is PID a process called COMMAND? Pid files outlive reboots, and pids are used again; and an
# ended process keeps its name until its parent has taken notice.
is_running() { # COMMAND PID
    [[ -n ${2:-} ]] && grep -qsx "$1" "/proc/$2/comm" && ! grep -qs '^State:.Z' "/proc/$2/status"
}

pid_in() { if [[ -r $1 ]]; then tr -dc 0-9 < "$1"; fi; }

# detached LOG PID_FILE COMMAND…: lives on after the caller and its terminal, and holds none
# of its files: a lock or a pipe that a service inherits is never released.
detached() {
    local log=$1 pid_file=$2
    shift 2
    (
        cd /
        exec < /dev/null >> "$log" 2>&1
        local fd
        for fd in /proc/self/fd/*; do
            fd=${fd##*/}
            if ((fd > 2)); then eval "exec $fd>&-"; fi
        done
        # In the background setsid does not fork, so this is the service's own pid.
        setsid "$@" &
        echo $! > "$pid_file"
    )
}

end_process() { # COMMAND PID_FILE
    local pid attempt
    pid=$(pid_in "$2")
    if is_running "$1" "$pid"; then
        kill -TERM "$pid"
        for ((attempt = 0; attempt < 300; attempt++)); do
            is_running "$1" "$pid" || break
            sleep 0.1
        done
        if is_running "$1" "$pid"; then die "$1 (pid $pid) did not end within 30 s"; fi
    fi
    rm -f "$2"
}

# --- engine -----------------------------------------------------------------------------

engine_answers() {
    command -v docker > /dev/null && timeout 10 docker version --format '{{.Server.Version}}' &> /dev/null
}

has_systemd() { [[ $(< /proc/1/comm) == systemd ]]; }

is_local_engine() {
    [[ ${DOCKER_HOST:-unix:///var/run/docker.sock} =~ ^unix://(/var)?/run/docker\.sock$ ]]
}

install_engine() {
    local -a packages=(docker.io iptables)
    # Where the kernel has AppArmor on, the engine starts no container without its parser.
    if [[ $(cat /sys/module/apparmor/parameters/enabled 2> /dev/null) == Y ]]; then packages+=(apparmor); fi
    install_packages "${packages[@]}"
    # Later Debians ship the client apart.
    command -v docker > /dev/null || install_packages docker-cli
}

remove_stale_files() {
    is_running dockerd "$(pid_in "$ENGINE_PID")" || rm -f "$ENGINE_PID"
    local containerd=/var/run/docker/containerd/containerd.pid
    is_running containerd "$(pid_in "$containerd")" || rm -f "$containerd"
    # The engine waits for ever at the socket of a containerd that is gone.
    if [[ -S /run/containerd/containerd.sock ]] && ! grep -qsx containerd /proc/[0-9]*/comm; then
        rm -f /run/containerd/containerd.sock
    fi
}

start_engine() {
    local attempt
    if has_systemd; then
        systemctl start docker
    elif ! is_running dockerd "$(pid_in "$ENGINE_PID")"; then
        remove_stale_files
        : > "$LAB_HOME/dockerd.log"
        detached "$LAB_HOME/dockerd.log" "$LAB_HOME/dockerd.pid" dockerd
    fi
    for ((attempt = 0; attempt < 300; attempt++)); do
        if engine_answers; then return; fi
        if [[ -s $LAB_HOME/dockerd.pid ]] && ! has_systemd && ((attempt > 10)) &&
            ! is_running dockerd "$(pid_in "$LAB_HOME/dockerd.pid")"; then
            break
        fi
        sleep 0.2
    done
    echo "The Docker engine does not answer. The last that it said:"
    if has_systemd; then
        journalctl --no-pager -n 20 -u docker
    else
        tail -n 20 "$LAB_HOME/dockerd.log"
    fi
    return 1
}

engine() {
    if engine_answers; then
        report "Docker engine $(docker version --format '{{.Server.Version}}')" "$(now)"
        return
    fi
    need_root engine
    is_local_engine || die "DOCKER_HOST=$DOCKER_HOST does not answer; start that engine, or unset DOCKER_HOST"
    if ! command -v dockerd > /dev/null || ! command -v docker > /dev/null; then
        step "Docker engine installed" install_engine
    fi
    step "Docker engine started" start_engine
}

# --- registry ---------------------------------------------------------------------------

registry_answers() { curl -sf -m 5 -o /dev/null "http://$REGISTRY/v2/"; }

# Unpacked rather than installed: the package would start a service of its own at port 5000.
fetch_registry() {
    local work
    work=$(mktemp -d "$LAB_HOME/fetch.XXXXXX")
    cd "$work"
    apt-get download -o APT::Sandbox::User=root docker-registry ||
        { apt-get update && apt-get download -o APT::Sandbox::User=root docker-registry; }
    dpkg-deb --extract docker-registry_*.deb "$work"
    mkdir -p "$LAB_HOME/bin"
    mv "$work/usr/bin/docker-registry" "$LAB_HOME/bin/docker-registry"
    rm -rf "$work"
}

start_registry() {
    local attempt
    cat > "$LAB_HOME/registry.yml" << YAML
version: 0.1
log:
  level: warn
  accesslog:
    disabled: true
storage:
  filesystem:
    rootdirectory: $LAB_HOME/registry
http:
  addr: $REGISTRY
YAML
    : > "$LAB_HOME/registry.log"
    detached "$LAB_HOME/registry.log" "$LAB_HOME/registry.pid" \
        "$LAB_HOME/bin/docker-registry" serve "$LAB_HOME/registry.yml"
    for ((attempt = 0; attempt < 100; attempt++)); do
        if registry_answers; then return; fi
        sleep 0.1
    done
    echo "The registry does not answer at $REGISTRY (is the port taken? LAB_PORT sets another). It said:"
    tail -n 10 "$LAB_HOME/registry.log"
    return 1
}

registry() {
    [[ -x $LAB_HOME/bin/docker-registry ]] || step "Registry fetched" fetch_registry
    if is_running docker-registry "$(pid_in "$LAB_HOME/registry.pid")" && registry_answers; then
        report "Registry at $REGISTRY" "$(now)"
        return
    fi
    ! registry_answers || die "another registry answers at $REGISTRY; end it, or set LAB_PORT to a free port"
    step "Registry at $REGISTRY" start_registry
}

is_mirror() { docker info --format '{{json .RegistryConfig.Mirrors}}' 2> /dev/null | grep -qF "\"$MIRROR\""; }

only_ours() { printf '{\n  "registry-mirrors": ["%s"]\n}\n' "$MIRROR"; }

write_mirror() {
    mkdir -p "${DAEMON_JSON%/*}"
    if [[ ! -s $DAEMON_JSON ]]; then
        only_ours > "$DAEMON_JSON"
    else
        # shellcheck disable=SC2016 # a variable of jq
        edit_daemon_json '. + {"registry-mirrors": ((."registry-mirrors" // []) - [$mirror] + [$mirror])}'
    fi
}

remove_mirror() {
    [[ -s $DAEMON_JSON ]] && grep -qF "\"$MIRROR\"" "$DAEMON_JSON" || return 0
    if only_ours | cmp -s - "$DAEMON_JSON"; then
        rm -f "$DAEMON_JSON"
    else
        # shellcheck disable=SC2016 # a variable of jq
        edit_daemon_json '."registry-mirrors" -= [$mirror] | if ."registry-mirrors" == [] then del(."registry-mirrors") else . end'
    fi
}

edit_daemon_json() { # JQ_FILTER
    command -v jq > /dev/null || install_packages jq
    local edited
    edited=$(jq --arg mirror "$MIRROR" "$1" "$DAEMON_JSON")
    if [[ $edited != "$(< "$DAEMON_JSON")" ]]; then printf '%s\n' "$edited" > "$DAEMON_JSON"; fi
}

# Mirrors are among the few settings that a running engine takes over on SIGHUP.
reload_engine() {
    if has_systemd; then
        systemctl reload docker
    else
        local pid
        pid=$(pid_in "$ENGINE_PID")
        is_running dockerd "$pid" || return 1
        kill -HUP "$pid"
    fi
}

use_mirror() {
    local attempt
    write_mirror
    reload_engine
    for ((attempt = 0; attempt < 50; attempt++)); do
        if is_mirror; then return; fi
        sleep 0.1
    done
    echo "The engine does not take $MIRROR from $DAEMON_JSON as its mirror:"
    docker info --format '{{json .RegistryConfig.Mirrors}}'
    return 1
}

# --- images -----------------------------------------------------------------------------

# The repository that Docker Hub keeps it in: names without an owner are in its library.
repository() { # NAME[:TAG]
    if [[ $1 == */* ]]; then printf '%s' "$1"; else printf 'library/%s' "$1"; fi
}

in_registry() { # NAME:TAG
    curl -sf -m 5 -o /dev/null -H 'Accept: application/vnd.docker.distribution.manifest.v2+json' \
        "http://$REGISTRY/v2/$(repository "${1%:*}")/manifests/${1#*:}"
}

stamp_file() { printf '%s/stamps/%s' "$LAB_HOME" "${1//[:\/]/-}"; }

failed_file() { printf '%s.failed' "$(stamp_file "$1")"; }

is_current() { # NAME:TAG STAMP
    [[ -r $(stamp_file "$1") && $(< "$(stamp_file "$1")") == "$2" ]] && in_registry "$1"
}

# Did it fail within a day, made from the same? A later `up` tries again at once, `auto` does not.
has_failed() { # NAME:TAG STAMP
    local file
    file=$(failed_file "$1")
    [[ -n $(find "$file" -mmin -1440 2> /dev/null) && $(< "$file") == "$2" ]]
}

base_stamp() { printf '%s %s' "$SUITE $LAB_DEBIAN_MIRROR" "$(declare -f build_base)" | sha256sum | cut -d ' ' -f 1; }

image_stamp() { # FOLDER
    {
        base_stamp
        cd "$HERE/images"
        local -a folders=("$1")
        if [[ $1 == postgres18 ]]; then folders+=(postgres); fi
        find "${folders[@]}" -type f -print0 | LC_ALL=C sort -z | xargs -0 sha256sum
    } | sha256sum | cut -d ' ' -f 1
}

build_base() {
    local root
    root=$(mktemp -d "$LAB_HOME/base.XXXXXX")
    chmod 755 "$root"
    debootstrap --variant=minbase --keyring=/usr/share/keyrings/debian-archive-keyring.gpg \
        "$SUITE" "$root" "$LAB_DEBIAN_MIRROR" || { tail -n 20 "$root/debootstrap/debootstrap.log"; return 1; }
    cat > "$root/etc/apt/sources.list" << LIST
deb $LAB_DEBIAN_MIRROR $SUITE main
deb $LAB_DEBIAN_MIRROR $SUITE-updates main
deb $LAB_DEBIAN_MIRROR-security $SUITE-security main
LIST
    cat > "$root/etc/dpkg/dpkg.cfg.d/slim" << 'CFG'
path-exclude /usr/share/doc/*
path-exclude /usr/share/info/*
path-exclude /usr/share/locale/*
path-exclude /usr/share/man/*
path-include /usr/share/locale/locale.alias
force-unsafe-io
CFG
    cat > "$root/etc/apt/apt.conf.d/slim" << 'CONF'
APT::Install-Suggests "false";
Acquire::Languages "none";
Dir::Cache::pkgcache "";
Dir::Cache::srcpkgcache "";
DPkg::Post-Invoke { "rm -f /var/cache/apt/archives/*.deb"; };
CONF
    # Packages start no service while an image is built.
    printf '#!/bin/sh\nexit 101\n' > "$root/usr/sbin/policy-rc.d"
    chmod 755 "$root/usr/sbin/policy-rc.d"
    rm -rf "$root"/var/cache/apt/archives/*.deb "$root"/var/lib/apt/lists/* "$root"/var/log/* \
        "$root"/usr/share/{doc,info,man}/* "$root"/etc/hostname "$root"/etc/resolv.conf
    find "$root/usr/share/locale" -mindepth 1 -maxdepth 1 -type d -exec rm -rf '{}' +
    tar -C "$root" -c . | docker import --change 'CMD ["bash"]' - "$BASE"
    rm -rf "$root"
    docker push "$BASE"
}

# The archive's servers are stripped of their clients; the image adds Debian's.
fetch_postgres18() { # TARGET
    local architecture artifact version work url
    case $(dpkg --print-architecture) in
        amd64) architecture=amd64 ;;
        arm64) architecture=arm64v8 ;;
        *) echo "There is no PostgreSQL 18 on Maven Central for $(dpkg --print-architecture)"; return 1 ;;
    esac
    artifact=embedded-postgres-binaries-linux-$architecture
    url=$LAB_MAVEN_MIRROR/io/zonky/test/postgres/$artifact
    version=$(curl -sSfL -m 30 "$url/maven-metadata.xml" | sed -n 's|.*<version>\(18\.[0-9.]*\)</version>.*|\1|p' | sort -V | tail -n 1)
    [[ -n $version ]] || { echo "No 18.x among the versions of $artifact"; return 1; }
    work=$(mktemp -d "$LAB_HOME/fetch.XXXXXX")
    curl -sSfL -m 300 -o "$work/server.jar" "$url/$version/$artifact-$version.jar"
    printf '%s  %s\n' "$(curl -sSfL -m 30 "$url/$version/$artifact-$version.jar.sha256" | cut -c 1-64)" "$work/server.jar" |
        sha256sum --check --quiet
    unzip -q "$work/server.jar" '*.txz' -d "$work"
    xz --decompress --stdout "$work"/*.txz > "$1"
    rm -rf "$work"
}

# ClickHouse is published for npm as a library that can do all that its server can; the hash is npm's own.
fetch_clickhouse() { # VERSION_AND_HASH TARGET
    local architecture package version hash work
    case $(dpkg --print-architecture) in
        amd64) architecture=x64 ;;
        *) echo "The lab has no ClickHouse for $(dpkg --print-architecture)"; return 1 ;;
    esac
    read -r version hash < "$1"
    package=lib-linux-$architecture-gnu
    work=$(mktemp -d "$LAB_HOME/fetch.XXXXXX")
    curl -sSfL -m 300 -o "$work/package.tgz" "$LAB_NPM_MIRROR/@chdb/$package/-/$package-$version.tgz"
    printf '%s  %s\n' "$(printf '%s' "${hash#sha512-}" | base64 -d | od -An -v -tx1 | tr -d ' \n')" "$work/package.tgz" |
        sha512sum --check --quiet
    tar -xzf "$work/package.tgz" -C "$work" package/libchdb.so
    mv "$work/package/libchdb.so" "$2"
    rm -rf "$work"
}

# The last that Debian's or Ubuntu's own packages have, and those that no Debian has beside it. The release is
# closed, so the hashes, which are its index's, stay as they are.
fetch_mongo() { # HASHES_AND_PATHS TARGET
    local hash path work
    [[ $(dpkg --print-architecture) == amd64 ]] ||
        { echo "The lab has no MongoDB for $(dpkg --print-architecture)"; return 1; }
    work=$(mktemp -d "$LAB_HOME/fetch.XXXXXX")
    while read -r hash path; do
        curl -sSfL -m 300 -o "$work/${path##*/}" "$LAB_UBUNTU_MIRROR/$path"
        printf '%s  %s\n' "$hash" "$work/${path##*/}" | sha256sum --check --quiet
    done < "$1"
    tar -C "$work" -cf "$2" .
    rm -rf "$work"
}

build_image() { # FOLDER NAME:TAG STAMP [COMMAND THAT RUNS THE BUILD…]
    local context local_tag stored
    stored=$REGISTRY/$(repository "$2")
    context=$(mktemp -d "$LAB_HOME/context.XXXXXX")
    cp -r "$HERE/images/." "$context"
    case $1 in
        postgres18) fetch_postgres18 "$context/postgres18/server.tar" ;;
        clickhouse) fetch_clickhouse "$HERE/images/clickhouse/library" "$context/clickhouse/libchdb.so" ;;
        mongo) fetch_mongo "$HERE/images/mongo/packages" "$context/mongo/packages.tar" ;;
    esac
    # The host's network, as a build must work also where the bridge has no way out. The
    # classic builder, as it is the one that every engine and client since 20.10 has.
    DOCKER_BUILDKIT=0 "${@:4}" docker build --network host --force-rm \
        --build-arg "BASE=$BASE" --build-arg "DEBIAN_MIRROR=$LAB_DEBIAN_MIRROR" --build-arg http_proxy --build-arg https_proxy --build-arg no_proxy \
        --label "alacran-lab=$3" --file "$context/$1/Dockerfile" --tag "$stored" "$context"
    rm -rf "$context"
    docker push "$stored"
    # From here on it is pulled, as it would be from Docker Hub. A copy that was pulled before
    # would hide the new one; any other image of that name is not ours to touch.
    docker rmi "$stored"
    for local_tag in $(docker images --quiet --filter "reference=$2" --filter label=alacran-lab); do
        docker rmi "$2" || echo "$2 ($local_tag) is in use and stays"
    done
}

image() { # FOLDER NAME:TAG [COMMAND THAT RUNS THE BUILD…]
    local started stamp
    started=$(now)
    stamp=$(image_stamp "$1")
    if ! is_current "$2" "$stamp"; then
        step "Image $2 built" build_image "$1" "$2" "$stamp" "${@:3}"
        echo "$stamp" > "$(stamp_file "$2")"
    else
        report "Image $2" "$started"
    fi
}

optional_image() { # FOLDER NAME:TAG
    local status stamp
    stamp=$(image_stamp "$1")
    if ! has_failed "$2" "$stamp"; then
        set +e
        (set -e; image "$1" "$2" timeout "$OPTIONAL_SECONDS")
        status=$?
        set -e
        if ((status)); then echo "$stamp" > "$(failed_file "$2")"; else rm -f "$(failed_file "$2")"; fi
    fi
    tell_of_failure "$2" "$stamp"
}

tell_of_failure() { # NAME:TAG STAMP
    if has_failed "$@"; then
        printf '  Image %s could not be built; %s\n' "$1" "without it, its tests are skipped. '$HERE/lab.sh up' tries again"
    fi
}

images() {
    local started stamp entry base_name=${BASE##*/}
    started=$(now)
    stamp=$(base_stamp)
    mkdir -p "$LAB_HOME/stamps"
    if ! is_current "$base_name" "$stamp"; then
        need debootstrap debootstrap debian-archive-keyring
        step "Image $base_name built" build_base
        echo "$stamp" > "$(stamp_file "$base_name")"
    else
        report "Image $base_name" "$started"
    fi
    for entry in "${IMAGES[@]}"; do
        # shellcheck disable=SC2086
        image $entry
    done
    for entry in "${OPTIONAL[@]}"; do
        # shellcheck disable=SC2086
        optional_image $entry
    done
    if docker image inspect "$BASE" &> /dev/null; then docker rmi "$BASE" > /dev/null; fi
}

has_compose() { docker compose version &> /dev/null || command -v docker-compose > /dev/null; }

is_complete() {
    local entry stamp
    engine_answers && has_compose && is_mirror && registry_answers &&
        is_running docker-registry "$(pid_in "$LAB_HOME/registry.pid")" || return 1
    for entry in "${IMAGES[@]}"; do
        is_current "${entry#* }" "$(image_stamp "${entry% *}")" || return 1
    done
    for entry in "${OPTIONAL[@]}"; do
        stamp=$(image_stamp "${entry% *}")
        is_current "${entry#* }" "$stamp" || has_failed "${entry#* }" "$stamp" || return 1
    done
}

# --- commands ---------------------------------------------------------------------------

lock() {
    mkdir -p "$LAB_HOME"
    exec 9> "$LAB_HOME/lock"
    flock -w 900 9 || die "another lab.sh has been at work for 15 minutes: $LAB_HOME/lock"
    # What an interrupted run has left behind.
    rm -rf "$LAB_HOME"/{step,fetch,context,base}.??????
    # The log tells of this run.
    : > "$LOG"
}

up() {
    local started entry
    started=$(now)
    need_root up
    if is_complete; then
        report "Lab with its images" "$started"
        for entry in "${OPTIONAL[@]}"; do tell_of_failure "${entry#* }" "$(image_stamp "${entry% *}")"; done
        return
    fi
    is_local_engine || die "the lab works on this machine's engine; unset DOCKER_HOST=$DOCKER_HOST"
    # An engine that is started with the mirror needs no reload.
    if ! engine_answers; then step "Mirror named in $DAEMON_JSON" write_mirror; fi
    engine
    has_compose || step "Package docker-compose" install_packages docker-compose
    need curl curl ca-certificates
    need unzip unzip
    need xz xz-utils
    registry
    is_mirror || step "Mirror named in $DAEMON_JSON" use_mirror
    images
}

# Any HTTP status will do: Docker Hub answers 401 to who is not logged in.
is_hub_reachable() {
    [[ $(curl -s -o /dev/null -m 5 -w '%{http_code}' https://registry-1.docker.io/v2/) != 000 ]]
}

is_wanted() {
    if [[ -n ${ALACRAN_LAB:-} ]]; then
        [[ $ALACRAN_LAB == 1 ]]
    elif ! is_local_engine; then
        return 1
    elif [[ ! -d $LAB_HOME/stamps ]]; then
        if [[ $(id -u) == 0 ]] && ! command -v curl > /dev/null; then
            install_packages curl ca-certificates > /dev/null 2>&1
        fi
        if is_hub_reachable; then return 1; fi
    fi
}

auto() {
    is_wanted || return 0
    if [[ $(id -u) != 0 ]]; then
        ! registry_answers || return 0
        die "Docker Hub cannot be reached; sudo $HERE/lab.sh up brings images built from Debian packages"
    fi
    lock
    up
}

status() {
    local pid entry
    if engine_answers; then
        pid=$(pid_in "$LAB_HOME/dockerd.pid")
        printf 'engine     %s%s\n' "$(docker version --format '{{.Server.Version}}')" \
            "$(is_running dockerd "$pid" && printf ', started by the lab (pid %s)' "$pid")"
        is_mirror && echo "mirror     $MIRROR" || echo "mirror     not set"
    else
        echo "engine     does not answer"
    fi
    pid=$(pid_in "$LAB_HOME/registry.pid")
    if is_running docker-registry "$pid" && registry_answers; then
        echo "registry   $REGISTRY (pid $pid), $(du -sh "$LAB_HOME/registry" | cut -f 1) in $LAB_HOME/registry"
        for entry in "${IMAGES[@]}" "${OPTIONAL[@]}"; do
            if ! in_registry "${entry#* }"; then
                echo "image      ${entry#* }, missing"
            elif ! is_current "${entry#* }" "$(image_stamp "${entry% *}")"; then
                echo "image      ${entry#* }, out of date"
            else
                echo "image      ${entry#* }"
            fi
        done
    else
        echo "registry   not running"
        return 1
    fi
}

down() {
    need_root down
    end_process docker-registry "$LAB_HOME/registry.pid"
    end_process dockerd "$LAB_HOME/dockerd.pid"
}

clean() {
    need_root clean
    step "Mirror taken out of $DAEMON_JSON" remove_mirror
    if engine_answers && is_local_engine; then
        reload_engine || true
        docker images --quiet --filter label=alacran-lab | sort -u | xargs -r docker rmi --force > /dev/null || true
    fi
    down
    rm -rf "$LAB_HOME"
}

case ${1:-help} in
    engine | up | down | clean)
        if [[ $(id -u) == 0 ]]; then lock; fi
        if [[ $1 == up ]]; then rm -f "$LAB_HOME"/stamps/*.failed; fi
        "$1"
        ;;
    auto | status) "$1" ;;
    help | -h | --help) usage ;;
    *)
        usage >&2
        exit 2
        ;;
esac
