import type { CaseEvent } from "../core/case/event.ts";
import { commonOffers } from "../core/contact/common-offers.ts";
import type { Offer } from "../core/contact/resolution.ts";
import type { Response } from "../ports/case-store.ts";
import { cleanText } from "./clean-text.ts";
import type { Sql } from "./sql.ts";

/** What works inside a transaction. */
export type Tx = Pick<Sql, "query">;

interface Projection {
	readonly caseNumber: string;
	readonly messageIdFor: (noticeId: string) => string;
	readonly responses: readonly Response[];
}

/** Writes the rows that follow from the events, in the transaction that stores them. Outcomes that come together are written together. */
export async function projectEvents(tx: Tx, events: readonly CaseEvent[], about: Projection): Promise<void> {
	let settled: Settled[] = [];
	for (const event of events) {
		if (event.type === "NoticeSettled") {
			settled.push(event);
			continue;
		}
		await settleNotices(tx, settled, about.responses);
		settled = [];
		await projectEvent(tx, event, about);
	}
	await settleNotices(tx, settled, about.responses);
}

async function projectEvent(tx: Tx, event: CaseEvent, { caseNumber, messageIdFor }: Projection): Promise<void> {
	switch (event.type) {
		case "VoteCast": {
			const { poll, voter, vote, at } = event;
			await tx.query(castVote, [caseNumber, poll, voter.id, voter.name, vote, at]);
			return;
		}
		case "ContactAssigned":
			return assignContact(tx, caseNumber, event);
		case "NoticesQueued":
			return insertNotices(
				tx,
				event.notices.map(({ id, group, operatorKey }) => ({
					...{ id, caseNumber, round: event.round, group, operatorKey, messageId: messageIdFor(id) },
					...{ part: 1, parts: 1 },
				})),
			);
		case "NoticeSplit":
			return splitNotice(tx, event, messageIdFor);
		case "UnknownResolved":
			return event.as === "sent"
				? change(tx, event.notice, { status: "accepted", acceptedAt: event.at })
				: change(tx, event.notice, { status: "queued" });
		case "NoticeRetried":
			return change(tx, event.notice, { status: "queued" });
		case "AddressesPurged":
			return purgeAddresses(tx, caseNumber);
		default:
			// The other events show in the case's own row only.
			return;
	}
}

const castVote = `
	insert into votes (case_number, poll, voter_id, voter_name, vote, at) values ($1, $2, $3, $4, $5, $6::timestamptz)
	on conflict (case_number, poll, voter_id) do update
		set voter_name = excluded.voter_name, vote = excluded.vote, at = excluded.at`;

type Assigned = CaseEvent & { type: "ContactAssigned" };

const assignGroup = `
	insert into groups (case_number, id, operator_key, operator, mailboxes, source, path)
	values ($1, $2, $3, $4, $5::text[], 'volunteer', '{}')
	on conflict (case_number, id) do update set operator_key = excluded.operator_key, operator = excluded.operator,
		mailboxes = excluded.mailboxes, source = excluded.source`;

async function assignContact(tx: Tx, caseNumber: string, event: Assigned): Promise<void> {
	const { group, operatorKey, operator, mailboxes, mergedInto } = event;
	await tx.query(assignGroup, [caseNumber, group, operatorKey, operator, mailboxes]);
	if (mergedInto === null) return;
	await tx.query("update findings set group_id = $3 where case_number = $1 and group_id = $2", [
		...[caseNumber, group, mergedInto],
	]);
	const both = await tx.query("select offers from groups where case_number = $1 and id in ($2, $3)", [
		...[caseNumber, group, mergedInto],
	]);
	const [one = [], other = []] = both.map(({ offers }) => offers as readonly Offer[]);
	await tx.query("update groups set offers = $3::jsonb where case_number = $1 and id = $2", [
		...[caseNumber, mergedInto, JSON.stringify(commonOffers(one, other))],
	]);
}

type Settled = CaseEvent & { readonly type: "NoticeSettled" };

