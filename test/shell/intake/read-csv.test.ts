import { readFile } from "node:fs/promises";
import { describe, expect, it } from "vitest";
import { readHere } from "./reading.ts";

const fixture = (name: string) => readFile(`test/fixtures/reports/${name}`);
const targets = (reading: Awaited<ReturnType<typeof readHere>>) => reading.findings.map(({ target }) => target.text);
const reasons = (reading: Awaited<ReturnType<typeof readHere>>) =>
	reading.problems.map(({ line, column, reason }) => [line, column, reason]);

describe("a CSV report", () => {
	it("of Shadowserver with src_ip yields the source only, whatever is empty", async () => {
		const reading = await readHere(await fixture("shadowserver-sinkhole.csv"));
		expect(targets(reading)).toEqual(["192.0.2.10", "2001:db8::10", "host13.example.net"]);
		expect(reading.findings[0]).toEqual({
			id: 1,
			target: { kind: "address", text: "192.0.2.10", range: { version: 4, first: 0xc000020an, last: 0xc000020an } },
			port: 40001,
			protocol: "tcp",
			firstSeen: "2026-11-01T10:00:00.000Z",
			lastSeen: "2026-11-01T10:05:00.000Z",
			details: { src_asn: "64500", src_geo: "NL", src_hostname: "host10.example.net", infection: "botnet-a" },
			line: 2,
			count: 2,
		});
		expect(reasons(reading)).toEqual([[6, "src_ip", "empty-target"]]);
		const shown = JSON.stringify(reading.findings.map(({ target, details }) => [target.text, details]));
		expect(shown).not.toMatch(/198\.51\.100|sinkhole\.example|victim\.example/);
		expect(reading.result).toMatchObject({
			summary: {
				...{ format: "csv", encoding: "utf-8", rows: 5, findings: 3, uniqueTargets: 3, duplicates: 1, problemRows: 1 },
				columns: { target: "src_ip", port: "src_port", protocol: "protocol", time: "timestamp" },
			},
		});
	});

	it("of a Dutch Excel is read by its headers, each bad row with its line, column and reason", async () => {
		const reading = await readHere(await fixture("nederlands-excel.csv"));
		expect(targets(reading)).toEqual(["192.0.2.1", "192.0.2.2", "192.0.2.0/24"]);
		expect(reading.findings.map(({ port }) => port)).toEqual([443, 8443, null]);
		expect(reading.findings[0]?.details).toEqual({ Opmerking: "Citrix; versie 13" });
		expect(reading.findings[1]?.details).toEqual({ Datum: "01-11-2026", Opmerking: "café" });
		expect(reading.findings[2]?.details).toEqual({ Poort: "onbekend", Opmerking: "heel netwerk" });
		expect(reasons(reading)).toEqual([
			[4, "IP-adres", "leading-zero"],
			[6, "IP-adres", "empty-target"],
			[7, "IP-adres", "special-use"],
		]);
		expect(reading.problems[0]?.text).toBe("010.0.0.1");
	});

	it("may quote with backslashes, doubled, or end a cell in one", async () => {
		const reading = await readHere(await fixture("backslash-quotes.csv"));
		expect(reading.findings.map(({ details }) => details.www_authenticate)).toEqual([
			'Basic realm=""Box""',
			'Basic realm="Box", charset="UTF-8"',
			'Basic realm="Box"',
			"C:\\",
		]);
	});

	it("without a header is read when one column holds addresses", async () => {
		const reading = await readHere(await fixture("comments-no-header.tsv"));
		expect(targets(reading)).toEqual(["192.0.2.21", "192.0.2.22"]);
		expect(reading.findings.map(({ line }) => line)).toEqual([6, 7]);
		expect(reading.result).toMatchObject({ summary: { rows: 2, columns: { target: "column 4" } } });
	});

	it("without a header is read by its one column of names when none holds addresses", async () => {
		expect(targets(await readHere("1,www.example.nl\n2,shop.example.nl\n"))).toEqual([
			"www.example.nl",
			"shop.example.nl",
		]);
	});

	it("without a header and with two columns of addresses is a question", async () => {
		const { result, findings } = await readHere("1,192.0.2.1,198.51.100.1\n2,192.0.2.2,198.51.100.1\n");
		expect(result).toEqual({
			kind: "column-needed",
			columns: [
				{ index: 0, header: "column 1", sample: "0" },
				{ index: 1, header: "column 2", sample: "000.0.0.0" },
				{ index: 2, header: "column 3", sample: "000.00.000.0" },
			],
		});
		expect(findings).toEqual([]);
		const chosen = await readHere("1,192.0.2.1,198.51.100.1\n2,192.0.2.2,198.51.100.1\n", { column: 1 });
		expect(targets(chosen)).toEqual(["192.0.2.1", "192.0.2.2"]);
	});

	it("whose headers name no target is a question with shapes, and the answer is followed", async () => {
		const bytes = await fixture("unknown-headers.csv");
		const asked = await readHere(bytes);
		expect(asked.result).toEqual({
			kind: "column-needed",
			columns: [
				{ index: 0, header: "naam", sample: "aaaaaaaa a" },
				{ index: 1, header: "server", sample: "000.0.0.0" },
				{ index: 2, header: "opmerking", sample: "a" },
			],
		});
		const chosen = await readHere(bytes, { column: 1 });
		expect(targets(chosen)).toEqual(["192.0.2.1", "192.0.2.2"]);
		expect(chosen.findings[0]?.details).toEqual({ naam: "Afdeling A", opmerking: "x" });
		expect((await readHere(bytes, { column: 9 })).result.kind).toBe("column-needed");
	});

	it("shows no address that stands in a header", async () => {
		const { result } = await readHere("naam;gezien door 192.0.2.9\na;b\n");
		expect(result).toMatchObject({ columns: [{ header: "naam" }, { header: "column 2" }] });
	});

	it("falls back to the URL, then the host, where the address cell is empty", async () => {
		const text =
			"ip,url,host\n192.0.2.1,http://a.example.nl/,a.example.nl\n,http://b.example.nl/,x\n-,/path,c.example.nl\nN/A,,\n";
		const reading = await readHere(text);
		expect(targets(reading)).toEqual(["192.0.2.1", "http://b.example.nl/", "c.example.nl"]);
		expect(reasons(reading)).toEqual([[5, "ip", "empty-target"]]);
	});

	it("refuses rows that are shifted, so that no cell is taken for another", async () => {
		const reading = await readHere("id,ip,note\n1,192.0.2.1,a\n2,192.0.2.2\n3,x,192.0.2.3,b\n4,192.0.2.4,c,,\n");
		expect(targets(reading)).toEqual(["192.0.2.1", "192.0.2.4"]);
		expect(reasons(reading)).toEqual([
			[3, null, "wrong-column-count"],
			[4, null, "wrong-column-count"],
		]);
	});

	it("loses one line to a quote that never closes, and no more", async () => {
		const reading = await readHere('ip,note\n192.0.2.1,a\n192.0.2.2,"open\n192.0.2.3,c\n192.0.2.4,"x"y\n192.0.2.5,e\n');
		expect(targets(reading)).toEqual(["192.0.2.1", "192.0.2.3", "192.0.2.5"]);
		expect(reasons(reading)).toEqual([
			[3, null, "broken-quote"],
			[5, null, "broken-quote"],
		]);
	});

	it("keeps counting lines through cells with line ends", async () => {
		const reading = await readHere('ip,note\r\n192.0.2.1,"a\r\nb"\r\n\r\n# c\r\nx,d\r\n');
		expect(reading.findings[0]?.details).toEqual({ note: "a\r\nb" });
		expect(reasons(reading)).toEqual([[6, "ip", "single-label-host"]]);
	});

	it("merges rows by target, port and protocol, with the count and the times", async () => {
		const text = [
			"ip,port,protocol,timestamp",
			"192.0.2.1,443,TCP,2026-11-02 00:00:00",
			"192.0.2.1,443,6,2026-11-01 00:00:00",
			"192.0.2.1,443,udp,",
			"192.0.2.1,80,tcp,",
			"::ffff:192.0.2.1,443,tcp,2026-11-03 00:00:00",
			"192.0.2.1:443,,tcp,",
			"2001:db8::1,443,tcp,",
			"2001:DB8:0::1,443,tcp,2026-11-03 00:00:00",
		].join("\n");
		const { findings, result } = await readHere(text);
		expect(findings.map(({ target, port, protocol, count }) => [target.text, port, protocol, count])).toEqual([
			["192.0.2.1", 443, "tcp", 4],
			["192.0.2.1", 443, "udp", 1],
			["192.0.2.1", 80, "tcp", 1],
			["2001:db8::1", 443, "tcp", 2],
		]);
		expect(findings[0]).toMatchObject({
			firstSeen: "2026-11-01T00:00:00.000Z",
			lastSeen: "2026-11-03T00:00:00.000Z",
		});
		expect(findings[3]).toMatchObject({ firstSeen: "2026-11-03T00:00:00.000Z", lastSeen: "2026-11-03T00:00:00.000Z" });
		expect(result).toMatchObject({
			summary: { rows: 8, findings: 4, uniqueTargets: 2, duplicates: 4, problemRows: 0 },
		});
	});

	it("merges a duplicate that comes long after its first row was handed over", async () => {
		const rows = Array.from({ length: 12_000 }, (_, at) => `192.0.2.${at % 256},${at},2026-11-01 00:00:00`);
		const text = ["ip,port,time", ...rows, "192.0.2.0,0,2026-11-09 00:00:00"].join("\n");
		const { findings } = await readHere(text, { pieceBytes: 1000 });
		expect(findings).toHaveLength(12_000);
		expect(findings[0]).toMatchObject({ count: 2, lastSeen: "2026-11-09T00:00:00.000Z" });
	});

	it("knows more protocols than fit a compact key", async () => {
		const protocols = ["a", "b", "c", "d", "e", "f", "g", "h", "i", "j"];
		const rows = [...protocols, ...protocols].map((protocol) => `192.0.2.1,1,${protocol}`);
		const { findings } = await readHere(["ip,port,protocol", ...rows].join("\n"));
		expect(findings.map(({ protocol, count }) => [protocol, count])).toEqual(
			protocols.map((protocol) => [protocol, 2]),
		);
	});

	it("may have one column, with or without quotes", async () => {
		expect(targets(await readHere("ip\n192.0.2.1\n192.0.2.2\n"))).toEqual(["192.0.2.1", "192.0.2.2"]);
		expect(targets(await readHere('"IP address"\n"192.0.2.1"\n'))).toEqual(["192.0.2.1"]);
		expect(targets(await readHere('"192.0.2.1"\n"192.0.2.2"\n'))).toEqual(["192.0.2.1", "192.0.2.2"]);
	});

	it.each([",", ";", "\t", "|"])("may have %j between its cells, also inside quotes another one", async (delimiter) => {
		const row = (cells: string[]) => cells.join(delimiter);
		const text = [row(["note", "ip", "port"]), row(['"a,b;c\td|e"', "192.0.2.1", "1"]), row(['"x"', "192.0.2.2", "2"])];
		const { findings } = await readHere(text.join("\n"));
		expect(findings.map(({ details }) => details.note)).toEqual(["a,b;c\td|e", "x"]);
	});

	it.each(["\r", "\n", "\r\n"])("may end its lines in %j", async (newline) => {
		const text = ["ip,note", '192.0.2.1,"a"', "", "192.0.2.2,b", ""].join(newline);
		const { findings } = await readHere(text);
		expect(findings.map(({ line, details }) => [line, details.note])).toEqual([
			[2, "a"],
			[4, "b"],
		]);
	});

	it("may say its delimiter in a first line, as spreadsheet programs do", async () => {
		const { findings } = await readHere('sep=;\r\nip;note\r\n192.0.2.1;"a, b"\r\n');
		expect(findings).toMatchObject([{ line: 3, details: { note: "a, b" } }]);
		expect((await readHere('"sep=;"\nip;note\n192.0.2.1;a\n')).findings).toHaveLength(1);
	});

	it("may have a title before its header, which is told and not lost", async () => {
		const reading = await readHere("Lijst van november\n2026\nnr;ip;nota\n1;192.0.2.1;a\n2;192.0.2.2;b\n");
		expect(targets(reading)).toEqual(["192.0.2.1", "192.0.2.2"]);
		expect(reasons(reading)).toEqual([
			[1, null, "wrong-column-count"],
			[2, null, "wrong-column-count"],
		]);
	});

	it("is no header where a cell is an address, whatever the other cells say", async () => {
		expect(targets(await readHere("host,192.0.2.1\nport,192.0.2.2\n"))).toEqual(["192.0.2.1", "192.0.2.2"]);
	});

	it("is empty with a header and nothing else", async () => {
		expect((await readHere("ip,port\n")).result).toMatchObject({ kind: "unreadable", reason: "empty" });
		expect((await readHere("# nothing\n")).result).toMatchObject({ kind: "unreadable" });
	});

	it("is given up at a record without an end", async () => {
		const limits = { maxRecord: 10_000 };
		const endless = `ip,note\n192.0.2.1,${"x".repeat(200_000)}`;
		expect((await readHere(endless, { limits })).result).toEqual({
			kind: "unreadable",
			reason: "record-too-long",
			line: 2,
		});
		const open = `ip,note\n${`192.0.2.1,"open\n${"x,y\n".repeat(50)}`.repeat(30)}`;
		expect((await readHere(open, { limits: { maxRecord: 100 } })).result).toMatchObject({ reason: "record-too-long" });
		expect((await readHere(open, { limits: { maxRecord: 100, maxOpenQuotes: 40 } })).result).toMatchObject({
			summary: { rows: 30 * 51, problemRows: 30 * 51 },
		});
	});
});
