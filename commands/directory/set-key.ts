import { attachedBytes } from "../../src/app/attached-bytes.ts";
import type { Call } from "../../src/app/command.ts";
import { say, show } from "../../src/app/say.ts";
import type { DirectoryEntry } from "../../src/core/contact/entry.ts";
import { parseEntryKey } from "../../src/core/contact/parse-entry-key.ts";
import { lastDayWords } from "../../src/core/thread/entry-words.ts";
import type { Reply } from "../../src/ports/chat.ts";
import { fileOption, textOption } from "../options.ts";

/** What a file with keys may weigh: other people's signatures may be on them, which are not kept. */
const maxKeyFileBytes = 262_144;

/** The valid entry that `for` names, or what to answer. */
async function entryNamed({ context, options }: Call): Promise<DirectoryEntry | Reply> {
	const t = context.texts.replies;
	const key = parseEntryKey(textOption(options, "for") ?? "");
	if (key === null || key.kind === "mailbox") return say("warn", t.entryNotAKey);
	const entries = await context.directory.contacts(context.clock());
	const entry = entries.findLast(({ kind, value }) => kind === key.kind && value === key.value);
	return entry ?? say("warn", t.entryNotFound(key.value));
}

/** `key`: mails to the operator of an entry are encrypted to what is in the file. A private key never gets further than this. */
export async function setKey(call: Call): Promise<Reply> {
	const { context, asker, options } = call;
	const t = context.texts.directory;
	const entry = await entryNamed(call);
	if (!("mailboxes" in entry)) return entry;
	const attachment = fileOption(options);
	const file = await attachedBytes(context, attachment, maxKeyFileBytes);
	if ("reply" in file) return file.reply;
	const now = context.clock();
	const keys = await context.mailKeys.read(file.bytes, now);
	if (!keys.ok && keys.problem === "private-key") await attachment.discard?.();
	if (!keys.ok) return say("warn", t.keyRefused(t.wrong[`pgp-${keys.problem}`]));
	const { id: _, ...same } = entry;
	await context.directory.setContact({ ...same, author: asker.person.name, createdAt: now, pgpKey: keys.pgpKey });
	const said = t.keySet(entry.value, keys.fingerprints.join(", "));
	const ends = keys.expiresAt === null ? [] : [t.keyEnds(lastDayWords(keys.expiresAt, context.texts))];
	return show({ tone: "good", title: null, body: [said, ...ends] });
}

/** `no-key`: they are encrypted no longer. */
export async function removeKey(call: Call): Promise<Reply> {
	const { context, asker } = call;
	const t = context.texts.directory;
	const entry = await entryNamed(call);
	if (!("mailboxes" in entry)) return entry;
	if (entry.pgpKey === null) return say("warn", t.keyNone(entry.value));
	const { id: _, ...same } = entry;
	const reason = textOption(call.options, "reason") ?? "";
	const change = { author: asker.person.name, createdAt: context.clock(), pgpKey: null, reason };
	await context.directory.setContact({ ...same, ...change });
	return say("good", t.keyGone(entry.value));
}
