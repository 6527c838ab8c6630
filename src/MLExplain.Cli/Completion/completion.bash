# Completion of mlexplain in bash, from 4.0 on: source this file, or put it where bash-completion looks for it.
_mlexplain() {
  local line="${COMP_LINE:0:COMP_POINT}" word
  COMPREPLY=()
  # Bash parts words at '=' and ':' too: the word that is completed is the last part.
  local current="${COMP_WORDS[COMP_CWORD]}"
  while IFS= read -r word; do
    if [[ -n $word && $word == "$current"* ]]; then
      COMPREPLY+=("$word")
    fi
  done < <("$1" "[suggest:${#line}]" "$line" 2>/dev/null)
}
complete -o default -F _mlexplain mlexplain
