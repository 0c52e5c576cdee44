import { describe, expect, it } from "vitest";
import { dueGroups } from "../../../src/core/case/due-groups.ts";
import { bram, further, given, type Situation, stateOf } from "./given.ts";
import * as a from "./situations.ts";

const { ready, resolving, sending, sent } = a.situation;
const groupOf = (situation: Situation, id: number) => stateOf(situation).groups.find((group) => group.id === id);
const due = (situation: Situation) => dueGroups(stateOf(situation)).map((group) => group.id);

describe("the groups that the lookup found", () => {
	it("make the case ready to send", () => {
		const found = given(resolving)
			.when(a.recordContacts())
			.gives({ type: "ContactsResolved", round: 1, groups: [...a.groups] });
		expect(stateOf(found).status).toBe("ready");
		expect(due(found)).toEqual([1, 2]);
	});

	it.each([
		["a finding is in no group", a.groups.slice(1)],
		["a finding is in two groups", [...a.groups, a.group(6, 1)]],
		["an operator has two groups", [a.group(1, 10), a.group(2, 10, { mailboxes: ["abuse@op1.example"] })]],
		["two groups have one number", [a.group(1, 10), a.group(1, 10, { mailboxes: ["abuse@op2.example"] })]],
	])("are refused when %s", (_, found) => {
		given(resolving).when(a.recordContacts(found)).isRefused("numbers-do-not-add-up");
	});

	it("may hold one operator in two buckets: neither is mailed", () => {
		const found = [
			a.group(1, 10, { bucket: "abroad" }),
			a.group(2, 10, { bucket: "opted-out", operatorKey: "abuse@op1.example" }),
		];
		given(resolving).when(a.recordContacts(found)).gives({ type: "ContactsResolved" });
	});

	it("of another round are not news", () => {
		given(resolving).when({ type: "RecordContacts", round: 2, groups: [] }).givesNothing();
	});
});

describe("a contact that a volunteer assigns", () => {
	it("makes the group one to be mailed", () => {
		const assigned = given(ready)
			.when(a.assign(3, " Abuse@New.example", ""))
			.gives({
				...{ type: "ContactAssigned", by: bram, group: 3, operator: "Named by hand", mergedInto: null },
				...{ mailboxes: ["Abuse@New.example"], operatorKey: "abuse@new.example" },
			});
		expect(groupOf(assigned, 3)).toMatchObject({ bucket: null, reason: null, source: "volunteer", findings: 4 });
		expect(due(assigned)).toEqual([1, 2, 3]);
	});

	it("is not doubted, as what the registry had was", () => {
		expect(groupOf(ready, 5)).toMatchObject({ doubts: ["stale"] });
		const assigned = given(ready).when(a.assign(5, "abuse@op5.example")).gives({ type: "ContactAssigned" });
		expect(groupOf(assigned, 5)).toMatchObject({ source: "volunteer", doubts: [] });
	});

	it("moves the findings into the group that has the same mailboxes", () => {
		const merged = given(ready)
			.when(a.assign(3, "ABUSE@op1.example"))
			.gives({ type: "ContactAssigned", group: 3, mergedInto: 1, operatorKey: "abuse@op1.example" });
		expect(groupOf(merged, 3)).toBeUndefined();
		expect(groupOf(merged, 1)).toMatchObject({ findings: 12, operator: "Operator 1", source: "registry" });
	});

	it("does not move findings into a group that is not mailed", () => {
		given(ready).when(a.assign(3, "abuse@op4.example")).gives({ type: "ContactAssigned", mergedInto: null });
	});

	it("knows the same mailboxes in another order, and counts one that is named twice once", () => {
		const two = further(ready, a.assign(1, "b@x.example", "a@x.example"));
		given(two)
			.when(a.assign(3, "A@x.example", "b@X.example", "a@x.example"))
			.gives({ type: "ContactAssigned", mergedInto: 1, mailboxes: ["A@x.example", "b@X.example"] });
	});

	it("may be given again, as long as nothing was mailed", () => {
		const again = further(ready, a.assign(3, "abuse@new.example"), a.assign(3, "abuse@newer.example"));
		expect(groupOf(again, 3)?.mailboxes).toEqual(["abuse@newer.example"]);
		given(further(ready, a.assign(3, "abuse@new.example")))
			.when(a.assign(3, "abuse@new.example"))
			.gives({ type: "ContactAssigned", mergedInto: null });
	});

	it("does not overrule an opt-out", () => {
		given(ready).when(a.assign(4, "abuse@new.example")).isRefused("group-opted-out");
	});

	it.each([
		["none", []],
		["only blanks", [" ", ""]],
		["a display name", ["Abuse <abuse@new.example>"]],
		["one of two wrong", ["abuse@new.example", "abuse@new"]],
		["a masked one", ["j…@op5.example"]],
		["two in one", ["a@x.example,b@x.example"]],
	])("needs proper mailboxes: %s", (_, mailboxes) => {
		given(ready)
			.when(a.assign(3, ...mailboxes))
			.isRefused("bad-mailbox");
	});

	it("has at most five mailboxes", () => {
		const mailboxes = [1, 2, 3, 4, 5, 6].map((digit) => `abuse${digit}@new.example`);
		given(ready)
			.when(a.assign(3, ...mailboxes))
			.isRefused("too-many-mailboxes");
		given(ready)
			.when(a.assign(3, ...mailboxes.slice(1)))
			.gives({ type: "ContactAssigned" });
	});

	it("is not one that was mailed in this round already: that waits for the next", () => {
		given(sent).when(a.assign(3, "abuse@op1.example")).isRefused("already-mailed-this-round");
		const late = further(sent, a.assign(3, "abuse@new.example"));
		expect(due(late)).toEqual([3]);
		given(late)
			.when(a.send())
			.gives({ type: "NoticesQueued", round: 1, notices: [expect.objectContaining({ group: 3, findings: 4 })] });
	});
});

