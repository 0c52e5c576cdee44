import { open } from "node:fs/promises";
import { flatten } from "./flatten.ts";
import { mailboxOf, type Networks, upperWords } from "./made-up-networks.ts";

/** In a record: the rest is a role, not a node. */
const isData = 0x8000_0000;

/** A binary tree of prefixes. A record is 0 (nothing), a node, or a role. */
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
		put(node: number, { words, length, role }: { words: readonly number[]; length: number; role: number }) {
			const slot = slotOf(node, words, length);
			records[slot] = (isData | role) >>> 0;
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

/** Writes the answers as a MaxMind database (format 2.0): the mailbox of each address, one text per role. */
export async function writeMmdb(path: string, all: readonly Networks[], roles: number): Promise<void> {
	const tree = prefixTree();
	const four = tree.four();
	for (const networks of all) {
		const isFour = networks.version === 4;
		flatten(networks, (from, to, role) => {
			for (let at = from; at <= to; ) {
				let bits = 0;
				while (at % 2 ** (bits + 1) === 0 && at + 2 ** (bits + 1) - 1 <= to) bits++;
				if (isFour) tree.put(four, { words: [at], length: 32 - bits, role });
				else tree.put(0, { words: upperWords(at), length: 64 - bits, role });
				at += 2 ** bits;
			}
		});
	}
	const offsets = new Uint32Array(roles);
	const data: Buffer[] = [];
	let size = 0;
	for (let role = 0; role < roles; role++) {
		const bytes = text(mailboxOf(role));
		offsets[role] = size;
		size += bytes.length;
		data.push(bytes);
	}
	const { nodes, bytes } = tree.bytes(offsets);
	const file = await open(path, "w");
	try {
		for (const piece of [bytes, Buffer.alloc(16), Buffer.concat(data), metadata(nodes)]) await file.writeFile(piece);
	} finally {
		await file.close();
	}
}
