import type { CaseOutcome, WeekFigures } from "../core/thread/status-chart.ts";
import type { Prisma } from "./prisma.ts";

interface Counted {
	/** 1-based. */
	readonly week: number;
	/** Null for cases opened. */
	readonly outcome: CaseOutcome | null;
	readonly cases: number;
}

/**
 * Cases per week, from `weekStarts` on. A case counts once among the outcomes, at the moment of the one it has now: its first round of mails
 * is out for good; what was rejected, withdrawn or unreadable may be opened again and then has none. Only cases that changed
 * since the first week are looked into, by the events' own key.
 */
export async function readHistory(prisma: Prisma, weekStarts: readonly string[]): Promise<WeekFigures[]> {
	const rows = await prisma.$queryRaw<Counted[]>`
		with weeks as (select ${[...weekStarts]}::text[]::timestamptz[] as starts),
		changed as (select c.*, starts from cases c, weeks where c.changed_at >= starts[1]),
		decided as (
			select c.status, c.closed_at, c.starts, sent.at as sent_at, judged.at as judged_at,
				coalesce(judged.as, '') as judged_as
			from changed c
			left join lateral (
				select at from events where case_number = c.number and type = 'RoundFinished' order by seq limit 1
			) sent on true
			left join lateral (
				select at, coalesce(body->>'outcome', 'unreadable') as as from events
				where case_number = c.number and type in ('PollDecided', 'ReportUnreadable') order by seq desc limit 1
			) judged on true
		),
		ended as (
			select starts,
				case
					when sent_at is not null then 'sent'
					when status = 'withdrawn' then 'withdrawn'
					when status in ('rejected', 'unreadable', 'closed') and judged_as in ('rejected', 'unreadable') then judged_as
					when status = 'closed' then 'unmailed'
				end as outcome,
				case
					when sent_at is not null then sent_at
					when status = 'withdrawn' or judged_as not in ('rejected', 'unreadable') then closed_at
					else judged_at
				end as at
			from decided
		)
		select width_bucket(at, starts)::int as week, outcome, count(*)::int as cases
		from ended where outcome is not null and at >= starts[1] group by 1, 2
		union all
		select width_bucket(opened_at, starts)::int, null, count(*)::int
		from changed where opened_at >= starts[1] group by 1`;
	return weekStarts.map((start, index) => {
		const here = rows.filter(({ week }) => week === index + 1);
		const ended = here.flatMap(({ outcome, cases }) => (outcome === null ? [] : [[outcome, cases] as const]));
		const opened = here.find(({ outcome }) => outcome === null)?.cases ?? 0;
		return { start, opened, ended: Object.fromEntries(ended) };
	});
}
