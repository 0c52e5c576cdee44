import { operatorKey } from "../../src/core/contact/parse-mailboxes.ts";
import { parseRegisteredRange } from "../../src/core/contact/parse-registered-range.ts";
import { parseTarget } from "../../src/core/report/parse-target.ts";
import { containsRange } from "../../src/core/report/range.ts";
import type { AddressRange } from "../../src/core/report/target.ts";
import { demoNetworks } from "../../src/demo/demo-networks.ts";

/** Who must be told of what: operator key → the addresses, in canonical spelling. What nobody is told of is not in it. */
export type ExpectedGroups = ReadonlyMap<string, ReadonlySet<string>>;

/** The canonical spelling of one address as a report writes it; null for what is none. */
export function canonical(text: string): { readonly text: string; readonly range: AddressRange } | null {
	const parsed = parseTarget(text);
	if (!parsed.ok || parsed.target.kind !== "address") return null;
	return { text: parsed.target.text, range: parsed.target.range };
}

/**
 * What the demo's networks make of a list of addresses, found by looking at each network in turn and taking the narrowest: another
 * way than the bot's own. `rules` as for `demoOutcome`.
 */
export function demoGroups(addresses: readonly string[], rules: "with-rules" | "without-rules"): ExpectedGroups {
	const networks = demoNetworks.map((network) => {
		const range = parseRegisteredRange(network.range);
		if (range === null) throw new Error(`the demo has a network that is none: ${network.netname}`);
		return { ...network, range };
	});
	const groups = new Map<string, Set<string>>();
	for (const address of addresses) {
		const target = canonical(address);
		if (target === null) continue;
		const [narrowest] = networks
			.filter(({ range }) => containsRange(range, target.range))
			.sort((a, b) => Number(a.range.last - a.range.first - (b.range.last - b.range.first)));
		if (narrowest === undefined) continue;
		const { outcome, withoutRules } = narrowest;
		const ruled = rules === "without-rules" && withoutRules !== null ? { mailboxes: withoutRules } : outcome;
		if ("bucket" in ruled) continue;
		const key = operatorKey(ruled.mailboxes);
		const group = groups.get(key) ?? new Set();
		groups.set(key, group.add(target.text));
	}
	return groups;
}
