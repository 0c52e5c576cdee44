import { describe, expect, it } from "vitest";
import { renderXarf } from "../../../src/core/notice/xarf/render-xarf.ts";
import { xarfTexts } from "../../../src/mail/xarf-texts.ts";
import { makeFinding } from "../../core/notice/make-finding.ts";

const finding = makeFinding("192.0.2.1", {
	...{ firstSeen: "2026-11-20T08:00:00.000Z", port: 443, details: { service: "VPN é", cve: "CVE-2024-1000" } },
});
const hotline = { name: "Meldpunt", from: "meldpunt@meldpunt.example" };
const input = { category: "vulnerability", title: "VPN", hotline, reportId: () => "id" } as const;
const content = renderXarf([finding], input).files[0]?.content ?? "";
const bytes = (text: string) => new TextEncoder().encode(text);
const ours = (report: unknown) => bytes(`${JSON.stringify(report, null, 2)}\n`);

describe("the texts of an X-ARF report", () => {
	it("are its fields, their names, and what its evidence holds", () => {
		const texts = xarfTexts(bytes(content));
		expect(texts).toEqual(
			expect.arrayContaining(["192.0.2.1", "source_identifier", "443", "service: VPN é", "cve: CVE-2024-1000"]),
		);
		expect(texts).toEqual(expect.arrayContaining(["meldpunt@meldpunt.example", "Columns of the report"]));
	});

	it("are read anywhere in it", () => {
		const report = { payload: "192.0.2.2", list: [{ deep: ["192.0.2.3"] }, 7, true, null], "192.0.2.4": 1 };
		expect(xarfTexts(ours(report))).toEqual(
			expect.arrayContaining(["192.0.2.2", "192.0.2.3", "7", "192.0.2.4", "list", "deep"]),
		);
	});

	it.each<[string, Uint8Array]>([
		["no JSON", bytes("x")],
		["no object", bytes("[]\n")],
		["nothing", bytes("null\n")],
		[
			"a field that stands there twice",
			bytes(content.replace('"type"', '"source_identifier": "192.0.2.9",\n  "type"')),
		],
		["blanks of another kind", bytes(content.trim())],
		["no UTF-8", Buffer.from(content, "latin1")],
		["evidence that is no list", ours({ evidence: {} })],
		["evidence of another type", ours({ evidence: [{ content_type: "image/png", payload: "" }] })],
		["evidence without base64", ours({ evidence: [{ content_type: "text/plain", payload: "192.0.2.9" }] })],
		["evidence without text", ours({ evidence: [{ content_type: "text/plain" }] })],
		["evidence in another coding", ours({ evidence: [{ content_type: "text/plain", payload: "/w==" }] })],
		["no end of depth", ours(JSON.parse(`${'{"a":'.repeat(20)}1${"}".repeat(20)}`))],
	])("are none for %s", (name, file) => {
		if (name === "no UTF-8") expect(xarfTexts(Buffer.concat([file, Buffer.from([0xff])]))).toBeNull();
		expect(xarfTexts(file)).toBeNull();
	});
});
