import type { Command } from "../src/app/command.ts";
import { show } from "../src/app/say.ts";
import { statusCard } from "../src/app/status-card.ts";

/** `/status`: the summary, now. The same is posted on a schedule. */
export const status: Command = {
	spec: {
		name: "status",
		description: { en: "How the hotline stands", nl: "Hoe het meldpunt ervoor staat" },
		role: "volunteer",
		options: [],
	},
	async run({ context }) {
		return show(await statusCard(context));
	},
};
