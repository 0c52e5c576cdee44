import { containsRange } from "../core/report/range.ts";
import type { AddressRange } from "../core/report/target.ts";

/** Something that is known of a part of the address space. */
export interface Part<T> {
	readonly part: AddressRange;
	readonly value: T;
}

/** What is known of parts that do not overlap. */
export interface KnownParts<T> {
	/** What the part says that holds all of `range`; null when none does. */
	find(range: AddressRange): Part<T> | null;
	/** Adds parts. One that holds known ones stands for them; one that overlaps a known one otherwise is left out. */
	add(parts: readonly Part<T>[]): void;
}

export function knownParts<T>(): KnownParts<T> {
	/** In order of address. */
	const known: { 4: readonly Part<T>[]; 6: readonly Part<T>[] } = { 4: [], 6: [] };
	/** Where the first part is that ends at `address` or after it. */
	const at = (parts: readonly Part<T>[], address: bigint): number => {
		let [low, high] = [0, parts.length];
		while (low < high) {
			const middle = (low + high) >> 1;
			if ((parts[middle] as Part<T>).part.last < address) low = middle + 1;
			else high = middle;
		}
		return low;
	};
	return {
		find(range) {
			const parts = known[range.version];
			const found = parts[at(parts, range.first)];
			return found !== undefined && containsRange(found.part, range) ? found : null;
		},
		add(parts) {
			for (const version of [4, 6] as const) {
				const list = known[version];
				const gone = new Set<Part<T>>();
				const fresh = parts.filter(({ part }) => {
					if (part.version !== version) return false;
					const overlapped: Part<T>[] = [];
					for (let next = at(list, part.first); next < list.length; next++) {
						const other = list[next] as Part<T>;
						if (other.part.first > part.last) break;
						overlapped.push(other);
					}
					if (!overlapped.every((other) => containsRange(part, other.part))) return false;
					for (const other of overlapped) gone.add(other);
					return true;
				});
				if (fresh.length === 0) continue;
				const kept = gone.size === 0 ? list : list.filter((one) => !gone.has(one));
				known[version] = [...kept, ...fresh].sort((a, b) => (a.part.first < b.part.first ? -1 : 1));
			}
		},
	};
}
