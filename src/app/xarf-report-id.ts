import { createHash } from "node:crypto";

/** Names of our own reports; drawn once. */
const namespace = Buffer.from("4a1f6f0e2f0d4b0c9d5a7c3e81b2d964", "hex");

/** The id of the X-ARF report about a finding in a notice: a UUID of version 5 (RFC 9562, 5.5), so that the same report has the same id. */
export function xarfReportId(noticeId: string, findingId: number): string {
	const hash = createHash("sha1").update(namespace).update(`${noticeId} ${findingId}`).digest().subarray(0, 16);
	hash[6] = ((hash[6] as number) & 0x0f) | 0x50;
	hash[8] = ((hash[8] as number) & 0x3f) | 0x80;
	return hash.toString("hex").replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, "$1-$2-$3-$4-$5");
}
