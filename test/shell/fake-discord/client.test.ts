import { ChannelType, type Client, type Interaction, MessageFlags } from "discord.js";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from "vitest";
import type { FakeAnswer, FakeDiscord } from "../../support/fake-discord/fake-discord.ts";
import { startFakeDiscord } from "../../support/fake-discord/start-fake-discord.ts";
import { openClient } from "./open-client.ts";

let fake: FakeDiscord;
let client: Client<true>;
let faults: unknown[];
let handle: (interaction: Interaction) => Promise<unknown>;
const quiet = { allowedMentions: { parse: [] } } as const;
const file = (bytes: number, fileName = "report.csv") => ({ fileName, bytes: new Uint8Array(bytes).fill(65) });
const row = { type: 1, components: [{ type: 2, style: 1, label: "Go", custom_id: "go" }] } as const;
const menu = {
	type: 1,
	components: [{ type: 3, custom_id: "pick", options: [{ label: "One", value: "1" }] }],
} as const;

beforeAll(async () => {
	fake = await startFakeDiscord({ quietMs: 2_000, checkAnswers: true, attachmentSizeLimit: 1_000 });
	({ client, faults } = await openClient(fake, (interaction) => handle(interaction)));
	await client.guilds.cache.get(fake.guildId)?.commands.set([
		{
			name: "report",
			description: "Opens a case",
			descriptionLocalizations: { nl: "Opent een zaak" },
			options: [
				{ type: 11, name: "file", description: "The report", required: true },
				{ type: 3, name: "title", description: "Title", maxLength: 10 },
			],
		},
		{
			name: "case",
			description: "Cases",
			options: [
				{
					type: 1,
					name: "show",
					description: "Shows one",
					options: [
						{ type: 3, name: "number", description: "Number", required: true, autocomplete: true },
						{ type: 4, name: "page", description: "Page", minValue: 1 },
						{ type: 5, name: "all", description: "All" },
						{ type: 3, name: "kind", description: "Kind", choices: [{ name: "Open", value: "open" }] },
					],
				},
			],
		},
	]);
});
beforeEach(() => {
	handle = async () => {};
});
afterEach(async () => {
	expect(faults).toEqual([]);
	expect(await fake.violations()).toEqual([]);
});
afterAll(async () => {
	await client.destroy();
	await fake.close();
});

const textOf = (answer: FakeAnswer): string | null =>
	answer.kind === "message" ? answer.message.message.content : null;

