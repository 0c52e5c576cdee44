import {
	type ContactRules,
	classify,
	type DirectoryRule,
	type Question,
	settleByRules,
} from "../core/contact/classify.ts";
import { combine } from "../core/contact/combine.ts";
import { type Resolution, unresolved } from "../core/contact/resolution.ts";
import { type Rule, ruleIndex } from "../core/contact/rule-index.ts";
import { plusMs } from "../core/instant.ts";
import { containsRange } from "../core/report/range.ts";
import { isSpecialUse } from "../core/report/special-use.ts";
import type { AddressRange, Target } from "../core/report/target.ts";
import type { LocalRegistry } from "../ports/contact-source.ts";
import { HostFault, type HostResolver } from "../ports/host-resolver.ts";
import { contactAnswers, type LiveAnswer, type LiveAnswers, type LiveOptions } from "./contact-answers.ts";

export interface ContactFinderOptions extends LiveOptions {
	/** Entries that are valid now. */
	readonly directory: readonly DirectoryRule[];
	/** Opt-outs that are valid now. */
	readonly optOuts: readonly Rule[];
	/** The local registry, or null when there is none. */
	readonly registry: LocalRegistry | null;
	readonly hosts: HostResolver;
	/** Mailboxes known not to work, in lower case. */
	readonly badMailboxes: ReadonlySet<string>;
	/** Answers older than this are shown as stale. */
	readonly maxAgeMs: number;
	/** The hotline's countries, ISO 3166 alpha-2. */
	readonly countries: readonly string[];
	/** Special-use ranges that count as ordinary ones. */
	readonly allowedSpecialUse: readonly AddressRange[];
}

/** Finds who to tell. What cannot be found is a resolution with a bucket, never an exception, but for an abort. */
export interface ContactFinder {
	resolve(target: Target, signal: AbortSignal): Promise<Resolution>;
	resolveAsn(asn: number, signal: AbortSignal): Promise<Resolution>;
}

interface Parts {
	readonly rules: ContactRules;
	readonly registry: LocalRegistry | null;
	readonly live: LiveAnswers;
	readonly options: ContactFinderOptions;
}

const maxHosts = 10_000;

const isWide = (range: AddressRange) => range.first !== range.last;
const aboutRange = (range: AddressRange): Question => ({ range, host: null, asn: null });

/** The part of `outer` that lies in `range`. */
function clipped(outer: AddressRange, range: AddressRange): AddressRange {
	if (containsRange(range, outer)) return outer;
	const first = outer.first < range.first ? range : outer;
	const last = outer.last > range.last ? range : outer;
	return { version: range.version, first: first.first, last: last.last };
}

/** A network that holds registered ranges with contacts of their own, judged part by part; null when it holds none. */
function judgeInside(range: AddressRange, { registry, rules }: Parts): Resolution | null {
	if (registry === null || !isWide(range)) return null;
	const { contacts, gaps } = registry.inside(range);
	const [first, ...others] = contacts.map((contact) =>
		classify(aboutRange(clipped(contact.range, range)), contact, rules),
	);
	if (first === undefined || (others.length === 0 && !gaps)) return null;
	const unregistered = gaps ? [unresolved("no-contact", "not-registered")] : [];
	return combine([first, ...others, ...unregistered], "several-networks-inside");
}

function judgeLive(question: Question, answer: LiveAnswer, rules: ContactRules): Resolution {
	if (answer.kind === "contact") {
		const { contact } = answer;
		const resolution = classify(question, contact, rules);
		const mayHoldOthers = question.range !== null && isWide(question.range) && !contact.leaf;
		if (resolution.bucket !== null || resolution.source === "directory" || !mayHoldOthers) return resolution;
		return { ...resolution, bucket: "several-operators", reason: "several-networks-inside" };
	}
	if (answer.kind === "failed") return unresolved("lookup-failed", answer.reason);
	return unresolved("no-contact", "not-registered");
}

