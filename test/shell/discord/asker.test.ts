import { describe, expect, it } from "vitest";
import { toAsker } from "../../../src/chat/discord/interactions/asker.ts";
import { interactionPayload, type PayloadOptions, payloadIds } from "../../support/discord-payloads.ts";

const settings = {
	guildId: payloadIds.guild,
	roles: { volunteer: [payloadIds.volunteer, "1"], coordinator: [payloadIds.coordinator] },
};
const asker = (payload: PayloadOptions = {}) => toAsker(interactionPayload(payload), settings, null);
const roles = (payload: PayloadOptions) => asker(payload).roles;
const name = (payload: PayloadOptions) => asker(payload).person.name;

describe("who asks", () => {
	it("is known by Discord's id, and carries the case", () => {
		const found = toAsker(interactionPayload(), settings, "TST-2026-0001");
		expect(found.person.id).toBe(`discord:${payloadIds.user}`);
		expect(found.platform).toBe("discord");
		expect(found.caseNumber).toBe("TST-2026-0001");
	});

	it("has the roles that the interaction's member has by the settings", () => {
		expect(roles({})).toEqual(["volunteer"]);
		expect(roles({ member: { roles: ["1", payloadIds.coordinator] } })).toEqual(["volunteer", "coordinator"]);
		expect(roles({ member: { roles: [payloadIds.coordinator] } })).toEqual(["coordinator"]);
	});

	it("has none when in doubt", () => {
		expect(roles({ member: { roles: [] } })).toEqual([]);
		expect(roles({ member: { roles: [payloadIds.guild] } }), "everyone's role").toEqual([]);
		expect(roles({ member: null }), "in a direct message").toEqual([]);
		expect(roles({ guildId: "1100000000000000099" }), "in another server").toEqual([]);
		expect(roles({ user: { bot: true } }), "another bot").toEqual([]);
	});

	it("is named as the server shows them", () => {
		expect(name({ member: { nick: "Sanne (NOC)" } })).toBe("Sanne (NOC)");
		expect(name({})).toBe("Sanne");
		expect(name({ user: { global_name: null } })).toBe("sanne.v");
		expect(name({ member: null })).toBe("Sanne");
	});

	it("is named in one line, without characters that turn or hide what follows", () => {
		expect(name({ member: { nick: " San\nne\u202Egnp\u0000 " } })).toBe("San ne gnp");
		expect(name({ member: { nick: "\u200B\u2060" } }), "nothing to see").toBe("Sanne");
		expect(name({ member: { nick: "👩‍🚒" } }), "an emoji of parts").toBe("👩‍🚒");
	});
});
