import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { plan } from "../../../src/core/case/plan.ts";
import { maxTestMails, mayTest, testGroups, testMailId } from "../../../src/core/case/test-mails.ts";
import { plusMs } from "../../../src/core/instant.ts";
import { parseNoticeId } from "../../../src/mail/parse-notice-id.ts";
import { anna, at, bram, further, given, type Situation, stateOf } from "./given.ts";
import { lives } from "./random-life.ts";
import * as a from "./situations.ts";

const { ready, sending, paused, sent } = a.situation;
/** The number of the event that a request makes next. */
const nextRun = (situation: Situation) => stateOf(situation).version + 1;

describe("test mails", () => {
	it("are asked for by a person, also by the uploader, and leave the case and its notices as they are", () => {
		for (const situation of [ready, sending, paused, sent])
			for (const by of [anna, bram]) {
				const before = stateOf(situation);
				const after = stateOf(further(situation, [a.testMails(1, 2), { by }]));
				const { testMails, testRequest, version, changedAt, ...rest } = after;
				expect(before).toMatchObject(rest);
				expect([version, testRequest?.personId]).toEqual([before.version + 1, by.id]);
				expect(testMails).toEqual({
					[`NSM-2026-0042-1-1-test-${version}`]: "asked",
					[`NSM-2026-0042-1-2-test-${version}`]: "asked",
				});
				expect(changedAt).not.toBe(before.changedAt);
			}
	});

	it("become a job each, of who asked, and a step", () => {
		const asked = further(ready, [a.testMails(2, 1), { by: bram }]);
		const state = stateOf(asked);
		const [last] = asked.events.slice(-1);
		if (last === undefined) throw new Error("no event");
		const job = {
			type: "SendTestMail",
			caseNumber: a.number,
			round: 1,
			run: state.version,
			personId: bram.id,
			attempt: 1,
		};
		expect(plan(state, last.event)).toEqual([
			{ type: "PostSteps", caseNumber: a.number },
			{ ...job, group: 2 },
			{ ...job, group: 1 },
		]);
	});

	it("are of groups that are mailed and of no other, each once, and not of too many", () => {
		given(ready)
			.when(a.testMails(1, 1))
			.gives({ type: "TestMailsRequested", groups: [1] });
		given(ready).when(a.testMails()).isRefused("nothing-to-send");
		for (const id of [3, 4, 5, 9]) given(ready).when(a.testMails(1, id)).isRefused("no-such-group");
		const many = Array.from({ length: maxTestMails + 1 }, (_, index) => a.group(index + 1, 1));
		const wide: Situation = { ...ready, state: { ...stateOf(ready), groups: many } };
		const ids = many.map(({ id }) => id);
		given(wide)
			.when(a.testMails(...ids))
			.isRefused("no-such-group");
		given(wide)
			.when(a.testMails(...ids.slice(1)))
			.gives({ type: "TestMailsRequested", groups: ids.slice(1) });
	});

	it("are not sent twice for a button that was pressed twice", () => {
		const once = further(ready, [a.testMails(1, 2), { by: bram, at: at(200) }]);
		const justBefore = plusMs(at(201), -1);
		given(once).when(a.testMails(1, 2), { by: bram, at: justBefore }).isRefused("test-mails-asked");
		given(once)
			.when(a.testMails(1, 2), { by: bram, at: at(201) })
			.gives({ type: "TestMailsRequested" });
		given(once)
			.when(a.testMails(1), { by: bram, at: at(200) })
			.gives({ type: "TestMailsRequested" });
		given(once)
			.when(a.testMails(1, 2), { by: anna, at: at(200) })
			.gives({ type: "TestMailsRequested" });
	});

	it("that do not go out are recorded once, in whatever state the case is by then", () => {
		const run = nextRun(sent);
		const failed = a.testMailFailed(1, "not-accepted", { run, code: 550 });
		for (const situation of [further(sent, a.testMails(1)), further(sent, a.testMails(1), { type: "Close" })]) {
			given(situation)
				.when(failed, { by: "bot" })
				.gives({ type: "TestMailFailed", run, round: 1, group: 1, code: 550 });
			const after = further(situation, [failed, { by: "bot" }]);
			expect(stateOf(after).testMails).toEqual({ [`NSM-2026-0042-1-1-test-${run}`]: "failed" });
			given(after).when(failed, { by: "bot" }).givesNothing();
		}
		given(further(sent, a.testMails(1)))
			.when(a.testMailFailed(2, "leak", { run }))
			.isRefused("no-such-notice");
	});
});

describe("a test mail's id", () => {
	const anyKey = fc.record({
		caseNumber: fc.constant(a.number),
		round: fc.integer({ min: 1, max: 99 }),
		group: fc.integer({ min: 1, max: 99_999 }),
		run: fc.integer({ min: 1, max: 99_999 }),
	});

	it("is never that of a notice or a part, never that of another test, and names its case and round", () => {
		fc.assert(
			fc.property(anyKey, anyKey, (one, other) => {
				const id = testMailId(one);
				expect(id).not.toMatch(/^[A-Z0-9]+-\d{4}-\d+-\d+-\d+(?:-p\d+)?$/);
				expect(parseNoticeId(id)).toEqual({ caseNumber: one.caseNumber, round: one.round });
				if (id === testMailId(other)) expect(one).toEqual(other);
			}),
		);
	});
});

describe("in any life of a case", () => {
	it("the tests are of mailed groups in states that allow it, and no notice is touched", () => {
		fc.assert(
			fc.property(lives(40), ({ events, states }) => {
				for (const [index, { event }] of events.entries()) {
					if (event.type !== "TestMailsRequested" && event.type !== "TestMailFailed") continue;
					const [before, after] = [states[index - 1], states[index]];
					if (before === undefined || after === undefined) throw new Error("a case begins with a test mail");
					expect(after.notices).toEqual(before.notices);
					expect([after.status, after.epoch, after.groups]).toEqual([before.status, before.epoch, before.groups]);
					if (event.type === "TestMailFailed") continue;
					expect(mayTest(before)).toBe(true);
					const known = testGroups(before).map(({ id }) => id);
					for (const id of event.groups) expect(known).toContain(id);
				}
			}),
			{ numRuns: 60 },
		);
	});
});
