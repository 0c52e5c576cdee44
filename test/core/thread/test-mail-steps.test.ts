import { describe, expect, it } from "vitest";
import { TestMailProblem } from "../../../src/core/case/event.ts";
import { renderStep } from "../../../src/core/thread/step.ts";
import type { Texts } from "../../../src/text/texts.ts";
import { bram, further, type Situation, stateOf } from "../case/given.ts";
import * as a from "../case/situations.ts";
import { en, nl } from "./texts-both.ts";

const lastStep = (situation: Situation, texts: Texts) => {
	const stored = situation.events.at(-1);
	if (stored === undefined) throw new Error("no event");
	const step = renderStep(stored, stateOf(situation), texts);
	if (step.kind !== "line") throw new Error("not a line");
	return [step.line.tone, step.line.text];
};
const { ready } = a.situation;
const run = stateOf(ready).version + 1;

describe("the step of test mails", () => {
	it("says who has how many sent to themselves, and to nobody's address", () => {
		const two = further(ready, [a.testMails(1, 2), { by: bram }]);
		expect(lastStep(two, en)).toEqual(["neutral", "Bram has 2 test mails sent to themselves."]);
		expect(lastStep(two, nl)).toEqual(["neutral", "Bram stuurt zichzelf 2 testmails."]);
		expect(lastStep(further(ready, a.testMails(1)), nl)).toEqual(["neutral", "Bram stuurt zichzelf 1 testmail."]);
	});

	it("of one that did not go out says why, with the server's code", () => {
		const asked = further(ready, a.testMails(1));
		const refused = further(asked, a.testMailFailed(1, "not-accepted", { run, code: 550 }));
		expect(lastStep(refused, en)).toEqual([
			...["warn", "Test mail for Operator 1 not sent: the mail server did not take it (code 550)."],
		]);
		for (const problem of TestMailProblem.options)
			expect(lastStep(further(asked, a.testMailFailed(1, problem, { run })), nl)).toEqual([
				...["warn", `Testmail over Operator 1 niet verstuurd: ${nl.mailing.testProblems[problem]}.`],
			]);
	});

	it("names a group without a name by its number", () => {
		const asked = further(ready, a.testMails(1));
		const nameless = asked.state?.groups.map((group) => ({ ...group, operator: "" })) ?? [];
		const failed = further(asked, a.testMailFailed(1, "changed", { run }));
		const renamed: Situation = { ...failed, state: { ...stateOf(failed), groups: nameless } };
		expect(lastStep(renamed, en)[1]).toMatch(/^Test mail for group 1 not sent/);
		const gone: Situation = { ...failed, state: { ...stateOf(failed), groups: [] } };
		expect(lastStep(gone, en)[1]).toMatch(/^Test mail for group 1 not sent/);
	});
});
