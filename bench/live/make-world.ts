import { containsRange, renderAddress } from "../../src/core/report/range.ts";
import type { AddressRange, AddressVersion, Target } from "../../src/core/report/target.ts";
import { abuseOf, type RipeDatabase, type RipeNetwork } from "../../test/support/ripe-database.ts";
import { createRandom, type Random } from "../random.ts";

export interface WorldSize {
	/** Distinct most specific ranges that the addresses of the report lie in. */
	readonly leaves: number;
	readonly addresses: number;
	/** What they lie in. */
	readonly allocations: number;
	/** Worlds of another number share no address with it; 0 to 9. */
	readonly place: number;
}

/** An address of a report and what is true of it. */
export interface Affected {
	readonly target: Target;
	readonly range: AddressRange;
	/** The most specific one that holds it. */
	readonly network: RipeNetwork;
	readonly mailbox: string;
}

/** A registry and a report about addresses in it, in random order. */
export interface World {
	readonly database: RipeDatabase;
	readonly report: readonly Affected[];
	/** Distinct most specific ranges in the report. */
	readonly leaves: number;
}

const shares = { ipv6: 0.2, ownContact: 0.3, ownOrganisation: 0.15, subAllocation: 0.1, betweenCustomers: 0.03 };
/** Three customers are registered for each that is in the report. */
const customersPerLeaf = 3;
const roomPerCustomer = 400;
const origin = { 4: 20n << 24n, 6: 0x2a00n << 112n } as const;
const placeBits = { 4: 26n, 6: 116n } as const;

interface Allocation {
	readonly network: RipeNetwork;
	readonly customers: RipeNetwork[];
	/** The blocks that it is announced as. */
	readonly routes: readonly AddressRange[];
}

interface Drawing {
	readonly random: Random;
	readonly organisations: RipeDatabase["organisations"][number][];
	readonly roles: Map<string, { readonly mailbox: string; readonly suspect?: boolean }>;
}

function newRole({ roles }: Drawing): string {
	const handle = `AR${roles.size}-BENCH`;
	roles.set(handle, { mailbox: `abuse@operator${roles.size}.example` });
	return handle;
}

function newOrganisation(drawing: Drawing, abuseC: string): string {
	const handle = `ORG-B${drawing.organisations.length}-BENCH`;
	drawing.organisations.push({ handle, name: `Operator ${handle}`, country: "NL", abuseC });
	return handle;
}

function newCustomer(range: AddressRange, drawing: Drawing): RipeNetwork {
	const { random } = drawing;
	const base = { range, netname: `NET-${range.first}`, country: "NL", mntBy: "CUSTOMER-MNT" };
	if (random.chance(shares.ownOrganisation)) return { ...base, org: newOrganisation(drawing, newRole(drawing)) };
	return random.chance(shares.ownContact) ? { ...base, abuseC: newRole(drawing) } : base;
}

/** Bits of a customer's network: /23 to /29, or a /48. */
const customerBits = (version: AddressVersion, random: Random) => (version === 6 ? 80n : BigInt(3 + random.below(7)));

/** Customers from `first` on, some with networks of their own in theirs, some apart from the next; they are no blocks now and then. */
function fill(allocation: Allocation, count: number, drawing: Drawing): void {
	const { random } = drawing;
	const { version, last } = allocation.network.range;
	let from = allocation.network.range.first;
	for (let n = 0; n < count; n++) {
		const size = 1n << customerBits(version, random);
		const odd = version === 4 && size > 8n && random.chance(0.2) ? size - 3n : size;
		const range = { version, first: from, last: from + odd - 1n };
		if (range.last > last) return;
		allocation.customers.push(newCustomer(range, drawing));
		if (random.chance(shares.subAllocation)) {
			const part = { version, first: range.first + odd / 4n, last: range.first + odd / 2n };
			allocation.customers.push(newCustomer(part, drawing));
		}
		from = range.last + 1n + (random.chance(0.5) ? size * BigInt(random.below(4)) : 0n);
	}
}

