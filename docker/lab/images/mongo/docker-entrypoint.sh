#!/usr/bin/env bash
# Entrypoint that keeps the contract documented at https://hub.docker.com/_/mongo
set -Eeuo pipefail

readonly DATA=/data/db

die() {
    printf 'Error: %s\n' "$*" >&2
    exit 1
}

# setting NAME: exports NAME from itself, or from the file that NAME_FILE points to.
setting() {
    local name=$1 file=$1_FILE
    [[ -z ${!name:-} || -z ${!file:-} ]] || die "$name and $file are both set; keep one of them"
    if [[ -n ${!file:-} ]]; then
        printf -v "$name" '%s' "$(< "${!file}")"
    else
        printf -v "$name" '%s' "${!name:-}"
    fi
    export "${name?}"
    unset "$file"
}

is_initialised() { [[ -e $DATA/WiredTiger ]]; }

start_temporary_server() {
    "$@" --bind_ip 127.0.0.1 &
    TEMPORARY_SERVER=$!
    local attempt
    for ((attempt = 0; attempt < 300; attempt++)); do
        if mongosh --quiet --eval 'db.adminCommand("ping")' &> /dev/null; then return; fi
        kill -0 "$TEMPORARY_SERVER" 2> /dev/null || die "the server ended during initialisation"
        sleep 0.1
    done
    die "the server did not answer within 30 s during initialisation"
}

stop_temporary_server() {
    kill -TERM "$TEMPORARY_SERVER"
    wait "$TEMPORARY_SERVER" || true
}

create_root() {
    mongosh --quiet --eval 'db.getSiblingDB("admin").createUser({
        user: process.env.MONGO_INITDB_ROOT_USERNAME, pwd: process.env.MONGO_INITDB_ROOT_PASSWORD,
        roles: [{role: "root", db: "admin"}]})'
}

run_init_files() {
    local file
    for file in /docker-entrypoint-initdb.d/*; do
        case $file in
            *.sh)
                printf 'Running %s\n' "$file"
                # A script that is not executable is sourced, with the settings at hand.
                # shellcheck disable=SC1090
                if [[ -x $file ]]; then "$file"; else . "$file"; fi
                ;;
            *.js) printf 'Running %s\n' "$file"; mongo --quiet "${MONGO_INITDB_DATABASE:-test}" "$file" ;;
            '/docker-entrypoint-initdb.d/*') ;;
            *) printf 'Ignoring %s\n' "$file" ;;
        esac
    done
}

main() {
    if [[ ${1:-} == -* ]]; then set -- mongod "$@"; fi
    if [[ ${1:-} != mongod ]]; then exec "$@"; fi

    # Settings are read before stepping down, so that only root needs to read secret files.
    setting MONGO_INITDB_ROOT_USERNAME
    setting MONGO_INITDB_ROOT_PASSWORD
    setting MONGO_INITDB_DATABASE
    [[ -n $MONGO_INITDB_ROOT_USERNAME || -z $MONGO_INITDB_ROOT_PASSWORD ]] &&
        [[ -z $MONGO_INITDB_ROOT_USERNAME || -n $MONGO_INITDB_ROOT_PASSWORD ]] ||
        die "MONGO_INITDB_ROOT_USERNAME and MONGO_INITDB_ROOT_PASSWORD go together; one of them is missing"
    if [[ $(id -u) == 0 ]]; then
        find "$DATA" /data/configdb \! -user mongodb -exec chown mongodb:mongodb '{}' +
        exec setpriv --reuid=mongodb --regid=mongodb --init-groups -- "$0" "$@"
    fi

    if ! is_initialised && [[ -n $MONGO_INITDB_ROOT_USERNAME ]]; then
        start_temporary_server "$@"
        create_root
        run_init_files
        stop_temporary_server
        printf 'MongoDB: initialisation is complete, ready for start up\n'
    fi
    if [[ -n $MONGO_INITDB_ROOT_USERNAME ]]; then set -- "$@" --auth; fi
    exec "$@" --bind_ip_all
}

main "$@"
