import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { openClient } from "../../../src/chat/slack/open-client.ts";
import type { SlackOptions } from "../../../src/chat/slack/options.ts";
import { createMembers } from "../../../src/chat/slack/people/create-members.ts";
import { createPeople } from "../../../src/chat/slack/people/create-people.ts";
import { allScopes } from "../../support/fake-slack/all-scopes.ts";
import type { FakeSlack } from "../../support/fake-slack/fake-slack.ts";
import { startFakeSlack } from "../../support/fake-slack/start-fake-slack.ts";
import type { Actor } from "../../support/scenario-driver.ts";
import { type Meddler, openSlackDetour, type SlackDetour } from "./open-slack-detour.ts";
import { recordLog } from "./open-slack-room.ts";

let fake: FakeSlack;
const meddlers: Record<string, Meddler> = {};
let detour: SlackDetour;
beforeAll(async () => {
	fake = await startFakeSlack({ rateLimits: false });
});
beforeEach(async () => {
	detour = await openSlackDetour(fake, meddlers);
});
afterEach(async () => {
	for (const method of Object.keys(meddlers)) delete meddlers[method];
	await detour.close();
	await fake.trouble([]);
	expect(await fake.violations()).toEqual([]);
});
afterAll(() => fake.close());

const client = () => openClient({ apiUrl: detour.apiUrl, token: fake.botToken });
const called = (method: string) => detour.called.filter((each) => each === method).length;
const actor = (as: Actor, teamId: string | null = fake.teamId) => ({
	id: fake.users[as].id,
	teamId,
	name: `${as}.typed`,
});

function people(roles: Partial<SlackOptions["roles"]> = {}) {
	const { log, port } = recordLog();
	const groups = {
		volunteer: { groups: [fake.groups.volunteer], people: [] },
		coordinator: { groups: [fake.groups.coordinator], people: [] },
	};
	const options = { roles: { ...groups, ...roles }, log: port };
	return { ...createPeople({ client: client(), options, teamId: fake.teamId }), log };
}

describe("who is in a user group", () => {
	it("is asked once within five minutes, and again after", async () => {
		let now = 1_000;
		const members = createMembers(client(), () => now);
		expect(await members.of(fake.groups.coordinator)).toEqual(new Set([fake.users.anna.id]));
		now += 5 * 60_000 - 1;
		await members.of(fake.groups.coordinator);
		expect(called("usergroups.users.list")).toBe(1);
		now += 1;
		await members.of(fake.groups.coordinator);
		expect(called("usergroups.users.list")).toBe(2);
	});

	it("is asked once for all who come at the same time, and apart for each group", async () => {
		const members = createMembers(client());
		const both = [fake.groups.coordinator, fake.groups.volunteer];
		await Promise.all([...both, ...both, ...both].map((group) => members.of(group)));
		expect(called("usergroups.users.list")).toBe(2);
	});

	it("is what it was while that is good, and then what it is", async () => {
		let now = 1_000;
		const members = createMembers(client(), () => now);
		const { anna, bram, chris } = fake.users;
		expect([...(await members.of(fake.groups.volunteer))].sort()).toEqual([bram.id, chris.id].sort());
		await fake.setGroups({ volunteer: ["anna"], coordinator: ["anna"] });
		expect((await members.of(fake.groups.volunteer)).has(bram.id)).toBe(true);
		now += 5 * 60_000;
		expect(await members.of(fake.groups.volunteer)).toEqual(new Set([anna.id]));
		await fake.setGroups({ volunteer: ["bram", "chris"], coordinator: ["anna"] });
	});

	it("is asked again after a failure, which is not kept", async () => {
		const members = createMembers(client());
		await fake.trouble([{ kind: "500", share: 1, times: 1, on: "usergroups" }]);
		await expect(members.of(fake.groups.volunteer)).rejects.toThrow();
		expect((await members.of(fake.groups.volunteer)).size).toBe(2);
	});

	it("is not known any more when it is too old and Slack does not say", async () => {
		let now = 1_000;
		const members = createMembers(client(), () => now);
		await members.of(fake.groups.volunteer);
		now += 5 * 60_000;
		await fake.trouble([{ kind: "500", share: 1, on: "usergroups" }]);
		await expect(members.of(fake.groups.volunteer)).rejects.toThrow();
	});
});

