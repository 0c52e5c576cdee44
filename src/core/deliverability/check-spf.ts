import { containsRange } from "../report/range.ts";
import type { AddressRange, AddressVersion } from "../report/target.ts";
import { expandMacros } from "./expand-macros.ts";
import type { Answer, MailDns } from "./mail-dns.ts";
import { blockOf, isSpf, parseSpf, type SpfDirective, type SpfMechanism, type SpfQualifier } from "./spf-record.ts";

/** What a receiver makes of it (RFC 7208 section 2.6); where it fails, `trouble` says why. */
export type SpfResult = "pass" | "fail" | "softfail" | "neutral" | "none" | "temperror" | "permerror";

/** Why a record cannot be used, at which domain, and at which of its terms where that is known. */
export interface SpfTrouble {
	readonly kind:
		| "no-answer"
		| "no-record"
		| "several-records"
		| "syntax"
		| "many-lookups"
		| "many-voids"
		| "many-servers";
	readonly domain: string;
	readonly term: string | null;
}

export interface SpfOutcome {
	readonly result: SpfResult;
	readonly trouble: SpfTrouble | null;
	/** Terms that ask DNS; more than 10 are an error to receivers (section 4.6.4). */
	readonly lookups: number;
	/** Questions to which there was nothing; more than 2 are an error to many receivers (section 4.6.4). */
	readonly voids: number;
}

export interface SpfQuestion {
	readonly domain: string;
	/** Where a mail comes from. Null = from nowhere: nothing matches but `all`, so that all of the record is read and counted. */
	readonly address: AddressRange | null;
	readonly sender: { readonly local: string; readonly domain: string };
	readonly helo: string;
}

/** Of RFC 7208 section 4.6.4. */
export const spfLimits = { lookups: 10, voids: 2, servers: 10 } as const;
/** For counting: a record that includes itself has no end. */
const maxCounted = 40;
const nowhere: AddressRange = { version: 4, first: 0n, last: 0n };

const results: Readonly<Record<SpfQualifier, SpfResult>> = {
	"+": "pass",
	"-": "fail",
	"~": "softfail",
	"?": "neutral",
};

interface Run extends SpfQuestion {
	readonly dns: MailDns;
	lookups: number;
	voids: number;
}
type Verdict = Pick<SpfOutcome, "result" | "trouble">;
type Matched = boolean | SpfTrouble;

/** Runs check_host() of RFC 7208 section 4 for one address, or counts what a whole record costs. */
export async function checkSpf(question: SpfQuestion, dns: MailDns): Promise<SpfOutcome> {
	const run: Run = { ...question, dns, lookups: 0, voids: 0 };
	const verdict = await checkDomain(question.domain, run);
	return { ...verdict, lookups: run.lookups, voids: run.voids };
}

async function checkDomain(domain: string, run: Run): Promise<Verdict> {
	const texts = await run.dns.txt(domain);
	if (texts === null) return failed({ kind: "no-answer", domain, term: null });
	const [text, ...others] = texts.filter(isSpf);
	if (text === undefined) return { result: "none", trouble: null };
	if (others.length > 0) return failed({ kind: "several-records", domain, term: null });
	const parsed = parseSpf(text);
	if (!parsed.ok) return failed({ kind: "syntax", domain, term: parsed.term });
	const { directives, redirect } = parsed.record;
	for (const directive of directives) {
		const matched = await matches(directive, domain, run);
		if (typeof matched !== "boolean") return failed(matched);
		if (matched) return { result: results[directive.qualifier], trouble: null };
	}
	if (redirect === null) return { result: "neutral", trouble: null };
	return follow(redirect, { domain, term: `redirect=${redirect}` }, run);
}

function failed(trouble: SpfTrouble): Verdict {
	return { result: trouble.kind === "no-answer" ? "temperror" : "permerror", trouble };
}

type Place = Omit<SpfTrouble, "kind">;

