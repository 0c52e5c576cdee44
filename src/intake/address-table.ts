const noPort = 65_536;
const wordsPer = 5;

/** Each address with its port and protocol once, in little memory: 20 bytes an entry and a hash table of 6 to 12 bytes beside it. */
export class AddressTable {
	/** Five words an entry: four of the address (of IPv4 as `::ffff:0:0/96`), one for port and protocol. */
	private entries = new Uint32Array(1024 * wordsPer);
	/** Number of an entry, from 1; 0 = free. */
	private slots = new Int32Array(2048);
	private readonly protocols: (string | null)[] = [null];
	size = 0;

	/** Takes a row; true when it is the first with this address, port and protocol. `words`: of IPv4 only the last counts. */
	add(
		version: 4 | 6,
		words: Uint32Array,
		place: { readonly port: number | null; readonly protocol: string | null },
	): boolean {
		const isFour = version === 4;
		const w0 = isFour ? 0 : (words[0] as number);
		const w1 = isFour ? 0 : (words[1] as number);
		const w2 = isFour ? 0xffff : (words[2] as number);
		const w3 = words[3] as number;
		const w4 = (place.port ?? noPort) + this.protocolNumber(place.protocol) * 131_072;
		const { entries, slots } = this;
		const mask = slots.length - 1;
		let slot = hashOf(w0, w1, w2, w3, w4) & mask;
		for (let entry = slots[slot] as number; entry !== 0; entry = slots[slot] as number) {
			const at = (entry - 1) * wordsPer;
			if (
				entries[at + 3] === w3 &&
				entries[at + 4] === w4 &&
				entries[at] === w0 &&
				entries[at + 1] === w1 &&
				entries[at + 2] === w2
			)
				return false;
			slot = (slot + 1) & mask;
		}
		this.put(slot, w0, w1, w2, w3, w4);
		return true;
	}

	/** The addresses, each once whatever its ports, with the number of entries of each; IPv4 apart from IPv6. */
	addresses(): {
		readonly v4: Uint32Array;
		readonly v6: Uint32Array;
		readonly entries4: Uint32Array;
		readonly entries6: Uint32Array;
	} {
		const { entries, size } = this;
		const slots = new Int32Array(this.slots.length);
		const mask = slots.length - 1;
		const firsts = new Uint32Array(size);
		const per = new Uint32Array(size);
		let count = 0;
		let fours = 0;
		for (let index = 0; index < size; index++) {
			const at = index * wordsPer;
			const [w0, w1, w2, w3] = [entries[at], entries[at + 1], entries[at + 2], entries[at + 3]] as [
				number,
				number,
				number,
				number,
			];
			let slot = hashOf(w0, w1, w2, w3, 0) & mask;
			let known = slots[slot] as number;
			while (known !== 0 && !this.isSame((firsts[known - 1] as number) * wordsPer, at)) {
				slot = (slot + 1) & mask;
				known = slots[slot] as number;
			}
			if (known === 0) {
				firsts[count] = index;
				known = ++count;
				slots[slot] = known;
				if (isFour(w0, w1, w2)) fours++;
			}
			per[known - 1] = (per[known - 1] as number) + 1;
		}
		const v4 = new Uint32Array(fours);
		const v6 = new Uint32Array((count - fours) * 4);
		const entries4 = new Uint32Array(fours);
		const entries6 = new Uint32Array(count - fours);
		let next4 = 0;
		let next6 = 0;
		for (let index = 0; index < count; index++) {
			const at = (firsts[index] as number) * wordsPer;
			if (isFour(entries[at] as number, entries[at + 1] as number, entries[at + 2] as number)) {
				v4[next4] = entries[at + 3] as number;
				entries4[next4++] = per[index] as number;
			} else {
				v6.set(entries.subarray(at, at + 4), next6 * 4);
				entries6[next6++] = per[index] as number;
			}
		}
		return { v4, v6, entries4, entries6 };
	}

	private isSame(a: number, b: number): boolean {
		const { entries } = this;
		return (
			entries[a + 3] === entries[b + 3] &&
			entries[a] === entries[b] &&
			entries[a + 1] === entries[b + 1] &&
			entries[a + 2] === entries[b + 2]
		);
	}

	private put(slot: number, w0: number, w1: number, w2: number, w3: number, w4: number): void {
		if ((this.size + 1) * wordsPer > this.entries.length) this.growEntries();
		const at = this.size * wordsPer;
		this.entries[at] = w0;
		this.entries[at + 1] = w1;
		this.entries[at + 2] = w2;
		this.entries[at + 3] = w3;
		this.entries[at + 4] = w4;
		this.slots[slot] = ++this.size;
		if (this.size * 3 > this.slots.length * 2) this.growSlots();
	}

	private growEntries(): void {
		const entries = new Uint32Array(this.entries.length * 2);
		entries.set(this.entries);
		this.entries = entries;
	}

	private growSlots(): void {
		const { entries } = this;
		const slots = new Int32Array(this.slots.length * 2);
		const mask = slots.length - 1;
		for (let index = 0; index < this.size; index++) {
			const at = index * wordsPer;
			const word = (of: number) => entries[at + of] as number;
			let slot = hashOf(word(0), word(1), word(2), word(3), word(4)) & mask;
			while (slots[slot] !== 0) slot = (slot + 1) & mask;
			slots[slot] = index + 1;
		}
		this.slots = slots;
	}

	private protocolNumber(protocol: string | null): number {
		const known = this.protocols.indexOf(protocol);
		return known >= 0 ? known : this.protocols.push(protocol) - 1;
	}
}

const isFour = (w0: number, w1: number, w2: number) => w0 === 0 && w1 === 0 && w2 === 0xffff;

/** MurmurHash3's mixing of five words. */
function hashOf(w0: number, w1: number, w2: number, w3: number, w4: number): number {
	let hash = mixed(0, w0);
	hash = mixed(hash, w1);
	hash = mixed(hash, w2);
	hash = mixed(hash, w3);
	hash = mixed(hash, w4);
	hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
	hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
	return (hash ^ (hash >>> 16)) >>> 0;
}

function mixed(hash: number, word: number): number {
	let part = Math.imul(word, 0xcc9e2d51);
	part = Math.imul((part << 15) | (part >>> 17), 0x1b873593);
	const next = hash ^ part;
	return (Math.imul((next << 13) | (next >>> 19), 5) + 0xe6546b64) | 0;
}
