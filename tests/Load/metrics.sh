#!/usr/bin/env bash
# What metrics and traces cost. Three gateways, each with its silo in the process and otherwise as they are unless told:
#   off      SignalFire:Metrics:Enabled=false
#   metrics  counts, and is scraped as Prometheus does it
#   traces   the same, and sends metrics and traces to a collector that answers, by gRPC (OTEL_EXPORTER_OTLP_ENDPOINT)
# They run side by side: first all idle with peers, in several windows at the same time; then loaded, one after the other, in several rounds,
# each begun by another. Prints the medians. Wants a Release build and an otherwise idle machine:
#   tests/Load/metrics.sh [rounds, 5 unless told]
#   PEERS=50 WINDOWS=1 IDLE_SECONDS=2 SECONDS_EACH=1 tests/Load/metrics.sh 1      # whether it works: its figures mean nothing
set -euo pipefail
cd "$(dirname "$0")/../.."
rounds=${1:-5}
peers=${PEERS:-1000}
windows=${WINDOWS:-5}
idle=${IDLE_SECONDS:-60}
seconds=${SECONDS_EACH:-10}
bin=artifacts/bin
load="dotnet $bin/Load/release/Load.dll"
logs=$(mktemp -d)
kinds=(off metrics traces)
declare -A pids urls
others=()

cleanup() {
  kill "${pids[@]}" "${others[@]}" 2>/dev/null || true
  wait 2>/dev/null || true
  rm -rf "$logs"
}
trap cleanup EXIT

# said <file> <expression> <pid>: waits until a process has said something, and prints what the expression finds in it.
said() {
  local found
  for _ in $(seq 300); do
    found=$(sed -nE "$2" "$1")
    [ -n "$found" ] && echo "$found" && return
    kill -0 "$3" || break
    sleep 0.1
  done
  cat "$1" >&2
  return 1
}

$load collect >"$logs/collector" 2>&1 &
collector=$!
others+=("$collector")
endpoint=$(said "$logs/collector" 's#.*listening on (http://[^ ]+) .*#\1#p' "$collector")

declare -A settings=(
  [off]="--SignalFire:Metrics:Enabled=false"
  [metrics]="--SignalFire:Metrics:Enabled=true"
  [traces]="--OTEL_EXPORTER_OTLP_ENDPOINT=$endpoint"
)
for kind in "${kinds[@]}"; do
  dotnet $bin/Gateway/release/SignalFire.Gateway.dll --urls http://127.0.0.1:0 "${settings[$kind]}" \
    --SignalFire:Gateway:MessagesPerSecond=1000000 --SignalFire:Gateway:BytesPerSecond=1073741824 --SignalFire:Door:SlowAttach=00:01:00 >"$logs/$kind" 2>&1 &
  pids[$kind]=$!
done
for kind in "${kinds[@]}"; do urls[$kind]=$(said "$logs/$kind" 's#.*Peers connect to (ws://[^ ,]+/).*#\1#p' "${pids[$kind]}"); done

# As Prometheus does unless told.
while sleep "${SCRAPE_SECONDS:-15}"; do for kind in metrics traces; do curl -sf -o /dev/null "${urls[$kind]/ws:/http:}metrics"; done; done &
others+=($!)

throughput() {
  $load throughput --url "${urls[$1]}" --pid "${pids[$1]}" --pairs 100 --size 300 --seconds "$2" --warmup 1 --window 1 >"$logs/load" 2>&1 || { cat "$logs/load" "$logs/$1" >&2; exit 1; }
}
# utime and stime of the process with all its threads, in clock ticks of 10 ms: so many in a second are percent of a core.
cpu() { awk '{ print $14 + $15 }' "/proc/$1/stat"; }
median() { sort -n "$1" | awk '{ all[NR] = $1 } END { print NR % 2 ? all[(NR + 1) / 2] : (all[NR / 2] + all[NR / 2 + 1]) / 2 }'; }

holders=()
for kind in "${kinds[@]}"; do
  throughput "$kind" "$seconds"
  $load connect --url "${urls[$kind]}" --pid "${pids[$kind]}" --count "$peers" --hold --settle $((windows * idle + 3600)) >/dev/null 2>"$logs/$kind-peers" &
  holders+=($!)
  others+=($!)
done
# It waits once all its peers are there.
for i in "${!kinds[@]}"; do said "$logs/${kinds[$i]}-peers" 's/^(settling) for .*/\1/p' "${holders[$i]}" >/dev/null; done
sleep 5 # What connecting left to do is done.

declare -A before
for window in $(seq "$windows"); do
  for kind in "${kinds[@]}"; do before[$kind]=$(cpu "${pids[$kind]}"); done
  sleep "$idle"
  for kind in "${kinds[@]}"; do
    awk -v ticks=$(($(cpu "${pids[$kind]}") - before[$kind])) -v idle="$idle" 'BEGIN { printf "%.2f\n", ticks / idle }' >>"$logs/$kind-idle"
    echo "window $window, $kind: idle with $peers peers, $(tail -n 1 "$logs/$kind-idle")% of a core"
  done
done
kill "${holders[@]}"
wait "${holders[@]}" 2>/dev/null || true

for round in $(seq "$rounds"); do
  for turn in 0 1 2; do
    kind=${kinds[$(((round + turn) % 3))]}
    throughput "$kind" "$seconds"
    sed -nE 's/^CPU per message +([0-9.]+).*/\1/p' "$logs/load" >>"$logs/$kind-loaded"
    echo "round $round, $kind: $(tail -n 1 "$logs/$kind-loaded") µs of CPU per message"
  done
done

# What a gateway has not sent yet it sends when it stops.
kill "${pids[@]}"
wait "${pids[@]}" || true
kill "$collector"
wait "$collector" 2>/dev/null || true
grep '^collected' "$logs/collector"
# A collector that nobody talks to would make sending look cheap.
! grep -q '^collected: 0 ' "$logs/collector" || { echo "Something was never sent."; exit 1; }
for kind in "${kinds[@]}"; do
  echo "medians, $kind: idle $(median "$logs/$kind-idle")% of a core, loaded $(median "$logs/$kind-loaded") µs of CPU per message"
done
