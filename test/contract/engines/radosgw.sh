#!/usr/bin/env bash
# Runs a command against radosgw, Ceph's S3 server: a one-node cluster in memory, on free ports of this machine only.
#
#   test/contract/engines/radosgw.sh npx vitest run test/contract
#
# The command finds the server in TEST_OBJECTS_ENDPOINT, TEST_OBJECTS_KEY, TEST_OBJECTS_SECRET and TEST_OBJECTS_LACKS, as
# test/contract/object-engines.ts reads them. The exit status is the command's; 70 when the server did not start. Whatever
# happens, the daemons that were started are ended and their directory is removed.
# Needs the Debian packages ceph-mon, ceph-mgr, ceph-osd and radosgw.
set -uo pipefail

readonly tries=3 step_seconds=30 answer_seconds=60
home='' pids=()

complain() { echo "radosgw.sh: $*" >&2; }

stop_daemons() {
  local pid
  for pid in "${pids[@]}"; do kill "$pid" 2>/dev/null; done
  # A daemon that waits for its peers does not end when it is asked to.
  for _ in {1..20}; do
    kill -0 "${pids[@]}" 2>/dev/null || break
    sleep 0.1
  done
  for pid in "${pids[@]}"; do kill -KILL "$pid" 2>/dev/null; done
  wait "${pids[@]}" 2>/dev/null
  pids=()
  if [ -n "$home" ]; then rm -rf "$home"; fi
  home=''
}
trap stop_daemons EXIT
trap 'exit 130' INT
trap 'exit 143' TERM HUP

# Below the range from which the kernel takes ports for connections.
free_port() {
  local port
  for _ in {1..50}; do
    port=$((20000 + RANDOM % 12000))
    if ! (exec 3<>"/dev/tcp/127.0.0.1/$port") 2>/dev/null; then
      echo "$port"
      return
    fi
  done
  return 1
}

in_time() { timeout --kill-after=5 "$step_seconds" "$@" >>"$home/steps.log" 2>&1; }

# In the foreground and under our own pid, so that it can be ended whatever state it is in.
daemon() {
  local name=$1
  shift
  "$@" --foreground >"$home/$name.log" 2>&1 &
  pids+=($!)
}

write_configuration() {
  cat >"$home/ceph.conf" <<CONF
[global]
  fsid = $1
  mon host = [v2:127.0.0.1:$2]
  public addr = 127.0.0.1
  cluster addr = 127.0.0.1
  auth cluster required = cephx
  auth service required = cephx
  auth client required = cephx
  keyring = $home/keyring
  run dir = $home
  admin socket = $home/\$name.asok
  log file = $home/\$name.log
  pid file =
  # One copy of everything is all that there is.
  osd pool default size = 1
  osd pool default min size = 1
  osd pool default pg num = 8
  osd crush chooseleaf type = 0
  mon allow pool size one = true
  mon max pg per osd = 1000
  mon data = $home/mon
  # The disk may be nearly full: nothing of any size is put on it.
  mon data avail crit = 1
  mgr data = $home/mgr
  osd data = $home/osd
  osd objectstore = memstore
  memstore device bytes = 1073741824
  rgw frontends = beast endpoint=127.0.0.1:$3
  rgw enable usage log = false
  rgw enable ops log = false
CONF
}

make_keys() {
  in_time ceph-authtool --create-keyring "$home/keyring" --gen-key -n mon. --cap mon 'allow *' &&
    in_time ceph-authtool "$home/keyring" --gen-key -n client.admin --cap mon 'allow *' --cap osd 'allow *' --cap mgr 'allow *' &&
    in_time ceph-authtool "$home/keyring" --gen-key -n mgr.only --cap mon 'allow profile mgr' --cap osd 'allow *' &&
    in_time ceph-authtool "$home/keyring" --gen-key -n osd.0 --cap mon 'allow profile osd' --cap mgr 'allow profile osd' --cap osd 'allow *'
}

