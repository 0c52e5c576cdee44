import type { Finding } from "../report/finding.ts";
import type { AddressRange } from "../report/target.ts";

/** In the order of a mail: IPv4, then IPv6, by number; then hosts and URLs by name; then by port, then as they came. */
export function sortFindings(findings: readonly Finding[]): Finding[] {
	return [...findings].sort(
		(a, b) =>
			byRange(rangeOf(a), rangeOf(b)) ||
			order(a.target.text, b.target.text) ||
			order(a.port ?? -1, b.port ?? -1) ||
			a.id - b.id,
	);
}

function byRange(a: AddressRange | null, b: AddressRange | null): number {
	if (a === null || b === null) return (a === null ? 1 : 0) - (b === null ? 1 : 0);
	return a.version - b.version || order(a.first, b.first) || order(a.last, b.last);
}

function order<T extends bigint | number | string>(a: T, b: T): number {
	return a < b ? -1 : a > b ? 1 : 0;
}

function rangeOf({ target }: Finding): AddressRange | null {
	return target.kind === "host" ? null : target.range;
}
