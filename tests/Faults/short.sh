#!/usr/bin/env bash
# The fault suite of CI: the checks are checked, then every scenario is run with the least time around its fault. About five minutes on
# two cores, after 'dotnet build -c Release'. Any argument goes to 'run': a scenario's name, or an option, which replaces the one here.
set -euo pipefail
cd "$(dirname "$0")/../.."
faults="dotnet artifacts/bin/Faults/release/Faults.dll"
$faults self-check
$faults run --before 2 --after 3 --redis-away 15 "$@"
[ $# -gt 0 ] || $faults run --before 2 --after 3 --silos 3 kill-silo
