import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { renderAddress } from "../../../src/core/report/range.ts";
import { AddressLane } from "../../../src/intake/csv/address-lane.ts";
import { expectSame } from "./tallying.ts";

/** What the lane took of a text with the columns address, port, protocol, remark; and where it stopped. */
function take(text: string, options: { readonly maxRecord?: number; readonly begin?: boolean } = {}) {
	const rows: string[] = [];
	const lane = new AddressLane(",", options.maxRecord ?? 1000, {
		add(version, words, { port, protocol }) {
			if (version === 6) rows.push(`IPv6 ${port} ${protocol}`);
			else rows.push(`${renderAddress(4, BigInt(words[3] as number))} ${port} ${protocol}`);
			return words[3] !== 0;
		},
		addText: (text, { port, protocol }) => void rows.push(`text ${text} ${port} ${protocol}`),
	});
	const readProtocol = (cell: string) => cell.toLowerCase();
	if (options.begin !== false) lane.begin({ width: 4, target: 0, port: 1, protocol: 2, readProtocol });
	const at = lane.take(text, 0);
	return { rows, taken: lane.taken, rest: text.slice(at) };
}

describe("the lane for plain rows", () => {
	it("takes addresses of both versions, quoted or not, whatever the line end", () => {
		const text =
			'20.0.0.1,80,tcp,x\n20.0.0.2,,,\r\n"20.0.0.3","0","UDP","a, ""b"""\n2a00::1,65535,TCP,"x"\r\n::ffff:20.0.0.4,1,,\n';
		expect(take(text)).toEqual({
			rows: ["20.0.0.1 80 tcp", "20.0.0.2 null null", "20.0.0.3 0 udp", "IPv6 65535 tcp", "20.0.0.4 1 null"],
			taken: 5,
			rest: "",
		});
	});

	it.each([
		["a line that is not whole", "20.0.0.1,80,tcp,x"],
		["a comment", "#20.0.0.1,80,tcp,x\n"],
		["a blank line", "\n"],
		["a blank in front", " 20.0.0.1,80,tcp,x\n"],
		["nothing as a target", "-,80,tcp,x\n"],
		["a target without a digit", "www.example.nl,80,tcp,x\n"],
		["quotes in a target", '"1""2",80,tcp,x\n'],
		["too few cells", "20.0.0.1,80,tcp\n"],
		["too many cells", "20.0.0.1,80,tcp,x,\n"],
		["a port with a leading zero", "20.0.0.1,080,tcp,x\n"],
		["a port that is none", "20.0.0.1,65536,tcp,x\n"],
		["a port that is no number", "20.0.0.1,8o,tcp,x\n"],
		["a long port", "20.0.0.1,100000,tcp,x\n"],
		["a quote inside a cell", '20.0.0.1,80,tcp,x"y"\n'],
		["a quote that does not close", '20.0.0.1,80,tcp,"x\n'],
		["a cell with a line end", '20.0.0.1,80,tcp,"x\ny"\n'],
		["a backslash between quotes", '20.0.0.1,80,tcp,"x\\"\n'],
		["something behind a quote", '20.0.0.1,80,tcp,"x" \n'],
		["quotes in a protocol", '20.0.0.1,80,"t""p",x\n'],
		["a line longer than a record may be", `20.0.0.1,80,tcp,${"x".repeat(1000)}\n`],
	])("leaves %s to the others", (_, text) => {
		expect(take(text)).toEqual({ rows: [], taken: 0, rest: text });
		expect(take(`20.0.0.9,1,tcp,x\n${text}`)).toMatchObject({ taken: 1, rest: text });
	});

	it("hands on the text of every other target, and of an address that is not wanted as such", () => {
		const rows = [
			"20.0.0.0/28,80,tcp,x",
			'"20.0[.]0.1",,,x',
			" 1 ,80,tcp,x",
			"0.0.0.0,80,tcp,x",
			"www1.example.nl,80,tcp,x",
		];
		expect(take(`20.0.0.9,1,tcp,x\n${rows.join("\n")}\n`)).toMatchObject({
			taken: 3,
			rest: " 1 ,80,tcp,x\n0.0.0.0,80,tcp,x\nwww1.example.nl,80,tcp,x\n",
		});
		const others = take(`${rows.slice(3).join("\n")}\n`);
		expect(others).toEqual({
			rows: ["0.0.0.0 80 tcp", "text 0.0.0.0 80 tcp", "text www1.example.nl 80 tcp"],
			taken: 2,
			rest: "",
		});
		expect(take('"  20.0.0.0/28 ",80,tcp,x\n').rows).toEqual(["text 20.0.0.0/28 80 tcp"]);
	});

	it("leaves what comes before the columns are known, and protocols without end", () => {
		expect(take("20.0.0.1,80,tcp,x\n", { begin: false })).toMatchObject({ taken: 0, rows: [] });
		const rows = Array.from({ length: 12 }, (__, n) => `20.0.0.1,80,p${n},x\n`);
		expect(take(rows.join(""))).toMatchObject({ taken: 8 });
	});
});

