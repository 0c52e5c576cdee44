import type { Contact } from "../core/contact/contact.ts";
import { renderRange } from "../core/report/range.ts";
import type { AddressRange } from "../core/report/target.ts";
import { type KnownPart, SourceFault } from "../ports/contact-source.ts";
import { halvesOf, liesIn, smallestBlock } from "./address-blocks.ts";
import type { LiveAnswer, LiveOptions } from "./contact-answers.ts";
import { knownParts, type Part } from "./known-parts.ts";

/** What is known of a part of the address space. */
export interface PartAnswer {
	/** What all sources came to; null while some were not asked. */
	final: LiveAnswer | null;
	/** What the sources that were asked said: a contact without a mailbox, or null when it is not their business. */
	readonly contact: Contact | null;
	/** How many of the sources were asked. */
	readonly asked: number;
}

/** What this run learned of blocks. */
export interface BlockSurveys {
	/** Asks for a whole block, where that takes fewer questions than one for each of `ranges`, all of which lie in it. */
	survey(block: AddressRange, ranges: readonly AddressRange[], signal: AbortSignal): Promise<void>;
	/** What is known of all of `range`; null when nothing is. */
	part(range: AddressRange): Part<PartAnswer> | null;
	/** An answer that holds for all of `part`. */
	learn(part: AddressRange, answer: LiveAnswer): void;
}

/** A survey takes one to three questions; ranges of a block that were asked for one by one count as well. */
const several = 3;

/**
 * Surveys of blocks by the first source that can tell. What they say of a mailbox is stored for every part of the block, also for those
 * that nobody asked for: they name no affected address.
 */
export function blockSurveys({ sources, cache }: LiveOptions): BlockSurveys {
	const known = knownParts<PartAnswer>();
	const at = sources.findIndex((source) => source.survey !== undefined);
	const surveyor = sources[at];
	/** Blocks that hold more than one answer may, or whose answer could not be read. */
	const crowded = new Set<string>();
	const unreadable = new Set<string>();
	const seen = new Map<string, number>();

	const remember = async (parts: readonly KnownPart[]): Promise<void> => {
		known.add(
			parts.map(({ part, contact }) => {
				const hasMailbox = contact !== null && contact.mailboxes.length > 0;
				return { part, value: { final: hasMailbox ? { kind: "contact", contact } : null, contact, asked: at + 1 } };
			}),
		);
		await cache.save(
			parts.flatMap(({ part, contact }) =>
				contact === null || contact.mailboxes.length === 0
					? []
					: [{ area: part, whole: true, contact, asOf: contact.asOf }],
			),
		);
	};
	const ask = async (block: AddressRange, ranges: readonly AddressRange[], signal: AbortSignal): Promise<void> => {
		const key = renderRange(block);
		if (surveyor?.survey === undefined || unreadable.has(key)) return;
		const survey = crowded.has(key) ? "too-much" : await surveyor.survey(block, ranges, signal);
		if (survey !== "too-much") return remember(survey);
		crowded.add(key);
		for (const half of halvesOf(block)) {
			const inside = ranges.filter(liesIn(half));
			if (inside.length >= several) await ask(smallestBlock(inside), inside, signal);
		}
	};
	return {
		async survey(block, ranges, signal) {
			const key = renderRange(block);
			const open = ranges.filter((range) => known.find(range) === null);
			const total = (seen.get(key) ?? 0) + open.length;
			seen.set(key, total);
			if (open.length === 0 || total < several) return;
			try {
				await ask(block, open, signal);
			} catch (error) {
				// Then each range is asked for itself, and fails or not for itself.
				if (!(error instanceof SourceFault)) throw error;
				if (error.kind === "changed-shape") unreadable.add(key);
			}
		},
		part: (range) => known.find(range),
		learn: (part, answer) => {
			const contact = answer.kind === "contact" ? answer.contact : null;
			known.add([{ part, value: { final: answer, contact, asked: sources.length } }]);
		},
	};
}
