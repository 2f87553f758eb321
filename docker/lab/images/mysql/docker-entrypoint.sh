#!/usr/bin/env bash
# Entrypoint that keeps the contract documented at https://hub.docker.com/_/mysql
set -Eeuo pipefail

readonly DATA=/var/lib/mysql
readonly SOCKET=/var/run/mysqld/mysqld.sock

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
    setting MYSQL_ROOT_PASSWORD
    setting MYSQL_ALLOW_EMPTY_PASSWORD
    setting MYSQL_RANDOM_ROOT_PASSWORD
    setting MYSQL_ONETIME_PASSWORD
    setting MYSQL_ROOT_HOST %
    setting MYSQL_DATABASE
    setting MYSQL_USER
    setting MYSQL_PASSWORD
    setting MYSQL_INITDB_SKIP_TZINFO
}

prepare_directories() {
    mkdir -p "$DATA" "${SOCKET%/*}"
    if [[ $(id -u) == 0 ]]; then
        find "$DATA" "${SOCKET%/*}" \! -user mysql -exec chown mysql:mysql '{}' +
    fi
}

is_initialised() { [[ -d $DATA/mysql ]]; }

check_settings() {
    is_initialised && return
    [[ -n $MYSQL_ROOT_PASSWORD$MYSQL_ALLOW_EMPTY_PASSWORD$MYSQL_RANDOM_ROOT_PASSWORD ]] ||
        die "the database is not initialised and no root password is given; set one of MYSQL_ROOT_PASSWORD," \
            "MYSQL_ALLOW_EMPTY_PASSWORD, MYSQL_RANDOM_ROOT_PASSWORD"
    [[ $MYSQL_USER != root ]] ||
        die "MYSQL_USER=root is for another user than root; root's password is MYSQL_ROOT_PASSWORD"
    [[ -z $MYSQL_USER || -n $MYSQL_PASSWORD ]] || die "MYSQL_USER is set without MYSQL_PASSWORD"
}

random_password() { head -c 24 /dev/urandom | base64 | tr -d '\n'; }