async function resolveRange(range: AddressRange, parts: Parts, signal: AbortSignal): Promise<Resolution> {
	const question = aboutRange(range);
	const answer = await parts.registry?.find(range, signal);
	const local = answer?.kind === "contact" ? answer.contact : null;
	const settled = settleByRules(question, local, parts.rules) ?? judgeInside(range, parts);
	if (settled !== null) return settled;
	// What the registry knows is not asked for again, a range without a mailbox included: nobody is told of the address.
	if (local !== null) return classify(question, local, parts.rules);
	return judgeLive(question, await parts.live.forRange(range, signal), parts.rules);
}

async function resolveAsn(asn: number, parts: Parts, signal: AbortSignal): Promise<Resolution> {
	const question: Question = { range: null, host: null, asn };
	const settled = settleByRules(question, null, parts.rules);
	if (settled !== null) return settled;
	const answer = await parts.registry?.findAsn(asn, signal);
	const local = answer?.kind === "contact" ? answer.contact : null;
	if (local !== null) return classify(question, local, parts.rules);
	return judgeLive(question, await parts.live.forAsn(asn, signal), parts.rules);
}

async function resolveAddresses(host: string, parts: Parts, signal: AbortSignal): Promise<Resolution> {
	let addresses: AddressRange[];
	try {
		addresses = await parts.options.hosts.resolve(host, signal);
	} catch (error) {
		if (!(error instanceof HostFault)) throw error;
		return unresolved("lookup-failed", "host-lookup-failed");
	}
	const reachable = addresses.filter((address) => !isSpecialUse(address, parts.options.allowedSpecialUse));
	const [first, ...others] = await Promise.all(reachable.map((address) => resolveRange(address, parts, signal)));
	return first === undefined
		? unresolved("no-contact", "host-without-address")
		: combine([first, ...others], "several-addresses");
}

async function resolveHost(host: string, parts: Parts, signal: AbortSignal): Promise<Resolution> {
	const settled = settleByRules({ range: null, host, asn: null }, null, parts.rules);
	if (settled !== null) return settled;
	// Asking name servers for a host is a live question too.
	if (!parts.options.live) return unresolved("lookup-failed", "offline");
	return resolveAddresses(host, parts, signal);
}

/**
 * A finder over the whole chain: opt-outs, directory, local registry, stored answers, live sources in their order. For
 * one run: the rules are read once, and a host is resolved once (many URLs share one). Throws a `TypeError` when a rule
 * cannot be read. Reads nothing from the targets themselves.
 */
export function createContactFinder(options: ContactFinderOptions): ContactFinder {
	const parts: Parts = {
		rules: {
			directory: ruleIndex(options.directory),
			optOuts: ruleIndex(options.optOuts),
			badMailboxes: options.badMailboxes,
			countries: options.countries,
			freshSince: plusMs(options.clock(), -options.maxAgeMs),
		},
		registry: options.registry,
		live: contactAnswers(options),
		options,
	};
	const hosts = new Map<string, Promise<Resolution>>();
	const hostOnce = (host: string, signal: AbortSignal): Promise<Resolution> => {
		const known = hosts.get(host);
		if (known !== undefined) return known;
		if (hosts.size >= maxHosts) hosts.clear();
		const resolution = resolveHost(host, parts, signal);
		hosts.set(host, resolution);
		resolution.then(
			({ bucket }) => bucket === "lookup-failed" && hosts.delete(host),
			() => hosts.delete(host),
		);
		return resolution;
	};
	return {
		resolve: (target, signal) => {
			const range = target.kind === "host" ? null : target.range;
			if (range !== null) return resolveRange(range, parts, signal);
			return target.kind === "host" || target.kind === "url"
				? hostOnce(target.host, signal)
				: Promise.reject(new TypeError("a target without a range or a host"));
		},
		resolveAsn: (asn, signal) => resolveAsn(asn, parts, signal),
	};
}
