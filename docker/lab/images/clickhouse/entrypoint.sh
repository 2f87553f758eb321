#!/usr/bin/env bash
# Entrypoint that keeps the contract documented at https://hub.docker.com/r/clickhouse/clickhouse-server
# The server is ClickHouse's library, which listens at the HTTP port when it is asked to.
set -Eeuo pipefail

readonly DATA=/var/lib/clickhouse
readonly RUN=/run/clickhouse

die() {
    printf 'Error: %s\n' "$*" >&2
    exit 1
}

# setting NAME [DEFAULT]: sets NAME from itself, or from the file that NAME_FILE points to.
setting() {
    local name=$1 file=$1_FILE
    [[ -z ${!name:-} || -z ${!file:-} ]] || die "$name and $file are both set; keep one of them"
    if [[ -n ${!file:-} ]]; then
        printf -v "$name" '%s' "$(<"${!file}")"
    else
        printf -v "$name" '%s' "${!name:-${2:-}}"
    fi
}

text() {
    local value=${1//&/&amp;}
    value=${value//</&lt;}
    printf '%s' "${value//>/&gt;}"
}

# shellcheck disable=SC2016 # these backticks are SQL's
name() {
    local value=${1//\\/\\\\}
    printf '`%s`' "${value//\`/\\\`}"
}

# What clickhouse-local asks for itself is asked as `default`, without a password and from within only.
write_users() {
    local user=''
    if [[ -n $CLICKHOUSE_USER ]]; then
        [[ $CLICKHOUSE_USER =~ ^[A-Za-z_][A-Za-z0-9_.-]*$ ]] || die "CLICKHOUSE_USER=$CLICKHOUSE_USER has to be a name"
        [[ $CLICKHOUSE_USER != default ]] || die "CLICKHOUSE_USER=default is kept for the server itself in this image"
        user="<$CLICKHOUSE_USER>
            <password_sha256_hex>$(printf '%s' "$CLICKHOUSE_PASSWORD" | sha256sum | cut -d ' ' -f 1)</password_sha256_hex>
            <networks><ip>::/0</ip></networks><profile>default</profile><quota>default</quota>
            <access_management>$CLICKHOUSE_DEFAULT_ACCESS_MANAGEMENT</access_management>
        </$CLICKHOUSE_USER>"
    fi
    cat > "$RUN/users.xml" << XML
<clickhouse>
    <profiles><default/></profiles>
    <quotas><default/></quotas>
    <users>
        <default>
            <password/>
            <networks><ip>127.0.0.1</ip></networks><profile>default</profile><quota>default</quota>
        </default>
        $user
    </users>
</clickhouse>
XML
    cat > "$RUN/config.xml" << XML
<clickhouse>
    <listen_host>0.0.0.0</listen_host>
    <http_port>8123</http_port>
    <users_config>$RUN/users.xml</users_config>
    <timezone>$(text "$TZ")</timezone>
</clickhouse>
XML
}

write_start() {
    if [[ -n $CLICKHOUSE_DB ]]; then printf 'create database if not exists %s;\n' "$(name "$CLICKHOUSE_DB")"; fi
    local file
    if [[ ! -e $DATA/initialised ]]; then
        for file in /docker-entrypoint-initdb.d/*; do
            case $file in
                *.sql) printf 'Running %s\n' "$file" >&2; cat "$file"; printf '\n;\n' ;;
                '/docker-entrypoint-initdb.d/*') ;;
                *) printf 'Ignoring %s\n' "$file" >&2 ;;
            esac
        done
    fi
    printf 'system start listen http;\n'
}

main() {
    if [[ $# -gt 0 && $1 != -* ]]; then exec "$@"; fi
    # Settings are read before stepping down, so that only root needs to read secret files.
    setting CLICKHOUSE_USER
    setting CLICKHOUSE_PASSWORD
    setting CLICKHOUSE_DB
    setting CLICKHOUSE_DEFAULT_ACCESS_MANAGEMENT 0
    export CLICKHOUSE_USER CLICKHOUSE_PASSWORD CLICKHOUSE_DB CLICKHOUSE_DEFAULT_ACCESS_MANAGEMENT
    unset CLICKHOUSE_USER_FILE CLICKHOUSE_PASSWORD_FILE CLICKHOUSE_DB_FILE CLICKHOUSE_DEFAULT_ACCESS_MANAGEMENT_FILE
    if [[ $(id -u) == 0 ]]; then
        find "$DATA" "$RUN" \! -user clickhouse -exec chown clickhouse:clickhouse '{}' +
        export HOME=$DATA
        exec setpriv --reuid=clickhouse --regid=clickhouse --init-groups -- "$0" "$@"
    fi
    umask 0077
    write_users
    write_start > "$RUN/start.sql"
    touch "$DATA/initialised"
    unset CLICKHOUSE_PASSWORD
    cd "$RUN"
    exec clickhouse-server --config-file="$RUN/config.xml" --path="$DATA/" --queries-file "$RUN/start.sql" /dev/fd/3 "$@"
}

main "$@"
