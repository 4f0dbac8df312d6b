#!/usr/bin/env bash
# Whether there is a kubectl that can put the overlays together (components, labels): 1.22 or newer. Debian's is older, and as good as none. For .ci/run,
# run.sh and tests/Deploy.Tests.
minor=$(kubectl version --client -o json 2>/dev/null | sed -nE 's/.*"minor": *"([0-9]+).*/\1/p' | head -n 1)
[ "${minor:-0}" -ge 22 ]
