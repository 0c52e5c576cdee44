import type { Finding } from "../report/finding.ts";
import type { AddressRange, AddressVersion } from "../report/target.ts";

/** The numbers that a group's own targets cover, for asking whether a range lies within them. */
export interface OwnAddresses {
	covers(range: AddressRange): boolean;
}

/** Merges the targets' ranges, those of URLs with an address as host among them. Asking is a binary search. */
export function ownAddresses(findings: readonly Finding[]): OwnAddresses {
	const ranges: Record<AddressVersion, AddressRange[]> = { 4: [], 6: [] };
	for (const { target } of findings) {
		const range = target.kind === "host" ? null : target.range;
		if (range !== null) ranges[range.version].push(range);
	}
	const merged = { 4: merge(ranges[4]), 6: merge(ranges[6]) };
	return {
		covers(range) {
			const own = merged[range.version];
			let low = 0;
			let high = own.length;
			while (low < high) {
				const middle = (low + high) >> 1;
				if ((own[middle] as AddressRange).last < range.first) low = middle + 1;
				else high = middle;
			}
			const candidate = own[low];
			return candidate !== undefined && candidate.first <= range.first && range.last <= candidate.last;
		},
	};
}

function merge(ranges: readonly AddressRange[]): AddressRange[] {
	const sorted = [...ranges].sort((a, b) => (a.first < b.first ? -1 : a.first > b.first ? 1 : 0));
	const result: AddressRange[] = [];
	for (const range of sorted) {
		const before = result.at(-1);
		if (before === undefined || range.first > before.last + 1n) result.push(range);
		else if (range.last > before.last) result[result.length - 1] = { ...before, last: range.last };
	}
	return result;
}
