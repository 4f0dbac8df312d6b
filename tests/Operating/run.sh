#!/usr/bin/env bash
# Runs the commands of docs/operating.md: the blocks marked `sh run`, in one shell as a reader would, on free ports in place of the usual ones; and
# those marked `sh kubectl`, where there is one that is new enough. After 'dotnet build -c Release'. Fails when a command fails, and shows what was said.
set -euo pipefail
cd "$(dirname "$0")/../.."
work=$(mktemp -d)
# Two programs of one file are compiled on the way.
patience=900

blocks() { awk -v fence='```sh '"$1" '$0 == fence { on = 1; next } /^```/ { on = 0 } on' docs/operating.md; }

# Chooses a port that nobody listens at and that was not chosen before.
chosen=' '
choose_port() {
  while port=$((15000 + RANDOM % 15000)); [[ $chosen == *" $port "* ]] || (exec 3<>"/dev/tcp/127.0.0.1/$port") 2>/dev/null; do :; done
  chosen+="$port "
}

blocks run >"$work/by-hand.sh"
grep -q 'health/ready' "$work/by-hand.sh" || { echo "docs/operating.md has no block marked 'sh run' that waits for a program."; exit 1; }
# Another Redis, silo or gateway may be at the usual ports.
for usual in 6379 8080 8081 8082 8090 11112 30001; do
  choose_port
  sed -i -E "s/\b$usual\b/$port/g" "$work/by-hand.sh"
done
export Orleans__Endpoints__SiloPort Orleans__Endpoints__GatewayPort TMPDIR="$work"
choose_port
Orleans__Endpoints__SiloPort=$port
choose_port
Orleans__Endpoints__GatewayPort=$port

# A session of its own, so that all it started can be ended, however it ends.
setsid bash -euo pipefail -x "$work/by-hand.sh" >"$work/said.txt" 2>&1 &
shell=$!
trap 'kill -KILL -- "-$shell" 2>/dev/null || true; rm -rf "$work"' EXIT
timeout "$patience" tail --pid="$shell" -f /dev/null || kill -KILL "$shell"
status=0
wait "$shell" || status=$?
if [ "$status" -ne 0 ]; then
  cat "$work/said.txt"
  find "$work" -name '*.log' -exec sh -c 'echo "--- $1"; tail -n 20 "$1"' show {} \;
  echo "docs/operating.md, by hand: FAILED with $status"
  exit 1
fi
echo "docs/operating.md, by hand: ok, in $SECONDS s"

if tests/Operating/has-kubectl.sh; then
  blocks kubectl | while read -r line; do
    $line >"$work/rendered.yaml" || { echo "FAILED: $line"; exit 1; }
    echo "docs/operating.md: ok: $line ($(grep -c '^kind:' "$work/rendered.yaml") objects)"
  done
else
  echo "docs/operating.md: kubectl is not here, or too old; what is marked 'sh kubectl' was not run."
fi
