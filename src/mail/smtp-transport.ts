import { isAddrSpec } from "../core/contact/parse-mailboxes.ts";
import type { HandOver, MailTransport } from "../ports/mail.ts";
import { type LineOptions, openLine, type SmtpLine, type SmtpTimeouts } from "./smtp-line.ts";
import { parseSmtpUrl } from "./smtp-url.ts";

/** RFC 5321, 4.5.3.2: 5 minutes for commands, 3 for a block of data, 10 for the answer to the final dot. */
const advisedTimeouts: SmtpTimeouts = {
	connectMs: 60_000,
	commandMs: 300_000,
	dataMs: 180_000,
	answerMs: 600_000,
};
/** Servers hang up on a silent client after some minutes at the least. */
const idleMs = 10_000;
/** Many servers take a hundred in a row, and then answer 421. */
const mailsPerLine = 100;

export interface SmtpOptions {
	/** See `parseSmtpUrl`. */
	readonly url: string;
	/** What to call ourselves in EHLO; default the host's name, or its address in brackets. */
	readonly clientName?: string;
	/** PEM of certificate authorities to trust instead of the system's. */
	readonly ca?: string;
	/** Connections at the same time; default 5. A mail for which there is none waits. */
	readonly connections?: number;
	readonly timeouts?: Partial<SmtpTimeouts>;
}

/**
 * Hands mails over by SMTP (RFC 5321) on a few connections that are used again, TLS certificates checked. Outcomes are what is known for
 * sure: not handed over → `deferred`; refused by reply → `refused`; line lost once the end of the message was given to
 * the network → `unknown`. Accepted means that the server took it for at least one recipient; the response names the others.
 * A connection that turns out to be dead before anything was handed over is replaced by a new one, once.
 * Throws `BadSmtpUrl` at once for a URL that cannot be used.
 */
export function openSmtp(options: SmtpOptions): MailTransport {
	const server = parseSmtpUrl(options.url);
	const { clientName, ca } = options;
	const line: LineOptions = {
		...{ server, timeouts: { ...advisedTimeouts, ...options.timeouts } },
		...(clientName === undefined ? {} : { clientName }),
		...(ca === undefined ? {} : { ca }),
	};
	const lines = openLines(line, options.connections ?? 5);
	let maxBytes: number | null | undefined;
	const sendIf: MailTransport["sendIf"] = async (mail, mayBegin) => {
		if (![...mail.envelopeTo, mail.envelopeFrom || "null@sender.invalid"].every(isAddrSpec)) {
			const response = "a recipient or the sender is not a plain mail address";
			return (await mayBegin()) ? { outcome: "refused", code: null, response } : null;
		}
		return lines.use(async (take) => {
			for (let fresh = false; ; fresh = true) {
				const taken = await take(fresh);
				if ("outcome" in taken) return taken;
				maxBytes = taken.maxBytes;
				if (!fresh && !(await mayBegin())) return null;
				const isUsed = taken.carried > 0;
				const handOver = await taken.deliver(mail);
				if (!isUsed || !isStale(handOver)) return handOver;
			}
		});
	};
	return {
		name: "smtp",
		send: async (mail) => (await sendIf(mail, always)) as HandOver,
		sendIf,
		async maxBytes() {
			if (maxBytes === undefined)
				await lines.use(async (take) => {
					const taken = await take(false);
					if (!("outcome" in taken)) maxBytes = taken.maxBytes;
				});
			return maxBytes ?? null;
		},
		async forget() {},
		async wasSent() {
			return null;
		},
		close: async () => lines.close(),
	};
}

const always = async (): Promise<boolean> => true;

/** Nothing was handed over, and what was said is about the connection: it was closed, or the server has had enough of it (421). */
function isStale({ outcome, code }: HandOver): boolean {
	return outcome === "deferred" && (code === null || code === 421);
}

/** Gives the line that is held: one that was used before, or a new one. */
type Take = (fresh: boolean) => Promise<SmtpLine | HandOver>;

/** At most `most` lines at once; those that are free wait a while for the next mail. */
function openLines(options: LineOptions, most: number) {
	const all = new Set<SmtpLine>();
	const free: { readonly line: SmtpLine; readonly timer: NodeJS.Timeout }[] = [];
	const waiting: (() => void)[] = [];
	let busy = 0;
	let closed = false;

	const drop = (line: SmtpLine) => {
		all.delete(line);
		line.leave();
	};
	const giveBack = (line: SmtpLine) => {
		if (closed || !line.usable || line.carried >= mailsPerLine) return drop(line);
		const timer = setTimeout(() => {
			free.splice(
				free.findIndex((each) => each.line === line),
				1,
			);
			drop(line);
		}, idleMs);
		timer.unref();
		free.push({ line, timer });
	};
	const freeLine = (): SmtpLine | null => {
		for (let next = free.pop(); next !== undefined; next = free.pop()) {
			clearTimeout(next.timer);
			if (next.line.usable) return next.line;
			drop(next.line);
		}
		return null;
	};
	return {
		async use<T>(work: (take: Take) => Promise<T>): Promise<T> {
			if (busy >= most) await new Promise<void>((resolve) => waiting.push(resolve));
			else busy += 1;
			let held: SmtpLine | null = null;
			try {
				return await work(async (fresh) => {
					if (held !== null) drop(held);
					held = fresh ? null : freeLine();
					if (held !== null) return held;
					const opened = await openLine(options);
					if ("outcome" in opened) return opened;
					all.add(opened);
					held = opened;
					return opened;
				});
			} finally {
				if (held !== null) giveBack(held);
				const next = waiting.shift();
				// The place goes over to who waits for it.
				if (next === undefined) busy -= 1;
				else next();
			}
		},
		close(): void {
			closed = true;
			for (const { line, timer } of free.splice(0)) {
				clearTimeout(timer);
				drop(line);
			}
			for (const line of all) line.cut();
		},
	};
}