function makeAllocations(size: WorldSize, drawing: Drawing): Allocation[] {
	const { random } = drawing;
	const next = {
		4: origin[4] + (BigInt(size.place) << placeBits[4]),
		6: origin[6] + (BigInt(size.place) << placeBits[6]),
	};
	const perAllocation = Math.ceil((size.leaves * customersPerLeaf) / size.allocations);
	return Array.from({ length: size.allocations }, () => {
		const version = random.chance(shares.ipv6) ? 6 : 4;
		// Room for all of them, or twice that; some one and a half times as long as a block: they reach over the ends of a /16.
		const bits = Math.ceil(Math.log2(perAllocation * roomPerCustomer)) + random.below(2);
		const block = version === 6 ? 1n << 96n : 1n << BigInt(bits);
		const first = ((next[version] + block - 1n) / block) * block;
		const blocks: AddressRange[] = [{ version, first, last: first + block - 1n }];
		if (version === 4 && random.chance(0.3)) {
			blocks.push({ version, first: first + block, last: first + block + block / 2n - 1n });
		}
		const { last } = blocks.at(-1) as AddressRange;
		next[version] = last + 1n;
		const org = newOrganisation(drawing, newRole(drawing));
		const range = { version, first, last } as const;
		const network = { range, netname: `ISP-${first}`, country: "NL", org, mntBy: "RIPE-NCC-HM-MNT" };
		const allocation: Allocation = { network, customers: [], routes: blocks };
		fill(allocation, perAllocation, drawing);
		return allocation;
	});
}

function addressIn(range: AddressRange, random: Random): AddressRange {
	const value = range.first + (BigInt(random.below(2 ** 32)) % (range.last - range.first + 1n));
	return { version: range.version, first: value, last: value };
}

const width = (range: AddressRange) => range.last - range.first;

function mostSpecific(address: AddressRange, { network, customers }: Allocation): RipeNetwork {
	return customers
		.filter(({ range }) => containsRange(range, address))
		.reduce((best, next) => (width(next.range) < width(best.range) ? next : best), network);
}

/** The same for the same size, in every run. */
export function makeWorld(size: WorldSize): World {
	const random = createRandom(size.leaves * 7 + size.allocations);
	const drawing: Drawing = { random, organisations: [], roles: new Map() };
	const allocations = makeAllocations(size, drawing);
	const networks = allocations.flatMap(({ network, customers }) => [network, ...customers]);
	const routes = allocations.flatMap((allocation, index) =>
		allocation.routes.map((range) => ({ range, origin: `AS${64496 + index}` })),
	);
	const database: RipeDatabase = { networks, organisations: drawing.organisations, roles: drawing.roles, routes };
	const mailboxes = new Map<RipeNetwork, string>();
	const mailboxOf = (network: RipeNetwork): string => {
		const mailbox = mailboxes.get(network) ?? abuseOf(database, network)?.email ?? "";
		mailboxes.set(network, mailbox);
		return mailbox;
	};
	const customers = allocations.flatMap((allocation) =>
		allocation.customers.map((network) => ({ allocation, network })),
	);
	const used = customers.filter(() => random.chance(1 / customersPerLeaf));
	const report = new Map<string, Affected>();
	const leaves = new Set<RipeNetwork>();
	while (report.size < size.addresses) {
		const between = random.chance(shares.betweenCustomers);
		const one = used[random.below(used.length)] as (typeof used)[number];
		const range = addressIn(between ? one.allocation.network.range : one.network.range, random);
		const text = renderAddress(range.version, range.first);
		const network = mostSpecific(range, one.allocation);
		if (leaves.size === size.leaves && !leaves.has(network)) continue;
		leaves.add(network);
		report.set(text, { target: { kind: "address", text, range }, range, network, mailbox: mailboxOf(network) });
	}
	return { database, report: [...report.values()], leaves: leaves.size };
}
