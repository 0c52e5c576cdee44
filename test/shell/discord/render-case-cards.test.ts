import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { renderMessage } from "../../../src/chat/discord/render/render-message.ts";
import type { StoredEvent } from "../../../src/core/case/event.ts";
import { evolve } from "../../../src/core/case/evolve.ts";
import type { CaseState } from "../../../src/core/case/state.ts";
import type { Card, Line } from "../../../src/core/thread/card.ts";
import { renderGroup, renderGroups } from "../../../src/core/thread/groups-card.ts";
import { renderHeadline } from "../../../src/core/thread/headline.ts";
import { renderJudgedNotice, renderUnknowns } from "../../../src/core/thread/judge-card.ts";
import { renderPanel } from "../../../src/core/thread/panel.ts";
import { panelKey } from "../../../src/core/thread/panel-key.ts";
import { renderStep } from "../../../src/core/thread/step.ts";
import type { Texts } from "../../../src/text/texts.ts";
import { type Life, lives } from "../../core/case/random-life.ts";
import { en, nl } from "../../core/thread/texts-both.ts";
import { messageFaults } from "../../support/discord-message-faults.ts";
import { markOf, readDiscordMessage } from "../../support/discord-reader.ts";
import { cardWords } from "./card-words.ts";

const languages = [
	["nl", nl],
	["en", en],
] as const;
const longNumber = "ABCDEFGHIJKLMNOPQRST-2026-9999";

/** What people and registries may have written, at its longest: in JSON, in place of the short words of the life. */
const longWords: readonly (readonly [string | RegExp, string])[] = [
	["NSM-2026-0042", longNumber],
	["Open databases", "[Ernstig](https://x.example) lek_in_*alles* ".repeat(3).slice(0, 120)],
	[
		/Operator (\d)/g,
		`Coöperatieve **Vereniging** voor _Glasvezel_ & Hosting $1 ${"van Midden-Nederland ".repeat(10)}`.slice(0, 200),
	],
	[/"Anna"/g, '"# @everyone Anna-Maria van der Heijden-Oosterhuis"'],
	[/"It is so"/g, `"${"Omdat het zo is; zie <@123>. ".repeat(140)}"`],
	["a note", "> een *lange* notitie ".repeat(180)],
];

interface Shown {
	readonly card: Card;
	readonly language: "nl" | "en";
}

function lengthened({ events }: Life): {
	readonly events: readonly StoredEvent[];
	readonly states: readonly CaseState[];
} {
	const json = longWords.reduce(
		(text, [short, long]) => text.replaceAll(short as string, long),
		JSON.stringify(events),
	);
	const other: StoredEvent[] = JSON.parse(json);
	const states: CaseState[] = [];
	for (const stored of other) states.push(evolve(states.at(-1) ?? null, stored));
	return { events: other, states };
}

function cardsOf(state: CaseState, events: readonly StoredEvent[], texts: Texts): readonly Card[] {
	return [
		renderHeadline(state, texts),
		renderGroups(state, texts),
		renderUnknowns(state, texts),
		...state.groups.map((group) => renderGroup(state, group, ["RIPE-index", "RDAP"], texts)),
		...Object.values(state.notices).map((notice) =>
			renderJudgedNotice(state, notice, "550 5.7.1 no *such* user", texts),
		),
		...events.flatMap((stored) => {
			const key = panelKey(stored);
			const card = key === null ? null : renderPanel(key, state, null, texts);
			return card === null ? [] : [card];
		}),
	];
}

/** Every step, those of one line in messages of up to twelve, as the thread has them; and the last state's cards. */
function shownOf({ events, states }: Pick<Life, "events" | "states">): readonly Shown[] {
	return languages.flatMap(([language, texts]) => {
		const steps = events.map((stored, index) => renderStep(stored, states[index] as CaseState, texts));
		const lines = steps.flatMap((step): Line[] => (step.kind === "line" ? [step.line] : []));
		const batches = Array.from({ length: Math.ceil(lines.length / 12) }, (_, at) => lines.slice(at * 12, at * 12 + 12));
		const cards = [
			...steps.flatMap((step) => (step.kind === "card" ? [step.card] : [])),
			...batches.map((batch): Card => ({ tone: "neutral", title: null, lines: batch })),
			...cardsOf(states.at(-1) as CaseState, events, texts),
		];
		return cards.map((card) => ({ card, language }));
	});
}

const holds = (rule: (life: Life) => void) => fc.assert(fc.property(lives(60), rule), { numRuns: 40 });
const read = (body: ReturnType<typeof renderMessage>) =>
	readDiscordMessage({ id: "1", channel_id: "2", ...body }, true);
const mark = "NSM-2026-0042 · 17-19";

describe("the cards of a case, over random lives", () => {
	it("are messages that say all that their cards say, with every button", () => {
		let cut = 0;
		let whole = 0;
		holds((life) => {
			for (const { card, language } of shownOf(life)) {
				const body = renderMessage(card, { language, mark });
				expect(messageFaults(body)).toEqual([]);
				const seen = read(body);
				const isCut = seen.text.split("…").length > cardWords(card).split("…").length;
				if (isCut) cut += 1;
				else {
					whole += 1;
					expect(seen.text).toBe(cardWords(card));
				}
				expect(seen.buttons.map(({ id }) => id)).toEqual((card.buttons ?? []).flat().map(({ id }) => id));
			}
		});
		// Only the head of a column of numbers gives way in these.
		expect(whole).toBeGreaterThan(10 * cut);
	});

	it("are messages with their names, titles and texts at their longest", () => {
		holds((life) => {
			const long = lengthened(life);
			for (const { card, language } of shownOf(long)) {
				const body = renderMessage(card, { language, mark: `${longNumber} · 117-119` });
				expect(messageFaults(body)).toEqual([]);
				expect(markOf(body)).toBe(`${longNumber} · 117-119`);
				const seen = read(body);
				// Each step is there, whole or cut.
				expect(seen.lines).toHaveLength((card.lines ?? []).length);
				expect(body.embeds[0]?.fields ?? []).toHaveLength((card.fields ?? []).length);
				expect(seen.buttons.map(({ id }) => id)).toEqual((card.buttons ?? []).flat().map(({ id }) => id));
			}
		});
	});
});
