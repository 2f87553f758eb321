#!/bin/sh
# What the image runs: `console`, or `bastion`.
set -eu

case ${1:-console} in
    console)
        # shellcheck disable=SC2086 # options are separated by blanks
        exec java -XX:+UseCompactObjectHeaders --enable-native-access=ALL-UNNAMED -XX:+ExitOnOutOfMemoryError \
            ${ALACRAN_JAVA_OPTS:--Xmx512m -XX:+UseSerialGC} -jar /app/alacran.jar
        ;;
    bastion)
        # Sized for a container of 192 MiB; what is not heap is code, threads and the sockets' buffers.
        export MALLOC_ARENA_MAX=2
        exec java -XX:+UseCompactObjectHeaders -XX:+UseSerialGC -XX:+ExitOnOutOfMemoryError -Xmx72m -Xss512k \
            -XX:MaxDirectMemorySize=16m -Djdk.nio.maxCachedBufferSize=65536 -XX:ReservedCodeCacheSize=32m \
            -XX:-UsePerfData --enable-native-access=ALL-UNNAMED -Dlogback.configurationFile=logback-bastion.xml \
            -cp '/app/alacran.jar:/app/lib/*' io.alacran.bastion.internal.BastionProcess
        ;;
    *)
        echo "alacran: there is no \"$1\"; it is console or bastion" >&2
        exit 2
        ;;
esac
