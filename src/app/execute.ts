import type { Command, CommandBody } from "../core/case/command.ts";
import { decide } from "../core/case/decide.ts";
import { isRefusal } from "../core/case/decision.ts";
import type { Effect } from "../core/case/effect.ts";
import type { CaseEvent } from "../core/case/event.ts";
import { createFold } from "../core/case/evolve.ts";
import type { Actor } from "../core/case/people.ts";
import { plan } from "../core/case/plan.ts";
import type { Refusal } from "../core/case/refusal.ts";
import type { CaseState } from "../core/case/state.ts";
import type { Append } from "../ports/case-store.ts";
import type { Context } from "./context.ts";
import { running } from "./post-steps.ts";

/** More rounds than this against others' changes means that something is wrong, not busy. */
const maxConflicts = 50;

export interface Executed {
	/** The state after the command. */
	readonly state: CaseState;
	/** Empty when the command was already carried out. */
	readonly events: readonly CaseEvent[];
}

export interface Execution {
	readonly caseNumber: string;
	readonly body: CommandBody;
	readonly by: Actor;
	/** The epoch that the pressed button was made at; null for a typed command or the bot's own. */
	readonly epoch?: number | null;
	/** The mail servers' words that outcomes among the events came with. */
	readonly responses?: Append["responses"];
}

/**
 * Carries out one command: decides on the case as it was seen last, and stores the events with the jobs for their effects in one
 * transaction. When somebody else changed the case meanwhile, or there would be nothing to store, reads it and decides anew. Gives a
 * refusal where the core gives one; throws only on a fault.
 */
export async function execute(context: Context, execution: Execution): Promise<Executed | Refusal> {
	const { caseNumber, body, by, epoch = null, responses = [] } = execution;
	let seen = context.cases.lastSeen(caseNumber);
	for (let attempt = 0; attempt < maxConflicts; attempt++) {
		const before = seen ?? (await context.cases.load(caseNumber));
		const isSure = seen === null;
		seen = null;
		const command: Command = { ...body, at: context.clock(), by, epoch };
		const decision = decide(before, command, context.rules);
		if (isRefusal(decision) || decision.length === 0) {
			// What stores nothing has no version to hold it against.
			if (!isSure) continue;
			if (isRefusal(decision)) return decision;
			if (before === null) throw new Error(`${body.type} gave no events for a new case`);
			return { state: before, events: [] };
		}
		const { state, effects } = foldAll(before, caseNumber, decision);
		const expectedVersion = before?.version ?? 0;
		const append = { caseNumber, expectedVersion, events: decision, state, jobs: effects, responses };
		const stored = await context.cases.append(append);
		if (stored === "conflict") continue;
		nudge(context, state, effects);
		return { state, events: decision };
	}
	throw new Error(`${body.type} met a changed case ${maxConflicts} times`);
}

/** A case in which work runs gets a step with every mail: no job for each of them is run when somebody looks anyway. */
function nudge({ jobs, poster }: Context, { number, status }: CaseState, effects: readonly Effect[]): void {
	const types = new Set(effects.map((effect) => effect.type));
	if (running.has(status) && poster.follows(number)) types.delete("PostSteps");
	jobs.nudge([...types]);
}

/** The state after the events, and their effects, each once. */
function foldAll(
	before: CaseState | null,
	caseNumber: string,
	events: readonly CaseEvent[],
): { readonly state: CaseState; readonly effects: readonly Effect[] } {
	const fold = createFold(before);
	let state = before;
	const effects = new Map<string, Effect>();
	for (const event of events) {
		state = fold.apply({ caseNumber, seq: (state?.version ?? 0) + 1, event });
		for (const effect of plan(state, event)) effects.set(JSON.stringify(effect), effect);
	}
	if (state === null) throw new Error("no events to fold");
	return { state, effects: [...effects.values()] };
}

/** For the bot's own commands, which the core never refuses unless the bot is wrong. */
export async function executeOwn(
	context: Context,
	caseNumber: string,
	body: CommandBody,
	more: Pick<Execution, "responses"> = {},
): Promise<Executed> {
	const result = await execute(context, { ...more, caseNumber, body, by: "bot" });
	if ("refused" in result) throw new Error(`${body.type} refused: ${result.refused} (case is ${result.status})`);
	return result;
}
