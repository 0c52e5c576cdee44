import type { DirectoryEntry, OptOut } from "../core/contact/entry.ts";
import { parseAsn } from "../core/contact/parse-entry-key.ts";
import { isAddrSpec } from "../core/contact/parse-mailboxes.ts";
import { type RuleQuestion, ruleIndex } from "../core/contact/rule-index.ts";
import { speakingEntries } from "../core/contact/speaking-entries.ts";
import { parseTarget } from "../core/report/parse-target.ts";
import type { Target } from "../core/report/target.ts";
import { renderAbout, renderAboutMailbox } from "../core/thread/about-card.ts";
import type { Card } from "../core/thread/card.ts";
import type { Context } from "./context.ts";
import { directoryNow } from "./directory-state.ts";

/** Longest wait for the AS number of an address; without it entries for an AS are not found. */
const waitMs = 10_000;

/** What the directory and the opt-outs say of an address, network, AS number, host or mailbox, and which entry wins; null when it is none of those. */
export async function aboutDirectory(context: Context, typed: string): Promise<Card | null> {
	const text = typed.trim();
	if (isAddrSpec(text)) return aboutMailbox(context, text.toLowerCase());
	const asn = parseAsn(text);
	if (asn !== null) return about(context, `AS${asn}`, { range: null, host: null, asn });
	const parsed = parseTarget(text);
	if (!parsed.ok) return null;
	return about(context, parsed.target.text, await questionOf(context, parsed.target));
}

async function questionOf(context: Context, target: Target): Promise<RuleQuestion> {
	if (!("range" in target) || target.range === null) {
		return { range: null, asn: null, host: "host" in target ? target.host : null };
	}
	const finder = await context.openFinder();
	const signal = AbortSignal.timeout(waitMs);
	const asn = await finder.resolve(target, signal).then(
		(resolution) => resolution.asn,
		(fault: unknown) => {
			if (signal.aborted) return null;
			throw fault;
		},
	);
	return { range: target.range, asn, host: null };
}

async function about(context: Context, target: string, question: RuleQuestion): Promise<Card> {
	const { contacts, optOuts, conflicts, now } = await directoryNow(context);
	const speaking = speakingEntries(question, { contacts, optOuts });
	const shown = [...speaking.contacts, ...speaking.optOuts, ...speaking.contactParts, ...speaking.optOutParts];
	const values = new Set(shown.map(({ value }) => value));
	const concerned = [...conflicts.contacts, ...conflicts.optOuts].filter(({ value }) => values.has(value));
	return renderAbout({ target, speaking, conflicts: concerned, now }, context.texts);
}

async function aboutMailbox(context: Context, mailbox: string): Promise<Card> {
	const { directory, badMailboxes, clock, texts } = context;
	const now = clock();
	const contacts = await directory.contacts(now);
	const index = ruleIndex(await directory.optOuts(now));
	const optOuts = [index.mailbox(mailbox), index.domain(mailbox.slice(mailbox.lastIndexOf("@") + 1))];
	const entries: (DirectoryEntry | OptOut)[] = [
		...optOuts.filter((optOut) => optOut !== null),
		...contacts.filter(({ mailboxes }) => mailboxes.some((own) => own.toLowerCase() === mailbox)),
	];
	const marks = await badMailboxes.list(now);
	const bad = marks.find((mark) => mark.mailbox === mailbox) ?? null;
	return renderAboutMailbox({ mailbox, entries, bad, now }, texts);
}
