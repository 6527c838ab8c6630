# Completion of mlexplain in fish: source this file, or save it as ~/.config/fish/completions/mlexplain.fish.
function __mlexplain_complete
    set -l line (commandline --cut-at-cursor --current-process | string collect)
    set -l called (commandline --tokenize --current-process)[1]
    command $called "[suggest:"(string length -- "$line")"]" "$line" 2>/dev/null
end
complete --command mlexplain --arguments '(__mlexplain_complete)'
