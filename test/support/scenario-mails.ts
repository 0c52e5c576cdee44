import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { parse } from "csv-parse/sync";
import PostalMime from "postal-mime";
import { operatorKey } from "../../src/core/contact/parse-mailboxes.ts";
import { canonical, type ExpectedGroups } from "./scenario-groups.ts";

/** A mail as its reader gets it. */
export interface ReadMail {
	/** `<case>-<round>-<group>`, by its Message-ID. */
	readonly noticeId: string;
	/** Of the recipients. */
	readonly operatorKey: string;
	/** Rows of the attached list, without its header. */
	readonly rows: number;
	/** Canonical addresses of the attached list. */
	readonly listed: readonly string[];
	/** Canonical addresses anywhere in subject, body and attachment. */
	readonly named: ReadonlySet<string>;
	readonly subject: string;
	readonly text: string;
}

/** The mails of an outbox, by file name. Half-written ones are as if they were not there. */
export async function readOutbox(dataDir: string): Promise<readonly ReadMail[]> {
	const folder = join(dataDir, "outbox");
	const names = (await readdir(folder).catch(() => [])).filter((name) => name.endsWith(".eml")).sort();
	return Promise.all(names.map(async (name) => readMail(await readFile(join(folder, name)))));
}

export async function readMail(raw: Uint8Array): Promise<ReadMail> {
	const mail = await PostalMime.parse(raw);
	const to = [...(mail.to ?? []), ...(mail.cc ?? []), ...(mail.bcc ?? [])].map(({ address = "" }) => address);
	const lists = mail.attachments.map(({ content }) =>
		typeof content === "string" ? content : new TextDecoder().decode(content),
	);
	const rows: string[][] = lists.flatMap((list) => (parse(list, { from_line: 2 }) as string[][]) ?? []);
	const words = [mail.subject ?? "", mail.text ?? "", mail.html ?? "", ...lists].join("\n");
	return {
		noticeId: /^<([^@]+)@/.exec(mail.messageId ?? "")?.[1]?.toUpperCase() ?? "",
		operatorKey: operatorKey(to),
		rows: rows.length,
		listed: rows.map(([target = ""]) => canonical(target)?.text ?? target),
		named: new Set(addressesNamed(words)),
		subject: mail.subject ?? "",
		text: mail.text ?? "",
	};
}

/** Everything in a text that is an IP address, by a rough pattern and a strict reading: another way than the bot's leak guard. */
export function addressesNamed(text: string): string[] {
	const candidates = text.match(/(?<![\w.:])(?:\d{1,3}(?:\.\d{1,3}){3}|[0-9a-f]*:[0-9a-f:.]*)(?![\w:])/gi) ?? [];
	return candidates.flatMap((candidate) => {
		const found = canonical(candidate.replace(/[.:]$/, "")) ?? canonical(candidate);
		return found === null ? [] : [found.text];
	});
}

/**
 * What is wrong with the mails of one round of a case; empty = nothing. Each operator has one mail, with all of its own addresses and
 * no other's.
 */
export function checkMails(mails: readonly ReadMail[], expected: ExpectedGroups): string[] {
	const wrong: string[] = [];
	const seen = new Set<string>();
	for (const mail of mails) {
		const own = expected.get(mail.operatorKey);
		if (own === undefined) {
			wrong.push(`a mail to ${mail.operatorKey}, who must get none`);
			continue;
		}
		if (seen.has(mail.operatorKey)) wrong.push(`more than one mail to ${mail.operatorKey}`);
		seen.add(mail.operatorKey);
		const foreign = [...mail.named].filter((address) => !own.has(address));
		if (foreign.length > 0) wrong.push(`the mail to ${mail.operatorKey} names ${foreign.length} addresses of others`);
		const listed = new Set(mail.listed);
		if (listed.size !== own.size || [...own].some((address) => !listed.has(address)))
			wrong.push(`the mail to ${mail.operatorKey} lists ${listed.size} of its ${own.size} addresses`);
	}
	for (const key of expected.keys()) if (!seen.has(key)) wrong.push(`no mail to ${key}`);
	return wrong;
}
