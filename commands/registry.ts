import type { Call, Command } from "../src/app/command.ts";
import { say, show } from "../src/app/say.ts";
import { renderRegistry } from "../src/core/thread/registry-card.ts";
import type { Reply } from "../src/ports/chat.ts";

/** `/registry …`: how the index of the RIPE database stands, and bringing it up to date. */
export const registry: Command = {
	spec: {
		name: "registry",
		description: { en: "The local index of the RIPE database", nl: "De lokale index van de RIPE-database" },
		role: "coordinator",
		subcommands: [
			{
				...{ name: "show", role: "coordinator", options: [] },
				description: { en: "Show its age and size", nl: "Toon hoe oud en groot hij is" },
			},
			{
				...{ name: "update", role: "coordinator", options: [] },
				description: { en: "Fetch what is new", nl: "Haal op wat nieuw is" },
			},
		],
	},
	run: (call) => (call.subcommand === "update" ? update(call) : view(call)),
};

async function view({ context }: Call): Promise<Reply> {
	const { registryUpdates, texts } = context;
	const status = await registryUpdates.status();
	return show(renderRegistry({ status, nextDue: registryUpdates.nextDue(), now: context.clock() }, texts));
}

async function update({ context }: Call): Promise<Reply> {
	const t = context.texts.registry;
	const { running } = await context.registryUpdates.status();
	if (running !== null) return say("neutral", t.already);
	await context.jobs.enqueueUpdates(context.clock());
	return say("good", t.begun);
}
