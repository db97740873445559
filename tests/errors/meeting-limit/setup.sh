{
    echo punkter:
    i=0
    while [ $i -le 10000 ]; do
        echo "  - {titel: Sag $i}"
        i=$((i + 1))
    done
} >> møde.yaml
