import type { Explanation } from "../core/contact/explanation.ts";
import { parseAsn } from "../core/contact/parse-entry-key.ts";
import { parseTarget } from "../core/report/parse-target.ts";
import type { ContactFinder } from "./find-contact.ts";

export interface LookedUp {
	/** Canonical text of what was asked. */
	readonly target: string;
	readonly explanation: Explanation;
}

/** Who is behind what somebody typed: an address, network, range, AS number, URL or host name. Null when it is none of those. */
export async function lookUp(finder: ContactFinder, typed: string, signal: AbortSignal): Promise<LookedUp | null> {
	const asn = parseAsn(typed);
	if (asn !== null) return { target: `AS${asn}`, explanation: await finder.explainAsn(asn, signal) };
	const parsed = parseTarget(typed.trim());
	if (!parsed.ok) return null;
	return { target: parsed.target.text, explanation: await finder.explain(parsed.target, signal) };
}
