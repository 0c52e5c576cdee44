import type { Texts } from "../../text/texts.ts";
import type { StoredEvent } from "../case/event.ts";
import type { CaseState } from "../case/state.ts";
import type { Instant } from "../instant.ts";
import { withheldMark } from "../notice/own-details.ts";
import { replaceAddresses } from "../report/find-addresses.ts";
import type { Card } from "./card.ts";
import { renderHeadline } from "./headline.ts";
import { renderPanel } from "./panel.ts";
import { renderStep } from "./step.ts";

/** Where the words of a step go on: a line that somebody typed can't pass for a step of its own. */
const indent = "    ";

export interface TranscriptHead {
	/** The case as it is now. */
	readonly state: CaseState;
	/** When the transcript was made. */
	readonly at: Instant;
	/** IANA name of the zone that `texts` writes times in. */
	readonly timeZone: string;
}

/** What stands above the steps of a transcript: the case as it is now. Ends in a line end; holds no IP address. */
export function renderTranscriptHead({ state, at, timeZone }: TranscriptHead, texts: Texts): string {
	const t = texts.panels;
	const facts = [
		...cardWords({ ...renderHeadline(state, texts), title: null }),
		...(state.reference === null ? [] : [`${t.reference}: ${state.reference}`]),
		`${t.transcriptDescription}: ${state.description}`,
	];
	const lines = [
		...[`${state.number} · ${state.title}`, t.transcriptMade(texts.when(at), timeZone), ""],
		...facts.map(indented),
		...["", t.transcriptSteps, "-".repeat(t.transcriptSteps.length)],
	];
	return `${withoutAddresses(lines.join("\n"))}\n`;
}

/**
 * One event of a transcript: when it was, in the hotline's time zone, and the words of its step as the thread shows them; a panel as it was
 * then. `state` is the case after the event. Ends in a line end; holds no IP address.
 */
export function renderTranscriptStep(stored: StoredEvent, state: CaseState, texts: Texts): string {
	const words = wordsOf(stored, state, texts).filter((word) => word !== "");
	return `${withoutAddresses(indented(`${texts.when(stored.event.at)}  ${words.join("\n")}`))}\n`;
}

function wordsOf(stored: StoredEvent, state: CaseState, texts: Texts): readonly string[] {
	const step = renderStep(stored, state, texts);
	switch (step.kind) {
		case "line":
			return [step.line.text];
		case "card":
			return cardWords(step.card);
		case "panel": {
			const above = step.line === null ? [] : [step.line.text];
			// Null only for a panel of another round than the one that the case was in.
			return [...above, ...cardWords(renderPanel(step.panel, state, null, texts) as Card)];
		}
	}
}

/** What a reader of a card reads, in its order; what can be pressed only is left out. */
function cardWords({ title, body = [], fields = [], table, lines = [], menu, note }: Card): readonly string[] {
	const rows = table === undefined ? [] : [table.head, ...table.rows];
	const choices = menu === undefined ? [] : menu.options.map(({ label, hint }) => [label, hint].join("  "));
	return [
		...(title === null ? [] : [title]),
		...[...body, ...choices],
		...lines.map(({ text, detail }) => [text, detail].filter((words) => words !== undefined).join(": ")),
		...fields.map(({ label, value }) => `${label}: ${value}`),
		...rows.map((cells) => cells.join(" | ")),
		...(note === undefined ? [] : [note]),
	];
}

function indented(text: string): string {
	return text.replaceAll("\n", `\n${indent}`);
}

/** Events hold none but what people and files may have hidden from our checks; a file is handed on more easily than a thread. */
function withoutAddresses(text: string): string {
	return replaceAddresses(text, () => true, withheldMark);
}
