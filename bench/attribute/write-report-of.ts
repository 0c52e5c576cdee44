import { createWriteStream } from "node:fs";
import { finished } from "node:stream/promises";
import { isSpecialUse } from "../../src/core/report/special-use.ts";
import { createRandom, type Random } from "../random.ts";
import { makeUpAddresses, type Networks, renderUpper } from "../registry/made-up-networks.ts";

/** What a report holds; every reader of it must come to the same. */
export interface ReportFacts {
	readonly rows: number;
	/** Rows whose target is no address or network. */
	readonly broken: number;
	/** Rows about space that has no operator. */
	readonly special: number;
	readonly bytes: number;
}

const header = "timestamp,ip,port,protocol,tag\n";
const linesAtOnce = 5_000;
const shares = {
	network: 0.05,
	defanged: 0.08,
	mapped: 0.01,
	quoted: 0.3,
	broken: 0.02,
	special: 0.01,
	repeated: 0.03,
};
const specialTargets = ["10.20.1.7", "192.168.4.0/24", "fe80::1", "127.0.0.1", "fd00:1::7", "100.64.9.1"];
const brokenTargets = ["300.20.1.7", "20.1.2", "020.1.2.3", "2a00:1:2::3::4", "20.4.0.0/45", "20.1.2.3.4"];

/** One of ten rows is about an address anywhere; the others are about so many networks that each has this many. */
const rowsPerSite = 12;
/** Of IPv4; smaller networks lie within. */
const smallestSite = 256;

/** Networks that have room for what a report says of one. */
function sitesOf({ version, first, last, count }: Networks, wanted: number, random: Random): Float64Array {
	const starts = new Float64Array(wanted);
	for (let made = 0; made < wanted; ) {
		const at = random.below(count);
		if (version === 6 || (last[at] as number) - (first[at] as number) + 1 >= smallestSite)
			starts[made++] = first[at] as number;
	}
	return starts;
}

/** Addresses as a report has them: most in some of the networks, the rest anywhere. Without special-use space: scripts judge that in ways of their own. */
function* reportAddresses(
	all: readonly [Networks, Networks],
	rows: number,
): Generator<{ version: 4 | 6; text: string }> {
	const random = createRandom(rows);
	const anywhere = makeUpAddresses(all, rows);
	const wanted = Math.ceil(rows / rowsPerSite);
	const sites = all.map((networks) => sitesOf(networks, wanted, random)) as [Float64Array, Float64Array];
	for (;;) {
		const isAnywhere = random.chance(0.1);
		const which = random.chance(0.3) ? 1 : 0;
		const start = sites[which][random.below(wanted)] as number;
		const inSite = {
			version: which === 0 ? 4 : 6,
			at: start + (which === 0 ? random.below(smallestSite) : 0),
		} as const;
		const { version, at, text } = isAnywhere
			? (anywhere.next().value as { version: 4 | 6; at: number; text: string })
			: {
					...inSite,
					text: `${renderUpper(inSite.version, inSite.at)}${which === 0 ? "" : `::${random.below(65_536).toString(16)}`}`,
				};
		// Of IPv6 all are in 2a00::/13, which is ordinary.
		const range = { version: 4, first: BigInt(at) & ~0xfn, last: BigInt(at) | 0xfn } as const;
		if (version === 6 || !isSpecialUse(range, [])) yield { version, text };
	}
}

function targetOf({ version, text }: { version: 4 | 6; text: string }, random: Random): string {
	if (version === 6) return text;
	const lastDot = text.lastIndexOf(".");
	// The block of 16 addresses around it.
	if (random.chance(shares.network)) return `${text.slice(0, lastDot + 1)}${Number(text.slice(lastDot + 1)) & 0xf0}/28`;
	if (random.chance(shares.mapped)) return `::ffff:${text}`;
	return random.chance(shares.defanged) ? `${text.slice(0, lastDot)}[.]${text.slice(lastDot + 1)}` : text;
}

/** Writes a CSV report about the networks, some 64 bytes a row: the same bytes for the same networks and `rows`. */
export async function writeReportOf(
	path: string,
	all: readonly [Networks, Networks],
	rows: number,
): Promise<ReportFacts> {
	const random = createRandom(rows + 1);
	const addresses = reportAddresses(all, rows);
	const file = createWriteStream(path);
	const facts = { rows, broken: 0, special: 0, bytes: header.length };
	let earlier = "";
	let text = header;
	for (let n = 0; n < rows; n++) {
		const isBroken = random.chance(shares.broken);
		const isSpecial = !isBroken && random.chance(shares.special);
		const odd = isBroken ? brokenTargets : isSpecial ? specialTargets : null;
		const target =
			odd === null
				? targetOf(addresses.next().value as { version: 4 | 6; text: string }, random)
				: (odd[n % odd.length] as string);
		const tag = random.chance(shares.quoted) ? '"rdp, ""open"""' : `cve-2026-${1000 + (n % 7)} rdp`;
		const made = `2026-11-${10 + (n % 10)} ${String(n % 24).padStart(2, "0")}:07:30,${target},${[443, 80, 8443, 3389][n & 3]},tcp,${tag}\n`;
		const repeats = odd === null && earlier !== "" && random.chance(shares.repeated);
		const line = repeats ? earlier : made;
		if (isBroken) facts.broken++;
		else if (isSpecial) facts.special++;
		else earlier = line;
		text += line;
		facts.bytes += line.length;
		if (n % linesAtOnce !== linesAtOnce - 1) continue;
		if (!file.write(text)) await new Promise<void>((resolve) => file.once("drain", resolve));
		text = "";
	}
	file.end(text);
	await finished(file);
	return facts;
}
