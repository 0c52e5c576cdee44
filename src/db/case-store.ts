import { CaseEvent, type StoredEvent } from "../core/case/event.ts";
import { createFold } from "../core/case/evolve.ts";
import type { CaseState, CaseStatus } from "../core/case/state.ts";
import type { Append, CaseRow, CaseStore, StatusTotals } from "../ports/case-store.ts";
import type { Job, SqlExecutor } from "../ports/jobs.ts";
import { readHistory } from "./case-history.ts";
import { projectEvents, type Tx } from "./case-projections.ts";
import { cleanJson, cleanText } from "./clean-text.ts";
import type { Prisma } from "./prisma.ts";
import type { Sql } from "./sql.ts";

export interface CaseStoreOptions {
	/** The `Message-ID` of a notice's mail, with angle brackets. */
	readonly messageIdFor: (noticeId: string) => string;
	/** Stores jobs within the transaction of the events (`JobQueue.enqueueIn`). */
	readonly enqueueIn: (execute: SqlExecutor, jobs: readonly Job[]) => Promise<void>;
}

const eventsPerRead = 1_000;
/** Folded cases kept in memory; one that falls out is folded again from its events. */
const foldedCases = 200;
const finished: readonly CaseStatus[] = ["closed", "withdrawn", "rejected", "unreadable"];

/** Longer than any append takes; embedded, an append waits for whatever else is being stored. */
export const transactionTimes = { maxWait: 60_000, timeout: 60_000 };

class Conflict extends Error {}

/** The cases and their events in the database. */
export function createCaseStore(sql: Sql, prisma: Prisma, options: CaseStoreOptions): CaseStore {
	const folded = new Map<string, CaseState>();

	const remember = (state: CaseState): void => {
		const known = folded.get(state.number);
		folded.delete(state.number);
		folded.set(state.number, known !== undefined && known.version > state.version ? known : state);
		const oldest = folded.size > foldedCases ? folded.keys().next().value : undefined;
		if (oldest !== undefined) folded.delete(oldest);
	};

	const events: CaseStore["events"] = async (caseNumber, after, limit) => {
		const rows = await prisma.event.findMany({
			where: { caseNumber, seq: { gt: after } },
			orderBy: { seq: "asc" },
			take: limit,
		});
		return rows.map((row): StoredEvent => ({ caseNumber, seq: row.seq, event: CaseEvent.parse(row.body) }));
	};

	return {
		events,

		async nextNumber(prefix, year) {
			const [row] = await sql.query(count, [`case:${prefix}:${year}`]);
			const value = Number(row?.value);
			return `${prefix}-${year}-${String(value).padStart(4, "0")}`;
		},

		async load(caseNumber) {
			let state = folded.get(caseNumber) ?? null;
			const fold = createFold(state);
			for (;;) {
				const fresh = await events(caseNumber, state?.version ?? 0, eventsPerRead);
				for (const stored of fresh) state = fold.apply(stored);
				if (fresh.length < eventsPerRead) break;
			}
			if (state !== null) remember(state);
			return state;
		},

		lastSeen: (caseNumber) => folded.get(caseNumber) ?? null,

		async append(append) {
			try {
				await sql.transaction((tx) => store(tx, append, options));
			} catch (error) {
				if (error instanceof Conflict) return "conflict";
				throw error;
			}
			remember(append.state);
			return "appended";
		},

		async list({ open, limit, platform }) {
			const rows = await prisma.case.findMany({
				where: {
					...(open ? { status: { notIn: [...finished] } } : {}),
					...(platform === undefined ? {} : { platform }),
				},
				orderBy: [{ openedAt: "desc" }, { number: "desc" }],
				take: limit,
			});
			return rows.map((row): CaseRow => {
				const { number, platform, title, category, findings, unknown } = row;
				return {
					...{ number, platform, title, category, findings, unknown },
					status: row.status as CaseStatus,
					openedAt: row.openedAt.toISOString(),
					changedAt: row.changedAt.toISOString(),
					closedAt: row.closedAt?.toISOString() ?? null,
				};
			});
		},

		async unfinished() {
			const rows = await prisma.case.findMany({
				where: { OR: [{ status: { notIn: ["closed", "withdrawn"] } }, { purged: false, purgeAt: { not: null } }] },
				orderBy: { number: "asc" },
				select: { number: true },
			});
			return rows.map((row) => row.number);
		},

		totals: (weekStart) => readTotals(prisma, weekStart),
		history: (weekStarts) => readHistory(prisma, weekStarts),
	};
}

