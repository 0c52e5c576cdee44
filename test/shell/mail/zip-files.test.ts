import { execFileSync } from "node:child_process";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { fromBufferPromise } from "yauzl";
import yazl from "yazl";
import { unzipFiles } from "../../../src/mail/unzip-files.ts";
import { type FileToZip, zipFiles } from "../../../src/mail/zip-files.ts";

const at = "2026-11-25T10:00:00.000Z";
const caps = { maxFiles: 10, maxBytes: 1_000_000 };
const two = [
	{ name: "NSM-2026-0042-1.csv", content: "target,kind\r\n192.0.2.1,address\r\n" },
	{ name: "finding-1.json", content: '{"source_identifier":"192.0.2.1"}' },
];

async function zipped(files: readonly FileToZip[] = two): Promise<Buffer> {
	return Buffer.from(await zipFiles(files, at));
}

/** The same zip with some bytes changed. */
function changed(zip: Buffer, change: (bytes: Buffer) => void): Buffer {
	const copy = Buffer.from(zip);
	change(copy);
	return copy;
}

const centralAt = (zip: Buffer) => zip.readUInt32LE(zip.length - 6);

/** One stored or deflated file by another writer's options. */
async function byYazl(add: (zip: yazl.ZipFile) => void, end: Partial<yazl.EndOptions> = {}): Promise<Buffer> {
	const zip = new yazl.ZipFile();
	add(zip);
	zip.end(end as yazl.EndOptions);
	const chunks: Buffer[] = [];
	for await (const chunk of zip.outputStream) chunks.push(chunk as Buffer);
	return Buffer.concat(chunks);
}

const plain = { mtime: new Date(at), forceDosTimestamp: true } as const;
const content = Buffer.from("secret");

describe("a zip", () => {
	it("is the same for the same files and day, in every time zone", async () => {
		const zip = await zipped();
		expect((await zipped()).equals(zip)).toBe(true);
		const script = `import { zipFiles } from "./src/mail/zip-files.ts";
			process.stdout.write(Buffer.from(await zipFiles(${JSON.stringify(two)}, "${at.replace("T10", "T23")}")).toString("hex"));`;
		for (const TZ of ["Pacific/Auckland", "America/Adak"]) {
			const args = ["--import", "./scripts/run-ts.mjs", "--input-type=module", "-e", script];
			const hex = execFileSync(process.execPath, args, { env: { ...process.env, TZ }, encoding: "utf8" });
			expect(hex, TZ).toBe(zip.toString("hex"));
		}
	});

	it("refuses names that are not plain, or stand there twice", async () => {
		const names = ["", "..", "a/b", "/a", "a\\b", "é.csv", "a.csv ", ".a", "a..b", "a\0b", "x".repeat(121)];
		for (const name of names) await expect(zipped([{ name, content: "" }]), name).rejects.toThrow("plain name");
		const twice = ["a.csv", "A.csv"].map((name) => ({ name, content: "" }));
		await expect(zipped(twice)).rejects.toThrow("plain name");
	});

	const anyFiles = fc.uniqueArray(
		fc.record({
			name: fc.stringMatching(/^[A-Za-z0-9]{1,8}\.(?:csv|json)$/),
			content: fc.oneof(fc.string({ unit: "binary" }), fc.uint8Array({ maxLength: 3_000 })),
		}),
		{ maxLength: 6, selector: ({ name }) => name.toLowerCase() },
	);

	it("reads back as it was, here and by another reader", async () => {
		await fc.assert(
			fc.asyncProperty(anyFiles, async (files) => {
				const zip = await zipped(files);
				const wanted = files.map(({ name, content: bytes }) => ({ name, hex: Buffer.from(bytes).toString("hex") }));
				const read = unzipFiles(zip, caps)?.map(({ name, content: bytes }) => ({
					name,
					hex: Buffer.from(bytes).toString("hex"),
				}));
				expect(read).toEqual(wanted);
				expect(await byYauzl(zip)).toEqual(wanted);
			}),
		);
	});

	it("never reads as other files than another reader sees, whatever bytes are changed, added or cut", async () => {
		const zip = await zipped();
		const edit = fc.record({
			at: fc.nat({ max: zip.length }),
			cut: fc.nat({ max: 3 }),
			insert: fc.uint8Array({ maxLength: 3 }),
		});
		await fc.assert(
			fc.asyncProperty(fc.array(edit, { minLength: 1, maxLength: 3 }), async (edits) => {
				let bytes: Buffer = zip;
				for (const { at: place, cut, insert } of edits)
					bytes = Buffer.concat([bytes.subarray(0, place), insert, bytes.subarray(place + cut)]);
				const read = unzipFiles(bytes, caps);
				if (read === null) return;
				const hex = read.map(({ name, content: some }) => ({ name, hex: Buffer.from(some).toString("hex") }));
				expect(await byYauzl(bytes)).toEqual(hex);
			}),
			{ numRuns: 2_000 },
		);
	});
});