type Name = "ip" | "port" | "protocol" | "remark";
const orders: readonly (readonly Name[])[] = [
	["ip", "port", "protocol", "remark"],
	["remark", "ip", "port", "protocol"],
	["protocol", "remark", "ip", "port"],
	["port", "protocol", "remark", "ip"],
	["remark", "protocol", "port", "ip"],
];
/** Cells as nearly all are. */
const plainCells: Readonly<Record<Name, fc.Arbitrary<string>>> = {
	ip: fc.oneof(
		fc.tuple(fc.nat(1), fc.nat(3)).map(([a, b]) => `20.0.${a}.${b}`),
		fc.nat(3).map((last) => `2a00:db8::${last.toString(16)}`),
	),
	port: fc.constantFrom("80", "443", "0", "65535", ""),
	protocol: fc.constantFrom("tcp", "udp", "TCP", "6", ""),
	remark: fc.constantFrom("x", "", "a b", "é"),
};
const oddCell = fc.oneof(
	fc.constantFrom("10.0.0.1", "2001::1", "::ffff:20.0.0.1", "020.0.0.1", "20.0.0.0/28", "a.nl", " 20.0.0.1 ", "-"),
	fc.constantFrom("65536", "70000", "08", "x", " 80 ", "?", "t,c", "unknown"),
	fc.constantFrom(
		'a "b"',
		'"',
		"x\ny",
		"\\",
		'\\"',
		'a\\"',
		"#",
		"# x",
		" #",
		"\u00a0",
		"\r",
		"sep=,",
		",",
		"20.0.0.1,80",
	),
);
type Spelling = (text: string) => string;
const quoted: Spelling = (text) => `"${text.replaceAll('"', '""')}"`;
const spelling = fc.constantFrom<Spelling>(
	(text) => text,
	quoted,
	quoted,
	(text) => ` ${quoted(text)}`,
	(text) => `${quoted(text)} `,
	(text) => `"${text.replaceAll('"', '\\"')}"`,
	(text) => `"${text}`,
	(text) => `${text}"`,
);
/** A row with at most one odd cell; the others are quoted or not. */
const row = fc.record({
	cells: fc.record(plainCells),
	quotes: fc.array(fc.boolean(), { minLength: 4, maxLength: 4 }),
	odd: fc.option(fc.record({ at: fc.nat(3), cell: oddCell, spelling }), { nil: null }),
	width: fc.constantFrom(-1, 1, 0, 0, 0, 0, 0, 0, 0, 0),
});
const line = fc.oneof(
	{ weight: 12, arbitrary: row },
	{ weight: 1, arbitrary: fc.constantFrom("", "# remark", " #", "\t", " ") },
);
const file = fc.record({
	lines: fc.array(line, { minLength: 1, maxLength: 40, size: "max" }),
	order: fc.constantFrom(...orders),
	delimiter: fc.constantFrom(",", ",", ";", "\t"),
	end: fc.constantFrom("\n", "\r\n"),
	title: fc.boolean(),
	last: fc.boolean(),
});

/** A report whose columns are settled before the rows that count come. */
function write({
	lines,
	order,
	delimiter,
	end,
	title,
	last,
}: typeof file extends fc.Arbitrary<infer T> ? T : never): string {
	const lead = Array.from({ length: 105 }, (_, n) => ({
		ip: `20.1.0.${n}`,
		port: "443",
		protocol: "tcp",
		remark: "x",
	}));
	const body = lines.map((given) => {
		if (typeof given === "string") return given;
		const { cells, quotes, odd, width } = given;
		const written = order.map((name, at) => {
			if (odd?.at === at) return odd.spelling(odd.cell);
			return quotes[at] === true ? quoted(cells[name]) : cells[name];
		});
		if (width > 0) written.push("");
		return written.slice(0, width < 0 ? width : undefined).join(delimiter);
	});
	const rows = [order, ...lead.map((cells) => order.map((name) => cells[name]))].map((cells) => cells.join(delimiter));
	return [...(title ? ["Report of today"] : []), ...rows, ...body].join(end) + (last ? end : "");
}

describe("a report of which most rows take the lane", () => {
	it("comes to what the reader comes to, row by row", async () => {
		await fc.assert(
			fc.asyncProperty(file, fc.integer({ min: 50, max: 4000 }), async (made, pieceBytes) => {
				await expectSame(write(made), { pieceBytes });
			}),
			{ numRuns: 600 },
		);
	});

	it("also when it has one column, and when records may not be long", async () => {
		const addresses = Array.from({ length: 120 }, (_, n) => `"20.0.0.${n % 50}"`);
		await expectSame(`ip\n${addresses.join("\n")}\n\n ${addresses.join("\r\n")}`);
		const lead = Array.from({ length: 105 }, (_, n) => `20.1.0.${n},443,tcp,remark`);
		const long = [...lead, `20.0.0.1,80,tcp,${"x".repeat(300)}`];
		await expectSame(`ip,port,protocol,remark\n${long.join("\n")}\n`, { limits: { maxRecord: 200 } });
	});
});
