import { operatorKey } from "../../src/core/contact/parse-mailboxes.ts";
import { readMail } from "../support/scenario-mails.ts";
import type { LeftCase } from "../support/scenario-store.ts";
import type { Trial } from "./chaos.ts";
import { checkCase, type Expected } from "./check-ended.ts";
import type { Kept } from "./rough-smtp.ts";

export interface HandOvers {
	readonly left: readonly LeftCase[];
	/** What the mail server kept. */
	readonly kept: readonly Kept[];
	readonly expected: Expected;
}

/**
 * What holds between a case and the mail server it mailed to: nobody got two mails, each holds only its reader's addresses, what was
 * accepted was kept, and what was kept is accepted or unknown.
 */
export async function checkHandOver(trial: Trial, { left, kept, expected }: HandOvers): Promise<void> {
	const received = new Map<string, number>();
	for (const { to, raw } of kept) {
		const key = operatorKey(to);
		received.set(key, (received.get(key) ?? 0) + 1);
		const mail = await readMail(raw);
		const own = expected.groups.get(key);
		if (own === undefined || mail.operatorKey !== key) trial.broken(`a mail to ${key}, who must get none`);
		else if ([...mail.named].some((address) => !own.has(address)))
			trial.broken(`the mail to ${key} names addresses of others`);
		else if (mail.listed.length !== own.size) trial.broken(`the mail to ${key} lists ${mail.listed.length} addresses`);
	}
	for (const [key, count] of received) if (count > 1) trial.broken(`${key} received ${count} mails in one round`);
	trial.count("mails received", "mails", kept.length);
	trial.count("mails received twice", "mails", [...received.values()].filter((count) => count > 1).length);
	for (const one of left) {
		checkCase(trial, one, expected);
		checkNotices(trial, one, received);
	}
}

function checkNotices(trial: Trial, { state, events }: LeftCase, received: ReadonlyMap<string, number>): void {
	const counts: Record<string, number> = {};
	for (const { id, operatorKey: key, status } of Object.values(state.notices)) {
		counts[status] = (counts[status] ?? 0) + 1;
		const got = received.has(key);
		if (status === "accepted" && !got) trial.broken(`${id} is accepted, and nothing was received`);
		if (got && status !== "accepted" && status !== "unknown") trial.broken(`${id} was received, and is ${status}`);
	}
	const total = Object.values(counts).reduce((sum, count) => sum + count, 0);
	const ended = events.map(({ event }) => event).findLast((event) => event.type === "RoundFinished");
	if (ended === undefined) {
		trial.broken(`${state.number} has no end of its round`);
		return;
	}
	if (ended.accepted + ended.refused + ended.unknown !== total)
		trial.broken(`${state.number} tells ${JSON.stringify(ended)} of ${total} notices`);
	if (ended.accepted !== (counts.accepted ?? 0) || ended.unknown !== (counts.unknown ?? 0))
		trial.broken(`${state.number} tells ${JSON.stringify(ended)}, and has ${JSON.stringify(counts)}`);
	for (const [status, count] of Object.entries(counts)) trial.count(`notices ${status}`, "notices", count);
}
