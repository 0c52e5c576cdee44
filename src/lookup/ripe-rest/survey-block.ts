import type { Contact } from "../../core/contact/contact.ts";
import { containsRange } from "../../core/report/range.ts";
import type { AddressRange } from "../../core/report/target.ts";
import { type KnownPart, SourceFault, type Survey } from "../../ports/contact-source.ts";
import { type AskRipe, source } from "./ask-ripe.ts";
import { contactOfChain } from "./contact-of-chain.ts";
import { flattenNested, type Segment } from "./flatten-nested.ts";
import { type Networks, type Registered, type Routes, readNetworks } from "./read-networks.ts";
import type { Answered } from "./ripe-shapes.ts";

/** What has been asked of a block: what lies in it, always; what lies across its two ends, or holds it, only when it matters. */
interface Asked {
	readonly inside: readonly Answered[];
	readonly atFirst: readonly Answered[] | null;
	readonly atLast: readonly Answered[] | null;
}

interface Piece {
	readonly part: AddressRange;
	readonly chain: readonly Registered[];
	/** `undefined`: not known. */
	readonly asn: number | null | undefined;
}

type Finish = (network: Registered, facts: NonNullable<ReturnType<typeof contactOfChain>>, rest: Rest) => Contact;
interface Rest {
	readonly leaf: boolean;
	readonly asn: number | null;
}

const same = (a: AddressRange, b: AddressRange) => a.first === b.first && a.last === b.last;
const liesInside = (block: AddressRange, range: AddressRange) => containsRange(block, range) && !same(block, range);

function flatten<T extends { readonly range: AddressRange }>(items: readonly T[], block: AddressRange): Segment<T>[] {
	const segments = flattenNested(items, block);
	if (segments === null) throw new SourceFault(source, "changed-shape", "RIPE names networks that cross each other");
	return segments;
}

/** Cuts the parts of networks where the AS changes that announces them. Both lists cover the block, in order. */
function withOrigins(
	networks: readonly Segment<Registered>[],
	routes: readonly Segment<Routes>[],
	originOf: (routes: readonly Routes[]) => number | null | undefined,
): Piece[] {
	const pieces: Piece[] = [];
	let next = 0;
	for (const { part, chain } of networks) {
		let first = part.first;
		while (first <= part.last) {
			const route = routes[next] as Segment<Routes>;
			let { last } = part;
			if (route.part.last < last) last = route.part.last;
			const asn = originOf(route.chain);
			const before = pieces.at(-1);
			if (before !== undefined && before.chain === chain && before.asn === asn) {
				pieces[pieces.length - 1] = { ...before, part: { ...before.part, last } };
			} else pieces.push({ part: { ...part, first, last }, chain, asn });
			if (route.part.last === last) next++;
			first = last + 1n;
		}
	}
	return pieces;
}

/**
 * The parts whose most specific network is certain. What lies in the block is in the answer, and networks lie inside one
 * another or apart: so where one of them holds an address, the most specific one of the answer is the most specific one
 * there is. Elsewhere a network may hold it that reaches over an end of the block, which the answer leaves out: that shows in
 * what holds the block's first address and its last one. Routes are blocks: what holds the first address is enough.
 */
function partsOf(block: AddressRange, asked: Asked, finish: Finish): KnownPart[] {
	const answered = [asked.inside, asked.atFirst ?? [], asked.atLast ?? []].flat();
	const { networks, routes, organisations, namesAnybody }: Networks = readNetworks(answered);
	const segments = flatten(networks, block);
	const parents = new Set(segments.flatMap(({ chain }) => chain.slice(1)));
	const bothEnds = asked.atFirst !== null && asked.atLast !== null;
	const isCertain = ({ range }: Registered) =>
		liesInside(block, range) || bothEnds || (asked.atFirst !== null && range.last === block.last);
	const originOf = ([route]: readonly Routes[]) =>
		asked.atFirst !== null || (route !== undefined && liesInside(block, route.range))
			? (route?.origin ?? null)
			: undefined;
	const contacts = new Map<string, Contact | null>();
	const contactOf = (network: Registered, resources: readonly Registered[], asn: number | null): Contact | null => {
		const key = `${network.object.key} ${asn}`;
		const known = contacts.get(key);
		if (known !== undefined) return known;
		const facts = contactOfChain({ resources, organisations, complete: bothEnds }, network.abuse);
		const leaf = containsRange(block, network.range) && !parents.has(network);
		const contact = facts === null ? null : finish(network, facts, { leaf, asn });
		contacts.set(key, contact);
		return contact;
	};
	const known: KnownPart[] = [];
	for (const { part, chain, asn } of withOrigins(segments, flatten(routes, block), originOf)) {
		const [network] = chain;
		if (network === undefined) {
			if (bothEnds) known.push({ part, contact: null });
			continue;
		}
		// That nobody is named for a network counts only in an answer that names somebody for another.
		if (asn === undefined || !isCertain(network) || (network.abuse === null && !namesAnybody)) continue;
		const contact = contactOf(network, chain, asn);
		if (contact !== null) known.push({ part, contact });
	}
	return known;
}

/** What is known of `block`, in one to three questions: no more of them than `wanted` needs. */
export async function surveyBlock({ block, wanted, ask, finish }: SurveyBlock, signal: AbortSignal): Promise<Survey> {
	const inside = await ask.inside(block, signal);
	if (inside === null) return "too-much";
	const isEnough = (parts: readonly KnownPart[]) =>
		wanted.every((range) => parts.some(({ part }) => containsRange(part, range)));
	const { version, first, last } = block;
	let asked: Asked = { inside, atFirst: null, atLast: null };
	let parts = partsOf(block, asked, finish);
	if (isEnough(parts)) return parts;
	asked = { ...asked, atFirst: await ask.holding({ version, first, last: first }, signal) };
	parts = partsOf(block, asked, finish);
	if (isEnough(parts)) return parts;
	return partsOf(block, { ...asked, atLast: await ask.holding({ version, first: last, last }, signal) }, finish);
}

export interface SurveyBlock {
	readonly block: AddressRange;
	readonly wanted: readonly AddressRange[];
	readonly ask: AskRipe;
	/** Makes the contact of a network. */
	readonly finish: Finish;
}
