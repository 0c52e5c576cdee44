import type { Contact } from "../../core/contact/contact.ts";
import { containsRange } from "../../core/report/range.ts";
import type { AddressRange } from "../../core/report/target.ts";
import { type ContactSource, type SourceAnswer, SourceFault } from "../../ports/contact-source.ts";
import { type AskRipe, askRipe, type RipeSourceOptions, renderForQuery } from "./ask-ripe.ts";
import { type ChainFacts, contactOfChain } from "./contact-of-chain.ts";
import { type Networks, type Registered, type Routes, readNetworks } from "./read-networks.ts";
import type { Abuse } from "./ripe-shapes.ts";
import { surveyBlock } from "./survey-block.ts";

export type { RipeSourceOptions } from "./ask-ripe.ts";

interface Parts {
	readonly ask: AskRipe;
	readonly options: RipeSourceOptions;
	readonly signal: AbortSignal;
}

const width = (range: AddressRange) => range.last - range.first;

function narrowestFirst<T extends { readonly range: AddressRange }>(range: AddressRange, items: readonly T[]): T[] {
	return items
		.filter((item) => containsRange(item.range, range))
		.sort((a, b) => (width(a.range) < width(b.range) ? -1 : 1));
}

/** Who is responsible for the network. Where no object of an answer names anybody, that must be certain: it may be another form. */
async function abuseOf(range: AddressRange, network: Registered, { namesAnybody }: Networks, { ask, signal }: Parts) {
	if (network.abuse !== null || namesAnybody) return { known: true, abuse: network.abuse };
	const abuse = await ask.abuseContact(renderForQuery(range), signal);
	return { known: abuse !== null, abuse };
}

/** Whether nothing more specific is registered inside; asked for wide questions only, and when it cannot be found out, it is not a leaf. */
async function isLeaf(range: AddressRange, network: Registered, { ask, signal }: Parts): Promise<boolean> {
	if (network.range.first === network.range.last) return true;
	if (range.first === range.last) return false;
	try {
		return !(await ask.holdsOthers(network.range, signal));
	} catch (error) {
		if (error instanceof SourceFault) return false;
		throw error;
	}
}

interface Found {
	readonly range: AddressRange;
	readonly leaf: boolean;
	readonly asn: number | null;
}

function toContact(facts: ChainFacts, { range, leaf, asn }: Found, { clock }: RipeSourceOptions): Contact {
	return { ...facts, range, leaf, asn, delegatedCountry: null, source: "ripe", asOf: clock() };
}

async function findRange(range: AddressRange, parts: Parts): Promise<SourceAnswer> {
	const answer = readNetworks(await parts.ask.holding(range, parts.signal));
	const chain = narrowestFirst(range, answer.networks);
	const [network] = chain;
	if (network === undefined) return { kind: "not-covered" };
	const { known, abuse } = await abuseOf(range, network, answer, parts);
	const facts = known
		? contactOfChain({ resources: chain, organisations: answer.organisations, complete: true }, abuse)
		: null;
	if (facts === null) return { kind: "not-covered" };
	const [route]: Routes[] = narrowestFirst(range, answer.routes);
	const leaf = await isLeaf(range, network, parts);
	const contact = toContact(facts, { range: network.range, leaf, asn: route?.origin ?? null }, parts.options);
	return { kind: "contact", contact };
}

async function findAsn(asn: number, { ask, options, signal }: Parts): Promise<SourceAnswer> {
	const answered = await ask.autNum(asn, signal);
	const autNum = answered.find(({ object }) => object.type === "aut-num");
	if (autNum === undefined) return { kind: "not-covered" };
	const { organisations, namesAnybody } = readNetworks(answered);
	let abuse: Abuse | null = autNum.abuse;
	if (abuse === null && !namesAnybody) {
		abuse = await ask.abuseContact(`AS${asn}`, signal);
		if (abuse === null) return { kind: "not-covered" };
	}
	const facts = contactOfChain({ resources: [autNum], organisations, complete: true }, abuse) as ChainFacts;
	const nowhere = { range: { version: 4, first: 0n, last: 0n }, leaf: false, asn } as const;
	return { kind: "contact", contact: toContact(facts, nowhere, options) };
}

/**
 * The RIPE database over its REST service. One question gives the networks that hold a range, each with its abuse contact,
 * their organisations (for the legal country) and the routes; another one what lies inside a block. People are left out of the
 * answers, so that nothing counts against the limit on personal data.
 */
export function ripeSource(options: RipeSourceOptions): ContactSource {
	const ask = askRipe(options);
	return {
		name: "ripe",
		find: (range, signal) => findRange(range, { ask, options, signal }),
		findAsn: (asn, signal) => findAsn(asn, { ask, options, signal }),
		survey: (block, wanted, signal) =>
			surveyBlock(
				{
					...{ block, wanted, ask },
					finish: ({ range }, facts, { leaf, asn }) => toContact(facts, { range, leaf, asn }, options),
				},
				signal,
			),
	};
}
