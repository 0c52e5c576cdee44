/** Numbers that come one by one, in little memory. */
export interface Column<T extends Uint8Array | Uint16Array | Uint32Array | Int32Array> {
	push(value: number): void;
	/** All of them; the column is empty then, and holds no memory. */
	done(): T;
}

/** A column that grows; `make` gives an array of a length. */
export function column<T extends Uint8Array | Uint16Array | Uint32Array | Int32Array>(
	make: (length: number) => T,
): Column<T> {
	let values = make(1024);
	let length = 0;
	return {
		push(value) {
			if (length === values.length) {
				const wider = make(Math.ceil(length * 1.5));
				wider.set(values);
				values = wider;
			}
			values[length++] = value;
		},
		done() {
			const result = values.subarray(0, length) as T;
			values = make(0);
			length = 0;
			return result;
		},
	};
}

export const words = (length: number): Uint32Array => new Uint32Array(length);
export const indices = (length: number): Int32Array => new Int32Array(length);
export const codes = (length: number): Uint16Array => new Uint16Array(length);
export const octets = (length: number): Uint8Array => new Uint8Array(length);
