# What the benchmarks share. Sourced, not run.

# The median of 21 runs of a command, in microseconds.
median() {
  local times=() start run
  for run in $(seq 21); do
    start=$EPOCHREALTIME
    "$@" >/dev/null 2>&1 || true
    times+=("$(( ${EPOCHREALTIME/./} - ${start/./} ))")
  done
  printf '%s\n' "${times[@]}" | sort -n | sed -n 11p
}

table_head() {
  base=$(median /bin/true)
  printf '%-44s %10s %8s\n' command ms ratio
}

# A label, then the command.
table_row() {
  local label=$1 time
  shift
  time=$(median "$@")
  printf '%-44s %10s %8s\n' "$label" "$(awk "BEGIN { printf \"%.1f\", $time / 1000 }")" \
    "$(awk "BEGIN { printf \"%.1f\", $time / $base }")"
}
