import { EventEmitter } from "node:events";
import type { Actor } from "../scenario-driver.ts";
import type { FakeAnswer } from "./fake-discord.ts";
import type { Gateway } from "./gateway.ts";
import { appPermissions, interactionChannel, interactionMember } from "./payloads.ts";
import { firstAnswerMs } from "./rest-interactions.ts";
import { snowflake } from "./snowflakes.ts";
import type { Interaction, World } from "./world.ts";

export interface InteractionInput {
	/** 2 command, 3 component, 4 autocomplete, 5 modal. */
	readonly type: 2 | 3 | 4 | 5;
	readonly as: Actor;
	readonly channelId: string;
	readonly data: Readonly<Record<string, unknown>>;
	readonly message?: Readonly<Record<string, unknown>> | null;
}

/** Makes an interaction of what somebody did. */
export function makeInteraction(world: World, input: InteractionInput): Interaction {
	const { ids, options } = world;
	const person = world.people[input.as];
	const payload = {
		type: input.type,
		application_id: ids.applicationId,
		guild_id: ids.guildId,
		guild: { id: ids.guildId, locale: options.locale, features: [] },
		guild_locale: options.locale,
		locale: options.locale,
		channel_id: input.channelId,
		channel: interactionChannel(world, input.channelId),
		member: interactionMember(person),
		version: 1,
		app_permissions: appPermissions(world, input.channelId),
		entitlements: [],
		entitlement_sku_ids: [],
		authorizing_integration_owners: { "0": ids.guildId },
		context: 0,
		attachment_size_limit: options.attachmentSizeLimit,
		data: input.data,
		...(input.message ? { message: input.message } : {}),
	};
	return withToken(world, payload, person.id, input.channelId);
}

/** Gives a payload its id and token. */
export function withToken(
	world: World,
	bare: Readonly<Record<string, unknown>>,
	userId: string,
	channelId: string,
): Interaction {
	const id = snowflake();
	const token = Buffer.from(`interaction:${id}:${"x".repeat(60)}`).toString("base64url");
	const message = bare.message as { readonly id?: string } | undefined;
	const interaction: Interaction = {
		id,
		token,
		payload: { ...bare, id, token, application_id: world.ids.applicationId },
		type: Number(bare.type),
		userId,
		channelId,
		messageId: message?.id ?? null,
		createdAt: Date.now(),
		sentAt: null,
		ackMs: 0,
		callbackType: null,
		callbackBody: null,
		originalId: null,
		isThinking: false,
		events: new EventEmitter(),
	};
	world.interactions.set(token, interaction);
	world.lastInteraction = interaction;
	return interaction;
}

/** Sends it off; only once somebody waits for what comes of it. */
export function launch(gateway: Gateway, interaction: Interaction): void {
	gateway.broadcast("INTERACTION_CREATE", interaction.payload, () => {
		interaction.sentAt ??= performance.now();
	});
}

/** Sends it off and waits for what the person sees of it. */
export function awaitAnswer(world: World, gateway: Gateway, interaction: Interaction): Promise<FakeAnswer> {
	return new Promise((resolve) => {
		const give = (answer: FakeAnswer): void => {
			clearTimeout(timer);
			interaction.events.removeAllListeners();
			resolve(answer);
		};
		let timer = setTimeout(() => give({ kind: "no-answer" }), firstAnswerMs);
		interaction.events.once("answered", give);
		interaction.events.once("acknowledged", () => {
			clearTimeout(timer);
			const waitMs = interaction.isThinking ? world.options.thinkingMs : world.options.quietMs;
			timer = setTimeout(() => give({ kind: "quiet", ackMs: interaction.ackMs }), waitMs);
		});
		launch(gateway, interaction);
	});
}
