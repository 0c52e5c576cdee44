import { describe, expect, it } from "vitest";
import type { CommandOf } from "../../../src/core/case/command.ts";
import type { RefusalCode } from "../../../src/core/case/refusal.ts";
import { anna, given, nothingYet, stateOf } from "./given.ts";
import * as a from "./situations.ts";

type Typed = Partial<Omit<CommandOf<"OpenCase">, "type" | "at" | "by" | "epoch">>;
const opening = (typed: Typed) => given(nothingYet).when({ ...a.open, ...typed });

describe("opening a case", () => {
	it("records what was typed, and who uploaded it", () => {
		const opened = opening({ title: "  Open\n databases ", reporter: " Eve ", credit: true }).gives({
			...{ type: "CaseOpened", by: anna, title: "Open databases", reporter: "Eve", credit: true },
			...{ description: a.open.description, reference: null, upload: a.upload },
		});
		expect(stateOf(opened)).toMatchObject({ status: "received", uploader: anna, version: 1, epoch: 1, round: 1 });
	});

	it.each<[string, Typed, RefusalCode]>([
		["without a title", { title: " \u200e " }, "title-missing"],
		["without a description", { description: "\n" }, "description-missing"],
		["with an address in the title", { title: "Hole in 203.0.113.7" }, "address-in-text"],
		["with an address in the description", { description: "Such as 2001:db8::7 and more" }, "address-in-text"],
		["with a defanged address", { description: "Such as 203[.]0[.]113[.]7" }, "address-in-text"],
		["with an address as the reporter", { reporter: "203.0.113.7" }, "address-in-text"],
		["with a reporter of nothing", { reporter: " " }, "text-missing"],
	])("is refused %s", (_, typed, code) => opening(typed).isRefused(code));

	it.each([
		["https://example.nl/advisory", "https://example.nl/advisory"],
		[" HTTP://EXAMPLE.nl/A?b#c ", "http://example.nl/A?b#c"],
		["https://xn--bcher-kva.example", "https://xn--bcher-kva.example/"],
	])("takes the public link %j", (reference, taken) => {
		opening({ reference }).gives({ type: "CaseOpened", reference: taken });
	});

	it.each([
		...["example.nl/advisory", "ftp://example.nl/a", "javascript:alert(1)", "https://user:pw@example.nl/", ""],
		...["https://203.0.113.7/", "https://[2001:db8::7]/", "https://3405803783/", "http://intranet/page"],
		`https://example.nl/${"a".repeat(500)}`,
	])("refuses %j as a reference: it must be a public link", (reference) => {
		opening({ reference }).isRefused("reference-not-a-link");
	});

	it("refuses a link that names an address: everybody sees it", () => {
		opening({ reference: "https://scan.example/host/203.0.113.7" }).isRefused("address-in-text");
		opening({ reference: "https://scan.example/?q=203%2E0.113.7" }).isRefused("address-in-text");
	});

	it("hides an address in the name of the file: everybody sees it", () => {
		const fileName = "scan of 203.0.113.7.csv";
		opening({ upload: { ...a.upload, fileName } }).gives({
			type: "CaseOpened",
			upload: { ...a.upload, fileName: "scan of x.csv" },
		});
	});
});

describe("what a person types", () => {
	const noted = (text: string) => given(a.situation.voting).when({ type: "AddNote", text });

	it("loses control characters and what turns the reading direction round", () => {
		noted("a\u0000b\u0007c\u009fd\u202ee\u2066f\ufeffg\th\r\ni\rj").gives({
			type: "NoteAdded",
			text: "abcdefg\th\ni\nj",
		});
	});

	it("is cut at its greatest length, not through a character", () => {
		noted("x".repeat(2001)).gives({ type: "NoteAdded", text: "x".repeat(2000) });
		noted(`${"x".repeat(1999)}😀`).gives({ type: "NoteAdded", text: "x".repeat(1999) });
		noted(`${"x".repeat(1998)}😀`).gives({ type: "NoteAdded", text: `${"x".repeat(1998)}😀` });
	});

	it("is refused when nothing is left of it, or when it holds an address", () => {
		noted(" \u202e\u0000 ").isRefused("text-missing");
		noted("It was 203.0.113.7").isRefused("address-in-text");
		noted("It was 203.0.1\u202e13.7").isRefused("address-in-text");
	});

	it.each([
		["a reason to withdraw", "voting", { type: "Withdraw", reason: "203.0.113.7 was wrong" }],
		["a reason to leave out", "ready", a.leaveOut(3, "203.0.113.7 is old")],
		["who it is handed over to", "ready", a.handOver(3, "2001:db8::1")],
		["the name of an operator", "ready", { ...a.assign(3, "abuse@op.example"), operator: "203.0.113.7" }],
		["an answer to “need info”", "needs-info", { type: "ProvideInfo", text: "Look at 203.0.113.7" }],
	] as const)("holds no address in %s", (_, status, body) => {
		given(a.situation[status]).when(body).isRefused("address-in-text");
	});

	it.each([
		["a reason to withdraw", "voting", { type: "Withdraw", reason: " " }],
		["a reason to leave out", "ready", a.leaveOut(3, "")],
		["who it is handed over to", "ready", a.handOver(3, "\n")],
		["the name of an operator", "ready", { ...a.assign(3, "abuse@op.example"), operator: "" }],
		["an answer to “need info”", "needs-info", { type: "ProvideInfo", text: "" }],
	] as const)("is asked for: %s", (_, status, body) => {
		given(a.situation[status]).when(body).isRefused("text-missing");
	});
});
