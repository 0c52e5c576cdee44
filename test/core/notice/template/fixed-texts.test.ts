import { describe, expect, it } from "vitest";
import { groupCheck } from "../../../../src/core/notice/group-check.ts";
import { renderNotice } from "../../../../src/core/notice/render-notice.ts";
import { fixedTexts } from "../../../../src/core/notice/template/fixed-texts.ts";
import type { MailTemplates } from "../../../../src/core/notice/template/template.ts";
import { builtInTemplates } from "../../../support/built-in-templates.ts";
import { changedTemplates } from "../../../support/changed-templates.ts";
import { makeInput } from "../make-input.ts";

const own = { number: "NSM-2026-0042", website: "https://meldpunt.example", from: "meldpunt@meldpunt.example" };

/** What the leak guard would find foreign in a mail by these templates. */
function foreign(templates: MailTemplates, change: Parameters<typeof makeInput>[0] = {}) {
	const input = makeInput(change);
	const { text, csv } = renderNotice(input, templates);
	const check = groupCheck({
		findings: input.findings,
		typed: [input.case.title, input.case.description, input.case.reference ?? "", input.operator.name],
		fixed: [own.website, own.from, own.number, ...fixedTexts(templates, own)],
	});
	return text.split("\n").flatMap((line) => check(line.replaceAll(csv.fileName, " ")));
}

const withLines = (lines: string) =>
	changedTemplates(
		{ change: (text) => text.replace("{{website}}", `${lines}\n{{website}}`) },
		{ language: "en", change: (text) => text.replace("{{website}}", `${lines}\n{{website}}`) },
	);

describe("fixedTexts", () => {
	it("is empty for the built-in templates, so that the guard has nothing to excuse", () => {
		expect(fixedTexts(builtInTemplates, own)).toEqual([]);
	});

	it("lets the hotline's own links stand in every mail: plain, of the case, and in a line that is broken", () => {
		const templates = withLines(
			[
				"Meer over ons: https://csirt.example/over-ons en https://csirt.example/zaken/{{number}} of op www.csirt.example voor wie dat wil lezen.",
				"{{if repeat}}Zie herhaling.example{{else}}Zie eerste.example{{end}}",
				"Of {{website}}/zaken",
			].join("\n"),
		);
		expect(foreign(templates)).toEqual([]);
		expect(foreign(templates, { round: 2 })).toEqual([]);
		expect(foreign(builtInTemplates)).toEqual([]);
		expect(renderNotice(makeInput(), templates).text).toContain("https://csirt.example/zaken/NSM-2026-0042");
	});

	it("excuses nothing that was typed, also not where it stands beside a template's own link", () => {
		const templates = withLines("Over {{title}} zie https://csirt.example/x");
		expect(fixedTexts(templates, own).join(" ")).not.toContain("title");
		const input = makeInput({ case: { title: "https://evil.example/y" } });
		const check = groupCheck({ findings: input.findings, typed: [], fixed: fixedTexts(templates, own) });
		const { text } = renderNotice(input, templates);
		expect(text).toContain("https://evil.example/y");
		expect(
			text
				.split("\n")
				.flatMap(check)
				.map((found) => ("range" in found ? "" : found.text)),
		).toContain("https://evil.example/y");
	});
});
