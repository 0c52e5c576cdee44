import { REST } from "discord.js";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { commands } from "../../../commands/index.ts";
import { registerCommands } from "../../../src/chat/discord/commands/register-commands.ts";
import type { CommandSpec } from "../../../src/core/command/command-spec.ts";
import type { FakeDiscord } from "../../support/fake-discord/fake-discord.ts";
import { startFakeDiscord } from "../../support/fake-discord/start-fake-discord.ts";

const specs = commands.map(({ spec }) => spec);

describe("registering the commands", () => {
	let fake: FakeDiscord;
	let rest: REST;
	beforeAll(async () => {
		fake = await startFakeDiscord({ checkAnswers: true });
		rest = new REST({ api: fake.settings.DISCORD_API_URL ?? "" }).setToken(fake.token);
	});
	afterAll(() => fake.close());

	const register = (given: readonly CommandSpec[]) =>
		registerCommands({ rest, applicationId: fake.applicationId, guildId: fake.guildId, commands: given });
	const times = async () => (await fake.registered()).times;

	it("is done once, and again only when something changed", async () => {
		expect(await register(specs)).toBe("registered");
		expect(await register(specs)).toBe("unchanged");
		expect(await register(specs.toReversed()), "the order says nothing").toBe("unchanged");
		expect(await times()).toBe(1);
		expect((await fake.registered()).commands).toHaveLength(specs.length);
		expect(await fake.violations()).toEqual([]);
	});

	it.each<[string, (spec: CommandSpec) => CommandSpec]>([
		["a Dutch text", (spec) => ({ ...spec, description: { ...spec.description, nl: "Anders" } })],
		["a length", (spec) => withFirst(spec, { maxLength: 7 })],
		["an option's need", (spec) => withFirst(spec, { required: false })],
		["an option's suggestions", (spec) => withFirst(spec, { suggest: "operators" })],
	])("is done again after a change of %s", async (_, change) => {
		await register(specs);
		const before = await times();
		const changed = specs.map((spec) => (spec.name === "lookup" ? change(spec) : spec));
		expect(await register(changed)).toBe("registered");
		expect(await register(changed)).toBe("unchanged");
		expect(await times()).toBe(before + 1);
	});

	it("takes away what is declared no more", async () => {
		const fewer = specs.slice(1);
		expect(await register(fewer)).toBe("registered");
		expect((await fake.registered()).commands).toHaveLength(fewer.length);
	});

	function withFirst(spec: CommandSpec, change: Partial<NonNullable<CommandSpec["options"]>[number]>): CommandSpec {
		const [first, ...rest] = spec.options ?? [];
		if (first === undefined) throw new Error(`/${spec.name} has no options`);
		return { ...spec, options: [{ ...first, ...change }, ...rest] };
	}
});
