import { existsSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { Worker } from "node:worker_threads";
import { type MailWriter, Unwritable, type WrittenMail } from "../ports/mail-writer.ts";
import type { MailIdentity } from "./mail-identity.ts";
import type { FromWriter, ToWriter } from "./writer-messages.ts";

interface Asked {
	readonly resolve: (written: WrittenMail) => void;
	readonly reject: (fault: Error) => void;
}

export interface MailWriterThread extends MailWriter {
	close(): Promise<void>;
}

const compiled = join("dist", "src", "mail", "write-worker.js");

/**
 * Writes mails in a thread of its own, so that a long list holds up nothing else. The thread begins with the first mail. When it dies, what
 * it was asked fails, and the next mail gets a new one. `entry`: the worker's file, where it is not the compiled one.
 */
export function openMailWriterThread(identity: MailIdentity, entry?: URL): MailWriterThread {
	const asked = new Map<number, Asked>();
	let worker: Worker | null = null;
	let last = 0;

	const fail = (fault: Error): void => {
		worker = null;
		for (const { reject } of asked.values()) reject(fault);
		asked.clear();
	};
	const start = (): Worker => {
		const started = new Worker(entry ?? workerEntry(import.meta.url), { workerData: identity, env: {}, execArgv: [] });
		started.on("message", (said: FromWriter) => {
			const question = asked.get(said.id);
			asked.delete(said.id);
			if ("written" in said) question?.resolve(said.written);
			else question?.reject("unwritable" in said ? new Unwritable(said.unwritable) : new Error(said.fault));
			if (asked.size === 0) started.unref();
		});
		started.on("error", fail);
		started.on("exit", () => {
			if (worker === started) fail(new Error("the thread that writes mails ended"));
		});
		return started;
	};
	return {
		write(mail, allowed) {
			worker ??= start();
			const thread = worker;
			thread.ref();
			return new Promise((resolve, reject) => {
				const id = ++last;
				asked.set(id, { resolve, reject });
				thread.postMessage({ id, mail, allowed } satisfies ToWriter);
			});
		},
		async close() {
			await worker?.terminate();
		},
	};
}

/** Beside this module in the compiled program; run from the sources, the compiled one, because Node 20 runs no TypeScript. */
function workerEntry(from: string): URL {
	const beside = new URL("./write-worker.js", from);
	if (existsSync(beside)) return beside;
	for (let folder = dirname(fileURLToPath(from)); ; folder = dirname(folder)) {
		const built = join(folder, compiled);
		if (existsSync(built)) return pathToFileURL(built);
		if (folder === dirname(folder)) throw new Error(`${compiled} is missing: run "npm run setup" first`);
	}
}
