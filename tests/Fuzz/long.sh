#!/usr/bin/env bash
# The whole fuzz suite: 1,000,000 hostile messages past all limits, 20,000 against the stock limits, and the floods with 100 and 1,000
# connections. About five minutes on two cores, after 'dotnet build -c Release'. SEED=17 repeats a run; any argument goes to the first 'run'.
set -euo pipefail
cd "$(dirname "$0")/../.."
fuzz="dotnet artifacts/bin/Fuzz/release/Fuzz.dll"
seed=${SEED:-$RANDOM}
$fuzz self-check
$fuzz run --messages 1000000 --seed "$seed" "$@"
$fuzz run --messages 20000 --seed "$seed" --stock
$fuzz flood --seconds 20
$fuzz never-reads --peers 1000 --seconds 20
