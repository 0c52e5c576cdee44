import type { Holder, Holders } from "../../ports/contact-source.ts";
import { countryOf } from "../country-code.ts";
import type { ContactTables } from "./contact-tables.ts";
import type { BareRecord, Records } from "./records.ts";

type Climb = Omit<BareRecord, "countries">;

/** Where a climb ended: the organisation and the role there. One number of at most 40 bits; -1 of each counts. */
const endOf = (org: number, role: number, found: boolean) => ((org + 1) * 2 ** 20 + role + 1) * 2 + (found ? 1 : 0);

/** Finds who holds many ranges, decoding each block of records once. `numbers` in rising order, each once. */
export function holdersOf(
	numbers: Uint32Array,
	{ records, tables }: { readonly records: Records; readonly tables: ContactTables },
): Holders {
	/** Of ranges above others: where their climb ended. */
	const ends = new Map<number, number>();
	const endFor = ({ org, role, steps, parent, found }: Climb): number => {
		if (found ? steps === 0 : steps === 0 || org >= 0) return endOf(org, found ? role : -1, found);
		// A climb goes on as that of the range above does.
		const known = ends.get(parent);
		if (known !== undefined) return known;
		const end = endFor(records.get(parent));
		ends.set(parent, end);
		return end;
	};
	const places = new Map<number, number>();
	const bases = new Map<number, number>();
	/** Of each holder: a range, where its climb ended, the countries. */
	const samples: number[] = [];
	const endOfHolder: number[] = [];
	const countriesOf: number[] = [];
	const of = new Uint32Array(numbers.length);
	records.each(numbers, (index, record) => {
		const end = endFor(record);
		let base = bases.get(end);
		if (base === undefined) {
			base = bases.size;
			bases.set(end, base);
		}
		const key = base * 2 ** 20 + record.countries;
		let place = places.get(key);
		if (place === undefined) {
			place = samples.length;
			places.set(key, place);
			samples.push(numbers[index] as number);
			endOfHolder.push(end);
			countriesOf.push(record.countries);
		}
		of[index] = place;
	});
	return { of, count: samples.length, holder: holderOf };

	function holderOf(number: number): Holder {
		const [sample, end, countries] = [samples[number], endOfHolder[number], countriesOf[number]] as [
			number,
			number,
			number,
		];
		const found = end % 2 === 1;
		const both = Math.floor(end / 2);
		const org = Math.floor(both / 2 ** 20) - 1;
		const own = (both % 2 ** 20) - 1;
		const organisation = org < 0 ? null : tables.organisation(org);
		const role = !found ? -1 : own >= 0 ? own : (organisation?.role ?? -1);
		const { mailboxes, unreadable } = role < 0 ? { mailboxes: [], unreadable: null } : tables.role(role);
		return {
			operator: organisation?.name ?? records.get(sample).name,
			mailboxes,
			unreadable,
			organisationCountry: organisation?.country ?? null,
			rangeCountry: countryOf(Math.floor(countries / 1024)),
			delegatedCountry: countryOf(countries % 1024),
			sample,
		};
	}
}
