#!/usr/bin/env bash
# The short load run of CI: a gateway with everything in one process, a few seconds of each kind of traffic; fails if a message is lost,
# doubled, reordered or misrouted. Its figures mean nothing: see docs/performance.md for how to measure.
set -euo pipefail
cd "$(dirname "$0")/../.."
bin=artifacts/bin
log=$(mktemp)
# The rates that a connection may send at are lifted: this sends as fast as it can. So is the limit on slow attaches, which a machine that stands
# still for a second passes while many connect at once.
dotnet $bin/Gateway/release/SignalFire.Gateway.dll --urls http://127.0.0.1:0 \
  --SignalFire:Gateway:MessagesPerSecond=1000000 --SignalFire:Gateway:BytesPerSecond=1073741824 \
  --SignalFire:Door:SlowAttach=00:01:00 >"$log" 2>&1 &
gateway=$!
trap 'kill $gateway 2>/dev/null || true; wait $gateway 2>/dev/null || true; rm -f "$log"' EXIT

for _ in $(seq 900); do
  url=$(sed -nE 's#.*Peers connect to (ws://[^ ,]+/).*#\1#p' "$log")
  [ -n "$url" ] && break
  kill -0 $gateway || { cat "$log"; exit 1; }
  sleep 0.1
done
[ -n "$url" ] || { echo "The gateway was not ready within 90 s:"; cat "$log"; exit 1; }

load="dotnet $bin/Load/release/Load.dll"
$load throughput --url "$url" --pid $gateway --pairs 50 --size 300 --seconds 4 --warmup 1
$load throughput --url "$url" --pid $gateway --pairs 20 --size 3000 --seconds 4 --warmup 1
$load calls --url "$url" --pid $gateway --pairs 200
$load connect --url "$url" --pid $gateway --count 1000
