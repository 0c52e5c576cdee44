import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { Bucket } from "../../../src/core/contact/contact.ts";
import { renderMailing } from "../../../src/core/thread/mailing-card.ts";
import { further, stateOf } from "../case/given.ts";
import * as a from "../case/situations.ts";
import { en, nl } from "./texts-both.ts";

describe("the mailing card", () => {
	it("names who is mailed, what is not and why, and adds up", () => {
		expect(renderMailing(stateOf(a.situation.ready), en)).toMatchObject({
			tone: "busy",
			title: "2 mails ready, for 13 findings",
			body: [expect.stringContaining("Look at the mails before you send them"), "Not mailed by itself:"],
			table: {
				head: ["Operator", "Mail addresses", "Source", "Findings"],
				rows: [
					["Operator 1", "abuse@op1.example", "RIPE index", "8"],
					["Operator 2", "abuse@op2.example", "RIPE index", "5"],
				],
			},
			lines: [
				{ text: "No contact", detail: "4" },
				{ text: "Opted out", detail: "2" },
				{ text: "Looks like a private person", detail: "1" },
			],
			note: "13 to mail + 7 not mailed = 20 findings",
		});
		expect(renderMailing(stateOf(a.situation.ready), nl).note).toBe("13 te mailen + 7 niet gemaild = 20 bevindingen");
	});

	it("says which contacts are in doubt before anything is sent", () => {
		const state = stateOf(a.situation.ready);
		const groups = state.groups.map((group) => ({
			...group,
			doubts:
				group.id === 1 ? (["stale", "suspect"] as const).slice() : group.id === 2 ? (["stale"] as const).slice() : [],
		}));
		const card = renderMailing({ ...state, groups }, en);
		expect(card.body?.slice(1, 4)).toEqual([
			"Some contacts are in doubt. Look at them under “What needs a look” before you send.",
			"The contact data is old: 2 mails",
			"The registry could not reach the mailbox: 1 mail",
		]);
		expect(card.table?.rows.map((row) => row[2])).toEqual(["RIPE index, old, doubted", "RIPE index, old"]);
	});

	it("after sending has no buttons and says that it is done", () => {
		const card = renderMailing(stateOf(a.situation.sent), en);
		expect(card).toMatchObject({ tone: "neutral", body: ["Sent; see below.", "Not mailed by itself:"] });
		expect(card.buttons).toBeUndefined();
	});

	it("says when there is nothing to mail", () => {
		const none = further(a.situation.ready, a.leaveOut(1), a.handOver(2));
		const card = renderMailing(stateOf(none), en);
		expect(card.body?.[0]).toBe("There is nothing to mail in this round.");
		expect(card.table).toBeUndefined();
		expect(card.note).toBe("0 to mail + 20 not mailed = 20 findings");
	});

	it("of a later round counts who is still affected", () => {
		const round2 = further(a.readingRound2, a.recordRoundList({ 1: 3, 3: 2 }));
		expect(renderMailing(stateOf(round2), en)).toMatchObject({
			title: "1 mail ready, for 3 findings",
			body: ["Round 2: only who is still affected.", expect.any(String), "Not mailed by itself:"],
			note: "3 to mail + 2 not mailed = 5 findings",
		});
	});

	it("names fifteen operators, the largest first, and counts the rest", () => {
		const many = Array.from({ length: 18 }, (_, index) => a.group(index + 1, index + 1, { source: null }));
		const total = many.reduce((sum, { findings }) => sum + findings, 0);
		const state = { ...stateOf(a.situation.ready), groups: many, summary: a.summaryOf(total) };
		const rows = renderMailing(state, en).table?.rows ?? [];
		expect(rows).toHaveLength(16);
		expect(rows[0]).toEqual(["Operator 18", "abuse@op18.example", "", "18"]);
		expect(rows.at(-1)).toEqual(["and 3 more operators", "", "", ""]);
		expect(renderMailing(state, en).lines).toEqual([]);
	});

	it("always adds up, whatever the groups", () => {
		const anyGroups = fc.array(fc.tuple(fc.nat(99_999), fc.option(fc.constantFrom(...Bucket.options))), {
			maxLength: 30,
		});
		fc.assert(
			fc.property(anyGroups, (chosen) => {
				const groups = chosen.map(([findings, bucket], index) => a.group(index + 1, findings, { bucket }));
				const card = renderMailing({ ...stateOf(a.situation.ready), groups }, en);
				const [mailed, kept, total] = (card.note?.match(/\d[\d,]*/g) ?? []).map((text) =>
					Number(text.replaceAll(",", "")),
				);
				expect((mailed ?? 0) + (kept ?? 0)).toBe(total);
				expect(total).toBe(groups.reduce((sum, { findings }) => sum + findings, 0));
				const lines = (card.lines ?? []).map(({ detail }) => Number(detail?.replaceAll(",", "")));
				expect(lines.reduce((sum, count) => sum + count, 0)).toBe(kept);
			}),
		);
	});
});
