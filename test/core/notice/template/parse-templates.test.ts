import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { renderNotice } from "../../../../src/core/notice/render-notice.ts";
import { parseTemplates } from "../../../../src/core/notice/template/parse-templates.ts";
import { maxTemplateBytes, type TemplateProblem } from "../../../../src/core/notice/template/template.ts";
import { templateTexts } from "../../../../src/text/templates.ts";
import { changedTemplates, parseChanged, type TemplateChange } from "../../../support/changed-templates.ts";
import { makeInput } from "../make-input.ts";

const problemsOf = (...changes: readonly TemplateChange[]): readonly TemplateProblem[] => {
	const parsed = parseChanged(...changes);
	return parsed.ok ? [] : parsed.problems;
};
/** Problems of `nl/mail.txt` with a text in place of another. */
const replaced = (from: string | RegExp, to: string) => problemsOf({ change: (text) => text.replace(from, to) });
/** What a mail says with a line more at its end. */
const withLine = (line: string) =>
	changedTemplates({ change: (text) => text.replace("Met vriendelijke groet,", `${line}\n\nMet vriendelijke groet,`) });
const lineOf = (text: string, part: string) => text.split("\n").findIndex((line) => line.includes(part)) + 1;

describe("parseTemplates", () => {
	it("takes the built-in templates, and any that differ in words alone", () => {
		expect(problemsOf()).toEqual([]);
		const templates = changedTemplates({ change: (text) => text.replace("L.S.,", "Beste collega's,") });
		expect(renderNotice(makeInput(), templates).text).toMatch(/^Beste collega's,\n/);
	});

	it("takes files as Windows writes them: byte order mark, CRLF, tabs and spaces at the ends of lines", () => {
		const windows = changedTemplates({
			change: (text) => `\ufeff${text.replaceAll("\n", " \t\r\n").replace("L.S.,", "\tL.S.,")}`,
		});
		expect(renderNotice(makeInput(), windows)).toEqual(renderNotice(makeInput(), changedTemplates()));
	});

	it.each<[string, string | RegExp, string, object]>([
		["an unknown placeholder", "{{answer}}\n\n{{opt", "{{anwser}}\n\n{{opt", { code: "unknown-name", name: "anwser" }],
		["an unknown condition", "{{if repeat}}\n", "{{if again}}\n", { code: "unknown-condition", name: "again" }],
		["an if that asks nothing", "{{if repeat}}\n", "{{if}}\n", { code: "unknown-condition", name: "" }],
		["a placeholder that is not closed", "{{website}}", "{{website}", { code: "bad-braces" }],
		["a placeholder that is not opened", "{{website}}", "website}}", { code: "bad-braces" }],
		["an if without end", "{{end}}\nL.S.", "L.S.", { code: "unclosed-if" }],
		["an if within a line that ends on another", "L.S.,", "{{if one}}L.S.,", { code: "unclosed-if" }],
		["an end without if", "L.S.,", "L.S.,\n{{end}}", { code: "stray-mark" }],
		["an else without if", "L.S.,", "L.S.,{{else}}", { code: "stray-mark" }],
		["a second else", "L.S.,", "{{if one}}L.S.,{{else}}x{{else}}y{{end}}", { code: "stray-mark" }],
		["several lines' worth within a line", "{{answer}}\n\n{{opt", "Let op: {{answer}}\n\n{{opt", { code: "own-line" }],
		["a block where it can't be", "Vragen, of", "{{list}}\nVragen, of", { code: "not-here", name: "list" }],
		["a block within a line where it can't be", "Vragen, of", "{{list}} Vragen", { code: "not-here", name: "list" }],
		["an unknown section", "== opt_out ==", "== optout ==", { code: "unknown-section", name: "optout" }],
		["text before the first section", "\n== subject ==", "\nHallo\n== subject ==", { code: "outside-section" }],
		["a second line of the subject", /\n\n== text ==/, "\nmeer\n\n== text ==", { code: "one-line", name: "subject" }],
		["an IP address", "L.S.,", "L.S., 192.0.2.7", { code: "address" }],
		["an IPv6 address", "L.S.,", "L.S., [2001:db8::7]", { code: "address" }],
		["a network in disguise", "L.S.,", "L.S., 198.51.100[.]0/24", { code: "address" }],
		["a control character", "L.S.,", "L.S.,\u0007", { code: "control-character" }],
		["a mark that turns the reading direction", "L.S.,", "L.S.,\u202e", { code: "control-character" }],
	])("says the line of %s", (_, from, to, expected) => {
		const problems = replaced(from, to);
		expect(problems).toContainEqual(expect.objectContaining({ path: "own/nl/mail.txt", ...expected }));
		const found = problems.find((problem) => problem.code === (expected as { code: string }).code);
		expect(found?.line).toBeGreaterThan(8);
	});

	it("names the very line, and what could stand there", () => {
		let changed = "";
		const problems = problemsOf({
			change: (text) => {
				changed = text.replace("{{website}}", "{{web site}}");
				return changed;
			},
		});
		expect(problems).toEqual([
			expect.objectContaining({ code: "unknown-name", name: "web site", line: lineOf(changed, "{{web site}}") }),
		]);
		expect(problems[0]).toHaveProperty("known", expect.arrayContaining(["website", "list"]));
	});

	it.each([
		["number", "subject", "[{{number}}] ", ""],
		["number", "subject", "[{{number}}]", "{{if repeat}}{{number}}{{end}}"],
		["list", "text", "\n{{list}}\n", "\n"],
		["list", "text", "\n{{list}}\n", "\n{{if description}}\n{{list}}\n{{end}}\n"],
		["answer", "text", "{{answer}}\n\n{{opt", "{{opt"],
		["answer", "text", "{{answer}}\n\n{{opt", "{{if first}}\n{{answer}}\n{{end}}\n{{opt"],
		["answer", "text", "{{answer}}\n\n{{opt", "{{if other_below}}\n{{answer}}\n{{end}}\n{{opt"],
		["opt_out", "text", "{{opt_out}}\n", "\n"],
	])("wants {{%s}} in every %s", (name, section, from, to) => {
		expect(replaced(from, to)).toEqual([expect.objectContaining({ code: "missing-value", name, section })]);
	});

	it("takes what is needed from either branch", () => {
		expect(replaced("\n{{list}}\n", "\n{{if cut}}\n{{list}}\n{{else}}\n{{list}}\n{{end}}\n")).toEqual([]);
		const both = "{{if first}}\n{{answer}}\n{{end}}\n{{if second}}\n{{answer}}\n{{end}}\n\n{{opt";
		expect(replaced("{{answer}}\n\n{{opt", both)).toEqual([]);
		const numbered = "{{if one}}[{{number}}]{{else}}{{number}}{{end}}";
		expect(replaced("[{{number}}]", numbered)).toEqual([]);
	});

	it("wants a test mail to be marked, in subject and text", () => {
		const missing = (section: string) => [
			expect.objectContaining({ code: "missing-condition", name: "test", section }),
		];
		expect(replaced("{{if test}}[PROEF] {{end}}", "")).toEqual(missing("subject"));
		expect(replaced("{{if test}}[PROEF] {{end}}", "{{if test}}{{else}}x{{end}}")).toEqual(missing("subject"));
		expect(replaced(/\{\{if test\}\}\n[\s\S]*?\{\{end\}\}\n/, "")).toEqual(missing("text"));
		expect(
			replaced(/\{\{if test\}\}\n[\s\S]*?\{\{end\}\}\n/, "{{if one}}\n{{if test}}PROEF{{end}}\n{{end}}\n"),
		).toEqual([]);
		expect(replaced(/\{\{if test\}\}\[PROEF\] \{\{end\}\}/, "{{if one}}{{if test}}PROEF{{end}}{{end}}")).toEqual([]);
		expect(replaced(/\{\{if test\}\}\[PROEF\] \{\{end\}\}/, "{{if one}}{{else}}{{if test}}P{{end}}{{end}}")).toEqual(
			[],
		);
		expect(
			replaced(/\{\{if test\}\}\n[\s\S]*?\{\{end\}\}\n/, "{{if one}}\n{{else}}\n{{if test}}\nP\n{{end}}\n{{end}}\n"),
		).toEqual([]);
	});

	it("says which section is missing, empty or there twice", () => {
		expect(replaced(/== opt_out ==[\s\S]*/, "")).toEqual([
			expect.objectContaining({ code: "missing-section", name: "opt_out", line: null }),
		]);
		expect(replaced(/== opt_out ==[\s\S]*/, "== opt_out ==\n# niets\n\n")).toEqual([
			expect.objectContaining({ code: "empty-section", name: "opt_out" }),
		]);
		expect(replaced(/$/, "\n== answer ==\nNog een keer")).toEqual([
			expect.objectContaining({ code: "repeated-section", name: "answer" }),
		]);
		const gone = replaced(/\n== subject ==[\s\S]*/, "");
		expect(gone.map((problem) => ("name" in problem ? problem.name : ""))).toEqual([
			"subject",
			"text",
			"answer",
			"opt_out",
		]);
		const empty = replaced(/\n== subject ==[\s\S]*/, "\n== subject ==\n== text ==\n== answer ==\n== opt_out ==");
		expect(empty.map(({ code }) => code)).toEqual(Array(4).fill("empty-section"));
	});

	it("says what is wrong with a category's file, and takes one without urgency", () => {
		const of = (change: (text: string) => string) => problemsOf({ language: "en", name: "phishing", change });
		expect(of((text) => text.replace(/== urgency ==[^=]*/, ""))).toEqual([]);
		expect(of((text) => text.replace(/== systems ==\n.*/, "== systems ==\n{{hotline}} systems"))).toEqual([
			expect.objectContaining({ path: "own/en/phishing.txt", line: 4, code: "not-here", name: "hotline" }),
		]);
		expect(of((text) => text.replace("== at_stake ==", "== stake ==")).map(({ code }) => code)).toEqual([
			"missing-section",
			"unknown-section",
		]);
	});

	it("refuses bytes that are not UTF-8 by their line, and a file that is too large", () => {
		const latin = problemsOf({
			change: (text) => Uint8Array.from(text.replace("één", "\xe9\xe9n"), (c) => c.charCodeAt(0)),
		});
		expect(latin).toContainEqual({ path: "own/nl/mail.txt", line: expect.any(Number), code: "not-utf8" });
		const large = problemsOf({ change: (text) => text + "x".repeat(maxTemplateBytes) });
		expect(large[0]).toEqual({ path: "own/nl/mail.txt", line: null, code: "too-large" });
	});

	it("refuses a subject without room for a title", () => {
		expect(replaced("in uw netwerk{{if part}}", `${"heel ".repeat(40)}lang{{if part}}`)).toEqual([
			{ path: "own/nl/mail.txt", line: null, code: "subject-too-long" },
		]);
	});

	it("refuses addresses that come about when placeholders are filled", () => {
		expect(replaced("L.S.,", "L.S., 198.51.100.{{rows}}")).toEqual([
			{ path: "own/nl/mail.txt", line: null, code: "made-up-address" },
		]);
		const change = (text: string) => text.replace("- Maak", "- Zie {{file}}.{{operator}}.example\n- Maak");
		expect(problemsOf({ name: "phishing", change })).toEqual([
			{ path: "own/nl/phishing.txt", line: null, code: "made-up-address" },
		]);
	});

	it("never throws and always has an answer, whatever a file holds", () => {
		const scrap = fc.constantFrom(
			"{{",
			"}}",
			"{{if one}}",
			"{{else}}",
			"{{end}}",
			"{{list}}",
			"== text ==",
			"\n",
			"#",
			"a.nl",
		);
		fc.assert(
			fc.property(fc.array(fc.oneof(scrap, fc.string({ unit: "binary" })), { maxLength: 30 }), (scraps) => {
				const parsed = parseChanged({ change: () => scraps.join("") });
				if (!parsed.ok) expect(parsed.problems.length).toBeGreaterThan(0);
				else expect(parsed.templates.nl.text.length).toBeGreaterThan(0);
			}),
		);
	});

	it("is not for fewer files than there are", () => {
		expect(() => parseTemplates([])).toThrow("no template mail in nl");
	});
});

describe("a template's own syntax", () => {
	const say = (line: string, change: Parameters<typeof makeInput>[0] = {}) => {
		const { text } = renderNotice(makeInput(change), withLine(line));
		return text.slice(text.indexOf("niemand anders.") + 15, text.indexOf("Met vriendelijke groet,")).trim();
	};

	it("has conditions within a line and around lines, one in another", () => {
		expect(say("a {{if one}}b{{else}}c{{end}} d")).toBe("a b d");
		expect(say("{{if repeat}}\nx\n{{else}}\n{{if one}}\ny {{ number }}\n\n{{end}}\nz\n{{end}}")).toBe(
			"y NSM-2026-0042\n\nz",
		);
		expect(say("a{{if one}}{{if repeat}}b{{else}}c{{end}}{{end}}")).toBe("ac");
	});

	it("leaves out lines of which nothing is left, and empty lines after an empty one", () => {
		expect(say("a\n{{if repeat}}x{{end}}\nb\n\n\n{{reference}}\n\nc", { case: { reference: null } })).toBe("a\nb\n\nc");
	});

	it("does not double the full stop of a name, and leaves dots of its own alone", () => {
		expect(say("Aan {{operator}}.")).toBe("Aan Voorbeeld Hosting B.V.");
		expect(say("Aan {{if operator}}{{operator}}{{end}}.")).toBe("Aan Voorbeeld Hosting B.V.");
		expect(say("Aan {{operator}}.", { operator: { name: "Voorbeeld" } })).toBe("Aan Voorbeeld.");
		expect(say("Ja... {{count}}.")).toBe("Ja... 1.");
	});

	it("breaks long lines between words, and under the text of an item", () => {
		const words = Array(20).fill("woorden").join(" ");
		expect(say(`- ${words}`).split("\n")[1]).toMatch(/^ {2}woorden/);
		expect(say(`12. ${words}`).split("\n")[1]).toMatch(/^ {4}woorden/);
		expect(say(`{{count}} ${words}`).split("\n")[1]).toMatch(/^woorden/);
		expect(
			Math.max(
				...say(words)
					.split("\n")
					.map(({ length }) => length),
			),
		).toBeLessThanOrEqual(72);
	});

	it("keeps notes out, and lines of = and - in", () => {
		expect(say("kop\n=====\n# niet voor de mail\ntekst\n-----")).toBe("kop\n=====\ntekst\n-----");
	});
});

describe("the words about a problem", () => {
	it("are there in both languages, differ, and say what to do", () => {
		const known = ["number"];
		const troubles = [
			...["too-large", "not-utf8", "control-character", "address", "outside-section", "bad-braces"].map((code) => ({
				code,
			})),
			...["unclosed-if", "stray-mark", "subject-too-long", "made-up-address"].map((code) => ({ code })),
			...["unknown-section", "repeated-section", "missing-section", "empty-section"].map((code) => ({
				code,
				name: "text",
			})),
			...["not-here", "own-line", "one-line"].map((code) => ({ code, name: "list" })),
			...["unknown-name", "unknown-condition"].map((code) => ({ code, name: "lsit", known })),
			...["missing-value", "missing-condition"].map((code) => ({ code, name: "list", section: "text" })),
		] as unknown as Parameters<ReturnType<typeof templateTexts>["trouble"]>[0][];
		for (const language of ["nl", "en"] as const) {
			const said = troubles.map((trouble) => templateTexts(language).trouble(trouble));
			expect(new Set(said).size).toBe(troubles.length);
			for (const sentence of said) expect(sentence).toMatch(/^\S.*\.$/);
		}
		expect(templateTexts("nl").at("nl/mail.txt", 12)).toBe("nl/mail.txt, regel 12");
		expect(templateTexts("en").at("nl/mail.txt", null)).toBe("nl/mail.txt");
		expect([0, 1, 2].map(templateTexts("en").allWell)).toEqual([
			"The built-in templates are used.",
			"1 template of your own is used.",
			"2 templates of your own are used.",
		]);
		expect(new Set([0, 1, 2].map(templateTexts("nl").allWell)).size).toBe(3);
	});
});