async function byYauzl(zip: Buffer) {
	const files: { readonly name: string; readonly hex: string }[] = [];
	const archive = await fromBufferPromise(zip, { strictFileNames: true });
	for await (const entry of archive.eachEntry()) {
		const chunks: Buffer[] = [];
		for await (const chunk of await archive.openReadStreamPromise(entry)) chunks.push(chunk as Buffer);
		files.push({ name: entry.fileName, hex: Buffer.concat(chunks).toString("hex") });
	}
	return files;
}

describe("a zip that is not as we write it", () => {
	it.each<[string, (zip: Buffer) => Buffer]>([
		["bytes in front", (zip) => Buffer.concat([Buffer.from("#!"), zip])],
		["bytes behind", (zip) => Buffer.concat([zip, Buffer.from("x")])],
		["a zip in front of it", (zip) => Buffer.concat([zip, zip])],
		["the end cut off", (zip) => zip.subarray(0, -1)],
		["no end record", (zip) => zip.subarray(0, -22)],
		["nothing at all", () => Buffer.alloc(0)],
		["a comment", (zip) => changed(Buffer.concat([zip, Buffer.from("x")]), (b) => b.writeUInt16LE(1, b.length - 3))],
		["another name in the first header", (zip) => changed(zip, (b) => b.write("X", 30))],
		["another name in the directory", (zip) => changed(zip, (b) => b.write("X", centralAt(zip) + 46))],
		["another size in the directory", (zip) => changed(zip, (b) => b.writeUInt32LE(1, centralAt(zip) + 24))],
		["a size that lies in both", (zip) => changed(zip, (b) => both(b, 22, 24, 5))],
		["a packed size that lies", (zip) => changed(zip, (b) => both(b, 18, 20, zip.readUInt32LE(18) - 1))],
		["a packed size beyond the end", (zip) => changed(zip, (b) => both(b, 18, 20, 0xffff_fff0))],
		["a sum that is wrong", (zip) => changed(zip, (b) => both(b, 14, 16, 7))],
		["encryption", (zip) => changed(zip, (b) => both(b, 6, 8, 0x0801, 2))],
		["sizes behind the file", (zip) => changed(zip, (b) => both(b, 6, 8, 0x0808, 2))],
		["another method", (zip) => changed(zip, (b) => both(b, 8, 10, 12, 2))],
		["extra fields in the directory", (zip) => changed(zip, (b) => b.writeUInt16LE(4, centralAt(zip) + 30))],
		["a comment of a file", (zip) => changed(zip, (b) => b.writeUInt16LE(4, centralAt(zip) + 32))],
		["a link in place of a file", (zip) => changed(zip, (b) => b.writeUInt32LE(0xa1ff0000, centralAt(zip) + 38))],
		["a header that is elsewhere", (zip) => changed(zip, (b) => b.writeUInt32LE(9, centralAt(zip) + 42))],
		["a count that is short", (zip) => changed(zip, (b) => b.writeUInt16LE(1, b.length - 12))],
		["a directory elsewhere", (zip) => changed(zip, (b) => b.writeUInt32LE(1, b.length - 6))],
		["another disk", (zip) => changed(zip, (b) => b.writeUInt16LE(1, b.length - 18))],
	])("is refused: %s", async (_, change) => {
		expect(unzipFiles(change(await zipped()), caps)).toBeNull();
	});

	it("is refused: a file that the directory does not name", async () => {
		const [all, one] = [await zipped(), await zipped(two.slice(0, 1))];
		const files = all.subarray(0, centralAt(all));
		const directory = changed(one.subarray(centralAt(one)), (b) => b.writeUInt32LE(files.length, b.length - 6));
		expect(await byYauzl(Buffer.concat([files, directory]))).toHaveLength(1);
		expect(unzipFiles(Buffer.concat([files, directory]), caps)).toBeNull();
	});

	it("is refused: bytes behind the end of the packed data, which no reader shows", async () => {
		const zip = await zipped(two.slice(0, 1));
		const hidden = Buffer.from("hidden");
		const at = centralAt(zip);
		const longer = changed(Buffer.concat([zip.subarray(0, at), hidden, zip.subarray(at)]), (b) => {
			b.writeUInt32LE(at + hidden.length, b.length - 6);
			both(b, 18, 20, zip.readUInt32LE(18) + hidden.length);
		});
		expect(await byYauzl(longer)).toHaveLength(1);
		expect(unzipFiles(longer, caps)).toBeNull();
	});

	it.each<[string, Promise<Buffer>]>([
		["a folder", byYazl((zip) => zip.addEmptyDirectory("a", plain))],
		["a file in a folder", byYazl((zip) => zip.addBuffer(content, "a/b.csv", plain))],
		["a name beyond ASCII", byYazl((zip) => zip.addBuffer(content, "é.csv", plain))],
		["the same name twice", byYazl((zip) => ["a.csv", "a.csv"].map((name) => zip.addBuffer(content, name, plain)))],
		["the same but for case", byYazl((zip) => ["a.csv", "A.csv"].map((name) => zip.addBuffer(content, name, plain)))],
		["not packed", byYazl((zip) => zip.addBuffer(content, "a.csv", { ...plain, compress: false }))],
		["times in an extra field", byYazl((zip) => zip.addBuffer(content, "a.csv", { mtime: new Date(at) }))],
		[
			"a comment of a file",
			byYazl((zip) => zip.addBuffer(content, "a.csv", { ...plain, fileComment: "x" } as Partial<yazl.FileOptions>)),
		],
		["a comment", byYazl((zip) => zip.addBuffer(content, "a.csv", plain), { comment: "x" })],
		["ZIP64", byYazl((zip) => zip.addBuffer(content, "a.csv", { ...plain, forceZip64Format: true }))],
		["a ZIP64 end", byYazl((zip) => zip.addBuffer(content, "a.csv", plain), { forceZip64Format: true })],
	])("is refused: %s", async (_, zip) => {
		expect(unzipFiles(await zip, caps)).toBeNull();
	});
});

