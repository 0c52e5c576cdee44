import { createReadStream } from "node:fs";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { createGunzip } from "node:zlib";
import { IPv4, IPv6, IPv6CidrRange } from "ip-num";

interface Entry {
	readonly first: bigint;
	readonly last: bigint;
	/** As the file names it. */
	readonly key: string;
	/** Position of the nearest entry that holds this one; -1 = none. */
	parent: number;
}

/** Gives the key of the most specific network that holds an address, or null. */
export type FindKey = (address: string) => string | null;

/** What somebody writes in an hour: ip-num, sorted arrays, a binary search. Knows ranges only, and no contacts. */
export async function openNaiveRegistry(folder: string): Promise<FindKey> {
	const four = nested(await readKeys(join(folder, "ripe.db.inetnum.gz"), "inetnum:", toRange4));
	const six = nested(await readKeys(join(folder, "ripe.db.inet6num.gz"), "inet6num:", toRange6));
	return (address) =>
		address.includes(":") ? find(six, new IPv6(address).getValue()) : find(four, new IPv4(address).getValue());
}

function toRange4(key: string): [bigint, bigint] {
	const [first = "", last = ""] = key.split(" - ");
	return [new IPv4(first).getValue(), new IPv4(last).getValue()];
}

function toRange6(key: string): [bigint, bigint] {
	const block = IPv6CidrRange.fromCidr(key);
	return [block.getFirst().getValue(), block.getLast().getValue()];
}

async function readKeys(path: string, name: string, toRange: (key: string) => [bigint, bigint]): Promise<Entry[]> {
	const entries: Entry[] = [];
	for await (const line of createInterface({ input: createReadStream(path).pipe(createGunzip()) })) {
		if (!line.startsWith(name)) continue;
		const key = line.slice(name.length).trim();
		const [first, last] = toRange(key);
		entries.push({ first, last, key, parent: -1 });
	}
	return entries;
}

function nested(entries: Entry[]): Entry[] {
	const order = (a: bigint, b: bigint) => (a < b ? -1 : a > b ? 1 : 0);
	entries.sort((a, b) => order(a.first, b.first) || order(b.last, a.last));
	const open: number[] = [];
	for (const [index, entry] of entries.entries()) {
		while (open.length > 0 && (entries[open.at(-1) as number] as Entry).last < entry.first) open.pop();
		entry.parent = open.at(-1) ?? -1;
		open.push(index);
	}
	return entries;
}

function find(entries: readonly Entry[], value: bigint): string | null {
	let low = 0;
	let high = entries.length;
	while (low < high) {
		const middle = (low + high) >> 1;
		if ((entries[middle] as Entry).first <= value) low = middle + 1;
		else high = middle;
	}
	for (let at = low - 1; at >= 0; at = (entries[at] as Entry).parent) {
		const entry = entries[at] as Entry;
		if (entry.last >= value) return entry.key;
	}
	return null;
}
