import { createRequire } from "node:module";
import { Worker } from "node:worker_threads";
import type { OptionsQuery } from "whoiser";
import { z } from "zod";
import { SourceFault } from "../../ports/contact-source.ts";

export interface AskWhoisOptions {
	readonly host: string;
	readonly port: number;
	/** One line of printable ASCII. */
	readonly query: string;
	/** For the whole answer, by the clock on the wall. */
	readonly deadlineMs: number;
	/** Heap of the thread that reads the answer. */
	readonly memoryMb: number;
	readonly maxBytes: number;
}

const source = "WHOIS";

/**
 * The thread's program. As text, because a thread starts from a file that plain Node can run, and beside this module that
 * is a different one in every way this project is run.
 */
const program = `
const { parentPort, workerData } = require("node:worker_threads");
const whoiser = require(workerData.whoiser);
whoiser.query(workerData.query).then(
	(text) => parentPort.postMessage(
		text.length > workerData.maxBytes ? { kind: "too-large" } : { kind: "answer", text },
	),
	(error) => parentPort.postMessage({ kind: "failed", timeout: error.message === "Timeout" }),
);
`;

const Message = z.discriminatedUnion("kind", [
	z.object({ kind: z.literal("answer"), text: z.string() }),
	z.object({ kind: z.literal("too-large") }),
	z.object({ kind: z.literal("failed"), timeout: z.boolean() }),
]);

const whoiser = createRequire(import.meta.url).resolve("whoiser");

function startThread(options: AskWhoisOptions): Worker {
	const query: OptionsQuery = {
		host: options.host,
		port: options.port,
		query: options.query,
		timeout: options.deadlineMs,
	};
	return new Worker(program, {
		eval: true,
		workerData: { whoiser, query, maxBytes: options.maxBytes },
		resourceLimits: { maxOldGenerationSizeMb: options.memoryMb, maxYoungGenerationSizeMb: 8, stackSizeMb: 2 },
		env: {},
		stdin: false,
		stdout: true,
		stderr: true,
	});
}

function textOf(message: unknown): string {
	const answer = Message.parse(message);
	if (answer.kind === "answer") return answer.text;
	if (answer.kind === "too-large") throw new SourceFault(source, "changed-shape", "a WHOIS answer is too large");
	if (answer.timeout) throw new SourceFault(source, "time-out", "a WHOIS server does not answer in time");
	throw new SourceFault(source, "unreachable", "a WHOIS server cannot be reached");
}

/**
 * Asks one WHOIS server one question through `whoiser` and gives the raw text. Boxed in a thread of its own, because
 * whoiser's time-out is per idle socket and its memory has no limit: the thread ends at the deadline, or when its memory is
 * used up. Only `whoiser.query` is used, which neither follows referrals nor reads the answer. Throws a `SourceFault`.
 */
export function askWhois(options: AskWhoisOptions, signal: AbortSignal): Promise<string> {
	signal.throwIfAborted();
	// A line break would be a second question in the same connection.
	if (!/^[\x20-\x7e]{1,200}$/.test(options.query)) throw new TypeError("a WHOIS question must be one line of ASCII");
	const thread = startThread(options);
	return new Promise<string>((resolve, reject) => {
		const stop = new AbortController();
		const settle = (result: () => void) => {
			stop.abort();
			clearTimeout(timer);
			// The answer does not wait for the thread's end; nothing of it is used any more.
			void thread.terminate();
			result();
		};
		const fail = (fault: unknown) => settle(() => reject(fault));
		const timer = setTimeout(
			() => fail(new SourceFault(source, "time-out", "a WHOIS server does not answer in time")),
			options.deadlineMs,
		);
		signal.addEventListener("abort", () => fail(signal.reason), { once: true, signal: stop.signal });
		thread.once("message", (message) =>
			settle(() => {
				try {
					resolve(textOf(message));
				} catch (error) {
					reject(error);
				}
			}),
		);
		thread.once("error", (cause) =>
			fail(new SourceFault(source, "changed-shape", "a WHOIS answer does not fit in memory", { cause })),
		);
		thread.once("exit", () => fail(new SourceFault(source, "unreachable", "the thread that asks WHOIS ended early")));
	});
}
