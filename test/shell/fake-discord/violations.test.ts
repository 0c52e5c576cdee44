import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { FakeDiscord } from "../../support/fake-discord/fake-discord.ts";
import { startFakeDiscord } from "../../support/fake-discord/start-fake-discord.ts";
import { ask, plain } from "./open-client.ts";

let fake: FakeDiscord;
let messageId: string;
beforeAll(async () => {
	fake = await startFakeDiscord({ rateLimits: false, attachmentSizeLimit: 100 });
	messageId = ((await ask(fake, "POST", posts(), plain())).body as { id: string }).id;
});
afterAll(() => fake.close());

const posts = (): string => `/channels/${fake.channels.cases}/messages`;
const commands = (): string => `/applications/${fake.applicationId}/guilds/${fake.guildId}/commands`;
const button = (more: object = {}) => ({ type: 2, style: 1, label: "Go", custom_id: "go", ...more });
const row = (...components: readonly object[]) => ({ type: 1, components });
const long = (length: number): string => "x".repeat(length);
const option = (name: string, more: object = {}) => ({ type: 3, name, description: "d", ...more });
const command = (more: object = {}) => [{ name: "c", description: "d", ...more }];

/** The violations that a request adds. */
async function added(act: () => Promise<unknown>): Promise<readonly string[]> {
	const before = (await fake.violations()).length;
	await act();
	return (await fake.violations()).slice(before);
}

describe("a message that Discord refuses is 50035 at its field, and kept", () => {
	it.each([
		["content over 2000", { content: long(2001) }, "content", "BASE_TYPE_MAX_LENGTH"],
		["an embed's title", { embeds: [{ title: long(257) }] }, "embeds.0.title", "BASE_TYPE_MAX_LENGTH"],
		["an embed's text", { embeds: [{ description: long(4097) }] }, "embeds.0.description", "BASE_TYPE_MAX_LENGTH"],
		[
			"embeds over 6000 together",
			{ embeds: [{ description: long(4000) }, { description: long(2001) }] },
			"embeds",
			"MAX_EMBED_SIZE_EXCEEDED",
		],
		[
			"an empty field",
			{ embeds: [{ fields: [{ name: "a", value: "" }] }] },
			"embeds.0.fields.0.value",
			"BASE_TYPE_REQUIRED",
		],
		[
			"26 fields",
			{ embeds: [{ fields: new Array(26).fill({ name: "a", value: "b" }) }] },
			"embeds.0.fields",
			"BASE_TYPE_MAX_LENGTH",
		],
		[
			"six rows",
			{ components: [0, 1, 2, 3, 4, 5].map((n) => row(button({ custom_id: `${n}` }))) },
			"components",
			"BASE_TYPE_MAX_LENGTH",
		],
		[
			"six buttons",
			{ components: [row(...[0, 1, 2, 3, 4, 5].map((n) => button({ custom_id: `${n}` })))] },
			"components.0.components",
			"BASE_TYPE_MAX_LENGTH",
		],
		[
			"a custom id twice",
			{ components: [row(button()), row(button())] },
			"components.1.components.0.custom_id",
			"COMPONENT_CUSTOM_ID_DUPLICATED",
		],
		[
			"a long custom id",
			{ components: [row(button({ custom_id: long(101) }))] },
			"components.0.components.0.custom_id",
			"BASE_TYPE_MAX_LENGTH",
		],
		[
			"a long label",
			{ components: [row(button({ label: long(81) }))] },
			"components.0.components.0.label",
			"BASE_TYPE_MAX_LENGTH",
		],
		[
			"a button without label",
			{ components: [row(button({ label: "" }))] },
			"components.0.components.0.label",
			"BASE_TYPE_REQUIRED",
		],
		[
			"a link without url",
			{ components: [row({ type: 2, style: 5, label: "a" })] },
			"components.0.components.0.url",
			"BASE_TYPE_REQUIRED",
		],
		[
			"a link that is no web page",
			{ components: [row({ type: 2, style: 5, label: "a", url: "mailto:a@example.org" })] },
			"components.0.components.0.url",
			"URL_TYPE_INVALID_SCHEME",
		],
		[
			"a menu beside a button",
			{ components: [row({ type: 3, custom_id: "m", options: [{ label: "a", value: "a" }] }, button())] },
			"components.0.components",
			"BASE_TYPE_MAX_LENGTH",
		],
		["a nonce over 25", { nonce: long(26), enforce_nonce: true }, "nonce", "BASE_TYPE_MAX_LENGTH"],
		["a wrong type", { embeds: [{ color: "red" }] }, "embeds.0.color", "BASE_TYPE_BAD_TYPE"],
		[
			"an attachment that was not sent",
			{ attachments: [{ id: "0", filename: "a" }] },
			"attachments.0.id",
			"ATTACHMENT_NOT_FOUND",
		],
	])("%s", async (_name, more, path, code) => {
		const notes = await added(async () => {
			const { status, body } = await ask(fake, "POST", posts(), plain(more));
			expect({ status, body }).toMatchObject({ status: 400, body: { code: 50035 } });
			const at = path
				.split(".")
				.reduce((value, key) => (value as Record<string, unknown>)[key], (body as { errors: unknown }).errors);
			expect(at).toMatchObject({ _errors: expect.arrayContaining([expect.objectContaining({ code })]) });
		});
		expect(notes.join("\n")).toContain(`POST /channels/:id/messages: ${path}: `);
	});

	it("an empty one is 50006, a file over the limit 40005", async () => {
		expect((await ask(fake, "POST", posts(), { allowed_mentions: { parse: [] } })).body).toMatchObject({ code: 50006 });
		const form = new FormData();
		form.set("payload_json", JSON.stringify(plain({ attachments: [{ id: "0" }] })));
		form.set("files[0]", new Blob([long(101)]), "a.txt");
		const url = `${fake.settings.DISCORD_API_URL}/v10${posts()}`;
		const answer = await fetch(url, { method: "POST", headers: { authorization: `Bot ${fake.token}` }, body: form });
		expect([answer.status, await answer.json()]).toMatchObject([413, { code: 40005 }]);
	});
});

