import { createWriteStream } from "node:fs";
import { mkdir } from "node:fs/promises";
import { join } from "node:path";
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { createGzip } from "node:zlib";
import { renderAddress, renderRange } from "../../src/core/report/range.ts";
import type { AddressRange, AddressVersion } from "../../src/core/report/target.ts";
import { createRandom, type Random } from "../random.ts";

/** A registered network of a made-up registry. */
export interface Network {
	readonly range: AddressRange;
	/** Position of the allocation that it lies in; null for an allocation. */
	readonly parent: number | null;
	/** Who is responsible: the own contact of the network, else that of the one above. */
	readonly mailbox: string;
	/** True when the network names a contact of its own; an allocation does through its organisation. */
	readonly own: boolean;
	/** Nothing is registered inside. */
	readonly leaf: boolean;
}

const perAllocation = 200;
const shares = { ipv6: 0.2, own: 0.2 };
/** 20.0.0.0 and 2a00:: on: ordinary space, and room for some millions of networks. */
const origin = { 4: 20n << 24n, 6: 0x2a00n << 112n } as const;
/** An allocation is a /16 or a /32. */
const allocationBits = { 4: 16n, 6: 96n } as const;

/** Allocations with assignments of different sizes and gaps between them: the same ones for the same `count`, in every run. */
export function makeNetworks(count: number): Network[] {
	const random = createRandom(count);
	const networks: Network[] = [];
	const allocations = { 4: 0n, 6: 0n };
	while (networks.length < count) {
		const version: AddressVersion = random.chance(shares.ipv6) ? 6 : 4;
		const first = origin[version] + (allocations[version]++ << allocationBits[version]);
		const range = { version, first, last: first + (1n << allocationBits[version]) - 1n };
		const parent = networks.length;
		const mailbox = `abuse@isp${parent}.example`;
		networks.push({ range, parent: null, mailbox, own: true, leaf: false });
		let from = first;
		while (from <= range.last && networks.length - parent <= perAllocation && networks.length < count) {
			const bits = assignmentBits(version, random);
			const start = ((from + (1n << bits) - 1n) >> bits) << bits;
			const last = start + (1n << bits) - 1n;
			if (last > range.last) break;
			const own = random.chance(shares.own);
			networks.push({
				...{ range: { version, first: start, last }, parent, own, leaf: true },
				mailbox: own ? `abuse@customer${networks.length}.example` : mailbox,
			});
			from = last + 1n + (random.chance(0.5) ? 1n << bits : 0n);
		}
	}
	return networks;
}

/** /24 to /29, or a /48. */
function assignmentBits(version: AddressVersion, random: Random): bigint {
	return version === 6 ? 80n : BigInt(3 + random.below(6));
}

/** Addresses as they stand in a report: most of them in a registered network, one in ten anywhere near. */
export function makeAddresses(networks: readonly Network[], count: number): string[] {
	const random = createRandom(count + 1);
	return Array.from({ length: count }, () => {
		const { range } = networks[random.below(networks.length)] as Network;
		const inside = range.first + (BigInt(random.below(2 ** 32)) % (range.last - range.first + 1n));
		const away = random.chance(0.1) ? 1n << BigInt(random.below(range.version === 4 ? 27 : 100)) : 0n;
		return renderAddress(range.version, inside + away);
	});
}

/** As the RIPE database writes it: `first - last`, or a block of IPv6. */
export function renderKey(range: AddressRange): string {
	const { version, first, last } = range;
	return version === 6 ? renderRange(range) : `${renderAddress(4, first)} - ${renderAddress(4, last)}`;
}

const roleOf = (index: number) => `AR${index}-BENCH`;

function* networkObjects(networks: readonly Network[], version: AddressVersion): Generator<string> {
	const type = version === 4 ? "inetnum" : "inet6num";
	for (const [index, { range, parent, own }] of networks.entries()) {
		if (range.version !== version) continue;
		const contact =
			parent === null ? `org:            ORG-B${index}-BENCH\n` : own ? `abuse-c:        ${roleOf(index)}\n` : "";
		const maintainer = parent === null ? "RIPE-NCC-HM-MNT" : `B${parent}-MNT`;
		yield `${type}:        ${renderKey(range)}\nnetname:        NET-${index}\ndescr:          Made up\ncountry:        NL\n${contact}status:         ${parent === null ? "ALLOCATED" : "ASSIGNED"} PA\nmnt-by:         ${maintainer}\ncreated:        2020-01-01T00:00:00Z\nsource:         RIPE\n\n`;
	}
}

function* organisationObjects(networks: readonly Network[]): Generator<string> {
	for (const [index, { parent }] of networks.entries()) {
		if (parent === null)
			yield `organisation:   ORG-B${index}-BENCH\norg-name:       Provider ${index} B.V.\ncountry:        NL\norg-type:       LIR\nabuse-c:        ${roleOf(index)}\nsource:         RIPE\n\n`;
	}
}

function* roleObjects(networks: readonly Network[]): Generator<string> {
	for (const [index, { own, mailbox }] of networks.entries()) {
		if (own)
			yield `role:           Abuse ${index}\nnic-hdl:        ${roleOf(index)}\nabuse-mailbox:  ${mailbox}\nsource:         RIPE\n\n`;
	}
}

/** Writes the networks as the RIPE database's split files, packed as its ftp site has them. */
export async function writeRegistry(folder: string, networks: readonly Network[]): Promise<void> {
	await mkdir(folder, { recursive: true });
	const files: Record<string, Generator<string>> = {
		inetnum: networkObjects(networks, 4),
		inet6num: networkObjects(networks, 6),
		organisation: organisationObjects(networks),
		role: roleObjects(networks),
	};
	for (const [type, objects] of Object.entries(files)) {
		const file = createWriteStream(join(folder, `ripe.db.${type}.gz`));
		await pipeline(Readable.from(inPieces(objects)), createGzip({ level: 1 }), file);
	}
}

function* inPieces(objects: Iterable<string>): Generator<string> {
	let text = "";
	for (const object of objects) {
		text += object;
		if (text.length < 65_536) continue;
		yield text;
		text = "";
	}
	yield text;
}
