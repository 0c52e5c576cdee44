import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type RpslObject, rpslReader } from "../../../src/core/contact/rpsl.ts";
import { rpslScanner } from "../../../src/registry/build/scan-rpsl.ts";

const keep = new Set(["inetnum", "org", "mnt-by", "netname", "source"]);
const utf8 = new TextDecoder("utf-8", { fatal: true });

/** The reader of the core, fed line by line: what the scanner must give. */
function byReader(bytes: Buffer): RpslObject[] {
	const reader = rpslReader(keep);
	const objects: (RpslObject | null)[] = [];
	let from = 0;
	while (from < bytes.length) {
		const found = bytes.indexOf(10, from);
		const end = found < 0 ? bytes.length : found;
		const line = bytes.subarray(from, end);
		let text = line.toString("latin1");
		try {
			text = utf8.decode(line);
		} catch {}
		objects.push(reader.push(text));
		from = end + 1;
	}
	return [...objects, reader.end()].filter((object) => object !== null);
}

function byScanner(bytes: Buffer, cuts: readonly number[]): RpslObject[] {
	const objects: RpslObject[] = [];
	const scanner = rpslScanner(keep, (object) => objects.push(object));
	const places = [...new Set([0, ...cuts.map((cut) => cut % (bytes.length + 1)), bytes.length])].sort((a, b) => a - b);
	for (const [at, place] of places.entries()) scanner.push(bytes.subarray(place, places[at + 1] ?? place));
	scanner.end();
	return objects;
}

const name = fc.constantFrom(
	"inetnum",
	"org",
	"ORG",
	"mnt-by",
	"Mnt-By",
	"netname",
	"remarks",
	"descr",
	"o",
	"or\u00e9",
	"source ",
	" x",
);
const value = fc.oneof(
	fc.constantFrom("", "ORG-X1-TEST", "  a  b # comment", "#", "\tx\t", "na\u00efve", "a:b", "1.2.3.4 - 1.2.3.5 \r"),
	fc.string({ maxLength: 12 }).map((text) => text.replaceAll("\n", "")),
);
const piece = fc.oneof(
	{ weight: 6, arbitrary: fc.tuple(name, fc.constantFrom(":", ": ", ":\t", ""), value).map((parts) => parts.join("")) },
	{
		weight: 2,
		arbitrary: fc.constantFrom(
			"",
			"",
			"\r",
			"% comment: x",
			"# org: y",
			"+",
			"+ more",
			" more # c",
			"\tmore",
			":",
			"::",
		),
	},
	{ weight: 1, arbitrary: value },
);
const encoded = fc.tuple(piece, fc.boolean()).map(([text, latin]) => Buffer.from(text, latin ? "latin1" : "utf8"));
const file = fc
	.tuple(fc.array(encoded, { maxLength: 30 }), fc.constantFrom("\n", "\r\n"), fc.boolean())
	.map(([lines, end, open]) =>
		Buffer.concat(lines.flatMap((line, at) => (open && at === lines.length - 1 ? [line] : [line, Buffer.from(end)]))),
	);

describe("the scanner of split files", () => {
	it("gives what the reader gives, in pieces of any size", () => {
		fc.assert(
			fc.property(file, fc.array(fc.nat(), { maxLength: 6 }), (bytes, cuts) => {
				expect(byScanner(bytes, cuts)).toEqual(byReader(bytes));
			}),
			{ numRuns: 3_000 },
		);
	});

	it("reads Latin-1 and UTF-8 in one file", () => {
		const bytes = Buffer.concat([
			Buffer.from("inetnum: a\nnetname: na\u00efve\n\n", "latin1"),
			Buffer.from("inetnum: b\nnetname: na\u00efve\n\n", "utf8"),
		]);
		const names = byScanner(bytes, [3, 25]).map(({ attributes }) => attributes[1]?.[1]);
		expect(names).toEqual(["na\u00efve", "na\u00efve"]);
	});

	it("ends at a line that is too long for registry data", () => {
		const scanner = rpslScanner(keep, () => {});
		const chunk = Buffer.alloc(256 * 1024, "a");
		expect(() => {
			for (let at = 0; at < 8; at++) scanner.push(chunk);
		}).toThrow(RangeError);
	});
});
