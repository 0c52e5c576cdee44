import { type ContactRules, classify, type Question, settleByRules } from "../core/contact/classify.ts";
import { combine } from "../core/contact/combine.ts";
import { type Resolution, unresolved } from "../core/contact/resolution.ts";
import { containsRange } from "../core/report/range.ts";
import type { AddressRange } from "../core/report/target.ts";
import { type LocalRegistry, type RangeContents, SourceFault } from "../ports/contact-source.ts";
import { askRegistry } from "./ask-registry.ts";
import type { LiveAnswer, LiveAnswers } from "./contact-answers.ts";

/** What finding the operator of a range or AS needs. */
export interface RangeParts {
	readonly rules: ContactRules;
	readonly registry: LocalRegistry | null;
	readonly live: LiveAnswers;
}

const damagedIndex = unresolved("lookup-failed", "registry-damaged");

const isWide = (range: AddressRange) => range.first !== range.last;
/** The question of a range alone. */
export const aboutRange = (range: AddressRange): Question => ({ range, host: null, asn: null });

/** The part of `outer` that lies in `range`. */
function clipped(outer: AddressRange, range: AddressRange): AddressRange {
	if (containsRange(range, outer)) return outer;
	const first = outer.first < range.first ? range : outer;
	const last = outer.last > range.last ? range : outer;
	return { version: range.version, first: first.first, last: last.last };
}

/** Null when the index is damaged there. */
function contentsOf(range: AddressRange, registry: LocalRegistry): RangeContents | null {
	try {
		return registry.inside(range);
	} catch (fault) {
		if (fault instanceof SourceFault) return null;
		throw fault;
	}
}

/** A network that holds registered ranges with contacts of their own, judged part by part; null when it holds none. */
function judgeInside(range: AddressRange, { registry, rules }: RangeParts): Resolution | null {
	if (registry === null || !isWide(range)) return null;
	const inside = contentsOf(range, registry);
	if (inside === null) return damagedIndex;
	const { contacts, gaps } = inside;
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

/** Who to tell about a range: by the team's rules, the registry, and only where that knows nothing, live sources. */
export async function resolveRange(range: AddressRange, parts: RangeParts, signal: AbortSignal): Promise<Resolution> {
	const question = aboutRange(range);
	const { contact: local, damaged } = await askRegistry(parts.registry, (registry) => registry.find(range, signal));
	const settled = settleByRules(question, local, parts.rules) ?? (damaged ? damagedIndex : judgeInside(range, parts));
	if (settled !== null) return settled;
	// What the registry knows is not asked for again, a range without a mailbox included: nobody is told of the address.
	if (local !== null) return classify(question, local, parts.rules);
	return judgeLive(question, await parts.live.forRange(range, signal), parts.rules);
}

/** The same for an AS number. */
export async function resolveAsn(asn: number, parts: RangeParts, signal: AbortSignal): Promise<Resolution> {
	const question: Question = { range: null, host: null, asn };
	const settled = settleByRules(question, null, parts.rules);
	if (settled !== null) return settled;
	const { contact: local, damaged } = await askRegistry(parts.registry, (registry) => registry.findAsn(asn, signal));
	if (damaged) return damagedIndex;
	if (local !== null) return classify(question, local, parts.rules);
	return judgeLive(question, await parts.live.forAsn(asn, signal), parts.rules);
}
