import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { decide } from "../../../src/core/case/decide.ts";
import { isRefusal } from "../../../src/core/case/decision.ts";
import { dueGroups, isSettled, noticesOfRound } from "../../../src/core/case/due-groups.ts";
import { CaseEvent } from "../../../src/core/case/event.ts";
import { createFold } from "../../../src/core/case/evolve.ts";
import { isNotReached, mailboxesOf } from "../../../src/core/case/not-reached.ts";
import { pendingWork, plan } from "../../../src/core/case/plan.ts";
import { type CaseState, type CaseStatus, caseStatuses } from "../../../src/core/case/state.ts";
import { evolveOne, finish } from "./finish.ts";
import { anna, at, frozen } from "./given.ts";
import { diceOf, type Life, lives, pick } from "./random-life.ts";
import * as a from "./situations.ts";

const maxSteps = 120;

/** Each rule of these holds over random lives of a case: hundreds of commands that suit it, and some that don't. */
const holds = (rule: (life: Life) => void, runs = 100) =>
	fc.assert(fc.property(lives(maxSteps), rule), { numRuns: runs });

/** Each event with the states before and after it. */
function steps({ events, states }: Life) {
	return events.map((stored, index) => ({
		...{ stored, event: stored.event, before: states[index - 1] ?? null, after: states[index] as CaseState },
	}));
}

