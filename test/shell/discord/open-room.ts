import { openDiscord } from "../../../src/chat/discord/discord.ts";
import type { DiscordOptions } from "../../../src/chat/discord/options.ts";
import { createDownload } from "../../../src/download/create-download.ts";
import type { ChatFault, ChatHandlers, ChatPlatform, Reply } from "../../../src/ports/chat.ts";
import type { Log } from "../../../src/ports/log.ts";
import type { FakeDiscord } from "../../support/fake-discord/fake-discord.ts";
import { roomCommands } from "../../support/local-chat-room.ts";

export interface LogLine {
	readonly event: string;
	readonly fields: Readonly<Record<string, unknown>>;
}

/** The adapter as a hotline opens it, and what it tells. */
export interface Room {
	readonly platform: ChatPlatform;
	readonly handlers: ChatHandlers;
	readonly ended: readonly ChatFault[];
	readonly log: readonly LogLine[];
	logged(event: string): readonly LogLine[];
}

/** Settings for the fake, in English. */
export function optionsFor(fake: FakeDiscord, log: Log): DiscordOptions {
	const { settings } = fake;
	const setting = (name: string): string => settings[name] ?? "";
	return {
		token: fake.token,
		guildId: fake.guildId,
		roles: { volunteer: [fake.roles.volunteer], coordinator: [fake.roles.coordinator] },
		channels: {
			reports: setting("DISCORD_REPORTS_CHANNEL"),
			cases: setting("DISCORD_CASES_CHANNEL"),
			status: setting("DISCORD_STATUS_CHANNEL"),
		},
		threads: setting("DISCORD_THREADS") === "private" ? "private" : "public",
		fileHosts: [setting("DISCORD_FILE_HOSTS")],
		download: createDownload(),
		apiUrl: setting("DISCORD_API_URL"),
		language: "en",
		commands: roomCommands,
		maxUploadBytes: 1_000_000,
		caseOfThread: async () => null,
		log,
		onEnded: () => {},
	};
}

/** An adapter for the fake; nothing is connected yet. `answer` is what each command gets. */
export function openRoom(
	fake: FakeDiscord,
	changes: Partial<DiscordOptions> = {},
	answer: () => Promise<Reply> = async () => ({ kind: "card", card: { tone: "good", title: "Done" } }),
): Room {
	const log: LogLine[] = [];
	const ended: ChatFault[] = [];
	const keep = (event: string, fields: Readonly<Record<string, unknown>> = {}) => void log.push({ event, fields });
	const logPort: Log = { info: keep, warn: keep, error: (event, _fault, fields) => keep(event, fields) };
	const handlers: ChatHandlers = {
		onCommand: answer,
		formFor: () => null,
		formProblems: () => ({}),
		onHome: async () => [],
		onPress: answer,
		onForm: answer,
		onAutocomplete: async () => [],
	};
	const onEnded = (fault: ChatFault) => void ended.push(fault);
	const platform = openDiscord({ ...optionsFor(fake, logPort), onEnded, ...changes });
	return { platform, handlers, ended, log, logged: (event) => log.filter((line) => line.event === event) };
}
