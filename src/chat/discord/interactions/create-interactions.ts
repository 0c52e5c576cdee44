import { type APIInteraction, REST } from "discord.js";
import { createSeenIds } from "../../../core/seen-ids.ts";
import type { ChatHandlers } from "../../../ports/chat.ts";
import type { DiscordOptions } from "../options.ts";
import { type InteractionTimes, runInteraction } from "./run-interaction.ts";

export interface InteractionDeps {
	readonly options: DiscordOptions;
	readonly handlers: ChatHandlers;
	/** The client's own: what is said after the first answer goes through its queues. */
	readonly rest: REST;
	/** Adds somebody to a case's private thread; only asked for while threads are private. */
	readonly admit: (caseNumber: string, userId: string) => Promise<void>;
	readonly times?: Partial<InteractionTimes>;
}

export interface Interactions {
	/**
	 * Takes the payload of an INTERACTION_CREATE dispatch as it came over the gateway: `client.ws.on(GatewayDispatchEvents.InteractionCreate, take)`.
	 * The payload, not discord.js's object: its roles are those of this very interaction, not of a cache. Never throws.
	 */
	take(interaction: APIInteraction): void;
	/** Resolves when all that was taken is answered. */
	settled(): Promise<void>;
}

const usualTimes: InteractionTimes = {
	suggestMs: 2_200,
	retryDelaysMs: [500, 2_000],
};

/** A try that takes longer is given up, so that another still falls within Discord's 3 s. */
const firstAnswerTryMs = 1_300;
/** A resumed session repeats what came in the last minutes. */
const remembered = 10_000;

/** Answers what people do: acknowledges first, and does each thing once. */
export function createInteractions({ times, ...deps }: InteractionDeps): Interactions {
	const { options } = deps;
	const seen = createSeenIds(remembered);
	const underWay = new Set<Promise<void>>();
	const firstRest = new REST({ api: options.apiUrl, version: "10", retries: 0, timeout: firstAnswerTryMs });
	const context = { ...deps, firstRest, times: { ...usualTimes, ...times } };
	return {
		take(interaction) {
			if (!seen.isNew(interaction.id)) return;
			const running = runInteraction(context, interaction)
				.catch((fault: unknown) => options.log.error("discord.interaction-failed", fault, { type: interaction.type }))
				.finally(() => underWay.delete(running));
			underWay.add(running);
		},
		async settled() {
			while (underWay.size > 0) await Promise.all(underWay);
		},
	};
}
