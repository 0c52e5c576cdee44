import { apiErrors, invalidForm } from "./api-error.ts";
import { type Json, note, refuseBadBody, refuseBadMessage } from "./check-message.ts";
import { duplicateIds } from "./limits.ts";
import { param } from "./rest-messages.ts";
import { type Answer, type Call, type Route, route } from "./route.ts";
import { snowflake } from "./snowflakes.ts";
import { addMessage, editMessage, messagePayload } from "./store-message.ts";
import { unarchive } from "./store-thread.ts";
import type { Interaction, StoredMessage, World } from "./world.ts";

const ephemeral = 64;
const loading = 128;
/** How long Discord waits for the first answer. */
export const firstAnswerMs = 3_000;

/** First answers to interactions. */
export const interactionRoutes: readonly Route[] = [
	route("POST", "/interactions/:id/:token/callback", callback, false),
];

function callback(call: Call): Answer {
	const { world } = call;
	const interaction = world.interactions.get(param(call, "token"));
	if (!interaction || interaction.id !== param(call, "id")) throw apiErrors.unknownInteraction();
	if (interaction.callbackType !== null) throw apiErrors.acknowledged();
	if (Date.now() - interaction.createdAt > firstAnswerMs) throw apiErrors.unknownInteraction();
	const body = (call.body ?? {}) as Json;
	const type = Number(body.type);
	check(call, interaction, type, body);
	interaction.ackMs = interaction.sentAt === null ? 0 : performance.now() - interaction.sentAt;
	const stored = carryOut(call, interaction, type, (body.data ?? {}) as Json);
	interaction.callbackType = type;
	interaction.callbackBody = body;
	interaction.events.emit("acknowledged");
	world.events.emit("changed");
	if (call.query.get("with_response") !== "true") return { status: 204 };
	return {
		status: 200,
		body: callbackResponse(world, interaction, type, stored),
		schema: "InteractionCallbackResponse",
	};
}

function check(call: Call, interaction: Interaction, type: number, body: Json): void {
	const data = (body.data ?? {}) as Json;
	const isFromMessage = interaction.messageId !== null;
	const allowed: Readonly<Record<number, readonly number[]>> = {
		2: [4, 5, 9],
		3: [4, 5, 6, 7, 9],
		4: [8],
		5: isFromMessage ? [4, 5, 6, 7] : [4, 5],
	};
	if (!allowed[interaction.type]?.includes(type)) {
		note(call, `callback type ${type} on an interaction of type ${interaction.type}`);
		const message = `Value must be one of {${allowed[interaction.type]?.join(", ")}}.`;
		throw invalidForm([{ path: ["type"], code: "BASE_TYPE_CHOICES", message }]);
	}
	const create = "CreateMessageInteractionCallbackRequest";
	const update = "UpdateMessageInteractionCallbackRequest";
	if (type === 4) refuseBadMessage(call, create, body, data, ["data"]);
	else if (type === 7) refuseBadMessage(call, update, body, data, ["data"], true);
	else if (type === 8) refuseBadBody(call, "ApplicationCommandAutocompleteCallbackRequest", body);
	else if (type === 9) checkModal(call, body, data);
	else refuseBadBody(call, type === 6 ? update : create, body);
	const { flags: _flags, ...others } = data;
	const carries = Object.keys(others).length > 0 || (Number(data.flags ?? 0) & ~ephemeral) !== 0;
	if (type === 5 && carries) note(call, "a deferred answer may carry only EPHEMERAL");
}

function checkModal(call: Call, body: Json, data: Json): void {
	const components = Array.isArray(data.components) ? (data.components as readonly Json[]) : [];
	const problems = duplicateIds(data, ["data"]);
	if (components.length > 5) {
		const message = "Must be between 1 and 5 in length.";
		problems.push({ path: ["data", "components"], code: "BASE_TYPE_BAD_LENGTH", message });
	}
	components.forEach((row, index) => {
		const inputs = Array.isArray(row.components) ? (row.components as readonly Json[]) : [];
		inputs.forEach((input, at) => {
			if (input.type === 4 && !input.label) {
				const path = ["data", "components", index, "components", at, "label"];
				problems.push({ path, code: "BASE_TYPE_REQUIRED", message: "This field is required" });
			}
		});
	});
	refuseBadBody(call, "ModalInteractionCallbackRequest", body, problems);
}

