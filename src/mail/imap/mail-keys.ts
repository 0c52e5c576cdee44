import { createHash } from "node:crypto";

const hash = (...parts: readonly (string | Uint8Array)[]): string => {
	const sum = createHash("sha256");
	for (const part of parts) sum.update(part).update("\0");
	return sum.digest("hex");
};

/** Names a mail by its place in a mailbox, which holds until the server numbers anew (RFC 9051, 2.3.1.1). */
export function placeKey(mailbox: string, uidValidity: bigint, uid: number): string {
	return hash("place", mailbox, String(uidValidity), String(uid));
}

/** Names a mail by what it is; holds when the server numbers anew. */
export function contentKey(raw: Uint8Array): string {
	return hash("content", raw);
}

/** A short mark of a mail, from which nothing of it can be read. */
export function markOf(raw: Uint8Array): string {
	const headers = new TextDecoder("latin1").decode(raw.subarray(0, 65_536)).split(/\r?\n\r?\n/, 1)[0] ?? "";
	const id = /^message-id:\s{0,9}(\S[^\r\n]{0,500})/im.exec(headers)?.[1]?.trim();
	return hash("mark", id ?? raw).slice(0, 16);
}
