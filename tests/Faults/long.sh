#!/usr/bin/env bash
# The whole fault suite, as long as the faults of the real world: about fifteen minutes for one round, after 'dotnet build -c Release'.
# A missed aim fails here: leave the machine alone meanwhile. ROUNDS=3 repeats it; any argument goes to 'run'.
set -euo pipefail
cd "$(dirname "$0")/../.."
faults="dotnet artifacts/bin/Faults/release/Faults.dll"
$faults self-check
for round in $(seq "${ROUNDS:-1}"); do
  echo "round $round"
  $faults run --strict --before 10 --after 20 --redis-away 60 "$@"
  [ $# -gt 0 ] || $faults run --strict --before 10 --after 20 --silos 3 kill-silo kill-silo-cut stop-silo rolling freeze-silo partition
done
