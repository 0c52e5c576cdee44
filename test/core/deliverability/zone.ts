import type { MailDns } from "../../../src/core/deliverability/mail-dns.ts";
import { parseRange, renderRange } from "../../../src/core/report/range.ts";
import type { AddressRange } from "../../../src/core/report/target.ts";

/** Records by name (for PTR by address); null = DNS gives no answer to that. */
export type Zone = Readonly<
	Record<string, Partial<Record<"TXT" | "A" | "AAAA" | "MX" | "PTR", readonly string[] | null>>>
>;

/** DNS with these records and no others. */
export function zoneDns(zone: Zone): MailDns {
	const of = (name: string, type: keyof Zone[string]) => {
		const found = zone[name]?.[type];
		return found === undefined ? [] : found;
	};
	return {
		txt: async (name) => of(name, "TXT"),
		addresses: async (name, version) => of(name, version === 4 ? "A" : "AAAA")?.map(address) ?? null,
		mx: async (name) => of(name, "MX"),
		ptr: async (range) => of(renderRange(range), "PTR"),
	};
}

export function address(text: string): AddressRange {
	const range = parseRange(text);
	if (range === null) throw new Error(`${text} is no address`);
	return range;
}
