import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { examine } from "../../../src/chat/slack/setup/examine.ts";
import { botScopes } from "../../../src/chat/slack/setup/scopes.ts";
import type { FakeSlack } from "../../support/fake-slack/fake-slack.ts";
import { startFakeSlack } from "../../support/fake-slack/start-fake-slack.ts";
import { examineOptions } from "./doctor-options.ts";

const scopes = Object.keys(botScopes);

describe("the doctor in Slack", () => {
	let shared: FakeSlack;
	let fake: FakeSlack;
	const look = (changes: Readonly<Record<string, string>> = {}) =>
		examine(examineOptions({ ...fake.settings, ...changes }));
	const wrong = async (changes: Readonly<Record<string, string>> = {}) => (await look(changes)).filter(({ ok }) => !ok);

	const start = async () => {
		const started = await startFakeSlack({ rateLimits: false });
		await started.setScopes(scopes);
		return started;
	};

	beforeAll(async () => {
		shared = await start();
	});
	beforeEach(async () => {
		fake = shared;
		await fake.setScopes(scopes);
		await fake.setGroups({ volunteer: ["bram", "chris"], coordinator: ["anna"] });
		await fake.setMember(fake.channels.cases, true);
		await fake.trouble([]);
	});
	afterEach(async () => {
		expect(await fake.violations()).toEqual([]);
		if (fake !== shared) await fake.close();
	});
	afterAll(() => shared.close());

	test("finds all well: each thing it looked at is said once", async () => {
		const findings = await look();

		expect(findings.filter(({ ok }) => !ok)).toEqual([]);
		const said = findings.map(({ what }) => what);
		const parts = ["@meldkamer", "app-level token", "13 scopes", "#cases", "#status", "@volunteers", "@coordinators"];
		for (const part of [...parts, "127.0.0.1"]) expect(said.join("\n")).toContain(part);
		expect(new Set(said).size).toBe(said.length);
	});

	test("says it in Dutch", async () => {
		const findings = await look({ HOTLINE_LANGUAGE: "nl" });

		expect(findings.every(({ ok }) => ok)).toBe(true);
		expect(findings[0]?.what).toMatch(/^Het token van de bot klopt; de bot is @meldkamer/);
	});

	test("changes nothing and opens no connection", async () => {
		const before = await fake.counts();

		await look();

		const after = await fake.counts();
		const asked = Object.keys(after).filter((name) => name.includes(".") && after[name] !== before[name]);
		expect(asked.filter((name) => !/\.(?:info|list|test)$/.test(name))).toEqual(["apps.connections.open"]);
	});

	test("a bot token that was revoked: how to get another, and what is seen without it", async () => {
		fake = await start();
		await fake.revokeToken("bot");

		expect(await look()).toMatchObject([
			{ ok: false, what: expect.stringContaining("SLACK_BOT_TOKEN"), todo: expect.stringContaining("Install") },
			{ ok: true, what: expect.stringContaining("app-level token") },
		]);
	});

	test("an app-level token that was revoked, and one that is none", async () => {
		fake = await start();
		expect(await wrong({ SLACK_APP_TOKEN: "xapp-1-A0FAKEAPP01-1-0" })).toMatchObject([
			{ what: expect.stringContaining("SLACK_APP_TOKEN"), todo: expect.stringContaining("connections:write") },
		]);
		await fake.revokeToken("app");
		expect(await wrong()).toMatchObject([{ what: expect.stringContaining("SLACK_APP_TOKEN") }]);
	});

	test("a Slack that cannot be reached, and one that has had enough", async () => {
		expect(await look({ SLACK_API_URL: "http://127.0.0.1:9/api" })).toMatchObject([
			{ ok: false, what: "Slack cannot be reached at http://127.0.0.1:9/api/." },
		]);
		await fake.trouble([{ kind: "429", share: 1, on: "users.info" }]);
		expect(await wrong({ SLACK_VOLUNTEERS: fake.users.anna.id })).toMatchObject([
			{ todo: "Run this again in a minute." },
		]);
	});

	test("each scope that lacks, with what it is for and where to click", async () => {
		await fake.setScopes(scopes.filter((scope) => scope !== "files:read" && scope !== "reactions:write"));

		expect(await wrong()).toEqual([
			{
				ok: false,
				what: "The token lacks the scope files:read, for fetching reports.",
				todo: "api.slack.com/apps → your app → OAuth & Permissions → Scopes → Bot Token Scopes → Add files:read; then Reinstall to Workspace at the top of that page.",
			},
			expect.objectContaining({ what: expect.stringContaining("reactions:write") }),
		]);
		expect((await wrong({ HOTLINE_LANGUAGE: "nl" }))[0]?.what).toBe(
			"Het token mist de scope files:read, voor: rapporten ophalen.",
		);
	});

	test("without the scopes to look with, it says what it did not see", async () => {
		await fake.setScopes(scopes.filter((scope) => !/^(?:channels|usergroups|users):read$/.test(scope)));

		const said = (await wrong({ SLACK_VOLUNTEERS: fake.users.anna.id })).map(({ what }) => what);

		expect(said.slice(3)).toEqual([
			"Cases: the channel cannot be looked at without the scope channels:read.",
			"Status: the channel cannot be looked at without the scope channels:read.",
			"The user groups cannot be looked at without the scope usergroups:read.",
			`${fake.users.anna.id} cannot be looked up without the scope users:read.`,
		]);
	});

	test("scopes that it does not need are advice", async () => {
		await fake.setScopes([...scopes, "channels:manage"]);

		const idle = (await look()).find(({ what }) => what.includes("channels:manage"));

		expect(idle).toMatchObject({ ok: true, todo: expect.stringContaining("remove") });
	});

	test("a channel that is not there, and one that is archived", async () => {
		fake = await start();
		await fake.deleteChannel(fake.channels.status);
		await fake.archiveChannel(fake.channels.cases);

		expect(await wrong()).toMatchObject([
			{ what: "Cases: #cases is archived.", todo: expect.stringContaining("SLACK_CASES_CHANNEL") },
			{
				what: `Status: there is no channel ${fake.channels.status}, or it is private and the bot is not in it.`,
				todo: expect.stringContaining("SLACK_STATUS_CHANNEL"),
			},
		]);
	});

	test("a channel that the bot is not in", async () => {
		await fake.setMember(fake.channels.cases, false);

		expect(await wrong()).toEqual([
			{ ok: false, what: "Cases: the bot is not in #cases.", todo: "Type /invite @meldkamer in #cases." },
		]);
	});

	test("a channel for two things is looked at once", async () => {
		const findings = await look({ SLACK_STATUS_CHANNEL: fake.channels.cases });

		expect(findings.filter(({ what }) => what.includes("#cases"))).toHaveLength(1);
	});

	test("user groups that are missing or empty", async () => {
		await fake.setGroups({ volunteer: ["bram", "chris"], coordinator: [] });
		const { volunteer } = fake.groups;

		const said = (await wrong({ SLACK_VOLUNTEER_GROUPS: `${volunteer},S0NOWHERE` })).map(({ what }) => what);

		expect(said).toEqual([
			"SLACK_VOLUNTEER_GROUPS: there is no user group S0NOWHERE in the workspace.",
			"SLACK_COORDINATOR_GROUPS: nobody is in @coordinators.",
			"Nobody is a coordinator, so nobody can change the directory and the opt-outs.",
		]);
	});

	test("nobody at all", async () => {
		await fake.setGroups({ volunteer: [], coordinator: [] });

		const said = (await wrong({ SLACK_COORDINATOR_GROUPS: "" })).map(({ what }) => what);

		expect(said).toEqual([
			"SLACK_VOLUNTEER_GROUPS: nobody is in @volunteers.",
			"Nobody is a volunteer or a coordinator, so nobody can use the bot.",
		]);
	});

	test("people by id: who is there, and who is not", async () => {
		const { anna, bram } = fake.users;
		const people = { SLACK_VOLUNTEER_GROUPS: "", SLACK_COORDINATOR_GROUPS: "", SLACK_COORDINATORS: anna.id };

		expect(await wrong({ ...people, SLACK_VOLUNTEERS: bram.id })).toEqual([]);
		expect(await wrong({ ...people, SLACK_VOLUNTEERS: "U0NOBODY001" })).toMatchObject([
			{ what: expect.stringContaining("U0NOBODY001"), todo: expect.stringContaining("Copy member ID") },
		]);
	});

	test("a file host that does not answer, and none at all", async () => {
		expect(await wrong({ SLACK_FILE_HOSTS: "127.0.0.1:9" })).toMatchObject([
			{ what: "127.0.0.1:9, where files lie, cannot be reached." },
		]);
		expect(await wrong({ SLACK_FILE_HOSTS: "," })).toMatchObject([
			{ todo: expect.stringContaining("SLACK_FILE_HOSTS") },
		]);
	});
});
