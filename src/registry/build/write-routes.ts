import { radixOrder } from "../radix-order.ts";
import type { Routes } from "./collected.ts";
import type { IndexFile } from "./index-file.ts";

type Words = readonly Uint32Array[];

/** Whether the block of `bits` at row `outer` holds the address at row `inner`. */
function holds(first: Words, outer: number, bits: number, inner: number): boolean {
	for (let word = 0; word * 32 < bits; word++) {
		const values = first[word] as Uint32Array;
		const here = Math.min(bits - 32 * word, 32);
		if (((values[outer] as number) ^ (values[inner] as number)) >>> (32 - here) !== 0) return false;
	}
	return true;
}

/**
 * Writes the routes of one version, each block once, the wider before the narrower. A block that several AS numbers announce has the
 * origin 0: nobody can say which one it is.
 */
export async function writeRoutes(file: IndexFile, routes: Routes): Promise<void> {
	const { version, first, length, origin } = routes;
	const order = radixOrder([...first, Uint32Array.from(length)], length.length);
	const rows: number[] = [];
	const origins: number[] = [];
	for (const row of order) {
		const before = rows.at(-1) ?? -1;
		const same = before >= 0 && length[before] === length[row] && holds(first, before, length[row] as number, row);
		if (!same) {
			rows.push(row);
			origins.push(origin[row] as number);
		} else if (origins.at(-1) !== origin[row]) origins[origins.length - 1] = 0;
	}
	const above = new Uint32Array(rows.length);
	const open: number[] = [];
	for (const [place, row] of rows.entries()) {
		const isOpen = (at: number) => {
			const outer = rows[at] as number;
			return holds(first, outer, length[outer] as number, row);
		};
		while (open.length > 0 && !isOpen(open[open.length - 1] as number)) open.pop();
		above[place] = (open[open.length - 1] ?? -1) + 1;
		open.push(place);
	}
	const flat = new Uint32Array(rows.length * first.length);
	for (const [place, row] of rows.entries())
		for (const [word, values] of first.entries()) flat[place * first.length + word] = values[row] as number;
	await file.whole(`routeFirst${version}`, flat);
	await file.whole(
		`routeLength${version}`,
		Uint8Array.from(rows, (row) => length[row] as number),
	);
	await file.whole(`routeOrigin${version}`, Uint32Array.from(origins));
	await file.whole(`routeAbove${version}`, above);
}
