import type { StoredEvent } from "../../src/core/case/event.ts";
import { evolve } from "../../src/core/case/evolve.ts";
import type { CaseState } from "../../src/core/case/state.ts";
import { renderStep } from "../../src/core/thread/step.ts";
import type { Texts } from "../../src/text/texts.ts";

/** A message of a thread: its title, or, without one, its lines. */
export interface Told {
	readonly title: string | null;
	readonly lines: readonly string[];
}

/** A card that is edited in place keeps its place; what it says is not its story any more. */
const panel = "[panel]";
const cutAtLeast = 1_500;

/** What a case's thread must tell: one entry per step, in order. */
export function stepsOf(events: readonly StoredEvent[], texts: Texts): readonly string[] {
	let state: CaseState | null = null;
	const told: string[] = [];
	for (const stored of events) {
		state = evolve(state, stored);
		const step = renderStep(stored, state, texts);
		if (step.kind === "line") told.push(step.line.text);
		else if (step.kind === "card") told.push(step.card.title ?? "");
		else told.push(...(step.line === null ? [] : [step.line.text]), panel);
	}
	return told;
}

/** What a thread does tell, in the same notation. */
export function stepsTold(messages: readonly Told[], texts: Texts): readonly string[] {
	return messages.flatMap(({ title, lines }) => {
		if (title === null) return lines;
		return [title === texts.panels.readTitle ? title : panel];
	});
}

/** A step longer than a message holds is cut, and shows that it is. */
function tells(told: string | undefined, step: string): boolean {
	if (told === step) return true;
	return told !== undefined && told.length >= cutAtLeast && told.endsWith("…") && step.startsWith(told.slice(0, -1));
}

/** Where the thread does not tell the events in order and once; null when it does. */
export function checkThread(events: readonly StoredEvent[], messages: readonly Told[], texts: Texts): string | null {
	const expected = stepsOf(events, texts);
	const told = stepsTold(messages, texts);
	const at = expected.findIndex((step, index) => !tells(told[index], step));
	if (at < 0 && told.length === expected.length) return null;
	const place = at < 0 ? expected.length : at;
	const [wanted = "nothing", found = "nothing"] = [expected[place], told[place]];
	return `step ${place + 1} of ${expected.length}: “${wanted}” expected, “${found}” told (${told.length} in all)`;
}
