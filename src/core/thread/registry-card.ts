import type { Texts } from "../../text/texts.ts";
import type { Instant } from "../instant.ts";
import type {
	IndexFacts,
	RegistryStatus,
	UpdateProgress,
	UpdateResult,
	UpdateTrouble,
} from "../registry/registry-status.ts";
import type { Card, Field, Tone } from "./card.ts";

const dayMs = 86_400_000;

export interface RegistryView {
	readonly status: RegistryStatus;
	/** When the schedule updates it next; null = there is no schedule. */
	readonly nextDue: Instant | null;
	readonly now: Instant;
}

/** How the registry's index stands: how old it is, what is in it, how the last update went, and how far one is that is under way. */
export function renderRegistry({ status, nextDue, now }: RegistryView, texts: Texts): Card {
	const t = texts.registry;
	const { kind, index, lastAttempt, running } = status;
	const failed = lastAttempt?.result.kind === "failed" ? lastAttempt.result.trouble : null;
	const tone: Tone = running !== null ? "busy" : kind === "index" && failed === null ? "good" : "warn";
	const progress = running?.progress ?? null;
	const last =
		lastAttempt === null ? t.lastNever : t.lastValue(texts.when(lastAttempt.endedAt), t.how[lastAttempt.result.kind]);
	return {
		tone,
		title: t.title,
		body: [
			...(kind === "index" ? [] : [t[kind]]),
			...(running === null ? [] : [t.underWay]),
			...(failed === null || running !== null ? [] : [troubleSentence(failed, { hasIndex: kind === "index" }, texts)]),
		],
		fields: [
			...(index === null ? [] : indexFields(index, now, texts)),
			{ label: t.last, value: last },
			{ label: t.next, value: nextDue === null ? t.byHand : texts.when(nextDue) },
		],
		...(progress === null
			? {}
			: { progress: { done: progress.done, total: progress.total, label: progressLabel(progress, texts) } }),
	};
}

function indexFields(
	{ asOf, builtAt, objects, ranges, bytes, country }: IndexFacts,
	now: Instant,
	texts: Texts,
): Field[] {
	const t = texts.registry;
	return [
		{ label: t.dataFrom, value: t.dataFromValue(texts.day(asOf), texts.number(daysOld(asOf, now))) },
		{ label: t.objects, value: texts.number(objects) },
		{ label: t.ranges, value: texts.number(ranges) },
		{ label: t.size, value: sizeText(bytes, texts) },
		{ label: t.country, value: country ?? t.allCountries },
		{ label: t.built, value: texts.when(builtAt) },
	];
}

/** Whole days from `asOf` to `now`; 0 when it lies ahead. */
export function daysOld(asOf: Instant, now: Instant): number {
	return Math.max(0, Math.floor((Date.parse(now) - Date.parse(asOf)) / dayMs));
}

export interface UpdateEnded {
	readonly result: UpdateResult;
	/** An index is in use, whatever the update came to. */
	readonly hasIndex: boolean;
	/** The name of the machine that it ran on. */
	readonly machine: string;
}

/** How an update ended, for the status channel. */
export function renderUpdateEnded({ result, hasIndex, machine }: UpdateEnded, texts: Texts): Card {
	const t = texts.registry;
	const failed = result.kind === "failed";
	return {
		tone: failed ? "warn" : result.kind === "updated" ? "good" : "neutral",
		title: failed ? t.notUpdated : t.title,
		body: [resultSentence(result, { hasIndex }, texts)],
		note: t.machine(machine),
	};
}

/** What an update came to, in a sentence or two. */
export function resultSentence(result: UpdateResult, { hasIndex }: { hasIndex: boolean }, texts: Texts): string {
	const t = texts.registry;
	if (result.kind === "failed") return troubleSentence(result.trouble, { hasIndex }, texts);
	const { asOf, objects, ranges } = result.index;
	const day = texts.day(asOf);
	return result.kind === "updated" ? t.updated(day, texts.number(objects), texts.number(ranges)) : t.nothingNew(day);
}

/** Why nothing came of an update and what to do, and what is in use now. */
function troubleSentence({ code, file, detail }: UpdateTrouble, { hasIndex }: { hasIndex: boolean }, texts: Texts) {
	const t = texts.registry;
	const words: string | ((...values: string[]) => string) = t.failed[code];
	const why = typeof words === "string" ? words : words(...[file, detail].filter((value) => value !== ""));
	return `${why} ${hasIndex ? t.kept : t.stillNone}`;
}

/** `Fetching ripe.db.inetnum.gz, 120 MB of 300 MB · in all 150 MB of 520 MB · 12 MB/s · about 31 s left`; what is not known is left out. */
export function progressLabel(progress: UpdateProgress, texts: Texts): string {
	const { phase, file, fileDone, fileTotal, done, total, rate, secondsLeft } = progress;
	const t = texts.registry;
	const amount = (some: number, all: number) => t.amount(sizeText(some, texts), sizeText(all, texts));
	const inAll = amount(done, total);
	const parts = [
		`${t.phase[phase]} ${file}`.trim() + (fileTotal === 0 ? "" : `, ${amount(fileDone, fileTotal)}`),
		total === 0 ? "" : file === "" ? inAll : t.inAll(inAll),
		rate === 0 ? "" : t.perSecond(sizeText(rate, texts)),
		secondsLeft === null ? "" : t.left(timeText(secondsLeft)),
	];
	return parts.filter((part) => part !== "").join(" · ");
}

/** `850 kB`, `12 MB`. */
export function sizeText(bytes: number, texts: Pick<Texts, "number">): string {
	if (bytes < 1_000_000) return `${texts.number(Math.ceil(bytes / 1_000))} kB`;
	return `${texts.number(Math.round(bytes / 1_000_000))} MB`;
}

/** `45 s`, `3 min`, `1 h 5 min`. */
export function timeText(seconds: number): string {
	if (seconds < 100) return `${seconds} s`;
	const minutes = Math.round(seconds / 60);
	if (minutes < 60) return `${minutes} min`;
	return `${Math.floor(minutes / 60)} h ${minutes % 60} min`;
}
