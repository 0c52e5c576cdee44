import { bad, type Finding, good } from "../setup/finding.ts";
import { unanswered } from "./finding-parts.ts";
import type { MailDns } from "./mail-dns.ts";
import { type DnsRecord, dkimRecord } from "./record.ts";
import { parseTagList } from "./tag-list.ts";
import type { DeliverabilityWords } from "./words.ts";

/** What we sign with, without the private key. */
export interface DkimSigning {
	readonly domain: string;
	readonly selector: string;
	readonly key: {
		/** Of an RSA key; we sign with no other kind, which many receivers can't check (RFC 8463). */
		readonly bits: number;
		/** Base64 as a record has it (RFC 6376 section 3.6.1), the form to publish first. */
		readonly publicKeys: readonly [string, ...string[]];
	};
}

/** Settings that no mail can be signed with. */
export interface UnusableKey {
	/** Why, in one sentence. */
	readonly unusable: string;
}

/** RFC 8301 section 3.2: at least 1024, and 2048 should be used. */
const minBits = 1_024;
const advisedBits = 2_048;

/** Whether mails are signed, with a key that is long enough and whose public part is in DNS (RFC 6376, RFC 8301). */
export async function examineDkim(
	signing: DkimSigning | UnusableKey | null,
	dns: MailDns,
	words: DeliverabilityWords,
): Promise<readonly Finding[]> {
	if (signing === null) return [bad(words.dkimOff, words.makeKey)];
	if ("unusable" in signing) return [bad(signing.unusable, words.makeKey)];
	const { bits, publicKeys } = signing.key;
	if (bits < minBits) return [bad(words.dkimShort({ bits }), words.longerKey)];
	const record = dkimRecord(signing, publicKeys[0]);
	const texts = await dns.txt(record.name);
	if (texts === null) return [unanswered("dkim", record.name, words)];
	const [text, ...others] = texts;
	if (text === undefined) return [bad(words.dkimMissing(record), words.publish, [record])];
	if (others.length > 0) return [bad(words.dkimSeveral(record), words.publishOne, [record])];
	const found = judgeRecord(text, { record, publicKeys, words });
	if (found !== null) return [found];
	const advice = bits < advisedBits ? words.longerKey : null;
	return [good(words.dkimGood({ name: record.name, bits }), advice), ...judgeFlags(text, record, words)];
}

interface Wanted {
	readonly record: DnsRecord;
	readonly publicKeys: readonly string[];
	readonly words: DeliverabilityWords;
}

/** What is wrong with the record, or null. */
function judgeRecord(text: string, { record, publicKeys, words }: Wanted): Finding | null {
	const tags = parseTagList(text);
	const key = tags?.get("p")?.replace(/\s/g, "");
	if (!tags || key === undefined || (tags.get("v") ?? "DKIM1") !== "DKIM1")
		return bad(words.dkimMalformed(record), words.publish, [record]);
	if (key === "") return bad(words.dkimRevoked(record), words.makeKey);
	const plain = (base64: string) => base64.replace(/=+$/, "");
	if ((tags.get("k") ?? "rsa") !== "rsa" || !publicKeys.some((ours) => plain(ours) === plain(key)))
		return bad(words.dkimOtherKey(record), words.publish, [record]);
	const allows = (tag: string, wanted: readonly string[]) =>
		(tags.get(tag) ?? (wanted[0] as string)).split(":").some((each) => wanted.includes(each.trim()));
	if (!allows("h", ["sha256"])) return bad(words.dkimUnfit({ name: record.name, tag: "h=" }), words.publish, [record]);
	if (!allows("s", ["*", "email"]))
		return bad(words.dkimUnfit({ name: record.name, tag: "s=" }), words.publish, [record]);
	return null;
}

function judgeFlags(text: string, record: DnsRecord, words: DeliverabilityWords): readonly Finding[] {
	const flags = parseTagList(text)
		?.get("t")
		?.split(":")
		.map((flag) => flag.trim());
	return flags?.includes("y") ? [good(words.dkimTesting(record), words.endTesting)] : [];
}
