import { setTimeout as wait } from "node:timers/promises";
import { type HttpAnswer, Stalled } from "./http-get.ts";
import type { RemoteFile } from "./remote-files.ts";
import { codeOf, diskFault, UpdateFault } from "./update-fault.ts";

type Reason = "busy" | "changed" | "cut" | "server-error";

/** Another try may help. */
export class TryAgain extends Error {
	readonly reason: Reason;
	/** The HTTP status; 0 = none. */
	readonly status: number;
	/** As the server asks; null = it does not say. */
	readonly retryAfterMs: number | null;
	constructor(
		reason: Reason,
		{ status = 0, retryAfterMs = null }: { status?: number; retryAfterMs?: number | null } = {},
	) {
		super(`try again: ${reason}`);
		this.name = "TryAgain";
		this.reason = reason;
		this.status = status;
		this.retryAfterMs = retryAfterMs;
	}
}

/** What an answer that brings no file means. */
export function answerFault({ status, headers }: HttpAnswer, file: string): Error {
	const retryAfterMs = parseRetryAfter(headers["retry-after"]);
	if (status === 429 || (status === 503 && retryAfterMs !== null))
		return new TryAgain("busy", { status, retryAfterMs });
	if (status === 408 || status >= 500) return new TryAgain("server-error", { status, retryAfterMs });
	if (status === 404 || status === 410) return new UpdateFault("not-found", { file });
	return new UpdateFault("refused", { file, detail: String(status) });
}

/** Seconds, or a date (RFC 9110, 10.2.3). */
function parseRetryAfter(text: string | undefined): number | null {
	if (text === undefined) return null;
	if (/^\d{1,9}$/.test(text.trim())) return Number(text) * 1_000;
	const at = Date.parse(text);
	return Number.isNaN(at) ? null : Math.max(0, at - Date.now());
}

/** Whether a file begins as it should; what a proxy or a log-in page gives instead does not. */
export function isRightStart(start: Buffer, { packed }: RemoteFile): boolean {
	if (packed) return start[0] === 0x1f && (start.length < 2 || start[1] === 0x8b);
	return /^[\d#]/.test(start.subarray(0, 1).toString("latin1"));
}

/** How often, and with what waits, something is tried. */
export interface Tries {
	/** The file's name and the server's, for faults. */
	readonly file: string;
	readonly host: string;
	/** Waits before each further try; they start anew when something came in. */
	readonly againMs: readonly number[];
	/** A server that asks for more patience than this is left alone. */
	readonly patienceMs: number;
	readonly signal: AbortSignal;
	/** It is left alone for so long before the next try. */
	readonly onWait: (waitMs: number) => void;
	/** Bytes that are there by now. */
	readonly received: () => Promise<number>;
}

const maxTries = 200;
/** For who asks for patience without saying how much. */
const usualPatienceMs = 3_600_000;

/** Tries until it is done, with growing waits while nothing comes in. Throws an `UpdateFault`. */
export async function untilFetched<T>(tries: Tries, work: () => Promise<T>): Promise<T> {
	const { againMs, patienceMs, signal } = tries;
	let most = await tries.received();
	let idle = 0;
	for (let count = 1; ; count++) {
		try {
			return await work();
		} catch (fault) {
			signal.throwIfAborted();
			const trouble = troubleOf(fault, tries);
			if (trouble.final) throw trouble.fault;
			const size = await tries.received();
			if (size > most) idle = 0;
			most = Math.max(most, size);
			const retryAfterMs = fault instanceof TryAgain ? fault.retryAfterMs : null;
			const waitMs = Math.max(retryAfterMs ?? 0, againMs[idle] ?? 0);
			if (idle >= againMs.length || count >= maxTries || waitMs > patienceMs) throw trouble.fault;
			idle++;
			if (waitMs >= 1_000) tries.onWait(waitMs);
			await wait(waitMs, undefined, { signal });
		}
	}
}

interface Trouble {
	readonly fault: UpdateFault;
	/** No other try helps. */
	readonly final: boolean;
}

function troubleOf(fault: unknown, { file, host }: Tries): Trouble {
	if (fault instanceof UpdateFault) return { fault, final: true };
	const disk = diskFault(fault, file);
	if (disk !== null) return { fault: disk, final: true };
	if (fault instanceof Stalled)
		return { fault: new UpdateFault("stalled", { file, detail: host }, fault), final: false };
	if (fault instanceof TryAgain && fault.reason === "busy") {
		const minutes = Math.max(1, Math.ceil((fault.retryAfterMs ?? usualPatienceMs) / 60_000));
		return { fault: new UpdateFault("busy", { file, detail: String(minutes) }, fault), final: false };
	}
	if (fault instanceof TryAgain && fault.reason === "server-error")
		return { fault: new UpdateFault("server-error", { file, detail: String(fault.status) }, fault), final: false };
	const code = codeOf(fault);
	if (code !== null && /CERT|^ERR_(?:SSL|TLS)_/.test(code))
		return { fault: new UpdateFault("certificate", { file: host }, fault), final: true };
	// No such host: unlike a name server that does not answer, that does not pass in some minutes.
	if (fault instanceof TryAgain || code !== null)
		return { fault: new UpdateFault("unreachable", { file, detail: host }, fault), final: code === "ENOTFOUND" };
	throw fault;
}
