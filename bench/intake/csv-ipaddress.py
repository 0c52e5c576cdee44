"""What a script of a volunteer does with a report: csv and ipaddress of Python's own library, duplicates in a dict."""

import csv
import ipaddress
import json
import resource
import sys
import time

start = time.perf_counter()
rows = broken = 0
findings = {}
with open(sys.argv[1], newline="", encoding="utf-8") as file:
    for row in csv.DictReader(file):
        rows += 1
        text = row["ip"].replace("[.]", ".")
        try:
            target = ipaddress.ip_network(text) if "/" in text else ipaddress.ip_address(text)
        except ValueError:
            broken += 1
            continue
        key = (target, int(row["port"]), row["protocol"])
        findings[key] = findings.get(key, 0) + 1
print(
    json.dumps(
        {
            "rows": rows,
            "findings": len(findings),
            "broken": broken,
            "ms": (time.perf_counter() - start) * 1000,
            "peakRssMb": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024,
        }
    )
)
