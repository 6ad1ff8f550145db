# Keeps one throw-away PostgreSQL cluster for as long as standard input is open.
# $1: folder of the server programs, $2: an empty folder of the user who runs this.
# Says "ready" on standard output, or what went wrong.
bin=$1 dir=$2
trap '' INT TERM HUP

start() {
	"$bin/initdb" --pgdata "$dir/data" --username postgres --auth trust \
		--encoding UTF8 --locale C.UTF-8 --no-sync &&
		cat "$dir/settings.conf" >>"$dir/data/postgresql.conf" &&
		"$bin/pg_ctl" start --pgdata "$dir/data" --wait --timeout 60 --log "$dir/server.log"
}

if start >"$dir/start.log" 2>&1; then
	echo ready
	cat >/dev/null
	"$bin/pg_ctl" stop --pgdata "$dir/data" --mode immediate >/dev/null 2>&1
else
	tail -n 20 "$dir"/*.log
fi
cd / && rm -rf "$dir"
