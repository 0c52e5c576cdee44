import { isPlaceholder } from "../../core/contact/is-placeholder.ts";
import { parseRegisteredRange } from "../../core/contact/parse-registered-range.ts";
import { readMailboxField } from "../../core/contact/read-mailbox-field.ts";
import type { RpslObject } from "../../core/contact/rpsl.ts";
import { toCountry } from "../../core/contact/to-country.ts";
import { toWords } from "../../core/report/address-words.ts";
import { prefixLength } from "../../core/report/range.ts";
import { countryCode } from "../country-code.ts";
import type { AutNum, Networks, Organisation, Role, Routes } from "./collected.ts";
import { codes, column, indices, octets, words } from "./column.ts";
import { factsOf, type ObjectFacts } from "./object-facts.ts";
import { type Bounds, readBounds } from "./read-bounds.ts";
import { textArena } from "./text-arena.ts";

/** The attributes that a contact can depend on. */
export const keptAttributes: ReadonlySet<string> = new Set([
	"abuse-c",
	"abuse-mailbox",
	"as-name",
	"aut-num",
	"country",
	"inet6num",
	"inetnum",
	"mnt-by",
	"mnt-lower",
	"netname",
	"nic-hdl",
	"org",
	"org-name",
	"org-type",
	"organisation",
	"origin",
	"role",
	"route",
	"route6",
	"source",
]);

const sources = new Set(["RIPE", "RIPE-NONAUTH"]);
const asNumber = (text: string) => {
	const match = /^AS(\d{1,10})$/i.exec(text);
	const asn = match === null ? -1 : Number(match[1]);
	return asn > 0xffffffff ? -1 : asn;
};

/** Puts objects of RIPE's sources where they are looked up. Roles come first, then organisations, then what refers to them. */
export interface Collector {
	add(object: RpslObject): void;
	readonly roles: readonly Role[];
	readonly organisations: readonly Organisation[];
	readonly autNums: ReadonlyMap<number, AutNum>;
	/** Number of objects by type; those of other sources do not count. */
	readonly counts: ReadonlyMap<string, number>;
	/** What was collected of one version; nothing may be added afterwards. */
	networks(version: 4 | 6): Networks;
	routes(version: 4 | 6): Routes;
}

function networkColumns(version: 4 | 6) {
	const size = version === 4 ? [3] : [0, 1, 2, 3];
	const make = () => size.map((word) => ({ word, values: column(words) }));
	const columns = {
		...{ first: make(), last: make(), nameAt: column(words), names: textArena() },
		...{ org: column(indices), role: column(indices), country: column(codes), ends: column(octets) },
	};
	let count = 0;
	return {
		add(bounds: Bounds, facts: ObjectFacts, org: number, role: number) {
			for (const { word, values } of columns.first) values.push(bounds.first[word] as number);
			for (const { word, values } of columns.last) values.push(bounds.last[word] as number);
			columns.org.push(org);
			columns.role.push(role);
			columns.country.push(countryCode(toCountry(facts.countries)));
			columns.ends.push(facts.ends ? 1 : 0);
			columns.nameAt.push(columns.names.add(facts.name));
			count++;
		},
		done(): Networks {
			columns.nameAt.push(columns.names.add(""));
			return {
				version,
				count,
				first: columns.first.map(({ values }) => values.done()),
				last: columns.last.map(({ values }) => values.done()),
				...{ org: columns.org.done(), role: columns.role.done(), country: columns.country.done() },
				...{ ends: columns.ends.done(), nameAt: columns.nameAt.done(), names: columns.names.done() },
			};
		},
	};
}

function routeColumns(version: 4 | 6) {
	const size = version === 4 ? [3] : [0, 1, 2, 3];
	const first = size.map((word) => ({ word, values: column(words) }));
	const length = column(octets);
	const origin = column(words);
	return {
		add(bounds: Bounds, bits: number, asn: number) {
			for (const { word, values } of first) values.push(bounds.first[word] as number);
			length.push(bits);
			origin.push(asn);
		},
		done: (): Routes => ({
			version,
			first: first.map(({ values }) => values.done()),
			length: length.done(),
			origin: origin.done(),
		}),
	};
}

export function collector(): Collector {
	const roles: Role[] = [];
	const roleAt = new Map<string, number>();
	const organisations: Organisation[] = [];
	const organisationAt = new Map<string, number>();
	const autNums = new Map<number, AutNum>();
	const counts = new Map<string, number>();
	const networks = { 4: networkColumns(4), 6: networkColumns(6) };
	const routes = { 4: routeColumns(4), 6: routeColumns(6) };
	const bounds: Bounds = { first: new Uint32Array(4), last: new Uint32Array(4) };
	const at = (index: ReadonlyMap<string, number>, handle: string) =>
		handle === "" ? -1 : (index.get(handle.toUpperCase()) ?? -1);
	const ofType: Readonly<Record<string, (key: string, facts: ObjectFacts) => void>> = {
		role(_key, { handle, mailboxes }) {
			// A role without `abuse-mailbox` is no abuse contact: as if it were not there.
			if (handle === "" || mailboxes.length === 0) return;
			roleAt.set(handle.toUpperCase(), roles.length);
			roles.push({ handle: handle.toUpperCase(), ...readMailboxField(mailboxes) });
		},
		organisation(handle, { orgName, countries, abuseC, orgType }) {
			organisationAt.set(handle.toUpperCase(), organisations.length);
			organisations.push({
				handle,
				name: orgName,
				country: countryCode(toCountry(countries)),
				role: at(roleAt, abuseC),
				isLir: orgType.toUpperCase() === "LIR",
			});
		},
		"aut-num"(key, { name, org, abuseC }) {
			const asn = asNumber(key);
			if (asn >= 0) autNums.set(asn, { name, org: at(organisationAt, org), role: at(roleAt, abuseC) });
		},
		inetnum(key, facts) {
			if (isPlaceholder(facts.name)) return;
			const version = readBounds(key, bounds);
			if (version !== 0) networks[version].add(bounds, facts, at(organisationAt, facts.org), at(roleAt, facts.abuseC));
		},
		route(key, { origin }) {
			const asn = asNumber(origin);
			const range = asn < 0 ? null : parseRegisteredRange(key);
			const bits = range === null ? null : prefixLength(range);
			if (range === null || bits === null) return;
			toWords(range.first, bounds.first);
			routes[range.version].add(bounds, bits, asn);
		},
	};
	const kin: Readonly<Record<string, string>> = { inet6num: "inetnum", route6: "route" };
	return {
		...{ roles, organisations, autNums, counts },
		add(object) {
			const use = ofType[kin[object.type] ?? object.type];
			if (use === undefined) return;
			const facts = factsOf(object);
			if (!sources.has(facts.source.toUpperCase())) return;
			counts.set(object.type, (counts.get(object.type) ?? 0) + 1);
			use(object.key, facts);
		},
		networks: (version) => networks[version].done(),
		routes: (version) => routes[version].done(),
	};
}
