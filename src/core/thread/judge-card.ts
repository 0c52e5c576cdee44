import type { Texts } from "../../text/texts.ts";
import { noticesOfRound } from "../case/due-groups.ts";
import { isNotReached } from "../case/not-reached.ts";
import type { CaseState, Notice } from "../case/state.ts";
import { bounceWords, outcomeWords } from "./bounce-words.ts";
import { buttonId } from "./buttons.ts";
import type { Button, Card } from "./card.ts";
import { needsJudging } from "./needs-judging.ts";

const maxOptions = 25;

/** The mails of this round that a person has to judge, unknown ones first, with a menu to choose one. For the asker alone. */
export function renderUnknowns(state: CaseState, texts: Texts): Card {
	const t = texts.replies;
	const open = noticesOfRound(state).filter(needsJudging);
	if (open.length === 0) return { tone: "good", title: t.unknownsTitle, body: [t.unknownsNone] };
	const sorted = [...open].sort((a, b) => Number(b.status === "unknown") - Number(a.status === "unknown"));
	const shown = sorted.slice(0, maxOptions);
	const rows = shown.map((notice) => [notice.operator, outcomeWords(notice, texts), texts.number(notice.findings)]);
	const options = shown.map((notice) => ({
		value: notice.id,
		label: notice.operator,
		hint: outcomeWords(notice, texts),
	}));
	const left = sorted.length - shown.length;
	return {
		tone: "warn",
		title: t.unknownsTitle,
		body: [t.unknownsIntro],
		table: { head: [texts.panels.operator, texts.panels.outcome, texts.panels.findings], numeric: [2], rows },
		menu: { id: buttonId(state, "notice"), label: texts.actions.chooseNotice, options },
		...(left > 0 ? { note: t.listMore(texts.number(left)) } : {}),
	};
}

/** One mail with what can be done about it. `response`: what the mail server said at the last try; empty when it said nothing. */
export function renderJudgedNotice(state: CaseState, notice: Notice, response: string, texts: Texts): Card {
	const a = texts.actions;
	const button = (verb: "count-sent" | "send-again" | "retry", label: string, style: Button["style"]): Button => ({
		...{ id: buttonId(state, verb, notice.id), label, style },
	});
	const unknown = [button("count-sent", a.countAsSent, "primary"), button("send-again", a.sendAgain, "danger")];
	const again =
		notice.status === "unknown" ? unknown : notice.status === "accepted" ? [] : [button("retry", a.retry, "plain")];
	const canAssign = isNotReached(notice) && (state.status === "ready" || state.status === "sent");
	const other = { id: buttonId(state, "group", String(notice.group)), label: texts.inbound.otherContact } as const;
	const choices: readonly Button[] = [...again, ...(canAssign ? [{ ...other, style: "plain" as const }] : [])];
	const { dead = [], status = null } = notice.bounced ?? {};
	return {
		tone: "warn",
		title: notice.operator,
		fields: [
			{ label: texts.panels.outcome, value: outcomeWords(notice, texts) },
			...(dead.length === 0
				? []
				: [{ label: texts.inbound.cameBackFrom, value: `${dead.join(", ")}: ${bounceWords(status, texts)}` }]),
			{ label: texts.panels.findings, value: texts.number(notice.findings) },
			...(notice.code === null ? [] : [{ label: "SMTP", value: String(notice.code) }]),
			...(response === "" ? [] : [{ label: texts.replies.serverSaid, value: response }]),
		],
		buttons: [
			...(needsJudging(notice) && choices.length > 0 ? [choices] : []),
			[{ id: buttonId(state, "unknowns", "back"), label: a.back, style: "plain" }],
		],
	};
}
