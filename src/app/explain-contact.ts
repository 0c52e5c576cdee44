import type { ContactRules, Question } from "../core/contact/classify.ts";
import { cameFromLive, explain } from "../core/contact/explain.ts";
import { explainSite } from "../core/contact/explain-site.ts";
import type { Explanation } from "../core/contact/explanation.ts";
import type { Resolution } from "../core/contact/resolution.ts";
import type { AddressRange } from "../core/report/target.ts";
import { askRegistry, type RegistryWord } from "./ask-registry.ts";
import type { LiveAnswer } from "./contact-answers.ts";
import type { HostFindings } from "./resolve-host.ts";
import { aboutRange, type RangeParts } from "./resolve-range.ts";

interface Known {
	readonly question: Question;
	readonly resolution: Resolution;
	readonly local: RegistryWord;
	readonly live: LiveAnswer | undefined;
}

function explainKnown({ question, resolution, local, live }: Known, { registry, rules }: RangeParts): Explanation {
	const known = {
		local: local.contact,
		hasRegistry: registry !== null,
		live: live?.kind === "contact" ? live.contact : null,
	};
	return explain({ question, resolution, ...known }, rules);
}

/** Tells how the answer about a range that was just given came about. */
export async function explainRange(
	{ range, resolution }: { readonly range: AddressRange; readonly resolution: Resolution },
	parts: RangeParts,
	signal: AbortSignal,
): Promise<Explanation> {
	const local = await askRegistry(parts.registry, (registry) => registry.find(range, signal));
	// The answer of a live source is stored by now: nothing is asked for the explanation alone.
	const live = cameFromLive(resolution) ? await parts.live.forRange(range, signal) : undefined;
	return explainKnown({ question: aboutRange(range), resolution, local, live }, parts);
}

/** The same for an AS number, whose live answers are not stored. */
export async function explainAsn(
	{ asn, resolution }: { readonly asn: number; readonly resolution: Resolution },
	parts: RangeParts,
	signal: AbortSignal,
): Promise<Explanation> {
	const local = await askRegistry(parts.registry, (registry) => registry.findAsn(asn, signal));
	return explainKnown({ question: { range: null, host: null, asn }, resolution, local, live: undefined }, parts);
}

/** The same for a host name. */
export function explainHost(
	host: string,
	{ resolution, addresses, website }: HostFindings,
	rules: ContactRules,
): Explanation {
	return explainSite({ host, resolution, addresses, website }, rules);
}