text() {
    local value=${1//\\/\\\\}
    printf "'%s'" "${value//\'/\'\'}"
}

# shellcheck disable=SC2016 # these backticks are SQL's
name() { printf '`%s`' "${1//\`/\`\`}"; }

# The password goes through the environment: arguments can be read by everyone.
run_sql() {
    MYSQL_PWD=$CURRENT_ROOT_PASSWORD mysql --protocol=socket --socket="$SOCKET" --user=root \
        --default-character-set=utf8mb4 --comments "$@"
}

start_temporary_server() {
    "$@" --skip-networking --mysqlx=OFF --socket="$SOCKET" --default-time-zone=SYSTEM --skip-log-bin &
    TEMPORARY_SERVER=$!
    local attempt
    for ((attempt = 0; attempt < 300; attempt++)); do
        if run_sql --execute 'SELECT 1' &> /dev/null; then return; fi
        kill -0 "$TEMPORARY_SERVER" 2> /dev/null || die "the server ended during initialisation"
        sleep 0.1
    done
    die "the server did not answer within 30 s during initialisation"
}

stop_temporary_server() {
    kill -TERM "$TEMPORARY_SERVER"
    wait "$TEMPORARY_SERVER"
}

load_time_zones() {
    [[ -z $MYSQL_INITDB_SKIP_TZINFO ]] || return 0
    mysql_tzinfo_to_sql /usr/share/zoneinfo 2> /dev/null | run_sql --database=mysql
}

create_users() {
    if [[ -n $MYSQL_RANDOM_ROOT_PASSWORD ]]; then
        MYSQL_ROOT_PASSWORD=$(random_password)
        printf 'GENERATED ROOT PASSWORD: %s\n' "$MYSQL_ROOT_PASSWORD"
    fi
    local root user
    root=root@$(text "$MYSQL_ROOT_HOST")
    user=$(text "$MYSQL_USER")@\'%\'
    {
        if [[ -n $MYSQL_DATABASE ]]; then printf 'CREATE DATABASE IF NOT EXISTS %s;\n' "$(name "$MYSQL_DATABASE")"; fi
        if [[ -n $MYSQL_USER ]]; then
            printf 'CREATE USER %s IDENTIFIED BY %s;\n' "$user" "$(text "$MYSQL_PASSWORD")"
            if [[ -n $MYSQL_DATABASE ]]; then
                # In a grant, _ and % in the database's name are wildcards.
                local pattern=${MYSQL_DATABASE//_/\\_}
                printf 'GRANT ALL ON %s.* TO %s;\n' "$(name "${pattern//%/\\%}")" "$user"
            fi
        fi
        if [[ $MYSQL_ROOT_HOST != localhost ]]; then
            printf 'CREATE USER %s IDENTIFIED BY %s;\n' "$root" "$(text "$MYSQL_ROOT_PASSWORD")"
            printf 'GRANT ALL ON *.* TO %s WITH GRANT OPTION;\n' "$root"
        fi
        printf 'ALTER USER root@localhost IDENTIFIED BY %s;\n' "$(text "$MYSQL_ROOT_PASSWORD")"
    } | run_sql
    CURRENT_ROOT_PASSWORD=$MYSQL_ROOT_PASSWORD
}

# Root has to choose another password at its first login.
expire_root() {
    if [[ -n $MYSQL_ONETIME_PASSWORD ]]; then
        run_sql <<< "ALTER USER root@$(text "$MYSQL_ROOT_HOST") PASSWORD EXPIRE;"
    fi
}

run_init_files() {
    local file
    local -a database=()
    if [[ -n $MYSQL_DATABASE ]]; then database=(--database="$MYSQL_DATABASE"); fi
    for file in /docker-entrypoint-initdb.d/*; do
        case $file in
            *.sh)
                printf 'Running %s\n' "$file"
                # A script that is not executable is sourced, with the settings at hand.
                # shellcheck disable=SC1090
                if [[ -x $file ]]; then "$file"; else . "$file"; fi
                ;;
            *.sql) printf 'Running %s\n' "$file"; run_sql "${database[@]}" < "$file" ;;
            *.sql.bz2) printf 'Running %s\n' "$file"; bunzip2 -c "$file" | run_sql "${database[@]}" ;;
            *.sql.gz) printf 'Running %s\n' "$file"; gunzip -c "$file" | run_sql "${database[@]}" ;;
            *.sql.xz) printf 'Running %s\n' "$file"; xzcat "$file" | run_sql "${database[@]}" ;;
            *.sql.zst) printf 'Running %s\n' "$file"; zstd -dc "$file" | run_sql "${database[@]}" ;;
            '/docker-entrypoint-initdb.d/*') ;;
            *) printf 'Ignoring %s\n' "$file" ;;
        esac
    done
}

is_query() {
    local argument
    for argument; do
        case $argument in -\? | --help | --print-defaults | -V | --version) return 0 ;; esac
    done
    return 1
}

main() {
    if [[ ${1:-} == -* ]]; then set -- mysqld "$@"; fi
    if [[ ${1:-} != mysqld ]] || is_query "$@"; then exec "$@"; fi

    # Settings are read before stepping down, so that only root needs to read secret files.
    read_settings
    prepare_directories
    check_settings
    if [[ $(id -u) == 0 ]]; then
        export HOME=$DATA
        exec setpriv --reuid=mysql --regid=mysql --init-groups -- "$0" "$@"
    fi

    if is_initialised; then
        printf 'MySQL: %s holds a database, initialisation is skipped\n' "$DATA"
    else
        CURRENT_ROOT_PASSWORD=''
        "$@" --initialize-insecure --default-time-zone=SYSTEM
        start_temporary_server "$@"
        load_time_zones
        create_users
        run_init_files
        expire_root
        stop_temporary_server
        printf 'MySQL: initialisation is complete, ready for start up\n'
    fi
    exec "$@"
}

main "$@"