describe("the caps of a zip", () => {
	it("hold for the number of files", async () => {
		expect(unzipFiles(await zipped(), { ...caps, maxFiles: 2 })).toHaveLength(2);
		expect(unzipFiles(await zipped(), { ...caps, maxFiles: 1 })).toBeNull();
	});

	it("hold for all files together", async () => {
		const bytes = two.reduce((sum, file) => sum + file.content.length, 0);
		expect(unzipFiles(await zipped(), { ...caps, maxBytes: bytes })).toHaveLength(2);
		expect(unzipFiles(await zipped(), { ...caps, maxBytes: bytes - 1 })).toBeNull();
	});

	it("hold for a bomb, whatever size it says", async () => {
		const bomb = await zipped([{ name: "a.csv", content: Buffer.alloc(50_000_000) }]);
		const liar = changed(bomb, (b) => both(b, 22, 24, 10));
		const before = performance.now();
		expect(unzipFiles(bomb, caps)).toBeNull();
		expect(unzipFiles(liar, caps)).toBeNull();
		expect(performance.now() - before).toBeLessThan(500);
	});
});

/** Writes a number into the first file's header and into its place in the directory. */
function both(zip: Buffer, local: number, central: number, value: number, width: 2 | 4 = 4): void {
	const at = centralAt(zip);
	for (const place of [local, at + central])
		if (width === 2) zip.writeUInt16LE(value, place);
		else zip.writeUInt32LE(value >>> 0, place);
}
