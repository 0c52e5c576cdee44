import { describe, expect, it } from "vitest";
import { at, bram, further, given, stateOf } from "./given.ts";
import * as a from "./situations.ts";

describe("reading the report", () => {
	it("begins once, and goes on to the vote", () => {
		const reading = given(a.situation.received).when(a.startReading()).gives({ type: "ReadingStarted", round: 1 });
		given(reading).when(a.startReading()).givesNothing();
		const voting = given(reading)
			.when(a.recordReport(), { at: at(0) })
			.gives(
				{ type: "ReportRead", round: 1, summary: a.summaryOf(20) },
				{ type: "PollOpened", by: "bot", poll: 1, quorum: 2, deadline: at(48 * 60) },
			);
		expect(stateOf(voting)).toMatchObject({ status: "voting", summary: { findings: 20 } });
	});

	it("says nothing twice when it is repeated after a crash", () => {
		for (const body of [a.startReading(), a.recordReport(), a.recordUnreadable(), a.askColumn()])
			given(a.situation.voting).when(body).givesNothing();
	});

	it("takes no word about another round", () => {
		given(a.situation.received).when(a.startReading(2)).givesNothing();
		given(a.situation.reading).when(a.recordUnreadable(2)).givesNothing();
		given(a.situation.reading).when(a.askColumn(2)).givesNothing();
		given(a.situation.reading).when(a.recordRoundList({}, 2)).givesNothing();
		given(a.readingRound2).when(a.recordReport()).givesNothing();
	});

	it("never takes the list of a later round for the report, nor the report for such a list: both skip the vote", () => {
		given(a.situation.reading).when(a.recordRoundList({}, 1)).isRefused("wrong-state");
		given(a.readingRound2)
			.when({ type: "RecordReport", round: 2, summary: a.summaryOf(20) })
			.isRefused("wrong-state");
	});

	it("records nothing when rows are missing from the count", () => {
		given(a.situation.reading)
			.when(a.recordReport(a.summaryOf(20, { rows: 24 })))
			.isRefused("numbers-do-not-add-up");
	});

	it("asks nobody to vote on a report without findings", () => {
		const unreadable = given(a.situation.reading)
			.when(a.recordReport(a.summaryOf(0)))
			.gives({ type: "ReportRead" }, { type: "ReportUnreadable", reason: "no-target", line: null });
		expect(stateOf(unreadable)).toMatchObject({ status: "unreadable", unreadable: "no-target", poll: null });
	});

	it("records why a file cannot be read, and where", () => {
		given(a.situation.reading)
			.when({ type: "RecordUnreadable", round: 1, reason: "record-too-long", line: 7 })
			.gives({ type: "ReportUnreadable", round: 1, reason: "record-too-long", line: 7 });
	});
});

describe("the column with the addresses", () => {
	const asked = a.situation["needs-column"];

	it("is asked for once and chosen by a person; then the file is read again", () => {
		given(asked).when(a.askColumn()).givesNothing();
		const chosen = given(asked)
			.when({ type: "ChooseColumn", column: 2 })
			.gives({
				type: "ColumnChosen",
				by: bram,
				round: 1,
				column: { index: 2, header: "column 3", sample: "000.0.0.00" },
			});
		expect(stateOf(chosen)).toMatchObject({ status: "received", columns: null, chosenColumn: { index: 2 } });
		expect(stateOf(further(chosen, a.startReading(), a.recordReport())).status).toBe("voting");
	});

	it("is one of those that were offered", () => {
		given(asked).when({ type: "ChooseColumn", column: 1 }).isRefused("no-such-column");
	});
});
