import { countryOf } from "../country-code.ts";
import type { SectionName } from "../index-format.ts";
import { type ByteCursor, readNumber, readText } from "./byte-cursor.ts";
import type { IndexReader } from "./index-reader.ts";

export interface RoleEntry {
	readonly handle: string;
	readonly mailboxes: readonly string[];
	readonly unreadable: string | null;
}

/** `role`: place of the role that its `abuse-c` names; -1 = none. */
export interface OrganisationEntry {
	readonly handle: string;
	readonly name: string | null;
	readonly country: string | null;
	readonly role: number;
}

export interface AutNumEntry {
	readonly name: string;
	readonly org: number;
	readonly role: number;
}

export interface ContactTables {
	role(place: number): RoleEntry;
	organisation(place: number): OrganisationEntry;
	/** Null when the AS is not registered. */
	autNum(asn: number): AutNumEntry | null;
	/** The list at a place, from 1: numbers of ranges within their version, and whether the organisation names the contact. */
	others(place: number): { readonly place: number; readonly byOrganisation: boolean }[];
}

export function readContactTables(reader: IndexReader): ContactTables {
	const entries = (at: SectionName, name: SectionName) => {
		const begins = reader.words(at);
		const bytes = Buffer.from(reader.bytes(name).buffer);
		return (place: number): ByteCursor => ({ bytes, at: begins[place] as number });
	};
	const roles = entries("roleAt", "roles");
	const organisations = entries("organisationAt", "organisations");
	const autNums = entries("autNumAt", "autNums");
	const autNumbers = reader.words("autNumbers");
	const lists = Buffer.from(reader.bytes("others").buffer);
	return {
		role(place) {
			const cursor = roles(place);
			const handle = readText(cursor);
			const mailboxes = Array.from({ length: readNumber(cursor) }, () => readText(cursor));
			return { handle, mailboxes, unreadable: readText(cursor) || null };
		},
		organisation(place) {
			const cursor = organisations(place);
			const handle = readText(cursor);
			const name = readText(cursor) || null;
			return { handle, name, country: countryOf(readNumber(cursor)), role: readNumber(cursor) - 1 };
		},
		autNum(asn) {
			let low = 0;
			let high = autNumbers.length;
			while (low < high) {
				const middle = (low + high) >>> 1;
				if ((autNumbers[middle] as number) < asn) low = middle + 1;
				else high = middle;
			}
			if (autNumbers[low] !== asn) return null;
			const cursor = autNums(low);
			return { name: readText(cursor), org: readNumber(cursor) - 1, role: readNumber(cursor) - 1 };
		},
		others(place) {
			const cursor: ByteCursor = { bytes: lists, at: place - 1 };
			return Array.from({ length: readNumber(cursor) }, () => {
				const entry = readNumber(cursor);
				return { place: Math.floor(entry / 2), byOrganisation: entry % 2 === 1 };
			});
		},
	};
}