describe("somebody's roles", () => {
	it("are those of the groups that they are in, and of the lists that name them", async () => {
		const both = people({ volunteer: { groups: [fake.groups.volunteer], people: [fake.users.anna.id] } });
		const rolesOf = async (as: Actor) => (await both.know(actor(as), null)).asker.roles;
		expect([await rolesOf("anna"), await rolesOf("bram"), await rolesOf("stranger")]).toEqual([
			...[["volunteer", "coordinator"], ["volunteer"], []],
		]);
	});

	it("of who is on a list alone are known without asking Slack", async () => {
		const { know } = people({
			volunteer: { groups: [], people: [fake.users.bram.id] },
			coordinator: { groups: [], people: [] },
		});
		expect((await know(actor("bram"), null)).asker.roles).toEqual(["volunteer"]);
		expect((await know(actor("chris"), null)).asker.roles).toEqual([]);
		expect(called("usergroups.users.list")).toBe(0);
	});

	it("are none for who comes from another workspace, whatever their id", async () => {
		const { know } = people({ volunteer: { groups: [], people: [fake.users.bram.id] } });
		expect(await know(actor("bram", "T0ELSEWHERE"), null)).toMatchObject({ asker: { roles: [] }, unsure: false });
		expect(await know(actor("anna", "T0ELSEWHERE"), null)).toMatchObject({ asker: { roles: [] }, unsure: false });
		expect(await know(actor("bram", null), null)).toMatchObject({ asker: { roles: ["volunteer"] } });
	});

	it.each([
		["500", [{ kind: "500", share: 1, on: "usergroups" }], "later"],
		["too many requests", [{ kind: "429", share: 1, on: "usergroups" }], "too-fast"],
		["a broken line", [{ kind: "drop-before", share: 1, on: "usergroups" }], "later"],
		["a missing scope", [], "missing-scope"],
	] as const)("are none while Slack does not say who is in the groups: %s", async (_, troubles, code) => {
		await fake.trouble(troubles);
		if (troubles.length === 0) await fake.setScopes(allScopes.filter((scope) => scope !== "usergroups:read"));
		const { know, log } = people({ volunteer: { groups: [fake.groups.volunteer], people: [fake.users.chris.id] } });
		expect(await know(actor("anna"), null)).toMatchObject({ asker: { roles: [] }, unsure: true });
		expect(log).toContainEqual({ event: "slack.roles-unknown", fields: { code } });
		// Who is on a list needs no group.
		expect(await know(actor("chris"), null)).toMatchObject({ asker: { roles: ["volunteer"] }, unsure: false });
		await fake.trouble([]);
		await fake.setScopes(allScopes);
		expect(await know(actor("anna"), null)).toMatchObject({ asker: { roles: ["coordinator"] }, unsure: false });
	});

	it("of one group hold though another could not be asked", async () => {
		const unknownGroup = "S0UNKNOWN01";
		const { know } = people({ volunteer: { groups: [unknownGroup, fake.groups.volunteer], people: [] } });
		expect(await know(actor("bram"), null)).toMatchObject({ asker: { roles: ["volunteer"] }, unsure: false });
		expect(await know(actor("stranger"), null)).toMatchObject({ asker: { roles: [] }, unsure: true });
	});
});

describe("somebody's name", () => {
	const named = (profile: Readonly<Record<string, string>>): Meddler => {
		return async () => ({ ok: true, user: { id: "U1", profile } });
	};
	const nameOf = async (given: ReturnType<typeof people> = people()) =>
		(await given.know(actor("bram"), null)).asker.person;

	it("is what they are called, beside their id", async () => {
		expect(await nameOf()).toEqual({ id: `slack:${fake.users.bram.id}`, name: "Bram" });
	});

	it.each([
		[{ display_name: "Bram J.", real_name: "Bram Jansen" }, "Bram J."],
		[{ display_name: "", real_name: "Bram Jansen" }, "Bram Jansen"],
		[{ display_name: "\u202e\u2066 ", real_name: "Bram\nJansen\u202e" }, "Bram Jansen"],
		[{ display_name: "", real_name: "" }, "bram.typed"],
	])("is their display name, else the real one, else the user name: %j", async (profile, name) => {
		meddlers["users.info"] = named(profile);
		expect((await nameOf()).name).toBe(name);
	});

	it("is their id where there is no other", async () => {
		meddlers["users.info"] = named({});
		const { asker } = await people().know({ ...actor("bram"), name: " " }, null);
		expect(asker.person.name).toBe(fake.users.bram.id);
	});

	it("is asked once", async () => {
		const known = people();
		await nameOf(known);
		await nameOf(known);
		expect(called("users.info")).toBe(1);
	});

	it("is their user name when Slack does not say, and asked again", async () => {
		const known = people();
		await fake.trouble([{ kind: "500", share: 1, times: 1, on: "users.info" }]);
		expect((await nameOf(known)).name).toBe("bram.typed");
		expect((await nameOf(known)).name).toBe("Bram");
	});

	// Less than a request's own time.
	it("holds nobody up who Slack is slow to name", { timeout: 10_000 }, async () => {
		meddlers["users.info"] = () => new Promise(() => {});
		const { asker } = await people().know(actor("bram"), "TST-2026-0001");
		expect(asker).toEqual({
			...{ person: { id: `slack:${fake.users.bram.id}`, name: "bram.typed" }, roles: ["volunteer"] },
			...{ platform: "slack", caseNumber: "TST-2026-0001" },
		});
	});
});
