import { settleByRules } from "../core/contact/classify.ts";
import { combine } from "../core/contact/combine.ts";
import { judgeSite, type SitePreference } from "../core/contact/judge-site.ts";
import { noAddress } from "../core/contact/no-address.ts";
import { type Resolution, unresolved } from "../core/contact/resolution.ts";
import type { WebsiteAnswer } from "../core/contact/website-answer.ts";
import type { AddressRange } from "../core/report/target.ts";
import { type HostAnswer, HostFault, type HostResolver } from "../ports/host-resolver.ts";
import type { WebsiteContacts } from "../ports/website-contacts.ts";
import { type RangeParts, resolveRange } from "./resolve-range.ts";

/** What finding the contact of a host name needs. */
export interface HostParts extends RangeParts {
	readonly hosts: HostResolver;
	readonly websites: WebsiteContacts;
	readonly prefer: SitePreference;
	/** False: nothing leaves this machine. */
	readonly mayAsk: boolean;
}

/** A host with all that was found on the way. */
export interface HostFindings {
	readonly resolution: Resolution;
	/** Each address with who runs its network; empty where a rule spoke before. */
	readonly addresses: readonly { readonly address: AddressRange; readonly resolution: Resolution }[];
	/** Null where it was not asked. */
	readonly website: WebsiteAnswer | null;
}

const without = (resolution: Resolution): HostFindings => ({ resolution, addresses: [], website: null });

async function askNameServers(host: string, parts: HostParts, signal: AbortSignal): Promise<HostAnswer | null> {
	try {
		return await parts.hosts.resolve(host, signal);
	} catch (error) {
		if (error instanceof HostFault) return null;
		throw error;
	}
}

/** Who to tell about a host name: the team's rules for its domain, else its own word and the operator of its addresses. */
export async function lookAtHost(host: string, parts: HostParts, signal: AbortSignal): Promise<HostFindings> {
	const settled = settleByRules({ range: null, host, asn: null }, null, parts.rules);
	if (settled !== null) return without(settled);
	// Asking name servers for a host is a live question too.
	if (!parts.mayAsk) return without(unresolved("lookup-failed", "offline"));
	const answer = await askNameServers(host, parts, signal);
	if (answer === null) return without(unresolved("lookup-failed", "host-lookup-failed"));
	if (answer.kind !== "addresses") return without(unresolved("no-contact", noAddress[answer.kind]));
	const addresses = await Promise.all(
		answer.addresses.map(async (address) => ({ address, resolution: await resolveRange(address, parts, signal) })),
	);
	const each = addresses.map(({ resolution }) => resolution);
	const [first, ...others] = each;
	if (first === undefined) return without(unresolved("no-contact", "host-without-address"));
	const operator = combine([first, ...others], "several-addresses");
	// Who asked for silence is not asked either.
	const website = operator.bucket === "opted-out" ? null : await parts.websites.find(host, signal);
	const resolution = judgeSite({ host, operator, each, website }, parts.prefer, parts.rules);
	return { resolution, addresses, website };
}
