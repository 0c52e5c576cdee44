import { doubled, WordTable } from "./word-table.ts";

/** Addresses of one version, each once, with the number of its findings: rows that differ in port or protocol. */
export class AddressTally {
	private readonly addresses: WordTable;
	/** Of each address: the place of its first finding, and the number of its findings. */
	private places: Uint32Array<ArrayBuffer> = new Uint32Array(1024);
	private findings: Uint32Array<ArrayBuffer> = new Uint32Array(1024);
	/** Number of an address and another place. Few addresses have more than one. */
	private readonly further = new WordTable(2);
	private readonly pair = new Uint32Array(2);
	private readonly wordsPer: 1 | 4;

	constructor(wordsPer: 1 | 4) {
		this.wordsPer = wordsPer;
		this.addresses = new WordTable(wordsPer);
	}

	/** Takes a row; true when it is the first with this address and place. `words`: four; of IPv4 only the last counts. */
	add(words: Uint32Array, place: number): boolean {
		const number = this.addresses.put(words, 4 - this.wordsPer);
		const at = Math.abs(number) - 1;
		if (number < 0) {
			if (at === this.places.length) {
				this.places = doubled(this.places);
				this.findings = doubled(this.findings);
			}
			this.places[at] = place;
			this.findings[at] = 1;
			return true;
		}
		if (this.places[at] === place) return false;
		this.pair[0] = number;
		this.pair[1] = place;
		if (this.further.put(this.pair, 0) > 0) return false;
		this.findings[at] = (this.findings[at] as number) + 1;
		return true;
	}

	get size(): number {
		return this.addresses.size;
	}

	/** In order of first appearance: their words, and the findings of each. Copies, no longer than they need to be. */
	columns(): { readonly words: Uint32Array<ArrayBuffer>; readonly findings: Uint32Array<ArrayBuffer> } {
		const { size, keys } = this.addresses;
		return { words: keys.slice(0, size * this.wordsPer), findings: this.findings.slice(0, size) };
	}
}
