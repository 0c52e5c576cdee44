import { readFileSync } from "node:fs";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Reply } from "../../../src/ports/chat.ts";
import { cardOf, handlersWith, openDiscordClient } from "../../support/discord-client.ts";
import type { FakeDiscord } from "../../support/fake-discord/fake-discord.ts";
import { startFakeDiscord } from "../../support/fake-discord/start-fake-discord.ts";

/** A folder with payloads that Discord really sent, kept outside this repository; without it these tests are left out. */
const samples = process.env.MELDKAMER_SAMPLES;

type Recorded = Readonly<Record<string, Readonly<Record<string, unknown>>>>;
const recorded: Recorded =
	samples === undefined ? {} : JSON.parse(readFileSync(`${samples}/chat/discord-recorded.json`, "utf8"));
const interactions = Object.entries(recorded).filter(([, payload]) => payload.version === 1);

describe.skipIf(samples === undefined)("interactions that Discord really sent", () => {
	let fake: FakeDiscord;
	beforeAll(async () => {
		fake = await startFakeDiscord();
	});
	afterAll(() => fake.close());

	it("are answered", async () => {
		const asked: string[] = [];
		const answer = async (): Promise<Reply> => ({ kind: "card", card: cardOf("Read.") });
		const client = await openDiscordClient(
			fake,
			handlersWith({
				onCommand: answer,
				onForm: answer,
				onPress: async ({ person, roles }, id) => {
					asked.push(`${person.id} ${person.name} ${roles.length} ${id}`);
					return answer();
				},
			}),
		);
		expect(interactions.length).toBeGreaterThan(0);
		for (const [name, payload] of interactions) expect(await fake.raw(payload), name).toMatchObject({ type: 6 });
		await client.settled();
		expect(client.logged).toEqual([]);
		expect(asked).toEqual(["hello", "messages"].map((id) => `discord:1033044521375764530 Test User 0 ${id}`));
		await client.close();
	});
});
