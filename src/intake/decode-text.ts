import { isAscii, isUtf8 } from "node:buffer";
import { decodeWindows1252 } from "./decode-windows-1252.ts";
import { Unreadable } from "./unreadable.ts";

/** Text of a report as it comes, with the encoding it is read in. */
export interface DecodedText {
	/** WHATWG label; final only when the text has been read to its end. */
	encoding(): string;
	readonly text: AsyncIterable<string>;
}

const sniffBytes = 64 * 1024;

/**
 * Decodes bytes by evidence: byte order mark, else UTF-16 where every other byte is zero, else UTF-8 as long as it is
 * valid, else windows-1252. A file that was ASCII up to its first odd byte is windows-1252 from there, which is what
 * reading all of it so gives; one that had real UTF-8 before keeps UTF-8, with U+FFFD for what is broken.
 * Throws `Unreadable` ("empty", "binary") when it is no text.
 */
export async function decodeText(bytes: AsyncIterable<Uint8Array>): Promise<DecodedText> {
	const { head, rest } = await takeHead(bytes, sniffBytes);
	if (head.length === 0) throw new Unreadable("empty");
	const utf16 = sniffUtf16(head);
	if (utf16 !== null) return { encoding: () => utf16, text: decodeUtf16(utf16, head, rest) };
	if (looksBinary(head)) throw new Unreadable("binary");
	const decoder = new EightBitDecoder();
	const start = head[0] === 0xef && head[1] === 0xbb && head[2] === 0xbf ? 3 : 0;
	return { encoding: () => decoder.encoding, text: decodeEightBit(decoder, head.subarray(start), rest) };
}

/** Reads at least `size` bytes (or all there are) and gives them with an iterable of what follows. */
export async function takeHead(bytes: AsyncIterable<Uint8Array>, size: number) {
	const iterator = bytes[Symbol.asyncIterator]();
	const parts: Uint8Array[] = [];
	let length = 0;
	while (length < size) {
		const next = await iterator.next();
		if (next.done === true) break;
		parts.push(next.value);
		length += next.value.length;
	}
	const rest: AsyncIterable<Uint8Array> = { [Symbol.asyncIterator]: () => iterator };
	return { head: Buffer.concat(parts), rest };
}

function sniffUtf16(head: Uint8Array): "utf-16le" | "utf-16be" | null {
	if (head[0] === 0xff && head[1] === 0xfe) return "utf-16le";
	if (head[0] === 0xfe && head[1] === 0xff) return "utf-16be";
	const pairs = Math.min(head.length, 4096) >> 1;
	let even = 0;
	let odd = 0;
	for (let at = 0; at < pairs; at++) {
		if (head[2 * at] === 0) even++;
		if (head[2 * at + 1] === 0) odd++;
	}
	// Reports are mostly Latin letters and digits, whose other byte is zero.
	if (pairs >= 2 && odd > pairs * 0.7 && even === 0) return "utf-16le";
	if (pairs >= 2 && even > pairs * 0.7 && odd === 0) return "utf-16be";
	return null;
}

/** Text has no NUL and hardly any control characters; compressed data has one in twelve bytes. */
function looksBinary(head: Uint8Array): boolean {
	let controls = 0;
	for (const byte of head) {
		if (byte === 0) return true;
		if (byte < 32 && byte !== 9 && byte !== 10 && byte !== 13 && byte !== 12 && byte !== 26) controls++;
	}
	return controls > 2 && controls * 100 > head.length;
}

async function* decodeUtf16(encoding: "utf-16le" | "utf-16be", head: Uint8Array, rest: AsyncIterable<Uint8Array>) {
	const decoder = new TextDecoder(encoding);
	yield decoder.decode(head, { stream: true });
	for await (const chunk of rest) yield decoder.decode(chunk, { stream: true });
	yield decoder.decode();
}

async function* decodeEightBit(decoder: EightBitDecoder, head: Uint8Array, rest: AsyncIterable<Uint8Array>) {
	yield decoder.decode(head);
	for await (const chunk of rest) yield decoder.decode(chunk);
	yield decoder.end();
}

/** UTF-8 until it proves to be windows-1252; holds the bytes of a character that a chunk boundary cut. */
class EightBitDecoder {
	encoding: "utf-8" | "windows-1252" = "utf-8";
	private sawUtf8 = false;
	private cut: Buffer = Buffer.alloc(0);

	decode(chunk: Uint8Array): string {
		if (this.encoding === "windows-1252") return decodeWindows1252(toBuffer(chunk));
		const bytes = this.cut.length === 0 ? toBuffer(chunk) : Buffer.concat([this.cut, chunk]);
		const whole = bytes.length - cutLength(bytes);
		this.cut = Buffer.from(bytes.subarray(whole));
		return this.decodeWhole(bytes.subarray(0, whole));
	}

	end(): string {
		return this.cut.length === 0 ? "" : this.decodeWhole(this.cut);
	}

	private decodeWhole(bytes: Buffer): string {
		if (isAscii(bytes)) return bytes.toString("latin1");
		const text = bytes.toString("utf8");
		if (isUtf8(bytes) || !isAsciiText(text.slice(0, text.indexOf("\ufffd")))) this.sawUtf8 = true;
		if (!this.sawUtf8) {
			this.encoding = "windows-1252";
			const cut = this.cut;
			this.cut = Buffer.alloc(0);
			return decodeWindows1252(cut.length === 0 || cut === bytes ? bytes : Buffer.concat([bytes, cut]));
		}
		return text;
	}
}

function isAsciiText(text: string): boolean {
	return !/[^\0-\x7f]/.test(text);
}

function toBuffer(bytes: Uint8Array): Buffer {
	return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
}

/** How many bytes at the end begin a UTF-8 character that is not complete (RFC 3629 section 3). */
function cutLength(bytes: Uint8Array): number {
	for (let back = 1; back <= Math.min(3, bytes.length); back++) {
		const byte = bytes[bytes.length - back] as number;
		if (byte < 0x80) return 0;
		if (byte >= 0xc0) {
			const needed = byte >= 0xf0 ? 4 : byte >= 0xe0 ? 3 : 2;
			return needed > back ? back : 0;
		}
	}
	return 0;
}
