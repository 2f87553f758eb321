#!/usr/bin/env bash
# Entrypoint that keeps the contract documented at https://hub.docker.com/_/postgres
set -Eeuo pipefail

die() {
    printf 'Error: %s\n' "$*" >&2
    exit 1
}

# setting NAME [DEFAULT]: exports NAME from itself, or from the file that NAME_FILE points to.
setting() {
    local name=$1 file=$1_FILE
    [[ -z ${!name:-} || -z ${!file:-} ]] || die "$name and $file are both set; keep one of them"
    if [[ -n ${!file:-} ]]; then
        printf -v "$name" '%s' "$(<"${!file}")"
    else
        printf -v "$name" '%s' "${!name:-${2:-}}"
    fi
    export "${name?}"
    unset "$file"
}

read_settings() {
    setting POSTGRES_PASSWORD
    setting POSTGRES_USER postgres
    setting POSTGRES_DB "$POSTGRES_USER"
    setting POSTGRES_INITDB_ARGS
    setting POSTGRES_INITDB_WALDIR
    setting POSTGRES_HOST_AUTH_METHOD
}

prepare_directories() {
    local directory
    mkdir -p "$PGDATA" /var/run/postgresql
    chmod 0700 "$PGDATA" || true
    chmod 3777 /var/run/postgresql || true
    if [[ -n $POSTGRES_INITDB_WALDIR ]]; then
        mkdir -p "$POSTGRES_INITDB_WALDIR"
        chmod 0700 "$POSTGRES_INITDB_WALDIR"
    fi
    if [[ $(id -u) == 0 ]]; then
        for directory in "$PGDATA" /var/run/postgresql ${POSTGRES_INITDB_WALDIR:+"$POSTGRES_INITDB_WALDIR"}; do
            find "$directory" \! -user postgres -exec chown postgres:postgres '{}' +
        done
        # The server's user must be able to walk down to its data.
        if [[ $PGDATA == /var/lib/postgresql/*/docker ]]; then chown postgres:postgres /var/lib/postgresql "${PGDATA%/docker}"; fi
    fi
}

check_settings() {
    # From 18 on the data lie below /var/lib/postgresql/MAJOR. A volume at the former
    # place would stay empty, and the data would vanish with the container.
    if [[ $PGDATA == /var/lib/postgresql/*/docker ]] && mountpoint -q /var/lib/postgresql/data; then
        die "a volume is mounted at /var/lib/postgresql/data; from PostgreSQL 18 on, mount it at /var/lib/postgresql"
    fi
    [[ ! -s $PGDATA/PG_VERSION ]] || return 0
    if [[ -z $POSTGRES_PASSWORD && $POSTGRES_HOST_AUTH_METHOD != trust ]]; then
        die "the database is not initialised and no superuser password is given; set POSTGRES_PASSWORD" \
            "to a non-empty value, or POSTGRES_HOST_AUTH_METHOD=trust to let everybody in without one"
    fi
}

create_cluster() {
    local -a arguments=()
    # The variable is a piece of command line, quotes included.
    eval "arguments=($POSTGRES_INITDB_ARGS)"
    if [[ -n $POSTGRES_INITDB_WALDIR ]]; then arguments+=(--waldir "$POSTGRES_INITDB_WALDIR"); fi
    if [[ -n $POSTGRES_PASSWORD ]]; then
        initdb --username="$POSTGRES_USER" --pwfile=<(printf '%s\n' "$POSTGRES_PASSWORD") "${arguments[@]}"
    else
        initdb --username="$POSTGRES_USER" "${arguments[@]}"
    fi
    if [[ $POSTGRES_HOST_AUTH_METHOD == trust ]]; then
        printf 'Warning: POSTGRES_HOST_AUTH_METHOD=trust lets anyone connect without a password.\n' >&2
    fi
    printf '\nhost all all all %s\n' "${POSTGRES_HOST_AUTH_METHOD:-$(postgres -C password_encryption "$@")}" \
        >> "$PGDATA/pg_hba.conf"
}

# Reachable through the socket only: who waits for the port never meets this server.
start_temporary_server() {
    PGUSER=$POSTGRES_USER pg_ctl -D "$PGDATA" -w \
        -o "$(printf '%q ' "$@" -c listen_addresses= -p "${PGPORT:-5432}")" start
}

stop_temporary_server() {
    PGUSER=$POSTGRES_USER pg_ctl -D "$PGDATA" -m fast -w stop
}

run_sql() {
    PGHOST='' PGHOSTADDR='' PGPASSWORD=$POSTGRES_PASSWORD \
        psql -v ON_ERROR_STOP=1 --no-psqlrc --no-password --username "$POSTGRES_USER" "$@"
}

create_database() {
    [[ $POSTGRES_DB != postgres ]] || return 0
    run_sql --dbname postgres --set db="$POSTGRES_DB" <<< 'CREATE DATABASE :"db";'
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
            *.sql) printf 'Running %s\n' "$file"; run_sql --dbname "$POSTGRES_DB" --file "$file" ;;
            *.sql.gz) printf 'Running %s\n' "$file"; gunzip -c "$file" | run_sql --dbname "$POSTGRES_DB" ;;
            *.sql.xz) printf 'Running %s\n' "$file"; xzcat "$file" | run_sql --dbname "$POSTGRES_DB" ;;
            *.sql.zst) printf 'Running %s\n' "$file"; zstd -dc "$file" | run_sql --dbname "$POSTGRES_DB" ;;
            '/docker-entrypoint-initdb.d/*') ;;
            *) printf 'Ignoring %s\n' "$file" ;;
        esac
    done
}

is_query() {
    local argument
    for argument; do
        case $argument in -\? | --help | --describe-config | -V | --version) return 0 ;; esac
    done
    return 1
}

main() {
    if [[ ${1:-} == -* ]]; then set -- postgres "$@"; fi
    if [[ ${1:-} != postgres ]] || is_query "$@"; then exec "$@"; fi

    # Settings are read before stepping down, so that only root needs to read secret files.
    read_settings
    prepare_directories
    check_settings
    if [[ $(id -u) == 0 ]]; then
        export HOME=/var/lib/postgresql
        exec setpriv --reuid=postgres --regid=postgres --init-groups -- "$0" "$@"
    fi

    if [[ -s $PGDATA/PG_VERSION ]]; then
        printf 'PostgreSQL: %s holds a database, initialisation is skipped\n' "$PGDATA"
    else
        create_cluster "${@:2}"
        start_temporary_server "${@:2}"
        create_database
        run_init_files
        stop_temporary_server
        printf 'PostgreSQL: initialisation is complete, ready for start up\n'
    fi
    exec "$@"
}

main "$@"
