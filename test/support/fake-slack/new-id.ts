import { randomBytes } from "node:crypto";

let last = 0;

/** An id such as Slack's: a letter for its kind, then capitals and digits. */
export function newId(kind: string): string {
	last += 1;
	return `${kind}0FAKE${last.toString(36).toUpperCase().padStart(5, "0")}`;
}

/** `1234567890.1000000001.2f…`; only Slack makes these. */
export function newTriggerId(): string {
	last += 1;
	return `${1_000_000_000_000 + last}.1000000000001.${randomBytes(16).toString("hex")}`;
}

/** What a URL ends in that nobody is to guess. */
export function newSecret(): string {
	return randomBytes(18).toString("base64url");
}
