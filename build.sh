#!/bin/sh
# Builds, checks the format and runs every test. "./build.sh mesh" only builds, in Release, what ./toska runs.
set -eu
cd "$(dirname "$0")"
export DOTNET_NOLOGO=1 DOTNET_CLI_TELEMETRY_OPTOUT=1
command -v dotnet >/dev/null || { echo "The .NET 10 SDK is needed: https://dot.net/download" >&2; exit 1; }

stamp=src/Cli/obj/mesh.stamp
up_to_date() {
    # A directory's own time tells of files that were added or removed.
    [ -e "$stamp" ] && [ -z "$(find *.props *.json toska.slnf src samples \
        \( -name bin -o -name obj \) -prune -o -newer "$stamp" -print 2>/dev/null | head -n 1)" ]
}

if [ "${1:-}" = mesh ]; then
    up_to_date && exit 0
    echo "Building Toska Mesh in Release; the first time takes about a minute ..." >&2
    # The build makes these: made before the stamp, they do not look like a change of their project's folder.
    for project in src/*/ samples/*/; do mkdir -p "${project}bin" "${project}obj"; done
    touch "$stamp.new"
    # Build servers would outlive this command and hold its output open.
    if ! dotnet build toska.slnf -c Release -nologo -v q "-clp:ErrorsOnly;NoSummary" --disable-build-servers >"$stamp.log" 2>&1; then
        cat "$stamp.log" >&2
        echo "The build failed: what it said is above, and in $PWD/$stamp.log" >&2
        exit 1
    fi
    mv "$stamp.new" "$stamp"
    exit 0
fi

dotnet build ToskaMesh.sln
dotnet format ToskaMesh.sln --verify-no-changes --no-restore
dotnet test --solution ToskaMesh.sln --no-build