describe("a group", () => {
	it("is left out with a reason, or handed over, and is then not mailed", () => {
		const left = given(ready)
			.when(a.leaveOut(1, " honeypots "))
			.gives({ type: "GroupLeftOut", group: 1, reason: "honeypots" });
		expect(groupOf(left, 1)).toMatchObject({ bucket: "left-out", reason: "honeypots", findings: 8 });
		const handed = given(left).when(a.handOver(2)).gives({ type: "GroupHandedOver", group: 2 });
		expect(groupOf(handed, 2)).toMatchObject({ bucket: "handed-over", reason: "the national CERT" });
		given(handed).when(a.send()).isRefused("nothing-to-send");
	});

	it("that was left out can come back by assigning a contact", () => {
		const back = further(ready, a.leaveOut(3), a.assign(3, "abuse@new.example"));
		expect(due(back)).toEqual([1, 2, 3]);
	});

	it("that opted out and was then left out is still not mailed", () => {
		given(further(ready, a.leaveOut(4)))
			.when(a.assign(4, "abuse@new.example"))
			.isRefused("group-opted-out");
	});

	it("that was mailed in this round stays as it is", () => {
		for (const body of [a.assign(1, "abuse@new.example"), a.leaveOut(1), a.handOver(1)])
			given(sent).when(body).isRefused("group-mailed");
	});

	it("that is not there cannot be changed", () => {
		for (const body of [a.assign(9, "abuse@new.example"), a.leaveOut(9), a.handOver(9)])
			given(ready).when(body).isRefused("no-such-group");
	});

	it("is not changed while mails go out", () => {
		given(sending).when(a.leaveOut(3)).isRefused("wrong-state");
	});

	it("that changes makes older cards stale", () => {
		for (const body of [a.assign(3, "abuse@new.example"), a.leaveOut(3), a.handOver(3)]) {
			const changed = further(ready, body);
			given(changed)
				.when(a.send(), { epoch: stateOf(ready).epoch })
				.isRefused("stale");
		}
	});
});
