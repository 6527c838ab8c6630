#!/usr/bin/env bash
# usage: run.sh [OPTION...]     builds the benchmarks and runs them; the options are the program's (--help lists them)
# TorchSharp's native library asks for the libstdc++ of GCC 13 (version GLIBCXX_3.4.32), of which it uses one symbol:
# std::ios_base_library_init, which older libraries do not need. On an older host this script marks that version as optional in the copy
# in the build output (flag 2 = weak, after the version's ELF hash), and preloads a library that holds the symbol as a no-op.
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
dotnet build "$here" -c Release -v q -clp:NoSummary >&2
out=$here/bin/Release/net10.0/linux-x64
installed=$(PATH=$PATH:/sbin:/usr/sbin ldconfig -p | awk '/libstdc\+\+\.so\.6 .*x86-64/ { print $NF; exit }')
if ! grep -q GLIBCXX_3.4.32 "$installed"; then
  lib=$out/libLibTorchSharp.so
  LC_ALL=C perl -0777 -pe 's/\x42\xf8\x97\x02\x00\x00/\x42\xf8\x97\x02\x02\x00/' "$lib" > "$lib.weak"
  mv "$lib.weak" "$lib"
  printf 'void _ZSt21ios_base_library_initv(void) {}\n' > "$out/shim.c"
  printf 'GLIBCXX_3.4.32 { global: _ZSt21ios_base_library_initv; };\n' > "$out/shim.map"
  gcc -shared -fPIC -Wl,--version-script="$out/shim.map" -Wl,-soname,libglibcxxshim.so -o "$out/shim.so" "$out/shim.c"
  export LD_PRELOAD=$out/shim.so
fi
exec dotnet "$out/MLExplain.Benchmarks.dll" "$@"
