import type { Texts } from "../../text/texts.ts";
import type { Resolution } from "../contact/resolution.ts";
import type { Card, Field } from "./card.ts";

/** Who is behind a target and how that was found; for the asker alone, so the target stands there in full. */
export function renderResolution(target: string, resolution: Resolution, texts: Texts): Card {
	const t = texts.replies;
	const p = texts.panels;
	const { bucket, operator, mailboxes, country, asn, source, range, path } = resolution;
	const why = reasonWords(resolution.reason, texts);
	const fields: (Field | null)[] = [
		{ label: p.operator, value: operator === "" ? t.noOperator : operator },
		mailboxes.length === 0 ? null : { label: p.mailboxes, value: mailboxes.join(", ") },
		country === null ? null : { label: p.country, value: country },
		asn === null ? null : { label: "AS", value: `AS${asn}` },
		range === null ? null : { label: t.lookupRange, value: range },
		source === null ? null : { label: p.source, value: texts.labels.source[source] },
		{ label: t.lookupMailed, value: bucket === null ? t.lookupYes : texts.labels.bucket[bucket] },
		why === "" ? null : { label: p.why, value: why },
	];
	return {
		tone: bucket === null ? "good" : "warn",
		title: t.lookupTitle(target),
		fields: fields.filter((field) => field !== null),
		...(path.length > 0 ? { note: `${t.groupPath}: ${path.join(" → ")}` } : {}),
	};
}

/** A reason in words: the source's own codes are worded, what a volunteer typed stands as typed. */
export function reasonWords(reason: string | null, texts: Texts): string {
	if (reason === null) return "";
	const words: Readonly<Record<string, string>> = texts.replies.reasons;
	return Object.hasOwn(words, reason) ? (words[reason] as string) : reason;
}
