import { describe, expect, it } from "vitest";
import { dueGroups } from "../../../src/core/case/due-groups.ts";
import { bram, further, given, type Situation, stateOf } from "./given.ts";
import * as a from "./situations.ts";

const { sending, sent } = a.situation;
const due = (situation: Situation) => dueGroups(stateOf(situation)).map(({ id, findings }) => [id, findings]);
const round2 = further(a.readingRound2, a.recordRoundList({ 1: 3, 3: 2 }));

describe("a second round", () => {
	it("is asked for with a list of who is still affected", () => {
		const asked = given(sent)
			.when(a.requestRound)
			.gives({ type: "RoundRequested", by: bram, round: 2, upload: a.roundUpload });
		expect(stateOf(asked)).toMatchObject({ status: "received", round: 2, upload: a.roundUpload });
	});

	it("hides an address in the name of that list", () => {
		given(sent)
			.when({ type: "RequestRound", upload: { ...a.roundUpload, fileName: "203.0.113.7.csv" } })
			.gives({ type: "RoundRequested", upload: { ...a.roundUpload, fileName: "x.csv" } });
	});

	it("mails only who is still affected, with a notice of its own", () => {
		expect(due(round2)).toEqual([[1, 3]]);
		expect(stateOf(round2).groups.map((group) => group.findings)).toEqual([3, 0, 2, 0, 0]);
		const queued = given(round2)
			.when(a.send())
			.gives({
				type: "NoticesQueued",
				round: 2,
				notices: [expect.objectContaining({ id: a.noticeId(1, 2), findings: 3 })],
			});
		given(queued)
			.when(a.settle(1, "accepted", { notice: a.noticeId(1, 2) }))
			.gives({ type: "NoticeSettled" }, { type: "RoundFinished", round: 2, accepted: 1, refused: 0, unknown: 0 });
	});

	it("lets a volunteer decide anew on a group that was mailed before", () => {
		given(round2).when(a.leaveOut(1)).gives({ type: "GroupLeftOut", group: 1 });
		given(round2).when(a.assign(3, "abuse@op1.example")).gives({ type: "ContactAssigned", mergedInto: 1 });
	});

	it("counts nothing for a group that the case does not have: a finding would be lost", () => {
		given(a.readingRound2)
			.when(a.recordRoundList({ 1: 3, 9: 1 }))
			.isRefused("numbers-do-not-add-up");
	});

	it("has nothing to mail when nobody is affected any more; the case can be closed", () => {
		const clean = further(a.readingRound2, a.recordRoundList({}));
		given(clean).when(a.send()).isRefused("nothing-to-send");
		given(clean).when({ type: "Close" }).gives({ type: "CaseClosed" });
	});

	it("does not begin while an outcome is unknown: an operator could get both mails", () => {
		const unknown = further(sending, a.settle(1, "unknown"), a.settle(2, "accepted"));
		given(unknown).when(a.requestRound).isRefused("unknown-open");
		given(further(unknown, a.resolveUnknown(1, "sent")))
			.when(a.requestRound)
			.gives({ type: "RoundRequested" });
	});

	it("ends what could still be done about mails of the round before", () => {
		const refused = further(sending, a.settle(1, "refused"), a.settle(2, "accepted"));
		const next = further(refused, a.requestRound, a.startReading(2), a.recordRoundList({ 2: 1 }), a.send());
		given(next).when(a.retry(1)).isRefused("earlier-round");
		given(next).when(a.resolveUnknown(1, "again")).isRefused("earlier-round");
	});

	it("cannot be withdrawn", () => {
		given(round2).when(a.withdraw).isRefused("already-sent");
	});

	it("may need a column of its list chosen", () => {
		const asked = further(a.readingRound2, a.askColumn(2));
		const chosen = given(asked).when({ type: "ChooseColumn", column: 0 }).gives({ type: "ColumnChosen", round: 2 });
		expect(stateOf(chosen)).toMatchObject({ status: "received", round: 2 });
	});

	it("takes another list as long as nothing was queued; one that cannot be read leaves a round that names nobody", () => {
		const ready = further(a.readingRound2, a.recordRoundList({ 1: 2 }));
		const again = given(ready).when(a.requestRound).gives({ type: "RoundRequested", round: 2 });
		const back = given(further(again, a.startReading(2)))
			.when(a.recordUnreadable(2))
			.gives({ type: "ReportUnreadable", round: 2 });
		expect(stateOf(back)).toMatchObject({ status: "ready", round: 2 });
		expect(stateOf(back).groups.every((group) => group.findings === 0)).toBe(true);
		given(back).when(a.send()).isRefused("nothing-to-send");
		given(back).when(a.requestRound).gives({ type: "RoundRequested", round: 2 });
		given(further(ready, a.send())).when(a.requestRound).isRefused("wrong-state");
	});

	it("with a list that cannot be read leaves the case as it was, and can be asked for again", () => {
		const back = given(a.readingRound2).when(a.recordUnreadable(2)).gives({ type: "ReportUnreadable", round: 2 });
		expect(stateOf(back)).toMatchObject({ status: "sent", round: 1, unreadable: null });
		expect(stateOf(back).groups).toEqual(stateOf(sent).groups);
		given(back).when(a.requestRound).gives({ type: "RoundRequested", round: 2 });
	});
});