wait_for_answer() {
  local end=$((SECONDS + answer_seconds)) pid
  while [ $SECONDS -lt $end ]; do
    for pid in "${pids[@]}"; do kill -0 "$pid" 2>/dev/null || return 1; done
    if (exec 3<>"/dev/tcp/127.0.0.1/$1") 2>/dev/null; then return 0; fi
    sleep 0.2
  done
  return 1
}

# Each step's name is kept, so that a failure can say how far it came.
start_daemons() {
  local fsid osd as_us monitor_port
  step='choosing ports'
  monitor_port=$(free_port) && port=$(free_port) && [ "$monitor_port" != "$port" ] || return 1
  home=$(mktemp -d "${TMPDIR:-/tmp}/radosgw-XXXXXX") || return 1
  mkdir "$home"/{mon,mgr,osd} || return 1
  fsid=$(cat /proc/sys/kernel/random/uuid)
  osd=$(cat /proc/sys/kernel/random/uuid)
  as_us=(-c "$home/ceph.conf" --setuser "$(id -un)" --setgroup "$(id -gn)")
  write_configuration "$fsid" "$monitor_port" "$port"
  step='making keys'
  make_keys || return 1
  step='starting the monitor'
  in_time monmaptool --create --fsid "$fsid" --addv only "[v2:127.0.0.1:$monitor_port]" "$home/monmap" || return 1
  in_time ceph-mon "${as_us[@]}" --mkfs -i only --monmap "$home/monmap" --keyring "$home/keyring" || return 1
  daemon monitor ceph-mon "${as_us[@]}" -i only
  step='starting the manager'
  daemon manager ceph-mgr "${as_us[@]}" -i only
  step='starting the storage'
  in_time ceph -c "$home/ceph.conf" osd new "$osd" 0 || return 1
  in_time ceph-osd "${as_us[@]}" -i 0 --mkfs --osd-uuid "$osd" || return 1
  daemon storage ceph-osd "${as_us[@]}" -i 0
  step='starting the gateway'
  daemon gateway radosgw "${as_us[@]}" -n client.admin
  wait_for_answer "$port" || return 1
  step='making the user'
  secret=$(od -An -N16 -tx1 /dev/urandom | tr -d ' \n')
  in_time radosgw-admin -c "$home/ceph.conf" user create --uid=contract --display-name=contract --access-key=CONTRACT --secret-key="$secret"
}

if [ $# -eq 0 ]; then
  complain 'name the command that is to run against the server'
  exit 64
fi
for tool in ceph ceph-authtool ceph-mon ceph-mgr ceph-osd monmaptool radosgw radosgw-admin; do
  if ! command -v "$tool" >/dev/null; then
    complain "$tool is not installed: apt-get install ceph-common ceph-mon ceph-mgr ceph-osd radosgw"
    exit 70
  fi
done

step='' port='' secret=''
for ((try = 1; try <= tries; try++)); do
  if start_daemons; then break; fi
  complain "try $try of $tries failed at: $step"
  if [ -n "$home" ]; then tail -n 15 "$home"/*.log >&2; fi
  stop_daemons
  port=''
done
if [ -z "$port" ]; then
  complain 'radosgw could not be started; see above'
  exit 70
fi

complain "radosgw answers at http://127.0.0.1:$port after ${SECONDS} s"
# What radosgw 16 does not do, said with reasons in test/contract/object-engines.ts.
export TEST_OBJECTS_ENDPOINT="http://127.0.0.1:$port" TEST_OBJECTS_KEY=CONTRACT TEST_OBJECTS_SECRET="$secret"
export TEST_OBJECTS_LACKS="${TEST_OBJECTS_LACKS-conditional-writes,file-name-variable,lock-needs-checksum}"
# In the background, so that a signal reaches us at once; it is ended with the daemons then.
"$@" <&0 &
command=$!
pids+=("$command")
wait "$command"
