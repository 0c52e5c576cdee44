/** Bytes that grow, with the number forms of the index. */
export interface ByteWriter {
	readonly length: number;
	byte(value: number): void;
	/** An unsigned number below 2^53: 7 bits a byte, the lowest first. */
	number(value: number): void;
	bytes(from: Uint8Array, start: number, end: number): void;
	/** UTF-8 with its length before it. */
	text(value: string): void;
	/** All bytes so far, good until the next call; the writer begins anew. */
	take(): Buffer;
}

export function byteWriter(): ByteWriter {
	let buffer = Buffer.allocUnsafe(1 << 16);
	let length = 0;
	const room = (needed: number) => {
		if (length + needed <= buffer.length) return;
		const wider = Buffer.allocUnsafe(Math.max(buffer.length * 2, length + needed));
		buffer.copy(wider, 0, 0, length);
		buffer = wider;
	};
	const number = (value: number) => {
		room(8);
		let left = value;
		while (left > 127) {
			buffer[length++] = (left % 128) | 128;
			left = Math.floor(left / 128);
		}
		buffer[length++] = left;
	};
	return {
		get length() {
			return length;
		},
		byte(value) {
			room(1);
			buffer[length++] = value;
		},
		number,
		bytes(from, start, end) {
			room(end - start);
			buffer.set(from.subarray(start, end), length);
			length += end - start;
		},
		text(value) {
			const bytes = Buffer.from(value, "utf8");
			number(bytes.length);
			room(bytes.length);
			buffer.set(bytes, length);
			length += bytes.length;
		},
		take() {
			const taken = buffer.subarray(0, length);
			length = 0;
			return taken;
		},
	};
}