describe("the real client", () => {
	it("finds the server, its channels and roles, and its own commands again", async () => {
		const guild = await client.guilds.fetch(fake.guildId);
		expect([...guild.channels.cache.keys()].sort()).toEqual(Object.values(fake.channels).sort());
		const { permissions } = await guild.members.fetchMe({ force: true });
		expect(permissions.has("ManageThreads")).toBe(true);
		expect(
			(await guild.commands.fetch({ withLocalizations: true })).map((one) => one.descriptionLocalizations?.nl),
		).toEqual(["Opent een zaak", undefined]);
		await client.application.fetch();
		await client.user.fetch();
		expect((await fake.registered()).times).toBe(1);
	});

	it("reads a file that somebody sent along and answers only them", async () => {
		handle = async (interaction) => {
			if (!interaction.isChatInputCommand()) return;
			await interaction.deferReply({ flags: MessageFlags.Ephemeral });
			const { url } = interaction.options.getAttachment("file", true);
			const bytes = await (await fetch(url)).arrayBuffer();
			await interaction.editReply({
				...quiet,
				content: `${bytes.byteLength} of at most ${interaction.attachmentSizeLimit}`,
			});
		};
		const answer = await fake.command("anna", "report", { file: file(900) });
		expect(textOf(answer)).toBe("900 of at most 1000");
		expect((await fake.privateMessages("anna")).length).toBe(1);
		expect(await fake.privateMessages("bram")).toEqual([]);
		expect(await fake.messages(fake.channels.reports)).toEqual([]);
	});

	it("gets each kind of option typed, and suggests while somebody types", async () => {
		handle = async (interaction) => {
			if (interaction.isAutocomplete()) {
				const typed = interaction.options.getFocused(true);
				return interaction.respond([{ name: `${typed.name} ${typed.value}`, value: "7" }]);
			}
			if (!interaction.isChatInputCommand()) return undefined;
			const { options, locale, member } = interaction;
			const roles = member && "cache" in member.roles ? member.roles.cache.has(fake.roles.volunteer) : false;
			const given = [
				options.getSubcommand(),
				options.getString("number"),
				options.getInteger("page"),
				options.getBoolean("all"),
			];
			return interaction.reply({ ...quiet, content: JSON.stringify([...given, locale, roles]) });
		};
		expect(await fake.autocomplete("bram", "case show", "number", "4")).toEqual([{ name: "number 4", value: "7" }]);
		const answer = await fake.command("bram", "case show", { number: "7", page: 2, all: true }, fake.channels.cases);
		expect(textOf(answer)).toBe('["show","7",2,true,"nl",true]');
		expect((await fake.messages(fake.channels.cases)).length).toBe(1);
	});

	it.each([
		["an unknown command", "status", {}],
		["an unknown sub-command", "case hide", {}],
		["a missing option", "report", {}],
		["an unknown option", "report", { file: file(1), size: "1" }],
		["a text that is too long", "report", { file: file(1), title: "12345678901" }],
		["a file over the limit", "report", { file: file(1_001) }],
		["what is no choice", "case show", { number: "1", kind: "shut" }],
		["what is no number", "case show", { number: "1", page: "two" }],
		["a number out of range", "case show", { number: "1", page: 0 }],
	])("never hears of %s", async (_name, line, options) => {
		expect(await fake.command("anna", line, options)).toMatchObject({ kind: "platform-refused" });
	});

	it("opens a modal, reads it, and replaces the card it came from", async () => {
		handle = async (interaction) => {
			if (interaction.isChatInputCommand()) {
				await interaction.reply({ ...quiet, content: "card", components: [row], flags: MessageFlags.Ephemeral });
			} else if (interaction.isButton()) {
				const component = { type: 4, custom_id: "why", style: 1, max_length: 5 } as const;
				await interaction.showModal({
					custom_id: "form",
					title: "Why",
					components: [{ type: 18, label: "Why", component }],
				});
			} else if (interaction.isModalSubmit() && interaction.isFromMessage()) {
				await interaction.update({ ...quiet, content: interaction.fields.getTextInputValue("why"), components: [] });
			}
		};
		const card = await fake.command("chris", "report", { file: file(1) });
		if (card.kind !== "message") throw new Error(card.kind);
		expect(await fake.press("bram", card.message.message.id, "go")).toMatchObject({ kind: "platform-refused" });
		const form = await fake.press("chris", card.message.message.id, "go");
		if (form.kind !== "modal") throw new Error(form.kind);
		expect(await fake.submit("chris", form.modal.id, { why: "too long" })).toMatchObject({ kind: "platform-refused" });
		const answer = await fake.submit("chris", form.modal.id, { why: "so" });
		expect(textOf(answer)).toBe("so");
		expect((await fake.privateMessages("chris")).map(({ message }) => message.content)).toEqual(["so"]);
		expect(await fake.press("chris", card.message.message.id, "go")).toMatchObject({ kind: "modal" });
	});

	it("is quiet after an acknowledgement, follows up, and deletes its answer", async () => {
		const channel = await client.channels.fetch(fake.channels.status);
		if (!channel?.isSendable()) throw new Error("no channel");
		const message = await channel.send({ ...quiet, content: "vote", components: [row, menu] });
		handle = async (interaction) => {
			if (interaction.isStringSelectMenu()) {
				await interaction.deferUpdate();
				await interaction.followUp({ ...quiet, content: interaction.values.join(), flags: MessageFlags.Ephemeral });
			} else if (interaction.isButton()) await interaction.deferUpdate();
			else if (interaction.isChatInputCommand()) {
				await interaction.deferReply({ flags: MessageFlags.Ephemeral });
				await interaction.deleteReply();
			}
		};
		expect(await fake.press("anna", message.id, "go")).toMatchObject({ kind: "quiet" });
		expect(textOf(await fake.press("anna", message.id, "pick", "1"))).toBe("1");
		expect(await fake.press("anna", message.id, "pick", "2")).toMatchObject({ kind: "platform-refused" });
		expect(await fake.command("anna", "report", { file: file(1) })).toMatchObject({ kind: "quiet" });
		await message.delete();
		expect(await fake.press("anna", message.id, "go")).toMatchObject({ kind: "platform-refused" });
	});

	it("fills “is thinking…” with the first follow-up, and changes a card after acknowledging the press", async () => {
		handle = async (interaction) => {
			if (interaction.isChatInputCommand()) {
				await interaction.deferReply({ flags: MessageFlags.Ephemeral });
				await interaction.followUp({ ...quiet, content: "card", components: [row] });
			} else if (interaction.isButton()) {
				await interaction.deferUpdate();
				await interaction.editReply({ ...quiet, content: "changed", components: [] });
			}
		};
		const before = (await fake.privateMessages("bram")).length;
		const card = await fake.command("bram", "report", { file: file(1) });
		if (card.kind !== "message") throw new Error(card.kind);
		expect(card.message).toMatchObject({ visibleTo: fake.users.bram.id, message: { content: "card" } });
		expect(textOf(await fake.press("bram", card.message.message.id, "go"))).toBe("changed");
		expect((await fake.privateMessages("bram")).length).toBe(before + 1);
	});

	it("shows a private thread to its members alone", async () => {
		const channel = await client.channels.fetch(fake.channels.cases);
		if (channel?.type !== ChannelType.GuildText) throw new Error("no text channel");
		const thread = await channel.threads.create({ name: "private", type: ChannelType.PrivateThread });
		const message = await thread.send({ ...quiet, content: "vote", components: [row] });
		handle = async (interaction) => interaction.isButton() && interaction.deferUpdate();
		expect(await fake.press("bram", message.id, "go")).toMatchObject({ kind: "platform-refused" });
		await thread.members.add(fake.users.bram.id);
		expect(await fake.press("bram", message.id, "go")).toMatchObject({ kind: "quiet" });
	});

	it("has not responded after 3 seconds, and answering then is 10062", async () => {
		const late = new Promise<Interaction>((resolve) => {
			handle = async (interaction) => resolve(interaction);
		});
		expect(await fake.command("anna", "report", { file: file(1) })).toEqual({ kind: "no-answer" });
		const interaction = await late;
		if (!interaction.isChatInputCommand()) throw new Error("no command");
		await expect(interaction.reply({ ...quiet, content: "late" })).rejects.toMatchObject({ code: 10062 });
	});

	it("may be given the same interaction twice: the second answer is 40060", async () => {
		const codes: unknown[] = [];
		const second = new Promise<void>((resolve) => {
			handle = async (interaction) => {
				if (!interaction.isRepliable()) return;
				try {
					await interaction.reply({ ...quiet, content: "once" });
				} catch (fault) {
					codes.push((fault as { code: unknown }).code);
					resolve();
				}
			};
		});
		expect(textOf(await fake.command("anna", "report", { file: file(1) }))).toBe("once");
		await fake.repeatLast();
		await second;
		expect(codes).toEqual([40060]);
	});

	it("posts a picture that the embed shows and not the list of files", async () => {
		const channel = await client.channels.fetch(fake.channels.status);
		if (!channel?.isSendable()) throw new Error("no channel");
		const files = [{ attachment: Buffer.from("picture"), name: "a.png", description: "A chart" }];
		const message = await channel.send({ ...quiet, embeds: [{ image: { url: "attachment://a.png" } }], files });
		expect(message.attachments.size).toBe(0);
		const url = message.embeds[0]?.image?.url ?? "";
		expect(Buffer.from(await fake.file(url)).toString()).toBe("picture");
		expect(await (await fetch(url)).text()).toBe("picture");
		await fake.expireLinks();
		expect((await fetch(url)).status).toBe(404);
		await message.edit({ ...quiet, content: "text", embeds: [], attachments: [] });
		expect((await fake.history()).filter((look) => look.message.id === message.id).length).toBe(2);
	});
});
