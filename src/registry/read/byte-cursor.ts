/** Reads what `byteWriter` wrote. Reading past the end gives zeros; the bytes are those of a checksum that was right. */
export interface ByteCursor {
	at: number;
	readonly bytes: Buffer;
}

export function readByte(cursor: ByteCursor): number {
	return cursor.bytes[cursor.at++] ?? 0;
}

export function readNumber(cursor: ByteCursor): number {
	let value = 0;
	for (let scale = 1; ; scale *= 128) {
		const byte = readByte(cursor);
		value += (byte & 127) * scale;
		if (byte < 128) return value;
	}
}

export function readText(cursor: ByteCursor): string {
	const length = readNumber(cursor);
	const text = cursor.bytes.toString("utf8", cursor.at, cursor.at + length);
	cursor.at += length;
	return text;
}
