# A PostgreSQL of our own in a directory that is thrown away; sourced by .ci/run.
POSTGRES_PID=""
POSTGRES_URL=""

# PostgreSQL refuses to run as root.
as_postgres() {
    if [ "$(id -u)" = 0 ]; then runuser -u postgres -- "$@"; else "$@"; fi
}

free_port() {
    python3 -c 'import socket; s = socket.socket(); s.bind(("127.0.0.1", 0)); print(s.getsockname()[1])'
}

# start_postgres DIRECTORY: start it on loopback and set POSTGRES_URL.
start_postgres() {
    local bin home=$1 port
    bin=$(ls -d /usr/lib/postgresql/*/bin 2>/dev/null | sort -V | tail -1)
    [ -n "$bin" ] || { echo "PostgreSQL is not installed"; return 1; }
    port=$(free_port)
    mkdir -p "$home"
    if [ "$(id -u)" = 0 ]; then chown postgres "$home"; fi
    (cd "$home" && as_postgres "$bin/initdb" -D "$home/data" -U postgres --auth=trust \
        --encoding=UTF8 --locale-provider=icu --icu-locale=zh-Hans-CN \
        --locale=C.UTF-8 >"$home.log" 2>&1) || { cat "$home.log"; return 1; }
    (cd "$home" && exec_postgres "$bin" "$home" "$port") >>"$home.log" 2>&1 &
    wait_for_postgres "$bin" "$home" "$port" || { cat "$home.log"; return 1; }
    POSTGRES_PID=$(head -1 "$home/data/postmaster.pid")
    as_postgres "$bin/createdb" -h 127.0.0.1 -p "$port" -U postgres wenming || return
    POSTGRES_URL="postgres://postgres@127.0.0.1:$port/wenming"
}

exec_postgres() {
    as_postgres "$1/postgres" -D "$2/data" -h 127.0.0.1 -p "$3" -k "$2" \
        -c fsync=off -c full_page_writes=off -c synchronous_commit=off
}

wait_for_postgres() {
    for _ in $(seq 60); do
        "$1/pg_isready" -q -h 127.0.0.1 -p "$3" && return 0
        sleep 0.5
    done
    return 1
}

# stop_postgres: end it by its own pid, quickly, and wait until it is gone.
stop_postgres() {
    [ -n "$POSTGRES_PID" ] || return 0
    kill -INT "$POSTGRES_PID" 2>/dev/null
    for _ in $(seq 40); do
        kill -0 "$POSTGRES_PID" 2>/dev/null || return 0
        sleep 0.25
    done
    kill -QUIT "$POSTGRES_PID" 2>/dev/null
}
