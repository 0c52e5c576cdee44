import type { Outcome } from "../core/case/event.ts";
import { type NoticeAttempt, type NoticeRow, type NoticeStore, sendingLease } from "../ports/notice-store.ts";
import type { Notice } from "./generated/client.ts";
import type { Prisma } from "./prisma.ts";
import type { Sql, SqlRow } from "./sql.ts";

/** Of a case that is being sent, due by its own row, and no mailing stop stands. $1 = at. */
const isDue = `c.status = 'sending' and (n.status = 'queued' or (n.status = 'deferred' and n.retry_at <= $1::timestamptz))
	and not exists (select from mailing_stops where lifted_at is null)`;
/** A notice's mailboxes are nearly always of one domain; the first one counts. */
const domain = "split_part(split_part(n.operator_key, ',', 1), '@', 2)";

/**
 * Takes due notices, in one statement. A pause or a stop counts once it is stored: one that is being stored is not waited for, because each
 * outcome that is being stored would be, too.
 */
const claimNext = `
	with next as (
		select n.id, ${domain} as domain from notices n join cases c on c.number = n.case_number
		where n.case_number = $2 and ${isDue} and ($5::int = 0 or not exists (
			select from mail_paces p where p.key = ${domain} and p.next_at > $1::timestamptz))
		order by n.round, n.group_id, n.part limit $4
		for update of n skip locked
	),
	paced as (
		insert into mail_paces (key, next_at)
		select distinct domain, $1::timestamptz + $5::int * interval '1 millisecond' from next where $5::int > 0
		on conflict (key) do update set next_at = excluded.next_at
	)
	update notices n set status = 'claimed', prior_status = n.status, claimed_by = $3, claimed_at = $1::timestamptz
	from next where n.id = next.id returning n.*`;

const beginClaimed = `
	with mine as (
		select n.id from notices n join cases c on c.number = n.case_number
		where n.id = any($1::text[]) and n.status = 'claimed' and n.claimed_by = $2 and c.status = 'sending'
			and not exists (select from mailing_stops where lifted_at is null)
		order by n.id for update of n
	),
	begun as (
		update notices n set status = 'sending', attempts = n.attempts + 1 from mine where n.id = mine.id
		returning n.id, n.attempts
	),
	opened as (
		insert into attempts (notice_id, attempt, started_at) select id, attempts, $3::timestamptz from begun
		on conflict (notice_id, attempt) do update set started_at = excluded.started_at, ended_at = null, outcome = null,
			code = null, response = null
	)
	select id from begun`;

const putBack = `
	with back as (
		update notices n set status = prior_status, prior_status = null, claimed_by = null, claimed_at = null,
			attempts = attempts - case when status = 'sending' then 1 else 0 end
		where id = any($1::text[]) and claimed_by = $2 and status in ('claimed', 'sending') and prior_status is not null
		returning id, attempts
	)
	delete from attempts a using back where a.notice_id = back.id and a.attempt > back.attempts`;

/** Notices and their attempts in the database. */
export function createNoticeStore(sql: Sql, prisma: Prisma): NoticeStore {
	return {
		async claim({ caseNumber, claimedBy, at, limit, domainSpacingMs }) {
			// One at a time where a domain may not get two in a row: the statement sees no pace that it sets itself.
			const most = domainSpacingMs > 0 ? 1 : limit;
			const rows = await sql.query(claimNext, [at, caseNumber, claimedBy, most, domainSpacingMs]);
			return rows.map(fromSql).sort((a, b) => a.round - b.round || a.group - b.group || (a.id < b.id ? -1 : 1));
		},

		async begin(noticeIds, claimedBy, at) {
			const rows = await sql.query(beginClaimed, [noticeIds, claimedBy, at]);
			return new Set(rows.map(({ id }) => String(id)));
		},

		async release(noticeIds, claimedBy) {
			await sql.query(putBack, [noticeIds, claimedBy]);
		},

		async abandoned(caseNumber, claimedBy) {
			const rows = await sql.query(
				`select n.* from notices n where n.case_number = $1 and n.status in ('claimed', 'sending')
					and (n.claimed_by = $3 or not exists (
						select from leases l where l.name = $2 || n.claimed_by and l.until > clock_timestamp()))
				order by n.round, n.group_id, n.part`,
				[caseNumber, sendingLease(caseNumber, ""), claimedBy],
			);
			return rows.map(fromSql);
		},

		async nextClaimAt(caseNumber) {
			const [row] = await sql.query(
				`select min(greatest(coalesce(n.retry_at, 'epoch'), coalesce(p.next_at, 'epoch'))) as at
				from notices n left join mail_paces p on p.key = ${domain}
				where n.case_number = $1 and (n.status = 'queued' or (n.status = 'deferred' and n.retry_at is not null))`,
				[caseNumber],
			);
			return row?.at instanceof Date ? row.at.toISOString() : null;
		},

		async heldByOthers(caseNumber, claimedBy) {
			const rows = await sql.query(
				`select from notices where case_number = $1 and status in ('claimed', 'sending') and claimed_by <> $2 limit 1`,
				[caseNumber, claimedBy],
			);
			return rows.length > 0;
		},

		async casesDue(at) {
			const rows = await sql.query(
				`select distinct n.case_number from notices n join cases c on c.number = n.case_number
				where ${isDue} order by n.case_number`,
				[at],
			);
			return rows.map((row) => String(row.case_number));
		},

		async bookSlot(at, spacingMs) {
			const [row] = await sql.query(
				`insert into mail_paces (key, next_at) values ('', $1::timestamptz + $2::int * interval '1 millisecond')
				on conflict (key) do update
					set next_at = greatest(mail_paces.next_at, $1::timestamptz) + $2::int * interval '1 millisecond'
				returning next_at - $2::int * interval '1 millisecond' as at`,
				[at, spacingMs],
			);
			return row?.at instanceof Date ? row.at.toISOString() : at;
		},

		async firstMailTo(caseNumber, operatorKey, beforeRound) {
			const row = await prisma.notice.findFirst({
				where: { caseNumber, operatorKey, round: { lt: beforeRound }, status: "accepted", acceptedAt: { not: null } },
				orderBy: [{ round: "asc" }, { part: "asc" }],
				select: { messageId: true, acceptedAt: true },
			});
			const acceptedAt = row?.acceptedAt?.toISOString();
			return row === null || acceptedAt === undefined ? null : { messageId: row.messageId, acceptedAt };
		},

		async get(noticeId) {
			const row = await prisma.notice.findUnique({ where: { id: noticeId } });
			return row === null ? null : fromPrisma(row);
		},

		async withMessageIds(messageIds) {
			// Ours are in lower case; some mail systems make capitals of them.
			const written = [...new Set(messageIds.flatMap((id) => [id, id.toLowerCase()]))];
			const rows = await prisma.notice.findMany({ where: { messageId: { in: written } } });
			const found = new Map(rows.map((row) => [row.messageId.toLowerCase(), fromPrisma(row)]));
			return new Map(
				messageIds.flatMap((id) => {
					const row = found.get(id.toLowerCase());
					return row === undefined ? [] : [[id, row] as const];
				}),
			);
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
	const { id, caseNumber, round, messageId, attempts, claimedBy } = row;
	return {
		...{ id, caseNumber, round, messageId, attempts, claimedBy },
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
		claimedBy: row.claimed_by === null ? null : String(row.claimed_by),
	};
}