/** What another domain's record says. That it has none is an error (sections 5.2 and 6.1). */
async function follow(spec: string, place: Place, run: Run): Promise<Verdict> {
	if (isTooMany(run)) return failed({ kind: "many-lookups", ...place });
	const verdict = await checkDomain(expand(spec, place.domain, run), run);
	return verdict.result === "none" ? failed({ kind: "no-record", ...place }) : verdict;
}

function isTooMany(run: Run): boolean {
	run.lookups++;
	return run.lookups > (run.address === null ? maxCounted : spfLimits.lookups);
}

function expand(spec: string | null, domain: string, { sender, address, helo }: Run): string {
	return spec === null ? domain : expandMacros(spec, { domain, sender, address: address ?? nowhere, helo });
}

async function matches({ mechanism, text }: SpfDirective, domain: string, run: Run): Promise<Matched> {
	const place = { domain, term: text };
	if (mechanism.kind === "all") return true;
	if (mechanism.kind === "ip") return run.address !== null && containsRange(mechanism.range, run.address);
	if (mechanism.kind === "include") {
		const { result, trouble } = await follow(mechanism.domain, place, run);
		return trouble ?? (result === "pass" && run.address !== null);
	}
	if (isTooMany(run)) return { kind: "many-lookups", ...place };
	const matched = await matchesNames(mechanism, place, run);
	return run.address !== null && run.voids > spfLimits.voids ? { kind: "many-voids", ...place } : matched;
}

async function matchesNames(
	mechanism: Exclude<SpfMechanism, { kind: "all" | "ip" | "include" }>,
	place: Place,
	run: Run,
): Promise<Matched> {
	const name = expand(mechanism.domain, place.domain, run);
	switch (mechanism.kind) {
		case "exists":
			return run.address !== null && matchesExists(name, place, run);
		case "ptr":
			return run.address !== null && matchesPtr(name, run.address, run);
		case "a":
			return matchesHosts([name], { place, prefixes: mechanism.prefixes }, run);
		case "mx": {
			const servers = await run.dns.mx(name);
			if (servers === null) return { kind: "no-answer", ...place };
			if (servers.length === 0) run.voids++;
			if (servers.length > spfLimits.servers) return { kind: "many-servers", ...place };
			return matchesHosts(servers, { place, prefixes: mechanism.prefixes }, run);
		}
	}
}

/** Always A, also for a mail that came over IPv6 (section 5.7). */
async function matchesExists(name: string, place: Place, run: Run): Promise<Matched> {
	const found = await run.dns.addresses(name, 4);
	if (found === null) return { kind: "no-answer", ...place };
	if (found.length === 0) run.voids++;
	return found.length > 0;
}

interface HostsOf {
	readonly place: Place;
	readonly prefixes: Readonly<Record<AddressVersion, number>>;
}

async function matchesHosts(hosts: readonly string[], { place, prefixes }: HostsOf, run: Run): Promise<Matched> {
	const { address, dns } = run;
	for (const host of hosts) {
		const found = await addressesOf(host, address, dns);
		if (found === null) return { kind: "no-answer", ...place };
		if (found.length === 0) run.voids++;
		if (address !== null && found.some((each) => containsRange(blockOf(each, prefixes[each.version]), address)))
			return true;
	}
	return false;
}

/** Those of the address's version; for none, of both. */
async function addressesOf(host: string, address: AddressRange | null, dns: MailDns): Promise<Answer<AddressRange>> {
	if (address !== null) return dns.addresses(host, address.version);
	const [four, six] = [await dns.addresses(host, 4), await dns.addresses(host, 6)];
	return four && six && [...four, ...six];
}

/** A failure of DNS is no match here (section 5.5). */
async function matchesPtr(name: string, address: AddressRange, run: Run): Promise<boolean> {
	const names = (await run.dns.ptr(address)) ?? [];
	if (names.length === 0) run.voids++;
	for (const each of names.slice(0, spfLimits.servers)) {
		if (each !== name && !each.endsWith(`.${name}`)) continue;
		const found = (await run.dns.addresses(each, address.version)) ?? [];
		if (found.some((one) => containsRange(one, address))) return true;
	}
	return false;
}