describe("over random lives of a case", () => {
	it("lives get everywhere: each state, each event, later rounds, and refusals", () => {
		const sample = fc.sample(lives(maxSteps), { numRuns: 200, seed: 42 });
		const seen = new Set(sample.flatMap(({ events }) => events.map(({ event }) => event.type)));
		const statuses = new Set(sample.flatMap(({ states }) => states.map((state) => state.status)));
		expect([...seen].sort()).toEqual(CaseEvent.options.map((option) => option.shape.type.value).sort());
		expect([...statuses].sort()).toEqual([...caseStatuses].sort());
		expect(Math.max(...sample.flatMap(({ states }) => states.map((state) => state.round)))).toBeGreaterThan(2);
		const seconds = sample.filter(({ states }) =>
			Object.values(states.at(-1)?.notices ?? {}).some(({ id }) => /-\d+-\d+-2$/.test(id.slice(a.number.length))),
		);
		expect(seconds.length).toBeGreaterThan(3);
		expect(Math.max(...sample.map(({ refusals }) => refusals))).toBeGreaterThan(5);
	});

	it("every event is as the store's schema says", () => {
		holds(({ events }) => {
			for (const { event } of events) expect(CaseEvent.parse(event)).toEqual(event);
		}, 60);
	});

	it("a fold in one go gives what event by event gives, and leaves where it began as it was", () => {
		holds(({ events, states }) => {
			const fold = createFold(null);
			const given = events.map((stored) => structuredClone(fold.apply(stored)));
			expect(given).toEqual(states);
			const half = Math.floor(events.length / 2);
			const start = frozen(states[half] as CaseState);
			const rest = createFold(start);
			const end = events.slice(half + 1).reduce((_, stored) => rest.apply(stored), start);
			expect(end).toEqual(states.at(-1));
		}, 60);
	});

	it("the version is the number of events, and the epoch never falls", () => {
		holds((life) => {
			for (const { stored, before, after } of steps(life)) {
				expect(after.version).toBe(stored.seq);
				if (before !== null) expect(after.epoch).toBeGreaterThanOrEqual(before.epoch);
				if (before !== null && after.status !== before.status) expect(after.epoch).toBeGreaterThan(before.epoch);
			}
		});
	});

	it("nobody is mailed twice in one round: one notice per operator, and one per group that is not replaced, or its parts", () => {
		holds(({ states }) => {
			const notices = Object.values(states.at(-1)?.notices ?? {});
			const firsts = notices.filter(({ part }) => part === undefined || part.number === 1);
			const operators = firsts.map(({ round, operatorKey }) => `${round} ${operatorKey}`);
			const last = firsts.filter(({ replaced }) => !replaced);
			const groups = last.map(({ round, group }) => `${round} ${group}`);
			expect(new Set(operators).size).toBe(firsts.length);
			expect(new Set(groups).size).toBe(last.length);
			for (const first of firsts) {
				const parts = notices.filter(({ id }) => id === first.id || id.startsWith(`${first.id}-p`));
				expect(new Set(parts.map(({ operatorKey }) => operatorKey)).size).toBe(1);
				expect(parts).toHaveLength(first.part?.of ?? 1);
				let skip = 0;
				for (const { part, findings } of parts) {
					expect(part?.skip ?? 0).toBe(skip);
					skip += findings;
				}
			}
		});
	});

	it("a mail that did not arrive is followed by one to mailboxes that were not mailed in the round, on a person's word, and only when it reached nobody", () => {
		holds((life) => {
			for (const { event, before } of steps(life)) {
				if (event.type !== "NoticesQueued" || before === null) continue;
				const earlier = noticesOfRound(before);
				const mailed = new Set(earlier.flatMap(mailboxesOf));
				for (const notice of event.notices) {
					const ofGroup = earlier.filter(({ group }) => group === notice.group);
					if (ofGroup.length === 0) continue;
					expect(event.by).not.toBe("bot");
					expect(ofGroup.every((one) => one.replaced && isNotReached(one))).toBe(true);
					for (const mailbox of mailboxesOf(notice)) expect(mailed).not.toContain(mailbox);
				}
			}
		}, 300);
	});

	it("what came back is of mailboxes that the notice went to, each once, and sends nothing by itself", () => {
		holds((life) => {
			for (const { event, before, after } of steps(life)) {
				if (event.type !== "NoticeBounced") continue;
				const notice = before?.notices[event.notice];
				const { dead = [], late = [] } = notice?.bounced ?? {};
				for (const mailbox of event.mailboxes) {
					expect(mailboxesOf(notice ?? expect.fail("no such notice"))).toContain(mailbox);
					expect(event.permanent ? dead : [...dead, ...late]).not.toContain(mailbox);
				}
				expect([after.status, after.epoch]).toEqual([before?.status, before?.epoch]);
				expect(plan(after, event).map(({ type }) => type)).toEqual(["PostSteps"]);
			}
		});
	});

	it("no notice ever vanishes or is queued over", () => {
		holds((life) => {
			for (const { event, before, after } of steps(life)) {
				const known = Object.keys(before?.notices ?? {});
				expect(Object.keys(after.notices)).toEqual(expect.arrayContaining(known));
				if (event.type !== "NoticesQueued") continue;
				expect(Object.keys(after.notices)).toHaveLength(known.length + event.notices.length);
			}
		});
	});

	it("a mail that was accepted stays so; one whose outcome is unknown becomes known, or goes out again on a person's word only", () => {
		holds((life) => {
			for (const { event, before, after } of steps(life)) {
				for (const notice of Object.values(before?.notices ?? {})) {
					const now = after.notices[notice.id]?.status;
					if (notice.status === "accepted") expect(now).toBe("accepted");
					if (notice.status !== "unknown" || now === "unknown") continue;
					if (event.type === "NoticeSettled" && event.attempt === notice.attempts) {
						expect(["accepted", "refused"]).toContain(now);
						continue;
					}
					expect(event).toMatchObject({ type: "UnknownResolved", notice: notice.id, by: { id: expect.any(String) } });
				}
			}
		});
	});

	it("a refused mail goes out again on a person's word only, and one that goes out again counts its attempts on", () => {
		holds((life) => {
			for (const { event, before, after } of steps(life)) {
				for (const notice of Object.values(before?.notices ?? {})) {
					const now = after.notices[notice.id];
					if (notice.status === "refused" && now?.status !== "refused")
						expect(event).toMatchObject({ type: "NoticeRetried", notice: notice.id, by: { id: expect.any(String) } });
					expect(now?.attempts).toBeGreaterThanOrEqual(notice.attempts);
				}
			}
		});
	});

	it("the groups always add up to the round's findings", () => {
		holds((life) => {
			let findings: number | null = null;
			for (const { event, before, after } of steps(life)) {
				if (event.type === "ContactsResolved") findings = before?.summary?.findings ?? 0;
				if (event.type === "RoundListRead") findings = sum(Object.values(event.stillAffected));
				// A list that should have replaced another one: the round names nobody until the next list.
				if (event.type === "ReportUnreadable" && after.status === "ready") findings = 0;
				if (findings !== null) expect(sum(after.groups.map((group) => group.findings))).toBe(findings);
			}
		});
	});

	it("every group with findings is in a bucket, has a notice, or is due: nothing is lost", () => {
		holds(({ states }) => {
			for (const state of states) {
				if (!["ready", "sending", "paused", "sent"].includes(state.status)) continue;
				const due = new Set(dueGroups(state).map((group) => group.id));
				const mailed = new Set(noticesOfRound(state).flatMap(({ group, replaced }) => (replaced ? [] : [group])));
				for (const { id, findings, bucket } of state.groups) {
					const places = [bucket !== null, mailed.has(id), due.has(id)].filter(Boolean).length;
					if (findings > 0) expect([state.status, id, places]).toEqual([state.status, id, 1]);
				}
			}
		});
	});

	it("a group that was mailed keeps the findings of its mail for the rest of the round", () => {
		holds(({ states }) => {
			for (const state of states) {
				if (!["sending", "paused", "sent"].includes(state.status)) continue;
				const notices = noticesOfRound(state).filter(({ replaced }) => !replaced);
				for (const { group } of notices) {
					const mailed = notices.filter((notice) => notice.group === group);
					const sum = mailed.reduce((total, { findings }) => total + findings, 0);
					expect(state.groups.find(({ id }) => id === group)?.findings).toBe(sum);
				}
			}
		});
	});

	it("each queued notice has its group's findings, operator and number", () => {
		holds((life) => {
			for (const { event, before } of steps(life)) {
				if (event.type !== "NoticesQueued") continue;
				for (const notice of event.notices) {
					const group = before?.groups.find(({ id }) => id === notice.group);
					expect(group).toMatchObject({ findings: notice.findings, operatorKey: notice.operatorKey, bucket: null });
				}
			}
		});
	});

	it("an opt-out is never mailed", () => {
		holds((life) => {
			const optedOut = new Set<number>();
			for (const { event } of steps(life)) {
				if (event.type === "ContactsResolved")
					for (const { id, bucket } of event.groups) if (bucket === "opted-out") optedOut.add(id);
				if (event.type === "NoticesQueued")
					for (const { group } of event.notices) expect(optedOut.has(group)).toBe(false);
			}
		});
	});

	it("the uploader never votes, and only a quorum of others approves", () => {
		holds((life) => {
			for (const { event, before, after } of steps(life)) {
				const voters = (after.poll?.votes ?? []).map(({ voter }) => voter.id);
				expect(voters).not.toContain(anna.id);
				expect(new Set(voters).size).toBe(voters.length);
				if (event.type !== "PollDecided") continue;
				const answer = { approved: "valid", rejected: "invalid", "needs-info": "needs-info" }[event.outcome];
				const votes = (before?.poll?.votes ?? []).filter(({ vote }) => vote === answer);
				expect(votes.length).toBeGreaterThanOrEqual(life.rules.quorum);
			}
		});
	});

	it("a poll is decided by a vote and nothing else; nothing is mailed that was not approved", () => {
		holds((life) => {
			const types = life.events.map(({ event }) => event.type);
			for (const [index, type] of types.entries()) {
				if (type === "PollDecided") expect(types[index - 1]).toBe("VoteCast");
				if (type === "NoticesQueued") expect(life.states[index]?.poll?.outcome).toBe("approved");
			}
		});
	});

	it("a round ends when nothing of it is left to happen, and says how many ended how", () => {
		holds((life) => {
			for (const { event, after } of steps(life)) {
				if (["sent", "closed"].includes(after.status)) expect(noticesOfRound(after).every(isSettled)).toBe(true);
				if (event.type !== "RoundFinished") continue;
				expect(event.accepted + event.refused + event.unknown).toBe(noticesOfRound(after).length);
			}
			const last = life.states.at(-1);
			if (last?.status === "sending") expect(noticesOfRound(last).some((notice) => !isSettled(notice))).toBe(true);
		});
	});

	it("a stale press changes nothing, whatever it is", () => {
		fc.assert(
			fc.property(lives(maxSteps), fc.nat(), fc.nat(50), (life, seed, ago) => {
				const state = life.states.at(-1) as CaseState;
				const [body, by] = pick(state, diceOf(seed));
				const epoch = state.epoch - 1 - ago;
				const decision = decide(state, { ...body, by, epoch, at: at(9999) }, life.rules);
				const refused = body.type === "OpenCase" ? "case-exists" : "stale";
				expect(decision).toEqual({ refused, status: state.status });
			}),
		);
	});

	it("a repeated command of the bot changes nothing more", () => {
		const own = ["StartReading", "AskColumn", "RecordReport", "RecordRoundList", "RecordUnreadable", "RecordContacts"];
		fc.assert(
			fc.property(lives(maxSteps), fc.nat(), (life, seed) => {
				const state = life.states.at(-1) as CaseState;
				const [body, by] = pick(state, diceOf(seed));
				if (by !== "bot" || !own.includes(body.type)) return;
				const command = { ...body, by, epoch: null, at: at(9999) };
				const decision = decide(state, command, life.rules);
				if (isRefusal(decision)) return;
				const after = decision.reduce(evolveOne, state);
				expect(decide(after, command, life.rules)).toEqual([]);
			}),
		);
	});

	it("work that is under way is known from the state alone, so that a restart finds it", () => {
		const working: readonly CaseStatus[] = ["received", "reading", "resolving", "sending"];
		const expected = {
			received: "ReadReport",
			reading: "ReadReport",
			resolving: "ResolveContacts",
			sending: "SendNotices",
		};
		holds(({ states }) => {
			for (const state of states) {
				const pending = pendingWork(state).map((effect) => effect.type);
				if (working.includes(state.status)) expect(pending).toEqual([expected[state.status as keyof typeof expected]]);
				if (state.status === "voting") expect(pending).toEqual(state.poll?.reminded ? [] : ["RemindPoll"]);
				if (["closed", "withdrawn"].includes(state.status)) expect(pending.includes("PurgeCase")).toBe(!state.purged);
			}
		});
	});

	it("each event that sets work going asks for it at once, and every event shows in the thread", () => {
		holds((life) => {
			for (const { event, before, after } of steps(life)) {
				const effects = plan(after, event);
				expect(effects[0]).toEqual({ type: "PostSteps", caseNumber: after.number });
				if (before === null || before.status === after.status || after.status === "reading") continue;
				// A poll that opens within the same decision brings its own reminder.
				if (event.type === "CaseReopened" && after.status === "voting") continue;
				// In a state in which nothing is sent, only a restart has to look after a mail that was under way.
				const work = pendingWork(after).filter(({ type }) => type !== "SendNotices" || after.status === "sending");
				expect(effects.slice(1)).toEqual(expect.arrayContaining([...work]));
			}
		});
	});

	it("no case gets stuck: from anywhere it can be brought to its end", () => {
		holds((life) => {
			const last = finish(life.states.at(-1) as CaseState, life.rules);
			expect(["closed", "withdrawn"]).toContain(last.status);
		});
	});
});

function sum(counts: readonly number[]): number {
	return counts.reduce((total, count) => total + count, 0);
}
