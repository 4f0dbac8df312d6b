#!/usr/bin/env bash
# Makes the two base images of a container file from this machine's own files, where the usual ones can't be pulled:
# localhost/signalfire-test-sdk (a shell; the SDK itself is mounted) and localhost/signalfire-test-runtime (the ASP.NET Core runtime, no shell).
set -euo pipefail

dotnet=$(dirname "$(readlink -f "$(dotnet --list-sdks | sed -E 's/.*\[(.*)\/sdk\]$/\1/;q')/dotnet")")
libraries=(libssl.so.3 libcrypto.so.3 libz.so.1 libnss_dns.so.2 libnss_files.so.2)

# Copies programs with the libraries that they name, under the paths that they have here.
copy() {
  local root=$1
  shift
  for file in "$@"; do
    { echo "$file"; ldd "$file" 2>/dev/null | grep -oE '/[^ ]+' || true; }
  done | sort -u | while read -r path; do
    mkdir -p "$root$(dirname "$path")"
    cp -Lu "$path" "$root$path"
  done
}

library() { ldconfig -p | awk -v name="$1" '$1 == name { print $NF; exit }'; }

# A root with the runtime's libraries, time, certificates, and the user that the images run as.
root() {
  local root=$1
  mkdir -p "$root"/{etc/ssl,tmp,proc,sys,dev,run,usr/share}
  chmod 1777 "$root/tmp"
  printf 'root:x:0:0::/root:/sbin/nologin\napp:x:1654:1654::/home/app:/sbin/nologin\n' > "$root/etc/passwd"
  printf 'hosts: files dns\n' > "$root/etc/nsswitch.conf"
  cp -rL /etc/ssl/certs "$root/etc/ssl/" 2>/dev/null || true
  for name in "${libraries[@]}"; do
    found=$(library "$name")
    [ -z "$found" ] || copy "$root" "$found"
  done
  copy "$root" "$dotnet/dotnet" "$dotnet"/shared/Microsoft.NETCore.App/*/*.so
  rm -rf "${root:?}$dotnet"
}

commit() {
  local name=$1 root=$2 container
  shift 2
  container=$(buildah from scratch)
  buildah copy -q "$container" "$root" / >/dev/null
  buildah config "$@" --env DOTNET_SYSTEM_GLOBALIZATION_INVARIANT=true "$container"
  buildah commit -q --rm "$container" "$name" >/dev/null
}

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

root "$work/sdk"
copy "$work/sdk" /bin/sh /bin/ln /bin/uname /bin/mkdir
mkdir -p "$work/sdk/root/.nuget/packages" "$work/sdk/usr/share/dotnet"
# Where packages come from is this machine's business.
[ ! -d "$HOME/.nuget/NuGet" ] || cp -r "$HOME/.nuget/NuGet" "$work/sdk/root/.nuget/"
commit localhost/signalfire-test-sdk "$work/sdk" --env "PATH=/usr/share/dotnet:/usr/bin:/bin" --env HOME=/root --env DOTNET_GENERATE_ASPNET_CERTIFICATE=false

root "$work/runtime"
mkdir -p "$work/runtime/usr/share/dotnet/shared"
cp -r "$dotnet/host" "$work/runtime/usr/share/dotnet/"
cp -r "$dotnet"/shared/Microsoft.NETCore.App "$dotnet"/shared/Microsoft.AspNetCore.App "$work/runtime/usr/share/dotnet/shared/"
commit localhost/signalfire-test-runtime "$work/runtime" --env DOTNET_ROOT=/usr/share/dotnet

# What a build has to mount.
echo "--volume=$dotnet:/usr/share/dotnet:ro --volume=$HOME/.nuget/packages:/root/.nuget/packages"
