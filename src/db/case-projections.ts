import type { CaseEvent } from "../core/case/event.ts";
import { commonOffers } from "../core/contact/common-offers.ts";
import type { Offer } from "../core/contact/resolution.ts";
import type { Prisma } from "./generated/client.ts";
import type { PrismaTx } from "./prisma.ts";

interface Projection {
	readonly caseNumber: string;
	readonly messageIdFor: (noticeId: string) => string;
}

/** Writes the rows that follow from the events, in the transaction that stores them. Outcomes that come together are written together. */
export async function projectEvents(tx: PrismaTx, events: readonly CaseEvent[], about: Projection): Promise<void> {
	let settled: Settled[] = [];
	for (const event of events) {
		if (event.type === "NoticeSettled") {
			settled.push(event);
			continue;
		}
		await settleNotices(tx, settled);
		settled = [];
		await projectEvent(tx, event, about);
	}
	await settleNotices(tx, settled);
}

async function projectEvent(tx: PrismaTx, event: CaseEvent, { caseNumber, messageIdFor }: Projection): Promise<void> {
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
		case "NoticeSplit":
			return splitNotice(tx, event, messageIdFor);
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

type Settled = CaseEvent & { readonly type: "NoticeSettled" };

/** For many notices two statements: this is done for every mail. The attempt is there already when the notice was begun. */
async function settleNotices(tx: PrismaTx, events: readonly Settled[]): Promise<void> {
	if (events.length === 0) return;
	const rows = events.map(({ notice, outcome, attempt, code, retryAt, at }) => ({
		...{ notice, outcome, attempt, code, at },
		retry_at: outcome === "deferred" ? retryAt : null,
	}));
	const last = new Map(rows.map((row) => [row.notice, row]));
	await tx.$executeRaw`
		update notices n set status = s.outcome, code = s.code, retry_at = s.retry_at,
			prior_status = null, claimed_by = null, claimed_at = null,
			accepted_at = case when s.outcome = 'accepted' then s.at else n.accepted_at end
		from jsonb_to_recordset(${JSON.stringify([...last.values()])}::jsonb)
			as s (notice text, outcome text, code int, retry_at timestamptz, at timestamptz)
		where n.id = s.notice`;
	await tx.$executeRaw`
		insert into attempts (notice_id, attempt, started_at, ended_at, outcome, code)
		select notice, attempt, at, at, outcome, code from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb)
			as s (notice text, attempt int, outcome text, code int, at timestamptz)
		on conflict (notice_id, attempt) do update set outcome = excluded.outcome, code = excluded.code,
			ended_at = coalesce(attempts.ended_at, excluded.ended_at)`;
}

type Split = CaseEvent & { readonly type: "NoticeSplit" };

/** The further parts beside the first, which keeps its row. */
async function splitNotice(tx: PrismaTx, event: Split, messageIdFor: Projection["messageIdFor"]): Promise<void> {
	const first = await tx.notice.update({ where: { id: event.notice }, data: { parts: event.parts.length } });
	const { caseNumber, round, groupId, operatorKey, parts } = first;
	await tx.notice.createMany({
		data: event.parts.slice(1).map(({ id }, index) => ({
			...{ id, caseNumber, round, groupId, operatorKey, parts, part: index + 2 },
			...{ messageId: messageIdFor(id), status: "queued" },
		})),
	});
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
