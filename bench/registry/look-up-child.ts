import { createHash } from "node:crypto";
import { readFileSync, writeFileSync } from "node:fs";
import { open as openMmdb } from "maxmind";
import { parseWords } from "../../src/core/report/address-words.ts";
import { openIndex, type RegistryIndex } from "../../src/registry/open-index.ts";

export interface LookUpOutcome {
	readonly openMs: number;
	/** Texts → what the kind gives. */
	readonly lookUpMs: number;
	/** Once all addresses are looked up; the texts are in it. */
	readonly peakRssMb: number;
	/** Of the mailboxes of all addresses in order; "" for what gives networks. */
	readonly checksum: string;
}

export interface OwnOutcome extends LookUpOutcome {
	/** Texts → the mailbox of each, as a report is attributed. */
	readonly mailboxesMs: number;
	/** All addresses packed and sorted → numbers of ranges. */
	readonly batchMs: number;
	/** For the first addresses: the mailbox ("" = none), and the range. */
	readonly sample: readonly { readonly mailbox: string; readonly range: string | null }[];
}

const sampleSize = 200;
/** `numbers`: where the answer for each address goes, 32 bits each; 0 = none. */
const [, , kind = "", path = "", list = "", numbersPath = ""] = process.argv;
/** Each a text of its own, not a part of the file's. */
const addresses = readFileSync(list, "latin1")
	.trimEnd()
	.split("\n")
	.map((address) => Buffer.from(address).toString("latin1"));
const peakRssMb = () => process.resourceUsage().maxRSS / 1024;
const checksumOf = (mailboxes: readonly string[]) => createHash("sha256").update(mailboxes.join("\n")).digest("hex");
/** Milliseconds since `start`. */
const since = (start: number) => performance.now() - start;

function numbersOf(index: RegistryIndex): Int32Array {
	const numbers = new Int32Array(addresses.length);
	for (let at = 0; at < numbers.length; at++) numbers[at] = index.rangeNumberOf(addresses[at] as string);
	return numbers;
}

/** As a report is attributed: the holder of each range is read once. */
function mailboxesOf(index: RegistryIndex, numbers: Int32Array): string[] {
	const distinct = new Uint32Array(new Set(numbers.filter((number) => number > 0))).sort();
	const { of, count, holder } = index.holdersOf(distinct);
	const texts = Array.from({ length: count }, (_, at) => holder(at).mailboxes.join());
	const places = new Int32Array((distinct.at(-1) ?? 0) + 1);
	for (const [at, number] of distinct.entries()) places[number] = of[at] as number;
	return Array.from(numbers, (number) => (number > 0 ? (texts[places[number] as number] as string) : ""));
}

/** All addresses packed and sorted; gives how long it took. Throws when a range has other addresses than one by one. */
function attributeAll(index: RegistryIndex, numbers: Int32Array): number {
	const words = new Uint32Array(4);
	const [four, six]: [number[], bigint[]] = [[], []];
	for (const address of addresses) {
		if (parseWords(address, words) === 4) four.push(words[3] as number);
		else six.push(words.reduce((value, word) => (value << 32n) | BigInt(word), 0n));
	}
	const v4 = new Uint32Array(four).sort();
	six.sort((a, b) => (a < b ? -1 : a > b ? 1 : 0));
	const v6 = new Uint32Array(six.length * 4);
	for (const [at, value] of six.entries())
		for (let word = 0; word < 4; word++) v6[at * 4 + word] = Number((value >> BigInt(96 - 32 * word)) & 0xffff_ffffn);
	const start = performance.now();
	const found = index.attribute({ v4, v6 });
	const ms = since(start);
	const together = new Uint32Array(found.v4.length + found.v6.length);
	together.set(found.v4);
	together.set(found.v6, found.v4.length);
	const apart = Uint32Array.from(numbers).sort();
	if (together.sort().some((number, at) => number !== apart[at])) throw new Error("the batch gave other ranges");
	return ms;
}

function runOurs(): OwnOutcome {
	let start = performance.now();
	const index = openIndex(path);
	const openMs = since(start);
	start = performance.now();
	const numbers = numbersOf(index);
	const lookUpMs = since(start);
	const peak = peakRssMb();
	writeFileSync(numbersPath, numbers);
	start = performance.now();
	const mailboxes = mailboxesOf(index, numbersOf(index));
	const mailboxesMs = since(start);
	const sample = mailboxes.slice(0, sampleSize).map((mailbox, at) => {
		const number = numbers[at] as number;
		if (number === 0) return { mailbox, range: null };
		const { range, mailboxes: own } = index.contactOf(number);
		if (own.join() !== mailbox) throw new Error("a range's contact is not its holder's");
		return { mailbox, range: `${range.first}-${range.last}` };
	});
	const checksum = checksumOf(mailboxes);
	return { openMs, lookUpMs, mailboxesMs, batchMs: attributeAll(index, numbers), peakRssMb: peak, checksum, sample };
}

/** The peer as its users have it: opened with its own defaults. */
async function runNetworks(): Promise<LookUpOutcome> {
	let start = performance.now();
	const reader = await openMmdb<never>(path);
	const openMs = since(start);
	const places = new Int32Array(addresses.length);
	start = performance.now();
	for (let at = 0; at < places.length; at++) {
		const place = reader.get(addresses[at] as string) as number | null;
		places[at] = place === null ? 0 : place + 1;
	}
	const lookUpMs = since(start);
	const peak = peakRssMb();
	writeFileSync(numbersPath, places);
	return { openMs, lookUpMs, peakRssMb: peak, checksum: "" };
}

async function runMailboxes(): Promise<LookUpOutcome> {
	let start = performance.now();
	// Room for every answer, twenty times what it takes by default.
	const reader = await openMmdb<never>(path, { cache: { max: 200_000 } });
	const openMs = since(start);
	start = performance.now();
	const mailboxes = addresses.map((address) => (reader.get(address) as string | null) ?? "");
	const lookUpMs = since(start);
	return { openMs, lookUpMs, peakRssMb: peakRssMb(), checksum: checksumOf(mailboxes) };
}

const runs: Readonly<Record<string, () => LookUpOutcome | Promise<LookUpOutcome>>> = {
	ours: runOurs,
	"maxmind-networks": runNetworks,
	"maxmind-mailboxes": runMailboxes,
};
process.stdout.write(JSON.stringify(await runs[kind]?.()));
