import type { Card } from "../core/thread/card.ts";
import { renderStatus } from "../core/thread/status-card.ts";
import { renderStatusChart } from "../core/thread/status-chart.ts";
import { withStop } from "../core/thread/stop-card.ts";
import { recentWeeks, type Week } from "../core/weeks.ts";
import type { Context } from "./context.ts";

const weeksShown = 8;
const fileName = "status.png";

type StatusContext = Pick<Context, "cases" | "mailingStops" | "chart" | "clock" | "hotline" | "texts" | "log">;

/** How the hotline stands now, with its chart. When that can't be drawn the numbers go without it, and the fault is logged. */
export async function statusCard(context: StatusContext): Promise<Card> {
	const { cases, mailingStops, texts } = context;
	const weeks = recentWeeks(context.clock(), context.hotline.timeZone, weeksShown);
	const thisWeek = weeks[weeks.length - 1] as Week;
	const figures = await cases.totals(thisWeek.start);
	const card = withStop(renderStatus(figures, texts), await mailingStops.standing(), texts);
	try {
		const history = await cases.history(weeks.map(({ start }) => start));
		const counted = history.map((week, index) => ({ ...week, ...(weeks[index] as Week) }));
		const chart = renderStatusChart({ weeks: counted, byStatus: figures.byStatus }, texts);
		const png = await context.chart.draw(chart);
		return { ...card, image: { fileName, base64: Buffer.from(png).toString("base64"), alt: chart.alt } };
	} catch (fault) {
		context.log.error("chart-not-drawn", fault);
		return card;
	}
}
