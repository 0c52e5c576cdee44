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
/** With many sessions a moment's wait makes one statement of many. */
const manySessions = 8;
const lingerMs = 10;

export interface Settled {
	readonly row: NoticeRow;
	readonly handOver: HandOver;
}

/** What a mail is written by, read anew for those that are written at the same time. */
export interface Look {
	readonly state: CaseState;
	readonly rules: MailRules;
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
	readonly claim: () => Promise<NoticeRow | null>;
	readonly look: () => Promise<Look>;
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
	const many: Gathering = { most, lingerMs: most < manySessions ? 0 : lingerMs };
	// A line to the mail server waits for this.
	const atOnce: Gathering = { most, lingerMs: 0 };
	const one: Gathering = { most: 1, lingerMs: 0 };
	// A domain that has to wait for its next mail does not wait for others' turn: then one is claimed at a time.
	const claim = gathered<null, NoticeRow | null>(
		async (asked) => {
			const claimed = await notices.claim({ caseNumber, claimedBy, at: clock(), limit: asked.length, domainSpacingMs });
			return asked.map((_, index) => claimed[index] ?? null);
		},
		domainSpacingMs > 0 ? one : many,
	);
	const look = gathered<null, Look>(async (asked) => {
		const state = await context.cases.load(caseNumber);
		if (state === null) throw new Error(`${caseNumber} is being sent and is not there`);
		const rules = await readMailRules(context);
		return asked.map(() => ({ state, rules }));
	}, many);
	const content = gathered<Notice, GroupWithFindings | null>((asked) => contentOf(context, caseNumber, asked), many);
	const begin = gathered<NoticeRow, boolean>(async (rows) => {
		const ids = rows.map(({ id }) => id);
		const begun = await notices.begin(ids, claimedBy, clock());
		return ids.map((id) => begun.has(id));
	}, atOnce);
	const settle = gathered<Settled, undefined>(async (settled) => {
		await record(settled);
		return settled.map(() => undefined);
	}, many);
	const slot = gathered<null, undefined>(async () => {
		await untilSlot(context, signal);
		return [undefined];
	}, one);
	return {
		...{ context, caseNumber, signal, end, room: roomFor(roomFindings), content, begin, settle },
		...{ slot: () => slot(null), claim: () => claim(null), look: () => look(null) },
	};
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
