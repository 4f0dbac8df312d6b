#!/usr/bin/env bash
# The fuzz suite of CI: the checks are checked, then 50,000 hostile messages past all limits, some against the stock limits, and the floods
# in their shortest form. About a minute on two cores, after 'dotnet build -c Release'. SEED=17 repeats a run.
set -euo pipefail
cd "$(dirname "$0")/../.."
fuzz="dotnet artifacts/bin/Fuzz/release/Fuzz.dll"
seed=${SEED:-$RANDOM}
$fuzz self-check
$fuzz run --messages 50000 --seed "$seed"
$fuzz run --messages 1500 --seed "$seed" --stock
$fuzz flood --seconds 3
$fuzz never-reads --peers 200 --seconds 3
