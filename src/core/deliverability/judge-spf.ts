import { renderRange } from "../report/range.ts";
import type { AddressRange } from "../report/target.ts";
import { bad, type Finding, good } from "../setup/finding.ts";
import { checkSpf, type SpfOutcome, type SpfTrouble, spfLimits } from "./check-spf.ts";
import { listed, unanswered } from "./finding-parts.ts";
import type { MailDns } from "./mail-dns.ts";
import { spfRecord } from "./record.ts";
import { isSpf, spfTerms } from "./spf-record.ts";
import type { DeliverabilityWords } from "./words.ts";

export interface SpfSubject {
	/** The envelope sender: its domain is the one that SPF is about. */
	readonly sender: { readonly local: string; readonly domain: string };
	/** What we call ourselves. */
	readonly helo: string;
	readonly addresses: readonly AddressRange[];
	/** See `Sending`. */
	readonly isAssumed: boolean;
}

/** Whether the domain has one SPF record that can be used, and whether it allows all that we send from (RFC 7208). */
export async function examineSpf(
	subject: SpfSubject,
	dns: MailDns,
	words: DeliverabilityWords,
): Promise<readonly Finding[]> {
	const { domain } = subject.sender;
	const texts = await dns.txt(domain);
	if (texts === null) return [unanswered("spf", domain, words)];
	const present = texts.filter(isSpf);
	const [text] = present;
	const publish = [spfRecord(domain, present, subject.addresses)];
	// A record that allows nobody is worse than none.
	if (text === undefined)
		return subject.addresses.length === 0
			? [bad(words.spfMissing({ domain }), words.addressesFirst)]
			: [bad(words.spfMissing({ domain }), words.publish, publish)];
	if (present.length > 1) return [bad(words.spfSeveral({ domain }), words.publishOne, publish)];
	const question = { domain, sender: subject.sender, helo: subject.helo };
	const whole = await checkSpf({ ...question, address: null }, dns);
	if (whole.trouble !== null) return [troubled(whole.trouble, words)];
	const outcomes = await Promise.all(subject.addresses.map((address) => checkSpf({ ...question, address }, dns)));
	return [
		...judgeCost(whole, domain, words),
		...judgeEnd(whole, text, { subject, words }),
		...judgeAddresses(outcomes, text, { subject, words }),
	];
}

function troubled({ kind, domain, term }: SpfTrouble, words: DeliverabilityWords): Finding {
	const what = words.spfTrouble[kind]({ domain, term: term ?? "" });
	return bad(what, kind === "no-answer" ? words.askAgain : words.fixSpf);
}

function judgeCost({ lookups, voids }: SpfOutcome, domain: string, words: DeliverabilityWords): readonly Finding[] {
	const findings: Finding[] = [];
	if (lookups > spfLimits.lookups) findings.push(bad(words.spfLookups({ domain, lookups }), words.fewerLookups));
	if (voids > spfLimits.voids) findings.push(bad(words.spfVoids({ domain, voids }), words.dropVoids));
	return findings.length > 0 ? findings : [good(words.spfGood({ domain, lookups }))];
}

interface About {
	readonly subject: SpfSubject;
	readonly words: DeliverabilityWords;
}

/** What the record says of everybody else, through its redirects. */
function judgeEnd({ result }: SpfOutcome, text: string, { subject, words }: About): readonly Finding[] {
	const { domain } = subject.sender;
	const findings: Finding[] = [];
	const publish = [spfRecord(domain, [text], subject.addresses)];
	const ownEnd = spfTerms(text).some((term) => /^\+?all$/i.test(term));
	if (result === "pass") findings.push(bad(words.spfPassAll({ domain }), words.endInSoftfail, ownEnd ? publish : []));
	if (result === "neutral") findings.push(good(words.spfNeutral({ domain }), words.endInSoftfail));
	if (spfTerms(text).some((term) => /^[+\-~?]?ptr(?::|$)/i.test(term)))
		findings.push(good(words.spfPtr({ domain }), words.dropPtr));
	return findings;
}

function judgeAddresses(outcomes: readonly SpfOutcome[], text: string, { subject, words }: About): readonly Finding[] {
	const { domain } = subject.sender;
	const having = (wanted: (outcome: SpfOutcome) => boolean) =>
		subject.addresses.filter((_, at) => wanted(outcomes[at] as SpfOutcome));
	const shown = (ranges: readonly AddressRange[]) => listed(ranges.map(renderRange), words);
	const findings = outcomes.flatMap(({ trouble }) => (trouble === null ? [] : [troubled(trouble, words)]));
	const denied = having(({ result, trouble }) => trouble === null && result !== "pass");
	if (denied.length > 0) {
		const result = (outcomes[subject.addresses.indexOf(denied[0] as AddressRange)] as SpfOutcome).result;
		const todo = subject.isAssumed ? words.publishWithAddressAssumed : words.publishWithAddress;
		const what = words.spfDenies({ domain, addresses: shown(denied), result });
		findings.push(bad(what, todo, [spfRecord(domain, [text], denied)]));
	}
	const allowed = having(({ result }) => result === "pass");
	if (allowed.length > 0) findings.push(good(words.spfAllows({ domain, addresses: shown(allowed) })));
	return findings;
}
