import { createWriteStream } from "node:fs";
import { finished } from "node:stream/promises";
import { createRandom, type Random } from "../random.ts";

/** What a made report holds; every reader of it must come to the same. */
export interface ReportFacts {
	readonly rows: number;
	/** Rows whose target is no address or network. */
	readonly broken: number;
	/** Rows that repeat an earlier one's target, port and protocol. */
	readonly repeated: number;
	readonly bytes: number;
}

const header = "timestamp,ip,port,protocol,hostname,tag,product\n";
const linesAtOnce = 5_000;
const shares = { ipv6: 0.25, network: 0.05, defanged: 0.08, broken: 0.02, repeated: 0.03 };

const brokenTargets = ["300.20.1.7", "20.1.2", "020.1.2.3", "2a00:1:2::3::4", "20.4.0.0/45", "20.1.2.3.4"];

/** The n-th IPv4 address that we hand out: 20.0.0.0/6 is ordinary space, and a step that shares no factor with its size visits all of it. */
function ipv4(n: number): string {
	const at = (n * 40_503) % 2 ** 26;
	return `${20 + (at >>> 24)}.${(at >>> 16) & 255}.${(at >>> 8) & 255}.${at & 255}`;
}

function target(n: number, random: Random): string {
	if (random.chance(shares.network)) {
		// Of a part of the space that single addresses don't come from, so that no two rows mean the same.
		return `${24 + ((n >>> 20) & 3)}.${(n >>> 12) & 255}.${(n >>> 4) & 255}.${(n & 15) << 4}/28`;
	}
	if (random.chance(shares.ipv6))
		return `2a0${n & 7}:${(n >>> 3).toString(16)}::${random.below(65_536).toString(16)}`.replace(
			/:([0-9a-f]{1,4})([0-9a-f]{4})::/,
			":$1:$2::",
		);
	const address = ipv4(n);
	return random.chance(shares.defanged) ? address.replace(/\.(?=\d+$)/, "[.]") : address;
}

function line(n: number, random: Random): string {
	const second = n % 60;
	const minute = Math.floor(n / 60) % 60;
	const time = `2026-11-${10 + (n % 10)} ${String(n % 24).padStart(2, "0")}:${String(minute).padStart(2, "0")}:${String(second).padStart(2, "0")}`;
	const product = random.chance(0.3) ? '"Gateway, ""edge"" 12.1"' : "gateway 12.1";
	const ip = target(n, random);
	return `${time},${ip},${[443, 80, 8443, 3389][n & 3]},tcp,host-${n}.example.net,cve-2026-${1000 + (n % 7)},${product}\n`;
}

/** Writes a CSV report: the same bytes for the same `rows`, in every run. */
export async function writeReport(path: string, rows: number): Promise<ReportFacts> {
	const random = createRandom(20_261_121);
	const file = createWriteStream(path);
	const facts = { rows, broken: 0, repeated: 0, bytes: header.length };
	let earlier = "";
	let text = header;
	for (let n = 0; n < rows; n++) {
		let next = line(n, random);
		if (random.chance(shares.broken)) {
			const [time, , ...others] = next.split(",");
			next = [time, brokenTargets[n % brokenTargets.length], ...others].join(",");
			facts.broken++;
		} else if (earlier !== "" && random.chance(shares.repeated)) {
			next = earlier;
			facts.repeated++;
		} else {
			earlier = next;
		}
		text += next;
		facts.bytes += next.length;
		if (n % linesAtOnce !== linesAtOnce - 1) continue;
		if (!file.write(text)) await new Promise<void>((resolve) => file.once("drain", resolve));
		text = "";
	}
	file.end(text);
	await finished(file);
	return facts;
}
