import { once } from "node:events";
import { setTimeout as sleep } from "node:timers/promises";
import { type Client, Events, GatewayDispatchEvents } from "discord.js";
import { ChatFault, type ChatHandlers } from "../../ports/chat.ts";
import { registerCommands } from "./commands/register-commands.ts";
import { createClient } from "./create-client.ts";
import { faultWords } from "./fault-words.ts";
import { createInteractions, type Interactions } from "./interactions/create-interactions.ts";
import type { DiscordOptions } from "./options.ts";
import { createPosting, type Posting } from "./posting/create-posting.ts";
import { toStartFault } from "./start-fault.ts";
import { watchClient } from "./watch-client.ts";

/** One life of the bot on Discord, from its connecting to its end. */
export interface Connection {
	readonly posting: Posting;
	/** Lets running answers end, for some seconds, and leaves nothing open. */
	close(): Promise<void>;
}

/** Connecting, and the server's arrival. discord.js itself waits for ever. */
const startMs = 60_000;
const lastAnswersMs = 5_000;

/** Connects, registers the commands, and gives the connection once the server is there. Throws `ChatFault`, also when it is `stopped`. */
export async function connect(
	options: DiscordOptions,
	handlers: ChatHandlers,
	stopped: AbortSignal,
): Promise<Connection> {
	const client = createClient(options.apiUrl);
	const end = createEnd(options);
	watchClient(client, { ...options, ended: end.by });
	const life: Life = { client, end, interactions: null };
	const beginning = begin(life, options, handlers);
	const giveUp = once(AbortSignal.any([stopped, AbortSignal.timeout(startMs)]), "abort").then(() => null);
	try {
		const posting = await Promise.race([beginning, end.early, giveUp]);
		if (posting === null) throw new ChatFault(faultWords(options.language).unreachable, { retry: true });
		end.started();
		return { posting, close: () => close(life) };
	} catch (cause) {
		beginning.catch(() => {});
		await close(life);
		throw toStartFault(options.language, cause);
	}
}

interface Life {
	readonly client: Client;
	readonly end: End;
	interactions: Interactions | null;
}

async function begin(life: Life, options: DiscordOptions, handlers: ChatHandlers): Promise<Posting> {
	const { client, end } = life;
	const { guildId, commands, language } = options;
	const ready = once(client, Events.ClientReady);
	let posting: Posting | null = null;
	// From the first moment: what people do while the bot connects is answered too.
	const interactions = createInteractions({
		...{ options, handlers, rest: client.rest },
		admit: async (caseNumber, userId) => posting?.admit(caseNumber, userId),
	});
	life.interactions = interactions;
	client.ws.on(GatewayDispatchEvents.InteractionCreate, interactions.take);
	await Promise.all([client.login(options.token), ready]);
	const { user, application } = client as Client<true>;
	posting = createPosting({ rest: client.rest, botId: user.id, options, ended: end.by });
	const server = client.guilds.cache.get(guildId);
	if (server === undefined) throw new ChatFault(faultWords(language).removed, { retry: false });
	while (!server.available) await once(client, Events.GuildAvailable);
	const outcome = await registerCommands({ rest: client.rest, applicationId: application.id, guildId, commands });
	options.log.info("discord.started", { what: outcome, count: commands.length });
	return posting;
}

async function close({ client, end, interactions }: Life): Promise<void> {
	end.forget();
	if (interactions !== null) {
		client.ws.off(GatewayDispatchEvents.InteractionCreate, interactions.take);
		await within(lastAnswersMs, interactions.settled());
	}
	await client.destroy();
}

interface End {
	/** Rejects when Discord refuses the bot before it started. */
	readonly early: Promise<never>;
	readonly by: (fault: ChatFault) => void;
	/** From now on the owner hears of it, once. */
	started(): void;
	/** We end it ourselves. */
	forget(): void;
}

function createEnd({ onEnded, log }: DiscordOptions): End {
	let tell: (fault: ChatFault) => void = () => {};
	const early = new Promise<never>((_, reject) => {
		tell = reject;
	});
	early.catch(() => {});
	let isOver = false;
	return {
		early,
		by(fault) {
			if (isOver) return;
			isOver = true;
			log.error("discord.ended", fault);
			tell(fault);
		},
		started() {
			tell = onEnded;
		},
		forget() {
			isOver = true;
		},
	};
}

/** What the work gives, or null after the time. */
async function within<T>(ms: number, work: Promise<T>): Promise<T | null> {
	const patience = new AbortController();
	const waited = sleep(ms, null, { signal: patience.signal }).catch(() => null);
	try {
		return await Promise.race([work, waited]);
	} finally {
		patience.abort();
	}
}
