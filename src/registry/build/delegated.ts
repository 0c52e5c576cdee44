import { toCountry } from "../../core/contact/to-country.ts";
import { parseAddress } from "../../core/report/parse-address.ts";
import { networkRange } from "../../core/report/range.ts";
import type { AddressRange } from "../../core/report/target.ts";
import { countryCode } from "../country-code.ts";

interface Block {
	readonly first: bigint;
	last: bigint;
	readonly country: number;
}

/** The registry's statistics of who holds which block: `delegated-ripencc-extended`. */
export interface Delegated {
	/** Lines with a country. */
	readonly count: number;
	/** The country (as `countryCode`) of the holder of a whole range; 0 where none, or several, hold it. */
	country(version: 4 | 6, first: bigint, last: bigint): number;
}

const inUse = new Set(["allocated", "assigned"]);

/** `value` is a number of addresses for IPv4 (often no power of two), a prefix length for IPv6. */
function rangeOf(type: string, start: string, value: string): AddressRange | null {
	const address = parseAddress(start);
	if (!address.ok || !/^\d{1,10}$/.test(value)) return null;
	const { version, first } = address.range;
	if (type === "ipv6") return version === 6 ? networkRange(6, first, Number(value)) : null;
	const last = first + BigInt(value) - 1n;
	return version === 4 && last >= first && last <= 0xffffffffn ? { version, first, last } : null;
}

/** Sorted, neighbours of one country joined; of blocks that overlap against the rules the first one counts. */
function joined(blocks: Block[]): Block[] {
	blocks.sort((a, b) => (a.first < b.first ? -1 : a.first > b.first ? 1 : 0));
	const result: Block[] = [];
	for (const block of blocks) {
		const before = result.at(-1);
		if (before !== undefined && block.first <= before.last) continue;
		if (before !== undefined && before.last + 1n === block.first && before.country === block.country)
			before.last = block.last;
		else result.push(block);
	}
	return result;
}

/**
 * Collects lines `registry|cc|type|start|value|date|status|…` (RIR statistics exchange format). The header, summary lines, AS numbers and
 * space without a holder are passed over.
 */
export function delegatedReader(): { line(text: string): void; end(): Delegated } {
	const blocks: Record<4 | 6, Block[]> = { 4: [], 6: [] };
	let count = 0;
	return {
		line(text) {
			const [, cc = "", type = "", start = "", value = "", , status = ""] = text.split("|");
			if ((type !== "ipv4" && type !== "ipv6") || !inUse.has(status.trim())) return;
			const range = rangeOf(type, start, value);
			const country = countryCode(toCountry([cc]));
			if (range === null) return;
			if (country !== 0) count++;
			blocks[range.version].push({ first: range.first, last: range.last, country });
		},
		end() {
			const sorted = { 4: joined(blocks[4]), 6: joined(blocks[6]) };
			return {
				count,
				country(version, first, last) {
					const list = sorted[version];
					let low = 0;
					let high = list.length;
					while (low < high) {
						const middle = (low + high) >>> 1;
						if ((list[middle] as Block).first <= first) low = middle + 1;
						else high = middle;
					}
					const block = list[low - 1];
					return block !== undefined && block.last >= last ? block.country : 0;
				},
			};
		},
	};
}
