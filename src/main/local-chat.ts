import { randomBytes } from "node:crypto";
import { mkdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { type LocalChat, openLocalChat } from "../chat/local/local-chat.ts";
import type { Config } from "../config.ts";
import type { CommandSpec } from "../core/command/command-spec.ts";
import type { Database } from "../db/open-database.ts";
import { demoPeople } from "../demo/demo-people.ts";
import { openOutboxFolder } from "../mail/outbox-folder.ts";
import type { Clock } from "../ports/clock.ts";
import type { Log } from "../ports/log.ts";

const bytesPerMb = 1_048_576;

export interface LocalChatParts {
	readonly config: Config;
	readonly database: Database;
	readonly commands: readonly CommandSpec[];
	/** The folder with mails; null when they leave by SMTP. */
	readonly outbox: string | null;
	readonly clock: Clock;
	readonly log: Log;
}

/** The built-in chat with the demo's people. */
export async function localChatOf({
	config,
	database,
	commands,
	outbox,
	clock,
	log,
}: LocalChatParts): Promise<LocalChat> {
	return openLocalChat({
		store: database.localChat,
		outbox: outbox === null ? null : openOutboxFolder(outbox),
		commands,
		people: demoPeople.map(({ id, name, role }) => ({ id, name, roles: [role] })),
		port: config.LOCAL_CHAT_PORT,
		key: await linkKey(config.DATA_DIR),
		language: config.HOTLINE_LANGUAGE,
		maxUploadBytes: config.MAX_UPLOAD_MB * bytesPerMb,
		clock,
		log,
		caseOfThread: (thread) => database.threads.caseOf(thread),
	});
}

/** The secret in the local chat's link; kept, so that a bookmark goes on working after a restart. */
async function linkKey(dataDir: string): Promise<string> {
	const file = join(dataDir, "local-chat-key");
	const kept = await readFile(file, "utf8").catch(() => "");
	if (/^[A-Za-z0-9_-]{32,}$/.test(kept)) return kept;
	const key = randomBytes(24).toString("base64url");
	await mkdir(dataDir, { recursive: true });
	await writeFile(file, key, { mode: 0o600 });
	return key;
}
