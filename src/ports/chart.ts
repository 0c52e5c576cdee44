import type { StatusChart } from "../core/thread/status-chart.ts";

/** Draws charts as pictures, away from the event loop. */
export interface ChartDrawer {
	/** A PNG of at most 60 KB that can be read on a dark and on a light page. Throws when it could not be drawn in time. */
	draw(chart: StatusChart): Promise<Uint8Array>;
}
