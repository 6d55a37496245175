# bash completion for tensorgraft
_tensorgraft()
{
    local cur=${COMP_WORDS[COMP_CWORD]} prev=${COMP_WORDS[COMP_CWORD-1]} command=${COMP_WORDS[1]}
    COMPREPLY=()
    if [ "$COMP_CWORD" -eq 1 ]; then
        COMPREPLY=($(compgen -W "formats inspect show diff match check run batch convert import export --help --version" -- "$cur"))
        return
    fi
    case $prev in
        --view) COMPREPLY=($(compgen -W "kernels heatmap histogram" -- "$cur")); return ;;
        --map) COMPREPLY=($(compgen -W "gray viridis magma cividis blue-red purple-green" -- "$cur")); return ;;
        --scale) COMPREPLY=($(compgen -W "filter common" -- "$cur")); return ;;
        --dtype) COMPREPLY=($(compgen -W "float16 bfloat16 float32 float64" -- "$cur")); return ;;
        --format) COMPREPLY=($(compgen -W "$(tensorgraft formats 2>/dev/null | awk 'NR > 1 { print $1 }')" -- "$cur")); return ;;
        --from) COMPREPLY=($(compgen -W "$(tensorgraft import --list 2>/dev/null | awk 'NR > 1 { print $1 }')" -- "$cur")); return ;;
        --to) COMPREPLY=($(compgen -W "$(tensorgraft export --list 2>/dev/null | awk 'NR > 1 { print $1 }')" -- "$cur")); return ;;
        --not-restored) COMPREPLY=($(compgen -W "text json python" -- "$cur")); return ;;
        --slice | --clip | --cell | --bins | --window) return ;;
    esac
    if [[ $cur == -* ]]; then
        local options="--help --json"
        case $command in
            inspect) options+=" --stats --hash --dequantize --metadata" ;;
            show) options+=" --png --view --slice --map --scale --clip --cell --bins --log --dequantize" ;;
            diff) options+=" --mapping --all" ;;
            match) options+=" --output --learn --by-name --topological --skip-mismatch" ;;
            check) options+=" --source --target --strict --not-restored" ;;
            batch) options+=" --mapping --source --target --output --format --jobs --window --resume --force --report --journal --dry-run" ;;
            run) options+=" --source --target --output --report --force --format --window --fill" ;;
            import) options+=" --from --source --target --output --list" ;;
            export) options+=" --reverse --to --source --target --output --list --names-only" ;;
            convert) options+=" --format --dtype --window --force" ;;
        esac
        COMPREPLY=($(compgen -W "$options" -- "$cur"))
        return
    fi
    [ "$command" = formats ] && return
    # The second word of `show` is a tensor of the file before it.
    if [ "$command" = show ] && [ "$COMP_CWORD" -eq 3 ]; then
        local IFS=$'\n'
        COMPREPLY=($(compgen -W "$(tensorgraft inspect "${COMP_WORDS[2]}" 2>/dev/null | awk '/^NAME/ { on = 1; next } /^$/ { on = 0 } on { print $1 }')" -- "$cur"))
        return
    fi
    compopt -o filenames 2>/dev/null
    COMPREPLY=($(compgen -f -- "$cur"))
}
complete -F _tensorgraft tensorgraft
