import type { Texts } from "../../text/texts.ts";
import type { Group } from "../case/group.ts";
import { isOpenEnd } from "../case/is-open-end.ts";
import type { CaseState } from "../case/state.ts";
import type { Offer } from "../contact/resolution.ts";
import { buttonId } from "./buttons.ts";
import type { Card, Field } from "./card.ts";
import { reasonWords } from "./reason-words.ts";

/** Options that fit in a menu on every platform (Discord: 25). */
const maxOptions = 25;

function nameOf(group: Group, texts: Texts): string {
	if (group.operator !== "") return group.operator;
	return group.bucket === "private-looking" ? texts.labels.bucket[group.bucket] : texts.replies.noOperator;
}

/** Why somebody should look at a group: its bucket, or what is doubted of a contact that would be mailed; empty when nothing is. */
function whyOpen(group: Group, texts: Texts): string {
	if (group.bucket !== null) return texts.labels.bucket[group.bucket];
	return group.doubts.map((doubt) => texts.labels.doubt[doubt]).join(", ");
}

/** What is not mailed by itself and then what is doubted, largest first, with a menu to choose one. For the asker alone. */
export function renderGroups(state: CaseState, texts: Texts): Card {
	const t = texts.replies;
	const open = state.groups.filter((group) => isOpenEnd(group) && group.findings > 0);
	const sorted = open
		.map((group) => ({ ...group, why: whyOpen(group, texts) }))
		.sort((a, b) => Number(a.bucket === null) - Number(b.bucket === null) || b.findings - a.findings || a.id - b.id);
	if (sorted.length === 0) return { tone: "good", title: t.groupsTitle, body: [t.groupsNone] };
	const shown = sorted.slice(0, maxOptions);
	const rows = shown.map((group) => [
		nameOf(group, texts),
		group.why,
		reasonWords(group.reason, texts),
		texts.number(group.findings),
	]);
	const options = shown.map((group) => ({
		value: String(group.id),
		label: `${nameOf(group, texts)} (${texts.number(group.findings)})`,
		hint: group.why,
	}));
	const head = [texts.panels.operator, texts.panels.why, texts.panels.reason, texts.panels.findings];
	const left = sorted.length - shown.length;
	return {
		tone: "neutral",
		title: t.groupsTitle,
		body: [t.groupsIntro],
		table: { head, numeric: [3], rows },
		menu: { id: buttonId(state, "group"), label: texts.actions.chooseGroup, options },
		...(left > 0 ? { note: t.groupsMore(texts.number(left)) } : {}),
	};
}

/** What the store knows of a group beyond its events. */
export interface GroupBackground {
	/** How the contact was found. */
	readonly path: readonly string[];
	readonly offers: readonly Offer[];
}

/** Other contacts to choose from; an opt-out is not overruled that way. */
function offersMenu(state: CaseState, group: Group, { offers }: GroupBackground, texts: Texts): Pick<Card, "menu"> {
	if (offers.length === 0 || group.bucket === "opted-out") return {};
	const options = offers.map(({ operator, mailboxes, source }, index) => ({
		value: String(index),
		label: mailboxes.join(", "),
		hint: `${operator} (${texts.labels.source[source]})`,
	}));
	return { menu: { id: buttonId(state, "offer", String(group.id)), label: texts.actions.chooseOffer, options } };
}

/** One group with what can be done. `group` has its name and mailboxes in full. For the asker alone. */
export function renderGroup(state: CaseState, group: Group, background: GroupBackground, texts: Texts): Card {
	const { path } = background;
	const p = texts.panels;
	const a = texts.actions;
	const why = reasonWords(group.reason, texts);
	const fields: (Field | null)[] = [
		{ label: p.findings, value: texts.number(group.findings) },
		group.bucket === null ? null : { label: p.why, value: texts.labels.bucket[group.bucket] },
		why === "" ? null : { label: p.reason, value: why },
		group.doubts.length === 0
			? null
			: { label: p.doubts, value: group.doubts.map((doubt) => texts.panels.doubtLines[doubt]).join("; ") },
		group.mailboxes.length === 0 ? null : { label: p.mailboxes, value: group.mailboxes.join(", ") },
		group.country === null ? null : { label: p.country, value: group.country },
		group.asn === null ? null : { label: "AS", value: `AS${group.asn}` },
		group.source === null ? null : { label: p.source, value: texts.labels.source[group.source] },
	];
	const id = String(group.id);
	const button = (verb: "assign" | "leave-out" | "hand-over", label: string) => ({
		...{ id: buttonId(state, verb, id), label, style: "plain" as const },
	});
	const assign = group.bucket === "opted-out" ? [] : [button("assign", a.assign)];
	return {
		tone: "neutral",
		title: nameOf(group, texts),
		fields: fields.filter((field) => field !== null),
		buttons: [
			[...assign, button("leave-out", a.leaveOut), button("hand-over", a.handOver)],
			[{ id: buttonId(state, "groups", "back"), label: a.back, style: "plain" }],
		],
		...offersMenu(state, group, background, texts),
		...(path.length > 0 ? { note: `${texts.replies.groupPath}: ${path.join(" → ")}` } : {}),
	};
}
