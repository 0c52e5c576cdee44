import type { Contact } from "../../core/contact/contact.ts";
import { addressBits, containsRange, renderAddress } from "../../core/report/range.ts";
import type { AddressRange } from "../../core/report/target.ts";
import type { Clock } from "../../ports/clock.ts";
import { type ContactSource, type SourceAnswer, SourceFault } from "../../ports/contact-source.ts";
import type { LookupBudgets } from "../../ports/lookup-budget.ts";
import { enclosingBlock } from "../enclosing-block.ts";
import { type Pace, type SourceClient, sourceClient } from "../source-client.ts";
import { askWhois } from "./ask-whois.ts";
import {
	checkErrorLine,
	countPersonal,
	readAnswer,
	readOrganisation,
	readReferral,
	type WhoisRecord,
} from "./read-answer.ts";
import { questionFor, type RegistryName, type WhoisServers } from "./registries.ts";

export interface WhoisSourceOptions {
	readonly clock: Clock;
	readonly budgets: LookupBudgets;
	/** `publicServers` unless a test says otherwise. */
	readonly servers: WhoisServers;
	readonly deadlineMs: number;
	readonly memoryMb: number;
	readonly maxBytes: number;
	/** For each server. */
	readonly pace: Pace;
	readonly paceByRegistry: Readonly<Partial<Record<RegistryName | "iana", Pace>>>;
	readonly retries: number;
	readonly retryDelayMs: number;
	/** How long a server that says "too often" is left alone; WHOIS has no way to say it itself. */
	readonly pauseMs: number;
}

const source = "WHOIS";
const organisationHandle = /^ORG-[A-Z0-9-]{1,40}$/i;

type Ask = (to: RegistryName | "iana", question: string, signal: AbortSignal) => Promise<string>;

function openAsk(options: WhoisSourceOptions): Ask {
	const clients = new Map<string, SourceClient>();
	const clientFor = (to: RegistryName | "iana"): SourceClient => {
		const known = clients.get(to);
		if (known !== undefined) return known;
		const client = sourceClient({ ...options, source, pace: options.paceByRegistry[to] ?? options.pace });
		clients.set(to, client);
		return client;
	};
	return (to, query, signal) => {
		const client = clientFor(to);
		return client.run(async () => {
			const text = await askWhois({ ...options, ...options.servers[to], query }, signal);
			try {
				checkErrorLine(text);
			} catch (error) {
				if (!(error instanceof SourceFault) || !(error.kind === "rate-limited" || error.kind === "refused"))
					throw error;
				const until = client.pauseFor(options.pauseMs);
				throw new SourceFault(source, error.kind, error.message, { cause: error, until });
			}
			await client.countPersonal(countPersonal(text));
			return text;
		}, signal);
	};
}

/** IANA is asked for a whole block, so that it does not learn the address: /8 (IPv4), /23 (IPv6, its smallest). */
function blockOf(range: AddressRange): { readonly key: string; readonly first: string } {
	const shift = BigInt(addressBits(range.version) - (range.version === 4 ? 8 : 23));
	const first = renderAddress(range.version, (range.first >> shift) << shift);
	return { key: `${range.version}/${first}`, first };
}

function toContact(record: WhoisRecord, asn: number | null, options: WhoisSourceOptions): Contact {
	return {
		range: record.range ?? { version: 4, first: 0n, last: 0n },
		// WHOIS does not tell whether a smaller network lies inside.
		leaf: record.range !== null && record.range.first === record.range.last,
		operator: record.organisation ?? record.name,
		mailboxes: record.mailboxes,
		unreadable: record.unreadable,
		suspect: record.suspect,
		others: record.others,
		netname: record.netname,
		delegatedCountry: null,
		organisationCountry: record.organisationCountry,
		rangeCountry: record.rangeCountry,
		asn,
		source: "whois",
		path: record.path,
		asOf: options.clock(),
	};
}

/** ARIN and LACNIC answer for addresses; the others also for a block, with what holds all of it. */
function resourceFor(registry: RegistryName, range: AddressRange): string {
	const addressOnly = registry === "arin" || registry === "lacnic";
	return addressOnly ? renderAddress(range.version, range.first) : enclosingBlock(range);
}

interface Asked {
	readonly ask: Ask;
	readonly options: WhoisSourceOptions;
	readonly signal: AbortSignal;
}

/** The legal country stands on the organisation, which `-r` leaves out of the answer. */
async function withOrganisation(record: WhoisRecord, registry: RegistryName, asked: Asked): Promise<WhoisRecord> {
	const handle = record.organisationHandle;
	if (handle === null || !organisationHandle.test(handle)) return record;
	const text = await asked.ask(registry, `-r -T organisation ${handle}`, asked.signal);
	const found = readOrganisation(text);
	if (found === null) return record;
	return { ...record, organisation: found.name, organisationCountry: found.country };
}

async function askRegistry(first: RegistryName, resource: string, asked: Asked): Promise<WhoisRecord | null> {
	let registry = first;
	for (let hop = 0; hop < 2; hop++) {
		const answer = readAnswer(registry, await asked.ask(registry, questionFor(registry, resource), asked.signal));
		if (answer.kind === "nothing") return null;
		if (answer.kind === "record") return withOrganisation(answer.record, registry, asked);
		registry = answer.registry;
	}
	throw new SourceFault(source, "changed-shape", "WHOIS servers refer to one another in a circle");
}

/**
 * WHOIS (RFC 3912) at the five registries, asked through `whoiser` in a box of its own (`askWhois`). Which registry is
 * responsible comes from IANA, asked once per block; a referral leads nowhere but to one of the five.
 */
export function whoisSource(options: WhoisSourceOptions): ContactSource {
	const ask = openAsk(options);
	const referrals = new Map<string, Promise<RegistryName | null>>();
	const registryFor = (key: string, question: string, signal: AbortSignal): Promise<RegistryName | null> => {
		const known = referrals.get(key);
		if (known !== undefined) return known;
		const referral = ask("iana", question, signal).then(readReferral);
		referrals.set(key, referral);
		referral.catch(() => referrals.delete(key));
		return referral;
	};
	const find = async (range: AddressRange, signal: AbortSignal): Promise<SourceAnswer> => {
		const block = blockOf(range);
		const registry = await registryFor(block.key, block.first, signal);
		if (registry === null) return { kind: "not-covered" };
		const record = await askRegistry(registry, resourceFor(registry, range), { ask, options, signal });
		if (record === null) return { kind: "not-covered" };
		if (record.range === null || record.range.first > range.first || record.range.last < range.first) {
			throw new SourceFault(source, "changed-shape", "WHOIS answers for another network than was asked for");
		}
		// Asked for its first address, a range can be wider than the network there: nobody has all of it.
		if (!containsRange(record.range, range)) return { kind: "not-covered" };
		return { kind: "contact", contact: toContact(record, null, options) };
	};
	const findAsn = async (asn: number, signal: AbortSignal): Promise<SourceAnswer> => {
		const registry = await registryFor(`AS${asn}`, `AS${asn}`, signal);
		if (registry === null) return { kind: "not-covered" };
		const record = await askRegistry(registry, `AS${asn}`, { ask, options, signal });
		return record === null ? { kind: "not-covered" } : { kind: "contact", contact: toContact(record, asn, options) };
	};
	return { name: "whois", find, findAsn };
}
