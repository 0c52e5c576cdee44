import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import type { ChatHandlers } from "../../../src/ports/chat.ts";
import {
	cardOf,
	type DiscordClient,
	type DiscordClientOptions,
	handlersWith,
	openDiscordClient,
} from "../../support/discord-client.ts";
import type { FakeDiscord } from "../../support/fake-discord/fake-discord.ts";
import { startFakeDiscord } from "../../support/fake-discord/start-fake-discord.ts";

let fake: FakeDiscord;
const clients: DiscordClient[] = [];
beforeAll(async () => {
	fake = await startFakeDiscord({ quietMs: 10_000 });
});
afterEach(async () => {
	await Promise.all(clients.splice(0).map((client) => client.close()));
	expect(await fake.violations()).toEqual([]);
});
afterAll(() => fake.close());

async function open(handlers: Partial<ChatHandlers>, given: DiscordClientOptions = {}): Promise<DiscordClient> {
	const client = await openDiscordClient(fake, handlersWith(handlers), given);
	clients.push(client);
	return client;
}
const suggested = () => fake.autocomplete("bram", "case show", "case", "TST");
const same = (text: string) => ({ value: text, label: text });

describe("suggestions", () => {
	it("are what fits what is typed, for who types it", async () => {
		const asked: unknown[] = [];
		await open({
			onAutocomplete: async ({ person, roles }, ...typed) => {
				asked.push([person.id, roles, ...typed]);
				return [{ value: "TST-2026-0001", label: "TST-2026-0001 · Open RDP" }];
			},
		});
		expect(await suggested()).toEqual([{ value: "TST-2026-0001", name: "TST-2026-0001 · Open RDP" }]);
		expect(asked).toEqual([[`discord:${fake.users.bram.id}`, ["volunteer"], "case show", "case", "TST"]]);
	});

	it("are at most 25, with labels of at most 100 characters, and no value that Discord would refuse", async () => {
		const many = Array.from({ length: 30 }, (_, at) => same(`TST-${at}`));
		const long = { value: "TST", label: `${"x".repeat(98)}😀 and more` };
		await open({
			onAutocomplete: async () => [same("v".repeat(101)), same(""), { value: "bare", label: "" }, long, ...many],
		});
		const choices = await suggested();
		expect(choices).toHaveLength(25);
		expect(choices.slice(0, 3)).toEqual([
			{ value: "bare", name: "bare" },
			{ value: "TST", name: `${"x".repeat(98)}…` },
			{ value: "TST-0", name: "TST-0" },
		]);
	});

	it("are none when they take too long", async () => {
		const client = await open({ onAutocomplete: () => new Promise(() => {}) }, { times: { suggestMs: 20 } });
		expect(await suggested()).toEqual([]);
		await client.settled();
		expect(client.logged).toEqual([{ event: "discord.suggestions-late", fields: { what: "case show" } }]);
	});

	it("are none when they go wrong", async () => {
		const client = await open({
			onAutocomplete: async () => {
				throw new Error("no database");
			},
		});
		expect(await suggested()).toEqual([]);
		expect(client.logged.map(({ event }) => event)).toEqual(["discord.suggestions-failed"]);
	});
});

describe("another server than the settings name", () => {
	const nobody: Partial<ChatHandlers> = {
		onCommand: () => expect.unreachable(),
		formFor: () => expect.unreachable(),
		onPress: () => expect.unreachable(),
		onForm: () => expect.unreachable(),
		onAutocomplete: () => expect.unreachable(),
	};
	const elsewhere = { options: { guildId: "1100000000000000099" } };

	it("gets a refusal that only the asker sees", async () => {
		const client = await open(nobody, elsewhere);
		const message = await client.post(fake.channels.cases, cardOf("A case", "close:TST-2026-0001:3"));
		const answers = [
			await fake.command("bram", "status", {}),
			await fake.press("bram", message, "close:TST-2026-0001:3"),
		];
		for (const answer of answers) {
			expect(answer).toMatchObject({ kind: "message", message: { visibleTo: fake.users.bram.id } });
			expect(JSON.stringify(answer)).toContain("one server only");
		}
	});

	it("gets no suggestions", async () => {
		await open(nobody, elsewhere);
		expect(await suggested()).toEqual([]);
	});
});
