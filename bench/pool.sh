#!/usr/bin/env bash
# What lending a session costs: the console's pool, HikariCP alone, no pool; in one process, on one
# database, in turns. What is measured and how is said in docs/benchmarks.md, which this writes.
set -euo pipefail

usage() {
    cat << 'TEXT'
Usage: bench/pool.sh [--rounds N] [--quick]

  --rounds N   measured rounds, at least 3 (7; with --quick 3)
  --quick      shorter measurements, less than 3 minutes in all

Needs a Docker engine and a JDK 25; ./alacran bench pool finds both.

Settings, by environment variable:
  BENCH_LOCK   a file that is locked while it is measured, so that whatever else locks it waits
TEXT
}

ROOT=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
readonly ROOT
readonly DOCUMENT=$ROOT/docs/benchmarks.md
readonly RESULTS=$ROOT/target/pool-bench.tsv
export LC_ALL=C

die() {
    printf 'bench: %s\n' "$*" >&2
    exit 2
}

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
        help | -h | --help)
            usage
            exit
            ;;
        *) die "there is no option $1; --help lists them" ;;
    esac
    shift
done
if [[ -n $QUICK ]]; then
    ROUNDS=${ROUNDS:-3} MILLIS=1000 SECONDS_OF_CROWD=20
else
    ROUNDS=${ROUNDS:-7} MILLIS=2000 SECONDS_OF_CROWD=60
fi
readonly ROUNDS MILLIS SECONDS_OF_CROWD

machine() {
    cat << TEXT
| | |
| --- | --- |
| measured | $(date -u +%Y-%m-%d), $ROUNDS rounds of $MILLIS ms each, the crowd for $SECONDS_OF_CROWD s |
| processor | $(nproc) cores, $(sed -n 's/^model name[[:space:]]*: //p' /proc/cpuinfo | head -n 1) |
| memory | $(awk '/^MemTotal/ { printf "%.0f GB", $2 / 1e6 }' /proc/meminfo) |
| kernel | $(uname -sr) |
| Java | $("${JAVA_HOME:+$JAVA_HOME/bin/}java" --version | sed -n 2p) |
| HikariCP | $(basename "$(find "${MAVEN_REPOSITORY:-$HOME/.m2/repository}/com/zaxxer/HikariCP" -name 'HikariCP-[0-9]*.jar' ! -name '*-sources.jar' | sort -V | tail -n 1)" .jar | sed 's/.*-//') |
TEXT
}

write_document() {
    local report=$1 made=$2
    awk -v report="$report" '
        /^<!-- pool -->$/ { print; print ""; while ((getline line < report) > 0) print line; print ""; skip = 1 }
        /^<!-- end of pool -->$/ { skip = 0 }
        !skip || /^<!-- end of pool/ { if ($0 != "<!-- pool -->") print }' "$DOCUMENT" > "$made"
    cat "$made" > "$DOCUMENT"
}

# A function, so that the script is read whole before it runs and may be changed meanwhile.
main() {
    local report made
    docker version > /dev/null 2>&1 || die "no Docker engine answers"
    if [[ -n ${BENCH_LOCK:-} ]]; then
        exec {lock}>> "$BENCH_LOCK"
        flock "$lock"
    fi
    cd "$ROOT"
    # As the launcher starts the console
    ./mvnw -q -B test -Dtest=PoolBench,GroupBench -Drungs.slow= \
        -Dunit.java="-XX:+UseCompactObjectHeaders -Xmx512m -XX:+UseSerialGC" -Dbench.results="$RESULTS" -Dbench.rounds="$ROUNDS" \
        -Dbench.millis="$MILLIS" -Dbench.seconds="$SECONDS_OF_CROWD"
    report=$(mktemp)
    made=$(mktemp)
    {
        machine
        printf '\n'
        awk -f "$ROOT/bench/pool.awk" "$RESULTS" "${RESULTS%/*}/group-bench.tsv"
    } > "$report"
    cat "$report"
    write_document "$report" "$made"
    rm -f "$report" "$made"
    printf '\nWritten to %s\n' "${DOCUMENT#"$ROOT"/}"
}

main
