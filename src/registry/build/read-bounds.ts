import { parseRegisteredRange } from "../../core/contact/parse-registered-range.ts";
import { parseWords, toWords } from "../../core/report/address-words.ts";
import { parseIpv4 } from "../../core/report/parse-address.ts";

/** Both ends of a range, as words. */
export interface Bounds {
	readonly first: Uint32Array;
	readonly last: Uint32Array;
}

const ipv4 = (text: string) => {
	const value = parseIpv4(text);
	return typeof value === "string" ? -1 : value;
};

/** Reads the range of an object into `bounds` and gives its version, or 0. Most are written in one of two ways. */
export function readBounds(key: string, { first, last }: Bounds): 0 | 4 | 6 {
	const dash = key.indexOf(" - ");
	if (dash > 0) {
		const from = ipv4(key.slice(0, dash));
		const to = ipv4(key.slice(dash + 3));
		if (from >= 0 && to >= from) {
			first[3] = from;
			last[3] = to;
			return 4;
		}
	}
	if (readBlock(key, { first, last })) return 6;
	const range = parseRegisteredRange(key);
	if (range === null) return 0;
	toWords(range.first, first);
	toWords(range.last, last);
	return range.version;
}

/** An IPv6 block without host bits; anything else is left to `parseRegisteredRange`. */
function readBlock(key: string, { first, last }: Bounds): boolean {
	const [, address = "", bits = ""] = /^([0-9a-f:]+)\/(\d{1,3})$/i.exec(key) ?? [];
	const prefix = Number(bits);
	if (address === "" || prefix > 128 || parseWords(address, first) !== 6) return false;
	for (let word = 0; word < 4; word++) {
		const kept = Math.min(Math.max(prefix - 32 * word, 0), 32);
		const host = kept === 32 ? 0 : 0xffffffff >>> kept;
		const value = first[word] as number;
		if ((value & host) !== 0) return false;
		last[word] = value | host;
	}
	return true;
}
