import type { APIMessage } from "discord-api-types/v10";
import type { Actor } from "../scenario-driver.ts";
import { startTroubles } from "../troubles.ts";
import type { FakeAnswer, FakeDiscord, FakeMessage } from "./fake-discord.ts";
import type { Gateway } from "./gateway.ts";
import { channelPayload, rolePayloads } from "./payloads.ts";
import { pressComponent } from "./press-component.ts";
import { firstAnswerMs } from "./rest-interactions.ts";
import { awaitAnswer, launch, makeInteraction, withToken } from "./send-interaction.ts";
import { deleteMessage, messagePayload } from "./store-message.ts";
import { deleteChannel } from "./store-thread.ts";
import { submitModal } from "./submit-modal.ts";
import { autocompleteData, commandData, PlatformRefused } from "./type-command.ts";
import { announce, type Interaction, type StoredMessage, type World } from "./world.ts";

/** What the test's side may ask of the fake. */
export type Control = Omit<
	FakeDiscord,
	"settings" | "applicationId" | "botId" | "guildId" | "token" | "channels" | "roles" | "users" | "close"
>;

export function createControl(world: World, gateway: Gateway): Control {
	const act = async (make: () => Interaction): Promise<FakeAnswer> => {
		try {
			return await awaitAnswer(world, gateway, make());
		} catch (error) {
			if (error instanceof PlatformRefused) return { kind: "platform-refused", why: error.message };
			throw error;
		}
	};
	return {
		...reading(world),
		...meddling(world, gateway),
		command: (as, line, options, channelId = world.ids.reportsId) =>
			act(() =>
				makeInteraction(world, { type: 2, as, channelId, data: commandData(world, as, line, options, channelId) }),
			),
		press: (as, messageId, customId, value = null) => act(() => pressComponent(world, as, messageId, customId, value)),
		submit: (as, modalId, values) => act(() => submitModal(world, as, modalId, values)),
		autocomplete: (as, line, option, typed, channelId = world.ids.reportsId) =>
			suggestions(world, gateway, as, autocompleteData(world, as, line, option, typed), channelId),
		raw: (payload) => sendRaw(world, gateway, payload),
		async repeatLast() {
			if (world.lastInteraction) launch(gateway, world.lastInteraction);
		},
	};
}

function suggestions(
	world: World,
	gateway: Gateway,
	as: Actor,
	data: Readonly<Record<string, unknown>>,
	channelId: string,
) {
	const interaction = makeInteraction(world, { type: 4, as, channelId, data });
	return new Promise<readonly { readonly name: string; readonly value: string }[]>((resolve) => {
		const timer = setTimeout(() => resolve([]), firstAnswerMs);
		interaction.events.once("choices", (choices) => {
			clearTimeout(timer);
			resolve(choices);
		});
		launch(gateway, interaction);
	});
}

/** A recorded payload's message and channel become known, so that the bot may edit them. */
function sendRaw(world: World, gateway: Gateway, payload: Readonly<Record<string, unknown>>): Promise<unknown> {
	const message = payload.message as APIMessage | undefined;
	if (message && !world.messages.has(message.id)) {
		world.messages.set(message.id, { message, visibleTo: null, files: [], looks: [message.components ?? []] });
	}
	const member = payload.member as { readonly user?: { readonly id?: string } } | undefined;
	const channel = payload.channel as Readonly<Record<string, unknown>> | undefined;
	const here = {
		...payload,
		guild_id: world.ids.guildId,
		...(channel ? { channel: { ...channel, guild_id: world.ids.guildId } } : {}),
	};
	const interaction = withToken(world, here, String(member?.user?.id), String(payload.channel_id));
	return new Promise((resolve) => {
		const timer = setTimeout(() => resolve(null), firstAnswerMs);
		interaction.events.once("acknowledged", () => {
			clearTimeout(timer);
			resolve(interaction.callbackBody);
		});
		launch(gateway, interaction);
	});
}

/** Posts, replies and answers to commands; the rest are lines of Discord itself. */
const written = [0, 19, 20];

function reading(world: World) {
	const shown = (stored: StoredMessage): FakeMessage => ({
		message: messagePayload(world, stored),
		visibleTo: stored.visibleTo,
	});
	const sorted = (filter: (stored: StoredMessage) => boolean): FakeMessage[] =>
		[...world.messages.values()]
			.filter((stored) => written.includes(stored.message.type) && filter(stored))
			.sort((a, b) => Number(BigInt(a.message.id) - BigInt(b.message.id)))
			.map(shown);
	return {
		async messages(channelId: string, as?: Actor) {
			const own = as === undefined ? null : world.people[as].id;
			return sorted(
				({ message, visibleTo }) => message.channel_id === channelId && (visibleTo === null || visibleTo === own),
			);
		},
		privateMessages: async (as: Actor) => sorted(({ visibleTo }) => visibleTo === world.people[as].id),
		threads: async () =>
			[...world.threads.values()].map(({ id, parentId, name, archived, type, memberIds }) => {
				return { id, parentId, name, archived, type, memberIds };
			}),
		history: async () => world.history,
		async file(url: string) {
			const file = world.files.get(new URL(url).pathname.slice(1));
			if (!file) throw new Error(`The fake has no file ${url}.`);
			return file.bytes;
		},
		registered: async () => ({ commands: world.commands, times: world.registrations }),
		violations: async () => world.violations,
		counts: async () => Object.fromEntries(world.counts),
		changed: (timeoutMs: number) =>
			new Promise<void>((resolve) => {
				const done = (): void => {
					clearTimeout(timer);
					world.events.off("changed", done);
					resolve();
				};
				const timer = setTimeout(done, timeoutMs);
				world.events.on("changed", done);
			}),
	};
}

function meddling(world: World, gateway: Gateway) {
	return {
		async deleteMessage(messageId: string) {
			const stored = world.messages.get(messageId);
			if (stored) deleteMessage(world, stored);
		},
		deleteChannel: async (channelId: string) => deleteChannel(world, channelId),
		async setPermissions({ channelId, allow }: { readonly channelId: string | null; readonly allow: string }) {
			if (channelId === null) {
				world.serverPermissions = BigInt(allow);
				const role = rolePayloads(world).find(({ id }) => id === world.ids.botRoleId);
				return announce(world, "GUILD_ROLE_UPDATE", { guild_id: world.ids.guildId, role });
			}
			world.channelPermissions.set(channelId, BigInt(allow));
			const channel = world.channels.get(channelId);
			if (channel) announce(world, "CHANNEL_UPDATE", channelPayload(world, channel));
		},
		async revokeToken() {
			world.isTokenRevoked = true;
			gateway.endAll(4004, "Authentication failed.");
		},
		async leaveServer() {
			world.isOut = true;
			announce(world, "GUILD_DELETE", { id: world.ids.guildId });
		},
		cutSockets: async (options?: { readonly resumable?: boolean }) => gateway.cut(options?.resumable ?? true),
		async trouble(list: Parameters<FakeDiscord["trouble"]>[0]) {
			world.troubles = startTroubles(list);
		},
		async expireLinks() {
			for (const file of world.files.values()) file.expired = true;
		},
	};
}
