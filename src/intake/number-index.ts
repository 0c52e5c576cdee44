/** A map from safe integers to positive 32-bit integers at 12 bytes a slot; a `Map` takes five times that. */
export class NumberIndex {
	private keys = new Float64Array(1024).fill(-1);
	private values = new Uint32Array(1024);
	size = 0;

	/** The value stored for a key; when there is none, stores `value` and gives 0. */
	getOrPut(key: number, value: number): number {
		const slot = this.slotOf(key);
		if (this.keys[slot] === key) return this.values[slot] as number;
		this.keys[slot] = key;
		this.values[slot] = value;
		this.size++;
		if (this.size * 3 > this.keys.length * 2) this.grow();
		return 0;
	}

	private slotOf(key: number): number {
		const mask = this.keys.length - 1;
		let hash = Math.imul((key % 4294967296) | 0, 0x9e3779b1) ^ Math.imul(Math.floor(key / 4294967296), 0x85ebca6b);
		hash = Math.imul(hash ^ (hash >>> 15), 0x2c1b3c6d);
		let slot = (hash ^ (hash >>> 13)) & mask;
		while (this.keys[slot] !== -1 && this.keys[slot] !== key) slot = (slot + 1) & mask;
		return slot;
	}

	private grow(): void {
		const { keys, values } = this;
		this.keys = new Float64Array(keys.length * 2).fill(-1);
		this.values = new Uint32Array(keys.length * 2);
		for (let at = 0; at < keys.length; at++) {
			const key = keys[at] as number;
			if (key === -1) continue;
			const slot = this.slotOf(key);
			this.keys[slot] = key;
			this.values[slot] = values[at] as number;
		}
	}
}
