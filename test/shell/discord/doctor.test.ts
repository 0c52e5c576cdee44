import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest";
import { type ExamineOptions, examine } from "../../../src/chat/discord/setup/examine.ts";
import { examineChannels } from "../../../src/chat/discord/setup/examine-channels.ts";
import { examineRoles } from "../../../src/chat/discord/setup/examine-roles.ts";
import { fetchInviteLink } from "../../../src/chat/discord/setup/invite-link.ts";
import { registerNow } from "../../../src/chat/discord/setup/register-now.ts";
import { botOf, missingIn, type Server, type ServerChannel } from "../../../src/chat/discord/setup/server.ts";
import { hostAnswers } from "../../../src/download/host-answers.ts";
import type { FakeDiscord } from "../../support/fake-discord/fake-discord.ts";
import { startFakeDiscord } from "../../support/fake-discord/start-fake-discord.ts";
import { optionsFor } from "./open-room.ts";

const silent = { info: () => {}, warn: () => {}, error: () => {} };
const everything = String(0x7f_ffff_ffffn);
const viewChannel = 0x400n;
const sendMessages = 0x800n;
const administrator = 0x8n;

describe("the doctor", () => {
	let fake: FakeDiscord;
	const options = (changes: Partial<ExamineOptions> = {}): ExamineOptions => ({
		...optionsFor(fake, silent),
		hostAnswers,
		...changes,
	});
	const wrong = async (changes: Partial<ExamineOptions> = {}) =>
		(await examine(options(changes))).filter(({ ok }) => !ok);

	beforeAll(async () => {
		fake = await startFakeDiscord();
		await registerNow(options());
	});
	afterEach(async () => {
		for (const channelId of Object.values(fake.channels)) await fake.setPermissions({ channelId, allow: everything });
		expect(await fake.violations()).toEqual([]);
	});
	afterAll(() => fake.close());

	test("finds all well: each thing it looked at is said once", async () => {
		const findings = await examine(options());

		expect(findings.filter(({ ok }) => !ok)).toEqual([]);
		const said = findings.map(({ what }) => what).join("\n");
		for (const part of ["token", "intent", "server", "#cases", "#reports", "#status", "role", "commands", "127.0.0.1"])
			expect(said).toContain(part);
		expect(said).toContain("Create Public Threads in #cases");
		expect(said).not.toContain("Private Threads");
		expect(new Set(findings.map(({ what }) => what)).size).toBe(findings.length);
	});

	test("says it in Dutch", async () => {
		const findings = await examine(options({ language: "nl" }));

		expect(findings.every(({ ok }) => ok)).toBe(true);
		expect(findings[0]?.what).toMatch(/^Het token klopt/);
	});

	test("a bad token: how to make another, and nothing else", async () => {
		expect(await examine(options({ token: `${fake.token}x` }))).toMatchObject([
			{ ok: false, todo: expect.stringContaining("DISCORD_TOKEN") },
		]);
	});

	test("a Discord that cannot be reached", async () => {
		expect(await examine(options({ apiUrl: "http://127.0.0.1:9/api" }))).toMatchObject([
			{ ok: false, what: expect.stringContaining("cannot be reached") },
		]);
	});

	test("a server that the bot is not in: the link to click", async () => {
		const findings = await wrong({ guildId: "1180000000000000999" });

		expect(findings).toHaveLength(1);
		expect(findings[0]?.what).toContain("1180000000000000999");
		expect(findings[0]?.todo).toContain("https://discord.com/oauth2/authorize?client_id=");
	});

	test("each permission that lacks, with the channel and where to click", async () => {
		const { cases, status } = fake.channels;
		await fake.setPermissions({ channelId: cases, allow: String(viewChannel | sendMessages) });
		await fake.setPermissions({ channelId: status, allow: "0" });

		const findings = await wrong();

		const said = findings.map(({ what }) => what);
		expect(
			said.filter((what) => what.includes("#cases")).map((what) => what.replace(/^The bot lacks | in #.*$/g, "")),
		).toEqual([
			"Embed Links",
			"Attach Files",
			"Read Message History",
			"Send Messages in Threads and Posts",
			"Manage Threads and Posts",
			"Create Public Threads",
		]);
		expect(said.filter((what) => what.includes("#status"))).toHaveLength(5);
		expect(findings[0]?.todo).toBe(
			"Right-click #cases → Edit Channel → Permissions → the bot's role (add it with +) → set Embed Links to ✓.",
		);
	});

	test("private threads need their own permission", async () => {
		const findings = await examine(options({ threads: "private" }));

		const said = findings.map(({ what }) => what).join("\n");
		expect(said).toContain("Create Private Threads in #cases");
		expect(said).not.toContain("Public Threads");
	});

	test("a forum serves for the cases only", async () => {
		const { channels } = options();
		const { forum } = fake.channels;

		expect(await wrong({ channels: { ...channels, cases: forum } })).toEqual([]);
		expect(await wrong({ channels: { ...channels, status: forum } })).toMatchObject([
			{ what: expect.stringContaining("#forum"), todo: expect.stringContaining("DISCORD_STATUS_CHANNEL") },
		]);
	});

	test("a channel that is not in the server", async () => {
		const { channels } = options();

		expect(await wrong({ channels: { ...channels, reports: "1180000000000000777" } })).toMatchObject([
			{
				what: "Reports: there is no channel 1180000000000000777 in the server.",
				todo: expect.stringContaining("DISCORD_REPORTS_CHANNEL"),
			},
		]);
	});

	test("a channel for two things is looked at once", async () => {
		const { channels } = options();
		const findings = await examine(options({ channels: { ...channels, reports: channels.cases } }));

		const said = findings.map(({ what }) => what);
		expect(new Set(said).size).toBe(said.length);
		expect(said.some((what) => what.includes("#reports"))).toBe(false);
	});

	test("roles that are missing, everybody's, or none", async () => {
		const { roles, guildId } = options();

		const findings = await wrong({ roles: { volunteer: ["1180000000000000888", guildId], coordinator: [] } });

		expect(findings.map(({ what }) => what)).toEqual([
			"DISCORD_VOLUNTEER_ROLES: there is no role 1180000000000000888 in the server.",
			"DISCORD_VOLUNTEER_ROLES: this is @everyone, so everybody in the server could decide.",
			"DISCORD_COORDINATOR_ROLES is empty: nobody can change the directory and the opt-outs.",
		]);
		expect(await wrong({ roles })).toEqual([]);
	});

	test("commands that are not those of this version", async () => {
		const { commands } = options();

		expect(await wrong({ commands: commands.slice(1) })).toMatchObject([
			{ what: expect.stringContaining("commands"), todo: expect.stringContaining("meldkamer discord register") },
		]);
	});

	test("a file host that does not answer, and none at all", async () => {
		const { fileHosts } = options();

		expect(await wrong({ fileHosts: [...fileHosts, "127.0.0.1:9"] })).toMatchObject([
			{ what: "127.0.0.1:9, where attachments lie, cannot be reached." },
		]);
		expect(await wrong({ fileHosts: [] })).toMatchObject([{ what: expect.stringContaining("DISCORD_FILE_HOSTS") }]);
	});

	test("changes nothing", async () => {
		const before = await fake.counts();

		await examine(options());

		const after = await fake.counts();
		const asked = Object.keys(after).filter((name) => after[name] !== before[name]);
		expect(asked.filter((name) => /^(?:POST|PUT|PATCH|DELETE) /.test(name))).toEqual([]);
	});
});

describe("the invite link", () => {
	test("asks for exactly the permissions that are needed", async () => {
		const fake = await startFakeDiscord();
		const { token, apiUrl, guildId } = optionsFor(fake, silent);

		const link = new URL(await fetchInviteLink({ token, apiUrl, language: "en", threads: "public", guildId }));
		const open = new URL(await fetchInviteLink({ token, apiUrl, language: "en", threads: "private", guildId: null }));
		const refused = await fetchInviteLink({ token: "no", apiUrl, language: "en", threads: "public", guildId }).catch(
			(fault) => fault,
		);
		await fake.close();

		expect(Object.fromEntries(link.searchParams)).toEqual({
			client_id: fake.applicationId,
			scope: "bot applications.commands",
			// View, Send, Embed, Attach, History; Manage Threads, Send in Threads; Create Public Threads.
			permissions: String(
				(1n << 10n) | (1n << 11n) | (1n << 14n) | (1n << 15n) | (1n << 16n) | (1n << 34n) | (1n << 38n) | (1n << 35n),
			),
			guild_id: guildId,
		});
		expect(BigInt(open.searchParams.get("permissions") ?? "") & (1n << 36n)).not.toBe(0n);
		expect(open.searchParams.has("guild_id")).toBe(false);
		expect(refused).toMatchObject({ name: "ChatFault", retry: false });
	});
});

describe("permissions as Discord computes them", () => {
	const view = { bit: viewChannel, name: { en: "view", nl: "view" } };
	const send = { bit: sendMessages, name: { en: "send", nl: "send" } };
	const server: Server = {
		...{ id: "1", name: "", ownerId: "9", botId: "5", timedOutUntil: null, channels: [] },
		botRoles: ["2", "3"],
		roles: [
			{ id: "1", name: "@everyone", permissions: viewChannel },
			{ id: "2", name: "bot", permissions: sendMessages },
			{ id: "3", name: "helper", permissions: 0n },
			{ id: "4", name: "not the bot's", permissions: administrator },
		],
	};
	const overwrite = (id: string, type: 0 | 1, allow: bigint, deny: bigint) => ({
		...{ id, type, allow: String(allow), deny: String(deny) },
	});
	const channel = (...overwrites: ServerChannel["overwrites"]): ServerChannel => ({
		...{ id: "7", type: 0, name: "c", flags: 0, overwrites },
	});
	const missing = (where: ServerChannel, inServer = server) =>
		missingIn(inServer, where, { needed: [view, send], holder: botOf(inServer) }).map(({ name }) => name.en);

	test("the roles' together, without other people's roles", () => {
		expect(missing(channel())).toEqual([]);
		expect(missing(channel(), { ...server, botRoles: ["3"] })).toEqual(["send"]);
	});

	test("what everybody is denied, a role may allow; what one role denies, another may allow", () => {
		expect(missing(channel(overwrite("1", 0, 0n, viewChannel)))).toEqual(["view"]);
		expect(missing(channel(overwrite("3", 0, viewChannel, 0n), overwrite("1", 0, 0n, viewChannel)))).toEqual([]);
		expect(missing(channel(overwrite("3", 0, sendMessages, 0n), overwrite("2", 0, 0n, sendMessages)))).toEqual([]);
	});

	test("what the member is denied, no role allows", () => {
		const denied = overwrite("5", 1, 0n, sendMessages);
		expect(missing(channel(denied, overwrite("2", 0, sendMessages, 0n)))).toEqual(["send"]);
		expect(missing(channel(overwrite("6", 1, 0n, sendMessages)))).toEqual([]);
	});

	test("an administrator and the owner may everything", () => {
		const closed = channel(overwrite("1", 0, 0n, viewChannel), overwrite("5", 1, 0n, sendMessages));
		expect(missing(closed)).toEqual(["view", "send"]);
		expect(missing(closed, { ...server, botRoles: ["4"] })).toEqual([]);
		expect(missing(closed, { ...server, ownerId: "5" })).toEqual([]);
	});

	test("people's come from their role and everybody's, never from the bot's", () => {
		const holder = { roles: ["3"], memberId: null };
		expect(missingIn(server, channel(), { needed: [view, send], holder })).toEqual([send]);
		expect(missingIn(server, channel(overwrite("5", 1, sendMessages, 0n)), { needed: [send], holder })).toEqual([send]);
	});

	test("people who cannot use the commands are found, with what they lack", () => {
		const options = {
			...{ language: "en", channels: { cases: "7", reports: "7", status: "8" } },
			roles: { volunteer: ["3"], coordinator: ["4"] },
		} as unknown as ExamineOptions;

		const findings = examineRoles(options, { ...server, channels: [channel()] });

		expect(findings.filter(({ ok }) => !ok)).toEqual([
			{
				ok: false,
				what: "People with the role helper cannot work in #c: they lack Use Application Commands, Send Messages in Threads and Posts.",
				todo: "Right-click #c → Edit Channel → Permissions → helper → set these to ✓.",
			},
		]);
	});

	test("a forum that wants tags, and announcements with private threads, are found", () => {
		const options = {
			...{ language: "en", threads: "private", channels: { cases: "7", reports: "7", status: "7" } },
		} as unknown as ExamineOptions;
		const full = { ...server, ownerId: "5" };
		const found = (where: ServerChannel) =>
			examineChannels(options, { ...full, channels: [where] }).filter(({ ok }) => !ok);

		expect(found({ ...channel(), type: 15, flags: 16 })).toMatchObject([{ what: expect.stringContaining("tag") }]);
		expect(found({ ...channel(), type: 5 })).toMatchObject([{ what: expect.stringContaining("announcement") }]);
		expect(found({ ...channel(), type: 2 })).toMatchObject([{ what: expect.stringContaining("kind") }]);
		expect(found(channel())).toEqual([]);
	});
});
