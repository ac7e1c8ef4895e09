# Sourced by the scripts. Sets `jdk` to the home of a JDK 25 or newer and `jdk_version` to its version, or says how
# to get one and exits with 2. Reads the JDK's `release` file, because starting java to ask it takes longer than the
# command it is for.

is_jdk25() {
    [ -x "$1/bin/javac" ] && [ -r "$1/release" ] || return 1
    while IFS== read -r key value; do
        [ "$key" = JAVA_VERSION ] || continue
        jdk_version=${value#\"}
        jdk_version=${jdk_version%\"}
        major=${jdk_version%%[!0-9]*}
        [ "${major:-0}" -ge 25 ] || return 1
        jdk=$1
        return 0
    done <"$1/release"
    return 1
}

find_jdk() {
    if [ -n "${LAMINA_JAVA_HOME-}" ]; then
        is_jdk25 "$LAMINA_JAVA_HOME" && return
        echo "lamina: LAMINA_JAVA_HOME=$LAMINA_JAVA_HOME is not a JDK 25 or newer" >&2
        exit 2
    fi
    is_jdk25 "${JAVA_HOME-}" && return
    java=$(command -v java) && java=$(readlink -f -- "$java") && is_jdk25 "${java%/bin/java}" && return
    for home in /usr/lib/jvm/*25* /usr/lib/jvm/* "${HOME-}"/.sdkman/candidates/java/25* "${HOME-}"/.sdkman/candidates/java/*; do
        is_jdk25 "$home" && return
    done
    if [ -x /usr/libexec/java_home ]; then
        home=$(/usr/libexec/java_home -v 25+ 2>/dev/null) && is_jdk25 "$home" && return
    fi
    echo "lamina: needs a JDK 25 or newer; install one (any vendor) and set LAMINA_JAVA_HOME to its folder" >&2
    exit 2
}

find_jdk
