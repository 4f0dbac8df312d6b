#!/usr/bin/env bash
# What metrics cost: two gateways, each with its silo in the process, that differ in nothing but SignalFire:Metrics:Enabled, idle and loaded in
# turn. Rounds as an argument, 5 unless told. Wants a Release build and an otherwise idle machine.
set -euo pipefail
cd "$(dirname "$0")/../.."
rounds=${1:-5}
peers=${PEERS:-1000}
idle=${IDLE_SECONDS:-60}
seconds=${SECONDS_EACH:-10}
bin=artifacts/bin
logs=$(mktemp -d)
declare -A pids urls

cleanup() {
  kill "${pids[@]}" "${holders[@]:-}" "${scraper:-}" 2>/dev/null || true
  wait 2>/dev/null || true
  rm -rf "$logs"
}
holders=()
trap cleanup EXIT

for enabled in false true; do
  dotnet $bin/Gateway/release/SignalFire.Gateway.dll --urls http://127.0.0.1:0 --SignalFire:Metrics:Enabled=$enabled \
    --SignalFire:Gateway:MessagesPerSecond=1000000 --SignalFire:Gateway:BytesPerSecond=1073741824 \
    --SignalFire:Door:SlowAttach=00:01:00 >"$logs/$enabled" 2>&1 &
  pids[$enabled]=$!
done

for enabled in false true; do
  for _ in $(seq 300); do
    urls[$enabled]=$(sed -nE 's#.*Peers connect to (ws://[^ ,]+/).*#\1#p' "$logs/$enabled")
    [ -n "${urls[$enabled]}" ] && break
    kill -0 "${pids[$enabled]}" || { cat "$logs/$enabled"; exit 1; }
    sleep 0.1
  done
done

# As Prometheus does unless told.
scrape=${urls[true]/ws:/http:}metrics
while sleep "${SCRAPE_SECONDS:-15}"; do curl -sf -o /dev/null "$scrape"; done &
scraper=$!

# utime and stime of the process with all its threads, in clock ticks.
cpu() { awk '{ print $14 + $15 }' "/proc/$1/stat"; }

load="dotnet $bin/Load/release/Load.dll"
for enabled in false true; do
  $load throughput --url "${urls[$enabled]}" --pid "${pids[$enabled]}" --pairs 100 --size 300 --seconds 10 --warmup 1 --window 1 >"$logs/load" 2>&1 || { cat "$logs/load"; exit 1; }
  $load connect --url "${urls[$enabled]}" --pid "${pids[$enabled]}" --count "$peers" --hold --settle $((idle * 2)) >/dev/null 2>&1 &
  holders+=($!)
done

sleep 10 # The peers connect.
declare -A before
for enabled in false true; do before[$enabled]=$(cpu "${pids[$enabled]}"); done
sleep "$idle"
for enabled in false true; do
  # A tick is 10 ms: so many in so many seconds are percent of a core.
  echo "metrics $enabled: idle with $peers peers, $(awk -v ticks=$(($(cpu "${pids[$enabled]}") - before[$enabled])) -v idle="$idle" 'BEGIN { printf "%.2f", ticks / idle }')% of a core"
done

for round in $(seq "$rounds"); do
  for enabled in $([ $((round % 2)) -eq 0 ] && echo true false || echo false true); do
    echo "round $round, metrics $enabled: $($load throughput --url "${urls[$enabled]}" --pid "${pids[$enabled]}" --pairs 100 --size 300 --seconds "$seconds" --warmup 1 --window 1 2>/dev/null | grep -i 'CPU per')"
  done
done
