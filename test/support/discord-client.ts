import { once } from "node:events";
import { type APIInteraction, type APIMessage, Events, GatewayDispatchEvents, Routes } from "discord.js";
import { commands } from "../../commands/index.ts";
import { registerCommands } from "../../src/chat/discord/commands/register-commands.ts";
import { createClient } from "../../src/chat/discord/create-client.ts";
import { createInteractions, type InteractionDeps } from "../../src/chat/discord/interactions/create-interactions.ts";
import type { DiscordOptions } from "../../src/chat/discord/options.ts";
import { renderMessage } from "../../src/chat/discord/render/render-message.ts";
import type { Card } from "../../src/core/thread/card.ts";
import { createDownload } from "../../src/download/create-download.ts";
import type { ChatHandlers } from "../../src/ports/chat.ts";
import type { FakeDiscord } from "./fake-discord/fake-discord.ts";

interface Logged {
	readonly event: string;
	readonly fields: Readonly<Record<string, unknown>>;
}

/** What answers interactions on a real client, and nothing else of the bot. */
export interface DiscordClient {
	/** Warnings and faults, in order. */
	readonly logged: readonly Logged[];
	/** Payloads that came, in order, repeated ones too. */
	readonly came: readonly APIInteraction[];
	readonly admitted: readonly (readonly [caseNumber: string, userId: string])[];
	/** Posts a card that all see, as the bot does; gives the message's id. */
	post(channelId: string, card: Card): Promise<string>;
	/** Opens a thread under a message; gives its id. */
	openThread(channelId: string, messageId: string): Promise<string>;
	/** Hands an interaction over as if it came over the gateway. */
	take(interaction: APIInteraction): void;
	/** Everything that came was answered. */
	settled(): Promise<void>;
	close(): Promise<void>;
}

export interface DiscordClientOptions {
	readonly options?: Partial<DiscordOptions>;
	readonly times?: InteractionDeps["times"];
	readonly admit?: InteractionDeps["admit"];
}

function optionsFor(fake: FakeDiscord, options: Partial<DiscordOptions> = {}): DiscordOptions {
	const { settings, channels, roles } = fake;
	return {
		token: fake.token,
		guildId: fake.guildId,
		roles: { volunteer: [roles.volunteer], coordinator: [roles.coordinator] },
		channels: { reports: channels.reports, cases: channels.cases, status: channels.status },
		threads: "public",
		fileHosts: (settings.DISCORD_FILE_HOSTS ?? "").split(","),
		download: createDownload(),
		apiUrl: settings.DISCORD_API_URL ?? "",
		language: "en",
		commands: commands.map(({ spec }) => spec),
		maxUploadBytes: 1_000,
		caseOfThread: async () => null,
		log: { info: () => {}, warn: () => {}, error: () => {} },
		onEnded: () => {},
		...options,
	};
}

/** Connects, registers the real commands and hands what people do to `handlers`. */
export async function openDiscordClient(
	fake: FakeDiscord,
	handlers: ChatHandlers,
	given: DiscordClientOptions = {},
): Promise<DiscordClient> {
	const logged: Logged[] = [];
	const came: APIInteraction[] = [];
	const admitted: [string, string][] = [];
	const log: DiscordOptions["log"] = {
		info: () => {},
		warn: (event, fields = {}) => void logged.push({ event, fields }),
		error: (event, _, fields = {}) => void logged.push({ event, fields }),
	};
	const options = optionsFor(fake, { log, ...given.options });
	const client = createClient(options.apiUrl);
	const admit = async (caseNumber: string, userId: string) => {
		admitted.push([caseNumber, userId]);
		await given.admit?.(caseNumber, userId);
	};
	const interactions = createInteractions({
		...{ options, handlers, rest: client.rest, admit },
		...(given.times === undefined ? {} : { times: given.times }),
	});
	client.ws.on(GatewayDispatchEvents.InteractionCreate, (interaction: APIInteraction) => {
		came.push(interaction);
		interactions.take(interaction);
	});
	const ready = once(client, Events.ClientReady);
	await client.login(options.token);
	await ready;
	const { rest } = client;
	await registerCommands({
		rest,
		applicationId: fake.applicationId,
		guildId: fake.guildId,
		commands: options.commands,
	});
	return {
		...{ logged, came, admitted, settled: interactions.settled, take: interactions.take },
		async post(channelId, card) {
			const { files: _, ...body } = renderMessage(card, { language: options.language, mark: null });
			return ((await rest.post(Routes.channelMessages(channelId), { body })) as APIMessage).id;
		},
		async openThread(channelId, messageId) {
			const thread = await rest.post(Routes.threads(channelId, messageId), { body: { name: "A case" } });
			return (thread as { readonly id: string }).id;
		},
		async close() {
			await interactions.settled();
			await client.destroy();
		},
	};
}

/** Handlers that say nothing, but for those that a test gives. */
export function handlersWith(given: Partial<ChatHandlers>): ChatHandlers {
	return {
		onCommand: async () => ({ kind: "quiet" }),
		formFor: () => null,
		formProblems: () => ({}),
		onHome: async () => [],
		onPress: async () => ({ kind: "quiet" }),
		onForm: async () => ({ kind: "quiet" }),
		onAutocomplete: async () => [],
		...given,
	};
}

/** A card with one sentence, and a button for each id. */
export function cardOf(text: string, ...ids: readonly string[]): Card {
	const buttons = ids.map((id) => [{ id, label: id, style: "plain" } as const]);
	return { tone: "neutral", title: null, body: [text], ...(ids.length === 0 ? {} : { buttons }) };
}
