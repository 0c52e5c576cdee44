import type { Texts } from "../../text/texts.ts";
import type { Considered, Explanation } from "../contact/explanation.ts";
import type { Card, Field, Line, Tone } from "./card.ts";
import { reasonWords } from "./reason-words.ts";

const tones: Readonly<Record<Considered["fate"], Tone>> = {
	used: "good",
	overruled: "neutral",
	offered: "neutral",
	"knows-nothing": "neutral",
	"not-asked": "neutral",
	failed: "warn",
};

/** `NL`, or each that is named where they are not all the same: that is what a person decides on. */
function countriesOf({ countries, resolution }: Explanation, texts: Texts): string | null {
	const named = (["organisation", "delegated", "range"] as const).flatMap((of) => {
		const country = countries[of];
		return country === null ? [] : [{ country, of: texts.replies.countryOf[of] }];
	});
	if (new Set(named.map(({ country }) => country)).size < 2) return resolution.country;
	return named.map(({ country, of }) => `${country} (${of})`).join(", ");
}

function lineOf({ what, fate, about, operator, mailboxes, reason }: Considered, texts: Texts): Line {
	const t = texts.replies;
	const name = t.considered[what];
	const who = mailboxes.length === 0 ? operator : `${operator} <${mailboxes.join(", ")}>`.trimStart();
	const why = fate === "used" && reason === null ? "" : reasonWords(reason, texts);
	const detail = [about, who, why].filter((part) => part !== "").join(" · ");
	return { tone: tones[fate], text: `${name}: ${t.fates[fate]}`, ...(detail === "" ? {} : { detail }) };
}

/** Who is behind a target, how that was found and what else was looked at; for the asker alone, so the target stands there in full. */
export function renderResolution(target: string, explanation: Explanation, texts: Texts): Card {
	const t = texts.replies;
	const p = texts.panels;
	const { resolution, netname, considered } = explanation;
	const { bucket, operator, mailboxes, asn, source, range, path, doubts, asOf } = resolution;
	const why = reasonWords(resolution.reason, texts);
	const country = countriesOf(explanation, texts);
	const name = netname === null ? "" : ` ${netname}`;
	const fields: (Field | null)[] = [
		{ label: p.operator, value: operator === "" ? t.noOperator : operator },
		mailboxes.length === 0 ? null : { label: p.mailboxes, value: mailboxes.join(", ") },
		country === null ? null : { label: p.country, value: country },
		asn === null ? null : { label: "AS", value: `AS${asn}` },
		range === null ? null : { label: t.lookupRange, value: `${range}${name}` },
		source === null
			? null
			: {
					label: p.source,
					value: [texts.labels.source[source], ...(asOf === null ? [] : [texts.day(asOf)])].join(", "),
				},
		{ label: t.lookupMailed, value: bucket === null ? t.lookupYes : texts.labels.bucket[bucket] },
		why === "" ? null : { label: p.why, value: why },
		doubts.length === 0 ? null : { label: p.doubts, value: doubts.map((doubt) => p.doubtLines[doubt]).join("; ") },
	];
	return {
		tone: bucket === null && doubts.length === 0 ? "good" : "warn",
		title: t.lookupTitle(target),
		fields: fields.filter((field) => field !== null),
		lines: considered.map((one) => lineOf(one, texts)),
		...(path.length > 0 ? { note: `${t.groupPath}: ${path.join(" → ")}` } : {}),
	};
}
