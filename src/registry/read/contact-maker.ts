import type { Contact, OtherContact } from "../../core/contact/contact.ts";
import type { Instant } from "../../core/instant.ts";
import { renderAddress, renderRange } from "../../core/report/range.ts";
import type { AddressRange } from "../../core/report/target.ts";
import type { ContactTables, OrganisationEntry } from "./contact-tables.ts";
import type { RangeRecord, Records } from "./records.ts";

interface Parts {
	readonly records: Records;
	readonly tables: ContactTables;
	/** Number of IPv4 ranges: those of IPv6 come after them. */
	readonly count4: number;
	readonly originOf: (range: AddressRange) => number | null;
	readonly asOf: Instant;
}

export interface ContactMaker {
	/** The contact of a range; `asked`: the part that the origin AS is looked up for. */
	ofRange(record: RangeRecord, asked: AddressRange): Contact;
	/** That of an AS: its own `abuse-c`, else its organisation's. Null when it is not registered. */
	ofAs(asn: number): Contact | null;
}

/** As the database writes it: `first - last` for IPv4, `address/length` for IPv6. */
function labelOf({ range }: RangeRecord): string {
	const { version, first, last } = range;
	if (version === 6) return `inet6num ${renderRange(range)}`;
	return `inetnum ${renderAddress(version, first)} - ${renderAddress(version, last)}`;
}

interface Named {
	readonly organisation: OrganisationEntry | null;
	readonly mailboxes: readonly string[];
	readonly unreadable: string | null;
	/** The organisation, when the contact is named by it, and the role. */
	readonly path: readonly string[];
}

const nobodyOf = (organisation: OrganisationEntry | null): Named => ({
	organisation,
	mailboxes: [],
	unreadable: null,
	path: [],
});

export function contactMaker({ records, tables, count4, originOf, asOf }: Parts): ContactMaker {
	const organisationOf = (place: number) => (place < 0 ? null : tables.organisation(place));
	/** The contact that an object names: itself, or (`byOrganisation`) through its organisation. */
	const named = (org: number, own: number, byOrganisation: boolean): Named => {
		const organisation = organisationOf(org);
		const place = byOrganisation ? (organisation?.role ?? -1) : own;
		if (place < 0) return nobodyOf(organisation);
		const { handle, mailboxes, unreadable } = tables.role(place);
		const path = [`role ${handle}`];
		if (byOrganisation && organisation !== null) path.unshift(`org ${organisation.handle}`);
		return { organisation, mailboxes, unreadable, path };
	};
	const othersOf = ({ others, range }: RangeRecord): OtherContact[] => {
		if (others === 0) return [];
		return tables.others(others).map(({ place, byOrganisation }) => {
			const record = records.get(range.version === 4 ? place : place + count4);
			const { organisation, mailboxes, path } = named(record.org, record.role, byOrganisation);
			const label = labelOf(record);
			return { operator: organisation?.name ?? (record.name || label), mailboxes, path: [label, ...path] };
		});
	};
	return {
		ofRange(record, asked) {
			const labels = [labelOf(record)];
			let end = record;
			let shown = record.org;
			for (let step = 0; step < record.steps; step++) {
				end = records.get(end.parent);
				labels.push(labelOf(end));
				if (shown < 0) shown = end.org;
			}
			const contact = record.found ? named(end.org, end.role, end.role < 0) : nobodyOf(organisationOf(shown));
			const { organisation, mailboxes, unreadable } = contact;
			// Written out: millions are made, and spreading costs more than all the rest.
			return {
				range: record.range,
				leaf: record.leaf,
				operator: organisation?.name ?? (record.name || (labels[0] as string)),
				mailboxes,
				unreadable,
				suspect: false,
				others: othersOf(record),
				netname: record.name || null,
				organisationCountry: organisation?.country ?? null,
				rangeCountry: record.country,
				delegatedCountry: record.delegatedCountry,
				asn: originOf(asked),
				source: "registry",
				path: labels.concat(contact.path),
				asOf,
			};
		},
		ofAs(asn) {
			const entry = tables.autNum(asn);
			if (entry === null) return null;
			const { organisation, mailboxes, unreadable, path } = named(entry.org, entry.role, entry.role < 0);
			const second = entry.role < 0 ? null : named(entry.org, -1, true);
			const isOther = second !== null && second.mailboxes.length > 0 && second.mailboxes.join() !== mailboxes.join();
			const label = `aut-num AS${asn}`;
			const operator = organisation?.name ?? (entry.name || `AS${asn}`);
			return {
				// An AS number has no range; this one says nothing and is never shown or stored.
				...{ range: { version: 4, first: 0n, last: 0n }, leaf: false },
				...{ operator, mailboxes, unreadable, suspect: false },
				others: isOther ? [{ operator, mailboxes: second.mailboxes, path: [label, ...second.path] }] : [],
				netname: entry.name || null,
				organisationCountry: organisation?.country ?? null,
				...{ rangeCountry: null, delegatedCountry: null, asn, source: "registry", path: [label, ...path], asOf },
			};
		},
	};
}
