#!/usr/bin/env bash
# Alacran's bastion beside OpenSSH's sshd: same client, same keys, same host, same databases,
# rounds interleaved. What is measured and how is said in docs/benchmarks.md, which this writes.
set -euo pipefail

usage() {
    cat << 'TEXT'
Usage: bench/tunnel.sh [--rounds N] [--quick] -- COMMAND…

  --rounds N   measured rounds, at least 3 (5; with --quick 3)
  --quick      shorter measurements, less than 6 minutes in all
  COMMAND…     starts the console, such as: java -Xmx512m -jar alacran.jar

Needs a Docker engine, root, and Debian's openssh-server, iperf3, postgresql-contrib, jq and curl.

Settings, by environment variable:
  BENCH_LOCK   a file that is locked while a round is measured, so that whatever else locks it waits
TEXT
}

ROOT=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
readonly ROOT
readonly DOCUMENT=$ROOT/docs/benchmarks.md
readonly INSTANCE=alacran-bench
readonly PREFIX=srv-alacran-bench--
readonly LABEL=label=io.alacran.instance=$INSTANCE
readonly GCM=aes128-gcm@openssh.com
# A path is a server and what the client is told; "direct" is no tunnel at all.
readonly TUNNELS=(openssh openssh-gcm alacran alacran-gcm)
readonly PATHS=(direct "${TUNNELS[@]}")
readonly IDLE_TUNNELS=1000
# The bastion allows 64 channels in a connection.
readonly IDLE_PER_SESSION=63
export LC_ALL=C PGUSER=postgres PGHOST=127.0.0.1 PGDATABASE=shop PGCONNECT_TIMEOUT=10

die() {
    printf 'bench: %s\n' "$*" >&2
    exit 2
}

say() { printf '  %s\n' "$*"; }

have() { command -v "$1" > /dev/null; }

# --- options ----------------------------------------------------------------------------

