import type { RpslObject } from "../../core/contact/rpsl.ts";
import { rpslReader } from "../../core/contact/rpsl.ts";

/** Longer lines than this are no registry data; they end the reading, so that a broken file cannot fill the memory. */
const maxLineBytes = 1024 * 1024;

const utf8 = new TextDecoder("utf-8", { fatal: true });

/** The files are Latin-1, with objects in UTF-8 among them: a line that is valid UTF-8 is read as that. */
function decoded(line: Buffer): string {
	try {
		return utf8.decode(line);
	} catch {
		return line.toString("latin1");
	}
}

const lineFeed = 10;
const colon = 58;
const hash = 35;
const isBlank = (byte: number) => byte === 32 || (byte >= 9 && byte <= 13);
const isLetter = (byte: number) => (byte | 32) >= 97 && (byte | 32) <= 122;

interface KnownName {
	readonly name: string;
	readonly bytes: Buffer;
}

function matches({ bytes }: KnownName, from: Buffer, at: number): boolean {
	for (let index = 0; index < bytes.length; index++) {
		const byte = from[at + index] as number;
		if ((byte >= 65 && byte <= 90 ? byte | 32 : byte) !== bytes[index]) return false;
	}
	return true;
}

/** Takes the bytes of a file, in pieces of any size, and hands over its objects, in order. */
export interface RpslScanner {
	/** Throws a `RangeError` at a line that is too long. */
	push(chunk: Buffer): void;
	end(): void;
}

/**
 * Gives what `rpslReader(keep)` gives for the lines of a file (the reader is the oracle of its test), about twice as fast: most lines
 * are of attributes that nobody asked for, and their bytes are only searched for a line feed. Lines outside ASCII, and those that
 * begin in an odd way, go through the reader itself.
 */
export function rpslScanner(keep: ReadonlySet<string>, use: (object: RpslObject) => void): RpslScanner {
	const known: KnownName[][] = Array.from({ length: 128 }, () => []);
	for (const name of keep) known[name.charCodeAt(0)]?.push({ name, bytes: Buffer.from(name) });
	let attributes: [string, string][] = [];
	let current: [string, string] | null = null;
	let rest: Buffer = Buffer.alloc(0);

	const finish = () => {
		const [first] = attributes;
		current = null;
		if (first === undefined) return;
		const object: RpslObject = { type: first[0], key: first[1], attributes };
		attributes = [];
		use(object);
	};
	/** One line that is no ordinary attribute: as the reader does it, on its text. */
	const slow = (line: string) => {
		if (line === "" || line === "\r") return finish();
		if (line.startsWith("%") || line.startsWith("#")) return;
		// A reader that has a first attribute already keeps and continues like the one of the whole file would.
		const one = rpslReader(null);
		const isMore = /^[ \t+]/.test(line);
		if (isMore) {
			if (current === null) return;
			one.push("x:");
		}
		one.push(line);
		const [attribute] = one.end()?.attributes ?? [];
		if (attribute === undefined) return;
		const [name, value] = attribute;
		if (isMore && current !== null) current[1] = `${current[1]} ${value}`.trim();
		else {
			current = [name, value];
			if (attributes.length === 0 || keep.has(name)) attributes.push(current);
		}
	};
	const nameOf = (from: Buffer, start: number, end: number): string | null => {
		for (const candidate of known[(from[start] as number) | 32] as KnownName[]) {
			if (candidate.bytes.length === end - start && matches(candidate, from, start)) return candidate.name;
		}
		return null;
	};
	/** A line in ASCII that begins with a letter; `end` is where its line feed is. */
	const plain = (from: Buffer, start: number, end: number) => {
		let at = start;
		while (at < end && from[at] !== colon) at++;
		if (at === end) return;
		let nameEnd = at;
		while (isBlank(from[nameEnd - 1] as number)) nameEnd--;
		const name = nameOf(from, start, nameEnd);
		if (name === null && attributes.length > 0) {
			current = null;
			return;
		}
		let valueEnd = at + 1;
		while (valueEnd < end && from[valueEnd] !== hash) valueEnd++;
		let valueFrom = at + 1;
		while (valueFrom < valueEnd && isBlank(from[valueFrom] as number)) valueFrom++;
		while (valueEnd > valueFrom && isBlank(from[valueEnd - 1] as number)) valueEnd--;
		const value = from.toString("latin1", valueFrom, valueEnd);
		current = [name ?? from.toString("latin1", start, nameEnd).toLowerCase(), value];
		attributes.push(current);
	};
	/** Reads the lines that end in `bytes` and gives where the unfinished one begins. */
	const lines = (bytes: Buffer): number => {
		let start = 0;
		let all = 0;
		for (let at = 0; at < bytes.length; at++) {
			const byte = bytes[at] as number;
			all |= byte;
			if (byte !== lineFeed) continue;
			if (at === start) finish();
			else if (all < 128 && isLetter(bytes[start] as number)) plain(bytes, start, at);
			else slow(all < 128 ? bytes.toString("latin1", start, at) : decoded(bytes.subarray(start, at)));
			start = at + 1;
			all = 0;
		}
		return start;
	};
	return {
		push(chunk) {
			const bytes = rest.length === 0 ? chunk : Buffer.concat([rest, chunk]);
			rest = bytes.subarray(lines(bytes));
			if (rest.length > maxLineBytes) throw new RangeError("a line is too long for registry data");
		},
		end() {
			if (rest.length > 0) lines(Buffer.concat([rest, Buffer.from("\n")]));
			rest = Buffer.alloc(0);
			finish();
		},
	};
}
