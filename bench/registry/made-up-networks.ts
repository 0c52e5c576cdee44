import { createRandom, type Random } from "../random.ts";

/** How many objects of each kind a made-up registry has. */
export interface RegistryShape {
	readonly inetnum: number;
	readonly inet6num: number;
	readonly organisations: number;
	readonly roles: number;
	readonly routes: number;
}

/**
 * Networks of one version, by first address, the wider first. An address is a number: of IPv4 itself, of IPv6 its upper half
 * counted from 2a00::, so that a double holds it.
 */
export interface Networks {
	readonly version: 4 | 6;
	readonly count: number;
	readonly first: Float64Array;
	readonly last: Float64Array;
	/** What the network names itself; -1 = nothing. Organisation `n` has role `n`. */
	readonly org: Int32Array;
	readonly role: Int32Array;
	readonly allocation: Uint8Array;
	/** The role that is responsible: its own, else that of the network above. */
	readonly answer: Int32Array;
	/** Positions of networks that cross the one before or after them. */
	readonly crossing: readonly number[];
}

interface Place {
	readonly first: number;
	readonly size: number;
	/** Position of the network above; -1 for an allocation. */
	readonly above: number;
}

const shares = { org: 0.06, role: 0.02, split: 0.3, crossing: 0.0005 };
/** Sizes of assignments, as powers of two, as often as they come in the real database. */
const assigned = { 4: [2, 3, 3, 3, 3, 4, 4, 5, 6, 8, 8, 10], 6: [16, 16, 16, 16, 16, 16, 16, 8, 8, 0] } as const;

/** Allocations with assignments of many sizes in them, some split further, and gaps: the same ones for the same shape. */
export function makeUpNetworks(version: 4 | 6, shape: RegistryShape): Networks {
	const random = createRandom(version);
	const wanted = version === 4 ? shape.inetnum : shape.inet6num;
	const table = emptyTable(wanted);
	const crossing: number[] = [];
	let count = 0;
	const add = ({ first, size, above }: Place, named: "any" | "role" = "any"): number => {
		if (count === wanted) return -1;
		const at = count++;
		table.first[at] = first;
		table.last[at] = first + size - 1;
		table.allocation[at] = above < 0 ? 1 : 0;
		const [org, role] =
			above < 0 ? [random.below(Math.ceil(shape.organisations / 5)), -1] : names(random, shape, named);
		table.org[at] = org;
		table.role[at] = role;
		table.answer[at] = role >= 0 ? role : org >= 0 ? org : (table.answer[above] as number);
		return at;
	};
	const cross = (first: number, above: number) => {
		for (const place of [
			{ first, size: 24, above },
			{ first: first + 16, size: 32, above },
		]) {
			const at = add(place, "role");
			if (at >= 0) crossing.push(at);
		}
	};
	const fill = ({ first, size }: Place, above: number) => {
		const density = random.below(100) / 100;
		const end = version === 4 ? first + size : first + size / 8;
		let most = version === 4 ? Number.POSITIVE_INFINITY : random.below(120);
		for (let from = first; from < end && count < wanted && most > 0; most--) {
			// A network of IPv6 is one block, and blocks never cross.
			if (version === 4 && end - from >= 64 && random.chance(shares.crossing)) {
				from = Math.ceil(from / 64) * 64;
				if (from + 48 <= end) cross(from, above);
				from += 64;
				continue;
			}
			const bits = assigned[version][random.below(assigned[version].length)] as number;
			const part = 2 ** bits;
			from = Math.ceil(from / part) * part;
			if (from + part > end) break;
			const at = add({ first: from, size: part, above });
			if (at >= 0 && bits >= 6 && random.chance(shares.split)) {
				for (let inner = from; inner < from + Math.min(part, 256); inner += 16)
					if (random.chance(0.5)) add({ first: inner, size: 8, above: at });
			}
			from += part + (random.chance(density) ? part * random.below(3) : 0);
		}
	};
	for (let next = version === 4 ? 0x0200_0000 : 0; count < wanted; ) {
		const size = version === 4 ? 2 ** (10 + random.below(9)) : 2 ** 35;
		const place = { first: Math.ceil(next / size) * size, size, above: -1 };
		next = place.first + size;
		fill(place, add(place));
	}
	return { ...table, version, count, crossing };
}

function emptyTable(count: number) {
	const words = () => new Int32Array(count);
	return {
		...{ first: new Float64Array(count), last: new Float64Array(count), allocation: new Uint8Array(count) },
		...{ org: words(), role: words(), answer: words() },
	};
}

function names(random: Random, shape: RegistryShape, named: "any" | "role"): readonly [number, number] {
	if (named === "role" || random.chance(shares.role)) return [-1, random.below(shape.roles)];
	return [random.chance(shares.org) ? random.below(shape.organisations) : -1, -1];
}

/** The abuse mailbox of a role; empty where junk stands in its place. */
export const mailboxOf = (role: number): string => (role % 500 === 7 ? "" : `abuse@operator${role}.example`);

const ipv6Top = 0x2a00_0000;

/** The two words of a number of IPv6's upper half. */
export const upperWords = (at: number): readonly [number, number] => [ipv6Top + Math.floor(at / 2 ** 32), at % 2 ** 32];

/** The first four bytes or groups in text; of IPv6 without the lower half. */
export function renderUpper(version: 4 | 6, at: number): string {
	if (version === 4) return `${at >>> 24}.${(at >>> 16) & 255}.${(at >>> 8) & 255}.${at & 255}`;
	return upperWords(at)
		.map((word) => `${(word >>> 16).toString(16)}:${(word & 0xffff).toString(16)}`)
		.join(":");
}

/** Addresses as they stand in a report, in no order: inside networks, right beside them, in crossing ones, and anywhere. */
export function* makeUpAddresses(
	all: readonly Networks[],
	count: number,
): Generator<{ version: 4 | 6; at: number; text: string }> {
	const random = createRandom(count);
	for (let made = 0; made < count; made++) {
		const networks = all[random.chance(0.3) ? 1 : 0] as Networks;
		const { version, crossing } = networks;
		const picked =
			crossing.length > 0 && random.chance(0.01)
				? (crossing[random.below(crossing.length)] as number)
				: random.below(networks.count);
		const [first, last] = [networks.first[picked] as number, networks.last[picked] as number];
		const way = random.below(10);
		const inside = first + (random.below(2 ** 32) % (last - first + 1));
		const anywhere = version === 4 ? random.below(2 ** 32) : random.below(2 ** 32) * 2 ** 18;
		const at = way === 0 ? Math.max(0, first - 1) : way === 1 ? last + 1 : way === 2 ? anywhere : inside;
		const group = () => random.below(65_536).toString(16);
		const lower = version === 6 ? `:${group()}:${group()}:${group()}:${group()}` : "";
		yield { version, at, text: `${renderUpper(version, at)}${lower}` };
	}
}
