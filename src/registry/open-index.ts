import type { Contact } from "../core/contact/contact.ts";
import { parseWords, toWords } from "../core/report/address-words.ts";
import { containsRange } from "../core/report/range.ts";
import type { AddressRange } from "../core/report/target.ts";
import type { LocalRegistry, RangeContents } from "../ports/contact-source.ts";
import type { IndexInfo } from "./index-format.ts";
import { contactMaker } from "./read/contact-maker.ts";
import { readContactTables } from "./read/contact-tables.ts";
import { holdersOf } from "./read/holders.ts";
import { type IndexReader, openIndexReader } from "./read/index-reader.ts";
import { readIntervals4 } from "./read/intervals4.ts";
import { readIntervals6 } from "./read/intervals6.ts";
import { type RangeRecord, readRecords } from "./read/records.ts";
import { readRoutes } from "./read/routes.ts";

/** An open index: what a local registry answers, and the numbers of ranges straight from addresses. */
export interface RegistryIndex extends LocalRegistry {
	readonly info: IndexInfo;
	/** The number of the most specific range that holds an address; 0 = not registered, -1 = not an address (as `parseAddress` reads it). */
	rangeNumberOf(text: string): number;
	/** The same for an address of IPv4 as an unsigned word. */
	rangeNumberOf4(address: number): number;
	/** The same for an address of IPv6 as four unsigned words, the most significant first. */
	rangeNumberOf6(w0: number, w1: number, w2: number, w3: number): number;
	/** Closes the file. Contacts can't be asked for afterwards. */
	close(): void;
}

function infoOf({ description }: IndexReader): IndexInfo {
	const { asOf, country, counts, sources, bytes } = description;
	return { asOf, country, counts, sources, bytes };
}

/** What an index says of itself; only its first bytes are read. Throws a `RegistryFault` that says what to do. */
export function readIndexInfo(path: string): IndexInfo {
	const reader = openIndexReader(path);
	reader.close();
	return infoOf(reader);
}

const words = new Uint32Array(4);
const lastWords = new Uint32Array(4);

const word = (at: number) => words[at] as number;

function tablesOf(reader: IndexReader) {
	const four = readIntervals4(reader);
	const six = readIntervals6(reader);
	const numberAt = (version: 0 | 4 | 6) =>
		version === 4 ? four.find(word(3)) : six.find(word(0), word(1), word(2), word(3));
	return {
		...{ four, six },
		/** Of the address that `words` holds. */
		numberAt,
		/** Numbers of the ranges that a part of `range` belongs to, in order, each once; 0 among them = nobody's. */
		numbersIn(range: AddressRange): Set<number> {
			const numbers = new Set<number>();
			const use = (number: number) => void numbers.add(number);
			toWords(range.first, words);
			toWords(range.last, lastWords);
			if (range.version === 4) four.each(word(3), lastWords[3] as number, use);
			else {
				const [a = 0, b = 0, c = 0, d = 0] = words;
				const [e = 0, f = 0, g = 0, h = 0] = lastWords;
				six.each([a, b, c, d], [e, f, g, h], use);
			}
			return numbers;
		},
	};
}

const width = ({ first, last }: AddressRange) => last - first;

/** Ranges that cross others: hardly any, and looked at only where a whole network is asked for. */
function crossingRanges(reader: IndexReader, get: (number: number) => RangeRecord): () => readonly RangeRecord[] {
	const numbers = reader.words("crossing");
	let known: readonly RangeRecord[] | null = null;
	return () => {
		known ??= Array.from(numbers, get);
		return known;
	};
}

/**
 * Opens an index file. What every address needs is read into memory (about as much as half the file), the rest when it is asked for. Several
 * processes may use one file, and a file that is replaced meanwhile stays as it was for those that have it open. Throws a
 * `RegistryFault` for a file that is missing, of another kind or version, cut off or damaged; so does a later question that
 * meets damage.
 */
export function openIndex(path: string): RegistryIndex {
	const reader = openIndexReader(path);
	try {
		return indexOf(reader);
	} catch (fault) {
		reader.close();
		throw fault;
	}
}

function indexOf(reader: IndexReader): RegistryIndex {
	const info = infoOf(reader);
	const { asOf } = info;
	const tables = tablesOf(reader);
	const records = readRecords(reader);
	const count4 = reader.description.ranges[4];
	const originOf = readRoutes(reader);
	const contacts = readContactTables(reader);
	const maker = contactMaker({ records, tables: contacts, count4, originOf, asOf });
	const crossing = crossingRanges(reader, records.get);
	const { inetnum, inet6num, organisation, role, route, route6, "aut-num": autNums } = info.counts;
	/** The narrowest range around all of `range`; null when there is none. */
	const around = (range: AddressRange): RangeRecord | null => {
		toWords(range.first, words);
		const number = tables.numberAt(range.version);
		if (number === 0) return null;
		let record: RangeRecord | null = records.get(number);
		while (record !== null && !containsRange(record.range, range))
			record = record.parent === 0 ? null : records.get(record.parent);
		if (range.first === range.last) return record;
		// A range that crosses the first address's own one is none of those above it.
		for (const other of crossing()) {
			if (!containsRange(other.range, range)) continue;
			const isBetter = record === null || width(other.range) < width(record.range);
			const isSame = record !== null && width(other.range) === width(record.range);
			if (isBetter || (isSame && other.number > (record as RangeRecord).number)) record = other;
		}
		return record;
	};
	const contactOf = (number: number): Contact => {
		const record = records.get(number);
		return maker.ofRange(record, record.range);
	};
	return {
		...{ name: "registry", info, asOf },
		objects: inetnum + inet6num + organisation + role + route + route6 + autNums,
		async find(range) {
			const record = around(range);
			if (record === null) return { kind: "not-covered" };
			return { kind: "contact", contact: maker.ofRange(record, range) };
		},
		async findAsn(asn) {
			const contact = maker.ofAs(asn);
			return contact === null ? { kind: "not-covered" } : { kind: "contact", contact };
		},
		inside(range): RangeContents {
			const contacts: Contact[] = [];
			let gaps = false;
			for (const number of tables.numbersIn(range)) {
				const record = number === 0 ? null : records.get(number);
				if (record === null) gaps = true;
				else contacts.push(maker.ofRange(record, record.range));
			}
			return { contacts, gaps };
		},
		numbersInside: (range) => [...tables.numbersIn(range)],
		attribute: ({ v4, v6 }) => ({ v4: tables.four.findAll(v4), v6: tables.six.findAll(v6) }),
		contactOf,
		holdersOf: (numbers) => holdersOf(numbers, { records, tables: contacts, contactOf }),
		rangeNumberOf(text) {
			const version = parseWords(text, words);
			return version === 0 ? -1 : tables.numberAt(version);
		},
		rangeNumberOf4: tables.four.find,
		rangeNumberOf6: tables.six.find,
		close: reader.close,
	};
}
