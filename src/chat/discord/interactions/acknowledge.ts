import { type APIInteraction, type APIInteractionResponse, DiscordAPIError, type REST, Routes } from "discord.js";
import type { Log } from "../../../ports/log.ts";

/** Discord takes a first answer for 3 s (docs, Receiving and Responding); what comes later is for nothing. */
const firstAnswerMs = 2_800;
const maxTries = 5;
/** Interaction has already been acknowledged (docs, Opcodes and Status Codes). */
const alreadyAcknowledged = 40060;

export interface Acknowledgement {
	/** Without retries of its own: what came of an earlier try has to be known here. */
	readonly rest: REST;
	readonly log: Log;
	readonly interaction: Pick<APIInteraction, "id" | "token">;
	readonly answer: APIInteractionResponse;
}

/**
 * Gives the first answer. False when Discord did not take it, and then nothing may be done: it is too late, or another process answered.
 * A first try whose answer was lost on the line may have arrived; then the next one is refused as a second, and that is as good as taken.
 */
export async function acknowledge({ rest, log, interaction, answer }: Acknowledgement): Promise<boolean> {
	const signal = AbortSignal.timeout(firstAnswerMs);
	const route = Routes.interactionCallback(interaction.id, interaction.token);
	for (let tried = 1; ; tried++) {
		try {
			await rest.post(route, { body: answer, auth: false, signal });
			return true;
		} catch (fault) {
			const refused = fault instanceof DiscordAPIError;
			if (refused && fault.code === alreadyAcknowledged && tried > 1) return true;
			if (!refused && tried < maxTries && !signal.aborted) continue;
			log.warn("discord.not-acknowledged", { code: codeOf(fault), attempt: tried });
			return false;
		}
	}
}

/** What is safe to log of a fault: Discord's or the system's code, else its kind. */
export function codeOf(fault: unknown): string {
	if (!(fault instanceof Error)) return "unknown";
	return "code" in fault && fault.name !== "AbortError" ? String(fault.code) : fault.name;
}
