import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { CaseStatus } from "../../../src/core/case/state.ts";
import { type ButtonId, parseButtonId, renderButtonId } from "../../../src/core/thread/button-id.ts";
import { buttonsFor } from "../../../src/core/thread/buttons.ts";
import { further, type Situation, stateOf } from "../case/given.ts";
import * as a from "../case/situations.ts";
import { en } from "./texts-both.ts";

const verbs = (situation: Situation) =>
	buttonsFor(stateOf(situation), en).map((row) =>
		row.map(({ id }) => {
			const button = parseButtonId(id);
			return [button?.verb, button?.argument].filter(Boolean).join(" ");
		}),
	);

describe("the buttons that are valid", () => {
	const { sending, paused, sent, ready } = a.situation;
	const unknown = further(sending, a.settle(1, "unknown"));
	const clean = further(a.situation.reading, a.recordReport(a.summaryOf(20, { rows: 21, problemRows: 0 })));
	const noneKept = further(a.situation.resolving, a.recordContacts([a.group(1, 20)]));

	it.each<[string, Situation, string[][]]>([
		["voting", a.situation.voting, [["vote valid", "vote invalid", "vote needs-info"], ["problems"]]],
		["voting on a report without a problem", clean, [["vote valid", "vote invalid", "vote needs-info"]]],
		["ready", ready, [["preview", "test-mail", "send", "groups"]]],
		["ready, with everything to be mailed", noneKept, [["preview", "test-mail", "send"]]],
		["ready, with nothing to mail", further(ready, a.leaveOut(1), a.leaveOut(2)), [["close", "groups"]]],
		["sending", sending, [["pause"]]],
		["sending, with a mail to judge", unknown, [["pause", "unknowns"]]],
		["paused", paused, [["resume", "test-mail"]]],
		["paused, with a mail to judge", further(unknown, { type: "PauseSending" }), [["resume", "test-mail", "unknowns"]]],
		["sent", sent, [["groups", "close"]]],
		["sent, with a mail to judge", further(unknown, a.settle(2, "accepted")), [["unknowns", "groups", "close"]]],
		[
			"sent, with a late contact",
			further(sent, a.assign(3, "x@y.example")),
			[["preview", "test-mail", "send", "groups", "close"]],
		],
		["rejected", a.situation.rejected, [["close"]]],
		["unreadable", a.situation.unreadable, [["close"]]],
	])("when %s", (_, situation, expected) => {
		expect(verbs(situation)).toEqual(expected);
	});

	it.each<CaseStatus>(["received", "reading", "needs-column", "needs-info", "resolving", "closed", "withdrawn"])(
		"when %s are none",
		(status) => {
			expect(verbs(a.situation[status])).toEqual([]);
		},
	);

	it("do not ask to judge a mail of a round that is over", () => {
		const refused = further(sending, a.settle(1, "refused"), a.settle(2, "accepted"));
		expect(verbs(refused)).toEqual([["unknowns", "groups", "close"]]);
		const next = further(refused, a.requestRound, a.startReading(2), a.recordRoundList({ 2: 1 }), a.send());
		const done = further(next, a.settle(2, "accepted", { notice: a.noticeId(2, 2) }));
		expect(verbs(done)).toEqual([["groups", "close"]]);
	});

	it("are of the case and its epoch", () => {
		const [[first] = []] = buttonsFor(stateOf(ready), en);
		expect(parseButtonId(first?.id ?? "")).toEqual({
			...{ verb: "preview", caseNumber: a.number, epoch: stateOf(ready).epoch, argument: null },
		});
	});
});

describe("a button's id", () => {
	const anyButton: fc.Arbitrary<ButtonId> = fc.record({
		verb: fc.stringMatching(/^[a-z-]{1,20}$/),
		caseNumber: fc.stringMatching(/^[A-Z0-9-]{1,30}$/),
		epoch: fc.nat(999_999_999),
		argument: fc.option(fc.stringMatching(/^[A-Za-z0-9:-]{1,30}$/)),
	});

	it("reads back as what it was made from, and is at most 100 characters", () => {
		fc.assert(
			fc.property(anyButton, (button) => {
				const id = renderButtonId(button);
				expect(id.length).toBeLessThanOrEqual(100);
				expect(parseButtonId(id)).toEqual(button);
			}),
		);
	});

	it("that would be too long is a fault of the caller", () => {
		const button = { verb: "vote", caseNumber: a.number, epoch: 1, argument: "x".repeat(90) };
		expect(() => renderButtonId(button)).toThrow("button id over 100 characters: vote");
	});

	it.each([
		...["", "vote", "vote:NSM-1", "vote:NSM-1:", "vote:NSM-1:x", "vote:NSM-1:-1", "vote:NSM-1:1:", "Vote:NSM-1:1"],
		...[
			"vote:nsm-1:1",
			"vote:NSM 1:1",
			"vote:NSM-1:1234567890",
			" vote:NSM-1:1",
			"vote:NSM-1:1\n",
			"vote:NSM-1:1:a\nb",
		],
	])("is not %j", (id) => {
		expect(parseButtonId(id)).toBeNull();
	});
});
