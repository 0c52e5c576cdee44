import { crc32, inflateSync } from "node:zlib";

export interface ReadPng {
	readonly width: number;
	readonly height: number;
	/** As `0xRRGGBB`. */
	colourAt(x: number, y: number): number;
	readonly colours: number;
}

/** Reads a PNG by palette without filters, as ours are; checks the signature, the order of its parts and their sums. */
export function readPng(bytes: Uint8Array): ReadPng {
	const file = Buffer.from(bytes);
	if (file.toString("hex", 0, 8) !== "89504e470d0a1a0a") throw new Error("no PNG");
	const parts = new Map<string, Buffer>();
	for (let at = 8; at < file.length; ) {
		const length = file.readUInt32BE(at);
		const body = file.subarray(at + 4, at + 8 + length);
		if (file.readUInt32BE(at + 8 + length) !== crc32(body)) throw new Error("a part's sum is wrong");
		parts.set(body.toString("latin1", 0, 4), body.subarray(4));
		at += length + 12;
	}
	if ([...parts.keys()].join() !== "IHDR,PLTE,IDAT,IEND") throw new Error(`parts: ${[...parts.keys()].join()}`);
	const part = (name: string) => parts.get(name) as Buffer;
	const [width, height] = [part("IHDR").readUInt32BE(0), part("IHDR").readUInt32BE(4)];
	if (part("IHDR").toString("hex", 8) !== "0803000000") throw new Error("not eight bits by palette");
	const lines = inflateSync(part("IDAT"));
	if (lines.length !== (width + 1) * height) throw new Error("not as many pixels as it says");
	return {
		width,
		height,
		colours: part("PLTE").length / 3,
		colourAt: (x, y) => part("PLTE").readUIntBE((lines[y * (width + 1) + 1 + x] as number) * 3, 3),
	};
}
