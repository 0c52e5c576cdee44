import { randomUUID } from "node:crypto";
import { link, mkdir, open, readdir, rm, stat, unlink } from "node:fs/promises";
import { join } from "node:path";
import type { FinishedMail, HandOver, MailTransport } from "../ports/mail.ts";

/** A notice id that can be a file name anywhere: no separators, no leading dot. */
const safeId = /^[A-Za-z0-9][A-Za-z0-9._-]{0,120}$/;

/**
 * A transport that sends nothing: each mail becomes `<noticeId>.eml` in `directory` (made when it is not there), byte for byte what
 * SMTP would have carried. A file appears whole or not at all, also when the machine stops, and is never overwritten: a mail
 * that is there was sent before. A full or read-only disk is `deferred`.
 */
export function openEmlFolder(directory: string): MailTransport {
	return {
		name: "eml",
		send: (mail) => write(directory, mail),
		sendIf: async (mail, mayBegin) => ((await mayBegin()) ? write(directory, mail) : null),
		maxBytes: async () => null,
		async wasSent(noticeId) {
			return exists(join(directory, fileName(noticeId)));
		},
		async forget(noticeId) {
			const name = fileName(noticeId);
			const left = (await readdir(directory)).filter((entry) => entry.startsWith(`.${name}.`));
			for (const entry of [name, ...left]) await rm(join(directory, entry), { force: true });
		},
		async close() {},
	};
}

function fileName(noticeId: string): string {
	if (!safeId.test(noticeId)) throw new Error("notice id cannot be a file name");
	return `${noticeId}.eml`;
}

async function write(directory: string, mail: FinishedMail): Promise<HandOver> {
	const name = fileName(mail.noticeId);
	const path = join(directory, name);
	// Not ending in .eml, so that nobody takes a half-written file for a mail.
	const draft = join(directory, `.${name}.${randomUUID()}.tmp`);
	try {
		await mkdir(directory, { recursive: true });
		if (await exists(path)) return accepted("was written before");
		await writeDurably(draft, mail.raw);
		const written = await claimName(draft, path);
		await syncFolder(directory);
		return accepted(written ? "written to the outbox folder" : "was written before");
	} catch (error) {
		return { outcome: "deferred", code: null, response: `outbox folder could not be written (${errorCode(error)})` };
	} finally {
		await unlink(draft).catch(() => undefined);
	}
}

/** Gives the draft its name; false when another mail has it. Unlike a rename, a link fails then: of two writers one wins. */
async function claimName(draft: string, path: string): Promise<boolean> {
	try {
		await link(draft, path);
		return true;
	} catch (error) {
		if (errorCode(error) === "EEXIST") return false;
		throw error;
	}
}

function accepted(response: string): HandOver {
	return { outcome: "accepted", code: null, response };
}

async function writeDurably(path: string, bytes: Uint8Array): Promise<void> {
	const file = await open(path, "wx", 0o600);
	try {
		await file.writeFile(bytes);
		await file.sync();
	} finally {
		await file.close();
	}
}

/** The name of a new file is only safe once its folder is on disk too. Not every file system can. */
async function syncFolder(directory: string): Promise<void> {
	const folder = await open(directory, "r").catch(() => null);
	if (folder === null) return;
	await folder.sync().catch(() => undefined);
	await folder.close();
}

async function exists(path: string): Promise<boolean> {
	try {
		return (await stat(path)).isFile();
	} catch (error) {
		if (errorCode(error) === "ENOENT") return false;
		throw error;
	}
}

function errorCode(error: unknown): string {
	const code: unknown = error instanceof Error && "code" in error ? error.code : null;
	return typeof code === "string" ? code : "unknown";
}
