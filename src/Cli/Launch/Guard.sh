# Reads "watch PID" and "forget PID". When the pipe ends without "done", toska itself was killed: what is left of its
# children is ended here. Deaf to the terminal's signals, which are toska's to handle.
exec >/dev/null 2>&1
trap '' HUP INT TERM
children=
while read -r word pid; do
    case $word in
        watch) children="$children $pid" ;;
        forget)
            left=
            for child in $children; do [ "$child" = "$pid" ] || left="$left $child"; done
            children=$left ;;
        done) exit 0 ;;
    esac
done
kill -TERM $children
for second in 1 2 3 4 5 6 7 8 9 10; do
    sleep 1
    kill -0 $children || exit 0
done
kill -KILL $children
