import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import type { Form } from "../../../src/core/thread/card.ts";
import type { ChatHandlers, Reply } from "../../../src/ports/chat.ts";
import { cardOf, type DiscordClient, handlersWith, openDiscordClient } from "../../support/discord-client.ts";
import { interactionPayload } from "../../support/discord-payloads.ts";
import type { FakeDiscord } from "../../support/fake-discord/fake-discord.ts";
import { startFakeDiscord } from "../../support/fake-discord/start-fake-discord.ts";
import { waitUntil } from "../../support/wait-until.ts";

const done: Reply = { kind: "card", card: cardOf("Done.") };
const pressId = "pause:TST-2026-0001:3";
const form: Form = {
	...{ id: "send:TST-2026-0001:3", title: "Send the mails", submit: "Send" },
	inputs: [{ name: "confirmation", label: "Case number", kind: "line", required: true }],
};

describe("the first answer", () => {
	let fake: FakeDiscord;
	const clients: DiscordClient[] = [];
	beforeAll(async () => {
		fake = await startFakeDiscord({ checkAnswers: true, quietMs: 10_000 });
	});
	afterEach(async () => {
		await fake.trouble([]);
		await Promise.all(clients.splice(0).map((client) => client.close()));
		expect(await fake.violations()).toEqual([]);
	});
	afterAll(() => fake.close());

	async function open(handlers: Partial<ChatHandlers>): Promise<DiscordClient> {
		const client = await openDiscordClient(fake, handlersWith(handlers));
		clients.push(client);
		return client;
	}
	const acknowledged = async () => {
		const counts = Object.entries(await fake.counts());
		return counts.filter(([what]) => what.endsWith("/callback")).reduce((sum, [, count]) => sum + count, 0);
	};
	/** Work that goes on until it is let go. */
	function held() {
		let letGo = () => {};
		const wait = new Promise<void>((resolve) => {
			letGo = resolve;
		});
		return { letGo: () => letGo(), work: () => wait.then(() => done) };
	}

	it("comes before the work is done: to a command, a press and a form", async () => {
		const commanded = held();
		const pressed = held();
		const sent = held();
		const client = await open({
			...{ onCommand: commanded.work, onPress: pressed.work, onForm: sent.work },
			formFor: (_, id) => (id === form.id ? form : null),
		});
		const message = await client.post(fake.channels.cases, cardOf("A case", pressId, form.id));
		const modal = await fake.press("bram", message, form.id);
		if (modal.kind !== "modal") throw new Error(modal.kind);
		const ways = [
			{ held: commanded, act: () => fake.command("bram", "status", {}) },
			{ held: pressed, act: () => fake.press("bram", message, pressId) },
			{ held: sent, act: () => fake.submit("bram", modal.modal.id, { confirmation: "TST-2026-0001" }) },
		];
		for (const way of ways) {
			const before = await acknowledged();
			const answer = way.act();
			await waitUntil(async () => (await acknowledged()) > before);
			way.held.letGo();
			expect(await answer).toMatchObject({ kind: "message", message: { visibleTo: fake.users.bram.id } });
		}
	});

	it("is the form itself where a button opens one, and what is typed comes back by name", async () => {
		const values: unknown[] = [];
		const client = await open({
			formFor: () => form,
			onForm: async (asker, id, typed) => {
				values.push([asker.person.name, asker.roles, asker.caseNumber, id, typed]);
				return done;
			},
		});
		const message = await client.post(fake.channels.cases, cardOf("A case", form.id));
		const opened = await fake.press("bram", message, form.id);
		if (opened.kind !== "modal") throw new Error(opened.kind);
		expect(opened.modal.data.custom_id).toBe(form.id);
		const answer = await fake.submit("bram", opened.modal.id, { confirmation: "TST-2026-0001" });
		expect(answer).toMatchObject({ kind: "message" });
		expect(values).toEqual([
			["bram", ["volunteer"], "TST-2026-0001", form.id, { confirmation: "TST-2026-0001" }].map((value, at) =>
				at === 0 ? fake.users.bram.name : value,
			),
		]);
	});

	it("is given once when an interaction is delivered twice, and what was asked is done once", async () => {
		let times = 0;
		const client = await open({
			onCommand: async () => {
				times++;
				return done;
			},
		});
		expect(await fake.command("bram", "status", {})).toMatchObject({ kind: "message" });
		await fake.repeatLast();
		await waitUntil(() => client.came.length === 2);
		await client.settled();
		expect(times).toBe(1);
		expect(client.logged).toEqual([]);
	});

	it("decides who acts when two processes are connected", async () => {
		let times = 0;
		const onCommand = async () => {
			times++;
			return done;
		};
		const [one, other] = [await open({ onCommand }), await open({ onCommand })];
		expect(await fake.command("bram", "status", {})).toMatchObject({ kind: "message" });
		await waitUntil(() => one.came.length === 1 && other.came.length === 1);
		await Promise.all([one.settled(), other.settled()]);
		expect(times).toBe(1);
		const [refused, ...more] = [...one.logged, ...other.logged];
		expect(refused).toMatchObject({ event: "discord.not-acknowledged", fields: { code: "40060" } });
		expect(more).toEqual([]);
	});

	it("refused as too late means that nothing is done", async () => {
		const client = await open({
			onCommand: () => expect.unreachable("it must not be carried out"),
			onPress: () => expect.unreachable("it must not be carried out"),
		});
		// Discord does not know these; that is how it refuses a late answer.
		client.take({ ...interactionPayload(), guild_id: fake.guildId });
		const data = { component_type: 2, custom_id: pressId };
		client.take({ ...interactionPayload({ type: 3, data }), id: "1100000000000000098", guild_id: fake.guildId });
		await client.settled();
		const late = { event: "discord.not-acknowledged", fields: { code: "10062", attempt: 1 } };
		expect(client.logged).toEqual([late, late]);
	});

	it("is tried again when the line breaks before it arrives", async () => {
		let times = 0;
		const client = await open({
			onCommand: async () => {
				times++;
				return done;
			},
		});
		await fake.trouble([{ kind: "drop-before", share: 1, times: 2, on: "callback" }]);
		expect(await fake.command("bram", "status", {})).toMatchObject({ kind: "message" });
		expect(times).toBe(1);
		expect(client.logged).toEqual([]);
	});

	it("counts when it arrived and only the line broke after it", async () => {
		let times = 0;
		const client = await open({
			onCommand: async () => {
				times++;
				return done;
			},
		});
		await fake.trouble([{ kind: "drop-after", share: 1, times: 1, on: "callback" }]);
		expect(await fake.command("bram", "status", {})).toMatchObject({ kind: "message" });
		expect(times).toBe(1);
		expect(client.logged).toEqual([]);
	});

	it("that Discord cannot take at all means that nothing is done", async () => {
		const client = await open({ onCommand: () => expect.unreachable("it must not be carried out") });
		await fake.trouble([{ kind: "500", share: 1, on: "callback" }]);
		const answer = fake.command("bram", "status", {});
		await waitUntil(() => client.logged.length > 0);
		expect(client.logged).toMatchObject([{ event: "discord.not-acknowledged", fields: { attempt: 5 } }]);
		expect(await answer).toEqual({ kind: "no-answer" });
	});

	it("waits out a short rate limit", async () => {
		let times = 0;
		await open({
			onCommand: async () => {
				times++;
				return done;
			},
		});
		await fake.trouble([{ kind: "429", share: 1, times: 1, on: "callback", retryAfterS: 0.1 }]);
		expect(await fake.command("bram", "status", {})).toMatchObject({ kind: "message" });
		expect(times).toBe(1);
	});
});
