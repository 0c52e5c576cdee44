import type { Command } from "../src/app/command.ts";
import { show } from "../src/app/say.ts";
import { weekStart } from "../src/app/week-start.ts";
import { renderStatus } from "../src/core/thread/status-card.ts";

/** `/status`: the summary, now. The same is posted on a schedule. */
export const status: Command = {
	spec: {
		name: "status",
		description: { en: "How the hotline stands", nl: "Hoe het meldpunt ervoor staat" },
		role: "volunteer",
		options: [],
	},
	async run({ context }) {
		const figures = await context.cases.totals(weekStart(context.clock(), context.hotline.timeZone));
		return show(renderStatus(figures, context.texts));
	},
};
