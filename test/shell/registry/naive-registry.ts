import { operatorKey } from "../../../src/core/contact/parse-mailboxes.ts";
import { readMailboxField } from "../../../src/core/contact/read-mailbox-field.ts";
import { containsRange, renderAddress, renderRange } from "../../../src/core/report/range.ts";
import type { AddressRange } from "../../../src/core/report/target.ts";

/** A network as a test writes it; `null` references are left out. */
export interface TestNetwork {
	readonly range: AddressRange;
	readonly name: string;
	readonly country: string | null;
	readonly org: string | null;
	readonly abuseC: string | null;
	/** Kept by a maintainer that ends the climb. */
	readonly ends: boolean;
}

export interface TestOrganisation {
	readonly handle: string;
	readonly name: string;
	readonly country: string | null;
	readonly abuseC: string | null;
	readonly isLir: boolean;
}

/** A role; without `mailbox` it is no abuse contact. */
export interface TestRole {
	readonly handle: string;
	readonly mailbox: string | null;
}

export interface TestRoute {
	readonly range: AddressRange;
	readonly origin: number;
}

/** A whole small database; of networks of the same range the later one is the more specific. */
export interface TestDatabase {
	readonly networks: readonly TestNetwork[];
	readonly organisations: readonly TestOrganisation[];
	readonly roles: readonly TestRole[];
	readonly routes: readonly TestRoute[];
}

/** What the naive way finds; in the words of `Contact`. */
export interface NaiveContact {
	readonly range: AddressRange;
	readonly mailboxes: readonly string[];
	readonly unreadable: string | null;
	readonly operator: string;
	readonly organisationCountry: string | null;
	readonly rangeCountry: string | null;
	readonly netname: string;
	readonly path: readonly string[];
	readonly others: readonly { readonly mailboxes: readonly string[]; readonly path: readonly string[] }[];
}

const width = ({ first, last }: AddressRange) => last - first;
const same = (a: AddressRange, b: AddressRange) => containsRange(a, b) && containsRange(b, a);

export function labelOf({ version, first, last }: AddressRange): string {
	if (version === 6) return `inet6num ${renderRange({ version, first, last })}`;
	return `inetnum ${renderAddress(4, first)} - ${renderAddress(4, last)}`;
}

/** The narrowest; of two as wide the one that begins later; of two equal ones the one that was written later. */
function mostSpecific(candidates: readonly TestNetwork[]): TestNetwork | null {
	let best: TestNetwork | null = null;
	for (const one of candidates) {
		if (best === null || width(one.range) < width(best.range)) best = one;
		else if (width(one.range) === width(best.range) && one.range.first >= best.range.first) best = one;
	}
	return best;
}

/** Every answer by looking at every object, each time: the oracle of the index. */
export function naiveRegistry({ networks, organisations, roles, routes }: TestDatabase) {
	const roleOf = (handle: string | null) => {
		const role = roles.findLast((one) => one.handle === handle);
		if (role === undefined || role.mailbox === null) return null;
		return { handle: role.handle, ...readMailboxField([role.mailbox]) };
	};
	const organisationOf = (handle: string | null) => organisations.findLast((one) => one.handle === handle) ?? null;
	const around = (range: AddressRange) => mostSpecific(networks.filter((one) => containsRange(one.range, range)));
	const parentOf = (network: TestNetwork) => {
		const place = networks.indexOf(network);
		return mostSpecific(
			networks.filter(
				(other, at) =>
					containsRange(other.range, network.range) && (same(other.range, network.range) ? at < place : true),
			),
		);
	};
	const own = (network: TestNetwork) => {
		const role = roleOf(network.abuseC);
		return role && { ...role, path: [labelOf(network.range), `role ${role.handle}`] };
	};
	const throughOrg = (network: TestNetwork) => {
		const organisation = organisationOf(network.org);
		const role = roleOf(organisation?.abuseC ?? null);
		if (organisation === null || role === null) return null;
		return { ...role, path: [labelOf(network.range), `org ${organisation.handle}`, `role ${role.handle}`] };
	};
	const othersAbove = (end: TestNetwork, used: readonly string[]) => {
		const offers: (ReturnType<typeof own> | null)[] = own(end) === null ? [] : [throughOrg(end)];
		let ended = end.ends;
		let member = organisationOf(end.org)?.isLir === true;
		for (let at = parentOf(end); at !== null; at = parentOf(at)) {
			const isLir = organisationOf(at.org)?.isLir === true;
			if (!ended) offers.push(own(at), throughOrg(at));
			else if (isLir && !member) offers.push(throughOrg(at));
			ended ||= at.ends;
			member ||= isLir;
		}
		const seen = new Set(["", operatorKey(used)]);
		const others: { mailboxes: readonly string[]; path: readonly string[] }[] = [];
		for (const offer of offers) {
			if (offer === null || seen.has(operatorKey(offer.mailboxes))) continue;
			seen.add(operatorKey(offer.mailboxes));
			others.push({ mailboxes: offer.mailboxes, path: offer.path });
		}
		return others.slice(0, 4);
	};
	const contactOf = (network: TestNetwork): NaiveContact => {
		const path: string[] = [];
		let shown: TestOrganisation | null = null;
		let at: TestNetwork = network;
		for (;;) {
			const found = own(at) ?? throughOrg(at);
			shown = found === null ? (shown ?? organisationOf(at.org)) : organisationOf(at.org);
			if (found !== null) path.push(...found.path);
			else path.push(labelOf(at.range));
			const above = parentOf(at);
			if (found === null && !at.ends && above !== null) {
				at = above;
				continue;
			}
			return {
				range: network.range,
				mailboxes: found?.mailboxes ?? [],
				unreadable: found?.unreadable ?? null,
				operator: shown?.name ?? (network.name || labelOf(network.range)),
				organisationCountry: shown?.country ?? null,
				rangeCountry: network.country,
				netname: network.name,
				path,
				others: othersAbove(at, found?.mailboxes ?? []),
			};
		}
	};
	return {
		around,
		contactOf,
		originOf(range: AddressRange): number | null {
			const holding = routes.filter((route) => containsRange(route.range, range));
			const narrowest = holding.map((route) => width(route.range)).sort((a, b) => (a < b ? -1 : 1))[0];
			const origins = new Set(holding.filter((route) => width(route.range) === narrowest).map(({ origin }) => origin));
			return origins.size === 1 ? ([...origins][0] as number) : null;
		},
		/** The networks that some address in the range belongs to, and whether an address belongs to none. */
		inside(range: AddressRange): { readonly networks: ReadonlySet<TestNetwork>; readonly gaps: boolean } {
			const edges = [range.first, ...networks.flatMap((one) => [one.range.first, one.range.last + 1n])];
			const owners = edges
				.filter((at) => at >= range.first && at <= range.last)
				.map((first) => around({ version: range.version, first, last: first }));
			return { networks: new Set(owners.filter((one) => one !== null)), gaps: owners.includes(null) };
		},
	};
}
