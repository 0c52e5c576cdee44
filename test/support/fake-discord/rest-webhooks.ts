import { apiErrors } from "./api-error.ts";
import { type Json, refuseBadMessage } from "./check-message.ts";
import { answered, reply } from "./rest-interactions.ts";
import { param } from "./rest-messages.ts";
import { type Answer, type Call, type Route, route } from "./route.ts";
import { deleteMessage, editMessage, messagePayload } from "./store-message.ts";
import type { Interaction, StoredMessage } from "./world.ts";

const one = "/webhooks/:application/:token/messages/:message";

/** What an interaction's token opens for 15 minutes: its answer and follow-ups. */
export const webhookRoutes: readonly Route[] = [
	route("POST", "/webhooks/:application/:token", followUp, false),
	route("GET", one, (call) => messageAnswer(call, messageOf(call)), false),
	route("PATCH", one, edit, false),
	route("DELETE", one, remove, false),
];

function messageAnswer(call: Call, stored: StoredMessage): Answer {
	return { status: 200, body: messagePayload(call.world, stored), schema: "MessageResponse" };
}

function interactionOf(call: Call): Interaction {
	const interaction = call.world.interactions.get(param(call, "token"));
	if (!interaction || interaction.callbackType === null) throw apiErrors.unknownWebhook();
	if (param(call, "application") !== call.world.ids.applicationId) throw apiErrors.unknownWebhook();
	if (Date.now() - interaction.createdAt > call.world.options.tokenMs) throw apiErrors.expiredToken();
	return interaction;
}

function messageOf(call: Call): StoredMessage {
	const interaction = interactionOf(call);
	const named = param(call, "message");
	const stored = call.world.messages.get(named === "@original" ? (interaction.originalId ?? "") : named);
	const isOwn = stored && (stored.message.id === interaction.originalId || "webhook_id" in stored.message);
	if (!isOwn) throw apiErrors.unknownMessage();
	return stored;
}

function followUp(call: Call): Answer {
	const interaction = interactionOf(call);
	const body = (call.body ?? {}) as Json;
	refuseBadMessage(call, "IncomingWebhookInteractionRequest", body, body);
	// Discord fills the “is thinking…” message with the first follow-up.
	const waiting = interaction.isThinking ? call.world.messages.get(interaction.originalId ?? "") : undefined;
	if (waiting) {
		fill(call, interaction, waiting, body);
		return messageAnswer(call, waiting);
	}
	const stored = reply(call.world, interaction, body, call.files);
	answered(interaction, stored);
	return messageAnswer(call, stored);
}

function fill(call: Call, interaction: Interaction, stored: StoredMessage, body: Json): void {
	const isAnswer = interaction.isThinking && stored.message.id === interaction.originalId;
	if (isAnswer) interaction.isThinking = false;
	editMessage(call.world, stored, body, call.files, { isAnswer });
	answered(interaction, stored);
}

function edit(call: Call): Answer {
	const interaction = interactionOf(call);
	const stored = messageOf(call);
	const body = (call.body ?? {}) as Json;
	refuseBadMessage(call, "IncomingWebhookUpdateRequestPartial", body, body, [], true);
	const isPublic = stored.visibleTo === null;
	if (isPublic && call.world.threads.get(stored.message.channel_id)?.archived) throw apiErrors.archivedThread();
	fill(call, interaction, stored, body);
	return messageAnswer(call, stored);
}

function remove(call: Call): Answer {
	const interaction = interactionOf(call);
	const stored = messageOf(call);
	deleteMessage(call.world, stored);
	if (stored.message.id === interaction.originalId) {
		interaction.isThinking = false;
		interaction.events.emit("answered", { kind: "quiet", ackMs: interaction.ackMs });
	}
	return { status: 204 };
}
