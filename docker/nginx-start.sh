#!/bin/sh
# Starts nginx; for a server that has no certificate yet with one that it signs itself.
set -eu

tls=/etc/nginx/tls
host=${ALACRAN_HOST:-localhost}

if [ ! -s "$tls/certificate.pem" ] || [ ! -s "$tls/key.pem" ]; then
    echo "No certificate.pem and key.pem in $tls: making one for $host that no browser knows"
    umask 077
    openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes -days 825 \
        -subj "/CN=$host" -addext "subjectAltName=DNS:$host" \
        -keyout "$tls/key.pem" -out "$tls/certificate.pem.new"
    mv "$tls/certificate.pem.new" "$tls/certificate.pem"
fi

exec nginx -g 'daemon off;'
