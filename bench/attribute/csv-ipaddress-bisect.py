"""Who is to be told of a report: csv and ipaddress of Python's own library, bisect over the flattened networks, dicts for duplicates and groups.

Does with a row what the product does: undoes defanging, refuses what is no address and what is special-use space, takes an IPv4-mapped
address for IPv4, reads port and protocol.
"""

import csv
import hashlib
import ipaddress
import json
import os
import resource
import sys
import time
from array import array
from bisect import bisect_right


def load(folder, name, code):
    values = array(code)
    path = os.path.join(folder, name)
    with open(path, "rb") as file:
        values.fromfile(file, os.path.getsize(path) // values.itemsize)
    return values


report, table = sys.argv[1:3]
loading = time.perf_counter()
starts = {4: load(table, "starts4", "I"), 6: load(table, "starts6", "Q")}
answers = {4: load(table, "answers4", "I"), 6: load(table, "answers6", "I")}
with open(os.path.join(table, "mailboxes"), encoding="utf-8") as file:
    mailboxes = file.read().split("\n")

# Loading the table is not counted.
start = time.perf_counter()
rows = broken = special = duplicates = 0
seen = set()
groups = {}
with open(report, newline="", encoding="utf-8") as file:
    for row in csv.DictReader(file):
        rows += 1
        text = row["ip"].strip().replace("[.]", ".")
        try:
            target = ipaddress.ip_network(text) if "/" in text else ipaddress.ip_address(text)
        except ValueError:
            broken += 1
            continue
        if target.version == 6 and "/" not in text and target.ipv4_mapped:
            target = target.ipv4_mapped
        if not target.is_global or target.is_multicast:
            special += 1
            continue
        port = int(row["port"]) if row["port"].isdigit() else None
        key = (target, port, row["protocol"].strip().lower())
        if key in seen:
            duplicates += 1
            continue
        seen.add(key)
        version = target.version
        shift = 0 if version == 4 else 64
        if "/" in text:
            first, last = int(target.network_address) >> shift, int(target.broadcast_address) >> shift
            begin, end = bisect_right(starts[version], first), bisect_right(starts[version], last)
            inside = {mailboxes[place] for place in answers[version][begin - 1 : end]}
            who = inside.pop() if len(inside) == 1 else "several"
        else:
            who = mailboxes[answers[version][bisect_right(starts[version], int(target) >> shift) - 1]]
        groups[who] = groups.get(who, 0) + 1
lines = sorted(f"{who} {count}" for who, count in groups.items())
print(
    json.dumps(
        {
            "rows": rows,
            "broken": broken,
            "special": special,
            "duplicates": duplicates,
            "groups": len(groups),
            "checksum": hashlib.sha256("\n".join(lines).encode()).hexdigest(),
            "ms": (time.perf_counter() - start) * 1000,
            "loadMs": (start - loading) * 1000,
            "peakRssMb": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024,
        }
    )
)
