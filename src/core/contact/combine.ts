import { commonOffers } from "./common-offers.ts";
import { type Resolution, type ResolutionReason, unresolved } from "./resolution.ts";

/** The first one, with what is doubted of any of them and what is offered for all. */
function together([first, ...others]: readonly [Resolution, ...Resolution[]]): Resolution {
	const doubts = new Set([first, ...others].flatMap((resolution) => resolution.doubts));
	const offers = others.reduce((common, other) => commonOffers(common, other.offers), first.offers);
	return { ...first, doubts: [...doubts], offers };
}

/**
 * One resolution for a target that has several (a host with several addresses, a network with several inside): theirs,
 * when all have the same operator and bucket; their bucket without an operator, when only the bucket is the same; else
 * `lookup-failed` when one of them could not be looked up, else `several-operators` with `reason`. At least one is needed.
 */
export function combine(
	resolutions: readonly [Resolution, ...Resolution[]],
	reason: ResolutionReason & ("several-addresses" | "several-networks-inside"),
): Resolution {
	const [first] = resolutions;
	const sameBucket = resolutions.every(({ bucket }) => bucket === first.bucket);
	if (sameBucket && resolutions.every(({ operatorKey }) => operatorKey === first.operatorKey))
		return together(resolutions);
	if (sameBucket && first.bucket !== null && first.reason !== null) return unresolved(first.bucket, first.reason);
	const failed = resolutions.find(({ bucket }) => bucket === "lookup-failed");
	if (failed !== undefined) return failed;
	return { ...unresolved("several-operators", reason), path: resolutions.flatMap(({ path }) => path) };
}
