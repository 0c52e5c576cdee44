import { describe, expect, it } from "vitest";
import { stopReason } from "../../src/core/mailing-stop.ts";
import { renderCsamRefusal } from "../../src/core/thread/csam-card.ts";
import { renderLifted, renderStop, stopSentence, withStop } from "../../src/core/thread/stop-card.ts";
import { en, nl } from "./thread/texts-both.ts";

const stop = {
	...{ id: "6a4f0b3e-0b6b-4f39-9f55-0a6a3a1f0e01", stoppedAt: "2026-11-21T09:05:00.000Z" },
	...{ stoppedBy: "Anna", reason: "Wrong list." },
};

describe("the reason of a stop", () => {
	it.each([
		["Wrong list", "Wrong list."],
		["Wrong list!", "Wrong list!"],
		["  two\nlines  ", "two lines."],
		["192.0.2.1 got all of it", "[…] got all of it."],
		["", "?"],
		["\u200b", "?"],
	])("%j reads %j", (typed, shown) => {
		expect(stopReason(typed)).toBe(shown);
	});

	it("has an end", () => {
		expect(stopReason("x".repeat(400))).toBe(`${"x".repeat(200)}.`);
	});
});

describe("a stop", () => {
	it("says who, since when, why, and what that means", () => {
		const day = en.when(stop.stoppedAt);
		expect(renderStop(stop, en)).toMatchObject({
			...{ tone: "bad", title: "All mailing has been stopped" },
			fields: [{ value: "Anna" }, { value: day }, { value: "Wrong list." }],
			note: expect.stringContaining("still arrives"),
		});
		expect(renderStop(stop, nl).note).toContain("Wat al onderweg was, komt nog aan.");
		expect(stopSentence(stop, en)).toBe(
			`All mailing was stopped by Anna (${day}): Wrong list. Until a coordinator lifts that, nothing is sent.`,
		);
		expect(renderLifted("Bram", nl).body).toEqual([expect.stringMatching(/^Bram hief de stop op\./)]);
	});

	it("stands above all else on a card, and changes none while there is none", () => {
		const card = { tone: "neutral", title: "Status", body: ["No cases."] } as const;
		expect(withStop(card, null, en)).toBe(card);
		expect(withStop(card, stop, en)).toEqual({
			...card,
			tone: "bad",
			body: [stopSentence(stop, en), "No cases."],
		});
		expect(withStop({ tone: "neutral", title: "Status" }, stop, en).body).toEqual([stopSentence(stop, en)]);
	});
});

describe("what is not taken", () => {
	it("is sent on to who takes it, with what not to do", () => {
		const card = renderCsamRefusal({ fromWords: false }, nl);
		const said = card.body?.join(" ");
		for (const words of ["meldpunt-kinderporno.nl", "Offlimits", "112", "0900-8844", "inhope.org", "download niets"])
			expect(said).toContain(words);
		expect(card.link?.url).toBe("https://www.meldpunt-kinderporno.nl/");
		expect(said).not.toContain("iets anders");
		expect(renderCsamRefusal({ fromWords: true }, en).body?.at(-1)).toMatch(/about something else/);
	});
});
