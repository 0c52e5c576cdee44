import type { Language } from "../core/language.ts";
import { actions as actionsEn } from "./en/actions.ts";
import { directory as directoryEn } from "./en/directory.ts";
import { inbound as inboundEn } from "./en/inbound.ts";
import { labels as labelsEn } from "./en/labels.ts";
import { mailing as mailingEn } from "./en/mailing.ts";
import { panels as panelsEn } from "./en/panels.ts";
import { refusals as refusalsEn } from "./en/refusals.ts";
import { registry as registryEn } from "./en/registry.ts";
import { replies as repliesEn } from "./en/replies.ts";
import { steps as stepsEn } from "./en/steps.ts";
import { actions as actionsNl } from "./nl/actions.ts";
import { directory as directoryNl } from "./nl/directory.ts";
import { inbound as inboundNl } from "./nl/inbound.ts";
import { labels as labelsNl } from "./nl/labels.ts";
import { mailing as mailingNl } from "./nl/mailing.ts";
import { panels as panelsNl } from "./nl/panels.ts";
import { refusals as refusalsNl } from "./nl/refusals.ts";
import { registry as registryNl } from "./nl/registry.ts";
import { replies as repliesNl } from "./nl/replies.ts";
import { steps as stepsNl } from "./nl/steps.ts";

/** The same keys and parameters as the English texts, with any wording. */
type Wording<T> = T extends string
	? string
	: T extends (...values: infer V) => unknown
		? (...values: V) => string
		: { readonly [K in keyof T]: Wording<T[K]> };

export type Labels = Wording<typeof labelsEn>;
export type RefusalTexts = Wording<typeof refusalsEn>;
export type StepTexts = Wording<typeof stepsEn>;
export type PanelTexts = Wording<typeof panelsEn>;
export type ActionTexts = Wording<typeof actionsEn>;
export type ReplyTexts = Wording<typeof repliesEn>;
export type DirectoryTexts = Wording<typeof directoryEn>;
export type MailingTexts = Wording<typeof mailingEn>;
export type InboundTexts = Wording<typeof inboundEn>;
export type RegistryTexts = Wording<typeof registryEn>;

/** Every sentence that a person reads in chat, in one language, with numbers and times written as that language does. */
export interface Texts {
	readonly language: Language;
	readonly labels: Labels;
	readonly refusals: RefusalTexts;
	readonly steps: StepTexts;
	readonly panels: PanelTexts;
	readonly actions: ActionTexts;
	readonly replies: ReplyTexts;
	readonly mailing: MailingTexts;
	readonly inbound: InboundTexts;
	readonly registry: RegistryTexts;
	readonly directory: DirectoryTexts;
	/** `12.345` or `12,345`. */
	number(value: number): string;
	/** Day and time in the hotline's time zone, e.g. `za 21 nov. 2026 10:30`. */
	when(instant: string): string;
	/** The day alone. */
	day(instant: string): string;
	/** The time alone, e.g. `10:30`. */
	time(instant: string): string;
}

const locale = { nl: "nl-NL", en: "en-GB" } as const;

export interface TextOptions {
	/** What people type before a command's name; the texts name commands as `/case show`. Default `/`. */
	readonly commandSign?: string;
}

/** The texts of one language; `timeZone` is an IANA name. Throws a RangeError for a time zone that is not known. */
export function createTexts(language: Language, timeZone: string, { commandSign = "/" }: TextOptions = {}): Texts {
	const dayParts = { timeZone, weekday: "short", day: "numeric", month: "short", year: "numeric" } as const;
	const day = new Intl.DateTimeFormat(locale[language], dayParts);
	const time = new Intl.DateTimeFormat(locale[language], { timeZone, hour: "2-digit", minute: "2-digit" });
	const number = new Intl.NumberFormat(locale[language]);
	const words =
		language === "nl"
			? {
					...{ labels: labelsNl, refusals: refusalsNl, steps: stepsNl, mailing: mailingNl, inbound: inboundNl },
					...{ panels: panelsNl, actions: actionsNl, replies: repliesNl, registry: registryNl, directory: directoryNl },
				}
			: {
					...{ labels: labelsEn, refusals: refusalsEn, steps: stepsEn, mailing: mailingEn, inbound: inboundEn },
					...{ panels: panelsEn, actions: actionsEn, replies: repliesEn, registry: registryEn, directory: directoryEn },
				};
	return {
		language,
		...(commandSign === "/" ? words : withCommandSign(words, commandSign)),
		number: (value) => number.format(value),
		when: (instant) => `${day.format(new Date(instant))} ${time.format(new Date(instant))}`,
		day: (instant) => day.format(new Date(instant)),
		time: (instant) => time.format(new Date(instant)),
	};
}

const commandNamed = /(?<![\w/.:])\/(?=[a-z]+\b)/g;

/** Commands are named in plain sentences only, never in one that is filled in: what people typed stays as they typed it. */
function withCommandSign<T>(words: T, sign: string): T {
	if (typeof words === "string") return words.replace(commandNamed, sign) as T;
	if (Array.isArray(words)) return words.map((each: unknown) => withCommandSign(each, sign)) as T;
	if (typeof words !== "object" || words === null) return words;
	return Object.fromEntries(
		Object.entries(words).map(([key, each]) => [key, withCommandSign<unknown>(each, sign)]),
	) as T;
}
