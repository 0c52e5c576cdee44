import { Client, Events, GatewayIntentBits, type Interaction } from "discord.js";
import type { FakeDiscord } from "../../support/fake-discord/fake-discord.ts";

/** The real client, logged in to the fake. What its handler throws is in `faults`. */
export async function openClient(
	fake: FakeDiscord,
	handle: (interaction: Interaction) => Promise<unknown> = async () => {},
) {
	const client = new Client({
		intents: [GatewayIntentBits.Guilds],
		rest: { api: fake.settings.DISCORD_API_URL ?? "" },
	});
	const faults: unknown[] = [];
	client.on(Events.Error, (fault) => faults.push(fault));
	client.on(Events.InteractionCreate, (interaction) => {
		handle(interaction).catch((fault: unknown) => faults.push(fault));
	});
	const ready = new Promise<Client<true>>((resolve) => client.once(Events.ClientReady, resolve));
	await client.login(fake.token);
	return { client: await ready, faults };
}

/** One request without the client: status and body as they come. */
export async function ask(fake: FakeDiscord, method: string, path: string, body?: unknown, token: string = fake.token) {
	const response = await fetch(`${fake.settings.DISCORD_API_URL}/v10${path}`, {
		method,
		headers: { authorization: `Bot ${token}`, ...(body === undefined ? {} : { "content-type": "application/json" }) },
		...(body === undefined ? {} : { body: JSON.stringify(body) }),
	});
	const text = await response.text();
	return { status: response.status, headers: response.headers, body: (text === "" ? null : JSON.parse(text)) as never };
}

/** A message's body that Discord and the product have nothing against. */
export function plain(more: Readonly<Record<string, unknown>> = {}) {
	return { content: "text", allowed_mentions: { parse: [] }, ...more };
}
