#!/usr/bin/env bash
# Entrypoint that keeps the contract documented at https://hub.docker.com/_/mariadb
set -Eeuo pipefail

readonly DATA=/var/lib/mysql
readonly SOCKET=/run/mysqld/mysqld.sock

die() {
    printf 'Error: %s\n' "$*" >&2
    exit 1
}

# setting SUFFIX [DEFAULT]: exports MARIADB_SUFFIX and MYSQL_SUFFIX from the first that is
# set of the two, each either by value or by the file that NAME_FILE points to.
setting() {
    local name value=''
    for name in "MARIADB_$1" "MYSQL_$1"; do
        local file=${name}_FILE
        [[ -z ${!name:-} || -z ${!file:-} ]] || die "$name and $file are both set; keep one of them"
        if [[ -z $value && -n ${!file:-} ]]; then value=$(<"${!file}"); fi
        if [[ -z $value ]]; then value=${!name:-}; fi
        unset "$file"
    done
    value=${value:-${2:-}}
    printf -v "MARIADB_$1" '%s' "$value"
    printf -v "MYSQL_$1" '%s' "$value"
    export "MARIADB_$1" "MYSQL_$1"
}

read_settings() {
    setting ROOT_PASSWORD
    setting ROOT_PASSWORD_HASH
    setting ALLOW_EMPTY_ROOT_PASSWORD "${MYSQL_ALLOW_EMPTY_PASSWORD:-}"
    setting RANDOM_ROOT_PASSWORD
    setting ROOT_HOST %
    setting DATABASE
    setting USER
    setting PASSWORD
    setting PASSWORD_HASH
    setting INITDB_SKIP_TZINFO
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
    [[ -n $MARIADB_ROOT_PASSWORD$MARIADB_ROOT_PASSWORD_HASH$MARIADB_ALLOW_EMPTY_ROOT_PASSWORD$MARIADB_RANDOM_ROOT_PASSWORD ]] ||
        die "the database is not initialised and no root password is given; set one of MARIADB_ROOT_PASSWORD," \
            "MARIADB_ROOT_PASSWORD_HASH, MARIADB_ALLOW_EMPTY_ROOT_PASSWORD, MARIADB_RANDOM_ROOT_PASSWORD"
    [[ $MARIADB_USER != root ]] ||
        die "MARIADB_USER=root is for another user than root; root's password is MARIADB_ROOT_PASSWORD"
    [[ -z $MARIADB_USER || -n $MARIADB_PASSWORD$MARIADB_PASSWORD_HASH ]] ||
        die "MARIADB_USER is set without MARIADB_PASSWORD or MARIADB_PASSWORD_HASH"
}

random_password() { head -c 24 /dev/urandom | base64 | tr -d '\n'; }

