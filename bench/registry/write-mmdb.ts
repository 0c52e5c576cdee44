import { open } from "node:fs/promises";
import { flatten } from "./flatten.ts";
import { mailboxOf, type Networks, upperWords } from "./made-up-networks.ts";

/** In a record: the rest is an answer, not a node. */
const isData = 0x8000_0000;

/** A binary tree of prefixes. A record is 0 (nothing), a node, or an answer. */
function prefixTree() {
	let records = new Uint32Array(2 ** 20);
	let nodes = 1;
	const below = (slot: number): number => {
		const known = records[slot] as number;
		if (known !== 0) return known;
		if (nodes * 2 + 2 > records.length) {
			const larger = new Uint32Array(records.length * 2);
			larger.set(records);
			records = larger;
		}
		records[slot] = nodes;
		return nodes++;
	};
	/** Follows the first `length` bits from a node and gives the slot of the last one. */
	const slotOf = (node: number, words: readonly number[], length: number): number => {
		let at = node;
		for (let bit = 0; ; bit++) {
			const slot = at * 2 + (((words[bit >>> 5] as number) >>> (31 - (bit & 31))) & 1);
			if (bit === length - 1) return slot;
			at = below(slot);
		}
	};
	return {
		/** The node that stands for ::/96, in which IPv4 lies. */
		four: () => below(slotOf(0, [0, 0, 0], 96)),
		put(node: number, { words, length, answer }: { words: readonly number[]; length: number; answer: number }) {
			const slot = slotOf(node, words, length);
			records[slot] = (isData | answer) >>> 0;
		},
		/** As the format has it: 32 bits each, the higher byte first. */
		bytes(offsets: Uint32Array): { readonly nodes: number; readonly bytes: Buffer } {
			for (let slot = 0; slot < nodes * 2; slot++) {
				const record = records[slot] as number;
				if (record === 0) records[slot] = nodes;
				else if (record >= isData) records[slot] = nodes + 16 + (offsets[record - isData] as number);
			}
			return { nodes, bytes: Buffer.from(records.buffer, 0, nodes * 8).swap32() };
		},
	};
}

const types = { string: 2, uint16: 5, uint32: 6, map: 7 } as const;
const head = (type: number, size: number) => Buffer.from([(type << 5) | size]);

function text(value: string): Buffer {
	const bytes = Buffer.from(value);
	const start =
		bytes.length < 29 ? head(types.string, bytes.length) : Buffer.from([(types.string << 5) | 29, bytes.length - 29]);
	return Buffer.concat([start, bytes]);
}

function whole(type: "uint16" | "uint32", value: number): Buffer {
	const size = type === "uint16" ? 2 : 4;
	const bytes = Buffer.alloc(size);
	bytes.writeUIntBE(value, 0, size);
	return Buffer.concat([head(types[type], size), bytes]);
}

/** `build_epoch` is a uint64 and `languages` an array: types above 7 stand in a second byte. */
function metadata(nodes: number): Buffer {
	const fields: readonly (readonly [string, Buffer])[] = [
		["node_count", whole("uint32", nodes)],
		["record_size", whole("uint16", 32)],
		["ip_version", whole("uint16", 6)],
		["database_type", text("Bench")],
		["languages", Buffer.from([0, 11 - 7])],
		["binary_format_major_version", whole("uint16", 2)],
		["binary_format_minor_version", whole("uint16", 0)],
		["build_epoch", Buffer.from([1, 9 - 7, 1])],
		["description", head(types.map, 0)],
	];
	const start = Buffer.concat([
		Buffer.from("abcdef", "hex"),
		Buffer.from("MaxMind.com"),
		head(types.map, fields.length),
	]);
	return Buffer.concat([start, ...fields.flatMap(([name, value]) => [text(name), value])]);
}

/** What a database says of an address. */
interface Answers {
	/** Of a network of one of the versions. */
	readonly of: (networks: Networks, network: number) => number;
	/** The data for each of them, one after the other, and where each begins. */
	readonly offsets: Uint32Array;
	readonly data: Uint8Array;
}

/** The mailbox of each address, one text per role; neighbours with the same are one, as makers of such files do it. */
function mailboxes(roles: number): Answers {
	const offsets = new Uint32Array(roles);
	const data: Buffer[] = [];
	let size = 0;
	for (let role = 0; role < roles; role++) {
		const bytes = text(mailboxOf(role));
		offsets[role] = size;
		size += bytes.length;
		data.push(bytes);
	}
	return { of: ({ answer }, network) => answer[network] as number, offsets, data: Buffer.concat(data) };
}

/** The place of the most specific network, those of IPv6 after those of IPv4: a uint32 each. */
function places([four, six]: readonly [Networks, Networks]): Answers {
	const count = four.count + six.count;
	const data = Buffer.alloc(count * 5);
	for (let place = 0; place < count; place++) {
		data.writeUInt8((types.uint32 << 5) | 4, place * 5);
		data.writeUInt32BE(place, place * 5 + 1);
	}
	const of = ({ version }: Networks, network: number) => (version === 4 ? network : four.count + network);
	return { of, offsets: Uint32Array.from({ length: count }, (_, place) => place * 5), data };
}

/** Writes a MaxMind database (format 2.0) that gives the mailbox of each address. */
export function writeMailboxMmdb(path: string, all: readonly [Networks, Networks], roles: number): Promise<void> {
	return writeMmdb(path, all, mailboxes(roles));
}

/** Writes one that gives the most specific network of each address, by its place. */
export function writeNetworkMmdb(path: string, all: readonly [Networks, Networks]): Promise<void> {
	return writeMmdb(path, all, places(all));
}

async function writeMmdb(path: string, all: readonly Networks[], answers: Answers): Promise<void> {
	const tree = prefixTree();
	const four = tree.four();
	for (const networks of all) {
		const isFour = networks.version === 4;
		const answerOf = (network: number) => answers.of(networks, network);
		flatten(networks, answerOf, (from, to, answer) => {
			for (let at = from; at <= to; ) {
				let bits = 0;
				while (at % 2 ** (bits + 1) === 0 && at + 2 ** (bits + 1) - 1 <= to) bits++;
				if (isFour) tree.put(four, { words: [at], length: 32 - bits, answer });
				else tree.put(0, { words: upperWords(at), length: 64 - bits, answer });
				at += 2 ** bits;
			}
		});
	}
	const { nodes, bytes } = tree.bytes(answers.offsets);
	const file = await open(path, "w");
	try {
		for (const piece of [bytes, Buffer.alloc(16), answers.data, metadata(nodes)]) await file.writeFile(piece);
	} finally {
		await file.close();
	}
}
