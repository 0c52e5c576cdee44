import type { Contact } from "../core/contact/contact.ts";
import { plusMs } from "../core/instant.ts";
import { addressBits } from "../core/report/range.ts";
import type { AddressRange } from "../core/report/target.ts";
import type { Clock } from "../ports/clock.ts";
import type { ContactCache } from "../ports/contact-cache.ts";
import { type ContactSource, type SourceAnswer, SourceFault } from "../ports/contact-source.ts";
import { contactTurns } from "./contact-turns.ts";

/** What the live sources came to: a contact, that nobody knows the range, or why it could not be found out. */
export type LiveAnswer =
	| { readonly kind: "contact"; readonly contact: Contact }
	| { readonly kind: "not-registered" }
	| { readonly kind: "failed"; readonly reason: SourceFault["kind"] | "offline" };

export interface LiveOptions {
	/** In the order in which they are asked. */
	readonly sources: readonly ContactSource[];
	readonly cache: ContactCache;
	readonly clock: Clock;
	/** False: nothing leaves this machine; only what is stored answers. */
	readonly live: boolean;
}

const dayMs = 24 * 60 * 60 * 1000;
const maxAgeMs = 7 * dayMs;
/** Somebody without a contact may get one. */
const maxAgeWithoutContactMs = dayMs;

/** Addresses that may share an answer wait for each other: those of one /16 (IPv4) or /32 (IPv6). */
function turnKey(range: AddressRange): string {
	const shift = BigInt(addressBits(range.version) - (range.version === 4 ? 16 : 32));
	return `${range.version}/${range.first >> shift}`;
}

/** A stored answer that holds for all of `range`: of a range with nothing inside it, or given to the same question. */
async function stored(range: AddressRange, { cache, clock }: LiveOptions): Promise<Contact | null> {
	const now = clock();
	const since = plusMs(now, -maxAgeMs);
	const leaf = (await cache.covering(range, since)).find((contact) => contact.leaf);
	const contact = leaf ?? (await cache.answered(range, since));
	if (contact === null) return null;
	const tooOld = contact.mailboxes.length === 0 && contact.asOf < plusMs(now, -maxAgeWithoutContactMs);
	return tooOld ? null : contact;
}

/**
 * Asks one source after the other until one knows a mailbox. A source that knows the range and no mailbox is remembered; a
 * source that fails is passed over. A failure counts when no source that was asked before it knew the range: the one that failed may
 * have had the mailbox.
 */
async function askInTurn(
	sources: readonly ContactSource[],
	ask: (source: ContactSource) => Promise<SourceAnswer>,
): Promise<LiveAnswer> {
	let withoutMailbox: Contact | null = null;
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
	return fault === null ? { kind: "not-registered" } : { kind: "failed", reason: fault.kind };
}

/** Live answers, each asked for once and stored for the range it is for. */
export interface LiveAnswers {
	forRange(range: AddressRange, signal: AbortSignal): Promise<LiveAnswer>;
	forAsn(asn: number, signal: AbortSignal): Promise<LiveAnswer>;
}

export function contactAnswers(options: LiveOptions): LiveAnswers {
	const { sources, cache, live } = options;
	const inTurn = contactTurns();
	const offline = !live || sources.length === 0;
	const fetchRange = async (range: AddressRange, signal: AbortSignal): Promise<LiveAnswer> => {
		const known = await stored(range, options);
		if (known !== null) return { kind: "contact", contact: known };
		signal.throwIfAborted();
		const answer = await askInTurn(sources, (source) => source.find(range, signal));
		if (answer.kind === "contact") await cache.save(range, answer.contact);
		return answer;
	};
	return {
		forRange: async (range, signal) => {
			const known = await stored(range, options);
			if (known !== null) return { kind: "contact", contact: known };
			if (offline) return { kind: "failed", reason: "offline" };
			return inTurn(turnKey(range), () => fetchRange(range, signal));
		},
		forAsn: async (asn, signal) => {
			if (offline) return { kind: "failed", reason: "offline" };
			return askInTurn(sources, (source) => source.findAsn(asn, signal));
		},
	};
}
