import type { CaseEvent } from "../core/case/event.ts";
import { commonOffers } from "../core/contact/common-offers.ts";
import type { Offer } from "../core/contact/resolution.ts";
import type { Prisma } from "./generated/client.ts";
import type { PrismaTx } from "./prisma.ts";

interface Projection {
	readonly caseNumber: string;
	readonly event: CaseEvent;
	readonly messageIdFor: (noticeId: string) => string;
}

/** Writes the rows that follow from one event, in the transaction that stores it. */
export async function projectEvent(tx: PrismaTx, { caseNumber, event, messageIdFor }: Projection): Promise<void> {
	switch (event.type) {
		case "VoteCast": {
			const { poll, voter, vote, at } = event;
			const data = { voterName: voter.name, vote, at };
			await tx.vote.upsert({
				where: { caseNumber_poll_voterId: { caseNumber, poll, voterId: voter.id } },
				create: { caseNumber, poll, voterId: voter.id, ...data },
				update: data,
			});
			return;
		}
		case "ContactAssigned":
			return assignContact(tx, caseNumber, event);
		case "NoticesQueued":
			await tx.notice.createMany({
				data: event.notices.map((notice) => ({
					id: notice.id,
					caseNumber,
					round: event.round,
					groupId: notice.group,
					operatorKey: notice.operatorKey,
					messageId: messageIdFor(notice.id),
					status: "queued",
				})),
			});
			return;
		case "NoticeSettled":
			return settleNotice(tx, event);
		case "UnknownResolved":
			await change(tx, event.notice, {
				...(event.as === "sent" ? { status: "accepted", acceptedAt: event.at } : { status: "queued" }),
				retryAt: null,
			});
			return;
		case "NoticeRetried":
			await change(tx, event.notice, { status: "queued", retryAt: null });
			return;
		case "AddressesPurged":
			return purgeAddresses(tx, caseNumber);
		default:
			// The other events show in the case's own row only.
			return;
	}
}

type Assigned = CaseEvent & { type: "ContactAssigned" };

async function assignContact(tx: PrismaTx, caseNumber: string, event: Assigned): Promise<void> {
	const { group, operatorKey, operator, mailboxes, mergedInto } = event;
	const data = { operatorKey, operator, mailboxes, source: "volunteer" };
	await tx.group.upsert({
		where: { caseNumber_id: { caseNumber, id: group } },
		create: { caseNumber, id: group, path: [], ...data },
		update: data,
	});
	if (mergedInto === null) return;
	await tx.finding.updateMany({ where: { caseNumber, groupId: group }, data: { groupId: mergedInto } });
	const both = await tx.group.findMany({
		where: { caseNumber, id: { in: [group, mergedInto] } },
		select: { offers: true },
	});
	const [one = [], other = []] = both.map(({ offers }) => offers as unknown as readonly Offer[]);
	await tx.group.updateMany({
		where: { caseNumber, id: mergedInto },
		data: { offers: commonOffers(one, other) as unknown as Prisma.InputJsonValue },
	});
}

type Settled = CaseEvent & { type: "NoticeSettled" };

async function settleNotice(tx: PrismaTx, event: Settled): Promise<void> {
	const { notice, outcome, attempt, code, retryAt, at } = event;
	await change(tx, notice, {
		status: outcome,
		code,
		retryAt: outcome === "deferred" ? retryAt : null,
		...(outcome === "accepted" ? { acceptedAt: at } : {}),
	});
	// One statement: this is done for every mail. The attempt is there already when the notice was claimed.
	await tx.$executeRaw`
		insert into attempts (notice_id, attempt, started_at, ended_at, outcome, code)
		values (${notice}, ${attempt}, ${at}::timestamptz, ${at}::timestamptz, ${outcome}, ${code}::int)
		on conflict (notice_id, attempt) do update set outcome = excluded.outcome, code = excluded.code,
			ended_at = coalesce(attempts.ended_at, excluded.ended_at)`;
}

interface NoticeChange {
	readonly status: string;
	readonly retryAt: string | null;
	readonly code?: number | null;
	readonly acceptedAt?: string;
}

/** A settled notice belongs to nobody any more. */
async function change(tx: PrismaTx, id: string, data: NoticeChange): Promise<void> {
	const { count } = await tx.notice.updateMany({
		where: { id },
		data: { ...data, claimedBy: null, claimedAt: null, priorStatus: null },
	});
	if (count !== 1) throw new Error(`notice ${id} was never queued`);
}

/** Deletes what points at affected systems or private people; totals stay in the events. */
export async function purgeAddresses(tx: PrismaTx, caseNumber: string): Promise<void> {
	await tx.finding.deleteMany({ where: { caseNumber } });
	await tx.dueFinding.deleteMany({ where: { caseNumber } });
	await tx.problem.updateMany({ where: { caseNumber }, data: { text: "" } });
	await tx.group.updateMany({ where: { caseNumber }, data: { operatorKey: "", mailboxes: [], path: [], offers: [] } });
	await tx.$executeRaw`
		delete from uploads where id::text = (select upload_id from cases where number = ${caseNumber})`;
}
