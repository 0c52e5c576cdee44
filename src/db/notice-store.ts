import type { Outcome } from "../core/case/event.ts";
import type { NoticeAttempt, NoticeRow, NoticeStore } from "../ports/notice-store.ts";
import { cleanText } from "./clean-text.ts";
import type { Notice } from "./generated/client.ts";
import type { Prisma } from "./prisma.ts";
import type { Sql, SqlRow } from "./sql.ts";

/**
 * Takes the first due notice and opens its attempt, in one statement. The case's row is locked too: a pause that is
 * being stored is waited for, and then counts.
 */
const claimNext = `
	with next as (
		select n.id from notices n join cases c on c.number = n.case_number
		where n.case_number = $1 and c.status = 'sending'
			and (n.status = 'queued' or (n.status = 'deferred' and n.retry_at <= $3::timestamptz))
		order by n.round, n.group_id limit 1
		for update of n skip locked for share of c
	),
	claimed as (
		update notices n set status = 'sending', prior_status = n.status, attempts = n.attempts + 1,
			claimed_by = $2, claimed_at = $3::timestamptz
		from next where n.id = next.id returning n.*
	),
	opened as (
		insert into attempts (notice_id, attempt, started_at) select id, attempts, $3::timestamptz from claimed
		on conflict (notice_id, attempt) do update set started_at = excluded.started_at, ended_at = null, outcome = null,
			code = null, response = null
	)
	select id, case_number, round, group_id, message_id, status, attempts, retry_at from claimed`;

/** Notices and their attempts in the database. */
export function createNoticeStore(sql: Sql, prisma: Prisma): NoticeStore {
	return {
		async claim(caseNumber, claimedBy, at) {
			const [row] = await sql.query(claimNext, [caseNumber, claimedBy, at]);
			return row === undefined ? null : fromSql(row);
		},

		async release(noticeId) {
			await sql.transaction(async (tx) => {
				const [row] = await tx.query(
					`update notices set status = prior_status, prior_status = null, claimed_by = null, claimed_at = null,
						attempts = attempts - 1
					where id = $1 and status = 'sending' and prior_status is not null returning attempts`,
					[noticeId],
				);
				if (row === undefined) return;
				await tx.query("delete from attempts where notice_id = $1 and attempt > $2", [noticeId, row.attempts]);
			});
		},

		async abandoned(caseNumber) {
			const rows = await prisma.notice.findMany({
				where: { caseNumber, status: "sending" },
				orderBy: [{ round: "asc" }, { groupId: "asc" }],
			});
			return rows.map(fromPrisma);
		},

		async noteResponse(noticeId, response, endedAt) {
			await sql.query(
				`update attempts set response = $2, ended_at = $3::timestamptz
				where notice_id = $1 and attempt = (select max(attempt) from attempts where notice_id = $1)`,
				[noticeId, cleanText(response), endedAt],
			);
		},

		async nextRetryAt(caseNumber) {
			const found = await prisma.notice.aggregate({
				where: { caseNumber, status: "deferred" },
				_min: { retryAt: true },
			});
			return found._min.retryAt?.toISOString() ?? null;
		},

		async get(noticeId) {
			const row = await prisma.notice.findUnique({ where: { id: noticeId } });
			return row === null ? null : fromPrisma(row);
		},

		async attempts(noticeId) {
			const rows = await prisma.attempt.findMany({ where: { noticeId }, orderBy: { attempt: "asc" } });
			return rows.map(
				(row): NoticeAttempt => ({
					attempt: row.attempt,
					startedAt: row.startedAt.toISOString(),
					endedAt: row.endedAt?.toISOString() ?? null,
					outcome: row.outcome as Outcome | null,
					code: row.code,
					response: row.response,
				}),
			);
		},
	};
}

function fromPrisma(row: Notice): NoticeRow {
	const { id, caseNumber, round, messageId, attempts } = row;
	return {
		...{ id, caseNumber, round, messageId, attempts },
		group: row.groupId,
		status: row.status as NoticeRow["status"],
		retryAt: row.retryAt?.toISOString() ?? null,
	};
}

function fromSql(row: SqlRow): NoticeRow {
	return {
		id: String(row.id),
		caseNumber: String(row.case_number),
		round: Number(row.round),
		group: Number(row.group_id),
		messageId: String(row.message_id),
		status: row.status as NoticeRow["status"],
		attempts: Number(row.attempts),
		retryAt: row.retry_at instanceof Date ? row.retry_at.toISOString() : null,
	};
}
