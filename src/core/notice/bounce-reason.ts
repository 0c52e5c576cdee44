/** What an enhanced status code says in one word (RFC 3463, 3; IANA's registry of them). */
export const bounceReasons = [
	...(["no-mailbox", "no-domain", "disabled", "full", "too-large", "policy", "not-reachable", "other"] as const),
];
export type BounceReason = (typeof bounceReasons)[number];

/** The first one that fits counts; the class (2, 4, 5) says nothing of the reason. */
const meanings: readonly (readonly [RegExp, BounceReason])[] = [
	// 7, 8 and 9 are about the sender's address.
	[/^\.1\.[789]$/, "policy"],
	[/^\.1\.2$|^\.4\.4$/, "no-domain"],
	[/^\.1\./, "no-mailbox"],
	[/^\.2\.1$/, "disabled"],
	[/^\.2\.2$/, "full"],
	[/^\.2\.3$|^\.3\.4$/, "too-large"],
	[/^\.7\./, "policy"],
	[/^\.4\./, "not-reachable"],
];

/** The reason in a code such as `5.1.1`; `other` for null and for what says no more than that it failed. */
export function bounceReason(status: string | null): BounceReason {
	const detail = (status ?? "").slice(1);
	return meanings.find(([code]) => code.test(detail))?.[1] ?? "other";
}

/** True when such a failure says that the mailbox does not work; not when this mail or its sender was not wanted. */
export function blamesMailbox(status: string | null): boolean {
	const reason = bounceReason(status);
	return reason !== "policy" && reason !== "too-large" && !/^.\.[56]\./.test(status ?? "");
}
