#!/usr/bin/env bash
# Builds both images: deploy/containers/build.sh [tag] [more arguments for the build]
# With ENGINE=docker (the default where it works), podman or buildah. Other base images: --build-arg SDK_IMAGE=... --build-arg RUNTIME_IMAGE=...
set -euo pipefail
cd "$(dirname "$0")/../.."
tag=${1:-latest}
shift || true
engine=${ENGINE:-$(for one in docker podman buildah; do command -v "$one" >/dev/null && "$one" info >/dev/null 2>&1 && echo "$one" && break; done)}
case "$engine" in
  docker | podman) build=("$engine" build) ;;
  # OCI images have no health commands; Docker's format has.
  buildah) build=(buildah build --format docker) ;;
  *) echo "There is no docker, podman or buildah that works here." >&2; exit 1 ;;
esac
for program in Gateway Silo; do
  "${build[@]}" "$@" -f deploy/containers/Dockerfile --build-arg "PROGRAM=$program" -t "signalfire-${program,,}:$tag" .
done
