import type { Texts } from "../../../src/text/texts.ts";
import type { Seen } from "../../support/scenario-driver.ts";
import { canonical } from "../../support/scenario-groups.ts";
import { addressesNamed } from "../../support/scenario-mails.ts";
import type { LeftCase } from "../../support/scenario-store.ts";
import { checkThread } from "../../support/scenario-thread.ts";
import { check } from "./stage.ts";

/** All that was seen and left behind, once the bot has ended. */
export interface Aftermath {
	readonly texts: Texts;
	/** Every public message in every look. */
	readonly everythingPublic: readonly Seen[];
	/** What the platform refused, or its rules forbid. */
	readonly platformFaults: readonly string[];
	readonly log: string;
	/** The threads as people saw them at the end, by case number. */
	readonly threads: ReadonlyMap<string, readonly Seen[]>;
	readonly cases: readonly LeftCase[];
	/** Affected addresses, as the files had them. */
	readonly affected: ReadonlySet<string>;
}

/** A check of the whole evening, not of one case. */
export interface Afterwards {
	readonly name: string;
	check(aftermath: Aftermath): void;
}

/** Finds any of the affected addresses, in any spelling that reads as one. */
function affectedIn(text: string, affected: ReadonlySet<string>): boolean {
	return addressesNamed(text).some((address) => affected.has(address));
}

export const afterwards: readonly Afterwards[] = [
	{
		name: "every step of every case stands in its thread, in order and once",
		check({ cases, threads, texts }) {
			check(cases.length > 0, "no case was left");
			for (const { state, events } of cases) {
				const wrong = checkThread(events, threads.get(state.number) ?? [], texts);
				check(wrong === null, `${state.number}: ${wrong}`);
			}
		},
	},
	{
		name: "no affected address in a channel, a thread, a log line or an event",
		check({ everythingPublic, log, cases, affected }) {
			const own = new Set([...affected].flatMap((address) => canonical(address)?.text ?? []));
			check(own.size > 0, "no affected address was uploaded");
			const told = everythingPublic.find(({ text }) => affectedIn(text, own));
			check(told === undefined, `a message that all see names one: “${told?.title}”`);
			check(!affectedIn(log, own), "the log names one");
			for (const { state, events } of cases)
				for (const { event } of events)
					check(!affectedIn(JSON.stringify(event), own), `an event of ${state.number} names one: ${event.type}`);
		},
	},
	{
		name: "nothing was lost: findings are in groups, notices were tried once, and outcomes are known",
		check({ cases }) {
			for (const { state, notices } of cases) {
				if (state.groups.length > 0 && state.round === 1) {
					const grouped = state.groups.reduce((sum, { findings }) => sum + findings, 0);
					check(grouped === state.summary?.findings, `${state.number}: ${grouped} findings in groups`);
				}
				for (const { row, attempts } of notices) {
					check(row.status === "accepted", `${row.id} is ${row.status}`);
					check(attempts.length >= 1 && attempts.at(-1)?.outcome === "accepted", `${row.id} has no accepted attempt`);
				}
			}
		},
	},
	{
		name: "nothing went wrong that nobody foresaw: no fault in the log",
		check({ log }) {
			const faults = log.split("\n").filter((line) => /"level":(50|60|"error"|"fatal")/.test(line));
			check(faults.length === 0, `the log has ${faults.length} faults, the first: ${faults[0]?.slice(0, 300)}`);
		},
	},
	{
		name: "nothing was asked of the platform that it refuses or that its limits forbid",
		check({ platformFaults }) {
			const [first] = platformFaults;
			check(first === undefined, `${platformFaults.length} requests were wrong, the first: ${first}`);
		},
	},
];