text() {
    local value=${1//\\/\\\\}
    printf "'%s'" "${value//\'/\'\'}"
}

# shellcheck disable=SC2016 # these backticks are SQL's
name() { printf '`%s`' "${1//\`/\`\`}"; }

identified() {
    if [[ -n $2 ]]; then printf 'IDENTIFIED BY PASSWORD %s' "$(text "$2")"; else printf 'IDENTIFIED BY %s' "$(text "$1")"; fi
}

# The password goes through the environment: arguments can be read by everyone.
run_sql() {
    MYSQL_PWD=$CURRENT_ROOT_PASSWORD mariadb --protocol=socket --socket="$SOCKET" --user=root \
        --default-character-set=utf8mb4 --comments "$@"
}

start_temporary_server() {
    mariadbd "$@" --skip-networking --socket="$SOCKET" --default-time-zone=SYSTEM --skip-log-bin \
        --loose-innodb-buffer-pool-load-at-startup=0 &
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
    [[ -z $MARIADB_INITDB_SKIP_TZINFO ]] || return 0
    mariadb-tzinfo-to-sql --skip-write-binlog /usr/share/zoneinfo 2> /dev/null | run_sql --database=mysql
}

# A user without any right, for healthcheck.sh: its password is of no use to anyone.
create_healthcheck_user() {
    local password
    password=$(random_password)
    run_sql <<< "
        CREATE USER healthcheck@localhost IDENTIFIED BY '$password',
            healthcheck@'127.0.0.1' IDENTIFIED BY '$password', healthcheck@'::1' IDENTIFIED BY '$password';"
    (umask 077 && printf '[mariadb-client]\nuser=healthcheck\npassword=%s\n' "$password" > "$DATA/.my-healthcheck.cnf")
}

create_users() {
    local root user
    if [[ -n $MARIADB_RANDOM_ROOT_PASSWORD ]]; then
        setting ROOT_PASSWORD "$(random_password)"
        printf 'GENERATED ROOT PASSWORD: %s\n' "$MARIADB_ROOT_PASSWORD"
    fi
    root=$(identified "$MARIADB_ROOT_PASSWORD" "$MARIADB_ROOT_PASSWORD_HASH")
    user=$(text "$MARIADB_USER")@\'%\'
    # The installation brings roots without a password for each of the host's names.
    run_sql <<< "
        DELETE FROM mysql.global_priv WHERE user = 'root' AND host <> 'localhost';
        DELETE FROM mysql.proxies_priv WHERE host <> 'localhost';
        FLUSH PRIVILEGES;"
    # Names are converted to the server's three-byte UTF-8 unless they are sent as they are;
    # without this a password with an emoji would be stored with a question mark instead.
    {
        printf "SET SESSION sql_mode = REPLACE(@@sql_mode, 'NO_BACKSLASH_ESCAPES', '');\n"
        if [[ -n $MARIADB_DATABASE ]]; then printf 'CREATE DATABASE IF NOT EXISTS %s;\n' "$(name "$MARIADB_DATABASE")"; fi
        printf 'SET NAMES binary;\n'
        if [[ -n $MARIADB_USER ]]; then
            printf 'CREATE USER %s %s;\n' "$user" "$(identified "$MARIADB_PASSWORD" "$MARIADB_PASSWORD_HASH")"
            if [[ -n $MARIADB_DATABASE ]]; then
                # In a grant, _ and % in the database's name are wildcards.
                local pattern=${MARIADB_DATABASE//_/\\_}
                printf 'GRANT ALL ON %s.* TO %s;\n' "$(name "${pattern//%/\\%}")" "$user"
            fi
        fi
        if [[ $MARIADB_ROOT_HOST != localhost ]]; then
            printf "CREATE USER root@%s %s;\n" "$(text "$MARIADB_ROOT_HOST")" "$root"
            printf "GRANT ALL ON *.* TO root@%s WITH GRANT OPTION;\n" "$(text "$MARIADB_ROOT_HOST")"
            printf "GRANT PROXY ON ''@'%%' TO root@%s WITH GRANT OPTION;\n" "$(text "$MARIADB_ROOT_HOST")"
        fi
        printf 'ALTER USER root@localhost %s;\n' "$root"
    } | run_sql
    CURRENT_ROOT_PASSWORD=$MARIADB_ROOT_PASSWORD
}

run_init_files() {
    local file
    local -a database=()
    if [[ -n $MARIADB_DATABASE ]]; then database=(--database="$MARIADB_DATABASE"); fi
    for file in /docker-entrypoint-initdb.d/*; do
        case $file in
            *.sh)
                printf 'Running %s\n' "$file"
                # A script that is not executable is sourced, with the settings at hand.
                # shellcheck disable=SC1090
                if [[ -x $file ]]; then "$file"; else . "$file"; fi
                ;;
            *.sql) printf 'Running %s\n' "$file"; run_sql "${database[@]}" < "$file" ;;
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
    if [[ ${1:-} == -* ]]; then set -- mariadbd "$@"; fi
    if [[ ${1:-} == mysqld ]]; then set -- mariadbd "${@:2}"; fi
    if [[ ${1:-} != mariadbd ]] || is_query "$@"; then exec "$@"; fi

    # Settings are read before stepping down, so that only root needs to read secret files.
    read_settings
    prepare_directories
    check_settings
    if [[ $(id -u) == 0 ]]; then
        export HOME=$DATA
        exec setpriv --reuid=mysql --regid=mysql --init-groups -- "$0" "$@"
    fi

    if is_initialised; then
        printf 'MariaDB: %s holds a database, initialisation is skipped\n' "$DATA"
    else
        CURRENT_ROOT_PASSWORD=''
        mariadb-install-db --datadir="$DATA" --auth-root-authentication-method=normal --skip-test-db \
            --skip-log-bin > /dev/null
        start_temporary_server "${@:2}"
        load_time_zones
        create_healthcheck_user
        create_users
        run_init_files
        stop_temporary_server
        printf 'MariaDB: initialisation is complete, ready for start up\n'
    fi
    exec "$@"
}

main "$@"
