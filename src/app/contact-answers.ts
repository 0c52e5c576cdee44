import type { Contact } from "../core/contact/contact.ts";
import { type Instant, plusMs } from "../core/instant.ts";
import { renderRange } from "../core/report/range.ts";
import type { AddressRange } from "../core/report/target.ts";
import type { Clock } from "../ports/clock.ts";
import type { ContactCache, StoredAnswer } from "../ports/contact-cache.ts";
import { type ContactSource, type SourceAnswer, SourceFault } from "../ports/contact-source.ts";
import { blockOf, groupByRange, liesIn } from "./address-blocks.ts";
import { type Asker, askedTogether } from "./asked-together.ts";
import { blockSurveys } from "./block-surveys.ts";
import { contactTurns } from "./contact-turns.ts";

/** What the live sources came to: a contact, that nobody knows the range, or why it could not be found out. */
export type LiveAnswer =
	| { readonly kind: "contact"; readonly contact: Contact }
	| { readonly kind: "not-registered" }
	| {
			readonly kind: "failed";
			readonly reason: SourceFault["kind"] | "offline";
			/** From when it can be tried again; null when that is not known. */
			readonly until: Instant | null;
	  };

export interface LiveOptions {
	/** In the order in which they are asked. */
	readonly sources: readonly ContactSource[];
	readonly cache: ContactCache;
	readonly clock: Clock;
	/** False: nothing leaves this machine; only what is stored answers. */
	readonly live: boolean;
}

/** Live answers, each asked for once and stored for all that it holds for. Ranges that are asked for at once are looked at together. */
export interface LiveAnswers {
	forRange(range: AddressRange, signal: AbortSignal): Promise<LiveAnswer>;
	forAsn(asn: number, signal: AbortSignal): Promise<LiveAnswer>;
}

const dayMs = 24 * 60 * 60 * 1000;
const maxAgeMs = 7 * dayMs;
/** Somebody without a contact may get one. */
const maxAgeWithoutContactMs = dayMs;

const offlineAnswer: LiveAnswer = { kind: "failed", reason: "offline", until: null };
const toLive = (contact: Contact | null): LiveAnswer =>
	contact === null ? { kind: "not-registered" } : { kind: "contact", contact };

/** Stored answers that still count, for each range. */
async function stored(ranges: readonly AddressRange[], { cache, clock }: LiveOptions): Promise<(LiveAnswer | null)[]> {
	const now = clock();
	const sinceWithout = plusMs(now, -maxAgeWithoutContactMs);
	const counts = ({ contact, asOf }: StoredAnswer) =>
		(contact !== null && contact.mailboxes.length > 0) || asOf > sinceWithout;
	const answers = await cache.find(ranges, plusMs(now, -maxAgeMs));
	return answers.map((answer) => (answer !== null && counts(answer) ? toLive(answer.contact) : null));
}

/**
 * Asks one source after the other until one knows a mailbox. A source that knows the range and no mailbox is remembered; a
 * source that fails is passed over. A failure counts when no source that was asked before it knew the range: the one that failed may
 * have had the mailbox. `known` is what the sources before said: a contact without a mailbox, or null.
 */
async function askInTurn(
	sources: readonly ContactSource[],
	ask: (source: ContactSource) => Promise<SourceAnswer>,
	known: Contact | null = null,
): Promise<LiveAnswer> {
	let withoutMailbox = known;
	let fault: SourceFault | null = null;
	for (const source of sources) {
		try {
			const answer = await ask(source);
			if (answer.kind === "not-covered") continue;
			if (answer.contact.mailboxes.length > 0) return answer;
			if (fault === null) withoutMailbox ??= answer.contact;
		} catch (error) {
			if (!(error instanceof SourceFault)) throw error;
			fault ??= error;
		}
	}
	if (withoutMailbox !== null) return { kind: "contact", contact: withoutMailbox };
	return fault === null ? { kind: "not-registered" } : { kind: "failed", reason: fault.kind, until: fault.until };
}

export function contactAnswers(options: LiveOptions): LiveAnswers {
	const { sources, cache, clock, live } = options;
	const offline = !live || sources.length === 0;
	const inTurn = contactTurns();
	const surveys = blockSurveys(options);

	/** An answer that holds for all of its range is kept for all of it. */
	const keep = async (range: AddressRange, answer: LiveAnswer): Promise<void> => {
		if (answer.kind === "failed") return;
		const contact = answer.kind === "contact" ? answer.contact : null;
		const leaf = contact?.leaf === true ? contact.range : null;
		if (leaf !== null || range.first === range.last) surveys.learn(leaf ?? range, answer);
		await cache.save([{ area: leaf ?? range, whole: leaf !== null, contact, asOf: contact?.asOf ?? clock() }]);
	};
	const askFor = async (range: AddressRange, signal: AbortSignal): Promise<LiveAnswer> => {
		signal.throwIfAborted();
		const part = surveys.part(range);
		if (part === null) {
			const answer = await askInTurn(sources, (source) => source.find(range, signal));
			await keep(range, answer);
			return answer;
		}
		// The first sources know no mailbox here; the others may.
		const { contact, asked } = part.value;
		const answer = await askInTurn(sources.slice(asked), (source) => source.find(range, signal), contact);
		if (answer.kind !== "contact" || answer.contact !== contact) {
			await keep(range, answer);
			return answer;
		}
		// Nobody knows more of this network: nobody is asked for its other addresses.
		part.value.final = answer;
		await cache.save([{ area: part.part, whole: true, contact, asOf: contact.asOf }]);
		return answer;
	};

	/** Settles those whose answer is known by now; gives the others. */
	const settleKnown = (askers: readonly Asker<LiveAnswer>[]) =>
		askers.filter(({ range, settle }) => {
			const answer = surveys.part(range)?.value.final ?? null;
			if (answer !== null) settle(answer);
			return answer === null;
		});
	const answerBlock = async (
		block: AddressRange,
		askers: readonly Asker<LiveAnswer>[],
		signal: AbortSignal,
	): Promise<void> => {
		const open = settleKnown(askers);
		const ranges = groupByRange(open).map(([asker]) => asker.range);
		await surveys.survey(block, ranges.filter(liesIn(block)), signal);
		// One after the other: the answer to one can be that to others.
		for (const same of groupByRange(settleKnown(open))) {
			const [{ range }] = same;
			const answer = surveys.part(range)?.value.final ?? (await askFor(range, signal));
			for (const { settle } of same) settle(answer);
		}
	};
	const answerAll = async (all: readonly Asker<LiveAnswer>[], signal: AbortSignal): Promise<void> => {
		const askers = settleKnown(all);
		const kept = await stored(
			askers.map(({ range }) => range),
			options,
		);
		const open = askers.filter(({ settle }, index) => {
			const answer = kept[index] ?? (offline ? offlineAnswer : null);
			if (answer !== null) settle(answer);
			return answer === null;
		});
		await Promise.all(
			groupByRange(open.map((asker) => ({ range: blockOf(asker.range), asker }))).map((group) => {
				const [{ range: block }] = group;
				const inBlock = group.map(({ asker }) => asker);
				return inTurn(renderRange(block), () => answerBlock(block, inBlock, signal));
			}),
		);
	};
	return {
		forRange: askedTogether(answerAll),
		forAsn: async (asn, signal) => {
			if (offline) return offlineAnswer;
			return askInTurn(sources, (source) => source.findAsn(asn, signal));
		},
	};
}