function carryOut(call: Call, interaction: Interaction, type: number, data: Json): StoredMessage | null {
	const { world, files } = call;
	const done = (stored: StoredMessage): StoredMessage => {
		interaction.originalId = stored.message.id;
		answered(interaction, stored);
		return stored;
	};
	switch (type) {
		case 4:
			return done(reply(world, interaction, data, files));
		case 5: {
			const flags = (Number(data.flags ?? 0) & ephemeral) | loading;
			const stored = reply(world, interaction, { flags }, []);
			interaction.originalId = stored.message.id;
			interaction.isThinking = true;
			return stored;
		}
		case 7: {
			const stored = world.messages.get(interaction.messageId ?? "");
			if (!stored) throw apiErrors.unknownMessage();
			editMessage(world, stored, data, files);
			return done(stored);
		}
		case 8:
			interaction.events.emit("choices", (data.choices ?? []) as { name: string; value: string }[]);
			return null;
		case 9: {
			const { userId, channelId, messageId } = interaction;
			const modal = { id: snowflake(), data: data as never, userId, channelId, messageId };
			world.modals.set(modal.id, modal);
			const shown = { id: modal.id, data: modal.data };
			interaction.events.emit("answered", { kind: "modal", ackMs: interaction.ackMs, modal: shown });
			return null;
		}
		default:
			interaction.originalId = interaction.messageId;
			return null;
	}
}

/** Posts an answer; ephemeral when its flags say so. */
export function reply(world: World, interaction: Interaction, body: Json, files: Call["files"]): StoredMessage {
	const isPrivate = (Number(body.flags ?? 0) & ephemeral) !== 0;
	if (world.deletedChannels.has(interaction.channelId)) throw apiErrors.unknownChannel();
	if (!isPrivate) unarchive(world, interaction.channelId);
	const { id, type, userId, payload } = interaction;
	const user = ((payload.member as Json | undefined)?.user ?? { id: userId }) as Json;
	return addMessage(world, {
		channelId: interaction.channelId,
		body,
		files,
		visibleTo: isPrivate ? userId : null,
		extra: {
			type: type === 2 ? 20 : 0,
			application_id: world.ids.applicationId,
			webhook_id: world.ids.applicationId,
			interaction_metadata: metadata(interaction, { id, type, user }),
		},
	});
}

function metadata(interaction: Interaction, base: Json): Json {
	const owners = { ...base, authorizing_integration_owners: interaction.payload.authorizing_integration_owners };
	if (interaction.type === 3) return { ...owners, interacted_message_id: interaction.messageId };
	if (interaction.type === 2) return { ...owners, name: (interaction.payload.data as Json).name, command_type: 1 };
	return {
		...owners,
		triggering_interaction_metadata: { ...owners, type: 2, name: "unknown", command_type: 1 },
	};
}

/** Tells the person who waits that there is something to read. */
export function answered(interaction: Interaction, stored: StoredMessage): void {
	const message = { message: stored.message, visibleTo: stored.visibleTo };
	interaction.events.emit("answered", { kind: "message", ackMs: interaction.ackMs, message });
}

function callbackResponse(world: World, interaction: Interaction, type: number, stored: StoredMessage | null): Json {
	const message = stored ? messagePayload(world, stored) : null;
	return {
		interaction: {
			id: interaction.id,
			type: interaction.type,
			...(interaction.originalId === null ? {} : { response_message_id: interaction.originalId }),
			response_message_loading: interaction.isThinking,
			response_message_ephemeral: stored?.visibleTo != null,
			channel_id: interaction.channelId,
			guild_id: world.ids.guildId,
		},
		...(message && type !== 5 ? { resource: { type, message } } : {}),
	};
}
