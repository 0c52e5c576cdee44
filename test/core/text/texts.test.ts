import { describe, expect, it } from "vitest";
import { caseStatuses } from "../../../src/core/case/state.ts";
import { createTexts } from "../../../src/text/texts.ts";

const nl = createTexts("nl", "Europe/Amsterdam");
const en = createTexts("en", "Europe/Amsterdam");

/** Every sentence, by the path of its key; one that takes values is given a mark for each. */
function sentences(texts: object, path = ""): Record<string, string> {
	const found = Object.entries(texts).flatMap(([key, value]): [string, string][] => {
		const here = path === "" ? key : `${path}.${key}`;
		if (typeof value === "string") return [[here, value]];
		if (typeof value === "function") return [[here, value(...Array(value.length).fill("§"))]];
		return Object.entries(sentences(value, here));
	});
	return Object.fromEntries(found);
}

const wordsOf = ({ labels, refusals, steps, panels, actions, replies, mailing, registry }: typeof nl) =>
	sentences({ labels, refusals, steps, panels, actions, replies, mailing, registry });

describe("the texts", () => {
	/** A closed or withdrawn case waits for nothing. */
	const empty = ["panels.waitsFor.closed", "panels.waitsFor.withdrawn"];

	it("are the same ones in Dutch and in English", () => {
		expect(Object.keys(wordsOf(nl)).sort()).toEqual(Object.keys(wordsOf(en)).sort());
	});

	it.each([nl, en])("are all there in $language", (texts) => {
		for (const [key, text] of Object.entries(wordsOf(texts))) {
			if (empty.includes(key)) expect(text).toBe("");
			else expect([key, text.trim()]).toEqual([key, expect.stringMatching(/\S/)]);
			expect([key, text]).toEqual([key, expect.not.stringMatching(/undefined|\[object|null/)]);
		}
	});

	it("say each value that they are given, in both languages as often", () => {
		const count = (text: string | undefined) => text?.split("§").length;
		const dutch = wordsOf(nl);
		for (const [key, text] of Object.entries(wordsOf(en))) expect([key, count(dutch[key])]).toEqual([key, count(text)]);
	});

	it("are not left in the other language", () => {
		const dutch = wordsOf(nl);
		const same = Object.entries(wordsOf(en)).filter(([key, text]) => text === dutch[key] && text.split(" ").length > 3);
		expect(same).toEqual([]);
	});

	it.each(["nl", "en"] as const)(
		"name commands as a platform has them, and nothing that somebody typed (%s)",
		(language) => {
			const slack = createTexts(language, "Europe/Amsterdam", { commandSign: "/meldkamer " });
			const plain = wordsOf(createTexts(language, "Europe/Amsterdam"));
			const named = Object.entries(wordsOf(slack)).filter(([key, text]) => text !== plain[key]);
			expect(named.length).toBeGreaterThan(6);
			for (const [key, text] of named)
				expect(text).toBe(plain[key]?.replaceAll(/\/(?=case|report|contact|mail|status|registry)/g, "/meldkamer "));
			const unnamed = Object.values(wordsOf(slack)).filter((text) =>
				/(?<!\w)\/(?:case|report|send|lookup|mail|status|contact|optout|registry)\b/.test(text),
			);
			expect(unnamed).toEqual([]);
			expect(slack.steps.note("Anna", "see /case show")).toContain("see /case show");
			expect(slack.panels.checklist).toEqual(createTexts(language, "Europe/Amsterdam").panels.checklist);
		},
	);

	it("name every state of a case", () => {
		for (const { labels, panels } of [nl, en]) {
			expect(Object.keys(labels.status).sort()).toEqual([...caseStatuses].sort());
			expect(Object.keys(panels.waitsFor).sort()).toEqual([...caseStatuses].sort());
		}
	});

	it("name the state in the refusal that is about it", () => {
		expect(nl.refusals["wrong-state"]("gesloten")).toBe("Dat kan nu niet: de zaak staat op ‘gesloten’.");
		expect(en.refusals["wrong-state"]("closed")).toContain("“closed”");
	});
});

describe("numbers and days", () => {
	it("are written as the language does", () => {
		expect([nl.number(1234567), en.number(1234567)]).toEqual(["1.234.567", "1,234,567"]);
		expect([nl.number(0), en.number(999)]).toEqual(["0", "999"]);
	});

	it("are in the hotline's time zone, summer and winter", () => {
		expect(nl.when("2026-11-21T22:30:00.000Z")).toMatch(/^za\.? 21 nov\.? 2026 23:30$/);
		expect(nl.when("2026-07-01T22:30:00.000Z")).toMatch(/^do\.? 2 jul\.? 2026 00:30$/);
		expect(en.when("2026-11-21T09:05:00.000Z")).toMatch(/^Sat,? 21 Nov 2026 10:05$/);
		expect(createTexts("en", "UTC").when("2026-11-21T09:05:00.000Z")).toMatch(/09:05$/);
	});

	it("can be a day alone", () => {
		expect(nl.day("2026-12-31T23:30:00.000Z")).toMatch(/^vr\.? 1 jan\.? 2027$/);
		expect(en.day("2026-12-21T09:00:00.000Z")).toMatch(/^Mon,? 21 Dec 2026$/);
	});

	it("need a time zone that exists", () => {
		expect(() => createTexts("nl", "Europe/Nowhere")).toThrow(RangeError);
	});
});
