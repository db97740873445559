# bash completion for referent
_referent()
{
	local cur prev words cword
	_init_completion || return
	case $prev in
	-f | --format)
		local formats='docx odt pdf fodt html md txt'
		[[ ${words[1]} == opfølgning ]] && formats+=' csv'
		COMPREPLY=($(compgen -W "$formats" -- "$cur"))
		return
		;;
	-t | --template)
		_filedir '@(docx|odt|fodt|html|md|txt)'
		return
		;;
	-o | --output)
		_filedir '@(docx|odt|pdf|fodt|html|md|txt|csv|yaml)'
		return
		;;
	--after)
		_filedir '@(yaml)'
		return
		;;
	--date | --ansvarlig)
		return
		;;
	esac
	if ((cword == 1)); then
		COMPREPLY=($(compgen -W 'dagsorden referat udskrift check new collect opfølgning render inspect schema --help --version' -- "$cur"))
	elif [[ $cur == -* ]]; then
		local options='--output --strict --json --quiet --help --version'
		case ${words[1]} in
		dagsorden) options+=' --template --format --internal --force --fillable --form --measure --supplement' ;;
		referat) options+=' --template --format --internal --force --fillable --measure' ;;
		udskrift) options+=' --template --format --internal --force --measure' ;;
		check) options+=' --template --final' ;;
		new) options='--date --after --output --json --quiet --help --version' ;;
		opfølgning) options+=' --template --format --internal --force --date --ansvarlig --all' ;;
		collect) options+=' --keep-file --use-document' ;;
		render) options+=' --format --force --measure --lax' ;;
		esac
		COMPREPLY=($(compgen -W "$options" -- "$cur"))
	else
		_filedir '@(yaml|json|docx|odt|fodt|html|md|txt|ics|csv)'
	fi
} && complete -F _referent referent
