import type { Contact } from "../../core/contact/contact.ts";
import { placeOf } from "../../core/place-of.ts";
import type { Holder, Holders } from "../../ports/contact-source.ts";
import { countryOf } from "../country-code.ts";
import type { ContactTables } from "./contact-tables.ts";
import type { Records } from "./records.ts";

interface HolderParts {
	readonly records: Records;
	readonly tables: ContactTables;
	readonly contactOf: (number: number) => Contact;
}

/** Where a climb ended: the organisation and the role there. One number of at most 41 bits; -1 of each counts. */
const endOf = (org: number, role: number, found: boolean) => ((org + 1) * 2 ** 20 + role + 1) * 2 + (found ? 1 : 0);
const orgOf = (end: number) => Math.floor(end / 2 ** 21) - 1;

/** The distinct ones, in rising order, without 0. */
function sortedOnce(numbers: Uint32Array): Uint32Array {
	const sorted = numbers.slice().sort();
	let count = 0;
	for (let at = 0; at < sorted.length; at++)
		if (sorted[at] !== (count === 0 ? 0 : sorted[count - 1])) sorted[count++] = sorted[at] as number;
	return sorted.subarray(0, count);
}

/** Where the climb of each range ends, and its countries. Ranges above are looked at together, level by level, in the order of the file. */
function climb(
	numbers: Uint32Array,
	records: Records,
): { readonly ends: Float64Array; readonly countries: Uint32Array } {
	const ends = new Float64Array(numbers.length);
	const countries = new Uint32Array(numbers.length);
	const parents = new Uint32Array(numbers.length);
	records.each(numbers, false, (index, record) => {
		const { org, role, steps, parent, found } = record;
		countries[index] = record.countries;
		// Else a climb goes on as that of the range above does.
		if (found ? steps === 0 : steps === 0 || org >= 0) ends[index] = endOf(org, found ? role : -1, found);
		else parents[index] = parent;
	});
	const above = sortedOnce(parents);
	if (above.length === 0) return { ends, countries };
	const { ends: endsAbove } = climb(above, records);
	let place = 0;
	for (let index = 0; index < numbers.length; index++) {
		const parent = parents[index] as number;
		if (parent === 0) continue;
		// Neighbours mostly have the same one, or the next.
		if (above[place] !== parent) place = above[place + 1] === parent ? place + 1 : placeOf(parent, above);
		ends[index] = endsAbove[place] as number;
	}
	return { ends, countries };
}

/** Finds who holds many ranges, reading each block of records a few times at most. `numbers` in rising order, each once. */
export function holdersOf(numbers: Uint32Array, { records, tables, contactOf }: HolderParts): Holders {
	const { ends, countries } = climb(numbers, records);
	/** Of each holder: the place of one of its ranges. */
	const samples: number[] = [];
	const of = new Uint32Array(numbers.length);
	/** Of each end its own number, doubled; one more where an organisation gives it a name. */
	const bases = new Map<number, number>();
	let lastEnd = -1;
	let lastBase = 0;
	const baseOf = (end: number): number => {
		// Neighbours mostly are of one network above.
		if (end === lastEnd) return lastBase;
		let base = bases.get(end);
		if (base === undefined) {
			const org = orgOf(end);
			base = bases.size * 2 + (org >= 0 && tables.organisation(org).name !== null ? 1 : 0);
			bases.set(end, base);
		}
		lastEnd = end;
		lastBase = base;
		return base;
	};
	const put = <K>(places: Map<K, number>, key: K, index: number): void => {
		let place = places.get(key);
		if (place === undefined) {
			place = samples.push(index) - 1;
			places.set(key, place);
		}
		of[index] = place;
	};
	const places = new Map<number, number>();
	const unnamed: number[] = [];
	for (let index = 0; index < numbers.length; index++) {
		const base = baseOf(ends[index] as number);
		if (base % 2 === 1) put(places, base * 2 ** 20 + (countries[index] as number), index);
		else unnamed.push(index);
	}
	// Where there is no organisation the range's own name stands for the operator; a range without a name is only itself.
	const byName = new Map<string, number>();
	/** Of holders that have no other one. */
	const names = new Map<number, string>();
	const left = Uint32Array.from(unnamed, (index) => numbers[index] as number);
	records.each(left, true, (at, { name }) => {
		const index = unnamed[at] as number;
		put(byName, `${baseOf(ends[index] as number)} ${countries[index]} ${name || `\n${left[at]}`}`, index);
		if (name !== "") names.set(of[index] as number, name);
	});
	return { of, count: samples.length, holder: holderOf };

	function holderOf(number: number): Holder {
		const index = samples[number] as number;
		const sample = numbers[index] as number;
		const end = ends[index] as number;
		const both = countries[index] as number;
		const found = end % 2 === 1;
		const org = orgOf(end);
		const own = (Math.floor(end / 2) % 2 ** 20) - 1;
		const organisation = org < 0 ? null : tables.organisation(org);
		const role = !found ? -1 : own >= 0 ? own : (organisation?.role ?? -1);
		const { mailboxes, unreadable } = role < 0 ? { mailboxes: [], unreadable: null } : tables.role(role);
		return {
			operator: organisation?.name ?? names.get(number) ?? contactOf(sample).operator,
			mailboxes,
			unreadable,
			organisationCountry: organisation?.country ?? null,
			rangeCountry: countryOf(Math.floor(both / 1024)),
			delegatedCountry: countryOf(both % 1024),
			sample,
		};
	}
}
