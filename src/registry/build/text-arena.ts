/** Many short texts in one buffer. */
export interface TextArena {
	/** Adds a text and gives where it begins; it ends where the next one begins. */
	add(text: string): number;
	/** All of them; the arena is empty then, and holds no memory. */
	done(): Buffer;
}

/** Texts are kept as UTF-8. */
export function textArena(): TextArena {
	let bytes = Buffer.allocUnsafe(1 << 16);
	let length = 0;
	return {
		add(text) {
			const start = length;
			if (length + text.length * 3 > bytes.length) {
				const wider = Buffer.allocUnsafe(Math.ceil(bytes.length * 1.5) + text.length * 3);
				bytes.copy(wider, 0, 0, length);
				bytes = wider;
			}
			length += bytes.write(text, length, "utf8");
			return start;
		},
		done() {
			const result = bytes.subarray(0, length);
			bytes = Buffer.alloc(0);
			length = 0;
			return result;
		},
	};
}
