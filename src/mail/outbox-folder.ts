import { lstat, readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import PostalMime, { type Attachment, type Email } from "postal-mime";
import { plainLine } from "../core/notice/plain-text.ts";
import type { Outbox, OutboxMail } from "../ports/outbox.ts";
import { caseHeader } from "./compose-mail.ts";

/** What `openEmlFolder` writes; nothing that could lead out of the folder. */
const emlName = /^[A-Za-z0-9][A-Za-z0-9._-]{0,120}\.eml$/;
const maxFileBytes = 64 * 1024 * 1024;

/**
 * Reads the mails that `openEmlFolder` wrote into `directory`. A folder that is not there is an empty outbox; names with a path in
 * them, links, folders and files that are no mail are as if they were not there.
 */
export function openOutboxFolder(directory: string): Outbox {
	return {
		async list(limit) {
			const names = await newestFirst(directory, limit);
			const mails = await Promise.all(names.map(async (name) => toMail(name, await parse(directory, name))));
			return mails.filter((mail) => mail !== null);
		},
		async attachment(name, index) {
			const found = (await parse(directory, name))?.attachments[index];
			return found === undefined
				? null
				: { fileName: fileNameOf(found, index), type: found.mimeType, bytes: bytesOf(found) };
		},
		raw: (name) => read(directory, name),
	};
}

async function newestFirst(directory: string, limit: number): Promise<string[]> {
	const names = (await readdir(directory).catch(noneWhenMissing)).filter((name) => emlName.test(name));
	const dated = await Promise.all(names.map(async (name) => ({ name, at: await modifiedAt(join(directory, name)) })));
	return dated
		.sort((a, b) => b.at - a.at || (a.name < b.name ? 1 : -1))
		.slice(0, limit)
		.map(({ name }) => name);
}

function noneWhenMissing(error: unknown): string[] {
	if (isMissing(error)) return [];
	throw error;
}

function isMissing(error: unknown): boolean {
	return error instanceof Error && "code" in error && error.code === "ENOENT";
}

async function modifiedAt(path: string): Promise<number> {
	return lstat(path).then(
		({ mtimeMs }) => mtimeMs,
		() => 0,
	);
}

async function read(directory: string, name: string): Promise<Uint8Array | null> {
	if (!emlName.test(name)) return null;
	const path = join(directory, name);
	try {
		const entry = await lstat(path);
		return entry.isFile() && entry.size <= maxFileBytes ? await readFile(path) : null;
	} catch (error) {
		if (isMissing(error)) return null;
		throw error;
	}
}

async function parse(directory: string, name: string): Promise<Email | null> {
	const bytes = await read(directory, name);
	return bytes === null ? null : PostalMime.parse(bytes).catch(() => null);
}

function toMail(name: string, email: Email | null): OutboxMail | null {
	if (email === null) return null;
	const caseNumber = email.headers.find(({ key }) => key === caseHeader.toLowerCase())?.value ?? "";
	return {
		name,
		caseNumber: plainLine(caseNumber),
		from: plainLine(email.from?.address ?? ""),
		to: (email.to ?? []).map((entry) => plainLine(entry.address ?? entry.name)),
		subject: plainLine(email.subject ?? ""),
		date: email.date ?? "",
		text: email.text ?? "",
		attachments: email.attachments.map((attachment, index) => ({
			index,
			fileName: fileNameOf(attachment, index),
			type: attachment.mimeType,
			bytes: bytesOf(attachment).byteLength,
		})),
	};
}

function fileNameOf(attachment: Attachment, index: number): string {
	const name = plainLine(attachment.filename ?? "").replace(/^.*[\\/]/, "");
	return name === "" || name === "." || name === ".." ? `attachment-${index + 1}` : name;
}

function bytesOf({ content }: Attachment): Uint8Array {
	return typeof content === "string" ? new TextEncoder().encode(content) : new Uint8Array(content);
}
