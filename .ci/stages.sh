# Named, timed stages; sourced by .ci/run.
FAILED=0
REPORT=""

# stage NAME COMMAND…: run it, tell how it went and how long it took, and go on.
stage() {
    local name=$1 began=$SECONDS result=good
    shift
    printf '\n== %s\n' "$name"
    "$@" || { result="FAILED ($?)" FAILED=1; }
    REPORT+=$(printf '%4d s  %-32s %s' $((SECONDS - began)) "$name" "$result")$'\n'
}

# verdict: print all stages; leave with 1 if any was not good.
verdict() {
    printf '\n== Stages\n%s' "$REPORT"
    exit "$FAILED"
}