async function store(tx: Tx, append: Append, options: CaseStoreOptions): Promise<void> {
	const { caseNumber, expectedVersion, state } = append;
	if (state.version !== expectedVersion + append.events.length || state.number !== caseNumber) {
		throw new Error(`append to ${caseNumber}: the state is not the one after its events`);
	}
	const events = append.events.map((event) => cleanJson(event));
	const [written] = await tx.query(expectedVersion === 0 ? openCase : moveCase, [
		...[caseNumber, expectedVersion, JSON.stringify(rowOf(state)), JSON.stringify(events)],
	]);
	if (Number(written?.events) !== events.length) throw new Conflict();
	const { messageIdFor } = options;
	await projectEvents(tx, events, { caseNumber, messageIdFor, responses: append.responses ?? [] });
	await options.enqueueIn((statement, values) => tx.query(statement, values), append.jobs);
}

/** Columns of a case's row beside its number, and where each comes from. */
const rowColumns = {
	platform: "text",
	title: "text",
	category: "text",
	status: "text",
	version: "int",
	round: "int",
	upload_id: "text",
	opened_at: "timestamptz",
	changed_at: "timestamptz",
	closed_at: "timestamptz",
	purge_at: "timestamptz",
	purged: "boolean",
	findings: "int",
	unknown: "int",
};

function rowOf(state: CaseState): Record<keyof typeof rowColumns, string | number | boolean | null> {
	return {
		...{ platform: state.platform, title: cleanText(state.title), category: state.category, status: state.status },
		...{ version: state.version, round: state.round, upload_id: state.upload.id },
		...{ opened_at: state.openedAt, changed_at: state.changedAt, closed_at: state.closedAt },
		...{ purge_at: state.purgeAt, purged: state.purged },
		findings: state.summary?.findings ?? 0,
		unknown: Object.values(state.notices).filter((notice) => notice.status === "unknown").length,
	};
}

const names = Object.keys(rowColumns).join(", ");
const given = `jsonb_to_record($3::jsonb) as r (${Object.entries(rowColumns)
	.map((column) => column.join(" "))
	.join(", ")})`;

/** The events, numbered from $2 + 1, behind the case's row when that could be written. $4 = the events, in order. */
const thenEvents = `,
	stored as (
		insert into events (case_number, seq, type, at, body)
		select row.number, $2::int + e.place, e.body->>'type', (e.body->>'at')::timestamptz, e.body
		from row, jsonb_array_elements($4::jsonb) with ordinality as e (body, place)
		returning seq
	)
	select count(*) as events from stored`;

const openCase = `
	with row as (
		insert into cases (number, ${names}) select $1, ${names} from ${given}
		on conflict (number) do nothing returning number
	)${thenEvents}`;

/** The row's version is the guard: of two appends on one version, the second finds no row to change. */
const moveCase = `
	with row as (
		update cases c set (${names}) = (select ${names} from ${given})
		where c.number = $1 and c.version = $2::int returning c.number
	)${thenEvents}`;

/** Adds one to a counter and gives it; the row lock makes each value unique, over all processes. */
const count = `
	insert into counters (name, value) values ($1, 1)
	on conflict (name) do update set value = counters.value + 1 returning value`;

async function readTotals(prisma: Prisma, weekStart: string): Promise<StatusTotals> {
	const [statuses, sentThisWeek, unknownOutcomes, oldest] = await Promise.all([
		prisma.case.groupBy({ by: ["status"], _count: { _all: true } }),
		prisma.notice.count({ where: { status: "accepted", acceptedAt: { gte: weekStart } } }),
		prisma.notice.count({ where: { status: "unknown" } }),
		prisma.case.findFirst({
			where: { status: { notIn: [...finished] } },
			orderBy: [{ openedAt: "asc" }, { number: "asc" }],
			select: { number: true, openedAt: true },
		}),
	]);
	return {
		byStatus: Object.fromEntries(statuses.map((row) => [row.status, row._count._all])),
		sentThisWeek,
		unknownOutcomes,
		oldestOpen: oldest === null ? null : { number: oldest.number, openedAt: oldest.openedAt.toISOString() },
	};
}
