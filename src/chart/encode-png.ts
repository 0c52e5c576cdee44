import { crc32, deflateSync } from "node:zlib";

const signature = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);
const maxColours = 256;

/**
 * A PNG of at most 256 colours, a third of the size of one with all (W3C, Portable Network Graphics, third edition). `pixels` is RGBA, four
 * bytes each, and has no see-through ones. The rare colours, halfway along the edge of a letter, become the nearest of the others.
 */
export function encodePng(pixels: Uint8Array, width: number, height: number): Uint8Array {
	const { palette, indexOf } = choosePalette(pixels);
	// Each line begins with its filter, 0 = none: flat colours are smallest without one.
	const lines = Buffer.alloc((width + 1) * height);
	for (let y = 0, from = 0; y < height; y += 1)
		for (let x = 0, to = y * (width + 1) + 1; x < width; x += 1, to += 1, from += 4)
			lines[to] = indexOf.get(colourAt(pixels, from)) ?? 0;
	const head = Buffer.alloc(13);
	head.writeUInt32BE(width, 0);
	head.writeUInt32BE(height, 4);
	// Eight bits, by palette; the other three fields have one value each.
	head.set([8, 3, 0, 0, 0], 8);
	const parts = [
		chunk("IHDR", head),
		chunk("PLTE", Buffer.from(palette.flatMap((colour) => [colour >> 16, (colour >> 8) & 255, colour & 255]))),
		chunk("IDAT", deflateSync(lines, { level: 9 })),
		chunk("IEND", Buffer.alloc(0)),
	];
	return new Uint8Array(Buffer.concat([signature, ...parts]));
}

function colourAt(pixels: Uint8Array, at: number): number {
	return ((pixels[at] as number) << 16) | ((pixels[at + 1] as number) << 8) | (pixels[at + 2] as number);
}

interface Palette {
	readonly palette: readonly number[];
	/** Of every colour in the picture. */
	readonly indexOf: ReadonlyMap<number, number>;
}

function choosePalette(pixels: Uint8Array): Palette {
	const counts = new Map<number, number>();
	for (let at = 0; at < pixels.length; at += 4) {
		const colour = colourAt(pixels, at);
		counts.set(colour, (counts.get(colour) ?? 0) + 1);
	}
	const byUse = [...counts].sort((a, b) => b[1] - a[1]).map(([colour]) => colour);
	const palette = byUse.slice(0, maxColours);
	const own = palette.map((colour, index) => [colour, index] as const);
	const borrowed = byUse.slice(maxColours).map((colour) => [colour, nearest(palette, colour)] as const);
	return { palette, indexOf: new Map([...own, ...borrowed]) };
}

function nearest(palette: readonly number[], colour: number): number {
	const distances = palette.map((other) =>
		[16, 8, 0].reduce((sum, shift) => sum + (((other >> shift) & 255) - ((colour >> shift) & 255)) ** 2, 0),
	);
	return distances.indexOf(Math.min(...distances));
}

function chunk(type: string, data: Uint8Array): Uint8Array {
	const body = Buffer.concat([Buffer.from(type, "latin1"), data]);
	const whole = Buffer.alloc(body.length + 8);
	whole.writeUInt32BE(data.length, 0);
	whole.set(body, 4);
	whole.writeUInt32BE(crc32(body), body.length + 4);
	return whole;
}
