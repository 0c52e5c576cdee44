import { type Client, Events, GatewayCloseCodes, RESTEvents } from "discord.js";
import { ChatFault } from "../../ports/chat.ts";
import { faultWords } from "./fault-words.ts";
import type { DiscordOptions } from "./options.ts";

export interface WatchOptions extends Pick<DiscordOptions, "guildId" | "language" | "log"> {
	/** Discord lets the bot in no more; may be told twice. */
	readonly ended: (fault: ChatFault) => void;
}

/** Logs what becomes of the connection, and tells when it is over for good. Reconnecting is discord.js's business. */
export function watchClient(client: Client, { guildId, language, log, ended }: WatchOptions): void {
	const words = faultWords(language);
	client.on(Events.ShardReady, () => log.info("discord.connected"));
	client.on(Events.ShardReconnecting, () => log.info("discord.disconnected"));
	client.on(Events.ShardResume, (_, replayed) => log.info("discord.resumed", { count: replayed }));
	client.on(Events.ShardError, (fault) => log.error("discord.socket-failed", fault));
	client.on(Events.Error, (fault) => log.error("discord.client-failed", fault));
	client.on(Events.ShardDisconnect, ({ code }) => {
		log.warn("discord.disconnected-for-good", { code });
		const revoked = code === GatewayCloseCodes.AuthenticationFailed;
		ended(new ChatFault(revoked ? words.revoked : words.refusedSession(code), { retry: false }));
	});
	client.on(Events.GuildUnavailable, ({ id }) => {
		if (id === guildId) log.warn("discord.server-unavailable");
	});
	client.on(Events.GuildDelete, ({ id }) => {
		if (id === guildId) ended(new ChatFault(words.removed, { retry: false }));
	});
	client.rest.on(RESTEvents.RateLimited, ({ method, route, retryAfter }) =>
		log.info("discord.rate-limited", { what: `${method} ${route}`, ms: Math.round(retryAfter) }),
	);
	client.rest.on(RESTEvents.InvalidRequestWarning, ({ count }) => log.warn("discord.many-refusals", { count }));
}
