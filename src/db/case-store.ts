import { CaseEvent, type StoredEvent } from "../core/case/event.ts";
import { createFold } from "../core/case/evolve.ts";
import type { CaseState, CaseStatus } from "../core/case/state.ts";
import type { Append, CaseRow, CaseStore, StatusTotals } from "../ports/case-store.ts";
import type { Job, SqlExecutor } from "../ports/jobs.ts";
import { readHistory } from "./case-history.ts";
import { projectEvents } from "./case-projections.ts";
import { cleanJson, cleanText } from "./clean-text.ts";
import { executorIn, type Prisma, type PrismaTx } from "./prisma.ts";

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
export function createCaseStore(prisma: Prisma, options: CaseStoreOptions): CaseStore {
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
			const value = await nextOf(prisma, `case:${prefix}:${year}`);
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

		async append(append) {
			try {
				await prisma.$transaction((tx) => store(tx, append, options), transactionTimes);
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

async function store(tx: PrismaTx, append: Append, options: CaseStoreOptions): Promise<void> {
	const { caseNumber, expectedVersion, state } = append;
	if (state.version !== expectedVersion + append.events.length || state.number !== caseNumber) {
		throw new Error(`append to ${caseNumber}: the state is not the one after its events`);
	}
	await writeCase(tx, append);
	const events = append.events.map((event, index) => ({ seq: expectedVersion + 1 + index, event: cleanJson(event) }));
	await tx.event.createMany({
		data: events.map(({ seq, event }) => ({ caseNumber, seq, type: event.type, at: event.at, body: event })),
	});
	const { messageIdFor } = options;
	await projectEvents(
		tx,
		events.map(({ event }) => event),
		{ caseNumber, messageIdFor },
	);
	await options.enqueueIn(executorIn(tx), append.jobs);
}

/** The row's version is the guard: of two appends on one version, the second finds no row to change. */
async function writeCase(tx: PrismaTx, { caseNumber, expectedVersion, state }: Append): Promise<void> {
	const data = {
		platform: state.platform,
		title: cleanText(state.title),
		category: state.category,
		status: state.status,
		version: state.version,
		round: state.round,
		uploadId: state.upload.id,
		openedAt: state.openedAt,
		changedAt: state.changedAt,
		closedAt: state.closedAt,
		purgeAt: state.purgeAt,
		purged: state.purged,
		findings: state.summary?.findings ?? 0,
		unknown: Object.values(state.notices).filter((notice) => notice.status === "unknown").length,
	};
	const { count } =
		expectedVersion === 0
			? await tx.case.createMany({ data: [{ number: caseNumber, ...data }], skipDuplicates: true })
			: await tx.case.updateMany({ where: { number: caseNumber, version: expectedVersion }, data });
	if (count === 0) throw new Conflict();
}

/** Adds one to a counter and gives it; the row lock makes each value unique, over all processes. */
export async function nextOf(prisma: PrismaTx, name: string): Promise<number> {
	const rows = await prisma.$queryRaw<{ value: number }[]>`
		insert into counters (name, value) values (${name}, 1)
		on conflict (name) do update set value = counters.value + 1 returning value`;
	const value = rows[0]?.value;
	if (value === undefined) throw new Error(`counter ${name} gave nothing`);
	return value;
}

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
