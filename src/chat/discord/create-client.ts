import { Client, GatewayIntentBits, Options, type RateLimitData } from "discord.js";
import { createGateway } from "./gateway.ts";

/** A request that must wait longer than this for Discord's rate limit is given back, to be tried again as a job; so none holds up a stop. */
const maxQueueMs = 20_000;
const requestTimeoutMs = 15_000;
/** Discord bars an address after 10,000 refused requests in 10 minutes (docs, Rate Limits, Invalid Request Limit). */
const warnEveryRefusals = 500;

/** A client that keeps little: servers, channels and roles. It needs no privileged intent; interactions come without any. */
export function createClient(apiUrl: string): Client {
	return new Client({
		intents: [GatewayIntentBits.Guilds],
		allowedMentions: { parse: [] },
		makeCache: Options.cacheWithLimits({
			...Options.DefaultMakeCacheSettings,
			ApplicationCommandManager: 0,
			BaseGuildEmojiManager: 0,
			GuildEmojiManager: 0,
			GuildStickerManager: 0,
			GuildScheduledEventManager: 0,
			GuildMemberManager: { maxSize: 0, keepOverLimit: (member) => member.id === member.client.user.id },
			MessageManager: 0,
			PresenceManager: 0,
			ReactionManager: 0,
			StageInstanceManager: 0,
			ThreadMemberManager: 0,
			UserManager: { maxSize: 0, keepOverLimit: (user) => user.id === user.client.user.id },
			VoiceStateManager: 0,
		}),
		ws: { buildStrategy: createGateway },
		rest: {
			api: apiUrl,
			timeout: requestTimeoutMs,
			retries: 4,
			invalidRequestWarningInterval: warnEveryRefusals,
			rejectOnRateLimit: ({ retryAfter }: RateLimitData) => retryAfter > maxQueueMs,
		},
	});
}
