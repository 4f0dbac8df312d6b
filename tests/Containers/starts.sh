#!/usr/bin/env bash
# Measures what the images' programs take to start, compiled ahead and just in time, as deploy/README.md tells it:
#   tests/Containers/starts.sh [starts of each]
# Publishes as the Dockerfile does, and starts each program in turn with a redis-server of its own. A gateway's greeting is the first message that a peer gets.
set -euo pipefail
cd "$(dirname "$0")/../.."
starts=${1:-5}
work=$(mktemp -d)
pids=()
trap 'kill "${pids[@]}" 2>/dev/null || true; wait; rm -rf "$work"' EXIT
export DOTNET_EnableDiagnostics=0 DOTNET_ROOT=${DOTNET_ROOT:-$(dotnet --list-sdks | sed -E 's/.*\[(.*)\/sdk\]$/\1/;q')}

for program in Gateway Silo; do
  for ahead in true false; do
    dotnet publish "$program" -c Release --ucr --no-self-contained "-p:PublishReadyToRun=$ahead" -p:PublishDocumentationFiles=false -m:1 \
      "-p:CustomAfterMicrosoftCommonTargets=$PWD/deploy/containers/image.targets" -o "$work/$program-$ahead" >"$work/publish.log" 2>&1 || { cat "$work/publish.log"; exit 1; }
    echo "$program, ahead=$ahead: $(du -sm "$work/$program-$ahead" | cut -f1) MB"
  done
done

base=$((20000 + RANDOM % 8000))
redis-server --bind 127.0.0.1 --port "$base" --save '' >/dev/null & pids+=($!)
milliseconds() { echo $(($(date +%s%N) / 1000000)); }
is_ready() { curl -sf -o /dev/null "http://127.0.0.1:$1/health/ready"; }

greeting() {
  exec 3<>"/dev/tcp/127.0.0.1/$1"
  printf 'GET / HTTP/1.1\r\nHost: localhost\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n' >&3
  IFS= read -r -t 20 -d '}' -u 3 _
  exec 3>&-
}

# start <name> <program> <ahead> <settings...>: one line in the file of its kind: ready, greeting, CPU in ms, memory in MB.
start() {
  local name=$1 program=$2 ahead=$3 port=$((base += 10)) began ready greeted=0 ticks
  shift 3
  began=$(milliseconds)
  "$work/$program-$ahead/SignalFire.$program" "--urls=http://127.0.0.1:$port" "$@" >/dev/null 2>&1 & pid=$!
  pids+=("$pid")
  until is_ready "$port"; do kill -0 "$pid"; done
  ready=$(($(milliseconds) - began))
  if [ "$program" = Gateway ]; then greeting "$port"; greeted=$(($(milliseconds) - began)); fi
  ticks=$(sed -E 's/.*\) //' "/proc/$pid/stat" | awk '{ print $12 + $13 }')
  echo "$ready $greeted $((ticks * 1000 / $(getconf CLK_TCK))) $(awk '/VmRSS/ { print int($2 / 1024) }' "/proc/$pid/status")" >>"$work/$name-$ahead.txt"
}

redis=$base
for round in $(seq "$starts"); do
  for ahead in true false; do
    cluster=("--ConnectionStrings:redis=127.0.0.1:$redis" "--Orleans:ClusterId=starts-$round-$ahead")
    start silo Silo "$ahead" "${cluster[@]}" --Orleans:Endpoints:AdvertisedIPAddress=127.0.0.1 "--Orleans:Endpoints:SiloPort=$((base + 11))" "--Orleans:Endpoints:GatewayPort=$((base + 12))"; silo=$pid
    start gateway Gateway "$ahead" "${cluster[@]}"; gateway=$pid
    start embedded Gateway "$ahead"; embedded=$pid
    kill "$embedded" "$gateway" && wait "$embedded" "$gateway"
    kill "$silo" && wait "$silo"
  done
done

median() { awk -v column="$2" '{ print $column }' "$1" | sort -n | awk '{ all[NR] = $1 } END { print all[int((NR + 1) / 2)] }'; }
for file in "$work"/*-true.txt "$work"/*-false.txt; do
  echo "$(basename "$file" .txt): ready $(median "$file" 1) ms, greeting $(median "$file" 2) ms, CPU $(median "$file" 3) ms, memory $(median "$file" 4) MiB (medians of $starts)"
done
uptime
