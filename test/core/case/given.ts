import { expect } from "vitest";
import type { Command, CommandBody } from "../../../src/core/case/command.ts";
import { decide } from "../../../src/core/case/decide.ts";
import { type Decision, isRefusal } from "../../../src/core/case/decision.ts";
import type { CaseEvent, StoredEvent } from "../../../src/core/case/event.ts";
import { evolve } from "../../../src/core/case/evolve.ts";
import type { Actor, Person } from "../../../src/core/case/people.ts";
import type { RefusalCode } from "../../../src/core/case/refusal.ts";
import type { Rules } from "../../../src/core/case/rules.ts";
import type { CaseState } from "../../../src/core/case/state.ts";

export const anna: Person = { id: "local:anna", name: "Anna" };
export const bram: Person = { id: "local:bram", name: "Bram" };
export const cees: Person = { id: "local:cees", name: "Cees" };
export const dina: Person = { id: "local:dina", name: "Dina" };
export const rules: Rules = { quorum: 2, pollHours: 48, retentionDays: 30 };

/** A moment in the tests, `minute` minutes after nine. */
export const at = (minute = 0): string => new Date(Date.UTC(2026, 10, 21, 9, minute)).toISOString();

/** What the bot itself does; everything else is asked by Bram, and a case is opened by Anna. */
const botsOwn: ReadonlySet<CommandBody["type"]> = new Set([
	...(["StartReading", "AskColumn", "RecordReport", "RecordRoundList", "RecordUnreadable"] as const),
	...(["RemindPoll", "RecordContacts", "SettleNotices", "SplitNotice", "Purge"] as const),
	...(["RecordBounce", "RecordReply"] as const),
	...(["RecordTestMailFailed"] as const),
]);

function usualActor(type: CommandBody["type"]): Actor {
	if (type === "OpenCase") return anna;
	return botsOwn.has(type) ? "bot" : bram;
}

/** A case so far. Everything in it is frozen: a change in place throws. */
export interface Situation {
	readonly state: CaseState | null;
	readonly events: readonly StoredEvent[];
}

export const nothingYet: Situation = { state: null, events: [] };

/** Who asks, from which button, when, and under which rules; what is left out is as usual. */
export interface Asking {
	readonly by?: Actor;
	readonly epoch?: number | null;
	readonly at?: string;
	readonly rules?: Rules;
}

/** What a command led to. */
export interface Outcome {
	/** Exactly these events, in order; each need only hold what is named. Gives the situation after. */
	gives(...expected: readonly (Partial<CaseEvent> & { type: CaseEvent["type"] })[]): Situation;
	isRefused(code: RefusalCode): void;
	givesNothing(): void;
	readonly decision: Decision;
}

/** given(a case).when(somebody asks this).gives(these events) or .isRefused(with this code). */
export function given(situation: Situation): {
	when(body: CommandBody, asking?: Asking): Outcome;
	readonly state: CaseState;
	readonly events: readonly CaseEvent[];
} {
	return {
		when(body, asking = {}) {
			const decision = ask(situation, body, asking);
			return {
				decision,
				gives(...expected) {
					if (isRefusal(decision)) throw new Error(`refused: ${decision.refused}`);
					expect(decision.map((event) => event.type)).toEqual(expected.map((event) => event.type));
					expect(decision).toMatchObject(expected);
					return append(situation, decision);
				},
				isRefused(code) {
					expect(decision).toEqual({ refused: code, status: situation.state?.status ?? null });
				},
				givesNothing() {
					expect(decision).toEqual([]);
				},
			};
		},
		get state() {
			return stateOf(situation);
		},
		events: situation.events.map(({ event }) => event),
	};
}

/** The situation after some more commands, none of which may be refused or without effect. */
export function further(
	situation: Situation,
	...asked: readonly (CommandBody | readonly [CommandBody, Asking])[]
): Situation {
	return asked.reduce<Situation>((so, step) => {
		const [body, asking] = isAsked(step) ? step : [step, {}];
		const decision = ask(so, body, asking);
		if (isRefusal(decision)) throw new Error(`${body.type} refused: ${decision.refused} (${decision.status})`);
		if (decision.length === 0) throw new Error(`${body.type} gave nothing`);
		return append(so, decision);
	}, situation);
}

function isAsked(step: CommandBody | readonly [CommandBody, Asking]): step is readonly [CommandBody, Asking] {
	return Array.isArray(step);
}

/** What `decide` says, whatever that is. */
export function ask(situation: Situation, body: CommandBody, asking: Asking = {}): Decision {
	const { by = usualActor(body.type), epoch = null } = asking;
	const command: Command = frozen({ ...body, by, epoch, at: asking.at ?? at(situation.events.length) });
	return decide(situation.state, command, asking.rules ?? rules);
}

export function append(situation: Situation, decided: readonly CaseEvent[]): Situation {
	return decided.reduce<Situation>((so, event) => {
		const caseNumber = so.state?.number ?? (event.type === "CaseOpened" ? event.number : "");
		const stored = frozen({ caseNumber, seq: so.events.length + 1, event });
		return { state: frozen(evolve(so.state, stored)), events: [...so.events, stored] };
	}, situation);
}

export function stateOf({ state }: Situation): CaseState {
	if (state === null) throw new Error("there is no case yet");
	return state;
}

/** The value with everything in it frozen, so that whoever changes it in place gets an error. */
export function frozen<T>(value: T): T {
	if (value === null || typeof value !== "object" || Object.isFrozen(value)) return value;
	for (const part of Object.values(value)) frozen(part);
	return Object.freeze(value);
}
