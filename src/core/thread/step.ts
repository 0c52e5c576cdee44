import type { Texts } from "../../text/texts.ts";
import type { CaseEvent, StoredEvent } from "../case/event.ts";
import type { Actor } from "../case/people.ts";
import type { CaseState } from "../case/state.ts";
import { bounceStep } from "./bounce-step.ts";
import type { Card, Line, Tone } from "./card.ts";
import { isPanelEvent, keyOfPanel, type PanelEvent, type PanelKey } from "./panel-key.ts";
import { renderSummary } from "./summary-card.ts";

/**
 * How one event shows in the thread: a line (lines that follow each other share a message), a card of its own, or a panel, which
 * is posted here once and from then on re-rendered in place.
 */
export type Step =
	| { readonly kind: "line"; readonly line: Line }
	| { readonly kind: "card"; readonly card: Card }
	| { readonly kind: "panel"; readonly panel: PanelKey; readonly line: Line | null };

/** The step of one event; `state` is the case after it. Every event has one. */
export function renderStep(stored: StoredEvent, state: CaseState, texts: Texts): Step {
	const { event } = stored;
	const t = texts.steps;
	const who = nameOf(event.by, texts);
	const line = (tone: Tone, text: string): Step => ({
		kind: "line",
		line: { tone, text, detail: texts.time(event.at) },
	});
	if (isPanelEvent(event))
		return { kind: "panel", panel: keyOfPanel(event, stored.seq), line: panelLine(event, texts) };
	switch (event.type) {
		case "CaseOpened":
			return line("neutral", t.opened(who, event.upload.fileName));
		case "ColumnChosen":
			return line("neutral", t.columnChosen(who, event.column.header));
		case "ReportRead":
			return { kind: "card", card: renderSummary(event.summary, texts) };
		case "ReportUnreadable": {
			const reason = texts.labels.unreadable[event.reason];
			return line(
				"bad",
				event.line === null ? t.unreadable(reason) : t.unreadableAtLine(reason, texts.number(event.line)),
			);
		}
		case "VoteCast": {
			const { vote, previous } = event;
			const labels = texts.labels.vote;
			if (previous === null) return line("neutral", t.voted(who, labels[vote]));
			return line("neutral", t.changedVote(who, labels[previous], labels[vote]));
		}
		case "PollReminded":
			return line("warn", t.reminded(texts.number(event.missing)));
		case "PollDecided":
			return line(event.outcome === "approved" ? "good" : "warn", t.decided[event.outcome]);
		case "InfoProvided":
			return line("neutral", t.infoProvided(who, event.text));
		case "ContactAssigned":
		case "GroupLeftOut":
		case "GroupHandedOver":
			return line("neutral", groupSentence(event, state, texts));
		case "SendingPaused":
			return line("warn", t.paused(who));
		case "SendingResumed":
			return line("neutral", t.resumed(who));
		case "NoticeSettled":
		case "NoticeSplit":
		case "UnknownResolved":
		case "NoticeRetried":
			return noticeStep(event, state, texts);
		case "NoticeBounced":
			return bounceStep(event, state, texts);
		case "ReplyReceived": {
			const operator = event.notice === null ? undefined : state.notices[event.notice]?.operator;
			return line("warn", operator === undefined ? texts.inbound.repliedUnsure : texts.inbound.replied(operator));
		}
		case "TestMailsRequested":
			return line("neutral", texts.mailing.testMailsRequested(who, texts.number(event.groups.length)));
		case "TestMailFailed": {
			const operator = operatorOf(event.group, state, texts);
			return line("warn", texts.mailing.testMailFailed(operator, testMailProblem(event, texts)));
		}
		case "RoundFinished": {
			const n = texts.number;
			const tone = event.unknown + event.refused > 0 ? "warn" : "good";
			return line(tone, t.roundFinished(n(event.round), n(event.accepted), n(event.refused), n(event.unknown)));
		}
		case "RoundRequested":
			return line("neutral", t.roundRequested(who, texts.number(event.round), event.upload.fileName));
		case "NoteAdded":
			return line("neutral", t.note(who, event.text));
		case "CaseWithdrawn":
			return line("warn", t.withdrawn(who, event.reason));
		case "CaseClosed":
			return line("good", t.closed(who, texts.day(event.purgeAt)));
		case "CaseReopened":
			return line("neutral", t.reopened(who));
		case "AddressesPurged":
			return line("good", t.purged);
	}
}

