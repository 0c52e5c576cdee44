import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { commands, presses } from "../../../commands/index.ts";
import type { OptionSpec } from "../../../src/core/command/command-spec.ts";
import { renderButtonId } from "../../../src/core/thread/button-id.ts";
import { buttonId } from "../../../src/core/thread/buttons.ts";
import { appSuite } from "../../support/app-suite.ts";
import { readyCase, stateOf, upload } from "../../support/case-life.ts";
import { cardOf, type DiscordClient, openDiscordClient } from "../../support/discord-client.ts";
import type { FakeAnswer, FakeDiscord } from "../../support/fake-discord/fake-discord.ts";
import { startFakeDiscord } from "../../support/fake-discord/start-fake-discord.ts";
import type { Actor, Options } from "../../support/scenario-driver.ts";

const report = "ip\n192.0.2.1\n192.0.2.65\n";

/** Every command line with what may be typed in it, taken from the declarations, so that a new one cannot be forgotten. */
const lines = commands.flatMap(({ spec }) =>
	spec.subcommands === undefined
		? [{ line: spec.name, options: spec.options ?? [], role: spec.role }]
		: spec.subcommands.map((sub) => ({ line: `${spec.name} ${sub.name}`, options: sub.options, role: sub.role })),
);

function filledIn(options: readonly OptionSpec[]): Options {
	const example = (option: OptionSpec) => {
		if (option.type === "file") return { fileName: `list${option.accept?.[0] ?? ".csv"}`, bytes: Buffer.from(report) };
		if (option.type === "integer") return 1;
		if (option.type === "boolean") return true;
		return option.type === "choice" ? (option.choices?.[0]?.value ?? "") : "x";
	};
	return Object.fromEntries(options.filter(({ required }) => required).map((each) => [each.name, example(each)]));
}

describe("on Discord", () => {
	const app = appSuite();
	let fake: FakeDiscord;
	let client: DiscordClient;
	beforeAll(async () => {
		fake = await startFakeDiscord({ rateLimits: false, quietMs: 10_000 });
	});
	beforeEach(async () => {
		client = await openDiscordClient(fake, app().handlers, { options: { maxUploadBytes: 100_000 } });
	});
	afterEach(async () => {
		await client.close();
		expect(client.logged).toEqual([]);
		expect(await fake.violations()).toEqual([]);
	});
	afterAll(() => fake.close());

	/** The sentence, after a look that only the asker sees it. */
	function refusal(answer: FakeAnswer, as: Actor): string {
		if (answer.kind !== "message") throw new Error(JSON.stringify(answer));
		expect(answer.message.visibleTo).toBe(fake.users[as].id);
		return answer.message.message.embeds[0]?.description ?? "";
	}
	const publicMessages = async () => (await fake.history()).filter(({ visibleTo }) => visibleTo === null);

	it("whoever has no role is refused every command, and only they see it", async () => {
		expect(lines.length).toBeGreaterThan(15);
		for (const { line, options, role } of lines) {
			const answer = await fake.command("stranger", line, filledIn(options));
			expect(refusal(answer, "stranger"), line).toMatch(new RegExp(`^This is for ${role}s only`));
		}
		expect(await app().context.cases.list({ open: false, limit: 10 })).toEqual([]);
		expect(await publicMessages()).toEqual([]);
	});

	it("a volunteer is refused every coordinator's command", async () => {
		const closed = lines.filter(({ role }) => role === "coordinator");
		expect(closed.length).toBeGreaterThan(0);
		for (const { line, options } of closed) {
			const answer = await fake.command("bram", line, filledIn(options));
			expect(refusal(answer, "bram"), line).toMatch(/^This is for coordinators only/);
		}
	});

	it("whoever has no role is refused every button, menu and form, and the case stays as it was", async () => {
		const number = await readyCase(app(), report);
		const { version, epoch } = await stateOf(app(), number);
		const before = (await publicMessages()).length;
		expect(presses.length).toBeGreaterThan(15);
		for (const { verb, role } of presses) {
			const id = renderButtonId({ verb, caseNumber: number, epoch, argument: "1" });
			const message = await client.post(fake.channels.cases, cardOf("A card", id));
			const answer = await fake.press("stranger", message, id);
			expect(refusal(answer, "stranger"), verb).toMatch(new RegExp(`^This is for ${role}s only`));
		}
		expect((await publicMessages()).length - before).toBe(presses.length);
		expect((await stateOf(app(), number)).version).toBe(version);
	});

	it("a form that was opened with the role is refused when it comes without", async () => {
		const number = await readyCase(app(), report);
		const state = await stateOf(app(), number);
		const message = await client.post(fake.channels.cases, cardOf("A card", buttonId(state, "send")));
		const opened = await fake.press("bram", message, buttonId(state, "send"));
		if (opened.kind !== "modal") throw new Error(opened.kind);
		await client.close();
		client = await openDiscordClient(fake, app().handlers, { options: { roles: { volunteer: [], coordinator: [] } } });
		const answer = await fake.submit("bram", opened.modal.id, { confirmation: number });
		expect(refusal(answer, "bram")).toMatch(/^This is for volunteers only/);
		expect((await stateOf(app(), number)).version).toBe(state.version);
	});

	it("whoever has no role gets no suggestions", async () => {
		const { handlers } = app();
		await client.close();
		// The test's bot keeps its cases for the local chat.
		client = await openDiscordClient(fake, {
			...handlers,
			onAutocomplete: (asker, ...asked) => handlers.onAutocomplete({ ...asker, platform: "local" }, ...asked),
		});
		const number = await readyCase(app(), report);
		expect(JSON.stringify(await fake.autocomplete("bram", "case show", "case", ""))).toContain(number);
		const suggesting = lines.flatMap(({ line, options }) =>
			options.filter(({ type, suggest }) => type === "case" || suggest !== undefined).map(({ name }) => [line, name]),
		);
		expect(suggesting.length).toBeGreaterThan(5);
		for (const [line = "", option = ""] of suggesting)
			expect(await fake.autocomplete("stranger", line, option, ""), line).toEqual([]);
	});

	it("a button of before a change does nothing, and says so", async () => {
		const { handlers } = app();
		await client.close();
		// The test's bot keeps its cases for the local chat.
		client = await openDiscordClient(fake, {
			...handlers,
			onPress: (asker, id, value) => handlers.onPress({ ...asker, platform: "local" }, id, value),
		});
		const number = await upload(app(), report);
		const old = buttonId(await stateOf(app(), number), "vote", "valid");
		const message = await client.post(fake.channels.cases, cardOf("Vote", old));
		for (const voter of ["anna", "chris"] as const)
			expect(refusal(await fake.press(voter, message, old), voter)).toMatch(/^Your vote counts/);
		await app().work();
		const { version } = await stateOf(app(), number);
		expect(refusal(await fake.press("bram", message, old), "bram")).toMatch(/the case has moved on/);
		expect((await stateOf(app(), number)).version).toBe(version);
	});
});
