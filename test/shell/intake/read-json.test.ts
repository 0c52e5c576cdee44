import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type ReadingOptions, readHere } from "./reading.ts";

const json = (value: unknown, options?: ReadingOptions) => readHere(JSON.stringify(value, null, 1), options);
const lines = (values: readonly unknown[], options?: ReadingOptions) =>
	readHere(values.map((value) => `${JSON.stringify(value)}\n`).join(""), options);

/** Target, port and protocol of each finding. */
const seen = ({ findings }: Awaited<ReturnType<typeof readHere>>) =>
	findings.map(({ target, port, protocol }) => [target.text, port, protocol].filter((part) => part !== null).join(" "));

describe("a report in JSON", () => {
	it("is an array of objects, with their times and details", async () => {
		const read = await json([
			{ ip: "192.0.2.1", port: 443, proto: "TCP", timestamp: "2026-11-20T08:00:00Z", product: "VPN", ok: true },
			{ ip: "192.0.2.2", port: "8443", proto: "tcp", timestamp: 1763625600, tag: ["a", "b"], empty: null },
		]);
		expect(seen(read)).toEqual(["192.0.2.1 443 tcp", "192.0.2.2 8443 tcp"]);
		expect(read.findings[0]).toMatchObject({
			...{ firstSeen: "2026-11-20T08:00:00.000Z", details: { product: "VPN", ok: "true" }, line: 2 },
		});
		expect(read.findings[1]?.details).toMatchObject({ tag: "a, b" });
		expect(read.result).toMatchObject({
			summary: { format: "json", columns: { target: "ip", port: "port", protocol: "proto", time: "timestamp" } },
		});
	});

	it("is a value a line; a broken line costs that line only", async () => {
		const text = '{"ip":"192.0.2.1"}\n{"ip":"192.0.2.2"\n\nnot json\n{"ip":"192.0.2.3"}\n[1]\n';
		const read = await readHere(text);
		expect(seen(read)).toEqual(["192.0.2.1", "192.0.2.3"]);
		expect(read.problems.map(({ reason, line }) => [reason, line])).toEqual([
			["broken-json", 2],
			["broken-json", 4],
			["broken-json", 6],
		]);
		expect(read.result).toMatchObject({ summary: { format: "jsonl", rows: 5, findings: 2, problemRows: 3 } });
	});

	it("is a list of texts", async () => {
		expect(seen(await json(["192.0.2.1", "https://www.example.nl/a", "192[.]0[.]2[.]9"]))).toEqual([
			...["192.0.2.1", "https://www.example.nl/a", "192.0.2.9"],
		]);
	});

	it("is the list found inside an object, also inside one that is far longer than a row", async () => {
		const results = Array.from({ length: 200 }, (_, index) => ({ ip: `192.0.2.${index}`, note: "x".repeat(40) }));
		for (const maxRecord of [1 << 20, 500]) {
			const read = await json({ meta: { found: 200 }, data: { results } }, { limits: { maxRecord }, pieceBytes: 100 });
			expect(read.findings).toHaveLength(200);
			expect(read.findings.at(-1)?.target.text).toBe("192.0.2.199");
		}
	});

	it("is what nuclei, Shodan, Censys, masscan, IntelMQ and X-ARF write", async () => {
		const nuclei = { template: "x", "template-id": "CVE-2026-1", host: "www.example.nl", ip: "192.0.2.1", port: "443" };
		expect(seen(await lines([nuclei, { ...nuclei, ip: "" }]))).toEqual(["192.0.2.1 443", "www.example.nl 443"]);

		const shodan = { ip: 3221225985, ip_str: "192.0.2.1", port: 8443, transport: "tcp", hostnames: ["a.example.nl"] };
		const found = await lines([shodan, { ...shodan, ip: 3221225986, ip_str: "192.0.2.2" }]);
		expect(seen(found)).toEqual(["192.0.2.1 8443 tcp", "192.0.2.2 8443 tcp"]);
		expect(found.findings[0]?.details).toMatchObject({ hostnames: "a.example.nl" });

		const censys = { ip: "192.0.2.7", services: [{ port: 22, service_name: "SSH" }, { port: 443 }] };
		expect(seen(await lines([censys, { ip: "192.0.2.8", services: [{ port: 80 }] }]))).toEqual([
			...["192.0.2.7 22", "192.0.2.7 443", "192.0.2.8 80"],
		]);

		const masscan = [{ ip: "192.0.2.3", timestamp: "1763625600", ports: [{ port: 80, proto: "tcp", status: "open" }] }];
		expect(seen(await json(masscan))).toEqual(["192.0.2.3 80 tcp"]);

		const event = { "source.ip": "192.0.2.4", "source.port": 4000, "destination.ip": "203.0.113.9", raw: "MjAzLjA=" };
		const events = await lines([event, { ...event, "source.ip": "192.0.2.5" }]);
		expect(seen(events)).toEqual(["192.0.2.4 4000", "192.0.2.5 4000"]);
		expect(events.findings[0]?.details).toEqual({});

		const xarf = { xarf_version: "4.0.0", source_identifier: "192.0.2.6", source_port: 81, category: "connection" };
		expect(seen(await json([xarf]))).toEqual(["192.0.2.6 81"]);
	});

	it("asks for the column when no name tells, and takes the answer", async () => {
		const rows = [
			{ a: "192.0.2.1", b: "203.0.113.1" },
			{ a: "192.0.2.2", b: "203.0.113.2" },
		];
		const asked = await json(rows);
		expect(asked.result).toEqual({
			kind: "column-needed",
			columns: [
				{ index: 0, header: "a", sample: "000.0.0.0" },
				{ index: 1, header: "b", sample: "000.0.000.0" },
			],
		});
		expect(asked.findings).toEqual([]);
		expect(seen(await json(rows, { column: 1 }))).toEqual(["203.0.113.1", "203.0.113.2"]);
	});

	it("without a single name is refused: nobody could choose among none", async () => {
		for (const text of ["{}", '{"results": []}', "{}\n{}\n"])
			expect((await readHere(text)).result).toMatchObject({ kind: "unreadable", reason: "no-target" });
		expect((await readHere("[]")).result).toMatchObject({ kind: "unreadable", reason: "empty" });
	});

	it("that is cut off gives what came before, and says where it ends", async () => {
		const whole = JSON.stringify([{ ip: "192.0.2.1" }, { ip: "192.0.2.2" }, { ip: "192.0.2.3" }]);
		const read = await readHere(whole.slice(0, -12));
		expect(seen(read)).toEqual(["192.0.2.1", "192.0.2.2"]);
		expect(read.problems).toMatchObject([{ reason: "broken-json", line: 1 }]);
	});

	it("is refused where an element is longer, or nested deeper, than any report's", async () => {
		const long = await json([{ ip: "192.0.2.1", note: "x".repeat(2_000) }], { limits: { maxRecord: 1_000 } });
		expect(long.result).toMatchObject({ kind: "unreadable", reason: "record-too-long" });
		const deep = await readHere(`[${"[".repeat(100_000)}`);
		expect(deep.result).toEqual({ kind: "unreadable", reason: "too-nested", line: 1 });
		const line = await readHere(`{"ip":"192.0.2.1"}\n{"a":${"[".repeat(50_000)}${"]".repeat(50_000)}}\n`);
		expect(line.result).toMatchObject({ kind: "read", summary: { findings: 1, problemRows: 1 } });
	});

	it("with names that mean something to the program is like any other", async () => {
		const read = await readHere('[{"ip":"192.0.2.1","__proto__":{"x":"1"},"constructor":"c","toString":"t"}]');
		expect(read.findings).toHaveLength(1);
		expect(Object.getPrototypeOf(read.findings[0]?.details)).toBe(Object.prototype);
		expect(read.findings[0]?.details).toMatchObject({ constructor: "c", toString: "t" });
	});

	it("is read the same however it comes in pieces, and every row is counted", async () => {
		const cell = fc.oneof(
			fc.nat(9).map((last) => `192.0.2.${last}`),
			fc.constantFrom("", "x", "1.2.3", 'a"b\\c', "{[", "\u2028"),
			fc.integer(),
			fc.constant(null),
		);
		const row = fc.record({
			ip: cell,
			port: fc.oneof(fc.nat(3), fc.constant("")),
			note: fc.jsonValue({ maxDepth: 2 }),
		});
		await fc.assert(
			fc.asyncProperty(
				fc.array(row, { minLength: 1, maxLength: 30 }),
				fc.boolean(),
				fc.integer({ min: 1, max: 60 }),
				async (rows, asLines, pieceBytes) => {
					const text = asLines ? rows.map((each) => JSON.stringify(each)).join("\n") : JSON.stringify(rows, null, 2);
					const read = await readHere(text, { pieceBytes });
					expect(read).toEqual(await readHere(text));
					if (read.result.kind !== "read") throw new Error(read.result.kind);
					const { summary } = read.result;
					expect(summary.rows).toBe(summary.findings + summary.duplicates + summary.problemRows);
					expect(summary.rows).toBeGreaterThanOrEqual(rows.length);
				},
			),
		);
	});
});