/** The sentence above a panel, for those whose card does not say it all. */
function panelLine(event: PanelEvent, texts: Texts): Line | null {
	const detail = texts.time(event.at);
	if (event.type === "ColumnAsked") return { tone: "warn", text: texts.steps.columnAsked, detail };
	if (event.type === "RoundListRead") {
		const matched = Object.values(event.stillAffected).reduce((sum, count) => sum + count, 0);
		return {
			tone: "neutral",
			text: texts.steps.roundListRead(texts.number(matched), texts.number(event.unmatched)),
			detail,
		};
	}
	return null;
}

function nameOf(actor: Actor, texts: Texts): string {
	return actor === "bot" ? texts.steps.bot : actor.name;
}

type GroupEvent = CaseEvent & { type: "ContactAssigned" | "GroupLeftOut" | "GroupHandedOver" };

function groupSentence(event: GroupEvent, state: CaseState, texts: Texts): string {
	const t = texts.steps;
	const who = nameOf(event.by, texts);
	if (event.type === "ContactAssigned") {
		if (event.mergedInto !== null) return t.merged(who, event.operator);
		return t.assigned(who, event.operator, event.mailboxes.join(", "));
	}
	const operator = operatorOf(event.group, state, texts);
	return event.type === "GroupLeftOut" ? t.leftOut(who, operator, event.reason) : t.handedOver(who, operator, event.to);
}

function operatorOf(id: number, state: CaseState, texts: Texts): string {
	const known = state.groups.find((group) => group.id === id)?.operator ?? "";
	return known === "" ? texts.steps.unnamedGroup(texts.number(id)) : known;
}

function testMailProblem({ problem, code }: CaseEvent & { type: "TestMailFailed" }, texts: Texts): string {
	return `${texts.mailing.testProblems[problem]}${code === null ? "" : texts.steps.code(String(code))}.`;
}

type NoticeEvent = CaseEvent & { type: "NoticeSettled" | "NoticeSplit" | "UnknownResolved" | "NoticeRetried" };

function noticeStep(event: NoticeEvent, state: CaseState, texts: Texts): Step {
	const t = texts.steps;
	const who = nameOf(event.by, texts);
	const notice = state.notices[event.notice];
	const part = event.type === "NoticeSplit" ? undefined : notice?.part;
	const name = notice?.operator ?? event.notice;
	const operator = part === undefined ? name : t.partOf(name, texts.number(part.number), texts.number(part.of));
	const line = (tone: Tone, text: string): Step => ({
		kind: "line",
		line: { tone, text, detail: texts.time(event.at) },
	});
	if (event.type === "NoticeSplit") return line("neutral", t.split(operator, texts.number(event.parts.length)));
	if (event.type === "NoticeRetried") return line("neutral", t.retried(who, operator));
	if (event.type === "UnknownResolved")
		return line("neutral", event.as === "sent" ? t.countedAsSent(who, operator) : t.sentAgain(who, operator));
	const code = event.code === null ? "" : t.code(String(event.code));
	switch (event.outcome) {
		case "accepted":
			return line("good", t.accepted(operator, texts.number(notice?.findings ?? 0)));
		case "refused":
			return line("bad", t.refused(operator, code));
		case "unknown":
			return line("warn", t.unknown(operator));
		case "deferred":
			if (event.retryAt === null) return line("bad", t.gaveUp(operator, code));
			return line("warn", t.deferred(operator, code, texts.when(event.retryAt)));
	}
}
