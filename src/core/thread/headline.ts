import type { Texts } from "../../text/texts.ts";
import { cutText } from "../case/cut-text.ts";
import { noticesOfRound } from "../case/due-groups.ts";
import type { CaseState, CaseStatus } from "../case/state.ts";
import { cameBack } from "./bounce-words.ts";
import { buttonsFor } from "./buttons.ts";
import type { Card, Field, Tone } from "./card.ts";

const toneOf: Readonly<Record<CaseStatus, Tone>> = {
	received: "busy",
	reading: "busy",
	"needs-column": "warn",
	unreadable: "bad",
	voting: "busy",
	"needs-info": "warn",
	rejected: "bad",
	resolving: "busy",
	ready: "busy",
	sending: "busy",
	paused: "warn",
	sent: "good",
	closed: "neutral",
	withdrawn: "neutral",
};

/** The one card of a case in the cases channel, re-rendered in place, with only the buttons valid now. */
export function renderHeadline(state: CaseState, texts: Texts): Card {
	const t = texts.panels;
	const unknown = Object.values(state.notices).filter((notice) => notice.status === "unknown").length;
	const waits = waitsFor(state, texts);
	return {
		tone: toneOf[state.status],
		title: threadTitle(state),
		body: [...(waits === "" ? [] : [waits]), ...(unknown > 0 ? [t.unknownNote(texts.number(unknown))] : [])],
		fields: fieldsOf(state, texts),
		buttons: buttonsFor(state, texts),
		...(state.reference === null ? {} : { link: { label: t.reference, url: state.reference } }),
	};
}

/** `NSM-2026-0042 · Title`, at most 100 characters (Discord's limit for a thread's name). */
export function threadTitle(state: Pick<CaseState, "number" | "title">): string {
	const title = `${state.number} · ${state.title}`;
	return title.length <= 100 ? title : `${cutText(title, 99)}…`;
}

function waitsFor(state: CaseState, texts: Texts): string {
	const t = texts.panels;
	if (state.status === "withdrawn") return state.purged ? t.purgedNote : t.withdrawnNote;
	if (state.status !== "closed" || state.purgeAt === null) return t.waitsFor[state.status];
	return state.purged ? t.purgedNote : t.closedNote(texts.day(state.purgeAt));
}

function fieldsOf(state: CaseState, texts: Texts): readonly Field[] {
	const t = texts.panels;
	const n = texts.number;
	const mailed = state.groups.filter((group) => group.bucket === null && group.findings > 0).length;
	const kept = state.groups.reduce((sum, group) => sum + (group.bucket === null ? 0 : group.findings), 0);
	const notices = noticesOfRound(state);
	const accepted = notices.filter((notice) => notice.status === "accepted" && !cameBack(notice)).length;
	const credit = state.reporter !== null && state.credit ? t.wantsCredit(state.reporter) : state.reporter;
	const fields: (Field | null)[] = [
		{ label: t.status, value: texts.labels.status[state.status] },
		{ label: t.category, value: texts.labels.category[state.category] },
		{ label: t.uploader, value: state.uploader.name },
		credit === null ? null : { label: t.reporter, value: credit },
		state.summary === null ? null : { label: t.findings, value: n(state.summary.findings) },
		state.groups.length === 0 ? null : { label: t.operators, value: n(mailed) },
		kept === 0 ? null : { label: t.notMailed, value: n(kept) },
		state.round === 1 ? null : { label: t.round, value: n(state.round) },
		notices.length === 0
			? null
			: { label: texts.labels.outcome.accepted, value: `${n(accepted)} / ${n(notices.length)}` },
	];
	return fields.filter((field) => field !== null);
}
