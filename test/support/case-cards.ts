import type { StoredEvent } from "../../src/core/case/event.ts";
import { evolve } from "../../src/core/case/evolve.ts";
import type { CaseState } from "../../src/core/case/state.ts";
import type { Offer } from "../../src/core/contact/resolution.ts";
import type { Card, Line } from "../../src/core/thread/card.ts";
import { renderGroup, renderGroups } from "../../src/core/thread/groups-card.ts";
import { renderHeadline } from "../../src/core/thread/headline.ts";
import { renderJudgedNotice, renderUnknowns } from "../../src/core/thread/judge-card.ts";
import { renderPanel } from "../../src/core/thread/panel.ts";
import { panelKey } from "../../src/core/thread/panel-key.ts";
import { renderStep } from "../../src/core/thread/step.ts";
import type { Texts } from "../../src/text/texts.ts";
import type { Life } from "../core/case/random-life.ts";
import { en, nl } from "../core/thread/texts-both.ts";

const languages = [
	["nl", nl],
	["en", en],
] as const;
/** A case number at its longest. */
export const longNumber = "ABCDEFGHIJKLMNOPQRST-2026-9999";

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

/** A card, in the language of its words. */
interface Shown {
	readonly card: Card;
	readonly language: "nl" | "en";
}

/** The life with its names, titles and texts at their longest. */
export function lengthened({ events }: Life): {
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

const someOffers: readonly Offer[] = [
	{
		operator: "Stichting *Glasvezel*",
		mailboxes: ["abuse-meldpunt@lange-naam.example", "noc@provider.example"],
		source: "registry",
		path: ["org"],
	},
];

function cardsOf(state: CaseState, events: readonly StoredEvent[], texts: Texts): readonly Card[] {
	return [
		renderHeadline(state, texts),
		renderGroups(state, texts),
		renderUnknowns(state, texts),
		...state.groups.map((group) =>
			renderGroup(state, group, { path: ["RIPE-index", "RDAP"], offers: someOffers }, texts),
		),
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
export function shownOf({ events, states }: Pick<Life, "events" | "states">): readonly Shown[] {
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