/** The last outcome of a notice counts for its row; each has an attempt, which is there already when the notice was begun. */
const settle = `
	with settled as (
		select * from jsonb_to_recordset($1::jsonb)
			as s (notice text, outcome text, attempt int, code int, retry_at timestamptz, at timestamptz, last boolean,
				response text)
	),
	told as (
		update notices n set status = s.outcome, code = s.code, retry_at = s.retry_at,
			prior_status = null, claimed_by = null, claimed_at = null,
			accepted_at = case when s.outcome = 'accepted' then s.at else n.accepted_at end
		from settled s where s.last and n.id = s.notice
	)
	insert into attempts (notice_id, attempt, started_at, ended_at, outcome, code, response)
	select notice, attempt, at, at, outcome, code, nullif(response, '') from settled
	on conflict (notice_id, attempt) do update set outcome = excluded.outcome, code = excluded.code,
		response = coalesce(excluded.response, attempts.response), ended_at = coalesce(attempts.ended_at, excluded.ended_at)`;

/** For many notices one statement: this is done for every mail. */
async function settleNotices(tx: Tx, events: readonly Settled[], responses: readonly Response[]): Promise<void> {
	if (events.length === 0) return;
	const words = new Map(responses.map(({ notice, attempt, response }) => [`${notice} ${attempt}`, response]));
	const last = new Map(events.map((event) => [event.notice, event]));
	const rows = events.map((event) => {
		const { notice, outcome, attempt, code, at } = event;
		const retry_at = outcome === "deferred" ? event.retryAt : null;
		const response = cleanText(words.get(`${notice} ${attempt}`) ?? "");
		return { notice, outcome, attempt, code, at, retry_at, last: last.get(notice) === event, response };
	});
	await tx.query(settle, [JSON.stringify(rows)]);
}

type Split = CaseEvent & { readonly type: "NoticeSplit" };

/** The further parts beside the first, which keeps its row. */
async function splitNotice(tx: Tx, event: Split, messageIdFor: Projection["messageIdFor"]): Promise<void> {
	const parts = event.parts.length;
	const [first] = await tx.query("update notices set parts = $2 where id = $1 returning *", [event.notice, parts]);
	if (first === undefined) throw new Error(`notice ${event.notice} was never queued`);
	const about = {
		caseNumber: String(first.case_number),
		round: Number(first.round),
		group: Number(first.group_id),
		operatorKey: String(first.operator_key),
	};
	await insertNotices(
		tx,
		event.parts
			.slice(1)
			.map(({ id }, index) => ({ ...about, id, messageId: messageIdFor(id), part: index + 2, parts })),
	);
}

interface NewNotice {
	readonly id: string;
	readonly caseNumber: string;
	readonly round: number;
	readonly group: number;
	readonly operatorKey: string;
	readonly messageId: string;
	readonly part: number;
	readonly parts: number;
}

async function insertNotices(tx: Tx, notices: readonly NewNotice[]): Promise<void> {
	await tx.query(
		`insert into notices (id, case_number, round, group_id, operator_key, message_id, part, parts, status)
		select id, "caseNumber", round, "group", "operatorKey", "messageId", part, parts, 'queued'
		from jsonb_to_recordset($1::jsonb) as n (id text, "caseNumber" text, round int, "group" int, "operatorKey" text,
			"messageId" text, part int, parts int)`,
		[JSON.stringify(notices)],
	);
}

/** A settled notice belongs to nobody any more. */
async function change(
	tx: Tx,
	id: string,
	{ status, acceptedAt }: { readonly status: "accepted" | "queued"; readonly acceptedAt?: string },
): Promise<void> {
	const changed = await tx.query(
		`update notices set status = $2, accepted_at = coalesce($3::timestamptz, accepted_at), retry_at = null,
			claimed_by = null, claimed_at = null, prior_status = null
		where id = $1 returning id`,
		[id, status, acceptedAt],
	);
	if (changed.length !== 1) throw new Error(`notice ${id} was never queued`);
}

/** Deletes what points at affected systems or private people; totals stay in the events. */
export async function purgeAddresses(tx: Tx, caseNumber: string): Promise<void> {
	for (const statement of [
		"delete from findings where case_number = $1",
		"delete from due_findings where case_number = $1",
		"update problems set text = '' where case_number = $1",
		"update groups set operator_key = '', mailboxes = '{}', path = '{}', offers = '[]' where case_number = $1",
		"delete from uploads where id::text = (select upload_id from cases where number = $1)",
	])
		await tx.query(statement, [caseNumber]);
}
