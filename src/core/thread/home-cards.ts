import type { Texts } from "../../text/texts.ts";
import { dueGroups, noticesOfRound } from "../case/due-groups.ts";
import type { Person } from "../case/people.ts";
import { type CaseState, type CaseStatus, caseStatuses } from "../case/state.ts";
import { buttonsFor } from "./buttons.ts";
import type { Button, Card } from "./card.ts";
import { threadTitle } from "./headline.ts";
import { needsJudging } from "./needs-judging.ts";
import { renderStatus, type StatusFigures } from "./status-card.ts";

/** A button whose id is this and a command's line opens that command's form. */
export const commandPrefix = "command:";

/** Cases shown with their buttons; the list below has all of them. */
const mostMine = 12;

export interface Home {
	/** Whose home it is. */
	readonly person: Person;
	/** Open cases, the newest first. */
	readonly cases: readonly CaseState[];
	/** Open cases that `cases` leaves out. */
	readonly more: number;
	readonly figures: StatusFigures;
	/** What is offered above all: commands' lines with their words. */
	readonly offers: readonly { readonly line: string; readonly label: string }[];
}

/** What one person comes for: what waits for them, with its buttons; all open cases by state; how the hotline stands. */
export function renderHome(home: Home, texts: Texts): readonly Card[] {
	const t = texts.panels;
	const mine = home.cases.filter((state) => waitsForPerson(state, home.person));
	const offers: readonly Button[] = home.offers.map(({ line, label }, index) => ({
		...{ id: `${commandPrefix}${line}`, label, style: index === 0 ? "primary" : "plain" },
	}));
	return [
		{
			tone: "neutral",
			title: t.homeTitle(home.person.name),
			body: [mine.length === 0 ? t.homeNothing : t.homeWaits(texts.number(mine.length))],
			buttons: [offers],
		},
		...mine.slice(0, mostMine).map((state): Card => {
			const body = [t.waitsFor[state.status]];
			return { tone: "busy", title: threadTitle(state), body, buttons: buttonsFor(state, texts) };
		}),
		openCases(home, texts),
		renderStatus(home.figures, texts),
	];
}

/** True when the case stands still until somebody like this person does something. */
function waitsForPerson(state: CaseState, { id }: Person): boolean {
	switch (state.status) {
		case "voting":
			return state.uploader.id !== id && state.poll?.votes.some(({ voter }) => voter.id === id) !== true;
		case "ready":
		case "paused":
			return true;
		case "sent":
			return dueGroups(state).length > 0 || noticesOfRound(state).some(needsJudging);
		case "needs-info":
			return state.uploader.id === id;
		default:
			return false;
	}
}

function openCases({ cases, more }: Home, texts: Texts): Card {
	const t = texts.panels;
	const rank = (status: CaseStatus): number => caseStatuses.indexOf(status);
	const rows = [...cases]
		.sort((a, b) => rank(a.status) - rank(b.status))
		.map((state) => [texts.labels.status[state.status], state.number, state.title, texts.day(state.openedAt)]);
	return {
		tone: "neutral",
		title: t.homeCases,
		...(rows.length === 0
			? { body: [t.statusNoCases] }
			: {
					table: {
						head: [t.status, texts.replies.caseNumber, texts.replies.caseTitle, texts.replies.since],
						numeric: [],
						rows,
					},
				}),
		...(more === 0 ? {} : { note: t.homeMore(texts.number(more)) }),
	};
}
