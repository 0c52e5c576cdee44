import type { Texts } from "../../text/texts.ts";
import { isSettled, noticesOfRound } from "../case/due-groups.ts";
import { isNotReached } from "../case/not-reached.ts";
import type { CaseState, Notice, Poll } from "../case/state.ts";
import { countVotes } from "../poll/count-votes.ts";
import { cameBack } from "./bounce-words.ts";
import { buttonId, buttonsFor } from "./buttons.ts";
import type { Card, Field, Progress } from "./card.ts";
import { renderMailing } from "./mailing-card.ts";
import { needsJudging } from "./needs-judging.ts";
import type { PanelKey } from "./panel-key.ts";

/**
 * A panel as it should look now. `progress` is how far running work is, null when that is not known (it is not an event, and is lost at a
 * restart). Null when the panel belongs to an earlier round or poll and stays as it is.
 */
export function renderPanel(key: PanelKey, state: CaseState, progress: Progress | null, texts: Texts): Card | null {
	switch (key.kind) {
		case "reading":
			return renderReading(key, state, progress, texts);
		case "column":
			return key.of === state.round ? renderColumn(state, texts) : null;
		case "poll":
			return state.poll !== null && key.of === state.poll.number ? renderPoll(state, state.poll, texts) : null;
		case "resolving":
			return renderResolving(key, state, progress, texts);
		case "mailing":
			return key.of === state.round ? renderMailing(state, texts) : null;
		case "sending":
			return key.of === state.round ? renderSending(state, texts) : null;
	}
}

function renderReading(key: PanelKey, state: CaseState, progress: Progress | null, texts: Texts): Card {
	const t = texts.panels;
	const title = t.readingTitle;
	const running = key.of === state.round && state.status === "reading";
	if (running) return { tone: "busy", title, progress: progress ?? { done: 0, total: 0, label: "" } };
	const read = key.of === 1 ? state.summary !== null : key.of <= (state.roundList?.round ?? 0);
	return { tone: read ? "good" : "warn", title, body: [read ? t.readingDone : t.readingStopped] };
}

function renderColumn(state: CaseState, texts: Texts): Card {
	if (state.status !== "needs-column" || state.columns === null) {
		const chosen = state.chosenColumn === null ? [] : [state.chosenColumn.header];
		return { tone: "neutral", title: texts.actions.chooseColumn, body: chosen };
	}
	const options = state.columns.map(({ index, header, sample }) => ({
		value: String(index),
		label: header,
		hint: sample,
	}));
	const menu = { id: buttonId(state, "column"), label: texts.actions.chooseColumn, options };
	return { tone: "warn", title: texts.actions.chooseColumn, menu };
}

function renderPoll(state: CaseState, poll: Poll, texts: Texts): Card {
	const t = texts.panels;
	const counts = countVotes(poll.votes);
	const labels = texts.labels.vote;
	const votes = poll.votes.map(
		({ voter, vote }) => ({ tone: "neutral", text: `${voter.name}: ${labels[vote]}` }) as const,
	);
	const fields = (["valid", "invalid", "needs-info"] as const).map((vote) => ({
		label: labels[vote],
		value: texts.number(counts[vote]),
	}));
	const common = { title: t.pollTitle(texts.number(poll.number)), fields, lines: votes } as const;
	if (poll.outcome !== null) {
		const tone = poll.outcome === "approved" ? "good" : "warn";
		return { ...common, tone, body: [t.pollDecided(t.outcomes[poll.outcome])] };
	}
	const nobody = poll.votes.length === 0 ? [t.pollNobody] : [];
	return {
		...common,
		tone: "busy",
		body: [t.pollIntro(texts.number(poll.quorum)), t.checklist.map((item) => `☐ ${item}`).join("\n"), ...nobody],
		buttons: buttonsFor(state, texts),
		note: `${t.deadline}: ${texts.when(poll.deadline)}`,
	};
}

function renderResolving(key: PanelKey, state: CaseState, progress: Progress | null, texts: Texts): Card {
	const t = texts.panels;
	const running = key.of === state.round && state.status === "resolving";
	if (running) return { tone: "busy", title: t.resolvingTitle, progress: progress ?? { done: 0, total: 0, label: "" } };
	return { tone: "good", title: t.resolvingTitle, body: [t.resolvingDone] };
}

function renderSending(state: CaseState, texts: Texts): Card {
	const t = texts.panels;
	const notices = noticesOfRound(state);
	const settled = notices.filter((notice) => notice.status !== "queued" && notice.status !== "deferred").length;
	const label = t.sendingProgress(texts.number(settled), texts.number(notices.length));
	const round = texts.number(state.round);
	const fields = outcomeFields(notices, texts);
	const unknown = notices.filter((notice) => notice.status === "unknown" && !notice.replaced).length;
	const lost = notices.filter((notice) => needsJudging(notice) && isNotReached(notice)).length;
	const notes = [
		...(unknown > 0 ? [t.unknownNote(texts.number(unknown))] : []),
		...(lost > 0 ? [texts.inbound.notReachedNote(t.mails(texts.number(lost)))] : []),
	];
	const note = notes.length > 0 ? { note: notes.join(" ") } : {};
	const progress = { done: settled, total: notices.length, label };
	switch (state.status) {
		case "sending":
			return {
				tone: "busy",
				title: t.sendingTitle(round),
				fields,
				progress,
				buttons: buttonsFor(state, texts),
				...note,
			};
		case "paused":
			return {
				tone: "warn",
				title: t.sendingPaused(round),
				fields,
				progress,
				buttons: buttonsFor(state, texts),
				...note,
			};
		case "sent":
			return {
				tone: unknown + lost > 0 ? "warn" : "good",
				title: t.sentTitle(round),
				fields,
				buttons: buttonsFor(state, texts),
				...note,
			};
		default: {
			const brokenOff = !notices.every(isSettled);
			const title = brokenOff ? t.sendingTitle(round) : t.sentTitle(round);
			return { tone: "neutral", title, fields, ...note };
		}
	}
}

/** Mails by how they stand; those that came back apart from those that were accepted. */
function outcomeFields(notices: readonly Notice[], texts: Texts): Field[] {
	const stands = (["accepted", "refused", "deferred", "unknown", "queued"] as const).map((status) => ({
		label: texts.labels.outcome[status],
		count: notices.filter((notice) => notice.status === status && !cameBack(notice)).length,
	}));
	const back = { label: texts.inbound.cameBack, count: notices.filter(cameBack).length };
	return [...stands, back]
		.filter(({ count }) => count > 0)
		.map(({ label, count }) => ({ label, value: texts.number(count) }));
}
