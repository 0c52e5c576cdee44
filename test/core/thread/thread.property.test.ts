import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { StoredEvent } from "../../../src/core/case/event.ts";
import { evolve } from "../../../src/core/case/evolve.ts";
import type { CaseState } from "../../../src/core/case/state.ts";
import { type ButtonId, parseButtonId } from "../../../src/core/thread/button-id.ts";
import type { Card } from "../../../src/core/thread/card.ts";
import { renderGroup, renderGroups } from "../../../src/core/thread/groups-card.ts";
import { renderHeadline, threadTitle } from "../../../src/core/thread/headline.ts";
import { renderJudgedNotice, renderUnknowns } from "../../../src/core/thread/judge-card.ts";
import { renderPanel } from "../../../src/core/thread/panel.ts";
import { panelKey } from "../../../src/core/thread/panel-key.ts";
import { renderStep } from "../../../src/core/thread/step.ts";
import { type Life, lives } from "../case/random-life.ts";
import { en, nl } from "./texts-both.ts";

/** The longest case number that the settings allow. */
const longNumber = "ABCDEFGHIJKLMNOPQRST-2026-9999";

/** The same life under another case number; its notices too. */
function renumbered({ events }: Life): { events: StoredEvent[]; states: CaseState[] } {
	const other: StoredEvent[] = JSON.parse(JSON.stringify(events).replaceAll("NSM-2026-0042", longNumber));
	const states: CaseState[] = [];
	for (const stored of other) states.push(evolve(states.at(-1) ?? null, stored));
	return { events: other, states };
}

/** Every card that can be on screen for this state; the panels are those of all its events so far. */
function cardsOf(state: CaseState, events: readonly StoredEvent[]): readonly Card[] {
	return [nl, en].flatMap((texts) => [
		renderHeadline(state, texts),
		renderGroups(state, texts),
		renderUnknowns(state, texts),
		...state.groups.map((group) => renderGroup(state, group, { path: [], offers: [] }, texts)),
		...Object.values(state.notices).map((notice) => renderJudgedNotice(state, notice, "550 no", texts)),
		...events.flatMap((stored) => {
			const key = panelKey(stored);
			const card = key === null ? null : renderPanel(key, state, null, texts);
			return card === null ? [] : [card];
		}),
	]);
}

const idsOf = (card: Card): readonly string[] => [
	...(card.buttons ?? []).flat().map(({ id }) => id),
	...(card.menu === undefined ? [] : [card.menu.id]),
];

const holds = (rule: (life: Life) => void) => fc.assert(fc.property(lives(80), rule), { numRuns: 40 });

describe("over random lives of a case", () => {
	it("every event has a step with words, in both languages", () => {
		holds(({ events, states }) => {
			for (const [index, stored] of events.entries()) {
				for (const texts of [nl, en]) {
					const step = renderStep(stored, states[index] as CaseState, texts);
					if (step.kind === "line") expect(step.line.text).toMatch(/\p{L}/u);
					else if (step.kind === "card") expect(step.card.title).toMatch(/\p{L}/u);
					else expect(renderPanel(step.panel, states[index] as CaseState, null, texts)).not.toBeNull();
				}
			}
		});
	});

	it("no card fails; each button fits on every platform and reads back, for this case and this epoch", () => {
		holds((life) => {
			const { events, states } = renumbered(life);
			for (const [index, state] of states.entries()) {
				// The last states of a life, where most has happened; and a few on the way.
				if (index % 16 !== 0 && index < states.length - 2) continue;
				for (const card of cardsOf(state, events.slice(0, index + 1))) {
					expect(card.title).not.toBe("");
					for (const id of idsOf(card)) {
						expect(id.length).toBeLessThanOrEqual(100);
						const button: Partial<ButtonId> = { caseNumber: longNumber, epoch: state.epoch };
						expect(parseButtonId(id)).toMatchObject(button);
					}
				}
				expect(threadTitle(state).length).toBeLessThanOrEqual(100);
			}
		});
	});

	it("a mailbox that looks private stays masked: cards know no more than the case does", () => {
		holds(({ events, states }) => {
			// The case holds such a mailbox masked only; here one under a domain of its own, so that it is found wherever it shows.
			const privately = "j…@private.example";
			const last = states.at(-1) as CaseState;
			const groups = last.groups.map((group) =>
				group.bucket === "private-looking" ? { ...group, operatorKey: privately, mailboxes: [privately] } : group,
			);
			const shown = JSON.stringify(cardsOf({ ...last, groups }, events)).match(/[^\s",]*@private\.example/g) ?? [];
			expect(shown.filter((mailbox) => mailbox !== privately)).toEqual([]);
			if (groups.some(({ bucket }) => bucket === "private-looking")) expect(shown).not.toHaveLength(0);
		});
	});
});
