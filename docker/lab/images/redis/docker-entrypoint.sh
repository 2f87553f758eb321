#!/usr/bin/env bash
# Entrypoint that keeps the contract documented at https://hub.docker.com/_/redis
set -euo pipefail

if [[ ${1:-} == -* || ${1:-} == *.conf ]]; then set -- redis-server "$@"; fi

if [[ ${1:-} == redis-server && $(id -u) == 0 ]]; then
    find . \! -user redis -exec chown redis:redis '{}' +
    exec setpriv --reuid=redis --regid=redis --init-groups -- "$0" "$@"
fi

# The official server is built with protected mode off, as the container's network is the
# border. It is a default: a configuration file or a later argument still decides.
if [[ ${1:-} == redis-server ]]; then
    umask 0077
    if [[ ${2:-} == *.conf ]]; then
        if ! grep -qiE '^[[:space:]]*protected-mode[[:space:]]' "$2"; then
            set -- redis-server "$2" --protected-mode no "${@:3}"
        fi
    elif [[ ! ${2:-} =~ ^(-v|--version|-h|--help|--test-memory|--check-system)$ ]]; then
        set -- redis-server --protected-mode no "${@:2}"
    fi
fi
exec "$@"
