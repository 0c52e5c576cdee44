import type { Command } from "../src/app/command.ts";
import { lookUp } from "../src/app/look-up.ts";
import { say, show } from "../src/app/say.ts";
import { renderResolution } from "../src/core/thread/resolution-card.ts";
import { textOption } from "./options.ts";

/** `/lookup`: who is behind an address, network, AS number or host, and from which source. Only the asker sees the answer. */
export const lookup: Command = {
	spec: {
		name: "lookup",
		description: {
			en: "Who is behind an address, network, AS or host",
			nl: "Wie zit er achter een adres, netwerk, AS of host",
		},
		role: "volunteer",
		options: [
			{
				...{ name: "target", type: "text", required: true, maxLength: 300 },
				description: {
					en: "Address, network, AS number, URL or host name",
					nl: "Adres, netwerk, AS-nummer, URL of hostnaam",
				},
			},
		],
	},
	async run({ context, options }) {
		const { texts } = context;
		const found = await lookUp(
			await context.openFinder(),
			textOption(options, "target") ?? "",
			AbortSignal.timeout(60_000),
		);
		if (found === null) return say("warn", texts.replies.lookupNotATarget);
		return show(renderResolution(found.target, found.explanation, texts));
	},
};
