import { describe, expect, it } from "vitest";
import type { Reply } from "../../../src/ports/chat.ts";
import { waitUntil } from "../../support/wait-until.ts";
import { interactionSuite, replyOf, textOf } from "./interaction-suite.ts";
import { rawPayloads } from "./raw-payloads.ts";

const pressId = "pause:TST-2026-0001:3";
const formId = "send:TST-2026-0001:3";

/** Work that goes on until it is let go. */
function held(reply: Reply) {
	let letGo = () => {};
	const wait = new Promise<void>((resolve) => {
		letGo = resolve;
	});
	return { letGo: () => letGo(), work: () => wait.then(() => reply) };
}

describe.each(["socket", "http"] as const)("the acknowledgement over %s", (mode) => {
	const { fake, open } = interactionSuite({ mode });
	const said = async (as: "anna" | "bram") => (await fake().privateMessages(as)).map(textOf);

	it("comes before the work is done: of a command, a press and a form", async () => {
		const work = held(replyOf("Done."));
		const { asked, settled } = await open({
			handlers: { onCommand: work.work, onPress: work.work, onForm: work.work },
		});
		const { command, press, form } = rawPayloads(fake());
		// What is not acknowledged within 3 s gives null.
		expect(await fake().raw("slash_commands", command("bram", "status"))).toEqual({});
		expect(await fake().raw("interactive", press("bram", pressId))).toEqual({});
		expect(await fake().raw("interactive", form("bram", formId))).toEqual({});
		await waitUntil(() => asked.length === 3);
		expect(await said("bram")).toEqual([]);
		work.letGo();
		await settled();
		expect(await said("bram")).toEqual(["Done.", "Done.", "Done."]);
	});

	it("comes though Slack takes long to say who somebody is", async () => {
		const { settled } = await open({ handlers: { onCommand: async () => replyOf("Known.") } });
		await fake().trouble([{ kind: "500", share: 1, on: "usergroups" }]);
		const { command, shortcut } = rawPayloads(fake());
		expect(await fake().raw("slash_commands", command("bram", ""))).toEqual({});
		expect(await fake().raw("interactive", shortcut("bram", "report-from-file", [{ id: "F1", name: "x" }]))).toEqual(
			{},
		);
		await settled();
	});

	it("is given to others while somebody's work hangs, and so is their answer", async () => {
		const work = held(replyOf("At last."));
		const { asked, settled } = await open({
			handlers: { onCommand: async ({ person }) => (person.name === "Bram" ? work.work() : replyOf("At once.")) },
		});
		const before = (await said("bram")).length;
		const { command } = rawPayloads(fake());
		await fake().raw("slash_commands", command("bram", "status"));
		await waitUntil(() => asked.length === 1);
		await fake().raw("slash_commands", command("anna", "status"));
		await waitUntil(async () => (await said("anna")).includes("At once."));
		expect(await said("bram")).toHaveLength(before);
		work.letGo();
		await settled();
		expect((await said("bram")).at(-1)).toBe("At last.");
	});
});
