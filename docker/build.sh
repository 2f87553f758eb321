#!/usr/bin/env bash
# Builds the image of console and bastion from the packaged console.
set -euo pipefail

usage() {
    cat << 'TEXT'
Usage: docker/build.sh [NAME:TAG]      (alacran:VERSION if not given)

Builds the image from target/alacran.jar, which ./alacran up or ./mvnw package makes.

Settings, by environment variable:
  ALACRAN_IMAGE_BASE   an image with a Java 25. If unset it is eclipse-temurin:25-jre where Docker Hub can be
                       reached, and otherwise made from this machine's JDK (JAVA_HOME) on debian:bookworm-slim
TEXT
}

ROOT=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
readonly ROOT
readonly JAR=$ROOT/target/alacran.jar
readonly HUB_BASE=eclipse-temurin:25-jre
# All of Java SE, and what libraries look for besides: TLS, DNS, zip files, time zones' names, monitoring.
readonly MODULES=java.se,jdk.unsupported,jdk.crypto.ec,jdk.localedata,jdk.zipfs,jdk.management,jdk.naming.dns,jdk.net,jdk.charsets,jdk.jfr,jdk.security.auth

die() {
    printf 'build.sh: %s\n' "$*" >&2
    exit 1
}

# The classic builder, as it is the one that every engine and client since 20.10 has.
build() { DOCKER_BUILDKIT=0 docker build --quiet --force-rm "$@"; }

java_25() {
    local home=${JAVA_HOME:-} version=''
    if [[ -r $home/release ]]; then version=$(sed -n 's/^JAVA_VERSION="\([0-9]*\).*/\1/p' "$home/release"); fi
    ((${version:-0} >= 25)) || die "JAVA_HOME=$home is no JDK 25 or later; set it to one"
}

has_hub_base() {
    docker image inspect "$HUB_BASE" &> /dev/null && return
    [[ $(curl -s -o /dev/null -m 5 -w '%{http_code}' https://registry-1.docker.io/v2/) != 000 ]]
}

# make_base CONTEXT: a Java of the same version as the machine's; its name.
make_base() {
    local name version
    version=$(sed -n 's/^JAVA_VERSION="\(.*\)"/\1/p' "$JAVA_HOME/release")
    name=alacran-jre:${version//[!0-9.]/-}
    if ! docker image inspect "$name" &> /dev/null; then
        "$JAVA_HOME/bin/jlink" --add-modules "$MODULES" --strip-debug --no-man-pages --no-header-files \
            --generate-cds-archive \
            --output "$1/base/java" >&2
        cat > "$1/base/Dockerfile" << 'DOCKERFILE'
FROM debian:bookworm-slim
COPY java /opt/java
ENV JAVA_HOME=/opt/java PATH=/opt/java/bin:/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin
DOCKERFILE
        build --tag "$name" "$1/base" >&2
    fi
    printf '%s' "$name"
}

if [[ ${1:-} == -h || ${1:-} == --help ]]; then
    usage
    exit
fi
[[ -s $JAR ]] || die "there is no $JAR; build the console first: ./alacran up, or ./mvnw -DskipTests package"
java_25
version=$(unzip -p "$JAR" '*META-INF/build-info.properties' | sed -n 's/^build\.version=//p' | tr -d '\r')
name=${1:-alacran:${version:-latest}}

context=$(mktemp -d)
trap 'rm -rf "$context"' EXIT
mkdir "$context/base"
"$JAVA_HOME/bin/java" -Djarmode=tools -jar "$JAR" extract --destination "$context/app" --force > /dev/null
cp "$ROOT/docker/Dockerfile" "$ROOT/docker/entrypoint.sh" "$context"
chmod -R a+rX "$context"
if [[ -n ${ALACRAN_IMAGE_BASE:-} ]]; then
    base=$ALACRAN_IMAGE_BASE
elif has_hub_base; then
    base=$HUB_BASE
else
    base=$(make_base "$context")
    rm -rf "$context/base/java"
fi
build --build-arg "BASE=$base" --tag "$name" --label "io.alacran.image=$version" "$context" > /dev/null
printf '%s, on %s\n' "$name" "$base"
