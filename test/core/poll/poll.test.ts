import { describe, expect, it } from "vitest";
import { countVotes } from "../../../src/core/poll/count-votes.ts";
import { anna, at, bram, cees, dina, further, given, rules, type Situation, stateOf } from "../case/given.ts";
import * as a from "../case/situations.ts";

const { as, castVote } = a;
const voting = a.situation.voting;
const pollOf = (situation: Situation) => stateOf(situation).poll;

/** A case in its first poll, that `quorum` equal votes decide. */
const withQuorum = (quorum: number): Situation =>
	given(a.situation.reading)
		.when(a.recordReport(), { rules: { ...rules, quorum } })
		.gives({ type: "ReportRead" }, { type: "PollOpened", quorum });

it("counts votes per answer", () => {
	expect(countVotes([])).toEqual({ valid: 0, invalid: 0, "needs-info": 0 });
	const votes = [
		{ voter: anna, vote: "valid" },
		{ voter: bram, vote: "needs-info" },
		{ voter: cees, vote: "valid" },
	] as const;
	expect(countVotes(votes)).toEqual({ valid: 2, invalid: 0, "needs-info": 1 });
});

describe("four eyes", () => {
	it("does not let the uploader vote, also under another name", () => {
		given(voting).when(castVote("valid"), { by: anna }).isRefused("own-report");
		given(voting)
			.when(castVote("valid"), { by: { id: anna.id, name: "Not Anna" } })
			.isRefused("own-report");
	});

	it("does not approve by one person who votes again", () => {
		const once = further(voting, as(bram, castVote("valid")));
		given(once).when(castVote("valid"), { by: bram }).isRefused("same-vote");
		const there = further(once, as(bram, castVote("invalid")), as(bram, castVote("valid")));
		expect(stateOf(there)).toMatchObject({ status: "voting", poll: { votes: [{ voter: bram, vote: "valid" }] } });
	});
});

describe("a poll", () => {
	it.each([1, 2, 3])(
		"is decided by the vote that makes the quorum of %i, and then looks for the operators",
		(quorum) => {
			const voters = [bram, cees, dina].slice(0, quorum);
			const last = voters.at(-1) ?? bram;
			const open = further(withQuorum(quorum), ...voters.slice(0, -1).map((voter) => as(voter, castVote("valid"))));
			expect(stateOf(open).status).toBe("voting");
			const decided = given(open)
				.when(castVote("valid"), { by: last })
				.gives(
					{ type: "VoteCast", by: last, poll: 1, voter: last, vote: "valid", previous: null },
					{ type: "PollDecided", by: "bot", poll: 1, outcome: "approved" },
					{ type: "ResolvingStarted", by: "bot", round: 1 },
				);
			expect(stateOf(decided)).toMatchObject({ status: "resolving", poll: { outcome: "approved" } });
		},
	);

	it.each([
		["invalid", "rejected", "rejected"],
		["needs-info", "needs-info", "needs-info"],
	] as const)("decided by “%s” is %s, and nothing is looked up", (vote, outcome, status) => {
		const open = further(voting, as(bram, castVote(vote)));
		const decided = given(open)
			.when(castVote(vote), { by: cees })
			.gives({ type: "VoteCast", vote }, { type: "PollDecided", outcome });
		expect(stateOf(decided)).toMatchObject({ status, poll: { outcome } });
	});

	it("is not decided by votes for different answers", () => {
		const split = further(voting, as(bram, castVote("valid")), as(cees, castVote("invalid")));
		expect(stateOf(split).status).toBe("voting");
	});

	it("takes a change of mind: the old vote no longer counts, the voter keeps the place", () => {
		const first = further(voting, as(bram, castVote("valid")), as(cees, castVote("invalid")));
		const changed = given(first)
			.when(castVote("needs-info"), { by: bram })
			.gives({ type: "VoteCast", voter: bram, vote: "needs-info", previous: "valid" });
		expect(pollOf(changed)?.votes).toEqual([
			{ voter: bram, vote: "needs-info" },
			{ voter: cees, vote: "invalid" },
		]);
		given(changed).when(castVote("valid"), { by: dina }).gives({ type: "VoteCast", previous: null });
	});

	it("keeps the buttons of others valid while votes come in", () => {
		const { epoch } = stateOf(voting);
		expect(stateOf(further(voting, as(bram, castVote("valid")))).epoch).toBe(epoch);
	});
});

describe("the deadline", () => {
	const remind = { type: "RemindPoll", poll: 1 } as const;

	it("reminds once, with how many votes are missing, and decides nothing", () => {
		const one = further(voting, as(bram, castVote("valid")));
		const reminded = given(one).when(remind).gives({ type: "PollReminded", poll: 1, missing: 1 });
		expect(stateOf(reminded).status).toBe("voting");
		given(reminded).when(remind).givesNothing();
		given(voting).when(remind).gives({ type: "PollReminded", missing: 2 });
	});

	it("of an older poll says nothing about the new one", () => {
		const second = further(a.situation["needs-info"], { type: "ProvideInfo", text: "It is so" });
		given(second).when(remind).givesNothing();
		given(second).when({ type: "RemindPoll", poll: 2 }).gives({ type: "PollReminded", poll: 2 });
	});
});

describe("“need info”", () => {
	it("is answered, and then voted on anew: old votes were about another text", () => {
		const answered = given(a.situation["needs-info"])
			.when({ type: "ProvideInfo", text: "See the advisory" }, { by: anna, at: at(0) })
			.gives(
				{ type: "InfoProvided", by: anna, text: "See the advisory" },
				{ type: "PollOpened", poll: 2, quorum: 2, deadline: at(48 * 60) },
			);
		expect(stateOf(answered)).toMatchObject({ status: "voting", poll: { number: 2, votes: [], outcome: null } });
		given(answered).when(castVote("valid"), { by: bram }).gives({ type: "VoteCast", poll: 2, previous: null });
	});
});