describe("what Discord lets through and the product doesn't is kept", () => {
	it.each([
		["no allowed_mentions", { content: "a" }, "allowed_mentions"],
		["mentions that may ping", { content: "a", allowed_mentions: { parse: ["users"] } }, "allowed_mentions"],
		["an unknown key", plain({ contents: "a" }), "unknown key contents"],
		[
			"an unknown key deep inside",
			plain({ embeds: [{ title: "a", footer: { txt: "b" } }] }),
			"unknown key embeds.0.footer.txt",
		],
		["a nonce that is not enforced", plain({ nonce: "1" }), "nonce without enforce_nonce"],
		["an ephemeral post", plain({ flags: 64 }), "ephemeral"],
		["a picture that isn't there", plain({ embeds: [{ image: { url: "attachment://a.png" } }] }), "attachment://a.png"],
	])("%s", async (_name, body, note) => {
		const notes = await added(async () => expect((await ask(fake, "POST", posts(), body)).status).toBe(200));
		expect(notes.join("\n")).toContain(note);
	});

	it("edits are checked alike, and what discord.js adds by itself is not held against it", async () => {
		const edit = (body: object) => added(() => ask(fake, "PATCH", `${posts()}/${messageId}`, body));
		expect(await edit({ content: "b" })).toHaveLength(1);
		expect(await edit(plain({ tts: false, enforce_nonce: false }))).toEqual([]);
		expect(await edit({ components: [] })).toEqual([]);
	});

	it("a long audit reason and a path that Discord hasn't", async () => {
		const notes = await added(async () => {
			await fetch(`${fake.settings.DISCORD_API_URL}/v10/users/@me`, {
				headers: { authorization: `Bot ${fake.token}`, "x-audit-log-reason": long(513) },
			});
			expect((await ask(fake, "GET", "/guild")).status).toBe(404);
		});
		expect(notes).toEqual(["GET /users/@me: an audit reason of 513 characters", "GET /guild: no such route"]);
	});
});

describe("commands and threads", () => {
	it.each([
		["a capital", command({ name: "Case" }), "0.name"],
		["a space", command({ name: "case show" }), "0.name"],
		["a Dutch name with a capital", command({ name_localizations: { nl: "Zaak" } }), "0.name_localizations.nl"],
		[
			"a locale that Discord hasn't",
			command({ description_localizations: { "nl-NL": "d" } }),
			"0.description_localizations.nl-NL",
		],
		["no description", command({ description: "" }), "0.description"],
		["a long description", command({ description: long(101) }), "0.description"],
		["26 options", command({ options: new Array(26).fill(0).map((_, n) => option(`o${n}`)) }), "0.options"],
		[
			"a required option after another",
			command({ options: [option("a"), option("b", { required: true })] }),
			"0.options.1",
		],
		["an option twice", command({ options: [option("a"), option("a")] }), "0.options.1.name"],
		[
			"choices with autocomplete",
			command({ options: [option("a", { autocomplete: true, choices: [{ name: "a", value: "a" }] })] }),
			"0.options.0.choices",
		],
		[
			"a sub-command beside an option",
			command({ options: [option("a"), { type: 1, name: "b", description: "d" }] }),
			"0.options",
		],
		["a name twice", [...command(), ...command()], "1.name"],
		[
			"more than 8000 characters",
			command({
				options: new Array(25).fill(0).map((_, n) =>
					option(`o${n}`, {
						description: long(100),
						choices: new Array(25).fill(0).map((_, m) => ({ name: `${m} ${long(10)}`, value: `${m}` })),
					}),
				),
			}),
			"0",
		],
	])("%s is refused", async (_name, body, path) => {
		const notes = await added(async () => {
			expect((await ask(fake, "PUT", commands(), body)).body).toMatchObject({ code: 50035 });
		});
		expect(notes.join("\n")).toContain(`: ${path}: `);
	});

	it("permissions as text are as good as a number", async () => {
		const notes = await added(async () => {
			const { body } = await ask(fake, "PUT", commands(), command({ default_member_permissions: "2048" }));
			expect(body).toMatchObject([{ name: "c", default_member_permissions: "2048" }]);
		});
		expect(notes).toEqual([]);
	});

	it.each([
		["a long name", { name: long(101) }, "name"],
		["no name", {}, "name"],
		["another time to archive", { name: "a", auto_archive_duration: 61 }, "auto_archive_duration"],
	])("a thread with %s is refused", async (_name, body, path) => {
		const { body: answer } = await ask(fake, "POST", `${posts()}/${messageId}/threads`, body);
		expect(answer).toMatchObject({ code: 50035, errors: { [path]: { _errors: [expect.anything()] } } });
	});
});
