#!/usr/bin/env bash
# healthcheck.sh --connect --innodb_initialized: succeeds when every named test does.
# The password is read from a file in the data directory, never from the arguments.
set -euo pipefail

readonly CREDENTIALS=/var/lib/mysql/.my-healthcheck.cnf

query() {
    local -a credentials=()
    if [[ -r $CREDENTIALS ]]; then credentials=(--defaults-extra-file="$CREDENTIALS"); fi
    mariadb "${credentials[@]}" --host=127.0.0.1 --protocol=tcp --connect-timeout=5 --skip-column-names --execute "$1" 2>&1
}

# TCP on purpose: the server that runs during initialisation has the socket only.
# A refused login comes from a server that is up.
connect() {
    local answer
    answer=$(query 'SELECT 1') || [[ $answer == *'Access denied'* ]]
}

innodb_initialized() {
    [[ $(query "SELECT 1 FROM information_schema.engines WHERE engine = 'InnoDB' AND support IN ('YES', 'DEFAULT')") == 1 ]]
}

if [[ $# == 0 ]]; then
    echo 'healthcheck.sh: name at least one of --connect, --innodb_initialized' >&2
    exit 1
fi
for test; do
    case $test in
        --connect) connect ;;
        --innodb_initialized) innodb_initialized ;;
        *)
            printf 'healthcheck.sh: unknown test %s\n' "$test" >&2
            exit 1
            ;;
    esac || exit 1
done
