import type { FinishedMail, HandOver, MailTransport } from "../../src/ports/mail.ts";

/** A mail server in memory: keeps what it took, and answers as a test says. */
export interface MemoryMail extends MailTransport {
	readonly taken: FinishedMail[];
	/** What to answer, before the mail counts as taken; may throw, as a process that dies would. */
	answer: (mail: FinishedMail) => HandOver | Promise<HandOver>;
	/** What `maxBytes` says. */
	limit: number | null;
	/** What `wasSent` says: the folder knows, SMTP does not. */
	knows: boolean;
}

export const accepted: HandOver = { outcome: "accepted", code: 250, response: "ok" };

export function createMemoryMail(): MemoryMail {
	const taken: FinishedMail[] = [];
	const mail: MemoryMail = {
		name: "smtp",
		taken,
		answer: () => accepted,
		knows: false,
		limit: null,
		async send(finished) {
			const handOver = await mail.answer(finished);
			if (handOver.outcome === "accepted" || handOver.outcome === "unknown") taken.push(finished);
			return handOver;
		},
		sendIf: async (finished, mayBegin) => ((await mayBegin()) ? mail.send(finished) : null),
		maxBytes: async () => mail.limit,
		async wasSent(noticeId) {
			return mail.knows ? taken.some((finished) => finished.noticeId === noticeId) : null;
		},
		async forget(noticeId) {
			const index = taken.findIndex((finished) => finished.noticeId === noticeId);
			if (index >= 0) taken.splice(index, 1);
		},
		async close() {},
	};
	return mail;
}
