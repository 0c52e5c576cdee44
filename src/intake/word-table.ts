/** Keys of a fixed number of unsigned 32-bit words, each once and numbered from 1 in order of first appearance: 4 bytes a word, and 6 to 12 for the hash table. */
export class WordTable {
	size = 0;
	/** The keys, one after the other; longer than they need. */
	keys: Uint32Array<ArrayBuffer>;
	/** Numbers of keys; 0 = free. */
	private slots = new Int32Array(2048);
	private readonly wordsPer: number;

	constructor(wordsPer: number) {
		this.wordsPer = wordsPer;
		this.keys = new Uint32Array(1024 * wordsPer);
	}

	/** The number of the key that stands in `words` at `from`; negative when it is new. */
	put(words: Uint32Array, from: number): number {
		const { slots, wordsPer } = this;
		const mask = slots.length - 1;
		let slot = hashOf(words, from, wordsPer) & mask;
		for (let number = slots[slot] as number; number !== 0; number = slots[slot] as number) {
			if (this.isSame((number - 1) * wordsPer, words, from)) return number;
			slot = (slot + 1) & mask;
		}
		const at = this.size * wordsPer;
		if (at === this.keys.length) this.keys = doubled(this.keys);
		for (let word = 0; word < wordsPer; word++) this.keys[at + word] = words[from + word] as number;
		slots[slot] = ++this.size;
		if (this.size * 3 > slots.length * 2) this.growSlots();
		return -this.size;
	}

	private isSame(at: number, words: Uint32Array, from: number): boolean {
		const { keys, wordsPer } = this;
		for (let word = 0; word < wordsPer; word++) if (keys[at + word] !== words[from + word]) return false;
		return true;
	}

	private growSlots(): void {
		const { keys, wordsPer, size } = this;
		const slots = new Int32Array(this.slots.length * 2);
		const mask = slots.length - 1;
		for (let number = 1; number <= size; number++) {
			let slot = hashOf(keys, (number - 1) * wordsPer, wordsPer) & mask;
			while (slots[slot] !== 0) slot = (slot + 1) & mask;
			slots[slot] = number;
		}
		this.slots = slots;
	}
}

/** A copy with as much room again. */
export function doubled(column: Uint32Array): Uint32Array<ArrayBuffer> {
	const more = new Uint32Array(column.length * 2);
	more.set(column);
	return more;
}

/** MurmurHash3 of some words; of one word its last step, which mixes all bits, does alone. */
function hashOf(words: Uint32Array, from: number, count: number): number {
	let hash = count === 1 ? (words[from] as number) : 0;
	for (let word = 0; word < count && count > 1; word++) {
		let part = Math.imul(words[from + word] as number, 0xcc9e2d51);
		part = Math.imul((part << 15) | (part >>> 17), 0x1b873593);
		hash ^= part;
		hash = (Math.imul((hash << 13) | (hash >>> 19), 5) + 0xe6546b64) | 0;
	}
	hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
	hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
	return (hash ^ (hash >>> 16)) >>> 0;
}
