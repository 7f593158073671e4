#!/bin/sh
# hypernetx 2.4.3, xgi 0.10.2, Python 3.11, seen in November 2026.
# Both write and read HIF, the format in which hypergraphs are passed on. xgi reads a file by itself; HyperNetX first
# fetches the format's schema from the network, for a file that lies beside it, and without a network reads nothing.
# (The script refuses every connection and prints what was asked for.)
# 两者都读写超图交换格式 HIF。xgi 独立读取文件；HyperNetX 却要先从网络取得该格式的模式，即使文件就在旁边，没有网络便什么
# 也读不了。（脚本拒绝一切连接，并打印所请求的地址。）
# Output:
#   xgi: 3 nodes, 1 edges
#   hypernetx: ConnectionError, after asking for 1 host
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/env"
"$folder/env/bin/pip" install --quiet hypernetx==2.4.3 xgi==0.10.2
cat > "$folder/try.py" <<'END'
import socket
import warnings

warnings.simplefilter("ignore")
asked = set()


def refused(host, *_, **__):
    asked.add(host)
    raise socket.gaierror(-2, "refused by this script")


socket.getaddrinfo = refused

import xgi
from hypernetx.hif import from_hif

xgi.write_hif(xgi.Hypergraph({"deal": ["A", "B", "C"]}), "deals.json")
graph = xgi.read_hif("deals.json")
print(f"xgi: {graph.num_nodes} nodes, {graph.num_edges} edges")
try:
    print("hypernetx:", from_hif(filename="deals.json").shape)
except Exception as error:
    print(f"hypernetx: {type(error).__name__}, after asking for {len(asked)} host")
END
cd "$folder"
env/bin/python try.py | tee said
diff - said <<'END'
xgi: 3 nodes, 1 edges
hypernetx: ConnectionError, after asking for 1 host
END
