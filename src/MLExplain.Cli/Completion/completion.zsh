#compdef mlexplain
# Completion of mlexplain in zsh: source this file after compinit, or put it in a folder of $fpath as _mlexplain.
_mlexplain() {
  local line="${(j: :)words[1,CURRENT]}"
  local -a found
  found=("${(@f)$("${words[1]}" "[suggest:${#line}]" "$line" 2>/dev/null)}")
  found=(${found:#})
  if (( ${#found} )); then
    compadd -a found
  else
    _files
  fi
}
if [[ "${funcstack[1]}" == _mlexplain ]]; then
  _mlexplain "$@"
else
  compdef _mlexplain mlexplain
fi
