import type { Client, Interaction } from "discord.js";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { FakeDiscord } from "../../support/fake-discord/fake-discord.ts";
import { startFakeDiscord } from "../../support/fake-discord/start-fake-discord.ts";
import { ask, openClient, plain } from "./open-client.ts";

let fake: FakeDiscord;
let client: Client<true>;
let body: unknown;
let given: { readonly errors?: unknown } | null;

beforeAll(async () => {
	fake = await startFakeDiscord({ thinkingMs: 100 });
	const option = { type: 3, name: "case", description: "Case", autocomplete: true };
	await ask(fake, "PUT", `/applications/${fake.applicationId}/guilds/${fake.guildId}/commands`, [
		{ name: "status", description: "Status", options: [option] },
	]);
	({ client } = await openClient(fake, answerBadly));
});
afterAll(async () => {
	await client.destroy();
	await fake.close();
});

/** Answers with `body`, and then as it should, so that nobody waits for the rest of the 3 seconds. */
async function answerBadly({ id, token, type }: Interaction): Promise<void> {
	const path = `/interactions/${id}/${token}/callback`;
	given = (await ask(fake, "POST", path, body)).body;
	await ask(fake, "POST", path, type === 4 ? { type: 8, data: { choices: [] } } : { type: 4, data: plain() });
}

const long = (length: number): string => "x".repeat(length);
const input = (more: object = {}) => ({ type: 4, custom_id: "a", style: 1, ...more });
const label = (component: object) => ({ type: 18, label: "A", component });
const modal = (...components: readonly object[]) => ({ type: 9, data: { custom_id: "m", title: "M", components } });
const titled = { ...modal(label(input())).data, title: long(46) };
const choice = { name: "a", value: "a" };

describe("a first answer that Discord refuses is 50035 at its field, and kept", () => {
	it.each([
		["a long title", { type: 9, data: titled }, "data.title"],
		["six inputs", modal(...[1, 2, 3, 4, 5, 6].map((n) => label(input({ custom_id: `${n}` })))), "data.components"],
		["an input's id twice", modal(label(input()), label(input())), "data.components.1.component.custom_id"],
		["a long label", modal({ ...label(input()), label: long(46) }), "data.components.0.label"],
		["an input without label", modal({ type: 1, components: [input()] }), "data.components.0.components.0.label"],
		["a long placeholder", modal(label(input({ placeholder: long(101) }))), "data.components.0.component.placeholder"],
		["a long text", { type: 4, data: plain({ content: long(2001) }) }, "data.content"],
		["an update of no message", { type: 7, data: plain() }, "type"],
		["suggestions for a command", { type: 8, data: { choices: [] } }, "type"],
	])("%s", async (_name, bad, path) => {
		body = bad;
		await fake.command("anna", "status", {});
		expect(given).toMatchObject({ code: 50035 });
		const at = path.split(".").reduce((value, key) => (value as Record<string, unknown>)[key], given?.errors);
		expect(at).toHaveProperty("_errors");
		expect((await fake.violations()).at(-1)).toContain("POST /interactions/:id/:token/callback: ");
	});

	it("more than 25 suggestions", async () => {
		body = { type: 8, data: { choices: new Array(26).fill(choice) } };
		expect(await fake.autocomplete("anna", "status", "case", "")).toEqual([]);
		expect(given).toMatchObject({ code: 50035 });
	});
});

it("a deferred answer that carries more than EPHEMERAL is let through and kept", async () => {
	body = { type: 5, data: { flags: 64 | 4096, content: "soon" } };
	expect(await fake.command("anna", "status", {})).toMatchObject({ kind: "quiet" });
	expect(given).toBe(null);
	expect((await fake.violations()).at(-1)).toContain("may carry only EPHEMERAL");
});
