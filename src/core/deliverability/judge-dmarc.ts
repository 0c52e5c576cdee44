import { bad, type Finding, good } from "../setup/finding.ts";
import { unanswered } from "./finding-parts.ts";
import type { Answer, MailDns } from "./mail-dns.ts";
import { parseTagList } from "./tag-list.ts";
import type { DeliverabilityWords } from "./words.ts";

/** The domain that somebody registered, by the Public Suffix List (RFC 7489 section 3.2); a name that has none is its own. */
export type RegisteredDomain = (name: string) => string;

export interface DmarcSubject {
	/** MAIL_FROM, the address that people see. */
	readonly from: { readonly local: string; readonly domain: string };
	/** Domain of the envelope sender, which SPF is about. */
	readonly envelope: string;
	/** Domain that signs with DKIM; null = none. */
	readonly signing: string | null;
	readonly registered: RegisteredDomain;
}

interface Found {
	/** Where the record lies, without `_dmarc.`. */
	readonly domain: string;
	readonly records: readonly string[];
}

const isDmarc = (text: string) => /^v\s*=\s*DMARC1\s*(?:;|$)/.test(text);
const policies: readonly (string | undefined)[] = ["none", "quarantine", "reject"];

/** Whether the domain that people see has a DMARC record, what it asks for, and whether SPF and DKIM count for it (RFC 7489). */
export async function examineDmarc(
	subject: DmarcSubject,
	dns: MailDns,
	words: DeliverabilityWords,
): Promise<readonly Finding[]> {
	const found = await findRecord(subject, dns);
	const { domain: from } = subject.from;
	if (found === null) return [unanswered("dmarc", from, words)];
	const tags = readRecord(found);
	const findings = judgeRecord(found, { subject, words });
	const reports = tags === null ? [] : await judgeReports(tags, found, { subject, dns, words });
	return [...findings, ...reports, ...judgeAlignment(tags ?? new Map(), subject, words)];
}

/** Of the domain itself, else of the one that was registered (section 6.6.3). Null when DNS could not tell. */
async function findRecord({ from, registered }: DmarcSubject, dns: MailDns): Promise<Found | null> {
	const own = await dmarcOf(from.domain, dns);
	if (own === null) return null;
	const above = registered(from.domain);
	if (own.length > 0 || above === from.domain) return { domain: from.domain, records: own };
	const inherited = await dmarcOf(above, dns);
	return inherited && { domain: inherited.length > 0 ? above : from.domain, records: inherited };
}

async function dmarcOf(domain: string, dns: MailDns): Promise<Answer<string>> {
	return (await dns.txt(`_dmarc.${domain}`))?.filter(isDmarc) ?? null;
}

function readRecord({ records }: Found): ReadonlyMap<string, string> | null {
	const tags = records.length === 1 ? parseTagList(records[0] as string) : null;
	return policies.includes(tags?.get("p")?.toLowerCase()) ? tags : null;
}

interface About {
	readonly subject: DmarcSubject;
	readonly words: DeliverabilityWords;
}

function judgeRecord(found: Found, { subject, words }: About): readonly Finding[] {
	const { domain } = found;
	const { local, domain: from } = subject.from;
	const name = `_dmarc.${domain}`;
	const publish = [{ name, type: "TXT", value: `v=DMARC1; p=none; rua=mailto:${local}@${from}` }] as const;
	if (found.records.length === 0) return [bad(words.dmarcMissing({ domain }), words.startDmarc, publish)];
	if (found.records.length > 1) return [bad(words.dmarcSeveral({ name }), words.publishOne, publish)];
	const tags = readRecord(found);
	if (tags === null) return [bad(words.dmarcMalformed({ name }), words.publish, publish)];
	const own = tags.get("p") as string;
	const policy = (domain === from ? own : (tags.get("sp") ?? own)).toLowerCase();
	if (policy === "none") return [good(words.dmarcNone({ domain }), words.strictenDmarc)];
	return [good(words.dmarcGood({ domain, policy }))];
}

/** Where reports go; another's domain has to agree (section 7.1). */
async function judgeReports(
	tags: ReadonlyMap<string, string>,
	{ domain }: Found,
	{ subject, dns, words }: About & { readonly dns: MailDns },
): Promise<readonly Finding[]> {
	const mailboxes = [...(tags.get("rua") ?? "").matchAll(/mailto:([^,!\s]+)/gi)].map((match) => match[1] as string);
	if (mailboxes.length === 0) return [good(words.dmarcNoReports({ domain }), words.addReports)];
	const { registered } = subject;
	const foreign = mailboxes.filter((mailbox) => registered(domainOf(mailbox)) !== registered(domain));
	const findings = await Promise.all(
		foreign.map(async (mailbox) => {
			const name = `${domain}._report._dmarc.${domainOf(mailbox)}`;
			const records = await dns.txt(name);
			if (records === null) return [unanswered("dmarc", name, words)];
			if (records.some(isDmarc)) return [];
			const publish = [{ name, type: "TXT", value: "v=DMARC1" }] as const;
			return [bad(words.dmarcForeignReports({ mailbox }), words.allowReports, publish)];
		}),
	);
	return findings.flat();
}

function domainOf(mailbox: string): string {
	return mailbox.slice(mailbox.lastIndexOf("@") + 1).toLowerCase();
}

/** Section 3.1: one of the two has to be for the domain that people see. */
function judgeAlignment(
	tags: ReadonlyMap<string, string>,
	{ from, envelope, signing, registered }: DmarcSubject,
	words: DeliverabilityWords,
): readonly Finding[] {
	const isAligned = (domain: string, mode: string | undefined) =>
		mode?.toLowerCase() === "s" ? domain === from.domain : registered(domain) === registered(from.domain);
	const spf = isAligned(envelope, tags.get("aspf"));
	const dkim = signing !== null && isAligned(signing, tags.get("adkim"));
	const facts = { from: from.domain, envelope };
	if (spf && dkim) return [good(words.alignedBoth(facts))];
	if (dkim) return [good(words.alignedDkim(facts), words.alignBounces)];
	if (spf && signing === null) return [good(words.alignedSpf(facts))];
	if (spf) return [bad(words.alignedSpf(facts), words.alignDkim(facts))];
	return [bad(words.alignedNeither(facts), signing === null ? words.makeKey : words.alignDkim(facts))];
}
