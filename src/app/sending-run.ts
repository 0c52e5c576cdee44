import { setTimeout as wait } from "node:timers/promises";
import type { CaseState, Notice } from "../core/case/state.ts";
import type { GroupWithFindings } from "../ports/finding-store.ts";
import type { HandOver } from "../ports/mail.ts";
import type { NoticeRow } from "../ports/notice-store.ts";
import type { Context } from "./context.ts";
import { type Gathering, gathered } from "./gathered.ts";
import { type MailRules, readMailRules } from "./mail-rules.ts";
import { type Room, roomFor } from "./room.ts";

const minuteMs = 60_000;
/** Findings in memory at once, of all the mails that are being written. */
const roomFindings = 100_000;
/** How long a session that wants a notice waits for others that want one, until half of them do: with many sessions one statement does for all. */
const supplyMs = 200;
/** A mail that is ready to go waits this long for others. */
const beginMs = 4;
/** An outcome waits this long for others. Short: what is not recorded yet is unknown after a crash. */
const settleMs = 10;

export interface Settled {
	readonly row: NoticeRow;
	readonly handOver: HandOver;
}

/** A claimed notice, and what its mail is written by, read after it was claimed. */
export interface Supply {
	readonly row: NoticeRow;
	readonly state: CaseState;
	readonly rules: MailRules;
	/** Null when the case knows no such notice. */
	readonly notice: Notice | null;
}

/** What one process does for one case, until nothing is left for it. What its sessions ask of the database is gathered. */
export interface SendingRun {
	readonly context: Context;
	readonly caseNumber: string;
	/** Ends the work: the lease was lost, the program stops, or the run ended itself. */
	readonly signal: AbortSignal;
	/** Ends this run: something is wrong that the next mail would meet, too. */
	readonly end: () => void;
	readonly room: Room;
	/** Resolves when one more mail may go out, to one session after another: what is booked and not used is lost to all. */
	readonly slot: () => Promise<void>;
	/** Claims the next notice that is due; null when none is. */
	readonly next: () => Promise<Supply | null>;
	/** The group of a notice as it is now, with its findings; null when it is gone. */
	readonly content: (notice: Notice) => Promise<GroupWithFindings | null>;
	readonly begin: (row: NoticeRow) => Promise<boolean>;
	readonly settle: (settled: Settled) => Promise<void>;
}

interface Ending {
	readonly signal: AbortSignal;
	readonly end: () => void;
	readonly record: (settled: readonly Settled[]) => Promise<void>;
}

export function sendingRun(context: Context, caseNumber: string, { signal, end, record }: Ending): SendingRun {
	const { mailing, instance: claimedBy, clock, notices } = context;
	const { sessions: most, domainSpacingMs } = mailing;
	const one: Gathering = { most: 1, lingerMs: 0 };
	const atOnce: Gathering = { most, lingerMs: 0 };
	const half = Math.ceil(most / 2);
	// A domain that has to wait for its next mail does not wait for others' turn: then one is claimed at a time.
	const next = gathered<null, Supply | null>(
		async (asked) => {
			const supplied = await supply(context, caseNumber, asked.length);
			return asked.map((_, index) => supplied[index] ?? null);
		},
		domainSpacingMs > 0 || most === 1 ? one : { most, enough: half, lingerMs: supplyMs },
	);
	const content = gathered<Notice, GroupWithFindings | null>((asked) => contentOf(context, caseNumber, asked), atOnce);
	// Connections to the mail server wait for this: not for long, nor for all of them.
	const few: Gathering = { most, enough: Math.ceil(most / 16), lingerMs: most === 1 ? 0 : beginMs };
	const begin = gathered<NoticeRow, boolean>(async (rows) => {
		const ids = rows.map(({ id }) => id);
		const begun = await notices.begin(ids, claimedBy, clock());
		return ids.map((id) => begun.has(id));
	}, few);
	const settle = gathered<Settled, undefined>(
		async (settled) => {
			await record(settled);
			return settled.map(() => undefined);
		},
		{ most, enough: half, lingerMs: most === 1 ? 0 : settleMs },
	);
	const slot = gathered<null, undefined>(async () => {
		await untilSlot(context, signal);
		return [undefined];
	}, one);
	return {
		...{ context, caseNumber, signal, end, room: roomFor(roomFindings), content, begin, settle },
		...{ slot: () => slot(null), next: () => next(null) },
	};
}

/** Claims up to `limit` notices and reads what their mails are written by; puts them back when that fails. */
async function supply(context: Context, caseNumber: string, limit: number): Promise<Supply[]> {
	const { instance: claimedBy, clock, notices, mailing } = context;
	const { domainSpacingMs } = mailing;
	const rows = await notices.claim({ caseNumber, claimedBy, at: clock(), limit, domainSpacingMs });
	if (rows.length === 0) return [];
	try {
		const state = await context.cases.load(caseNumber);
		if (state === null) throw new Error(`${caseNumber} is being sent and is not there`);
		const rules = await readMailRules(context);
		return rows.map((row) => ({ row, state, rules, notice: state.notices[row.id] ?? null }));
	} catch (fault) {
		await notices.release(
			rows.map(({ id }) => id),
			claimedBy,
		);
		throw fault;
	}
}

async function contentOf(
	{ findings }: Context,
	caseNumber: string,
	notices: readonly Notice[],
): Promise<(GroupWithFindings | null)[]> {
	const found = new Map<string, GroupWithFindings>();
	for (const round of new Set(notices.map((notice) => notice.round))) {
		const groups = new Set(notices.filter((notice) => notice.round === round).map(({ group }) => group));
		for (const content of await findings.groupsWithFindings(caseNumber, [...groups], round))
			found.set(`${round} ${content.group.id}`, content);
	}
	return notices.map(({ round, group }) => found.get(`${round} ${group}`) ?? null);
}

async function untilSlot(context: Context, signal: AbortSignal): Promise<void> {
	const { perMinute } = context.mailing;
	if (perMinute === null || signal.aborted) return;
	const now = context.clock();
	const slot = await context.notices.bookSlot(now, Math.ceil(minuteMs / perMinute));
	const ms = Date.parse(slot) - Date.parse(now);
	if (ms > 0) await wait(ms, undefined, { signal }).catch(() => {});
}
