import type { DirectoryRule } from "../core/contact/classify.ts";
import type { Explanation } from "../core/contact/explanation.ts";
import type { SitePreference } from "../core/contact/judge-site.ts";
import type { Resolution } from "../core/contact/resolution.ts";
import { type Rule, ruleIndex } from "../core/contact/rule-index.ts";
import { plusMs } from "../core/instant.ts";
import type { AddressRange, Target } from "../core/report/target.ts";
import type { LocalRegistry } from "../ports/contact-source.ts";
import type { HostResolver } from "../ports/host-resolver.ts";
import type { WebsiteContacts } from "../ports/website-contacts.ts";
import { contactAnswers, type LiveOptions } from "./contact-answers.ts";
import { explainAsn, explainHost, explainRange } from "./explain-contact.ts";
import { type HostFindings, type HostParts, lookAtHost } from "./resolve-host.ts";
import { resolveAsn, resolveRange } from "./resolve-range.ts";

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
	/** Domains where private persons have their mailbox, in lower case. */
	readonly consumerDomains: ReadonlySet<string>;
	/** Answers older than this are shown as stale. */
	readonly maxAgeMs: number;
	/** The hotline's countries, ISO 3166 alpha-2. */
	readonly countries: readonly string[];
	/** What websites themselves say. */
	readonly websites: WebsiteContacts;
	/** Which contact of a website is used by itself. */
	readonly websiteContact: SitePreference;
}

/** Finds who to tell. What cannot be found is a resolution with a bucket, never an exception, but for an abort. */
export interface ContactFinder {
	resolve(target: Target, signal: AbortSignal): Promise<Resolution>;
	resolveAsn(asn: number, signal: AbortSignal): Promise<Resolution>;
	/** The same with all that was looked at. */
	explain(target: Target, signal: AbortSignal): Promise<Explanation>;
	explainAsn(asn: number, signal: AbortSignal): Promise<Explanation>;
}

const maxHosts = 10_000;

/** What is looked up of a target: its range, else its host. */
function rangeOrHost(target: Target): { readonly range: AddressRange } | { readonly host: string } {
	if (target.kind === "host") return { host: target.host };
	if (target.range !== null) return { range: target.range };
	if (target.kind === "url") return { host: target.host };
	throw new TypeError("a target without a range or a host");
}

/**
 * A finder over the whole chain: opt-outs, directory, local registry, stored answers, live sources in their order. For
 * one run: the rules are read once, and a host is resolved once (many URLs share one). Throws a `TypeError` when a rule
 * cannot be read. Reads nothing from the targets themselves.
 */
export function createContactFinder(options: ContactFinderOptions): ContactFinder {
	const parts: HostParts = {
		rules: {
			directory: ruleIndex(options.directory),
			optOuts: ruleIndex(options.optOuts),
			badMailboxes: options.badMailboxes,
			consumerDomains: options.consumerDomains,
			countries: options.countries,
			freshSince: plusMs(options.clock(), -options.maxAgeMs),
		},
		registry: options.registry,
		live: contactAnswers(options),
		hosts: options.hosts,
		websites: options.websites,
		prefer: options.websiteContact,
		mayAsk: options.live,
	};
	const hosts = new Map<string, Promise<HostFindings>>();
	const hostOnce = (host: string, signal: AbortSignal): Promise<HostFindings> => {
		const known = hosts.get(host);
		if (known !== undefined) return known;
		if (hosts.size >= maxHosts) hosts.clear();
		const findings = lookAtHost(host, parts, signal);
		hosts.set(host, findings);
		findings.then(
			({ resolution }) => resolution.bucket === "lookup-failed" && hosts.delete(host),
			() => hosts.delete(host),
		);
		return findings;
	};
	return {
		async resolve(target, signal) {
			const asked = rangeOrHost(target);
			return "host" in asked
				? (await hostOnce(asked.host, signal)).resolution
				: resolveRange(asked.range, parts, signal);
		},
		resolveAsn: (asn, signal) => resolveAsn(asn, parts, signal),
		async explain(target, signal) {
			const asked = rangeOrHost(target);
			if ("host" in asked) return explainHost(asked.host, await hostOnce(asked.host, signal), parts.rules);
			// First the answer itself: what it asked for is stored then, and nothing is asked for the explanation alone.
			const resolution = await resolveRange(asked.range, parts, signal);
			return explainRange({ range: asked.range, resolution }, parts, signal);
		},
		async explainAsn(asn, signal) {
			return explainAsn({ asn, resolution: await resolveAsn(asn, parts, signal) }, parts, signal);
		},
	};
}
