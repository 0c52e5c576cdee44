import { doubled, WordTable } from "./word-table.ts";

/** Addresses or networks of one version, each once, with the number of its findings: rows that differ in port or protocol. */
export class CountedRanges {
	private readonly ranges: WordTable;
	/** Of each range: the place of its first finding, and the number of its findings. */
	private places: Uint32Array<ArrayBuffer> = new Uint32Array(1024);
	private findings: Uint32Array<ArrayBuffer> = new Uint32Array(1024);
	/** Number of a range and another place. Few ranges have more than one. */
	private readonly further = new WordTable(2);
	private readonly pair = new Uint32Array(2);
	private readonly wordsPer: number;

	constructor(wordsPer: number) {
		this.wordsPer = wordsPer;
		this.ranges = new WordTable(wordsPer);
	}

	get size(): number {
		return this.ranges.size;
	}

	/** Takes a row; true when it is the first with this range and place. The last ones of `words` count. */
	add(words: Uint32Array, place: number): boolean {
		const number = this.ranges.put(words, words.length - this.wordsPer);
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

	/** A copy of the words of all ranges but the first `from`. */
	wordsFrom(from: number): Uint32Array<ArrayBuffer> {
		const { size, keys } = this.ranges;
		return keys.slice(from * this.wordsPer, size * this.wordsPer);
	}

	/** A copy of the findings of each range. */
	findingsOfEach(): Uint32Array<ArrayBuffer> {
		return this.findings.slice(0, this.ranges.size);
	}
}