ROUNDS=''
QUICK=''
while (($#)); do
    case $1 in
        --rounds)
            if [[ ! ${2:-} =~ ^[0-9]{1,2}$ ]] || ((10#$2 < 3)); then die "--rounds needs a number from 3 to 99"; fi
            ROUNDS=$((10#$2))
            shift
            ;;
        --quick) QUICK=1 ;;
        --)
            shift
            break
            ;;
        help | -h | --help)
            usage
            exit
            ;;
        *) die "there is no option $1; --help lists them" ;;
    esac
    shift
done
readonly CONSOLE=("$@")
if [[ -n $QUICK ]]; then
    ROUNDS=${ROUNDS:-3} FLOW_SECONDS=2 QUERY_SECONDS=1 CONNECT_SECONDS=2
else
    ROUNDS=${ROUNDS:-5} FLOW_SECONDS=5 QUERY_SECONDS=3 CONNECT_SECONDS=4
fi
readonly ROUNDS FLOW_SECONDS QUERY_SECONDS CONNECT_SECONDS

# --- machine ----------------------------------------------------------------------------

need_programs() {
    local -a missing=()
    local entry
    # Debian keeps sshd off a user's PATH, and pgbench in its versioned folder only where pg_wrapper is absent.
    export PATH=$PATH:/usr/sbin
    for entry in sshd:openssh-server ssh:openssh-client iperf3:iperf3 pgbench:postgresql-contrib \
        psql:postgresql-client jq:jq curl:curl nsenter:util-linux; do
        have "${entry%%:*}" || missing+=("${entry#*:}")
    done
    if ((${#missing[@]} == 0)); then return; fi
    have apt-get || die "missing: ${missing[*]}"
    say "installing ${missing[*]}"
    DEBIAN_FRONTEND=noninteractive refuse_services_start install_packages "${missing[@]}" > "$WORK/install.log" 2>&1 ||
        die "${missing[*]} could not be installed: $(tail -n 3 "$WORK/install.log")"
}

install_packages() {
    local -a install=(apt-get install -y --no-install-recommends -o DPkg::Lock::Timeout=300)
    # The lists may be absent or old, which only an attempt can tell.
    "${install[@]}" "$@" || { apt-get update && "${install[@]}" "$@"; }
}

# Debian starts what it installs: neither an SSH server nor a database is wanted on the machine's own ports.
refuse_services_start() {
    local policy=/usr/sbin/policy-rc.d status=0
    if [[ -e $policy ]]; then
        "$@"
        return
    fi
    printf '#!/bin/sh\nexit 101\n' > "$policy"
    chmod 755 "$policy"
    "$@" || status=$?
    rm -f "$policy"
    return "$status"
}

free_port() {
    local port attempt
    # Below the range that the kernel takes ports of clients from.
    for ((attempt = 0; attempt < 200; attempt++)); do
        port=$((20000 + RANDOM % 12000))
        if [[ -z $(ss -Hltn "sport = :$port") && " ${TAKEN[*]-} " != *" $port "* ]]; then
            TAKEN+=("$port")
            PORT=$port
            return
        fi
    done
    die "no free port from 20000 to 31999"
}

# --- what was started is ended ----------------------------------------------------------

PIDS=()
TAKEN=()

finish() {
    local status=$? pid
    trap - EXIT INT TERM
    for pid in "${PIDS[@]}"; do kill "$pid" 2> /dev/null || true; done
    # The console stops by itself in less; a hung child must not hold the rest.
    for pid in "${PIDS[@]}"; do
        timeout 15 tail --pid="$pid" -f /dev/null || kill -KILL "$pid" 2> /dev/null || true
    done
    remove_databases
    if ((status)); then
        tail -n 5 "$WORK"/*.log >&2 2> /dev/null || true
    fi
    rm -rf "$WORK"
    exit "$status"
}

# Only what carries the bench's own label.
remove_databases() {
    local id
    for id in $(docker ps -aq --filter "$LABEL"); do docker rm -f "$id" > /dev/null || true; done
    for id in $(docker volume ls -q --filter "$LABEL"); do docker volume rm "$id" > /dev/null || true; done
}

# background LOG COMMAND…
background() {
    local log=$WORK/$1.log
    shift
    "$@" > "$log" 2>&1 < /dev/null &
    PIDS+=($!)
    LAST=$!
}

end() { # PID
    kill "$1" 2> /dev/null || true
    wait "$1" 2> /dev/null || true
}

await() { # SECONDS WHAT COMMAND…
    local patience=$1 what=$2 attempt
    shift 2
    for ((attempt = 0; attempt < patience * 10; attempt++)); do
        if "$@" > /dev/null 2>&1; then return; fi
        sleep 0.1
    done
    die "waited $patience s in vain for $what"
}

listens() { [[ -n $(ss -Hltn "sport = :$1") ]]; }

# --- servers ----------------------------------------------------------------------------

api() { # METHOD PATH [BODY]
    local -a more=()
    if [[ -n ${TOKEN:-} ]]; then more+=(-H "Authorization: Bearer $TOKEN"); fi
    if (($# > 2)); then more+=(-H 'Content-Type: application/json' -d "$3"); fi
    curl -sS --fail-with-body -m 60 -X "$1" "${more[@]}" "http://127.0.0.1:$CONSOLE_PORT/api/v1$2"
}

ready() { curl -sf -m 5 "http://127.0.0.1:$CONSOLE_PORT/actuator/health/readiness"; }

deploy() { # NAME ENGINE
    local id
    id=$(api POST /databases "{\"name\":\"$1\",\"engine\":\"$2\"}" | jq -r .id)
    await 240 "the database $1" ended "$id"
    [[ $(api GET "/operations/$id" | jq -r .state) == succeeded ]] || die "$1: $(api GET "/operations/$id")"
}

ended() { api GET "/operations/$1" | jq -e '.endedAt'; }

password_of() { api POST "/databases/$1/reveal-password" | jq -r .password; }

# Where the console itself, and so its bastion, connects to a database.
port_of() { # NAME PORT
    docker port "$PREFIX$1" "$2/tcp" | sed -n 's/^127\.0\.0\.1://p' | head -n 1
}

start_console() {
    local body
    free_port && CONSOLE_PORT=$PORT
    free_port && BASTION_PORT=$PORT
    # No probes while it is measured: iperf3 serves one client at a time.
    ALACRAN_HOME=$WORK/home ALACRAN_PORT=$CONSOLE_PORT ALACRAN_BIND=127.0.0.1 ALACRAN_INSTANCE=$INSTANCE \
        ALACRAN_PREFIX=$PREFIX ALACRAN_BASTION_PORT=$BASTION_PORT ALACRAN_PROBE_INTERVAL=1h \
        background console "${CONSOLE[@]}"
    CONSOLE_PID=$LAST
    await 120 "the console" ready
    TOKEN=$(api POST /setup "{\"setupToken\":\"$(cat "$WORK/home/setup-token")\",\"username\":\"bench\",\"password\":\"correct-horse-battery-9\"}" |
        jq -r .apiToken)
    deploy shop postgres
    deploy sink redis
    deploy idle redis
    body=$(jq -n --arg key "$(cat "$WORK/user.pub")" '{name: "root", publicKeys: [$key], databases: ["*"]}')
    api POST /bastion/users "$body" > /dev/null
    api PUT /bastion '{"enabled":true,"home":"embedded","bindAddress":"127.0.0.1"}' > /dev/null
    await 20 "the bastion" listens "$BASTION_PORT"
}

start_sshd() {
    free_port && SSHD_PORT=$PORT
    cat > "$WORK/sshd_config" << CONFIG
Port $SSHD_PORT
ListenAddress 127.0.0.1
HostKey $WORK/host
PidFile none
AuthorizedKeysFile $WORK/user.pub
# The keys are in a folder for temporary files, which it would otherwise refuse.
StrictModes no
CONFIG
    # It separates privileges there and does not make it.
    mkdir -p /run/sshd
    # It starts itself anew for each connection, so it wants its whole path.
    background sshd "$(command -v sshd)" -D -e -f "$WORK/sshd_config"
    SSHD_PID=$LAST
    await 20 "sshd" listens "$SSHD_PORT"
}

# The bastion leads to managed databases only, so iperf3 takes the place of one: redis gives
# up its port, and iperf3 listens there within the container's network.
start_iperf() {
    docker exec -e REDISCLI_AUTH="$(password_of sink)" "${PREFIX}sink" redis-cli config set port 0 > /dev/null
    background iperf3 nsenter -t "$(docker inspect -f '{{.State.Pid}}' "${PREFIX}sink")" -n iperf3 -s -p 6379
    SINK_PID=$LAST
    await 10 "iperf3" nsenter -t "$SINK_PID" -n ss -Hltn 'sport = :6379'
}

# --- tunnels ----------------------------------------------------------------------------

# client PATH LOG ARGUMENT…: OpenSSH's client to the path's server, in the background.
client() {
    local path=$1 log=$2 port=$SSHD_PORT
    local -a more=()
    shift 2
    if [[ $path == alacran* ]]; then port=$BASTION_PORT; fi
    if [[ $path == *-gcm ]]; then more=(-c "$GCM"); fi
    background "$log" ssh -v -N -F none -o Compression=no -o StrictHostKeyChecking=no -o UserKnownHostsFile=/dev/null \
        -o IdentitiesOnly=yes -o BatchMode=yes -o ExitOnForwardFailure=yes -o ConnectTimeout=10 -i "$WORK/user" \
        "${more[@]}" "$@" -p "$port" root@127.0.0.1
}

# target PATH NAME PORT: as the path's server knows the database.
target() {
    if [[ $1 == alacran* ]]; then
        printf '%s%s:%s' "$PREFIX" "$2" "$3"
    else
        printf '127.0.0.1:%s' "$(port_of "$2" "$3")"
    fi
}

declare -A SQL FLOW NEGOTIATED

open_tunnels() {
    local path
    SQL[direct]=$(port_of shop 5432)
    FLOW[direct]=$(port_of sink 6379)
    for path in "${TUNNELS[@]}"; do
        free_port && SQL[$path]=$PORT
        free_port && FLOW[$path]=$PORT
        client "$path" "ssh-$path" -L "127.0.0.1:${SQL[$path]}:$(target "$path" shop 5432)" \
            -L "127.0.0.1:${FLOW[$path]}:$(target "$path" sink 6379)"
        await 20 "the tunnel $path" listens "${FLOW[$path]}"
        NEGOTIATED[$path]=$(sed -n 's/.*kex: algorithm: \([^[:space:]]*\).*/\1/p; s/.*kex: server->client cipher: \([^ ]*\) MAC: \([^ ]*\).*/\1 | \2/p' \
            "$WORK/ssh-$path.log" | paste -sd '|' | sed 's/|/ | /' | tr -d '\r')
        say "$path: ${NEGOTIATED[$path]}"
    done
}

# --- memory -----------------------------------------------------------------------------

family() { # PID
    local child
    printf '%s\n' "$1"
    for child in $(pgrep -P "$1"); do family "$child"; done
}

# MB of the process and its children. Shared pages are shared out among them (PSS), as sshd
# has a process per connection; for the console's only process that is its RSS.
memory() { # PID
    local pid
    for pid in $(family "$1"); do cat "/proc/$pid/smaps_rollup" 2> /dev/null || true; done |
        awk '/^Pss:/ { sum += $2 } END { printf "%.1f", sum / 1000 }'
}

hold() { # PORT…: opens the idle connections and keeps them until it is ended
    local port i connection
    ulimit -n 4096
    for port in "$@"; do
        for ((i = 0; i < IDLE_PER_SESSION && HELD < IDLE_TUNNELS; i++, HELD++)); do
            # shellcheck disable=SC2034 # the descriptor is what holds it
            exec {connection}<> "/dev/tcp/127.0.0.1/$port"
        done
    done
    exec sleep 300
}

connected() {
    docker exec -e REDISCLI_AUTH="$IDLE_PASSWORD" "${PREFIX}idle" redis-cli info clients |
        sed -n 's/^connected_clients:\([0-9]*\).*/\1/p'
}

has_clients() { (($(connected) >= $1)); }

# idle PATH PID: what a thousand silent tunnels cost. Before anything else, so that no memory
# left over from earlier work hides it.
idle() {
    local path=$1 pid=$2 before after i
    local -a ports=() clients=()
    before=$(memory "$pid")
    for ((i = 0; i * IDLE_PER_SESSION < IDLE_TUNNELS; i++)); do
        free_port
        client "$path" "idle-$path-$i" -L "127.0.0.1:$PORT:$(target "$path" idle 6379)"
        clients+=("$LAST")
        ports+=("$PORT")
        # One by one: both servers drop some of many that have not signed in.
        await 20 "an idle connection" listens "$PORT"
    done
    HELD=0 background "hold-$path" hold "${ports[@]}"
    clients+=("$LAST")
    await 60 "$IDLE_TUNNELS idle tunnels of $path" has_clients "$IDLE_TUNNELS"
    sleep 1
    after=$(memory "$pid")
    record 0 rest "$path" "$before"
    record 0 idle "$path" "$after"
    record 0 idle-more "$path" "$(awk "BEGIN { printf \"%.1f\", $after - $before }")"
    say "$IDLE_TUNNELS idle tunnels: $path $before MB, then $after MB"
    for i in "${clients[@]}"; do end "$i"; done
}

# --- rounds -----------------------------------------------------------------------------

record() { printf '%s\t%s\t%s\t%s\n' "$@" >> "$WORK/results"; } # ROUND METRIC PATH VALUE

# in_turn ROUND COMMAND…: for each path, none always first, as a slower moment of the machine would hit it each time.
in_turn() {
    local round=$1 i
    shift
    for ((i = 0; i < ${#PATHS[@]}; i++)); do
        "$@" "$round" "${PATHS[(i + round) % ${#PATHS[@]}]}"
    done
}

flow() { # METRIC ROUND PATH
    local -a back=()
    local attempt out
    if [[ $1 == down ]]; then back=(-R); fi
    # Its server may not have taken notice yet that the last client is gone.
    for ((attempt = 0; attempt < 5; attempt++)); do
        if out=$(timeout 30 iperf3 -J -c 127.0.0.1 -p "${FLOW[$3]}" -t "$FLOW_SECONDS" "${back[@]}"); then
            record "$2" "$1" "$3" "$(jq '.end.sum_received.bits_per_second / 1e9' <<< "$out")"
            return
        fi
        sleep 0.5
    done
    die "iperf3 $1 by $3: $out"
}

select_with() { # CLIENTS ROUND PATH
    local out
    out=$(timeout 60 pgbench -n -S -M prepared -c "$1" -j $((1 + ($1 > 8))) -T "$QUERY_SECONDS" -p "${SQL[$3]}" 2>&1) ||
        die "pgbench by $3: $out"
    record "$2" "select$1" "$3" "$(sed -n 's/^latency average = \([0-9.]*\) ms$/\1/p' <<< "$out")"
    record "$2" "tps$1" "$3" "$(sed -n 's/^tps = \([0-9.]*\) .*/\1/p' <<< "$out")"
}

connect_with() { # CLIENTS ROUND PATH
    local out
    out=$(timeout 60 pgbench -n -C -S -c "$1" -T "$CONNECT_SECONDS" -p "${SQL[$3]}" 2>&1) || die "pgbench -C by $3: $out"
    record "$2" "connect$1" "$3" "$(sed -n 's/^average connection time = \([0-9.]*\) ms$/\1/p' <<< "$out")"
}

# seconds COMMAND…
seconds() {
    local started=${EPOCHREALTIME/./}
    "$@"
    awk "BEGIN { printf \"%.3f\", (${EPOCHREALTIME/./} - $started) / 1e6 }"
}

copy_out() { timeout 60 psql -qX -p "$1" -c 'copy pgbench_accounts to stdout' > /dev/null; }

copy_in() {
    timeout 60 psql -qX -p "$1" -c 'copy filled from stdin' < "$WORK/rows"
}

copy() { # METRIC ROUND PATH
    if [[ $1 == copy_in ]]; then psql -qX -p "${SQL[direct]}" -c 'truncate filled'; fi
    record "$2" "$1" "$3" "$(seconds "$1" "${SQL[$3]}")"
}

measure() { # ROUND
    local clients
    in_turn "$1" flow up
    in_turn "$1" flow down
    for clients in 1 8 32; do in_turn "$1" select_with "$clients"; done
    for clients in 1 4; do in_turn "$1" connect_with "$clients"; done
    in_turn "$1" copy copy_out
    in_turn "$1" copy copy_in
}

# Other work that takes the same lock waits, and this for it.
alone() {
    if [[ -n ${BENCH_LOCK:-} ]]; then
        local lock
        exec {lock}>> "$BENCH_LOCK"
        flock "$lock"
        "$@"
        exec {lock}>&-
    else
        "$@"
    fi
}

fill() {
    # Scale 10 is the million rows that COPY is measured with.
    pgbench -q -i -s 10 -p "${SQL[direct]}" > "$WORK/fill.log" 2>&1 || die "the table could not be filled"
    psql -qX -p "${SQL[direct]}" -c 'create unlogged table filled (like pgbench_accounts)'
    psql -qX -p "${SQL[direct]}" -c 'copy pgbench_accounts to stdout' > "$WORK/rows"
}

# --- output -----------------------------------------------------------------------------

machine() {
    cat << TEXT
| | |
| --- | --- |
| measured | $(date -u +%Y-%m-%d), $ROUNDS rounds, $FLOW_SECONDS s of iperf3 and $QUERY_SECONDS s of pgbench -S and $CONNECT_SECONDS s of pgbench -C each |
| processor | $(nproc) cores, $(sed -n 's/^model name[[:space:]]*: //p' /proc/cpuinfo | head -n 1) |
| memory | $(awk '/^MemTotal/ { printf "%.0f GB", $2 / 1e6 }' /proc/meminfo) |
| kernel | $(uname -sr) |
| OpenSSH, client and server | $(ssh -V 2>&1) |
| Java | $("${CONSOLE[0]}" --version | sed -n 2p) |
| PostgreSQL | $(psql -qXAt -p "${SQL[direct]}" -c 'show server_version'), pgbench $(pgbench --version | sed 's/^[^0-9]*//') |
| iperf3 | $(iperf3 --version | sed -n '1s/iperf \([^ ]*\).*/\1/p') |

| path | key exchange | cipher | MAC |
| --- | --- | --- | --- |
TEXT
    local path
    for path in "${TUNNELS[@]}"; do printf '| %s | %s |\n' "$path" "${NEGOTIATED[$path]}"; done
}

report() {
    machine
    printf '\n'
    awk -f "$ROOT/bench/tunnel.awk" "$WORK/results"
}

write_document() {
    local report=$1
    awk -v report="$report" '
        /^<!-- tunnel -->$/ { print; print ""; while ((getline line < report) > 0) print line; print ""; skip = 1 }
        /^<!-- end of tunnel -->$/ { skip = 0 }
        !skip || /^<!-- end/ { if ($0 != "<!-- tunnel -->") print }' "$DOCUMENT" > "$WORK/document"
    cat "$WORK/document" > "$DOCUMENT"
}

# --- run --------------------------------------------------------------------------------

# A function, so that the script is read whole before it runs and may be changed meanwhile.
main() {
    local round started
    ((${#CONSOLE[@]})) || die "no console to measure; ./alacran bench tunnel builds and gives one"
    [[ $(id -u) == 0 ]] || die "it needs root: sshd and the container's network cannot be had without"
    docker version > /dev/null 2>&1 || die "no Docker engine answers"
    # What the bench made is told by its label, so a second one would remove the first one's databases.
    exec {ONLY_ONE}< "$ROOT/bench/tunnel.sh"
    flock -n "$ONLY_ONE" || die "another bench of this checkout runs"
    WORK=$(mktemp -d)
    readonly WORK
    trap finish EXIT
    trap 'exit 130' INT TERM
    need_programs
    ssh-keygen -q -t ed25519 -N '' -C bench -f "$WORK/host"
    ssh-keygen -q -t ed25519 -N '' -C bench -f "$WORK/user"
    remove_databases
    start_sshd
    start_console
    say "console, sshd and databases are up"
    PGPASSWORD=$(password_of shop)
    IDLE_PASSWORD=$(password_of idle)
    export PGPASSWORD IDLE_PASSWORD
    idle openssh "$SSHD_PID"
    idle alacran "$CONSOLE_PID"
    start_iperf
    open_tunnels
    fill
    measure 0
    say "warm-up is over"
    for ((round = 1; round <= ROUNDS; round++)); do
        started=$SECONDS
        alone measure "$round"
        say "round $round of $ROUNDS, $((SECONDS - started)) s"
    done
    record 0 worked openssh "$(memory "$SSHD_PID")"
    record 0 worked alacran "$(memory "$CONSOLE_PID")"
    report > "$WORK/report"
    printf '\n'
    cat "$WORK/report"
    write_document "$WORK/report"
    printf '\nWritten to %s\n' "${DOCUMENT#"$ROOT"/}"
}

main
